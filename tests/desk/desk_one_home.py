#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consoles of one person on one grid, with the same settings and the same folders: neither destroys what
the other keeps.

  desk_one_home.py <folder of the programs> <folder for pictures>
Started by desk_session.sh. The claims build on each other.
"""
import configparser
import glob
import os
import signal
import sys

from desk_session import Desk, Grid, check, main, wait_for

PROGRAMS, PICTURES = sys.argv[1:3]
HOME = os.path.join(os.environ["DESK_FOLDER"], "both")
CONSOLE = os.path.join(PROGRAMS, "orrery-console")
PERSON = {"HOME": HOME, "XDG_CONFIG_HOME": HOME, "XDG_DATA_HOME": HOME}


def open_desk(*arguments):
    return Desk(CONSOLE, *arguments, pictures=PICTURES, environment=PERSON)


def rings():
    return sorted(glob.glob(os.path.join(HOME, "orrery-console", "*", "ring", "*.orrec")))


def written_by(process):
    """Files of the ring that `process` holds open for writing."""
    found = []
    for number in os.listdir(f"/proc/{process}/fd"):
        try:
            path = os.readlink(f"/proc/{process}/fd/{number}")
            with open(f"/proc/{process}/fdinfo/{number}", encoding="ascii") as told:
                flags = int(next(line for line in told if line.startswith("flags:")).split()[1], 8)
        except FileNotFoundError:
            continue
        if path.endswith(".orrec") and flags & (os.O_WRONLY | os.O_RDWR):
            found.append(path)
    return found


def settings():
    told = configparser.ConfigParser(strict=False, interpolation=None)
    told.read(os.path.join(HOME, "orrery-console", "orrery-console.ini"), encoding="utf-8")
    return told


def leave(desk):
    desk.to_front()
    desk.key("ctrl+q")
    wait_for("the console to end", lambda: desk.process.poll() is not None, 30)


def share_settings(grid):
    with open_desk("--at", grid.address) as one, open_desk("--at", grid.address) as other:
        for desk in (one, other):
            desk.see(name="^6/6 reporting", deadline=60)
        writers = wait_for("the ring to be written", lambda: [desk for desk in (one, other) if written_by(desk.process.pid)])
        check("one of the two writes the ring", len(writers) == 1 and len(rings()) == 1)
        one.to_front()
        one.key("ctrl+t")
        other.to_front()
        other.key("ctrl+plus")
        wait_for("both choices in the file", lambda: {"appearance", "scale"} <= set(dict(settings()["look"])))
        leave(one)
        leave(other)
    look = settings()["look"]
    check(f"the choice of each is kept: {dict(look)}", look["appearance"] == "light" and look["scale"] == "110")


def take_over(grid):
    with open_desk("--at", grid.address) as one, open_desk("--at", grid.address) as other:
        for desk in (one, other):
            desk.see(name="^6/6 reporting", deadline=60)
        writer = wait_for("the ring to be written", lambda: next(
            (desk for desk in (one, other) if written_by(desk.process.pid)), None))
        reader = other if writer is one else one
        left = written_by(writer.process.pid)[0]
        writer.process.send_signal(signal.SIGKILL)
        writer.process.wait()
        taken = wait_for("the other to go on", lambda: written_by(reader.process.pid), 30)
        check("when the writer is killed the other goes on, in a file of its own", taken[0] != left)
        check("what the killed one wrote is there", os.path.getsize(left) > 0)
        leave(reader)
    with open_desk("--recording", left) as desk:
        wait_for("the replay", lambda: "REPLAY" in desk.title)
        check("and readable", True)


def day():
    os.makedirs(HOME, exist_ok=True)
    folder = os.path.join(os.environ["DESK_FOLDER"], "grid")
    os.makedirs(folder, exist_ok=True)
    with Grid(PROGRAMS, folder) as grid:
        share_settings(grid)
        take_over(grid)


main(day)
