// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/chart_panel.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <algorithm>

#include "console/state/quantiles.h"
#include "console/views/figures.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr std::size_t mostPoints = 600;
constexpr std::size_t worstShown = 3;
constexpr std::size_t quantileShares = 180;
constexpr Duration longestWait = milliseconds(500);
constexpr Duration shortestWait = milliseconds(100);
constexpr std::int64_t stepsAcross = 600;

template <std::size_t... index>
QString (*formatterOf(Metric metric, std::index_sequence<index...>))(double) {
    using Formatter = QString (*)(double);
    static constexpr Formatter formatters[] = {
        [](double value) { return metricText(static_cast<Metric>(index), value); }...};
    return formatters[static_cast<std::size_t>(metric)];
}

double millisOf(Instant at, const Moment& now) {
    return static_cast<double>(wallTimeOf(at, now).millis);
}

std::vector<UnitId> unitsOf(const GridSnapshot& snapshot) {
    std::vector<UnitId> units;
    for (const UnitView& unit : snapshot.units) {
        units.push_back(unit.id);
    }
    return units;
}

/// `segments` moved to the right by `ago`.
std::vector<Segment> later(std::vector<Segment> segments, Duration ago) {
    for (Segment& segment : segments) {
        for (QPointF& point : segment) {
            point.rx() += static_cast<double>(ago.millis());
        }
    }
    return segments;
}

}  // namespace

QString wordFor(PanelScope scope) {
    switch (scope) {
    case PanelScope::Quantiles: return QStringLiteral("units");
    case PanelScope::Worst: return QStringLiteral("worst");
    case PanelScope::Grid: break;
    }
    return QStringLiteral("grid");
}

std::optional<PanelScope> panelScopeFrom(const QString& word) {
    for (const PanelScope scope : {PanelScope::Grid, PanelScope::Quantiles, PanelScope::Worst}) {
        if (wordFor(scope) == word) {
            return scope;
        }
    }
    return std::nullopt;
}

QString titleOf(const PanelPlan& plan) {
    switch (plan.scope) {
    case PanelScope::Quantiles:
        return ChartPanel::tr("%1, over all units").arg(titleOf(plan.metric));
    case PanelScope::Worst: return ChartPanel::tr("%1, highest units").arg(titleOf(plan.metric));
    case PanelScope::Grid: break;
    }
    return titleOf(plan.metric);
}

ChartPanel::ChartPanel(const PanelPlan& plan, QWidget* parent)
    : QWidget(parent),
      m_plan(plan),
      m_chart(new TimeChart(
          titleOf(plan), formatterOf(plan.metric, std::make_index_sequence<metricCount>()), this)),
      m_more(new QPushButton(QStringLiteral("⋮"), this)) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(titleOf(plan));
    m_more->setProperty("flat", true);
    m_more->setAccessibleName(tr("What this panel shows and where it stands"));
    m_more->setFocusPolicy(Qt::NoFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::scaled(4), 2, 0, 2);
    row->setSpacing(0);
    row->addWidget(m_chart, 1);
    row->addWidget(m_more, 0, Qt::AlignTop);
    connect(m_more, &QPushButton::clicked, this,
            [this] { openMenu(m_more->mapToGlobal(m_more->rect().bottomLeft())); });
}

void ChartPanel::setScope(PanelScope scope) {
    m_plan.scope = scope;
    m_drawnRange.reset();
    m_chart->setTitle(titleOf(m_plan));
    setAccessibleName(titleOf(m_plan));
}

std::vector<ChartLine> ChartPanel::linesOf(const Picture& picture) const {
    const Colors& colors = theme::colors();
    const Moment& now = picture.snapshot.now;
    const MetricHistory& history = picture.history;
    std::vector<ChartLine> lines;
    SeriesRequest request{m_plan.metric, std::nullopt, picture.range.from, picture.range.to,
                          mostPoints};
    const auto series = [&](const QString& name, const QColor& color, double width,
                            std::optional<UnitId> unit) {
        request.unit = unit;
        lines.push_back({name, color, width, history.series(request, now)});
    };
    if (picture.ago) {
        SeriesRequest before = request;
        before.from = request.from - *picture.ago;
        before.to = request.to - *picture.ago;
        lines.push_back({tr("before"), colors.dim, 1.2,
                         later(history.series(before, now), *picture.ago), Qt::DashLine});
    }
    if (m_plan.scope == PanelScope::Grid) {
        series(tr("grid"), colors.primary, 1.6, std::nullopt);
    } else if (m_plan.scope == PanelScope::Quantiles) {
        QuantileLines all = quantileLines(history, m_plan.metric, unitsOf(picture.snapshot),
                                          picture.range, quantileShares, now);
        lines.push_back({tr("highest"), colors.text, 1.2, std::move(all.worst), Qt::DotLine});
        lines.push_back({tr("p95"), mixed(colors.ground, colors.primary, 0.75), 1.2,
                         std::move(all.high)});
        lines.push_back({tr("middle"), colors.primary, 1.8, std::move(all.middle)});
    } else {
        static constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
        const auto worst = worstUnits(history, m_plan.metric, unitsOf(picture.snapshot),
                                      picture.range, worstShown);
        for (std::size_t index = 0; index < worst.size(); ++index) {
            series(picture.snapshot.unitName(worst[index]),
                   index == 0 ? colors.text : colors.primary, 1.4, worst[index]);
            lines.back().style = styles[index];
        }
    }
    if (picture.chosen) {
        series(picture.snapshot.unitName(*picture.chosen), colors.accent, 1.4, picture.chosen);
    }
    return lines;
}

PanelNeed ChartPanel::needFor(const Picture& picture) const {
    const TimeRange& range = picture.range;
    const Duration span = range.to - range.from;
    const Duration since = picture.snapshot.now.at - m_drawnTo;
    if (!m_drawnRange || span != m_drawnRange->to - m_drawnRange->from || m_drawnUnit != picture.chosen ||
        m_drawnAgo != picture.ago || since <= Duration{}) {
        return PanelNeed::AtOnce;
    }
    const bool follows = range.to == picture.snapshot.now.at && m_drawnRange->to == m_drawnTo;
    if (!follows && range != *m_drawnRange) {
        return PanelNeed::AtOnce;
    }
    const bool isQuick = follows && m_plan.scope == PanelScope::Grid;
    const Duration wait =
        isQuick ? std::clamp(Duration{span.micros / stepsAcross}, shortestWait, longestWait) : longestWait;
    return since >= wait ? PanelNeed::InTurn : PanelNeed::Nothing;
}

void ChartPanel::showPicture(const Picture& picture) {
    const Moment& now = picture.snapshot.now;
    m_chart->setRange(millisOf(picture.range.from, now), millisOf(picture.range.to, now));
    m_drawnTo = now.at;
    m_drawnRange = picture.range;
    m_drawnUnit = picture.chosen;
    m_drawnAgo = picture.ago;
    m_chart->setLines(linesOf(picture));
}

void ChartPanel::openMenu(const QPoint& at) {
    QMenu menu(this);
    const auto scope = [&](const QString& text, PanelScope wanted) {
        QAction* action =
            menu.addAction(text, this, [this, wanted] { Q_EMIT scopeChosen(wanted); });
        action->setCheckable(true);
        action->setChecked(m_plan.scope == wanted);
    };
    scope(tr("Grid as a whole"), PanelScope::Grid);
    scope(tr("Middle, p95 and highest of all units"), PanelScope::Quantiles);
    scope(tr("The three highest units"), PanelScope::Worst);
    menu.addSeparator();
    menu.addAction(tr("Move up") + QStringLiteral("\tAlt+Up"), this,
                   [this] { Q_EMIT moveRequested(-1); });
    menu.addAction(tr("Move down") + QStringLiteral("\tAlt+Down"), this,
                   [this] { Q_EMIT moveRequested(1); });
    menu.addAction(tr("Take away") + QStringLiteral("\tDel"), this, &ChartPanel::removalRequested);
    menu.exec(at);
}

void ChartPanel::contextMenuEvent(QContextMenuEvent* event) { openMenu(event->globalPos()); }

void ChartPanel::keyPressEvent(QKeyEvent* event) {
    const bool isAlt = (event->modifiers() & Qt::AltModifier) != 0;
    const int steps = (event->modifiers() & Qt::ShiftModifier) != 0 ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left: Q_EMIT cursorStepped(-steps); return;
    case Qt::Key_Right: Q_EMIT cursorStepped(steps); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: Q_EMIT zoomRequested(0.5); return;
    case Qt::Key_Minus: Q_EMIT zoomRequested(2); return;
    case Qt::Key_Delete: Q_EMIT removalRequested(); return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (isAlt) {
            Q_EMIT moveRequested(event->key() == Qt::Key_Up ? -1 : 1);
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void ChartPanel::paintEvent(QPaintEvent*) {
    if (hasFocus()) {
        QPainter painter(this);
        frameCrisp(painter, rect(), theme::colors().accent, 2);
    }
}

}  // namespace orrery::console
