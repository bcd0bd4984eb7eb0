#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Walks the running console as a screen reader does, over AT-SPI: finds the painted tables, reads
# their cells, presses one, and goes on reading while rows change under its hands. Says what it read;
# ends with 0 only when everything was found and the console still answers at the end.
#
#   accessible_walk.py <process id of the console> <seconds to walk under change>
import sys
import time

import pyatspi

from screen_reader import Failed, Screen, cells_of, press, wait_for

TABLES = ("Partition map", "Units by partitions", "Replication links, sender by receiver")
VIEWS = ("Wall", "Units", "Partitions", "Replication", "Events")
SOON = 10.0


def show_view(screen, name):
    """Presses the entry of the views bar whose name begins with `name`."""
    entry = screen.find("check box", "^" + name)
    return entry is not None and press(entry)


def visit(screen, view, name):
    """Reads cells of the table of that name in that view."""
    if not show_view(screen, view):
        raise Failed("no entry of the views bar begins with " + view)
    table = screen.see("table", "^" + name + "$", deadline=SOON)
    rows, columns, names = wait_for("cells of " + name, lambda: cells_of(table, 60)[2] and cells_of(table, 60), SOON)
    if not all(names):
        raise Failed(f"{name}: {rows} x {columns}, but cells without a name")
    print(f'{name}: {rows} x {columns}, {len(names)} cells read, e.g. "{names[-1]}"')
    return table


def press_a_cell(screen):
    table = visit(screen, "Partitions", TABLES[0])
    cell = table.queryTable().getAccessibleAt(8, 9)
    if not cell.name.startswith("partition 137, "):
        raise Failed("cell 8, 9 says " + cell.name)
    if not press(cell):
        raise Failed("a cell cannot be pressed")
    wait_for("the pressed cell to be selected", lambda: cell.getState().contains(pyatspi.STATE_SELECTED), SOON)
    print(f'pressed: "{cell.name}"')


def walk_under_change(screen, seconds):
    """Reads everything again and again; returns how many names, and in how many rounds."""
    reads = rounds = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for view in VIEWS:
            show_view(screen, view)
            for thing in screen.walk():
                try:
                    reads += 1 if thing.name is not None else 0
                    if thing.getRole() == pyatspi.ROLE_TABLE:
                        reads += len(cells_of(thing, 40)[2])
                except Exception:   # Gone between two questions: that is what the walk is for.
                    continue
                if time.monotonic() > end:
                    break
        rounds += 1
    return reads, rounds


def main(process, seconds):
    screen = Screen(process)
    press_a_cell(screen)
    visit(screen, "Partitions", TABLES[1])
    visit(screen, "Replication", TABLES[2])
    play = screen.find("push button", "^Play$")
    if play is not None:
        press(play)
    reads, rounds = walk_under_change(screen, seconds)
    if screen.application is None or screen.application.childCount == 0:
        raise Failed("the console does not answer any more")
    print(f"walked {seconds:.0f} s under change: {reads} names read in {rounds} rounds, the console answers")


try:
    main(int(sys.argv[1]), float(sys.argv[2]))
except Failed as failure:
    print(f"FAIL: {failure}")
    sys.exit(1)
