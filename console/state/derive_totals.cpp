// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums over the grid. Only units heard lately count; how many those are stands beside the sums.
#include <algorithm>

#include "console/state/derive.h"

namespace orrery::console {
namespace {

/// Heard lately enough, and not proven gone since: a dead unit's last sample is no longer a share of
/// what the grid does now, while its successors already count what it did.
bool reporting(const UnitView& unit, model::UnitState state) {
    const bool gone = state == model::UnitState::Dead || state == model::UnitState::Stopped;
    return !gone && (unit.freshness == Freshness::Live || unit.freshness == Freshness::Late);
}

/// Adds what is known; remembers the oldest part and the worst freshness.
template <typename Value>
struct Sum {
    std::optional<Value> value;
    Duration age;
    Freshness freshness = Freshness::NotAvailable;

    void add(std::optional<Value> part, const UnitView& unit) {
        if (part) {
            value = value.value_or(Value{}) + *part;
            age = std::max(age, unit.age);
            freshness = worse(freshness, unit.freshness);
        }
    }
    Aged<Value> result() const { return Aged<Value>::maybe(value, age, freshness); }
};

struct Sums {
    Sum<double> operations, reads, writes, hitWeight, readWeight;
    Sum<std::uint64_t> queued;
    Aged<Duration> oldest, drain, throttle;
    bool grows = false;
};

void keepWorst(Aged<Duration>& kept, Duration candidate, const UnitView& unit) {
    if (!kept.value || candidate > *kept.value) {
        kept = Aged<Duration>::of(candidate, unit.age, unit.freshness);
    }
}

void keepSoonest(Aged<Duration>& kept, Duration candidate, const UnitView& unit) {
    if (!kept.value || candidate < *kept.value) {
        kept = Aged<Duration>::of(candidate, unit.age, unit.freshness);
    }
}

void addPump(Sums& sums, const UnitView& unit) {
    const PumpView& pump = unit.pump;
    sums.queued.add(std::optional(pump.counters.queued), unit);
    keepWorst(sums.oldest, pump.counters.oldest, unit);
    if (pump.drainTime) {
        keepWorst(sums.drain, *pump.drainTime, unit);
    } else {
        sums.grows = true;
    }
    if (pump.fullIn) {
        keepSoonest(sums.throttle, *pump.fullIn, unit);
    }
}

void addUnit(Sums& sums, const UnitView& unit) {
    sums.operations.add(unit.rates.operations, unit);
    sums.reads.add(unit.rates.reads, unit);
    sums.writes.add(unit.rates.writes, unit);
    if (unit.rates.hitRatio && unit.rates.reads) {
        sums.hitWeight.add(*unit.rates.hitRatio * *unit.rates.reads, unit);
        sums.readWeight.add(unit.rates.reads, unit);
    }
    addPump(sums, unit);
}

void addLedger(GridTotals& totals, const model::UnitTelemetry& telemetry) {
    totals.accepted += telemetry.pump.accepted;
    totals.persisted += telemetry.pump.persisted;
    totals.coalesced += telemetry.pump.coalesced;
    totals.queued += telemetry.pump.queued;
    totals.deadLettered += telemetry.pump.deadLettered;
    totals.memoryBytes += telemetry.memoryBytes;
}

void countPartitions(GridTotals& totals, const GridSnapshot& snapshot) {
    for (const PartitionView& partition : snapshot.partitions) {
        ++totals.copies[std::min<std::size_t>(partition.copies, totals.copies.size() - 1)];
        totals.lostPartitions += partition.condition == PartitionCondition::Lost;
        totals.movingPartitions += partition.handover || partition.joining > 0;
        totals.wholePartitions += partition.copies > snapshot.state->backups &&
                                  partition.condition != PartitionCondition::Lost;
    }
}

void findWorstLink(GridTotals& totals, const GridSnapshot& snapshot) {
    for (const LinkView& link : snapshot.links) {
        const bool counts = link.lag.value && link.freshness != Freshness::Stale;
        if (counts && (!totals.worstLag.value || *link.lag.value > *totals.worstLag.value)) {
            totals.worstLag = link.lag;
            totals.worstLagFrom = link.from;
            totals.worstLagTo = link.to;
        }
    }
}

}  // namespace

void fillTotals(GridSnapshot& snapshot) {
    GridTotals totals;
    Sums sums;
    for (std::size_t index = 0; index < snapshot.units.size(); ++index) {
        const UnitView& unit = snapshot.units[index];
        const model::UnitState state = snapshot.state->units[index].state;
        if (unit.telemetry) {
            addLedger(totals, *unit.telemetry);
        }
        if (state == model::UnitState::Stopped) {
            continue;
        }
        ++totals.expectedUnits;
        totals.readyUnits += state == model::UnitState::Ready;
        if (unit.telemetry) {
            totals.oldestSample = std::max(totals.oldestSample, unit.age);
        }
        if (reporting(unit, state)) {
            ++totals.reportingUnits;
            addUnit(sums, unit);
        }
    }
    totals.operationsPerSecond = sums.operations.result();
    totals.readsPerSecond = sums.reads.result();
    totals.writesPerSecond = sums.writes.result();
    if (sums.readWeight.value && *sums.readWeight.value > 0) {
        totals.hitRatio = Aged<double>::of(*sums.hitWeight.value / *sums.readWeight.value,
                                           sums.hitWeight.age, sums.hitWeight.freshness);
    }
    totals.onlyInMemory = sums.queued.result();
    totals.oldestOnlyInMemory = sums.oldest;
    totals.drainTime = sums.grows ? Aged<Duration>::unknown() : sums.drain;
    totals.throttleIn = sums.throttle;
    countPartitions(totals, snapshot);
    findWorstLink(totals, snapshot);
    snapshot.totals = totals;
}

}  // namespace orrery::console
