// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the replication links table.
#include "console/models/links_model.h"

#include "console/models/cells.h"

namespace orrery::console {

const std::vector<Column>& LinksModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "From"), "from"},
        {QT_TRANSLATE_NOOP("Column", "To"), "to"},
        {QT_TRANSLATE_NOOP("Column", "Lag"), "lag", true, Metric::LagMillis},
        {QT_TRANSLATE_NOOP("Column", "Behind"), "behind", true},
        {QT_TRANSLATE_NOOP("Column", "Queued"), "queued", true},
        {QT_TRANSLATE_NOOP("Column", "Resends"), "resends", true},
        {QT_TRANSLATE_NOOP("Column", "Last answer"), "answer", true},
        {QT_TRANSLATE_NOOP("Column", "Partitions"), "partitions", true},
    };
    return all;
}

std::vector<RowKey> LinksModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    for (const LinkView& link : snapshot.links) {
        const RowKey key = keyOfLink(link.from, link.to);
        if (keys.empty() || keys.back() < key) {
            keys.push_back(key);
        }
    }
    return keys;
}

SnapshotTableModel::Cell LinksModel::cell(const GridSnapshot& snapshot, RowKey key,
                                          int column) const {
    const UnitId from{static_cast<std::uint32_t>(key >> 32)};
    const UnitId to{static_cast<std::uint32_t>(key)};
    const LinkView* link = snapshot.link(from, to);
    if (!link) {
        return unknownCell();
    }
    const Age own{link->age, link->freshness};
    switch (column) {
    case From: return textCell(snapshot.unitName(from));
    case To: return textCell(snapshot.unitName(to));
    case Lag: return durationCell(link->lag.value, {link->lag.age, link->lag.freshness});
    case LagRecords: return countCell(link->counters.lagRecords, own);
    case QueuedBytes: return bytesCell(link->counters.queuedBytes, own);
    case Resends: return countCell(link->counters.resends, own);
    case LastAcknowledgement: return durationCell(link->counters.lastAcknowledgement, own);
    case Partitions: return countCell(link->partitions, tableAge(snapshot));
    default: return unknownCell();
    }
}

}  // namespace orrery::console
