# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real console in a real window, used as a person without a mouse uses it.

Keys go in through the X server, what is on screen is read over AT-SPI, as a screen reader does. Nothing here
knows the program's inside. Started by desk_session.sh, which provides display, window manager and bus.
Every wait has a condition and a deadline.
"""
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pyatspi

from screen_reader import DEADLINE, Failed, Screen, wait_for


def run(*command):
    """Runs a command to its end and returns what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def window_of(process):
    """Waits for the window of the console that runs as `process`, and returns its id."""
    def found():
        windows = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(process), "--name", "Orrery"],
                                 capture_output=True, text=True, check=False).stdout.split()
        return windows[-1] if windows else None
    return wait_for("the console's window", found)


class Desk(Screen):
    """One console process and its window."""

    def __init__(self, program, *arguments, pictures=None, environment=None):
        """`pictures`: folder for what picture() keeps. `environment`: variables on top of this process's own."""
        self.pictures = pictures
        self.process = subprocess.Popen([program, *arguments], env={**os.environ, **(environment or {})})
        try:
            self.window = window_of(self.process.pid)
            super().__init__(self.process.pid)
        except Failed:
            self.close()
            raise
        self.to_front()

    @property
    def title(self):
        return run("xdotool", "getwindowname", self.window).strip()

    def to_front(self):
        """Gives the window the keys; needed when another console had them."""
        run("xdotool", "windowactivate", "--sync", self.window)

    def key(self, *keys):
        """Presses keys by their X names: "ctrl+k", "Return"."""
        run("xdotool", "key", "--delay", "30", *keys)

    def write(self, text):
        """Types over what the field holds."""
        run("xdotool", "key", "ctrl+a")
        run("xdotool", "type", "--delay", "12", text)

    def focus_on(self, name, key="Tab", limit=80):
        """Walks until the focus is on something whose name matches, and says what it was."""
        pattern = re.compile(name)
        passed = []
        for _ in range(limit):
            at = self.focused()
            if at is not None and pattern.search(at[1] or ""):
                return at
            passed.append(at[1] if at else None)
            self.key(key)
            time.sleep(0.05)   # The focus follows the key; where it is, is read above.
        raise Failed(f"{key} never reached {name}; it passed {passed}")

    def palette(self, words, entry=None):
        """Types the words into the palette and chooses its first entry, whose text must match `entry`."""
        self.key("ctrl+k")
        self.see("text", "^Search or act")
        wait_for("the palette's field to have the focus", lambda: (self.focused() or ("", ""))[0] == "text")
        self.write(words)
        pattern = re.compile(entry or re.escape(words), re.IGNORECASE)
        wait_for(f"the palette to offer {pattern.pattern} first",
                 lambda: pattern.search(self.offered()))
        self.key("Return")

    def offered(self):
        """The entry of the palette that Return would choose."""
        offers = [thing for thing in self.every("list item") if thing.getState().contains(pyatspi.STATE_SELECTED)]
        return offers[0].name if offers else ""

    def picture(self, name):
        """Keeps a picture of the window, for people."""
        if self.pictures:
            os.makedirs(self.pictures, exist_ok=True)
            run("import", "-window", self.window, os.path.join(self.pictures, name + ".png"))

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None and self.process.poll() is None:
            print(f"On screen: {self.title}; the focus is on {self.focused()}\n{self.text()}", flush=True)
            self.picture("failed")
        self.close()

    def close(self):
        """Ends the process if it still runs. Returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


def free_ports():
    """The base of three hundreds of ports on loopback of which none of the first is taken."""
    def is_free(port):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) != 0
    start = 20_000 + os.getpid() % 100 * 100
    for base in range(start, start + 10_000, 300):
        if all(is_free(base + 100 * host + port) for host in range(3) for port in (0, 1, 10, 11, 20, 21)):
            return base
    raise Failed("no free ports on loopback")


class Grid:
    """A local grid: three agents with two units each, on loopback."""

    HOSTS = "abc"

    def __init__(self, programs, folder):
        """Uses ports that nobody listens on; `folder` holds data and logs."""
        self.programs, self.port = programs, free_ports()
        port = self.port
        peers = ",".join(f"{host}={index + 1}@127.0.0.1:{port + 100 * index + 1}" for index, host in enumerate(self.HOSTS))
        self.agents = []
        for index, host in enumerate(self.HOSTS):
            data = os.path.join(folder, host)
            os.makedirs(data, exist_ok=True)
            command = [os.path.join(programs, "orrery-agent"), "--grid", "desk", "--host", host, "--agent-id", str(index + 1),
                       "--data", data, "--port-base", str(port + 100 * index), "--peers", peers, "--units", "2", "--backups", "1",
                       "--partitions", "256", "--store", f"sqlite:{folder}/store.sqlite",
                       "--unit-program", os.path.join(programs, "orrery-unit")]
            if index == 0:
                command.append("--voter")
            log = open(os.path.join(folder, host + ".log"), "w", encoding="utf-8")
            self.agents.append(subprocess.Popen(command, stdout=log, stderr=log))
        try:
            wait_for("the grid to be safe", self.is_safe, 60)
        except Failed:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def control(self, *words):
        """A command of the grid, as a script would give it."""
        return run("redis-cli", "-p", str(self.port), *words)

    def is_safe(self):
        return re.match(r"safe\n1\n", self.control("GRID", "SAFE")) is not None

    def audit(self):
        """What operators asked for and how it ended, in the grid's words; empty when nobody has acted."""
        return self.control("GRID", "AUDIT").strip()

    def epoch(self):
        """The table's, as a number."""
        return int(re.search(r"^epoch\n(\d+)$", self.control("GRID", "SNAPSHOT"), re.MULTILINE).group(1))

    def state_of(self, unit):
        """The word of the table for a unit: "ready", "stopped"."""
        return re.search(rf"^name\n{unit}\n(?:.*\n)*?state\n(.*)$", self.control("GRID", "SNAPSHOT"), re.MULTILINE).group(1)

    def close(self):
        for agent in reversed(self.agents):
            agent.send_signal(signal.SIGTERM)
        for agent in self.agents:
            try:
                agent.wait(15)
            except subprocess.TimeoutExpired:
                agent.kill()
                agent.wait()


def program_of(process):
    """The name of the program it runs; None when it has ended."""
    try:
        return os.path.basename(os.readlink(f"/proc/{process}/exe"))
    except FileNotFoundError:
        return None


def below(process, *programs):
    """Ids and names of the processes below `process` whose program is one of `programs`."""
    found = []
    with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
        for child in map(int, file.read().split()):
            program = program_of(child)
            found += [(child, program)] * (program in programs) + below(child, *programs)
    return found


def wait_for_end_of(processes, deadline=DEADLINE):
    """`processes`: of below()."""
    for process, program in processes:
        wait_for(f"{program} {process} to end", lambda: program_of(process) != program, deadline)


def check(claim, truth):
    """One claim of the run, said and held."""
    print(("  ok      " if truth else "  FAILED  ") + claim, flush=True)
    if not truth:
        raise Failed(claim)


def main(body):
    """Runs body and turns what goes wrong into an exit code."""
    try:
        body()
    except Failed as failure:
        print(f"FAILED: {failure}", flush=True)
        sys.exit(1)
