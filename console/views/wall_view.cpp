// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Four figures, copies, hosts, what needs a person, and the last five minutes.
#include "console/views/wall_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/views/alarm_list.h"
#include "console/views/copies_parts.h"
#include "console/views/figures.h"
#include "console/views/host_card.h"
#include "console/views/trend_row.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

namespace {

constexpr int hostColumns = 3;

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
    body()->addSpacing(20);
    body()->addWidget(makeSection(tr("Needs a person"), this));
    body()->addSpacing(4);
    m_alarms = new AlarmList(5, this);
    m_alarms->setObjectName(QStringLiteral("wallView.alarms"));
    body()->addWidget(m_alarms);
    connect(m_alarms, &AlarmList::chosen, this,
            [this](const AlarmId& id) { this->context().selection->select(id); });
    buildTrends();
}

void WallView::buildFigures() {
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::gap);
    const auto card = [&](const QString& name, const char* object, ViewName target) {
        auto* made = new FigureCard(name, this);
        made->setObjectName(QLatin1String(object));
        made->setPressable();
        connect(made, &Card::pressed, this, [this, target] { Q_EMIT viewRequested(target); });
        row->addWidget(made, 1);
        return made;
    };
    m_requests = card(tr("Requests"), "wallView.requests", ViewName::Charts);
    m_lag = card(tr("Worst replication lag"), "wallView.lag", ViewName::Replication);
    m_memoryOnly = card(tr("Only in memory"), "wallView.memoryOnly", ViewName::Pumps);
    m_hits = card(tr("Hit ratio"), "wallView.hits", ViewName::Charts);
    body()->addLayout(row);
}

void WallView::buildCopies() {
    body()->addSpacing(20);
    auto* line = new QHBoxLayout;
    line->addWidget(makeSection(tr("Copies of partitions"), this));
    line->addStretch();
    m_copiesText = new RunLabel(this);
    m_copiesText->setAlignment(Qt::AlignRight);
    line->addWidget(m_copiesText, 3);
    body()->addLayout(line);
    body()->addSpacing(6);
    m_copies = new StackedBar(16, this);
    body()->addWidget(m_copies);
}

void WallView::buildHosts() {
    body()->addSpacing(20);
    body()->addWidget(makeSection(tr("Units by host"), this));
    body()->addSpacing(8);
    m_hostGrid = new QGridLayout;
    m_hostGrid->setSpacing(metrics::gap);
    for (int column = 0; column < hostColumns; ++column) {
        m_hostGrid->setColumnStretch(column, 1);
    }
    body()->addLayout(m_hostGrid);
}

void WallView::buildTrends() {
    body()->addSpacing(20);
    m_trends = new TrendRow({Metric::OperationsPerSecond, Metric::LagMillis, Metric::QueuedWrites}, 56, this);
    body()->addWidget(m_trends, 1);
}

void WallView::showFigures(const GridSnapshot& shown) {
    const MetricHistory& history = *context().history;
    m_requests->setFigure(requestsFigure(shown, history));
    m_lag->setFigure(lagFigure(shown, history));
    m_memoryOnly->setFigure(memoryOnlyFigure(shown, history));
    m_hits->setFigure(hitFigure(shown, history));
}

void WallView::showHosts(const GridSnapshot& shown) {
    std::vector<std::string> hosts;
    for (const model::UnitDescription& unit : shown.state->units) {
        if (std::find(hosts.begin(), hosts.end(), unit.host) == hosts.end()) {
            hosts.push_back(unit.host);
        }
    }
    std::sort(hosts.begin(), hosts.end());
    while (m_hosts.size() < hosts.size()) {
        auto* card = new HostCard(this);
        const int index = static_cast<int>(m_hosts.size());
        m_hostGrid->addWidget(card, index / hostColumns, index % hostColumns, Qt::AlignTop);
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
    showHosts(shown);
    m_alarms->setSnapshot(shown);
    m_trends->show(shown, *context().history);
}

}  // namespace orrery::console
