// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From batches to snapshots: folds table changes, keeps the last samples, makes rates, totals and
// alarms. A plain object without thread or clock: the same batches give the same snapshots, whether
// they come from a socket, a file or a test.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "console/state/alarm_desk.h"
#include "console/state/grid_snapshot.h"
#include "console/state/metric_history.h"
#include "console/state/picture_pace.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

struct AggregatorOptions {
    FreshnessRule telemetry{milliseconds(500)};  ///< Units measure twice a second.
    FreshnessRule table{seconds(1)};             ///< The controller says something every second.
};

class Aggregator {
public:
    /// `history` must outlive the aggregator.
    explicit Aggregator(MetricHistory& history, AggregatorOptions options = {});

    /// Unseen: sums go into the history, and alarms are judged, with each picture and not twice a second beside it.
    void setPace(PicturePace pace) { m_pace = pace; }
    /// Takes the messages in. Alarms are judged at every change of the table and twice a second.
    void accept(const StreamBatch& batch);
    /// The picture at the last batch's time.
    SnapshotPointer snapshot();
    /// Acknowledging and shelving; takes effect in the next snapshot.
    AlarmDesk& alarms() { return m_desk; }

private:
    struct UnitTrack {
        UnitView view;
        std::vector<float>
            partitionRates;  ///< Per second, beside telemetry->partitions; NaN: unknown.
        QueueAges ages;      ///< Of the writes in its pump's queue.
    };

    void restart();
    void take(const ReceivedMessage& received);
    void takeState(const model::GridState& state);
    void takeChange(const model::GridChange& change);
    /// Null for one stranger too many.
    UnitTrack* trackOf(UnitId unit);
    void takeTelemetry(const ReceivedMessage& received);
    static void followPump(UnitTrack& track);
    static void extendSparkline(UnitTrack& track);
    void recordUnit(const UnitTrack& track);
    void recordTotals(const GridSnapshot& picture);
    void addTotalsToHistory(const GridSnapshot& picture);
    /// The first sums are too low until all units that serve have given a rate; until then, or until
    /// patience ends, none goes into the history.
    bool totalsAreWhole(const GridSnapshot& picture);
    void judgeAlarms();
    void judgeAlarms(const GridSnapshot& picture);
    void fillUnits(GridSnapshot& snapshot) const;
    /// The picture now, without number, events and alarms.
    GridSnapshot derive() const;

    MetricHistory& m_history;
    AggregatorOptions m_options;
    PicturePace m_pace = PicturePace::Seen;
    std::shared_ptr<model::GridState> m_state;  ///< Never null.
    bool m_stateShared = false;  ///< A snapshot holds m_state: it is copied before the next change.
    bool m_hasState = false;
    Moment m_now;
    Moment m_lastWord;    ///< When the controller last said anything.
    Moment m_lastTotals;  ///< When the grid's totals last went into the history.
    std::optional<Instant> m_firstTotals;  ///< When sums were first held back.
    bool m_totalsWhole = false;            ///< Once true it stays: later gaps are told by the base.
    Contact m_contact;
    std::map<UnitId, UnitTrack> m_units;
    EventLog m_events;
    AlarmDesk m_desk;
    std::shared_ptr<const std::vector<Alarm>> m_keptAlarms;  ///< Null: alarms are judged.
    std::uint64_t m_number = 0;
};

}  // namespace orrery::console
