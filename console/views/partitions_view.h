// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The partition map beside the placement of every copy.
#pragma once

#include <QTimer>
#include <array>

#include "console/models/filter_proxy.h"
#include "console/models/partitions_model.h"
#include "console/views/partition_map.h"
#include "console/views/placement_matrix.h"
#include "console/views/view.h"

class QBoxLayout;
class QLineEdit;

namespace orrery::console {

class ChipButton;
class RunLabel;
class StackedBar;
class ToneLabel;

class PartitionsView : public View {
    Q_OBJECT
public:
    explicit PartitionsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showSnapshot(const GridSnapshot& snapshot) override;
    bool drawsUnknownGrid() const override { return true; }

private:
    void buildHeader();
    void buildBody();
    void buildCopies();
    void connectSelection();
    void connectMoves();
    void applyTypedFilter();
    void showCounts(const GridSnapshot& snapshot);
    void showNote(const GridSnapshot& snapshot);
    void offerTargets(PartitionId partition, const QPoint& at);
    void carry(PartitionId partition, const QPoint& at);
    void drop(PartitionId partition, const QPoint& at);
    void endCarry();
    /// Empty, or why the carried partition cannot be dropped on `unit`.
    QString whyNotDrop(PartitionId partition, std::optional<UnitId> unit) const;

    PartitionsModel m_model;
    FilterProxy m_proxy;
    QLineEdit* m_field = nullptr;
    ToneLabel* m_problem = nullptr;
    std::array<ChipButton*, 6> m_chips{};  ///< By MapFilter.
    QBoxLayout* m_pictures = nullptr;
    PartitionMap* m_map = nullptr;
    PlacementMatrix* m_matrix = nullptr;
    RunLabel* m_matrixText = nullptr;
    StackedBar* m_copies = nullptr;
    RunLabel* m_copiesText = nullptr;
    ToneLabel* m_carried = nullptr;  ///< Follows the pointer while a cell is dragged.
    QTimer m_opening;                ///< A closed host opens when a cell is held over it.
    std::string m_hostBelow;
};

}  // namespace orrery::console
