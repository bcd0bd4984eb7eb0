# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the benchmarks share: a temporary folder, a grid and Redis servers on free ports, all of them
# ended by their ids when the script ends. Source it; it expects ORRERY_BIN or finds build/release/bin.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bin=${ORRERY_BIN:-$root/build/release/bin}
work=$(mktemp -d "${TMPDIR:-/tmp}/orrery-bench-XXXXXX")
started=()

end_all() {
    for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
    for id in "${started[@]}"; do wait "$id" 2>/dev/null || true; done
    rm -rf "$work"
}
trap end_all EXIT

require() {
    for program in "$@"; do
        command -v "$program" >/dev/null || { echo "$program is not installed" >&2; exit 1; }
    done
    for program in orrery-agent orrery-unit orreryctl orrery-load; do
        [ -x "$bin/$program" ] || { echo "$bin/$program is not built; set ORRERY_BIN" >&2; exit 1; }
    done
}

# free_base SPAN: the first of SPAN ports that nobody listens on.
free_base() {
    local base port
    for base in $(seq 24000 500 31500 | shuf); do
        for port in $(seq "$base" $((base + $1 - 1))); do
            if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue 2; fi
        done
        echo "$base"
        return
    done
    echo "no free ports" >&2
    exit 1
}

# start_grid NAME BASE HOSTS UNITS BACKUPS STORE: returns when the grid is safe.
start_grid() {
    local name=$1 base=$2 hosts=$3 units=$4 backups=$5 store=$6 peers="" number letter
    for number in $(seq 0 $((hosts - 1))); do
        letter=$(printf "\\x$(printf %x $((97 + number)))")
        peers+="${peers:+,}$letter=$((number + 1))@127.0.0.1:$((base + number * 100 + 1))"
    done
    for number in $(seq 0 $((hosts - 1))); do
        letter=$(printf "\\x$(printf %x $((97 + number)))")
        "$bin/orrery-agent" --grid "$name" --host "$letter" --agent-id $((number + 1)) \
            $([ "$number" = 0 ] && echo --voter) --data "$work/$name-$letter" \
            --port-base $((base + number * 100)) --peers "$peers" --units "$units" \
            --backups "$backups" --store "$store" --unit-program "$bin/orrery-unit" \
            --beacon false >"$work/$name-$letter.log" 2>&1 &
        started+=($!)
    done
    "$bin/orreryctl" --at "127.0.0.1:$base" wait-safe --timeout 30 >/dev/null ||
        { cat "$work/$name"-*.log >&2; exit 1; }
}

# start_redis PORT [options]
start_redis() {
    local port=$1
    shift
    mkdir -p "$work/redis-$port"
    redis-server --port "$port" --dir "$work/redis-$port" --save "" --appendonly no "$@" \
        >"$work/redis-$port.log" 2>&1 &
    started+=($!)
    for _ in $(seq 100); do
        redis-cli -p "$port" ping >/dev/null 2>&1 && return
        sleep 0.05
    done
    echo "redis-server did not start" >&2
    exit 1
}

# measure PORT COMMAND PIPELINE COUNT: requests a second.
measure() {
    redis-benchmark -p "$1" -t "$2" -P "$3" -n "$4" -c 50 -r 100000 -d 64 --csv 2>/dev/null |
        awk -F'"' '$2 != "test" {print $4; exit}'
}

# median of the numbers on standard input
median() { sort -n | awk '{n[NR] = $1} END {print NR % 2 ? n[(NR + 1) / 2] : (n[NR / 2] + n[NR / 2 + 1]) / 2}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {if (b > 0) printf("%.2f", a / b); else printf("-")}'; }
