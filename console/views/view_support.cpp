// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Translations between data and widgets.
#include "console/views/view_support.h"

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

Wear wearOf(Freshness freshness) {
    return freshness == Freshness::Stale ? Wear::Stale : Wear::Fresh;
}

Urgency urgencyOf(Priority priority) { return static_cast<Urgency>(static_cast<int>(priority)); }

std::optional<Urgency> urgencyAt(const QModelIndex& index) {
    const int priority = index.data(PriorityRole).toInt();
    return priority >= 1 && priority <= 3 ? std::optional<Urgency>(static_cast<Urgency>(priority))
                                          : std::nullopt;
}

CellLook lookOf(const QModelIndex& index) {
    CellLook look;
    look.type = index.data(FigureRole).toBool() ? CellType::Figure : CellType::Text;
    look.wear = wearOf(static_cast<Freshness>(index.data(FreshnessRole).toInt()));
    if (const auto urgency = urgencyAt(index)) {
        look.tone = toneOf(*urgency);
    }
    return look;
}

QString textOf(const std::optional<Duration>& duration) {
    return duration ? formatDuration(*duration).joined() : unknownText();
}

QString textOf(const std::optional<std::uint64_t>& count) {
    return count ? formatCount(*count) : unknownText();
}

QString unitWithHost(const GridSnapshot& snapshot, UnitId id) {
    const model::UnitDescription* unit = snapshot.unit(id);
    return unit == nullptr
               ? snapshot.unitName(id)
               : QStringLiteral("%1 (host %2)")
                     .arg(QString::fromStdString(unit->name), QString::fromStdString(unit->host));
}

std::optional<Urgency> urgencyOf(PartitionCondition condition) {
    switch (condition) {
    case PartitionCondition::Whole:
    case PartitionCondition::Moving: return std::nullopt;
    case PartitionCondition::UnderReplicated: return Urgency::High;
    case PartitionCondition::NotPlaced:
    case PartitionCondition::Lost: return Urgency::Critical;
    }
    return std::nullopt;
}

}  // namespace orrery::console
