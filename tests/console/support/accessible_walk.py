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

process = int(sys.argv[1])
walking = float(sys.argv[2])
TABLES = ("Partition map", "Units by partitions", "Replication links, sender by receiver")


def fail(text):
    print("FAIL: " + text)
    sys.exit(1)


def application():
    """The console among the applications of this desktop; waits for it."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for found in pyatspi.Registry.getDesktop(0):
            if found is not None and found.get_process_id() == process:
                return found
        time.sleep(0.1)
    fail("the console does not show up on the accessibility bus")


def everything(root, depth=0):
    """Root and what is under it, without the cells of tables: there are too many to list twice."""
    yield root
    if depth > 40 or root.getRole() == pyatspi.ROLE_TABLE:
        return
    for index in range(root.childCount):
        try:
            child = root.getChildAtIndex(index)
        except Exception:   # It went between the count and the question.
            continue
        if child is not None:
            yield from everything(child, depth + 1)


def named(root, name, role=None):
    for item in everything(root):
        try:
            if item.name == name and (role is None or item.getRole() == role):
                return item
        except Exception:
            continue
    return None


def press(item):
    action = item.queryAction()
    for index in range(action.nActions):
        if action.getName(index).lower() in ("press", "toggle", "click"):
            return action.doAction(index)
    return False


def show_view(root, name):
    """Presses the entry of the views bar whose name begins with `name`."""
    for item in everything(root):
        try:
            if item.name.startswith(name) and item.getRole() in (
                    pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON,
                    pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_LIST_ITEM, pyatspi.ROLE_CHECK_BOX):
                if press(item):
                    return True
        except Exception:
            continue
    return False


def read_table(table, most):
    """Names of up to `most` cells, spread over the whole table."""
    face = table.queryTable()
    rows, columns = face.nRows, face.nColumns
    names = []
    for step in range(most):
        place = step * rows * columns // most
        cell = face.getAccessibleAt(place // columns, place % columns) if rows * columns else None
        if cell is not None:
            names.append(cell.name)
    return rows, columns, names


def visit(root, view, table_name):
    if not show_view(root, view):
        fail("no entry of the views bar begins with " + view)
    end = time.monotonic() + 10
    table = None
    while table is None and time.monotonic() < end:
        table = named(root, table_name, pyatspi.ROLE_TABLE)
    if table is None:
        fail("no table is named " + table_name)
    rows, columns, names = read_table(table, 60)
    while rows * columns == 0 and time.monotonic() < end:   # The first picture is still to come.
        time.sleep(0.1)
        rows, columns, names = read_table(table, 60)
    if rows * columns == 0 or not names or not all(names):
        fail("%s: %d x %d, but cells without a name" % (table_name, rows, columns))
    print("%s: %d x %d, %d cells read, e.g. \"%s\"" % (table_name, rows, columns, len(names), names[-1]))
    return table


root = application()
table = visit(root, "Partitions", TABLES[0])
cell = table.queryTable().getAccessibleAt(8, 9)
if not cell.name.startswith("partition 137, "):
    fail("cell 8, 9 says " + cell.name)
if not press(cell):
    fail("a cell cannot be pressed")
end = time.monotonic() + 5
while not cell.getState().contains(pyatspi.STATE_SELECTED):
    if time.monotonic() > end:
        fail("the pressed cell is not selected")
print("pressed: \"%s\"" % cell.name)
visit(root, "Partitions", TABLES[1])
visit(root, "Replication", TABLES[2])

play = named(root, "Play")
if play is not None:
    press(play)
reads = 0
rounds = 0
end = time.monotonic() + walking
while time.monotonic() < end:
    for view in ("Wall", "Units", "Partitions", "Replication", "Events"):
        show_view(root, view)
        for item in everything(root):
            try:
                item.name
                reads += 1
                if item.getRole() == pyatspi.ROLE_TABLE:
                    reads += len(read_table(item, 40)[2])
            except Exception:   # Gone between two questions: that is what the walk is for.
                continue
            if time.monotonic() > end:
                break
    rounds += 1
if root.get_process_id() != process or root.childCount == 0:
    fail("the console does not answer any more")
print("walked %.0f s under change: %d names read in %d rounds, the console answers" % (walking, reads, rounds))
