// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grid as it stands, beside the lists of the plan page while no plan is on show: what a person should know
// before they choose an action. Copies, primaries by unit, the figures a plan is judged by, and on a large page
// the map.
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "console/state/grid_snapshot.h"
#include "console/widgets/colors.h"

class QBoxLayout;
class QPainter;

namespace orrery::console {

class FactList;
class PartitionMap;
class RunLabel;
class StackedBar;
class ToneLabel;

/// Names with a bar and a figure each, longest first; as many as there is room for, the rest counted.
class ShareBars : public QWidget {
    Q_OBJECT
public:
    struct Share {
        QString name;
        std::uint32_t amount = 0;
        Tone tone = Tone::Normal;
        friend bool operator==(const Share&, const Share&) = default;
    };

    explicit ShareBars(QWidget* parent = nullptr);
    void setShares(std::vector<Share> shares);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintShare(QPainter& painter, const QRectF& row, const Share& share, double nameWidth) const;

    std::vector<Share> m_shares;
};

class PlanOverview : public QWidget {
    Q_OBJECT
public:
    explicit PlanOverview(QWidget* parent = nullptr);

    /// What there is to do here: "Pick a target" and why.
    void setHeading(const QString& title, const QString& explanation);
    /// `snapshot` must hold a state.
    void showSnapshot(const SnapshotPointer& snapshot);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    ToneLabel* m_title;
    ToneLabel* m_explanation;
    StackedBar* m_copies;
    RunLabel* m_copiesText;
    QWidget* m_primariesPart;
    ShareBars* m_primaries;
    FactList* m_facts;
    QWidget* m_mapPart;      ///< Heading and map; gone where there is no room.
    PartitionMap* m_map;
    QBoxLayout* m_halves;   ///< Beside each other while there is room, else one above the other.
};

}  // namespace orrery::console
