// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/stored_up_to.h"

#include <algorithm>

namespace orrery::core {

void StoredUpTo::beatAnswered(UnitId unit, Instant sentAt, Instant now) {
    std::deque<Answered>& answered = m_answered[unit];
    if (!answered.empty() && answered.back().sentAt >= sentAt) {
        answered.clear();   // Another life, with a clock of its own.
    }
    answered.push_back({sentAt, now});
    if (answered.size() > beatsKept) {
        answered.pop_front();
    }
}

std::optional<Instant> StoredUpTo::momentOf(UnitId unit, Instant heard) const {
    const auto known = m_answered.find(unit);
    if (known == m_answered.end()) {
        return std::nullopt;
    }
    const auto found = std::find_if(known->second.begin(), known->second.end(),
                                    [heard](const Answered& one) { return one.sentAt == heard; });
    return found == known->second.end() ? std::nullopt : std::optional(found->at);
}

void StoredUpTo::reported(const model::UnitTelemetry& telemetry, Instant heard, const model::GridState& grid) {
    const std::optional<Instant> moment = momentOf(telemetry.unit, heard);
    const bool isStored = telemetry.pump.state != model::PumpState::Off;
    for (const model::PartitionTelemetry& figures : telemetry.partitions) {
        const bool leads = figures.role == model::Role::Primary && figures.partition.value < grid.partitions.size() &&
                           grid.partitions[figures.partition.value].primary == telemetry.unit;
        if (!leads) {
            continue;
        }
        Progress& progress = m_partitions[figures.partition];
        std::deque<Mark>& marks = progress.marks;
        if (!marks.empty() && figures.commitSequence < marks.back().commit) {
            marks.clear();   // What they stood for was given up.
        }
        if (moment && (marks.empty() || marks.back().at < *moment)) {
            marks.push_back({*moment, figures.commitSequence});
        }
        while (!marks.empty() && (!isStored || marks.front().commit <= figures.pumpedSequence)) {
            progress.storedUpTo = std::max(progress.storedUpTo.value_or(marks.front().at), marks.front().at);
            marks.pop_front();
        }
        for (std::size_t index = 1; marks.size() > marksKept && index + 1 < marks.size(); ++index) {
            marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(index));
        }
    }
}

std::optional<Duration> StoredUpTo::age(const model::GridState& grid, Instant now) const {
    std::optional<Duration> oldest;
    for (const model::PartitionDescription& partition : grid.partitions) {
        const auto known = m_partitions.find(partition.id);
        if (known == m_partitions.end() || !known->second.storedUpTo) {
            return std::nullopt;
        }
        const Duration age = now - *known->second.storedUpTo;
        oldest = std::max(oldest.value_or(age), age);
    }
    return oldest;
}

}  // namespace orrery::core
