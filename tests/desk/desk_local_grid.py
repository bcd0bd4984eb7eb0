#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door "Start a local grid here", by keys: a real grid comes up, is connected, and ends with its console.

  desk_local_grid.py <folder of the programs> <folder for pictures>
Started by desk_session.sh. The claims build on each other.
"""
import os
import sys

from desk_session import Desk, check, main, wait_for

PROGRAMS, PICTURES = sys.argv[1:3]


def children_of(process):
    """Ids of all processes below `process`."""
    found = []
    with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
        direct = [int(word) for word in file.read().split()]
    for child in direct:
        found += [child, *children_of(child)]
    return found


def program_of(process):
    try:
        return os.path.basename(os.readlink(f"/proc/{process}/exe"))
    except FileNotFoundError:
        return None


def below(process, program):
    return [child for child in children_of(process) if program_of(child) == program]


def start(desk):
    desk.focus_on("^Start it$")
    desk.key("space")
    wait_for("the local grid in the title", lambda: desk.title.startswith("local – OPERATE"), 60)
    desk.see(name="^6/6 reporting", deadline=60)
    desk.see(name="^256/256 with 2 copies", deadline=60)


def ends_with(process, program):
    return lambda: program_of(process) != program


def day():
    with Desk(os.path.join(PROGRAMS, "orrery-console"), pictures=PICTURES) as desk:
        start(desk)
        agents, units = below(desk.process.pid, "orrery-agent"), below(desk.process.pid, "orrery-unit")
        check("three agents and six units run below the console", (len(agents), len(units)) == (3, 6))
        desk.picture("local-grid")
        desk.key("ctrl+q")
        wait_for("the console to end", lambda: desk.process.poll() is not None, 30)
        for process, program in [(one, "orrery-agent") for one in agents] + [(one, "orrery-unit") for one in units]:
            wait_for(f"{program} {process} to end", ends_with(process, program))
        check("closed by a key, it takes all of them along", True)
    with Desk(os.path.join(PROGRAMS, "orrery-console"), pictures=PICTURES) as desk:
        start(desk)
        check("it starts again from what it kept", True)
        running = [(one, program) for program in ("orrery-agent", "orrery-unit") for one in below(desk.process.pid, program)]
        desk.process.kill()
        desk.process.wait()
        for process, program in running:
            wait_for(f"{program} {process} to end", ends_with(process, program))
        check("a console that is killed leaves none behind", len(running) == 9)


main(day)
