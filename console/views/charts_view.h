// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One board: throughput, lag, queue depth, age and commit time over one time axis with one cursor.
#pragma once

#include <vector>

#include "console/views/view.h"

namespace orrery::console {

class SegmentedControl;
class TimeChart;
struct ChartFlag;

class ChartsView : public View {
    Q_OBJECT
public:
    explicit ChartsView(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    struct Panel {
        TimeChart* chart;
        Metric metric;
    };
    void addPanel(Metric metric, QString (*format)(double));
    void showPanel(const Panel& panel, const GridSnapshot& snapshot, const TimeRange& range);
    void showCursor();
    std::vector<ChartFlag> flagsOf(const GridSnapshot& snapshot) const;

    std::vector<Panel> m_panels;
    SegmentedControl* m_span;
};

}  // namespace orrery::console
