#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several consoles on one grid: one operates, one observes, a third operates under another name.

  desk_two_consoles.py <folder of the programs> <folder for pictures>
Started by desk_session.sh. The claims build on each other.
"""
import os
import re
import sys

import pyatspi

from desk_session import Desk, Grid, check, main, wait_for

PROGRAMS, PICTURES = sys.argv[1:3]
FOLDER = os.environ["DESK_FOLDER"]
CONSOLE = os.path.join(PROGRAMS, "orrery-console")
ACTION = r"^(Add unit|Drain|Restart|Kill)…"


def open_desk(grid, name, *arguments):
    home = os.path.join(FOLDER, name)
    os.makedirs(home, exist_ok=True)
    desk = Desk(CONSOLE, "--at", grid.address, *arguments, pictures=PICTURES,
                environment={"USER": name, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})
    desk.name = name
    return desk


def act(desk, wish, reason, effect):
    """Plans by the palette and carries out by keys."""
    desk.to_front()
    desk.palette(wish)
    for _ in range(5):   # A table that goes on changing gets the plan made again.
        desk.see("push button", effect)
        desk.focus_on("^Reason$", key="shift+Tab", limit=6)
        desk.write(reason)
        desk.focus_on(effect, limit=6)
        desk.key("space")
        if wait_for("an answer", lambda: (desk.find("push button", "^Undo: Accepted|^Close this notice") and "accepted")
                    or (desk.focused() == ("push button", "Cancel") and "again")) == "accepted":
            return
    check(wish + " is accepted", False)


def epoch_of(desk):
    """The epoch that the detail panel says of the grid, while nothing is chosen."""
    found = re.search(r"Epoch: (\d+)", desk.text())
    return int(found.group(1)) if found else None


def units_of(desk):
    """Units with their states and shares, as the table of units shows them."""
    return [row[:5] for row in desk.rows("^Units$")]


def the_same_on_all(desks):
    for desk in desks:
        desk.to_front()
        desk.key("ctrl+2")
    wait_for("all consoles to show the same units",
             lambda: len({repr(units_of(desk)) for desk in desks}) == 1 and len(units_of(desks[0])) >= 6, 60)
    wait_for("all consoles to show the same epoch",
             lambda: len({epoch_of(desk) for desk in desks}) == 1 and epoch_of(desks[0]) is not None)


def observer_offers_nothing(observer):
    observer.to_front()
    check("the observer's title says so", "OBSERVE" in observer.title)
    observer.key("ctrl+2")
    observer.see("table", "^Units$")
    check("the observer can press no action", not any(
        thing.getState().contains(pyatspi.STATE_SENSITIVE) for thing in observer.every("push button", ACTION)))
    observer.key("ctrl+k")
    observer.see("text", "^Search or act")
    observer.write("drain b1")
    observer.see("label", "^Nothing is called that")
    observer.key("Escape")
    check("nor by the palette", True)
    observer.picture("observer")


def day():
    with Grid(PROGRAMS, FOLDER) as grid, open_desk(grid, "anna") as anna, open_desk(grid, "olaf", "--observe") as olaf:
        for desk in (anna, olaf):
            desk.see(name="^6/6 reporting")
        observer_offers_nothing(olaf)
        act(anna, "drain b1", "work on host b", "^Drain b1, move ")
        wait_for("b1 to have stopped", lambda: "stopped" in grid.state_of("b1"), 60)
        the_same_on_all([anna, olaf])
        check("both show the same units behind it", True)
        with open_desk(grid, "berta") as berta:
            berta.see(name="reporting")
            act(berta, "restart b1", "host b is done", "^Start b1")
            wait_for("b1 to be ready", lambda: "ready" in grid.state_of("b1"), 60)
            wait_for("the grid to be safe", grid.is_safe, 60)
            the_same_on_all([anna, olaf, berta])
            check("and all three behind the second operator's action", True)
            for desk in (anna, olaf, berta):
                desk.to_front()
                desk.key("ctrl+9")
                rows = wait_for("both operators in the audit", lambda: [
                    row for row in desk.rows("^Audit$") if "anna" in row or "berta" in row] or None)
                said = "\n".join(" ".join(row) for row in rows)
                check("the audit of a console names both operators and their reasons",
                      all(word in said for word in ("anna", "berta", "work on host b", "host b is done")))
                desk.picture("audit-" + desk.name)
        told = grid.audit()
        check("GRID AUDIT names both", all(word in told for word in ("anna", "berta", "work on host b", "host b is done")))


main(day)
