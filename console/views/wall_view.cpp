// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Four figures, copies, units, what needs a person, and the last five minutes. The page is always used
// to its end: what is left over goes to tiles and trends, and on a low page the trends give way.
#include "console/views/wall_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/state/name_order.h"
#include "console/views/alarm_list.h"
#include "console/views/copies_parts.h"
#include "console/views/figures.h"
#include "console/views/host_card.h"
#include "console/views/trend_row.h"
#include "console/views/unit_tiles.h"
#include "console/widgets/card_grid.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

namespace {

constexpr int hostColumns = 3;
constexpr int leastHost = 150;     ///< Widths of cards at 100 %, before zooming.
constexpr int leastFigure = 112;
constexpr double cardShare = 0.4;  ///< Of the page's height that cards may take.
constexpr int lowPage = 624;       ///< At 100 %, before zooming: below, there is no room for trends.
constexpr double plainWidth = 1080;
constexpr double plainHeight = 720;

std::vector<std::string> hostsOf(const GridSnapshot& snapshot) {
    std::vector<std::string> hosts;
    for (const model::UnitDescription& unit : snapshot.state->units) {
        if (std::find(hosts.begin(), hosts.end(), unit.host) == hosts.end()) {
            hosts.push_back(unit.host);
        }
    }
    std::sort(hosts.begin(), hosts.end(), isNamedBefore);
    return hosts;
}

}  // namespace

WallView::WallView(const ViewContext& context, QWidget* parent)
    : View(tr("Wall"), context, parent) {
    setObjectName(QStringLiteral("wallView"));
    header()->addStretch();
    auto* full = new QPushButton(icon(QStringLiteral("fullscreen")), tr("Full screen"), this);
    full->setObjectName(QStringLiteral("wallView.fullScreen"));
    full->setToolTip(tr("F11"));
    header()->addWidget(full);
    connect(full, &QPushButton::clicked, this, &View::fullScreenRequested);
    buildFigures();
    buildCopies();
    buildHosts();
    buildAlarms();
    buildTrends();
}

ToneLabel* WallView::addedSection(const QString& text) {
    m_sections.push_back(makeSection(text, this));
    return m_sections.back();
}

void WallView::buildAlarms() {
    body()->addSpacing(metrics::scaled(20));
    auto* line = new QHBoxLayout;
    line->addWidget(addedSection(tr("Needs a person")));
    line->addStretch();
    m_failovers = new RunLabel(this);
    m_failovers->setObjectName(QStringLiteral("wallView.failovers"));
    m_failovers->setAlignment(Qt::AlignRight);
    line->addWidget(m_failovers, 3);
    body()->addLayout(line);
    body()->addSpacing(metrics::scaled(4));
    m_alarms = new AlarmList(5, this);
    m_alarms->setObjectName(QStringLiteral("wallView.alarms"));
    body()->addWidget(m_alarms);
    connect(m_alarms, &AlarmList::chosen, this,
            [this](const AlarmId& id) { context().selection->select(id); });
}

void WallView::buildFigures() {
    m_figures = new CardGrid(leastFigure, 4, this);
    const auto card = [&](const QString& name, const char* object, ViewName target) {
        auto* made = new FigureCard(name, this);
        made->setObjectName(QLatin1String(object));
        made->setPressable();
        connect(made, &Card::pressed, this, [this, target] { Q_EMIT viewRequested(target); });
        m_figures->add(made);
        return made;
    };
    m_requests = card(tr("Requests"), "wallView.requests", ViewName::Charts);
    m_lag = card(tr("Worst replication lag"), "wallView.lag", ViewName::Replication);
    m_memoryOnly = card(tr("Only in memory"), "wallView.memoryOnly", ViewName::Pumps);
    m_hits = card(tr("Hit ratio"), "wallView.hits", ViewName::Charts);
    body()->addWidget(m_figures);
}

void WallView::buildCopies() {
    body()->addSpacing(metrics::scaled(20));
    auto* line = new QHBoxLayout;
    line->addWidget(addedSection(tr("Copies of partitions")));
    line->addStretch();
    m_copiesText = new RunLabel(this);
    m_copiesText->setAlignment(Qt::AlignRight);
    line->addWidget(m_copiesText, 3);
    body()->addLayout(line);
    body()->addSpacing(metrics::scaled(6));
    m_copies = new StackedBar(16, this);
    body()->addWidget(m_copies);
}

void WallView::buildHosts() {
    body()->addSpacing(metrics::scaled(20));
    auto* line = new QHBoxLayout;
    line->addWidget(addedSection(tr("Units by host")));
    line->addStretch();
    m_tileText = makeExplanation(tr("a tile a unit: filled as far as it leads its copies"), this);
    m_tileText->setWordWrap(false);
    line->addWidget(m_tileText);
    body()->addLayout(line);
    body()->addSpacing(metrics::scaled(8));
    m_hostGrid = new CardGrid(leastHost, hostColumns, this);
    body()->addWidget(m_hostGrid);
    m_tiles = new UnitTiles(this);
    m_tiles->setObjectName(QStringLiteral("wallView.tiles"));
    m_tiles->hide();
    body()->addWidget(m_tiles, 3);
    connect(m_tiles, &UnitTiles::unitChosen, this,
            [this](UnitId id) { context().selection->select(id); });
    connect(m_tiles, &UnitTiles::unitOpened, this, [this](UnitId id) {
        context().selection->select(id);
        Q_EMIT viewRequested(ViewName::Units);
    });
}

void WallView::buildTrends() {
    m_trends = new TrendRow({Metric::OperationsPerSecond, Metric::LagMillis, Metric::QueuedWrites}, 48, this);
    m_trends->layout()->setContentsMargins(0, metrics::scaled(20), 0, 0);
    body()->addWidget(m_trends, 2);
    body()->addStretch();   // Without them, what is left over is below and not between.
}

double WallView::zoom() const {
    // The font scale has made everything larger already: only the room beyond it is for zooming.
    const double room = std::min(width() / plainWidth, height() / plainHeight) / metrics::scaled(1.0);
    return std::clamp(room, 1.0, 3.0);
}

void WallView::applyZoom() {
    const double zoom = this->zoom();
    for (FigureCard* card : {m_requests, m_lag, m_memoryOnly, m_hits}) {
        card->setZoom(zoom);
    }
    for (HostCard* card : m_hosts) {
        card->setZoom(zoom);
    }
    m_figures->setZoom(zoom);
    m_hostGrid->setZoom(zoom);
    m_tiles->setZoom(zoom);
    for (ToneLabel* section : m_sections) {
        zoomSection(*section, zoom);
    }
    m_copiesText->setZoom(zoom);
    m_failovers->setZoom(zoom);
    m_alarms->setZoom(zoom);
    m_trends->setZoom(zoom);
    m_trends->setVisible(height() >= metrics::scaled(lowPage));
}

void WallView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    applyZoom();
    if (snapshot()->hasState) {
        showUnits(*snapshot());
    }
}

WallView::UnitPicture WallView::pictureFor(const GridSnapshot& shown, std::size_t hosts) const {
    const auto columns = static_cast<std::size_t>(m_hostGrid->columnsFor(width() - 2 * metrics::margin,
                                                                         static_cast<int>(hosts)));
    const auto lines = static_cast<int>((hosts + columns - 1) / columns);
    const auto each =
        static_cast<int>((shown.units.size() + hosts - 1) / std::max<std::size_t>(1, hosts));
    const double needed = (HostCard::heightFor(each) + metrics::gap) * lines * zoom();
    return needed <= height() * cardShare ? UnitPicture::Cards : UnitPicture::Tiles;
}

void WallView::showFigures(const GridSnapshot& shown) {
    const MetricHistory& history = *context().history;
    m_requests->setFigure(requestsFigure(shown, history));
    m_lag->setFigure(lagFigure(shown, history));
    m_memoryOnly->setFigure(memoryOnlyFigure(shown, history));
    m_hits->setFigure(hitFigure(shown, history));
}

void WallView::showUnits(const GridSnapshot& shown) {
    const std::vector<std::string> hosts = hostsOf(shown);
    const bool tiles = pictureFor(shown, hosts.size()) == UnitPicture::Tiles;
    m_tiles->setVisible(tiles);
    m_tileText->setVisible(tiles);
    if (tiles) {
        m_tiles->setSnapshot(snapshot());
        m_tiles->setSelected(context().selection->unit());
    }
    showHosts(tiles ? std::vector<std::string>{} : hosts);
}

void WallView::showFailovers(const GridSnapshot& shown) {
    constexpr std::int64_t dayMillis = 24 * 3600 * 1000;
    std::uint64_t count = 0;
    const model::GridEvent* last = nullptr;
    for (std::size_t i = shown.events.size(); i-- > 0;) {
        const model::GridEvent& event = *shown.events.at(i).event;
        if (shown.now.wall.millis - event.at.millis > dayMillis) {
            break;
        }
        if (event.kind == model::EventKind::FailoverCompleted) {
            last = last == nullptr ? &event : last;
            ++count;
        }
    }
    std::vector<TextRun> runs{{tr("failovers in 24 h  "), Tone::Dim, RunStyle::Text},
                              {formatCount(count), Tone::Normal, RunStyle::StrongFigure}};
    if (last != nullptr) {
        runs.push_back({tr("  last %1").arg(formatClock(last->at)), Tone::Dim, RunStyle::Text});
    }
    m_failovers->setRuns(std::move(runs));
}

void WallView::showHosts(const std::vector<std::string>& hosts) {
    while (m_hosts.size() < hosts.size()) {
        auto* card = new HostCard(this);
        card->setZoom(zoom());
        m_hostGrid->add(card);
        connect(card, &HostCard::unitChosen, this,
                [this](UnitId id) { context().selection->select(id); });
        connect(card, &HostCard::unitOpened, this, [this](UnitId id) {
            context().selection->select(id);
            Q_EMIT viewRequested(ViewName::Units);
        });
        m_hosts.push_back(card);
    }
    for (std::size_t i = 0; i < m_hosts.size(); ++i) {
        m_hosts[i]->setVisible(i < hosts.size());
        if (i < hosts.size()) {
            m_hosts[i]->setHost(snapshot(), hosts[i], context().selection->unit());
        }
    }
}

void WallView::showSnapshot(const GridSnapshot& shown) {
    showFigures(shown);
    m_copies->setParts(copiesParts(shown.totals));
    m_copiesText->setRuns(copiesText(shown.totals));
    showUnits(shown);
    showFailovers(shown);
    m_alarms->setSnapshot(shown);
    m_trends->showSnapshot(shown, *context().history);
}

}  // namespace orrery::console
