// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of one picture of the desk, to be compared with the same moment in a replay.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "console/state/grid_snapshot.h"

namespace orrery::test {

/// What a snapshot said, in numbers that a replay must repeat.
struct Mark {
    Instant at;
    std::uint64_t epoch = 0;
    std::uint64_t lastEvent = 0;
    std::array<std::uint32_t, 4> copies{};
    std::uint32_t readyUnits = 0;
    std::uint64_t accepted = 0;
    std::size_t activeAlarms = 0;
    std::vector<std::uint32_t> primaries;
    bool live = false;
};

inline Mark markOf(const console::GridSnapshot& shown) {
    Mark mark;
    mark.at = shown.now.at;
    mark.epoch = shown.state->epoch.value;
    mark.lastEvent = shown.events.empty() ? 0 : shown.events.last().event->number;
    mark.copies = shown.totals.copies;
    mark.readyUnits = shown.totals.readyUnits;
    mark.accepted = shown.totals.accepted;
    mark.activeAlarms = static_cast<std::size_t>(std::count_if(
        shown.alarms.begin(), shown.alarms.end(), [](const console::Alarm& one) { return one.active; }));
    for (const model::PartitionDescription& one : shown.state->partitions) {
        mark.primaries.push_back(one.primary ? one.primary->value : 0);
    }
    mark.live = shown.contact.state == console::ContactState::Live;
    return mark;
}

}  // namespace orrery::test
