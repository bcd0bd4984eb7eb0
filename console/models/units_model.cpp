// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the units table.
#include "console/models/units_model.h"

#include <algorithm>

#include "console/models/cells.h"

namespace orrery::console {
namespace {

UnitId unitOf(RowKey key) { return UnitId{static_cast<std::uint32_t>(key)}; }

Cell stateCell(const model::UnitDescription& unit, Age age) {
    Cell cell = textCell(textFrom(model::wordFor(unit.state)), age);
    const bool trouble =
        unit.state == model::UnitState::Dead || unit.state == model::UnitState::Unhealthy;
    cell.priority = trouble ? 2 : 0;
    return cell;
}

Cell skewCell(std::optional<Duration> skew, Age age) {
    constexpr Duration noticeable = milliseconds(100);
    if (!skew) {
        return unknownCell();
    }
    const bool visible = *skew > noticeable || *skew < noticeable * -1;
    Cell cell = durationCell(skew, age);
    cell.text = visible ? cell.text : QString();
    return cell;
}

Cell uptimeCell(const GridSnapshot& snapshot, const model::UnitDescription& unit, Age age) {
    const bool runs =
        unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
    if (!runs || unit.since.millis == 0) {
        return unknownCell();
    }
    const Duration uptime = std::max(snapshot.now.wall - unit.since, Duration{});
    return {formatElapsed(uptime), static_cast<double>(uptime.millis()), age.freshness, age.age, 0};
}

Cell lastSeenCell(const UnitView& view) {
    if (!view.telemetry) {
        return unknownCell();
    }
    const Freshness shown = view.freshness == Freshness::Stale ? Freshness::Late : view.freshness;
    Cell cell{formatAge(view.age), static_cast<double>(view.age.millis()), shown, view.age, 0};
    if (view.age < seconds(1)) {
        cell.text = formatDuration(view.age).joined();
    }
    cell.freshness = view.freshness;
    return cell;
}

/// Until its limit: the share that is left, so that units of different size can be compared.
Cell headroomCell(const model::UnitTelemetry* sample, Age age) {
    if (!sample) {
        return unknownCell();
    }
    if (sample->memoryLimit == 0) {
        return {SnapshotTableModel::tr("no limit"), QVariant(), age.freshness, age.age, 0};
    }
    const std::uint64_t used = std::min(sample->memoryBytes, sample->memoryLimit);
    const double left =
        static_cast<double>(sample->memoryLimit - used) / static_cast<double>(sample->memoryLimit);
    Cell cell = ratioCell(left, age);
    cell.sort = left * 100;
    return cell;
}

std::optional<std::uint64_t> ifHeard(const UnitView& view, std::uint64_t value) {
    return view.telemetry ? std::optional(value) : std::nullopt;
}

}  // namespace

const std::vector<Column>& UnitsModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "State"), "state"},
        {QT_TRANSLATE_NOOP("Column", "Unit"), "unit"},
        {QT_TRANSLATE_NOOP("Column", "Host"), "host"},
        {QT_TRANSLATE_NOOP("Column", "Primaries"), "primaries", true},
        {QT_TRANSLATE_NOOP("Column", "Backups"), "backups", true},
        {QT_TRANSLATE_NOOP("Column", "Memory"), "memory", true, Metric::MemoryBytes},
        {QT_TRANSLATE_NOOP("Column", "Headroom"), "headroom", true},
        {QT_TRANSLATE_NOOP("Column", "CPU"), "cpu", true, Metric::CpuPercent},
        {QT_TRANSLATE_NOOP("Column", "Requests/s"), "requests", true, Metric::OperationsPerSecond},
        {QT_TRANSLATE_NOOP("Column", "Hits"), "hits", true, Metric::HitPercent},
        {QT_TRANSLATE_NOOP("Column", "Lag out"), "lag", true, Metric::LagMillis},
        {QT_TRANSLATE_NOOP("Column", "Lag in"), "lag-in", true},
        {QT_TRANSLATE_NOOP("Column", "Queued"), "queued", true, Metric::QueuedWrites},
        {QT_TRANSLATE_NOOP("Column", "Oldest"), "oldest", true, Metric::OldestQueuedMillis},
        {QT_TRANSLATE_NOOP("Column", "Version"), "version"},
        {QT_TRANSLATE_NOOP("Column", "Up"), "up", true},
        {QT_TRANSLATE_NOOP("Column", "Skew"), "skew", true},
        {QT_TRANSLATE_NOOP("Column", "Last seen"), "seen", true},
        {QT_TRANSLATE_NOOP("Column", "Activity"), "activity"},
    };
    return all;
}

std::vector<RowKey> UnitsModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    for (const UnitView& unit : snapshot.units) {
        keys.push_back(unit.id.value);
    }
    return keys;
}

SnapshotTableModel::Cell UnitsModel::cell(const GridSnapshot& snapshot, RowKey key,
                                          int column) const {
    const UnitView* view = snapshot.unitView(unitOf(key));
    const model::UnitDescription* unit = snapshot.unit(unitOf(key));
    if (!view || !unit) {
        return unknownCell();
    }
    const Age table = tableAge(snapshot);
    const Age own = ageOf(*view);
    const auto* sample = view->telemetry.get();
    switch (column) {
    case State: return stateCell(*unit, table);
    case Name: return textCell(QString::fromStdString(unit->name));
    case Host: return textCell(QString::fromStdString(unit->host));
    case Primaries: return countCell(view->primaries, table);
    case Backups: return countCell(view->backups, table);
    case Memory: return bytesCell(ifHeard(*view, sample ? sample->memoryBytes : 0), own);
    case Headroom: return headroomCell(sample, own);
    case Cpu:
        return ratioCell(sample ? std::optional(sample->cpuPermille / 1000.0) : std::nullopt, own);
    case Operations: return rateCell(view->rates.operations, own);
    case HitRatio: return ratioCell(view->rates.hitRatio, own);
    case LagOut: return durationCell(view->worstLagOut, own);
    case LagIn: return durationCell(view->worstLagIn, table);
    case Queued: return countCell(ifHeard(*view, view->pump.counters.queued), own);
    case Oldest:
        return durationCell(sample ? std::optional(view->pump.counters.oldest) : std::nullopt, own);
    case Version: return textCell(QString::fromStdString(unit->version));
    case Uptime: return uptimeCell(snapshot, *unit, table);
    case Skew: return skewCell(view->clockSkew, own);
    case LastSeen: return lastSeenCell(*view);
    case Activity:
        return {QString(), view->rates.operations ? QVariant(*view->rates.operations) : QVariant(),
                view->freshness, view->age, 0};
    default: return unknownCell();
    }
}

QVariant UnitsModel::extra(const GridSnapshot& snapshot, RowKey key, int column, int role) const {
    const UnitView* view = snapshot.unitView(unitOf(key));
    if (role == SparklineRole && column == Activity && view && view->recentOperations) {
        return QVariant::fromValue(view->recentOperations);
    }
    return {};
}

}  // namespace orrery::console
