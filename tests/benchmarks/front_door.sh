#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The front door beside redis-server on this machine: GET and SET over 50 connections, pipelines of 1,
# 16 and 100, each measured in turn (Redis, Orrery, Redis, Orrery ...) and the medians compared. First
# without copies; then with one copy that must have each write, beside Redis with a replica and WAIT 1.
#
# front_door.sh [rounds]     rounds of each measurement, 3 by default
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
require redis-server redis-cli redis-benchmark
rounds=${1:-3}

base=$(free_base 400)
start_grid single "$base" 1 1 0 none
start_redis $((base + 90))
unit=$((base + 10))

printf '%-34s %12s %12s %8s\n' "unreplicated, 50 connections" redis orrery ratio
for command in get set; do
    for pipeline in 1 16 100; do
        count=$((pipeline == 1 ? 100000 : 1000000))
        : >"$work/redis" && : >"$work/orrery"
        for _ in $(seq "$rounds"); do
            measure $((base + 90)) "$command" "$pipeline" "$count" >>"$work/redis"
            measure "$unit" "$command" "$pipeline" "$count" >>"$work/orrery"
        done
        one=$(median <"$work/redis") && other=$(median <"$work/orrery")
        printf '%-34s %12.0f %12.0f %8s\n' "$command, pipeline $pipeline" "$one" "$other" "$(ratio "$other" "$one")"
    done
done
end_all_of_part() { for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; wait "$id" 2>/dev/null || true; done; started=(); }
end_all_of_part
mkdir -p "$work"

# With a copy. One client at a time that writes and waits: redis-cli reads SET and WAIT alternately
# from a pipe, so both are asked one after the other; Orrery's SET alone waits for its copy.
base=$(free_base 400)
start_grid pair "$base" 2 1 1 none
start_redis $((base + 90))
start_redis $((base + 91)) --replicaof 127.0.0.1 $((base + 90))
until redis-cli -p $((base + 90)) info replication | grep -q 'state=online'; do sleep 0.1; done
writes=20000
key_of_first_unit() {   # A hash tag whose slot the first unit serves.
    local number
    for number in $(seq 200); do
        redis-cli -p $((base + 10)) set "{$number}k" x 2>/dev/null | grep -q OK && { echo "{$number}"; return; }
    done
}
tag=$(key_of_first_unit)
seconds_of() { local from=$EPOCHREALTIME; "$@" >/dev/null; awk -v a="$from" -v b="$EPOCHREALTIME" 'BEGIN {print b - a}'; }
for number in $(seq "$writes"); do echo "SET ${tag}k$((number % 1000)) value"; done >"$work/set"
for number in $(seq "$writes"); do echo "SET ${tag}k$((number % 1000)) value"; echo "WAIT 1 1000"; done >"$work/set-wait"
redis_pair() { redis-cli -p $((base + 90)) <"$work/set-wait"; }
orrery_pair() { redis-cli -p $((base + 10)) <"$work/set"; }
: >"$work/redis" && : >"$work/orrery"
for _ in $(seq "$rounds"); do
    awk -v n="$writes" -v s="$(seconds_of redis_pair)" 'BEGIN {print n / s}' >>"$work/redis"
    awk -v n="$writes" -v s="$(seconds_of orrery_pair)" 'BEGIN {print n / s}' >>"$work/orrery"
done
one=$(median <"$work/redis") && other=$(median <"$work/orrery")
printf '\n%-34s %12s %12s %8s\n' "one copy, one client in turn" "redis+WAIT 1" orrery ratio
printf '%-34s %12.0f %12.0f %8s\n' "set" "$one" "$other" "$(ratio "$other" "$one")"
for pipeline in 1 16 100; do
    count=$((pipeline == 1 ? 50000 : 300000))
    rate=$(redis-benchmark --cluster -p $((base + 10)) -t set -P "$pipeline" -n "$count" -c 50 -r 100000 -d 64 --csv 2>/dev/null |
        awk -F'"' '$2 == "SET" {print $4; exit}')
    printf '%-34s %12s %12.0f\n' "set, 50 connections, pipeline $pipeline" "-" "${rate:-0}"
done
