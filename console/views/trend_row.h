// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Metrics side by side over the last minutes, each with its newest value: what Wall and Pumps end with.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "console/state/grid_snapshot.h"
#include "console/state/metric_history.h"

namespace orrery::console {

class RunLabel;
class Sparkline;
class ToneLabel;

class TrendRow : public QWidget {
    Q_OBJECT
public:
    /// `lineHeight`: least height of a curve in pixels.
    TrendRow(const std::vector<Metric>& metrics, int lineHeight, QWidget* parent = nullptr);

    /// Shows `unit`, or the grid as a whole, up to the snapshot's time.
    void showSnapshot(const GridSnapshot& snapshot, const MetricHistory& history,
                      std::optional<UnitId> unit = std::nullopt);

    /// Words and lines `zoom` times as large; 1 by default.
    void setZoom(double zoom);

private:
    struct Trend {
        RunLabel* label;
        Sparkline* line;
        Metric metric;
    };
    std::vector<Trend> m_trends;
    ToneLabel* m_heading;
};

}  // namespace orrery::console
