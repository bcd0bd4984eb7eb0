#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first day at the desk, by keys only, on a real grid: connect, look, plan, act, undo, look back, export, read.

  desk_without_mouse.py <folder of the programs> <folder for pictures>
Started by desk_session.sh. The claims build on each other.
"""
import os
import sys

from desk_session import Desk, Grid, check, main, wait_for

PROGRAMS, PICTURES = sys.argv[1:3]
FOLDER = os.environ["DESK_FOLDER"]
REASON = "maintenance of b1"
ACTION = r"^(Add unit|Drain|Restart|Kill)…"


def enter_by_address(desk, grid):
    desk.picture("1-doors")
    desk.focus_on("Address of an agent")
    desk.write(grid.address)
    desk.key("Return")
    wait_for("the grid's name and the mode in the title", lambda: desk.title.startswith("desk – OPERATE"))
    desk.see(name="^6/6 reporting")
    check("a person comes in by an agent's address, without a mouse", True)


def find_a_unit(desk):
    desk.palette("b1", "unit b1|^b1")
    desk.see("label", "^Unit b1$")
    check("the palette leads to a unit", bool(desk.every("table", "Units")))
    desk.picture("2-unit")


def open_plan(desk):
    desk.key("ctrl+Return")
    desk.see("label", "^Drain unit b1$")
    desk.see("push button", "^Drain b1, move ")
    wait_for("the focus on Cancel", lambda: desk.focused() == ("push button", "Cancel"))


def enter_executes_nothing(desk, grid):
    before = grid.epoch()
    open_plan(desk)
    check("a plan has the focus on Cancel", True)
    desk.key("Return")
    desk.gone("push button", "^Drain b1, move ")
    check("Enter on a plan carries nothing out", grid.epoch() == before and not grid.audit())


def press_execute(desk, effect):
    """From the button Cancel, which has the focus, on to the one that says the effect."""
    wait_for("the focus on Cancel", lambda: desk.focused() == ("push button", "Cancel"))
    desk.key("Tab")
    wait_for("the focus on the effect", lambda: desk.focused()[1].startswith(effect))
    desk.key("space")


def drain_over_a_changed_table(desk, grid):
    open_plan(desk)
    primary = grid.control("GRID", "SNAPSHOT")   # Read before, so that the answer is not counted as a change.
    check("the grid answers while a plan is open", bool(primary))
    desk.focus_on("^Reason$", key="shift+Tab", limit=4)
    desk.write(REASON)
    desk.key("Tab")
    grid.control("PARTITION", "MOVE", "3", "TO", "c1")
    press_execute(desk, "Drain b1, move ")
    desk.see("label", "^The table changed since the plan")
    check("a plan that the table overtook is refused and planned again by itself", True)
    check("nothing was carried out meanwhile", "unit-draining" not in grid.control("GRID", "EVENTS"))
    wait_for("what changed, in words", lambda: desk.find("label", "Changed since the plan that was refused") or
             desk.find("label", "Its effects are the same"))
    check("what changed is said", True)
    desk.picture("3-planned-again")
    for _ in range(5):   # The move that came between may still be changing the table.
        press_execute(desk, "Drain b1, move ")
        done = wait_for("the plan to be accepted, or to come again",
                        lambda: (desk.find("push button", "^Undo: Accepted: Drain unit b1") and "accepted")
                        or (desk.focused() == ("push button", "Cancel") and "again"))
        if done == "accepted":
            break
    check("confirmed, it is accepted", done == "accepted")


def is_ready(desk, unit):
    return any(row[0] == "ready" and row[1] == unit for row in desk.rows("Units"))


def follow_and_undo(desk):
    desk.see(name=r"Drain unit b1: done, everything is handed over, the unit has stopped(, took [^:]+)?: \+", deadline=4)
    check("the steps of the operation stand there with their times", True)
    desk.picture("4-drained")
    check("the drained unit has stopped", any("stopped" in row[0] and row[1] == "b1" for row in desk.rows("Units")))
    desk.focus_on("^Undo: Accepted: Drain unit b1", key="shift+F6", limit=12)
    desk.key("space")
    for _ in range(5):   # While the drain still moves copies, the way back is planned again and shown, too.
        done = wait_for("b1 to be ready again, or its plan", lambda: (is_ready(desk, "b1") and "ready")
                        or (desk.focused() == ("push button", "Cancel") and "again"))
        if done == "ready":
            break
        press_execute(desk, "Start b1")
    desk.see(name="^6/6 reporting")
    desk.see(name=r"Restart unit b1: done, .*: \+", deadline=60)
    check("the offer to undo, reached by keys, brings the unit back", True)
    desk.picture("5-undone")


def look_back(desk):
    check("actions are offered while live", bool(desk.every("push button", ACTION)))
    desk.key("ctrl+g")
    desk.see("text", "^Search or act")
    desk.write("t -4s")
    wait_for("the moment in the palette", lambda: desk.offered().startswith("Go to"))
    desk.key("Return")
    wait_for("the past in the title", lambda: "REWOUND" in desk.title)
    check("the title says that the window stands in the past", True)
    desk.gone("push button", ACTION)
    check("no action is offered in the past, nor a way back", not desk.every("push button", "^Undo"))
    desk.key("ctrl+k")
    desk.write("drain b2")
    desk.see("label", "^Nothing is called that")
    desk.key("Escape")
    check("nor by the palette", True)
    desk.picture("6-rewound")
    desk.key("ctrl+Home")
    wait_for("the present in the title", lambda: "OPERATE" in desk.title)
    desk.see("push button", ACTION)
    check("and back to live by a key", True)


def export(desk):
    desk.key("ctrl+2")
    desk.see("table", "^Units$")
    for ending in ("csv", "png"):
        path = os.path.join(FOLDER, "units." + ending)
        desk.key("ctrl+shift+e")
        desk.see(None, "^Export$")
        desk.focus_on("^File$", limit=8)
        desk.write(path)
        desk.key("Return")
        wait_for(path, lambda: os.path.exists(path) and os.path.getsize(path) > 0)
        desk.gone("text", "^File$")
    with open(os.path.join(FOLDER, "units.csv"), encoding="utf-8") as file:
        table = file.read()
    check("the table is exported with its stamp and its rows",
          "desk" in table and "Orrery" in table and all(unit in table for unit in ("a1", "b1", "c2")))
    with open(os.path.join(FOLDER, "units.png"), "rb") as file:
        picture = file.read()
    check("the picture is exported with its stamp", picture.startswith(b"\x89PNG") and b"Orrery" in picture)


def read_the_audit(desk, grid):
    desk.key("ctrl+9")
    row = wait_for("the drain in the audit", lambda: next(
        (row for row in desk.rows("^Audit$") if any(REASON in cell for cell in row)), None))
    check("the audit on screen names operator and reason", "anna" in row)
    desk.picture("7-audit")
    told = grid.audit()
    check("so does the grid's own", "anna" in told and REASON in told and "undo of Drain b1" in told)


def ask_for_help(desk):
    desk.key("F1")
    desk.see(None, "^Help$")
    desk.picture("8-help")
    desk.key("Escape")
    desk.gone(None, "^Help$")
    desk.key("ctrl+slash")
    desk.see(None, "^Keys$")
    desk.picture("9-keys")
    desk.key("Escape")
    desk.gone(None, "^Keys$")
    check("help and the list of keys are one key away", True)


def day():
    with Grid(PROGRAMS, FOLDER) as grid, Desk(os.path.join(PROGRAMS, "orrery-console"), pictures=PICTURES,
                                              environment={"USER": "anna"}) as desk:
        enter_by_address(desk, grid)
        find_a_unit(desk)
        enter_executes_nothing(desk, grid)
        drain_over_a_changed_table(desk, grid)
        follow_and_undo(desk)
        look_back(desk)
        read_the_audit(desk, grid)
        export(desk)
        ask_for_help(desk)
        desk.key("ctrl+q")
        wait_for("the console to end", lambda: desk.process.poll() is not None)
        check("and a key closes the console in order", desk.process.returncode == 0)


main(day)
