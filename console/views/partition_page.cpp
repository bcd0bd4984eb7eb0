// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One partition: its copies, its state, and what the death of its primary would mean.
#include <QMenu>
#include <QPushButton>
#include <algorithm>

#include "console/actions/offers.h"
#include "console/views/consequence.h"
#include "console/views/detail_pages.h"
#include "console/views/event_facts.h"
#include "console/views/view_support.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/note_card.h"

namespace orrery::console {

namespace {

constexpr int slotTotal = 16384;

const model::PartitionTelemetry* copyOn(const GridSnapshot& snapshot, UnitId unit,
                                        PartitionId partition) {
    const UnitView* view = snapshot.unitView(unit);
    if (view == nullptr || !view->telemetry) {
        return nullptr;
    }
    for (const model::PartitionTelemetry& copy : view->telemetry->partitions) {
        if (copy.partition == partition) {
            return &copy;
        }
    }
    return nullptr;
}

std::vector<Fact> copyFacts(const GridSnapshot& snapshot,
                            const model::PartitionDescription& partition) {
    std::vector<Fact> facts;
    const auto add = [&](UnitId unit, const QString& role, Tone tone) {
        const model::PartitionTelemetry* copy = copyOn(snapshot, unit, partition.id);
        const UnitView* view = snapshot.unitView(unit);
        const QString sequence =
            copy ? PartitionPage::tr("seq %1").arg(formatCount(copy->lastSequence.value))
                 : QString();
        facts.push_back({QStringLiteral("%1   %2").arg(snapshot.unitName(unit), role),
                         sequence,
                         tone,
                         {},
                         view ? wearOf(view->freshness) : Wear::Fresh});
    };
    for (const UnitId unit : partition.inSync) {
        add(unit,
            unit == partition.primary ? PartitionPage::tr("primary")
                                      : PartitionPage::tr("backup, in sync"),
            Tone::Normal);
    }
    for (const UnitId unit : partition.joining) {
        add(unit, PartitionPage::tr("catching up"), Tone::Accent);
    }
    return facts;
}

}  // namespace

PartitionPage::PartitionPage(const ViewContext& context, QWidget* parent)
    : DetailPage(context, parent) {
    setObjectName(QStringLiteral("detailDock.partition"));
    m_stale = addNote({});
    m_copies = addFacts(tr("Copies"));
    m_copies->setRuled();
    m_state = addFacts(tr("State"));
    m_consequence = addNote(tr("If its primary dies now"));
    m_move = makeButton(tr("Move…"), "detailDock.move");
    m_failover = makeButton(tr("Fail over…"), "detailDock.failover");
    auto* charts = makeButton(tr("Charts"), "detailDock.partitionCharts");
    addButtons({m_move, m_failover, charts});
    m_events = addFacts(tr("Recent events"));
    connect(m_move, &QPushButton::clicked, this, &PartitionPage::chooseTarget);
    connect(m_failover, &QPushButton::clicked, this, &PartitionPage::failOver);
    connect(charts, &QPushButton::clicked, this,
            [this] { Q_EMIT viewRequested(ViewName::Charts); });
    finish();
}

void PartitionPage::failOver() {
    model::Action action;
    action.kind = model::ActionKind::FailoverPartition;
    action.partition = m_partition;
    Q_EMIT actionRequested(action);
}

void PartitionPage::chooseTarget() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const model::PartitionDescription* partition = shown()->partition(m_partition);
    for (const model::UnitDescription& unit : shown()->state->units) {
        const bool isPrimary = partition != nullptr && partition->primary == unit.id;
        if (isPrimary || unit.state != model::UnitState::Ready) {
            continue;
        }
        const QString text = tr("to %1").arg(unitWithHost(*shown(), unit.id));
        const std::string name = unit.name;
        menu->addAction(withoutKeyMark(text), this, [this, name] {
            model::Action action;
            action.kind = model::ActionKind::MovePartition;
            action.partition = m_partition;
            action.target = name;
            Q_EMIT actionRequested(action);
        });
    }
    menu->popup(m_move->mapToGlobal(QPoint(0, m_move->height() + 2)));
}

void PartitionPage::show(const GridSnapshot& snapshot) {
    const auto id = context().selection->partition();
    const PartitionView* view = id ? snapshot.partitionView(*id) : nullptr;
    const model::PartitionDescription* partition = id ? snapshot.partition(*id) : nullptr;
    if (view == nullptr || partition == nullptr) {
        return;
    }
    m_partition = *id;
    const int perPartition = slotTotal / std::max<int>(1, snapshot.state->partitionCount);
    const int first = id->value * perPartition;
    setHeading(tr("Partition %1").arg(id->value),
               tr("slots %1–%2").arg(first).arg(first + perPartition - 1));
    m_copies->setFacts(copyFacts(snapshot, *partition));
    const auto aged = [&](const QString& text) { return formatAged(text, view->freshness); };
    m_state->setFacts(
        {{tr("Epoch"), formatCount(partition->epoch.value)},
         {tr("Entries"), view->entries ? aged(formatCount(*view->entries)) : QString()},
         {tr("Memory"), view->bytes ? aged(formatBytes(*view->bytes).joined()) : QString()},
         {tr("Requests"), view->operationsPerSecond
                              ? aged(formatRate(*view->operationsPerSecond).joined())
                              : QString()},
         {tr("Backups behind by"), view->lagRecords
                                       ? aged(tr("%1 changes").arg(formatCount(*view->lagRecords)))
                                       : QString()},
         {tr("Only in memory"), view->onlyInMemory
                                    ? aged(tr("%1 writes").arg(formatCount(*view->onlyInMemory)))
                                    : QString()}});
    const bool risky = partition->inSync.size() <= 1;
    m_consequence->setText(ifPrimaryDies(*snapshot.state, *id), risky ? Tone::High : Tone::Normal);
    showStale(m_stale, view->freshness, view->age);
    showEvents(snapshot);
    offer({{m_move, fits(model::ActionKind::MovePartition, *partition)},
           {m_failover, fits(model::ActionKind::FailoverPartition, *partition)}});
}

void PartitionPage::showEvents(const GridSnapshot& snapshot) {
    m_events->setFacts(recentEvents(
        snapshot, [this](const model::GridEvent& event) { return event.partition == m_partition; }));
}

}  // namespace orrery::console
