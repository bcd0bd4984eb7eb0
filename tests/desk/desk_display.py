#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The display is unplugged, comes back smaller, or dies: the console stays in reach, and what it started or
recorded is not harmed.

  desk_display.py <folder of the programs> <folder for pictures>
Started by desk_session.sh. The claims build on each other.
"""
import calendar
import glob
import os
import re
import sqlite3
import subprocess
import sys
import time

from desk_session import Desk, below, check, main, run, wait_for, wait_for_end_of
from own_display import Server

PROGRAMS, PICTURES = sys.argv[1:3]
FOLDER = os.environ["DESK_FOLDER"]
CONSOLE = os.path.join(PROGRAMS, "orrery-console")
GRID = ("--simulate", "units=12,hosts=4")


def home(name):
    """A person's own folders: what is remembered in one claim is not known in another."""
    folder = os.path.join(FOLDER, name)
    os.makedirs(folder, exist_ok=True)
    return {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}


def use(server):
    """This process's tools, and consoles that start from now on, go to that display."""
    os.environ["DISPLAY"] = server.name


def frame_of(window):
    """Left, top, right and bottom of a window on its display, without its title bar."""
    told = run("xwininfo", "-id", window)
    number = lambda label: int(re.search(label + r":\s+(-?\d+)", told).group(1))
    left, top = number("Absolute upper-left X"), number("Absolute upper-left Y")
    return left, top, left + number("Width"), top + number("Height")


def is_within(window, width, height):
    left, top, right, bottom = frame_of(window)
    return left >= 0 and top >= 0 and right <= width and bottom <= height


def windows_of(desk):
    return subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(desk.process.pid), "--name", ""],
                          capture_output=True, text=True, check=False).stdout.split()


def float_detail(desk):
    """Unlocks the panels and floats the detail; its window."""
    desk.palette("Lock panels")
    before = set(windows_of(desk))
    desk.focus_on("^Float or dock$", key="Tab", limit=200)
    desk.key("space")
    return wait_for("a floating panel", lambda: (set(windows_of(desk)) - before or {None}).pop())


def smaller_display(server):
    with Desk(CONSOLE, *GRID, pictures=PICTURES, environment=home("plain")) as desk:
        desk.see(name="^12/12 reporting", deadline=60)
        panel = float_detail(desk)
        run("xdotool", "windowmove", "--sync", panel, "1300", "500")
        server.resize(1152, 720)
        wait_for("the window within the smaller display", lambda: is_within(desk.window, 1152, 720))
        wait_for("the floating panel within it too", lambda: is_within(panel, 1152, 720))
        check("window and floating panel come back into a display that became smaller", True)
        desk.picture("display-1152")
        server.resize(1024, 600)
        wait_for("the window within a display below its usual least size", lambda: is_within(desk.window, 1024, 600))
        check("so do they on a display smaller than the window likes", is_within(panel, 1024, 600))
        desk.to_front()
        desk.picture("display-1024")
        desk.palette("Reset the layout")
        wait_for("the panel to be docked again", lambda: panel not in windows_of(desk))
        check("the panels are in reach: the layout can be reset", True)
        server.resize(1600, 900)
        desk.key("ctrl+q")
        wait_for("the console to end", lambda: desk.process.poll() is not None, 30)


def maximised(server):
    with Desk(CONSOLE, *GRID, pictures=PICTURES, environment=home("maximised")) as desk:
        desk.see(name="^12/12 reporting", deadline=60)
        run("xdotool", "key", "super+Up")   # For window managers that know it; the state is set below for all others.
        subprocess.run(["xdotool", "windowstate", "--add", "MAXIMIZED_VERT", "--add", "MAXIMIZED_HORZ", desk.window],
                       check=False, capture_output=True)
        wait_for("the window to fill the display", lambda: frame_of(desk.window)[2] >= 1590)
        server.resize(1280, 720)
        wait_for("the maximised window within the smaller display", lambda: is_within(desk.window, 1280, 720))
        desk.picture("display-maximised")
        desk.key("F11")
        wait_for("the wall to fill the display", lambda: frame_of(desk.window) == (0, 0, 1280, 720))
        server.resize(1600, 900)
        server.resize(1152, 720)
        wait_for("the wall within the display", lambda: is_within(desk.window, 1152, 720))
        check("a maximised window and the wall follow the display", True)
        server.resize(1600, 900)


def gone_display(server):
    """A place on a display that is gone is corrected at the start."""
    person = home("gone")
    with Desk(CONSOLE, *GRID, pictures=PICTURES, environment=person) as desk:
        desk.see(name="^12/12 reporting", deadline=60)
        run("xdotool", "windowsize", "--sync", desk.window, "1120", "700")
        run("xdotool", "windowmove", "--sync", desk.window, "460", "170")
        desk.key("ctrl+q")
        wait_for("the console to end", lambda: desk.process.poll() is not None, 30)
    server.resize(1152, 720)
    with Desk(CONSOLE, *GRID, pictures=PICTURES, environment=person) as desk:
        desk.see(name="^12/12 reporting", deadline=60)
        wait_for("the window within the display", lambda: is_within(desk.window, 1152, 720))
        check("a remembered place beyond the display is corrected at the start", True)
    server.resize(1600, 900)


def dead_server():
    """The X server dies: the local grid ends in order, the ring is readable up to that moment."""
    person = home("dead")
    usual = os.environ["DISPLAY"]
    with Server() as server:
        use(server)
        with Desk(CONSOLE, pictures=PICTURES, environment=person) as desk:
            desk.focus_on("^Start it$")
            desk.key("space")
            wait_for("the local grid in the title", lambda: desk.title.startswith("local – OPERATE"), 60)
            desk.see(name="^256/256 with 2 copies", deadline=60)
            time.sleep(3)   # The length of the recording, not a wait.
            running = below(desk.process.pid, "orrery-agent", "orrery-unit")
            server.kill()
            died = time.time()
            wait_for("the console to end", lambda: desk.process.poll() is not None, 30)
    os.environ["DISPLAY"] = usual
    wait_for_end_of(running, 30)
    check("its grid ends with it: three agents and six units", len(running) == 9)
    store = os.path.join(FOLDER, "dead", "orrery-console", "local-grid", "store.sqlite")
    with sqlite3.connect(store) as content:
        check("the grid's store is whole", content.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    rings = glob.glob(os.path.join(FOLDER, "dead", "orrery-console", "*", "ring", "*.orrec"))
    check("one file of the ring is left", len(rings) == 1)
    with Desk(CONSOLE, "--recording", rings[0], pictures=PICTURES, environment=home("reader")) as desk:
        wait_for("the replay", lambda: "REPLAY" in desk.title)
        desk.key("ctrl+Home")
        lost = wait_for("a moment shortly before the display died", lambda: seconds_before(died, desk))
        check(f"the recording is readable up to {lost:.1f} s before the display died", True)


def seconds_before(end, desk):
    """How long before `end` the moment is that the strip shows; None while it is 3 s or more. The strip shows whole
    seconds, and the key that goes to the end of the recording takes a moment."""
    told = re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC", desk.text())
    before = end - calendar.timegm(time.strptime(told.group(1), "%Y-%m-%d %H:%M:%S"))
    return before if before < 3 else None


def day():
    with Server() as server:
        usual = os.environ["DISPLAY"]
        use(server)
        smaller_display(server)
        maximised(server)
        gone_display(server)
        os.environ["DISPLAY"] = usual
    dead_server()


main(day)
