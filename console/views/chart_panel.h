// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One panel of the charts board: a metric of the grid, over all units, or of the worst units. Keys while it
// has the focus: Left and Right move the time cursor, Shift faster; + and - zoom; Alt+Up and Alt+Down change
// its place; Delete takes it away; the menu key shows all of this.
#pragma once

#include <functional>
#include <optional>

#include <QWidget>

#include "console/charts/time_chart.h"
#include "console/state/grid_snapshot.h"
#include "console/state/shown_history.h"
#include "console/state/time_cursor.h"

class QPushButton;

namespace orrery::console {

enum class PanelScope {
    Grid,       ///< The grid as a whole, and the chosen unit.
    Quantiles,  ///< Middle, 95th and worst of all units, and the chosen unit.
    Worst,      ///< The three units with the greatest values.
};

struct PanelPlan {
    Metric metric = Metric::OperationsPerSecond;
    PanelScope scope = PanelScope::Grid;
    friend bool operator==(const PanelPlan&, const PanelPlan&) = default;
};

/// "grid", "units", "worst" and back; for a layout that is kept.
QString wordFor(PanelScope scope);
std::optional<PanelScope> panelScopeFrom(const QString& word);
/// "Replication lag, all units"
QString titleOf(const PanelPlan& plan);

/// Drawing is dear: a line that has only grown waits until the eye could see it (a six-hundredth of the
/// width, half a second at most; lines over all units always half a second), and then for its turn.
enum class PanelNeed {
    Nothing,
    InTurn,
    AtOnce,  ///< A person looks at something else now.
};

class ChartPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChartPanel(const PanelPlan& plan, QWidget* parent = nullptr);

    const PanelPlan& plan() const { return m_plan; }
    void setScope(PanelScope scope);
    TimeChart& chart() { return *m_chart; }
    /// What to draw; `ago`: the grid's line from that long before, dashed.
    struct Picture {
        const GridSnapshot& snapshot;
        const MetricHistory& history;
        TimeRange range;
        std::optional<UnitId> chosen;
        std::optional<Duration> ago;
    };
    /// What newer than the lines drawn now there is to see in `picture`.
    PanelNeed needFor(const Picture& picture) const;
    void showPicture(const Picture& picture);

Q_SIGNALS:
    void removalRequested();
    void moveRequested(int places);
    void scopeChosen(orrery::console::PanelScope scope);
    void cursorStepped(int steps);
    void zoomRequested(double factor);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void openMenu(const QPoint& at);
    std::vector<ChartLine> linesOf(const Picture& picture) const;

    PanelPlan m_plan;
    TimeChart* m_chart;
    QPushButton* m_more;
    Instant m_drawnTo;
    std::optional<TimeRange> m_drawnRange;
    std::optional<UnitId> m_drawnUnit;
    std::optional<Duration> m_drawnAgo;
};

}  // namespace orrery::console
