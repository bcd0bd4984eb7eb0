// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sender by receiver, only links that exist. The darker towards blue, the longer the oldest change
// has waited for its acknowledgement. A silent link is unknown and never drawn as 0.
#pragma once

#include <QWidget>
#include <optional>

#include "console/state/grid_snapshot.h"
#include "console/state/selection.h"

namespace orrery::console {

class LinkMatrix : public QWidget {
    Q_OBJECT
public:
    explicit LinkMatrix(QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void setSelected(std::optional<LinkId> link);
    /// The existing link under `point`.
    std::optional<LinkId> linkAt(const QPointF& point) const;
    QRectF cellRect(int row, int column) const;

    QSize minimumSizeHint() const override { return QSize(280, 240); }

Q_SIGNALS:
    void chosen(const orrery::console::LinkId& link);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    double pitch() const;
    void paintHeads(QPainter& painter) const;
    void paintLink(QPainter& painter, const QRectF& cell, const LinkView& link) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    std::optional<LinkId> m_selected;
    QPointF m_hover{-1, -1};
};

}  // namespace orrery::console
