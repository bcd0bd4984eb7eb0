#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What an idle grid of six units costs: processor time of all its processes over 20 seconds, and the
# resident memory of each empty unit.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
require redis-cli
span=${1:-20}

base=$(free_base 300)
start_grid idle "$base" 3 2 1 "sqlite:$work/store.db"
sleep 3   # What a start leaves to do is over.
processes=("${started[@]}")
for agent in "${started[@]}"; do processes+=($(cat "/proc/$agent/task/$agent/children")); done

total_ticks() { for id in "${processes[@]}"; do awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/$id/stat"; done | awk '{sum += $1} END {print sum}'; }
before=$(total_ticks)
sleep "$span"
after=$(total_ticks)
awk -v t=$((after - before)) -v s="$span" -v hz="$(getconf CLK_TCK)" \
    'BEGIN {printf "processor  %.1f %% of one core (%d processes, aim: under 10 %%)\n", 100 * t / hz / s, '"${#processes[@]}"'}'
for id in "${processes[@]}"; do
    name=$(tr '\0' ' ' <"/proc/$id/cmdline" | grep -oE -- '--name [^ ]+' | cut -d' ' -f2 || true)
    printf '%-10s %6.1f MB resident\n' "${name:-agent}" "$(awk '/VmRSS/ {print $2 / 1024}' "/proc/$id/status")"
done
