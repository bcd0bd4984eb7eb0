// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line above everything, never hidden: which grid, in which mode, how much of it is heard and how
// old that is, copies, writes only in memory, alarms, clocks that are off, the time with its zone. In a
// narrow window the less needed parts go, the needed ones are never cut.
#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "console/shell/mode_frame.h"
#include "console/state/grid_snapshot.h"
#include "console/widgets/card.h"
#include "console/widgets/run_label.h"

class QPushButton;

namespace orrery::console {

class Session;
class ToneLabel;
class UrgencyBadge;

/// A wall clock further off than this is named.
constexpr Duration skewThatCounts = milliseconds(100);

/// The unit whose clock is furthest off, if that is more than skewThatCounts; null when none is.
const UnitView* worstSkew(const GridSnapshot& snapshot);

class StatusStrip : public Panel {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);

    void showSnapshot(const GridSnapshot& snapshot);
    /// What the mode button says, and the person's marks of the connection.
    void showSession(Session& session, FrameMode mode, const ConnectionMarks& marks);
    /// The grid's name, e.g. to hang a menu below it.
    QPushButton* gridButton() { return m_grid; }
    QPushButton* paletteButton() { return m_palette; }
    /// The keys that open the palette, as they stand on its button.
    void setPaletteKeys(const QString& keys);

Q_SIGNALS:
    void modePressed();
    void gridPressed();
    void palettePressed();
    void themePressed();
    /// A count of alarms was pressed.
    void alarmsPressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void build();
    /// Shows what fits: 0 everything, higher numbers less.
    void dress(int level);
    /// The first level from `from` on at which nothing is cut.
    void fit(int from);
    int neededWidth() const;
    QString paletteText(int level) const;

    QPushButton* m_grid;
    QPushButton* m_mode;
    RunLabel* m_units;
    RunLabel* m_copies;
    RunLabel* m_memory;
    UrgencyBadge* m_critical;
    UrgencyBadge* m_high;
    UrgencyBadge* m_medium;
    RunLabel* m_skew;
    ToneLabel* m_time;
    QPushButton* m_theme;
    QPushButton* m_palette;
    QString m_paletteKeys;
    QColor m_connectionColor;
    QString m_connectionName;
    QString m_name;                                       ///< Whole, of grid and connection.
    std::array<std::vector<TextRun>, 2> m_unitWords;      ///< In full, and in short.
    std::array<std::vector<TextRun>, 2> m_copyWords;
    WallTime m_now;
    bool m_isKnown = false;
    bool m_hasSkew = false;
    int m_level = 0;
};

}  // namespace orrery::console
