// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A partition has no lag of its own in the telemetry: its changes travel on the links of its
// primary, so the worst of those is what a write on it waits for.
#include "console/views/partition_reading.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/views/view_support.h"

namespace orrery::console {

namespace {

constexpr double hotFactor = 3;

QString tr(const char* text) {
    return QCoreApplication::translate("orrery::console::PartitionReading", text);
}

QString leaderText(const GridSnapshot& snapshot, const model::PartitionDescription& described) {
    if (described.primary) {
        return tr("primary %1").arg(snapshot.unitName(*described.primary));
    }
    return described.lost ? tr("lost: no copy holds every acknowledged write") : tr("not placed");
}

}  // namespace

MapScale scaleOf(const GridSnapshot& snapshot) {
    MapScale scale;
    int known = 0;
    for (const PartitionView& view : snapshot.partitions) {
        if (view.operationsPerSecond) {
            scale.busiest = std::max(scale.busiest, *view.operationsPerSecond);
            scale.mean += *view.operationsPerSecond;
            ++known;
        }
    }
    scale.mean = known > 0 ? scale.mean / known : 0;
    return scale;
}

bool belongsTo(MapFilter filter, const PartitionView& view, const MapScale& scale) {
    switch (filter) {
    case MapFilter::All: return true;
    case MapFilter::Moving: return view.handover || view.joining > 0;
    case MapFilter::UnderReplicated: return view.condition == PartitionCondition::UnderReplicated;
    case MapFilter::OneCopy: return view.copies == 1;
    case MapFilter::Hot:
        return scale.mean > 0 && view.operationsPerSecond.value_or(0) >= hotFactor * scale.mean;
    case MapFilter::Lost: return view.condition == PartitionCondition::Lost;
    }
    return true;
}

int countOf(MapFilter filter, const GridSnapshot& snapshot, const MapScale& scale) {
    return static_cast<int>(
        std::count_if(snapshot.partitions.begin(), snapshot.partitions.end(),
                      [&](const PartitionView& view) { return belongsTo(filter, view, scale); }));
}

std::optional<Duration> lagOf(const GridSnapshot& snapshot, PartitionId partition) {
    const model::PartitionDescription* described = snapshot.partition(partition);
    std::optional<Duration> worst;
    if (described == nullptr || !described->primary) {
        return worst;
    }
    for (const UnitId copy : described->inSync) {
        const LinkView* link =
            copy == described->primary ? nullptr : snapshot.link(*described->primary, copy);
        if (link != nullptr && link->lag.value) {
            worst = std::max(worst.value_or(Duration{}), *link->lag.value);
        }
    }
    return worst;
}

int lagStep(std::optional<Duration> lag) {
    if (!lag || *lag < milliseconds(10)) {
        return 0;
    }
    return *lag < milliseconds(100) ? 1 : *lag < seconds(1) ? 2 : 3;
}

QString sentenceOf(const GridSnapshot& snapshot, PartitionId partition) {
    const PartitionView* view = snapshot.partitionView(partition);
    const model::PartitionDescription* described = snapshot.partition(partition);
    if (view == nullptr || described == nullptr) {
        return tr("partition %1, not known").arg(partition.value);
    }
    QStringList parts{tr("partition %1").arg(partition.value), leaderText(snapshot, *described)};
    if (!described->lost) {
        parts << tr("%1 in sync").arg(formatPlural(view->copies, tr("copy"), tr("copies")));
    }
    if (view->joining > 0) {
        parts << tr("%1 catching up").arg(view->joining);
    }
    if (described->handoverTo) {
        parts << tr("moving to %1").arg(snapshot.unitName(*described->handoverTo));
    }
    if (view->copies > 1) {
        const auto lag = lagOf(snapshot, partition);
        parts << (lag ? tr("lag %1").arg(formatDuration(*lag).joined()) : tr("lag not known"));
    }
    if (view->sharedHost) {
        parts << tr("two copies on one host");
    }
    if (view->freshness == Freshness::Stale) {
        parts << tr("heard %1").arg(formatAge(view->age));
    }
    return parts.join(QStringLiteral(", "));
}

QString linesOf(const GridSnapshot& snapshot, PartitionId partition) {
    const PartitionView* view = snapshot.partitionView(partition);
    const model::PartitionDescription* described = snapshot.partition(partition);
    if (view == nullptr || described == nullptr) {
        return {};
    }
    QStringList lines{tr("Partition %1").arg(partition.value)};
    lines << (described->primary ? tr("primary %1").arg(unitWithHost(snapshot, *described->primary))
                                 : leaderText(snapshot, *described));
    for (const UnitId unit : described->inSync) {
        if (unit != described->primary) {
            lines << tr("backup %1, in sync").arg(unitWithHost(snapshot, unit));
        }
    }
    for (const UnitId unit : described->joining) {
        lines << tr("%1 is catching up").arg(unitWithHost(snapshot, unit));
    }
    if (view->sharedHost) {
        lines << tr("two copies on one host");
    }
    if (const auto lag = lagOf(snapshot, partition)) {
        lines << tr("lag %1").arg(formatDuration(*lag).joined());
    }
    if (view->entries && view->bytes) {
        lines << tr("%1 entries, %2")
                     .arg(formatCount(*view->entries), formatBytes(*view->bytes).joined());
    }
    lines << tr("version %1").arg(formatCount(described->version));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace orrery::console
