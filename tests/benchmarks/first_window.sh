#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From starting the console to its first window on a display of its own: exec, loading and all. Prints the
# median of ROUNDS starts, the first one of them left out (it fills the machine's caches), with the budget.
#   first_window.sh [ROUNDS, 10]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bin=${ORRERY_BIN:-$root/build/release/bin}
rounds=${1:-10}
[[ $rounds =~ ^[1-9][0-9]*$ ]] || { echo "usage: first_window.sh [ROUNDS, 1 or more]" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/orrery-bench-XXXXXX")
started=()
end_all() {
    for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
    for id in "${started[@]}"; do wait "$id" 2>/dev/null || true; done
    rm -rf "$work"
}
trap end_all EXIT
for program in Xvfb xev "$bin/orrery-console"; do
    command -v "$program" >/dev/null || { echo "$program is not there" >&2; exit 1; }
done

exec 3<>"$work/display"
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp >/dev/null 2>&1 &
started+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display") HOME=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work
export XDG_CACHE_HOME=$work XDG_RUNTIME_DIR=$work QT_QPA_PLATFORM=xcb

one_start() {
    local begin end console
    mkfifo "$work/events"
    xev -root -event substructure >"$work/events" 2>/dev/null &
    local watcher=$!
    exec 4<"$work/events"
    rm "$work/events"
    sleep 0.3   # The watcher is there.
    begin=$(date +%s%N)
    "$bin/orrery-console" >/dev/null 2>&1 &
    console=$!
    while read -r -t 20 line <&4; do
        case $line in *MapNotify*) break ;; esac
    done
    end=$(date +%s%N)
    kill "$console" "$watcher"
    wait "$console" "$watcher" 2>/dev/null || true
    exec 4<&-
    echo $(((end - begin) / 1000000))
}

one_start >/dev/null
for _ in $(seq "$rounds"); do one_start; done | sort -n | awk '{n[NR] = $1}
    END {m = n[int((NR + 1) / 2)]; printf "first window: median %d ms, %d to %d   budget < 1500  %s\n",
         m, n[1], n[NR], m < 1500 ? "within" : "OVER"}'
