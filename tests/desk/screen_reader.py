# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running program shows, read over AT-SPI as a screen reader does.

Everything that is on screen is found by role and name; nothing here knows the program's inside. Things come
and go while they are read: every wait has a condition and a deadline.
"""
import re
import time

import pyatspi

DEADLINE = 20.0
MOST_CHILDREN = 400   # Of one thing; what has more is a table, and tables are read by cells.


class Failed(AssertionError):
    """A claim did not hold."""


def wait_for(what, condition, deadline=DEADLINE):
    """Waits until condition() is true and returns its value; what it waits for stands in the failure."""
    end = time.monotonic() + deadline
    last = None
    while True:
        try:
            value = condition()
            if value:
                return value
        except Exception as error:  # A widget that went away while it was read is no failure yet.
            last = error
        if time.monotonic() > end:
            raise Failed(f"waited {deadline:.0f} s for {what}" + (f" ({last})" if last else ""))
        time.sleep(0.05)


def press(thing):
    """Does what a press does. False when it cannot be pressed."""
    action = thing.queryAction()
    for index in range(action.nActions):
        if action.getName(index).lower() in ("press", "toggle", "click"):
            return action.doAction(index)
    return False


def cells_of(table, most):
    """Rows, columns, and the names of up to `most` cells, spread over the whole table."""
    face = table.queryTable()
    rows, columns = face.nRows, face.nColumns
    names = []
    for step in range(min(most, rows * columns)):
        place = step * rows * columns // min(most, rows * columns)
        cell = face.getAccessibleAt(place // columns, place % columns)
        if cell is not None:
            names.append(cell.name)
    return rows, columns, names


class Screen:
    """The windows of one program."""

    def __init__(self, process):
        """`process`: its id. Waits until it is on the accessibility bus."""
        self.process_id = process
        wait_for("the program on the accessibility bus", lambda: self.application)

    @property
    def application(self):
        """The program's root; None while it is not on the bus."""
        for child in pyatspi.Registry.getDesktop(0):
            if child is not None and child.get_process_id() == self.process_id:
                return child
        return None

    def walk(self, within=None):
        """All things on screen from the top down, without the cells of tables: there are too many."""
        waiting = [within or self.application]
        while waiting:
            thing = waiting.pop(0)
            try:
                isRoot = thing is within or thing.getRole() == pyatspi.ROLE_APPLICATION
                if not isRoot and not thing.getState().contains(pyatspi.STATE_SHOWING):
                    continue
                if not isRoot:
                    yield thing
                if thing.getRole() != pyatspi.ROLE_TABLE:
                    waiting.extend(thing.getChildAtIndex(index) for index in range(min(thing.childCount, MOST_CHILDREN)))
            except Exception:   # Gone between two questions, or None.
                continue

    def every(self, role=None, name=None, within=None):
        """All things on screen of that role (its name) whose name matches the pattern."""
        pattern = re.compile(name) if name is not None else None
        return [thing for thing in self.walk(within)
                if (role is None or thing.getRoleName() == role) and (pattern is None or pattern.search(thing.name or ""))]

    def find(self, role=None, name=None, within=None):
        """The first of every(), or None."""
        return next(iter(self.every(role, name, within)), None)

    def see(self, role=None, name=None, within=None, deadline=DEADLINE):
        """Waits until such a thing is on screen and returns the first."""
        words = " ".join(str(word) for word in (role, name) if word)
        return wait_for(f"{words} on screen", lambda: self.find(role, name, within), deadline)

    def gone(self, role=None, name=None, deadline=DEADLINE):
        """Waits until no such thing is on screen."""
        wait_for(f"{role or ''} {name} to go", lambda: self.find(role, name) is None, deadline)

    def focused(self):
        """What has the keyboard focus: (role, name), or None."""
        for thing in self.walk():
            if thing.getState().contains(pyatspi.STATE_FOCUSED):
                return thing.getRoleName(), thing.name
        return None

    def rows(self, name, most=200):
        """The texts of the rows of the table of that name, as lists of cells."""
        face = self.see("table", name).queryTable()
        return [[(face.getAccessibleAt(row, column).name or "") for column in range(face.nColumns)]
                for row in range(min(face.nRows, most))]

    def text(self):
        """Everything that is said on screen, one name a line; for reports of what went wrong."""
        return "\n".join(f"{thing.getRoleName()} | {thing.name}" for thing in self.walk() if thing.name)
