// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in the dock while nothing is chosen: the grid and its last failover, step by step as
// the journal told it.
#include <algorithm>

#include "console/views/detail_pages.h"
#include "console/views/view_support.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"

namespace orrery::console {

namespace {

constexpr std::size_t mostSteps = 8;

bool belongsToFailover(model::EventKind kind) {
    switch (kind) {
    case model::EventKind::UnitDied:
    case model::EventKind::FailoverStarted:
    case model::EventKind::FailoverCompleted:
    case model::EventKind::PartitionLost:
    case model::EventKind::PartitionRestored:
    case model::EventKind::UnitStarted:
    case model::EventKind::UnitReady:
    case model::EventKind::RedundancyRestored: return true;
    default: return false;
    }
}

/// Index of the newest event that began a failover; size() when there was none.
std::size_t lastFailover(const EventLog& log) {
    for (std::size_t i = log.size(); i-- > 0;) {
        const model::EventKind kind = log.at(i).event->kind;
        if (kind == model::EventKind::UnitDied) {
            return i;
        }
    }
    return log.size();
}

std::vector<Fact> stepsFrom(const EventLog& log, std::size_t first) {
    std::vector<Fact> facts;
    const WallTime start = log.at(first).event->at;
    for (std::size_t i = first; i < log.size() && facts.size() < mostSteps; ++i) {
        const model::GridEvent& event = *log.at(i).event;
        if (!belongsToFailover(event.kind)) {
            continue;
        }
        const QString after =
            i == first ? formatClock(event.at)
                       : QStringLiteral("+") +
                             formatDuration(milliseconds(event.at.millis - start.millis)).joined();
        const QString took = event.took.micros > 0 ? formatDuration(event.took).joined() : after;
        facts.push_back(
            {QString::fromStdString(event.text), took, Tone::Normal, QStringLiteral("check")});
        if (event.kind == model::EventKind::RedundancyRestored) {
            break;
        }
    }
    return facts;
}

}  // namespace

GridPage::GridPage(const ViewContext& context, QWidget* parent) : DetailPage(context, parent) {
    setObjectName(QStringLiteral("detailDock.grid"));
    m_grid = addFacts(tr("Grid"));
    m_failoverHeading = addSection(tr("Last failover"));
    m_failover = addFacts({});
    m_ledger = addFacts(tr("Writes"));
    finish();
}

void GridPage::show(const GridSnapshot& snapshot) {
    const model::GridState& state = *snapshot.state;
    setHeading(QString::fromStdString(state.name), tr("nothing chosen; the grid as a whole"));
    const auto controller = std::find_if(state.agents.begin(), state.agents.end(),
                                         [](const auto& agent) { return agent.controller; });
    const auto& totals = snapshot.totals;
    m_grid->setFacts(
        {{tr("Controller"),
          controller == state.agents.end() ? QString() : QString::fromStdString(controller->host)},
         {tr("Epoch"), formatCount(state.epoch.value)},
         {tr("Units reporting"),
          tr("%1 of %2").arg(totals.reportingUnits).arg(totals.expectedUnits)},
         {tr("Partitions"), formatCount(state.partitionCount)},
         {tr("Copies wanted"), formatCount(state.backups + 1u)},
         {tr("Memory of entries"), formatBytes(totals.memoryBytes).joined()}});
    const std::size_t first = lastFailover(snapshot.events);
    const bool any = first < snapshot.events.size();
    m_failoverHeading->setText(any ? tr("Last failover") : tr("No failover seen"));
    m_failover->setFacts(any ? stepsFrom(snapshot.events, first) : std::vector<Fact>{});
    m_ledger->setFacts({{tr("Only in memory"), textOf(totals.onlyInMemory.value)},
                        {tr("Oldest of them"), textOf(totals.oldestOnlyInMemory.value)},
                        {tr("Drained in"), textOf(totals.drainTime.value)},
                        {tr("Dead letters"), formatCount(totals.deadLettered),
                         totals.deadLettered > 0 ? Tone::High : Tone::Normal}});
}

}  // namespace orrery::console
