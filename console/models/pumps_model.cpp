// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the pumps table.
#include "console/models/pumps_model.h"

#include "console/models/cells.h"

namespace orrery::console {
namespace {

QString wordsFor(model::PumpState state) {
    switch (state) {
    case model::PumpState::Idle: return SnapshotTableModel::tr("idle");
    case model::PumpState::Flowing: return SnapshotTableModel::tr("flowing");
    case model::PumpState::BackingOff: return SnapshotTableModel::tr("backing off");
    case model::PumpState::Blocked: return SnapshotTableModel::tr("blocked");
    case model::PumpState::Paused: return SnapshotTableModel::tr("paused by an operator");
    case model::PumpState::Off: return SnapshotTableModel::tr("off");
    }
    return {};
}

Cell stateCell(model::PumpState state, const model::UnitDescription* unit, Age age) {
    Cell cell = textCell(PumpsModel::stateWords(state, unit), age);
    if (state == model::PumpState::Blocked) {
        cell.priority = 2;
    } else if (state == model::PumpState::BackingOff) {
        cell.priority = 3;
    }
    return cell;
}

/// In words for a screen reader; sorted and filtered by the writes older than a second.
Cell agesCell(const PumpView& pump, Age age) {
    if (!pump.ages) {
        return unknownCell();
    }
    const AgeClasses& ages = *pump.ages;
    Cell cell = countCell(ages[1] + ages[2] + ages[3], age);
    cell.text = SnapshotTableModel::tr("%1 younger than 1 s, %2 up to 10 s, %3 older")
                    .arg(formatCount(ages[0]), formatCount(ages[1]), formatCount(ages[2] + ages[3]));
    return cell;
}

/// Growing sorts behind every finite drain time.
Cell drainCell(const PumpView& pump, Age age) {
    constexpr double never = 1e12;
    switch (pump.trend) {
    case DrainTrend::Unknown: return unknownCell();
    case DrainTrend::Empty:
    case DrainTrend::Draining: return durationCell(pump.drainTime, age);
    case DrainTrend::Growing:
        return {SnapshotTableModel::tr("growing +%1/s").arg(formatNumber(pump.growth)),
                never + pump.growth, age.freshness, age.age, 0};
    case DrainTrend::Standing:
        return {SnapshotTableModel::tr("standing"), never, age.freshness, age.age, 0};
    }
    return unknownCell();
}

std::optional<double> outRate(const UnitRates& rates) {
    return rates.persisted && rates.coalesced ? std::optional(*rates.persisted + *rates.coalesced)
                                              : std::nullopt;
}

}  // namespace

QString PumpsModel::stateWords(model::PumpState state, const model::UnitDescription* unit) {
    const bool paused = state == model::PumpState::Paused;
    const bool wanted = unit != nullptr && unit->pumpPaused;
    if (wanted && !paused && state != model::PumpState::Off) {
        return tr("%1, pausing").arg(wordsFor(state));
    }
    return paused && unit != nullptr && !wanted ? tr("paused, resuming") : wordsFor(state);
}

const std::vector<Column>& PumpsModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "Unit"), "unit"},
        {QT_TRANSLATE_NOOP("Column", "State"), "state"},
        {QT_TRANSLATE_NOOP("Column", "Queued"), "queued", true, Metric::QueuedWrites},
        {QT_TRANSLATE_NOOP("Column", "Oldest"), "oldest", true, Metric::OldestQueuedMillis},
        {QT_TRANSLATE_NOOP("Column", "Age of writes"), "overdue"},
        {QT_TRANSLATE_NOOP("Column", "In/s"), "in", true, Metric::AcceptedPerSecond},
        {QT_TRANSLATE_NOOP("Column", "Out/s"), "out", true, Metric::PersistedPerSecond},
        {QT_TRANSLATE_NOOP("Column", "Drain"), "drain", true},
        {QT_TRANSLATE_NOOP("Column", "Batch"), "batch", true},
        {QT_TRANSLATE_NOOP("Column", "Commit p50"), "commit", true},
        {QT_TRANSLATE_NOOP("Column", "Commit p99"), "commit99", true, Metric::CommitP99Millis},
        {QT_TRANSLATE_NOOP("Column", "Retries"), "retries", true},
        {QT_TRANSLATE_NOOP("Column", "Dead letters"), "dead", true},
        {QT_TRANSLATE_NOOP("Column", "Last answer of the store"), "error"},
    };
    return all;
}

std::vector<RowKey> PumpsModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    for (const UnitView& unit : snapshot.units) {
        keys.push_back(unit.id.value);
    }
    return keys;
}

SnapshotTableModel::Cell PumpsModel::cell(const GridSnapshot& snapshot, RowKey key,
                                          int column) const {
    const UnitId id{static_cast<std::uint32_t>(key)};
    const UnitView* view = snapshot.unitView(id);
    if (column == Unit) {
        return textCell(snapshot.unitName(id));
    }
    if (!view || !view->telemetry) {
        return unknownCell();
    }
    const Age own = ageOf(*view);
    const model::PumpTelemetry& pump = view->pump.counters;
    switch (column) {
    case State: return stateCell(pump.state, snapshot.unit(id), own);
    case Queued: return countCell(pump.queued, own);
    case Oldest: return durationCell(pump.oldest, own);
    case Ages: return agesCell(view->pump, own);
    case In: return rateCell(view->rates.accepted, own);
    case Out: return rateCell(outRate(view->rates), own);
    case Drain: return drainCell(view->pump, own);
    case Batch: return countCell(pump.lastBatchRows, own);
    case CommitMedian: return durationCell(pump.commitMedian, own);
    case CommitP99: return durationCell(pump.commitP99, own);
    case Retries: return countCell(pump.retries, own);
    case DeadLetters: {
        Cell cell = countCell(pump.deadLettered, own);
        cell.priority = pump.deadLettered > 0 ? 3 : 0;
        return cell;
    }
    case LastError: return textCell(QString::fromStdString(pump.lastError), own);
    default: return unknownCell();
    }
}

}  // namespace orrery::console
