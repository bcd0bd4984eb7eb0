// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the difference of two states to the effects of a plan.
#include "cluster/core/control/planner_parts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "cluster/core/control/placement.h"

namespace orrery::core {
namespace {

constexpr int roundsAtMost = 2000;

std::string nameOf(const model::GridState& state, std::optional<UnitId> unit) {
    const model::UnitDescription* known = unit ? model::findUnit(state, *unit) : nullptr;
    return known != nullptr ? known->name : std::string();
}

/// Bytes of a partition as its primary reports them, or else any copy.
std::uint64_t bytesOf(const model::PartitionDescription& partition, const TelemetryByUnit& telemetry) {
    for (const UnitId unit : partition.inSync) {
        if (const auto* figures = figuresOf(telemetry, unit, partition.id)) {
            return figures->bytes;
        }
    }
    return 0;
}

void noteFewest(PlayedOut& outcome) {
    for (const model::PartitionDescription& partition : outcome.after.partitions) {
        std::size_t& fewest = outcome.fewestCopies[partition.id.value];
        fewest = std::min(fewest, partition.inSync.size());
    }
}

void fillPrimaries(model::Plan& plan, const PlanBase& base, const model::GridState& after) {
    std::uint64_t queued = 0;
    bool isQueueKnown = true;
    for (const model::PartitionDescription& before : base.state.partitions) {
        const auto& now = after.partitions[before.id.value].primary;
        if (!now || now == before.primary) {
            continue;
        }
        plan.primaryChanges.push_back({before.id, nameOf(base.state, before.primary), nameOf(after, now)});
        const auto* unit = before.primary ? figuresOf(base.telemetry, *before.primary) : nullptr;
        if (!before.primary || (unit != nullptr && unit->pump.state == model::PumpState::Off)) {
            continue;
        }
        ++plan.pumpsHandedOver;
        const auto* figures = figuresOf(base.telemetry, *before.primary, before.id);
        isQueueKnown = isQueueKnown && figures != nullptr;
        queued += figures != nullptr ? figures->commitSequence.value - figures->pumpedSequence.value : 0;
    }
    plan.primariesMoved = static_cast<std::uint32_t>(plan.primaryChanges.size());
    if (isQueueKnown) {
        plan.queuedHandedOver = queued;
    }
}

void fillReceivers(model::Plan& plan, const PlanBase& base, const model::GridState& after) {
    std::map<std::string, model::ReceiverLoad> receivers;
    for (const model::PartitionDescription& before : base.state.partitions) {
        for (const UnitId id : after.partitions[before.id.value].inSync) {
            if (holdsCopy(before.inSync, id)) {
                continue;
            }
            const std::string name = nameOf(after, id);
            model::ReceiverLoad& load = receivers[name];
            load.unit = name;
            ++load.copies;
            load.bytes += bytesOf(before, base.telemetry);
            if (const model::UnitTelemetry* figures = figuresOf(base.telemetry, id)) {
                load.memoryAfter = figures->memoryBytes + load.bytes;
                load.memoryLimit = figures->memoryLimit;
            }
        }
    }
    for (auto& [name, load] : receivers) {
        plan.bytesToMove += load.bytes;
        const bool isTight = load.memoryLimit > 0 && load.memoryAfter &&
                             *load.memoryAfter * 10 > load.memoryLimit * 9;
        if (isTight) {
            plan.warnings.push_back(name + " would use " +
                                    std::to_string(*load.memoryAfter * 100 / load.memoryLimit) +
                                    " % of its memory limit");
        }
        plan.receivers.push_back(std::move(load));
    }
}

/// Primaries that go from one version of the program to another, and to pumps that stand still.
void warnOfPartners(model::Plan& plan, const PlanBase& base, const model::GridState& after) {
    std::map<std::pair<std::string, std::string>, std::uint32_t> versions;
    std::map<std::string, std::uint32_t> paused;
    for (const model::PrimaryChange& change : plan.primaryChanges) {
        const model::UnitDescription* from = model::findUnit(base.state, change.from);
        const model::UnitDescription* to = model::findUnit(after, change.to);
        if (from != nullptr && to != nullptr && !from->version.empty() && !to->version.empty() &&
            from->version != to->version) {
            ++versions[{from->version, to->version}];
        }
        if (to != nullptr && to->pumpPaused) {
            ++paused[to->name];
        }
    }
    for (const auto& [pair, count] : versions) {
        plan.warnings.push_back(counted(count, "primary goes", "primaries go") + " from version " + pair.first +
                                " to version " + pair.second);
    }
    for (const auto& [name, count] : paused) {
        plan.warnings.push_back("The pump of " + name + " is paused: " + counted(count, "partition", "partitions") +
                                " that it takes over wait for the store until it is resumed");
    }
}

}  // namespace

bool holdsCopy(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

std::uint32_t primariesOf(const model::GridState& state, UnitId unit) {
    return static_cast<std::uint32_t>(std::count_if(state.partitions.begin(), state.partitions.end(),
                                                    [&](const auto& one) { return one.primary == unit; }));
}

std::string counted(std::uint64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

const model::UnitTelemetry* figuresOf(const TelemetryByUnit& telemetry, UnitId unit) {
    const auto found = telemetry.find(unit);
    return found == telemetry.end() ? nullptr : found->second;
}

const model::PartitionTelemetry* figuresOf(const TelemetryByUnit& telemetry, UnitId unit, PartitionId partition) {
    if (const model::UnitTelemetry* known = figuresOf(telemetry, unit)) {
        for (const model::PartitionTelemetry& figures : known->partitions) {
            if (figures.partition == partition) {
                return &figures;
            }
        }
    }
    return nullptr;
}

std::optional<Duration> quantile(const std::deque<Duration>& samples, std::size_t percent) {
    if (samples.empty()) {
        return std::nullopt;
    }
    std::vector<Duration> sorted(samples.begin(), samples.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

std::optional<Duration> inRounds(std::optional<Duration> each, std::uint64_t count, std::uint64_t atOnce) {
    if (!each || count == 0) {
        return std::nullopt;
    }
    return *each * static_cast<std::int64_t>((count + atOnce - 1) / atOnce);
}

std::optional<Duration> rebuildTime(const model::Plan& plan, const PlanBase& base) {
    const std::optional<Duration> each = quantile(base.pauses.joins, 50);
    std::uint32_t most = 0;
    for (const model::ReceiverLoad& load : plan.receivers) {
        most = std::max(most, load.copies);
    }
    // The longest of the receivers' rebuilds: each unit takes in a few copies at a time.
    const std::optional<Duration> unslowed = inRounds(each, most, PlacementOptions{}.joinsPerUnit);
    return plan.action.atMost ? std::max(unslowed, inRounds(each, plan.copiesRebuilt, *plan.action.atMost)) : unslowed;
}

std::optional<Duration> moveTime(const model::Plan& plan, std::uint64_t primaries, const PlanBase& base) {
    const std::uint64_t atOnce = PlacementOptions{}.movesPerUnit;
    return inRounds(quantile(base.pauses.handovers, 50), primaries,
                    std::min<std::uint64_t>(atOnce, plan.action.atMost.value_or(model::paceLimit)));
}

std::string paceWords(const model::Action& action) {
    return action.atMost ? ", at most " + std::to_string(*action.atMost) + " at a time" : std::string();
}

PlayedOut asItIs(model::GridState state) {
    PlayedOut outcome{std::move(state), 0, {}};
    outcome.fewestCopies.assign(outcome.after.partitions.size(), ~std::size_t{0});
    noteFewest(outcome);
    return outcome;
}

PlayedOut playToRest(model::GridState state, PlacementOptions::Balance balance) {
    PlayedOut outcome = asItIs(std::move(state));
    PlacementOptions options;
    options.balance = balance;
    options.joinsPerUnit = options.movesPerUnit = options.removals = 65536;
    for (int round = 0; round < roundsAtMost; ++round) {
        const std::vector<PlacementStep> steps = nextSteps(outcome.after, options);
        if (steps.empty()) {
            break;
        }
        for (const PlacementStep& step : steps) {
            outcome.copiesBuilt += step.kind == StepKind::AddCopy ? 1 : 0;
            play(step, outcome.after);
        }
        noteFewest(outcome);
    }
    return outcome;
}

void setState(model::GridState& state, const std::string& name, model::UnitState to) {
    for (model::UnitDescription& unit : state.units) {
        if (unit.name == name) {
            unit.state = to;
        }
    }
}

void fillEffects(model::Plan& plan, const PlanBase& base, const PlayedOut& outcome) {
    plan.copiesBefore = copiesHistogram(base.state);
    plan.copiesAfter = copiesHistogram(outcome.after);
    plan.sharedHostAfter = partitionsSharingHost(outcome.after);
    plan.copiesRebuilt = outcome.copiesBuilt;
    plan.oneCopyMeanwhile = static_cast<std::uint32_t>(
        std::count(outcome.fewestCopies.begin(), outcome.fewestCopies.end(), std::size_t{1}));
    fillPrimaries(plan, base, outcome.after);
    fillReceivers(plan, base, outcome.after);
    warnOfPartners(plan, base, outcome.after);
    if (plan.sharedHostAfter > partitionsSharingHost(base.state)) {
        plan.warnings.push_back(counted(plan.sharedHostAfter, "partition has", "partitions have") +
                                " two copies on one host afterwards");
    }
}

}  // namespace orrery::core
