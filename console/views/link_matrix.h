// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sender by receiver, only links that exist. The darker towards blue, the worse the chosen metric. A
// silent link is unknown and never drawn as 0. Grouped by host, a square shows its worst link.
#pragma once

#include <QWidget>
#include <optional>

#include "console/models/link_table.h"
#include "console/widgets/accessible_table.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

class LinkMatrix : public QWidget, public PaintedTable {
    Q_OBJECT
public:
    explicit LinkMatrix(QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void setMetric(LinkMetric metric);
    void setGrouping(LinkGrouping grouping);
    void setSelected(std::optional<LinkId> link);
    /// Marks row and column of `unit`, while no link is under the pointer or chosen.
    void setHighlightedUnit(std::optional<UnitId> unit);
    /// The existing link under `point`; of a host's square its worst.
    std::optional<LinkId> linkAt(const QPointF& point) const;
    QRectF cellRect(int row, int column) const;
    const LinkTable& table() const { return m_table; }
    double m_nameWidth = 0;   ///< Of the longest name of a row, in pixels.

    int tableRows() const override { return static_cast<int>(m_table.names.size()); }
    int tableColumns() const override { return tableRows(); }
    QString cellText(TableCell cell) const override;
    QString rowTitle(int row) const override;
    QString columnTitle(int column) const override;
    std::optional<TableCell> currentCell() const override;
    QRectF cellArea(TableCell cell) const override { return cellRect(cell.row, cell.column); }
    void chooseCell(TableCell cell) override;

    QSize minimumSizeHint() const override { return {metrics::scaled(280), metrics::scaled(240)}; }

Q_SIGNALS:
    void chosen(const orrery::console::LinkId& link);
    void opened(const orrery::console::LinkId& link);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    double pitch() const;
    double head() const;
    void layOut();
    std::optional<TableCell> cellAt(const QPointF& point) const;
    const LinkSquare* square(TableCell cell) const;
    void step(int rows, int columns);
    void choose(TableCell cell);
    QString tip(TableCell cell) const;
    void paintCross(QPainter& painter) const;
    void paintHeads(QPainter& painter) const;
    void paintDots(QPainter& painter) const;
    void paintSquare(QPainter& painter, const QRectF& cell, const LinkSquare& square) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    LinkMetric m_metric = LinkMetric::Lag;
    LinkGrouping m_grouping = LinkGrouping::ByUnit;
    LinkTable m_table;
    std::optional<LinkId> m_selected;
    std::optional<UnitId> m_unit;
    std::optional<TableCell> m_hovered;  ///< Also where there is no link: the cross-hair follows.
};

}  // namespace orrery::console
