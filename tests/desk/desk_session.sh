#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# desk_session.sh <script.py> <arguments...>: runs the script with a display, a window manager and an
# accessibility bus of its own, all of which end with it.
# Ends with 77, and says what to install, where a program for that is missing.
set -uo pipefail

skip() {
    echo "Skipped: $1 is not installed here. installer/packages lists what the tests need."
    exit 77
}
for program in Xvfb dbus-run-session openbox xdotool xprop import redis-cli; do
    command -v "$program" >/dev/null || skip "$program"
done
/usr/bin/python3 -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("pyatspi") is None)' || skip python3-pyatspi
[[ -x /usr/libexec/at-spi-bus-launcher ]] || skip at-spi2-core

if [[ -z "${ORRERY_DESK_SESSION:-}" ]]; then
    export ORRERY_DESK_SESSION=1
    exec dbus-run-session -- "$(realpath "$0")" "$@"
fi

folder="$(mktemp -d)"
export XDG_RUNTIME_DIR="$folder/run" HOME="$folder/home" NO_AT_BRIDGE=0 QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
unset QT_QPA_PLATFORM
mkdir -m 700 "$XDG_RUNTIME_DIR" "$HOME"
# The server chooses a free display number itself, so that two sessions never meet.
Xvfb -displayfd 3 -screen 0 1600x900x24 -nolisten tcp 3>"$folder/display" 2>/dev/null &
server=$!
for ((tries = 0; tries < 200; ++tries)); do
    [[ -s "$folder/display" ]] && break
    sleep 0.05
done
DISPLAY=":$(<"$folder/display")"
export DISPLAY
openbox >/dev/null 2>&1 &
manager=$!
# Wakes the accessibility bus before the console looks for it.
/usr/bin/python3 -c 'import pyatspi; pyatspi.Registry.getDesktop(0)'
DESK_FOLDER="$folder" /usr/bin/python3 -B "$@"
result=$?
kill "$manager" "$server" 2>/dev/null
wait "$manager" "$server" 2>/dev/null
rm -rf "$folder"
exit "$result"
