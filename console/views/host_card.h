// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A host and its units: role counts, rate and a trend each.
#pragma once

#include <optional>
#include <string>

#include "console/state/grid_snapshot.h"
#include "console/widgets/accessible_table.h"
#include "console/widgets/card.h"

namespace orrery::console {

class HostCard : public Card, public PaintedTable {
    Q_OBJECT
public:
    explicit HostCard(QWidget* parent = nullptr);

    /// Shows the units of `host` in `snapshot`; `selected` is highlighted.
    void setHost(const SnapshotPointer& snapshot, const std::string& host,
                 std::optional<UnitId> selected);
    /// Everything in the card is painted so many times larger; 1 or more.
    void setZoom(double zoom);
    /// The height of a card with so many units, before zooming.
    static int heightFor(int units);
    QSize sizeHint() const override;

    Kind tableKind() const override { return Kind::List; }
    int tableRows() const override { return static_cast<int>(m_rows.size()); }
    int tableColumns() const override { return 1; }
    QString cellText(TableCell cell) const override;
    std::optional<TableCell> currentCell() const override;
    QRectF cellArea(TableCell cell) const override;
    void chooseCell(TableCell cell) override;

Q_SIGNALS:
    void unitChosen(orrery::UnitId unit);
    void unitOpened(orrery::UnitId unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::optional<UnitId> unitAt(int y) const;
    void paintUnit(QPainter& painter, const QRectF& row, std::size_t index) const;
    double innerWidth() const { return width() / m_zoom; }
    QString agentText() const;

    SnapshotPointer m_snapshot = emptySnapshot();
    std::string m_host;
    std::vector<std::size_t> m_rows;  ///< Indexes into the snapshot's units.
    std::optional<UnitId> m_selected;
    double m_zoom = 1;
};

}  // namespace orrery::console
