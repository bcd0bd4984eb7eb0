// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/export_subjects.h"

#include <map>

#include <QCoreApplication>

#include "console/state/formatting.h"
#include "console/views/charts_view.h"

namespace orrery::console {
namespace {

constexpr int significantDigits = 9;

QString tr(const char* text) { return QCoreApplication::translate("Export", text); }

}  // namespace

QString exportModeOf(Session& session) {
    switch (session.presentation()) {
        case Presentation::Nothing: return {};
        case Presentation::Live: return tr("LIVE");
        case Presentation::Replay: return tr("REPLAY");
        case Presentation::Simulated: return tr("SIMULATED");
        case Presentation::Past: break;
    }
    return session.source()->kind() == SourceKind::Simulated ? tr("SIMULATED, REWOUND") : tr("REWOUND");
}

std::optional<TimeRange> exportRangeOf(const View& view, const TimeCursor& cursor) {
    if (qobject_cast<const ChartsView*>(&view) == nullptr) {
        return std::nullopt;
    }
    return cursor.rangeAt(view.snapshot()->now.at);
}

ExportTable chartTableOf(const ChartsView& charts) {
    const std::vector<ChartData> curves = charts.chartData();
    ExportTable table{QStringLiteral("charts"), {tr("time")}, {QStringLiteral("UTC")}, {}};
    std::map<std::int64_t, QStringList> rows;
    for (std::size_t index = 0; index < curves.size(); ++index) {
        table.columns << curves[index].name;
        table.units << curves[index].unit;
        for (const Segment& segment : curves[index].segments) {
            for (const QPointF& point : segment) {
                QStringList& row = rows[static_cast<std::int64_t>(point.x())];
                row.resize(static_cast<qsizetype>(curves.size()));
                row[static_cast<qsizetype>(index)] = QString::number(point.y(), 'g', significantDigits);
            }
        }
    }
    for (const auto& [millis, cells] : rows) {
        table.rows.push_back(QStringList{formatIso(WallTime{millis})} + cells);
    }
    return table;
}

std::vector<ExportTable> exportTablesOfView(const View& view) {
    const auto* charts = qobject_cast<const ChartsView*>(&view);
    if (charts == nullptr) {
        return exportTablesOf(view);
    }
    ExportTable table = chartTableOf(*charts);
    return table.rows.empty() ? std::vector<ExportTable>{} : std::vector<ExportTable>{std::move(table)};
}

}  // namespace orrery::console
