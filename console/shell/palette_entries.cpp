// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/palette_entries.h"

#include <QCoreApplication>

#include "console/actions/offers.h"
#include "console/actions/target_choices.h"
#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Palette", text); }

PaletteEntry actionEntry(const QString& text, const QString& iconName, const model::Action& action,
                         const PaletteHandlers& handlers) {
    return {QLatin1Char('a'), text, tr("plan"), iconName, [propose = handlers.propose, action] { propose(action); },
            QStringLiteral("a/") + text, handlers.whyNoAction};
}

void addUnitActions(const model::UnitDescription& unit, const PaletteHandlers& handlers,
                    std::vector<PaletteEntry>& entries) {
    for (const model::ActionKind kind : offersFor(unit)) {
        entries.push_back(actionEntry(tr("%1…").arg(offerText(kind, unit)), iconOf(kind), offerOf(kind, unit), handlers));
    }
}

void addUnits(const GridSnapshot& snapshot, Offer offer, const PaletteHandlers& handlers,
              std::vector<PaletteEntry>& entries) {
    for (const model::UnitDescription& unit : snapshot.state->units) {
        const auto state = model::wordFor(unit.state);
        entries.push_back({QLatin1Char('u'), tr("Unit %1").arg(QString::fromStdString(unit.name)),
                           QString::fromUtf8(state.data(), static_cast<qsizetype>(state.size())),
                           QStringLiteral("unit"), [select = handlers.select, id = unit.id] { select(id); },
                           QStringLiteral("u/") + QString::fromStdString(unit.name)});
        if (offer == Offer::Actions) {
            addUnitActions(unit, handlers, entries);
        }
    }
}

void addNewUnits(const GridSnapshot& snapshot, const PaletteHandlers& handlers, std::vector<PaletteEntry>& entries) {
    entries.push_back(actionEntry(tr("Add a unit…"), QStringLiteral("add-unit"),
                                  model::Action{model::ActionKind::AddUnit, {}, {}, {}, {}}, handlers));
    for (const model::AgentDescription& agent : snapshot.state->agents) {
        entries.push_back(actionEntry(tr("Add a unit on host %1…").arg(QString::fromStdString(agent.host)),
                                      QStringLiteral("add-unit"),
                                      model::Action{model::ActionKind::AddUnit, {}, agent.host, {}, {}}, handlers));
    }
}

void addPartitions(const GridSnapshot& snapshot, Offer offer, const PaletteHandlers& handlers,
                   std::vector<PaletteEntry>& entries) {
    for (const model::PartitionDescription& partition : snapshot.state->partitions) {
        const QString number = QString::number(partition.id.value);
        entries.push_back({QLatin1Char('p'), tr("Partition %1").arg(number),
                           partition.primary ? snapshot.unitName(*partition.primary) : tr("no primary"),
                           QStringLiteral("partition"), [select = handlers.select, id = partition.id] { select(id); },
                           QStringLiteral("p/") + number});
        if (offer == Offer::Actions && fits(model::ActionKind::FailoverPartition, partition)) {
            entries.push_back(actionEntry(tr("Fail over partition %1…").arg(number), QStringLiteral("failover"),
                                          model::Action{model::ActionKind::FailoverPartition, {}, {}, partition.id, {}},
                                          handlers));
        }
        if (offer == Offer::Actions && handlers.move && fits(model::ActionKind::MovePartition, partition)) {
            const QString text = tr("Move partition %1…").arg(number);
            entries.push_back({QLatin1Char('a'), text, tr("where to"), QStringLiteral("move"),
                               [move = handlers.move, id = partition.id] { move(id); }, QStringLiteral("a/") + text,
                               handlers.whyNoAction});
        }
    }
}

void addEvents(const GridSnapshot& snapshot, const PaletteHandlers& handlers, std::vector<PaletteEntry>& entries) {
    const std::size_t count = snapshot.events.size();
    const std::size_t oldest = count > mostPaletteEvents ? count - mostPaletteEvents : 0;
    for (std::size_t index = count; index > oldest; --index) {
        const model::GridEvent& event = *snapshot.events.at(index - 1).event;
        entries.push_back({QLatin1Char('e'), QString::fromStdString(event.text), formatClock(event.at),
                           QStringLiteral("events"),
                           [select = handlers.select, number = EventNumber{event.number}] { select(number); }});
    }
}

void addMetrics(const PaletteHandlers& handlers, std::vector<PaletteEntry>& entries) {
    for (const Metric metric : allMetrics()) {
        entries.push_back({QLatin1Char('m'), titleOf(metric), unitOf(metric), QStringLiteral("charts"),
                           [chart = handlers.chart, metric] { chart(metric); },
                           QStringLiteral("m/%1").arg(static_cast<int>(metric))});
    }
}

}  // namespace

std::vector<PaletteEntry> paletteEntries(const GridSnapshot& snapshot, Offer offer, const PaletteHandlers& handlers) {
    std::vector<PaletteEntry> entries;
    addUnits(snapshot, offer, handlers, entries);
    if (offer == Offer::Actions) {
        addNewUnits(snapshot, handlers, entries);
    }
    addPartitions(snapshot, offer, handlers, entries);
    addMetrics(handlers, entries);
    addEvents(snapshot, handlers, entries);
    return entries;
}

std::optional<model::Action> likelyAction(const GridSnapshot& snapshot, const Selected& selected) {
    model::Action action;
    if (const auto* id = std::get_if<UnitId>(&selected)) {
        const model::UnitDescription* unit = snapshot.unit(*id);
        const auto offers = unit != nullptr ? offersFor(*unit) : std::vector<model::ActionKind>{};
        return offers.empty() ? std::nullopt : std::optional(offerOf(offers.front(), *unit));
    }
    if (const auto* id = std::get_if<PartitionId>(&selected)) {
        const model::PartitionDescription* partition = snapshot.partition(*id);
        if (partition == nullptr || !fits(model::ActionKind::FailoverPartition, *partition)) {
            return std::nullopt;
        }
        action.kind = model::ActionKind::FailoverPartition;
        action.partition = *id;
        return action;
    }
    return std::nullopt;
}

}  // namespace orrery::console
