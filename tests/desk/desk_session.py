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
import subprocess
import sys
import time

import pyatspi

DEADLINE = 20.0


class Failed(AssertionError):
    """A claim did not hold."""


def wait_for(what, condition, deadline=DEADLINE):
    """Waits until condition() is true and returns its value; what it waits for stands in the failure."""
    end = time.monotonic() + deadline
    while True:
        try:
            value = condition()
        except Exception as error:  # A widget that went away while it was read is no failure yet.
            value, last = None, error
        else:
            last = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {deadline:.0f} s for {what}" + (f" ({last})" if last else ""))
        time.sleep(0.05)


def run(*command):
    """Runs a command to its end and returns what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


class Desk:
    """One console process and its window."""

    def __init__(self, program, *arguments, pictures=None):
        self.pictures = pictures
        self.process = subprocess.Popen([program, *arguments])
        self.window = wait_for("the console's window", self._window_id)
        run("xdotool", "windowactivate", "--sync", self.window)
        wait_for("the console on the accessibility bus", lambda: self.application)

    def _window_id(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Orrery"],
                               capture_output=True, text=True, check=False).stdout.split()
        return found[-1] if found else None

    @property
    def application(self):
        desktop = pyatspi.Registry.getDesktop(0)
        for index in range(desktop.childCount):
            child = desktop.getChildAtIndex(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    # What is on screen ---------------------------------------------------------------------------------

    def every(self, role=None, name=None, within=None):
        """All showing things of that role whose name matches the pattern, from the top down."""
        pattern = re.compile(name) if name is not None else None
        waiting = [within or self.application]
        found = []
        while waiting:
            thing = waiting.pop(0)
            if thing is None:
                continue
            if thing is not within and thing.getRole() != pyatspi.ROLE_APPLICATION:
                if not thing.getState().contains(pyatspi.STATE_SHOWING):
                    continue
                if (role is None or thing.getRoleName() == role) and (pattern is None or pattern.search(thing.name or "")):
                    found.append(thing)
            waiting.extend(thing.getChildAtIndex(index) for index in range(min(thing.childCount, 400)))
        return found

    def see(self, role=None, name=None, within=None, deadline=DEADLINE):
        """Waits until such a thing is on screen and returns the first."""
        words = " ".join(str(word) for word in (role, name) if word)
        return wait_for(f"{words} on screen", lambda: (self.every(role, name, within) or [None])[0], deadline)

    def gone(self, role=None, name=None, deadline=DEADLINE):
        """Waits until no such thing is on screen."""
        wait_for(f"{role} {name} to go", lambda: not self.every(role, name), deadline)

    def focused(self):
        """What has the keyboard focus: (role, name), or None."""
        for thing in self.every():
            if thing.getState().contains(pyatspi.STATE_FOCUSED):
                return thing.getRoleName(), thing.name
        return None

    @property
    def title(self):
        return run("xdotool", "getwindowname", self.window).strip()

    # What a person does --------------------------------------------------------------------------------

    def key(self, *keys):
        """Presses keys by their X names: "ctrl+k", "Return"."""
        run("xdotool", "key", "--delay", "30", *keys)

    def write(self, text):
        run("xdotool", "type", "--delay", "12", text)

    def focus_on(self, name, limit=60):
        """Walks with Tab until the focus is on something whose name matches."""
        pattern = re.compile(name)
        for _ in range(limit):
            at = self.focused()
            if at is not None and pattern.search(at[1] or ""):
                return at
            self.key("Tab")
            time.sleep(0.03)
        raise Failed(f"Tab never reached {name}; the focus is on {self.focused()}")

    def palette(self, words):
        """Chooses the first entry that the palette offers for these words."""
        self.key("ctrl+k")
        self.see("text", "^Search or act")
        self.write(words)
        time.sleep(0.2)  # The list follows the typing; what is chosen is checked by the caller.
        self.key("Return")

    def picture(self, name):
        """Keeps a picture of the window, for people."""
        if self.pictures:
            os.makedirs(self.pictures, exist_ok=True)
            run("import", "-window", self.window, os.path.join(self.pictures, name + ".png"))

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Grid:
    """A local grid: three agents with two units each, on loopback."""

    HOSTS = "abc"

    def __init__(self, programs, folder, port):
        self.programs, self.port = programs, port
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
        wait_for("the grid to be safe", self.is_safe, 60)

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def control(self, *words):
        """A command of the grid, as a script would give it."""
        return run("redis-cli", "-p", str(self.port), *words)

    def is_safe(self):
        answer = self.control("GRID", "SAFE")
        return re.search(r"safe\s+1|safe\"?\s*=>\s*\(true\)|^1$|true", answer, re.MULTILINE) is not None

    def close(self):
        for agent in reversed(self.agents):
            agent.send_signal(signal.SIGTERM)
        for agent in self.agents:
            try:
                agent.wait(15)
            except subprocess.TimeoutExpired:
                agent.kill()
                agent.wait()


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
