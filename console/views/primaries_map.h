// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two small maps of all partitions, before and after a plan: cells that get another primary stand out, in a
// shade per unit; all others stay grey. The line below says the same in words.
#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "shared/model/plan.h"

namespace orrery::console {

class PrimariesMap : public QWidget {
    Q_OBJECT
public:
    explicit PrimariesMap(QWidget* parent = nullptr);

    /// Shows `changes` among `partitionCount` partitions.
    void setChanges(const std::vector<model::PrimaryChange>& changes, int partitionCount);
    /// "b1 gives up 43, a1 gets 22, c2 gets 21"
    QString sentence() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    /// Cells grow with the room; the sentence below wraps instead of being cut.
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Side { Before, After };
    /// From cell to cell when the whole is `width` wide.
    int pitchFor(int width) const;
    int sentenceHeight(int width) const;
    QRectF cell(Side side, int partition) const;
    void paintSide(QPainter& painter, Side side) const;
    /// Place of the unit's shade among all that take part.
    std::size_t shadeOf(const std::string& unit) const;

    std::vector<model::PrimaryChange> m_changes;   ///< By partition.
    std::vector<std::string> m_units;              ///< All that give or get, by name.
    int m_count = 0;
};

}  // namespace orrery::console
