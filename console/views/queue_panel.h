// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One unit's queue from the inside: its partitions, most queued first, and the oldest writes of the
// partition that is chosen there, as the unit itself tells them.
#pragma once

#include <QWidget>
#include <optional>

#include "console/actions/queue_reader.h"
#include "console/models/queue_items_model.h"
#include "console/models/queue_partitions_model.h"
#include "console/views/view.h"

namespace orrery::console {

class DataTable;
class FilteredTable;
class ToneLabel;

class QueuePanel : public QWidget {
    Q_OBJECT
public:
    explicit QueuePanel(const ViewContext& context, QWidget* parent = nullptr);

    /// Shows the queue of `unit`, none when there is no unit to show.
    void showQueue(const SnapshotPointer& snapshot, std::optional<UnitId> unit);

protected:
    /// Out of sight nothing is asked.
    void hideEvent(QHideEvent* event) override;

private:
    void buildPartitions();
    void buildItems();
    void choosePartition(const GridSnapshot& snapshot, UnitId unit);
    void showAnswer();
    /// What stands in place of items; empty when there are some.
    QString whyNoItems() const;

    ViewContext m_context;
    QueueReader m_reader;
    QueuePartitionsModel m_parts;
    QueueItemsModel m_items;
    ToneLabel* m_partsHeading;
    ToneLabel* m_itemsHeading;
    FilteredTable* m_partsTable;
    DataTable* m_itemsTable;
    std::optional<PartitionId> m_picked;  ///< By a person, in this unit's table.
    std::optional<PartitionId> m_shown;
    double m_largestShare = 1;
};

}  // namespace orrery::console
