// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window keeps for a person from one run to the next, beside its layout: saved filters, the board
// of charts, recordings opened lately, the last simulated grid, how much the ring holds.
#include <algorithm>

#include "console/shell/main_window.h"
#include "console/shell/simulation_form.h"
#include "console/source/simulated/simulation_options.h"
#include "console/views/charts_view.h"
#include "console/widgets/filter_field.h"

namespace orrery::console {
namespace {

QString boardKey() { return QStringLiteral("charts/board"); }
QString openedKey() { return QStringLiteral("recordings/opened"); }
QString simulationKey() { return QStringLiteral("simulation/options"); }
QString ringHoursKey() { return QStringLiteral("ring/hours"); }
QString ringMebibytesKey() { return QStringLiteral("ring/mebibytes"); }

constexpr std::int64_t microsPerHour = 3'600'000'000;
constexpr int mebibyteShift = 20;

/// What is kept is a person's file: anything may stand in it.
RingLimits limitsFrom(const Settings& settings) {
    RingLimits limits;
    const auto hours = settings.value(ringHoursKey(), qint64{limits.keep.micros / microsPerHour}).toLongLong();
    const auto mebibytes =
        settings.value(ringMebibytesKey(), qulonglong{limits.totalBytes >> mebibyteShift}).toULongLong();
    limits.keep = seconds(std::clamp<std::int64_t>(hours, RingLimits::leastHours, RingLimits::mostHours) * 3600);
    limits.totalBytes = std::clamp<std::uint64_t>(mebibytes, RingLimits::leastBytes >> mebibyteShift,
                                                  RingLimits::mostBytes >> mebibyteShift)
                        << mebibyteShift;
    return limits;
}

}  // namespace

void MainWindow::keepFilters(View& view) {
    for (FilterField* field : view.findChildren<FilterField*>()) {
        const QString key = QStringLiteral("filters/") + field->objectName();
        field->setSaved(m_settings->value(key).toStringList());
        connect(field, &FilterField::savedChanged, this,
                [this, key](const QStringList& filters) { m_settings->setValue(key, filters); });
    }
}

void MainWindow::keepBoard(View& view) {
    auto* charts = qobject_cast<ChartsView*>(&view);
    if (charts == nullptr) {
        return;
    }
    charts->setBoardLayout(m_settings->value(boardKey()).toString());
    connect(charts, &ChartsView::boardChanged, this,
            [this, charts] { m_settings->setValue(boardKey(), charts->boardLayout()); });
    connect(charts, &ChartsView::comparisonRequested, this,
            [this] { m_commands.run(QStringLiteral("time.compare")); });
}

void MainWindow::recall() {
    QStringList opened = m_settings->value(openedKey()).toStringList();
    std::reverse(opened.begin(), opened.end());   // The newest is noted last.
    m_session.shelf().noteOpened(opened);
    const QString simulation = m_settings->value(simulationKey()).toString();
    if (const Result<SimulationOptions> options = simulationOptionsFrom(simulation)) {
        m_simulation->fill(options.value());
    }
    connect(m_simulation, &SimulationForm::exploreRequested, this, [this](const SimulationOptions& options) {
        m_settings->setValue(simulationKey(), textOf(options));
    });
    connect(&m_session, &Session::recordingOpened, this, &MainWindow::keepOpened);
    connect(&m_session, &Session::attached, this, &MainWindow::keepOpened);
    m_session.setRingLimits(limitsFrom(*m_settings));
}

void MainWindow::keepOpened() {
    const QStringList& opened = m_session.shelf().openedLately();
    if (opened != m_settings->value(openedKey()).toStringList()) {
        m_settings->setValue(openedKey(), opened);
    }
}

void MainWindow::keepRingLimits(const RingLimits& limits) {
    m_session.setRingLimits(limits);
    m_settings->setValue(ringHoursKey(), qint64{limits.keep.micros / microsPerHour});
    m_settings->setValue(ringMebibytesKey(), qulonglong{limits.totalBytes >> mebibyteShift});
}

}  // namespace orrery::console
