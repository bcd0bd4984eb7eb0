#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""installer/run, as a person starts it: grid, load and console come up together and end together.

  desk_run.py <folder of the programs> <folder for pictures>
Started by desk_session.sh.
"""
import os
import re
import signal
import subprocess
import sys

from desk_session import below, check, free_ports, main, run, wait_for, wait_for_end_of, window_of
from screen_reader import Screen

PROGRAMS, PICTURES = sys.argv[1:3]
RUN = os.path.join(os.path.dirname(__file__), "..", "..", "installer", "run")
FOLDER = os.environ["DESK_FOLDER"]
LOAD = 1000   # Requests a second of the load it puts on.


def number(text):
    """ "1,020 /s" and "24.4 k/s" as a number."""
    digits, unit = re.fullmatch(r"([\d.,]+) (k?)/s", text).groups()
    return float(digits.replace(",", "")) * (1000 if unit else 1)


def highest_request_rate(screen):
    """What the curve of requests on the wall says of itself."""
    def said():
        curves = screen.every("image", "^Requests$") + screen.every("drawing area", "^Requests$")
        return next(iter(re.search(r" to ([\d.,]+ k?/s), last", curve.description) for curve in curves), None)
    return number(wait_for("the curve of requests to have values", said).group(1))


def has_large_pages(process):
    """Whether the console asked for large pages, for one piece large enough to hold many. Only where programs are asked
    whether they want them does the system say that one did; elsewhere it is enough that the allocator is there that asks."""
    try:
        with open("/sys/kernel/mm/transparent_hugepage/enabled", encoding="utf-8") as file:
            are_asked = "[madvise]" in file.read()
    except FileNotFoundError:
        are_asked = False
    with open(f"/proc/{process}/smaps", encoding="utf-8") as file:
        mappings = file.read()
    with_flag = re.findall(r"^Size: +(\d+) kB\n(?:[A-Z]\w+: .*\n)*?VmFlags:.* hg\b", mappings, re.MULTILINE)
    largest = max((int(size) for size in with_flag), default=0)
    return "libjemalloc" in mappings and (not are_asked or largest >= 100 * 1024)


def refused(*arguments):
    """How it ended and what it said."""
    done = subprocess.run([RUN, "--data", os.path.join(FOLDER, "refused"), *arguments],
                          capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


def day():
    code, words = refused("--programs", FOLDER)
    check("a folder without the programs is refused by name", code == 1 and f"orrery-agent is not in {FOLDER}" in words)
    log = os.path.join(FOLDER, "run.log")
    with open(log, "w", encoding="utf-8") as file:
        started = subprocess.Popen([RUN, "--programs", PROGRAMS, "--data", os.path.join(FOLDER, "grid"),
                                    "--port-base", str(free_ports())], stdout=file, stderr=file)
    try:
        console = wait_for("the console", lambda: below(started.pid, "orrery-console"), 90)[0][0]
        window = window_of(console)
        screen = Screen(console)
        screen.see(name="^6/6 reporting", deadline=60)
        screen.see(name="^256/256 with 2 copies", deadline=60)
        check("its curve of requests does not begin with a peak", highest_request_rate(screen) < 3 * LOAD)
        check("the console's memory lies in large pages", has_large_pages(console))
        children = below(started.pid, "orrery-agent", "orrery-unit", "orrery-load", "orrery-console")
        check("three agents, six units, a load and a console run", len(children) == 11)
        os.makedirs(PICTURES, exist_ok=True)
        run("import", "-window", window, os.path.join(PICTURES, "run.png"))
        started.send_signal(signal.SIGINT)
        started.wait(60)
        with open(log, encoding="utf-8") as file:
            words = file.read()
        check("stopped by Ctrl+C it ends well", started.returncode == 0)
        check("nothing was lost", ", 0 lost, 0 duplicated" in words)
        wait_for_end_of(children)
    finally:
        if started.poll() is None:
            started.kill()
            started.wait()


main(day)
