// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything on screen at one instant, immutable. One is made per refresh on the worker thread and
// handed over by pointer; every view of a frame reads the same one.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <QMetaType>

#include "console/state/alarm.h"
#include "console/state/contact.h"
#include "console/state/event_log.h"
#include "console/state/freshness.h"
#include "console/state/partition_view.h"
#include "console/state/unit_view.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

/// Sums over the grid. Each names its base: `reporting` of `expected` units were heard lately
/// enough.
struct GridTotals {
    std::uint32_t expectedUnits = 0;   ///< Not Stopped by wish.
    std::uint32_t reportingUnits = 0;  ///< Live or late telemetry.
    std::uint32_t readyUnits = 0;
    Duration oldestSample;  ///< Greatest age among the expected units that were ever heard.
    std::array<std::uint32_t, 4> copies{};  ///< Partitions with 0, 1, 2, 3 or more in-sync copies.
    std::uint32_t wholePartitions = 0;      ///< With all the copies the grid wants.
    std::uint32_t movingPartitions = 0;     ///< Handover or a copy catching up.
    std::uint32_t lostPartitions = 0;
    Aged<double> operationsPerSecond;
    Aged<double> readsPerSecond;
    Aged<double> writesPerSecond;
    Aged<double> hitRatio;  ///< 0 .. 1 over the last interval.
    Aged<Duration> worstLag;
    UnitId worstLagFrom, worstLagTo;   ///< The link of worstLag; 0 when there is none.
    Aged<std::uint64_t> onlyInMemory;  ///< Committed writes that the store has not confirmed.
    Aged<Duration> oldestOnlyInMemory;
    Aged<Duration> drainTime;   ///< Until every pump is empty; unknown while one grows.
    Aged<Duration> throttleIn;  ///< If the store stayed down: first unit that throttles writers.
    std::uint64_t accepted = 0, persisted = 0, coalesced = 0, queued = 0,
                  deadLettered = 0;  ///< The ledger.
    std::uint64_t memoryBytes = 0;
    friend bool operator==(const GridTotals&, const GridTotals&) = default;
};

class Redaction;

struct GridSnapshot {
    std::uint64_t number = 0;  ///< Grows with every snapshot of a store.
    Moment now;                ///< The source's clock; all ages are measured from here.
    Contact contact;
    bool hasState = false;        ///< False: nothing is known yet, everything below is empty.
    bool actionsAllowed = false;  ///< The table is fresh enough for tier 2 and 3 actions.
    Freshness tableFreshness = Freshness::Unknown;
    Duration tableAge;                              ///< Since the last word of the controller.
    std::shared_ptr<const model::GridState> state;  ///< Never null.
    std::vector<UnitView> units;                    ///< Same order as state->units.
    std::vector<PartitionView> partitions;  ///< Same order as state->partitions; index = id.
    std::vector<LinkView> links;            ///< By (from, to).
    GridTotals totals;
    EventLog events;
    std::vector<Alarm> alarms;  ///< In order of raising.
    /// Not null: this picture is shown under other names, and what views show from elsewhere is to be called
    /// the same way.
    std::shared_ptr<Redaction> naming;

    /// Look-ups; null when there is none.
    const UnitView* unitView(UnitId id) const;
    const model::UnitDescription* unit(UnitId id) const;
    const PartitionView* partitionView(PartitionId id) const;
    const model::PartitionDescription* partition(PartitionId id) const;
    const LinkView* link(UnitId from, UnitId to) const;
    /// The unit's name, or "unit 7" when the table does not know it.
    QString unitName(UnitId id) const;
};

using SnapshotPointer = std::shared_ptr<const GridSnapshot>;

/// A snapshot in which nothing is known yet; never null, always the same one.
SnapshotPointer emptySnapshot();

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::SnapshotPointer)
