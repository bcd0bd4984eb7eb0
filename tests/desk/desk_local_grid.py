#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door "Start a local grid here", by keys: a real grid comes up, is connected, and ends with its console.

  desk_local_grid.py <folder of the programs> <folder for pictures>
Started by desk_session.sh. The claims build on each other.
"""
import os
import sys

from desk_session import Desk, below, check, main, wait_for, wait_for_end_of

PROGRAMS, PICTURES = sys.argv[1:3]


def start(desk):
    desk.focus_on("^Start it$")
    desk.key("space")
    wait_for("the local grid in the title", lambda: desk.title.startswith("local – OPERATE"), 60)
    desk.see(name="^6/6 reporting", deadline=60)
    desk.see(name="^256/256 with 2 copies", deadline=60)


def day():
    with Desk(os.path.join(PROGRAMS, "orrery-console"), pictures=PICTURES) as desk:
        start(desk)
        running = below(desk.process.pid, "orrery-agent", "orrery-unit")
        programs = [program for _, program in running]
        check("three agents and six units run below the console",
              (programs.count("orrery-agent"), programs.count("orrery-unit")) == (3, 6))
        desk.picture("local-grid")
        desk.key("ctrl+q")
        wait_for("the console to end", lambda: desk.process.poll() is not None, 30)
        wait_for_end_of(running)
        check("closed by a key, it takes all of them along", True)
    with Desk(os.path.join(PROGRAMS, "orrery-console"), pictures=PICTURES) as desk:
        start(desk)
        check("it starts again from what it kept", True)
        running = below(desk.process.pid, "orrery-agent", "orrery-unit")
        desk.process.kill()
        desk.process.wait()
        wait_for_end_of(running)
        check("a console that is killed leaves none behind", len(running) == 9)


main(day)
