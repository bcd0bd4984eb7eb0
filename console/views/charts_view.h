// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The board: panels of metrics over one time axis with one cursor, one zoom, one choice of unit. Panels are
// added, moved and taken away; the layout is a text that the window keeps.
#pragma once

#include <vector>

#include "console/views/chart_panel.h"
#include "console/views/view.h"

class QGridLayout;
class QMimeData;
class QPushButton;

namespace orrery::console {

class SegmentedControl;

/// One curve of the board as numbers, for export.
struct ChartData {
    QString name;  ///< "Replication lag, b2"
    QString unit;  ///< "ms"
    std::vector<Segment> segments;
};

class ChartsView : public View {
    Q_OBJECT
public:
    static constexpr std::size_t mostPanels = 12;
    /// Drag data that names a metric by its number: a board takes it as a new panel.
    static constexpr const char* metricMime = "application/x-orrery-metric";

    /// The metric that a drag carries; none when it carries something else.
    static std::optional<Metric> metricIn(const QMimeData& data);

    explicit ChartsView(const ViewContext& context, QWidget* parent = nullptr);

    /// Appends a panel. False: there are mostPanels already.
    bool addPanel(const PanelPlan& plan);
    void removePanel(std::size_t index);
    /// Moves a panel by `places`; beyond the ends does nothing.
    void movePanel(std::size_t index, int places);
    std::vector<PanelPlan> plans() const;
    /// "requests:grid ..." as numbers and words: "0:grid 4:units". What cannot be read is left out; an empty
    /// board becomes the usual one.
    QString boardLayout() const;
    void setBoardLayout(const QString& layout);
    /// The grid's lines from so long ago, dashed; none: no comparison.
    void compareWith(std::optional<Duration> ago);
    /// The same, so that `moment` lies under the right edge.
    void compareWithMoment(Instant moment);
    /// Everything drawn now, in the order of the panels.
    std::vector<ChartData> chartData() const;

Q_SIGNALS:
    void boardChanged();
    /// A person wants to choose a moment to compare with.
    void comparisonRequested();

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildHeader();
    /// At the end; layOut() must follow.
    void append(const PanelPlan& plan);
    void connectPanel(ChartPanel* panel);
    void layOut();
    void openAddMenu();
    void showCursor();
    void stepCursor(int steps);
    void zoom(double factor);
    std::size_t indexOf(const ChartPanel* panel) const;
    std::vector<ChartFlag> flagsOf(const GridSnapshot& snapshot, const TimeRange& range) const;

    std::vector<ChartPanel*> m_panels;
    std::size_t m_turn = 0;  ///< The panel whose turn it is to grow.
    QGridLayout* m_grid;
    SegmentedControl* m_span;
    SegmentedControl* m_comparison;
    QPushButton* m_add;
    std::optional<Duration> m_ago;
};

}  // namespace orrery::console
