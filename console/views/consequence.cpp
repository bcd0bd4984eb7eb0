// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts over the table; nothing here knows a widget or a clock.
#include "console/views/consequence.h"

#include <QCoreApplication>
#include <algorithm>

namespace orrery::console {

namespace {

QString tr(const char* text, int count = -1) {
    return QCoreApplication::translate("orrery::console::Consequence", text, nullptr, count);
}

/// "1 partition", "43 partitions"
QString partitions(std::uint32_t count) {
    return count == 1 ? tr("1 partition") : tr("%1 partitions").arg(count);
}

QString nameOf(const model::GridState& state, UnitId id) {
    const model::UnitDescription* unit = model::findUnit(state, id);
    return unit == nullptr ? QStringLiteral("unit %1").arg(id.value)
                           : QString::fromStdString(unit->name);
}

/// The units beside `unit` that hold a copy in sync, each once: a table that lies may name one many times.
std::vector<UnitId> others(const model::PartitionDescription& partition, UnitId unit) {
    std::vector<UnitId> result;
    for (const UnitId id : partition.inSync) {
        if (id != unit && std::find(result.begin(), result.end(), id) == result.end()) {
            result.push_back(id);
        }
    }
    return result;
}

bool holdsInSync(const model::PartitionDescription& partition, UnitId unit) {
    return std::find(partition.inSync.begin(), partition.inSync.end(), unit) != partition.inSync.end();
}

}  // namespace

Consequence ifUnitDies(const model::GridState& state, UnitId unit) {
    Consequence result;
    for (const model::PartitionDescription& partition : state.partitions) {
        if (!holdsInSync(partition, unit)) {
            continue;
        }
        const std::vector<UnitId> left = others(partition, unit);
        if (left.empty()) {
            ++result.lost;
            continue;
        }
        result.singleAfter += left.size() == 1 ? 1 : 0;
        if (partition.primary != unit) {
            continue;
        }
        ++result.primaries;
        ++result.successors[nameOf(state, left.front()).toStdString()];
    }
    return result;
}

QString sentenceFor(const Consequence& consequence) {
    QStringList parts;
    if (consequence.lost > 0) {
        parts << tr("%1 would be lost from memory: no other copy is in sync.")
                     .arg(partitions(consequence.lost));
    }
    if (consequence.primaries > 0) {
        QStringList heirs;
        for (const auto& [name, count] : consequence.successors) {
            heirs << QStringLiteral("%1 (%2)").arg(QString::fromStdString(name)).arg(count);
        }
        parts << tr("%1 get another primary: %2.")
                     .arg(partitions(consequence.primaries), heirs.join(QStringLiteral(", ")));
    }
    if (consequence.singleAfter > 0) {
        parts << tr("%1 are left with one copy until rebuilt.")
                     .arg(partitions(consequence.singleAfter));
    }
    if (consequence.lost == 0) {
        parts << (parts.isEmpty() ? tr("Nothing changes: it holds no copy.")
                                  : tr("No acknowledged write is at risk."));
    }
    return parts.join(QLatin1Char(' '));
}

ConsequenceDetail detailIfUnitDies(const GridSnapshot& snapshot, UnitId unit) {
    ConsequenceDetail detail;
    detail.counts = ifUnitDies(*snapshot.state, unit);
    detail.writesAtRisk = 0;
    std::map<UnitId, HeirPart> heirs;
    for (const model::PartitionDescription& partition : snapshot.state->partitions) {
        if (!holdsInSync(partition, unit)) {
            continue;
        }
        const std::vector<UnitId> left = others(partition, unit);
        const PartitionView* view = snapshot.partitionView(partition.id);
        if (left.empty()) {
            detail.lost.push_back(partition.id);
            const bool known = detail.writesAtRisk && view && view->onlyInMemory;
            detail.writesAtRisk = known ? std::optional(*detail.writesAtRisk + *view->onlyInMemory) : std::nullopt;
            continue;
        }
        if (left.size() == 1) {
            detail.leftWithOne.push_back(partition.id);
        }
        if (partition.primary == unit) {
            HeirPart& heir = heirs[left.front()];
            heir.unit = left.front();
            heir.partitions.push_back(partition.id);
            if (view && view->lagRecords) {
                heir.worstLag = std::max(heir.worstLag.value_or(0), *view->lagRecords);
            }
        }
    }
    for (auto& [id, heir] : heirs) {
        detail.heirs.push_back(std::move(heir));
    }
    std::stable_sort(detail.heirs.begin(), detail.heirs.end(), [](const HeirPart& one, const HeirPart& other) {
        return one.partitions.size() > other.partitions.size();
    });
    return detail;
}

QString runsOf(const std::vector<PartitionId>& ids, int most) {
    QStringList runs;
    std::size_t named = 0;
    for (std::size_t i = 0; i < ids.size() && runs.size() < most;) {
        std::size_t end = i;
        while (end + 1 < ids.size() && ids[end + 1].value == ids[end].value + 1) {
            ++end;
        }
        runs << (end == i ? QString::number(ids[i].value)
                          : QStringLiteral("%1–%2").arg(ids[i].value).arg(ids[end].value));
        i = end + 1;
        named = i;
    }
    const QString text = runs.join(QStringLiteral(", "));
    return named < ids.size() ? tr("%1 and %2 more").arg(text).arg(ids.size() - named) : text;
}

QString ifPrimaryDies(const model::GridState& state, PartitionId id) {
    if (id.value >= state.partitions.size()) {
        return {};
    }
    const model::PartitionDescription& partition = state.partitions[id.value];
    if (!partition.primary) {
        return tr("It has no primary now.");
    }
    QStringList heirs;
    for (const UnitId unit : partition.inSync) {
        if (unit != partition.primary) {
            heirs << nameOf(state, unit);
        }
    }
    if (heirs.isEmpty()) {
        return tr(
            "The partition would be lost from memory: no other copy is in sync. Writes that the "
            "store "
            "has not confirmed would be gone.");
    }
    const QString after = heirs.size() == 1 ? tr("One copy remains until another has caught up.")
                                            : tr("%1 copies remain.").arg(heirs.size());
    return tr("%1 takes over. No acknowledged write is at risk. %2")
        .arg(heirs.join(tr(" or ")), after);
}

}  // namespace orrery::console
