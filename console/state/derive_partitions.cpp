// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Partitions and links of a snapshot.
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "console/state/derive.h"

namespace orrery::console {
namespace {

using UnitIndex = std::unordered_map<std::uint32_t, std::size_t>;

UnitIndex indexUnits(const GridSnapshot& snapshot) {
    UnitIndex result;
    for (std::size_t index = 0; index < snapshot.units.size(); ++index) {
        result.emplace(snapshot.units[index].id.value, index);
    }
    return result;
}

PartitionCondition conditionOf(const model::PartitionDescription& partition, std::uint8_t backups) {
    if (partition.lost) {
        return PartitionCondition::Lost;
    }
    if (!partition.primary || partition.inSync.empty()) {
        return PartitionCondition::NotPlaced;
    }
    if (partition.inSync.size() < std::size_t{backups} + 1) {
        return PartitionCondition::UnderReplicated;
    }
    const bool moving = partition.handoverTo || !partition.joining.empty();
    return moving ? PartitionCondition::Moving : PartitionCondition::Whole;
}

bool hasSharedHost(const model::PartitionDescription& partition, const model::GridState& state,
                   const UnitIndex& index) {
    std::vector<std::string_view> hosts;
    for (UnitId copy : partition.inSync) {
        if (const auto found = index.find(copy.value); found != index.end()) {
            hosts.push_back(state.units[found->second].host);
        }
    }
    std::sort(hosts.begin(), hosts.end());
    return std::adjacent_find(hosts.begin(), hosts.end()) != hosts.end();
}

void fillFromPrimary(PartitionView& view, const UnitView& primary, std::span<const float> rates) {
    if (!primary.telemetry) {
        return;
    }
    const auto& samples = primary.telemetry->partitions;
    const auto found =
        std::lower_bound(samples.begin(), samples.end(), view.id,
                         [](const model::PartitionTelemetry& sample, PartitionId wanted) {
                             return sample.partition < wanted;
                         });
    if (found == samples.end() || found->partition != view.id ||
        found->role != model::Role::Primary) {
        return;
    }
    view.entries = found->entries;
    view.bytes = found->bytes;
    view.lastSequence = found->lastSequence;
    const std::uint64_t committed = found->commitSequence.value;
    view.onlyInMemory = committed - std::min(committed, found->pumpedSequence.value);
    view.lagRecords = found->lastSequence.value - std::min(found->lastSequence.value, committed);
    const auto position = static_cast<std::size_t>(found - samples.begin());
    if (position < rates.size() && std::isfinite(rates[position])) {
        view.operationsPerSecond = static_cast<double>(rates[position]);
    }
    view.age = primary.age;
    view.freshness = primary.freshness;
}

using PairCounts = std::map<std::pair<UnitId, UnitId>, std::uint32_t>;

PairCounts countPairs(const model::GridState& state) {
    PairCounts result;
    for (const model::PartitionDescription& partition : state.partitions) {
        if (!partition.primary) {
            continue;
        }
        for (const auto* copies : {&partition.inSync, &partition.joining}) {
            for (UnitId copy : *copies) {
                if (copy != *partition.primary) {
                    ++result[{*partition.primary, copy}];
                }
            }
        }
    }
    return result;
}

LinkView linkView(const UnitView& sender, const model::LinkTelemetry& counters) {
    LinkView view;
    view.from = sender.id;
    view.to = counters.to;
    view.counters = counters;
    view.age = sender.age;
    view.freshness = sender.freshness;
    const bool silent =
        !counters.lastAcknowledgement || *counters.lastAcknowledgement > linkSilence;
    view.lag = silent ? Aged<Duration>::unknown() : sender.aged(counters.lag);
    return view;
}

bool processGone(model::UnitState state) {
    return state == model::UnitState::Dead || state == model::UnitState::Stopped;
}

void raiseTo(std::optional<Duration>& worst, Duration lag) {
    worst = worst ? std::max(*worst, lag) : lag;
}

}  // namespace

void countRoles(GridSnapshot& snapshot) {
    const UnitIndex index = indexUnits(snapshot);
    const auto count = [&](UnitId unit, std::uint32_t UnitView::*counter) {
        if (const auto found = index.find(unit.value); found != index.end()) {
            ++(snapshot.units[found->second].*counter);
        }
    };
    for (const model::PartitionDescription& partition : snapshot.state->partitions) {
        for (UnitId copy : partition.inSync) {
            count(copy, copy == partition.primary ? &UnitView::primaries : &UnitView::backups);
        }
        for (UnitId copy : partition.joining) {
            count(copy, &UnitView::joining);
        }
    }
}

void fillPartitions(GridSnapshot& snapshot, const PartitionRates& rates) {
    const UnitIndex index = indexUnits(snapshot);
    snapshot.partitions.reserve(snapshot.state->partitions.size());
    for (const model::PartitionDescription& partition : snapshot.state->partitions) {
        PartitionView view;
        view.id = partition.id;
        view.condition = conditionOf(partition, snapshot.state->backups);
        view.copies =
            static_cast<std::uint8_t>(std::min<std::size_t>(partition.inSync.size(), 255));
        view.joining =
            static_cast<std::uint8_t>(std::min<std::size_t>(partition.joining.size(), 255));
        view.handover = partition.handoverTo.has_value();
        view.sharedHost = hasSharedHost(partition, *snapshot.state, index);
        if (partition.primary) {
            const auto found = index.find(partition.primary->value);
            const auto rate = rates.find(*partition.primary);
            if (found != index.end()) {
                fillFromPrimary(view, snapshot.units[found->second],
                                rate != rates.end() ? rate->second : std::span<const float>{});
            }
        }
        snapshot.partitions.push_back(view);
    }
}

void fillLinks(GridSnapshot& snapshot) {
    const PairCounts pairs = countPairs(*snapshot.state);
    const UnitIndex index = indexUnits(snapshot);
    for (std::size_t position = 0; position < snapshot.units.size(); ++position) {
        const UnitView& sender = snapshot.units[position];
        if (!sender.telemetry || processGone(snapshot.state->units[position].state)) {
            continue;
        }
        for (const model::LinkTelemetry& counters : sender.telemetry->links) {
            LinkView view = linkView(sender, counters);
            const auto pair = pairs.find({view.from, view.to});
            view.partitions = pair != pairs.end() ? pair->second : 0;
            snapshot.links.push_back(view);
        }
    }
    std::sort(snapshot.links.begin(), snapshot.links.end(),
              [](const LinkView& left, const LinkView& right) {
                  return std::pair(left.from, left.to) < std::pair(right.from, right.to);
              });
    for (const LinkView& view : snapshot.links) {
        if (!view.lag.value || view.freshness == Freshness::Stale) {
            continue;
        }
        const auto from = index.find(view.from.value);
        const auto to = index.find(view.to.value);
        raiseTo(snapshot.units[from->second].worstLagOut, *view.lag.value);
        if (to != index.end()) {
            raiseTo(snapshot.units[to->second].worstLagIn, *view.lag.value);
        }
    }
}

}  // namespace orrery::console
