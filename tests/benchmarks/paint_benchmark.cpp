// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the large pictures cost to paint, against a plain fill of the same pixels: 200 units by 256
// partitions in the matrix, all hosts open, 200 by 200 places in the link matrix, and a chart as large as
// the window whose three curves go up and down all the time. The budget of the matrix is 4 ms for a picture made anew.
//
//   QT_QPA_PLATFORM=offscreen paint_benchmark [rounds]      (60 by default)
#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "console/charts/time_chart.h"
#include "console/views/link_matrix.h"
#include "console/views/partition_map.h"
#include "console/views/placement_matrix.h"
#include "console/views/unit_tiles.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"

namespace {

using namespace orrery;
using namespace orrery::console;

double medianMillis(int rounds, const std::function<void()>& paint) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        paint();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds) / 2];
}

/// Curves of as many points as a panel draws at most, each up and down over a third of the plot.
std::vector<ChartLine> busyLines() {
    constexpr int points = 600;
    std::vector<ChartLine> lines;
    for (const Qt::PenStyle style : {Qt::SolidLine, Qt::DashLine, Qt::DotLine}) {
        Segment segment;
        const double low = 10.0 * static_cast<double>(lines.size());
        for (int point = 0; point < points; ++point) {
            segment.push_back(QPointF(1000.0 * point, low + (point % 2 == 0 ? 0 : 30) + point % 7));
        }
        lines.push_back({QStringLiteral("busy"), theme::colors().primary, 1.5, {segment}, style});
    }
    return lines;
}

void report(const char* name, double ours, double fill) {
    std::printf("%-40s %7.3f ms   plain fill %7.3f ms   ratio %.1f\n", name, ours, fill,
                ours / fill);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    theme::apply(application, Appearance::Dark);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    const SnapshotPointer grid = fixture::scenarioSnapshot(
        seconds(6), {.hosts = 40, .unitsPerHost = 5, .length = seconds(8), .killAt = seconds(8)});
    QImage image(1600, 900, QImage::Format_ARGB32_Premultiplied);
    const auto measure = [&](const char* name, QWidget& widget,
                             const std::function<void()>& change) {
        widget.resize(image.size());
        const double ours = medianMillis(rounds, [&] {
            change();
            widget.render(&image, QPoint(), QRegion(), QWidget::DrawChildren);
        });
        const double fill =
            medianMillis(rounds, [&] { QPainter(&image).fillRect(image.rect(), Qt::darkGray); });
        report(name, ours, fill);
    };
    PlacementMatrix matrix;
    matrix.setSnapshot(grid);
    matrix.openAll();
    measure("matrix 200 x 256, made anew", matrix, [&] { matrix.setSnapshot(grid); });
    measure("matrix 200 x 256, pointer moved", matrix, [] {});
    LinkMatrix links;
    measure("links 200 x 200, made anew", links, [&] { links.setSnapshot(grid); });
    PartitionMap map;
    measure("map of 256", map, [&] { map.setSnapshot(grid); });
    UnitTiles tiles;
    measure("tiles of 200 units", tiles, [&] { tiles.setSnapshot(grid); });
    TimeChart chart(QStringLiteral("busy"), [](double value) { return QString::number(value); });
    chart.setRange(0, 600e3);
    measure("chart of three busy curves", chart, [&] { chart.setLines(busyLines()); });
    return 0;
}
