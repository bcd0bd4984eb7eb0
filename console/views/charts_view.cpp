// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fills the panels from the history; the range follows the newest sample unless a person zoomed.
#include "console/views/charts_view.h"

#include <algorithm>
#include <map>
#include <utility>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/icons.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr std::size_t mostFlags = 40;
constexpr std::size_t mostGrown = 2;          ///< Panels drawn anew in one picture because time has passed.
constexpr Duration flagsBefore = seconds(60); ///< Events can be received before the range they happened in.
constexpr std::size_t oneColumnUpTo = 4;

double millisOf(Instant at, const Moment& now) {
    return static_cast<double>(wallTimeOf(at, now).millis);
}

Instant instantOf(double millis, const Moment& now) {
    return now.at - (now.wall - WallTime{static_cast<std::int64_t>(millis)});
}

std::vector<PanelPlan> usualBoard() {
    return {{Metric::OperationsPerSecond, PanelScope::Grid},
            {Metric::LagMillis, PanelScope::Quantiles},
            {Metric::QueuedWrites, PanelScope::Worst},
            {Metric::CommitP99Millis, PanelScope::Grid}};
}

}  // namespace

ChartsView::ChartsView(const ViewContext& context, QWidget* parent)
    : View(tr("Charts"), context, parent),
      m_grid(new QGridLayout),
      m_span(new SegmentedControl({tr("1 min"), tr("5 min"), tr("1 h"), tr("24 h")}, this)),
      m_comparison(
          new SegmentedControl({tr("Now"), tr("1 h before"), tr("Yesterday")}, this)),
      m_add(new QPushButton(icon(QStringLiteral("plus")), tr("Add"), this)) {
    setObjectName(QStringLiteral("chartsView"));
    setAcceptDrops(true);
    m_grid->setHorizontalSpacing(metrics::scaled(24));
    m_grid->setVerticalSpacing(metrics::scaled(4));
    buildHeader();
    body()->addLayout(m_grid, 1);
    connect(context.cursor, &TimeCursor::pointChanged, this, &ChartsView::showCursor);
    setBoardLayout(QString());
}

void ChartsView::buildHeader() {
    m_span->setObjectName(QStringLiteral("chartsView.span"));
    m_span->setAccessibleName(tr("Span of time"));
    m_span->setCurrent(1);
    m_comparison->setObjectName(QStringLiteral("chartsView.comparison"));
    m_comparison->setAccessibleName(tr("Compare with"));
    m_add->setObjectName(QStringLiteral("chartsView.add"));
    m_add->setToolTip(tr("Add a chart"));
    m_add->setAccessibleName(tr("Add a chart"));
    auto* newest = new QPushButton(icon(QStringLiteral("to-live")), QString(), this);
    newest->setProperty("square", true);
    newest->setToolTip(tr("Follow the newest"));
    newest->setAccessibleName(tr("Follow the newest"));
    newest->setObjectName(QStringLiteral("chartsView.newest"));
    for (QWidget* part : {static_cast<QWidget*>(m_span), static_cast<QWidget*>(m_comparison),
                          static_cast<QWidget*>(newest)}) {
        header()->addWidget(part);
    }
    auto* marked = new QPushButton(icon(QStringLiteral("bookmark")), QString(), this);
    marked->setObjectName(QStringLiteral("chartsView.compareBookmark"));
    marked->setProperty("square", true);
    marked->setAccessibleName(tr("Compare with a bookmark"));
    marked->setToolTip(tr("Compare with a bookmark"));
    header()->addWidget(marked);
    connect(marked, &QPushButton::clicked, this, &ChartsView::comparisonRequested);
    header()->addStretch();
    header()->addWidget(m_add);
    TimeCursor* cursor = context().cursor;
    connect(newest, &QPushButton::clicked, this, [this, cursor] {
        cursor->setFixedRange(std::nullopt);
        refresh(snapshot());
    });
    connect(m_span, &SegmentedControl::chosen, this, [this, cursor](int choice) {
        static constexpr std::int64_t spans[] = {60, 300, 3600, 86400};
        cursor->setFixedRange(std::nullopt);
        cursor->setSpan(seconds(spans[choice]));
        refresh(snapshot());
    });
    connect(m_comparison, &SegmentedControl::chosen, this, [this](int choice) {
        static constexpr std::int64_t ago[] = {0, 3600, 86400};
        compareWith(choice == 0 ? std::nullopt : std::optional(seconds(ago[choice])));
    });
    connect(cursor, &TimeCursor::rangeChanged, newest,
            [cursor, newest] { newest->setEnabled(!cursor->followsNow()); });
    newest->setEnabled(false);
    connect(m_add, &QPushButton::clicked, this, &ChartsView::openAddMenu);
}

void ChartsView::openAddMenu() {
    QMenu menu(this);
    const std::pair<QString, PanelScope> scopes[] = {
        {tr("of the grid"), PanelScope::Grid},
        {tr("over all units"), PanelScope::Quantiles},
        {tr("of the highest units"), PanelScope::Worst}};
    for (const auto& [text, scope] : scopes) {
        QMenu* part = menu.addMenu(text);
        for (const Metric metric : allMetrics()) {
            part->addAction(titleOf(metric), this, [this, metric, scope = scope] {
                addPanel({metric, scope});
            });
        }
    }
    menu.exec(m_add->mapToGlobal(QPoint(0, m_add->height())));
}

bool ChartsView::addPanel(const PanelPlan& plan) {
    if (m_panels.size() >= mostPanels) {
        return false;
    }
    append(plan);
    layOut();
    return true;
}

void ChartsView::append(const PanelPlan& plan) {
    auto* panel = new ChartPanel(plan, this);
    m_panels.push_back(panel);
    connectPanel(panel);
}

void ChartsView::connectPanel(ChartPanel* panel) {
    TimeCursor* cursor = context().cursor;
    TimeChart* chart = &panel->chart();
    connect(chart, &TimeChart::pointed, this, [this, cursor](std::optional<double> at) {
        cursor->setPoint(at ? std::optional<Instant>(instantOf(*at, snapshot()->now))
                            : std::nullopt);
    });
    connect(chart, &TimeChart::rangeChosen, this, [this, cursor](double from, double to) {
        const Moment& now = snapshot()->now;
        cursor->setFixedRange(TimeRange{instantOf(from, now), instantOf(to, now)});
        refresh(snapshot());
    });
    connect(chart, &TimeChart::resetRequested, this, [this, cursor] {
        cursor->setFixedRange(std::nullopt);
        refresh(snapshot());
    });
    connect(panel, &ChartPanel::removalRequested, this,
            [this, panel] { removePanel(indexOf(panel)); });
    connect(panel, &ChartPanel::moveRequested, this,
            [this, panel](int places) { movePanel(indexOf(panel), places); });
    connect(panel, &ChartPanel::scopeChosen, this, [this, panel](PanelScope scope) {
        panel->setScope(scope);
        refresh(snapshot());
        Q_EMIT boardChanged();
    });
    connect(panel, &ChartPanel::cursorStepped, this, &ChartsView::stepCursor);
    connect(panel, &ChartPanel::zoomRequested, this, &ChartsView::zoom);
}

std::size_t ChartsView::indexOf(const ChartPanel* panel) const {
    return static_cast<std::size_t>(std::find(m_panels.begin(), m_panels.end(), panel) -
                                    m_panels.begin());
}

void ChartsView::removePanel(std::size_t index) {
    if (index >= m_panels.size() || m_panels.size() == 1) {
        return;
    }
    ChartPanel* gone = m_panels[index];
    m_panels.erase(m_panels.begin() + static_cast<std::ptrdiff_t>(index));
    m_panels[std::min(index, m_panels.size() - 1)]->setFocus();
    gone->hide();
    gone->setObjectName(QString());
    gone->deleteLater();
    layOut();
}

void ChartsView::movePanel(std::size_t index, int places) {
    const auto target = static_cast<std::ptrdiff_t>(index) + places;
    if (index >= m_panels.size() || target < 0 ||
        target >= static_cast<std::ptrdiff_t>(m_panels.size())) {
        return;
    }
    ChartPanel* moved = m_panels[index];
    m_panels.erase(m_panels.begin() + static_cast<std::ptrdiff_t>(index));
    m_panels.insert(m_panels.begin() + target, moved);
    layOut();
}

void ChartsView::layOut() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item;
    }
    for (int row = 0; row < m_grid->rowCount(); ++row) {
        m_grid->setRowStretch(row, 0);
    }
    const std::size_t columns = m_panels.size() > oneColumnUpTo ? 2 : 1;
    for (std::size_t index = 0; index < m_panels.size(); ++index) {
        ChartPanel* panel = m_panels[index];
        panel->setObjectName(QStringLiteral("chartsView.panel%1").arg(index));
        const int row = static_cast<int>(index / columns);
        m_grid->addWidget(panel, row, static_cast<int>(index % columns));
        m_grid->setRowStretch(row, 1);
        panel->chart().setEdges({.flagWords = row == 0, .timeLabels = index + columns >= m_panels.size()});
        panel->show();
    }
    m_add->setEnabled(m_panels.size() < mostPanels);
    refresh(snapshot());
    Q_EMIT boardChanged();
}

std::vector<PanelPlan> ChartsView::plans() const {
    std::vector<PanelPlan> plans;
    for (const ChartPanel* panel : m_panels) {
        plans.push_back(panel->plan());
    }
    return plans;
}

QString ChartsView::boardLayout() const {
    QStringList words;
    for (const PanelPlan& plan : plans()) {
        words.push_back(QString::number(static_cast<int>(plan.metric)) + QLatin1Char(':') +
                        wordFor(plan.scope));
    }
    return words.join(QLatin1Char(' '));
}

void ChartsView::setBoardLayout(const QString& layout) {
    std::vector<PanelPlan> wanted;
    for (const QString& word : layout.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const int metric = word.section(QLatin1Char(':'), 0, 0).toInt(&isNumber);
        const auto scope = panelScopeFrom(word.section(QLatin1Char(':'), 1));
        if (isNumber && scope && metric >= 0 && metric < static_cast<int>(metricCount) &&
            wanted.size() < mostPanels) {
            wanted.push_back({static_cast<Metric>(metric), *scope});
        }
    }
    for (ChartPanel* panel : std::exchange(m_panels, {})) {
        panel->hide();
        panel->setObjectName(QString());
        panel->deleteLater();
    }
    for (const PanelPlan& plan : wanted.empty() ? usualBoard() : wanted) {
        append(plan);
    }
    layOut();
}

void ChartsView::compareWith(std::optional<Duration> ago) {
    m_ago = ago;
    refresh(snapshot());
}

void ChartsView::compareWithMoment(Instant moment) {
    compareWith(context().cursor->rangeAt(snapshot()->now.at).to - moment);
}

void ChartsView::stepCursor(int steps) {
    constexpr std::int64_t stepsAcross = 200;
    TimeCursor* cursor = context().cursor;
    const TimeRange range = cursor->rangeAt(snapshot()->now.at);
    const Duration step{(range.to - range.from).micros / stepsAcross};
    const Instant at = cursor->point().value_or(range.to) + step * steps;
    cursor->setPoint(std::clamp(at, range.from, range.to));
}

void ChartsView::zoom(double factor) {
    TimeCursor* cursor = context().cursor;
    const TimeRange range = cursor->rangeAt(snapshot()->now.at);
    const auto span =
        static_cast<std::int64_t>(static_cast<double>((range.to - range.from).micros) * factor);
    constexpr Duration least = seconds(10), most = seconds(24 * 3600);
    const Duration wanted = std::clamp(Duration{span}, least, most);
    if (cursor->followsNow() && !cursor->point()) {
        cursor->setSpan(wanted);
    } else {
        const Instant middle =
            cursor->point().value_or(range.from + Duration{(range.to - range.from).micros / 2});
        const Instant from = middle - Duration{wanted.micros / 2};
        cursor->setFixedRange(TimeRange{from, from + wanted});
    }
    refresh(snapshot());
}

void ChartsView::showCursor() {
    const auto point = context().cursor->point();
    for (ChartPanel* panel : m_panels) {
        panel->chart().setCursor(point ? std::optional<double>(millisOf(*point, snapshot()->now))
                                       : std::nullopt);
    }
}

std::vector<ChartFlag> ChartsView::flagsOf(const GridSnapshot& shown, const TimeRange& range) const {
    const Colors& colors = theme::colors();
    std::vector<ChartFlag> flags;
    const std::size_t first = shown.events.firstSince(range.from - flagsBefore);
    for (std::size_t i = shown.events.size(); i-- > first && flags.size() < mostFlags;) {
        const model::GridEvent& event = *shown.events.at(i).event;
        const auto at = static_cast<double>(event.at.millis);
        const QString unit = event.unit ? shown.unitName(*event.unit) : QString();
        switch (event.kind) {
        case model::EventKind::UnitDied:
            flags.push_back({at, tr("%1 died").arg(unit), colors.high, 1});
            break;
        case model::EventKind::OperatorAction:
            flags.push_back({at, QString::fromStdString(event.actor), colors.accent, 2});
            break;
        case model::EventKind::PartitionLost:
            flags.push_back({at, tr("lost"), colors.critical, 0});
            break;
        case model::EventKind::UnitReady:
            flags.push_back({at, tr("%1 ready").arg(unit), colors.dim, 3});
            break;
        default: break;
        }
    }
    std::sort(flags.begin(), flags.end(),
              [](const ChartFlag& a, const ChartFlag& b) { return a.atMillis < b.atMillis; });
    return flags;
}

void ChartsView::showSnapshot(const GridSnapshot& shown) {
    const TimeRange range = context().cursor->rangeAt(shown.now.at);
    const std::vector<ChartFlag> flags = flagsOf(shown, range);
    const ChartPanel::Picture picture{shown, *context().history, range, context().selection->unit(), m_ago};
    std::size_t grown = 0;
    const std::size_t first = m_turn;
    for (std::size_t step = 0; step < m_panels.size(); ++step) {
        const std::size_t index = (first + step) % m_panels.size();
        ChartPanel* panel = m_panels[index];
        panel->chart().setFlags(flags);
        const PanelNeed need = panel->needFor(picture);
        if (need == PanelNeed::InTurn && grown < mostGrown) {
            ++grown;
            m_turn = index + 1;
        } else if (need != PanelNeed::AtOnce) {
            continue;
        }
        panel->showPicture(picture);
    }
    showCursor();
}

std::vector<ChartData> ChartsView::chartData() const {
    std::vector<ChartData> curves;
    for (ChartPanel* panel : m_panels) {
        for (const ChartLine& line : panel->chart().lines()) {
            curves.push_back({titleOf(panel->plan().metric) + QStringLiteral(", ") + line.name,
                              unitOf(panel->plan().metric), line.segments});
        }
    }
    return curves;
}

std::optional<Metric> ChartsView::metricIn(const QMimeData& data) {
    bool isNumber = false;
    const int metric = data.data(QLatin1String(metricMime)).toInt(&isNumber);
    return isNumber && metric >= 0 && metric < static_cast<int>(metricCount)
               ? std::optional(static_cast<Metric>(metric)) : std::nullopt;
}

void ChartsView::dragEnterEvent(QDragEnterEvent* event) {
    if (metricIn(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void ChartsView::dropEvent(QDropEvent* event) {
    if (const std::optional<Metric> metric = metricIn(*event->mimeData())) {
        addPanel({*metric, PanelScope::Quantiles});
        event->acceptProposedAction();
    }
}

}  // namespace orrery::console
