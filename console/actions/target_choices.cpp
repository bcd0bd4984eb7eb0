// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows from the table.
#include "console/actions/target_choices.h"

#include <algorithm>
#include <array>
#include <set>

#include <QCoreApplication>

#include "console/actions/offers.h"
#include "console/state/formatting.h"
#include "console/state/name_order.h"

namespace orrery::console {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::TargetChoices", text); }

QString textFrom(const std::string& text) { return QString::fromStdString(text); }

QString unitDetail(const model::UnitDescription& unit, const GridSnapshot& snapshot) {
    const UnitView* view = snapshot.unitView(unit.id);
    const std::string_view state = model::wordFor(unit.state);
    return tr("host %1, %2, %3 primaries")
        .arg(textFrom(unit.host), QString::fromLatin1(state.data(), static_cast<qsizetype>(state.size())),
             view ? formatCount(view->primaries) : unknownText());
}

std::vector<TargetChoice> unitSubjects(model::ActionKind kind, const GridSnapshot& snapshot) {
    std::vector<TargetChoice> choices;
    for (const model::UnitDescription& unit : snapshot.state->units) {
        if (fits(kind, unit)) {
            choices.push_back({textFrom(unit.name), unitDetail(unit, snapshot), offerOf(kind, unit)});
        }
    }
    std::sort(choices.begin(), choices.end(), [](const TargetChoice& a, const TargetChoice& b) {
        return isNamedBefore(a.action.unit, b.action.unit);
    });
    return choices;
}

std::vector<TargetChoice> partitionSubjects(model::ActionKind kind, const GridSnapshot& snapshot) {
    std::vector<TargetChoice> choices;
    for (const model::PartitionDescription& partition : snapshot.state->partitions) {
        if (!fits(kind, partition)) {
            continue;
        }
        model::Action action;
        action.kind = kind;
        action.partition = partition.id;
        choices.push_back({tr("Partition %1").arg(partition.id.value),
                           partition.primary ? tr("led by %1").arg(snapshot.unitName(*partition.primary))
                                             : tr("no primary"),
                           action});
    }
    return choices;
}

std::vector<TargetChoice> hostChoices(const GridSnapshot& snapshot) {
    model::Action action;
    action.kind = model::ActionKind::AddUnit;
    std::vector<TargetChoice> choices{{tr("Any host"), tr("the planner chooses"), action}};
    for (const model::AgentDescription& agent : snapshot.state->agents) {
        const auto units = std::count_if(snapshot.state->units.begin(), snapshot.state->units.end(),
                                         [&agent](const model::UnitDescription& unit) {
                                             return unit.host == agent.host && unit.state == model::UnitState::Ready;
                                         });
        action.host = agent.host;
        choices.push_back({tr("Host %1").arg(textFrom(agent.host)),
                           agent.connected ? tr("%1 units serve there").arg(units) : tr("its agent is not connected"),
                           action});
    }
    std::sort(choices.begin() + 1, choices.end(), [](const TargetChoice& a, const TargetChoice& b) {
        return isNamedBefore(a.action.host, b.action.host);
    });
    return choices;
}

/// Units that can lead the action's partition: for a failover those that hold it in sync, for a move all that serve.
std::vector<TargetChoice> heirChoices(const model::Action& asked, const GridSnapshot& snapshot) {
    std::vector<TargetChoice> choices;
    const model::PartitionDescription* partition = asked.partition ? snapshot.partition(*asked.partition) : nullptr;
    if (!partition) {
        return choices;
    }
    model::Action action = asked;
    const bool failover = asked.kind == model::ActionKind::FailoverPartition;
    if (failover) {
        action.target.clear();
        choices.push_back({tr("Any backup in sync"), tr("the planner chooses"), action});
    }
    for (const model::UnitDescription& unit : snapshot.state->units) {
        const auto& inSync = partition->inSync;
        const bool holds = std::find(inSync.begin(), inSync.end(), unit.id) != inSync.end();
        if (unit.state != model::UnitState::Ready || partition->primary == unit.id || (failover && !holds)) {
            continue;
        }
        action.target = unit.name;
        const QString detail = unitDetail(unit, snapshot);
        choices.push_back({textFrom(unit.name), holds ? tr("%1, holds a copy").arg(detail) : detail, action});
    }
    return choices;
}

/// An operator's line without the reason, which stands behind the colon.
QString whatWasAsked(const model::GridEvent& event) {
    const std::string reason = event.reason.empty() ? std::string() : ": " + event.reason;
    const std::size_t length = event.text.size() - (event.text.ends_with(reason) ? reason.size() : 0);
    return textFrom(event.text.substr(0, length));
}

/// By the words the grid gives its lines: what is done at once has nothing to be stopped.
bool takesTime(const model::GridEvent& event) {
    static constexpr std::array<std::string_view, 5> beginnings = {"Drain ", "Add ", "Restart ", "Move ", "Even "};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&event](std::string_view beginning) { return event.text.starts_with(beginning); });
}

}  // namespace

std::vector<TargetChoice> stoppableOperations(const GridSnapshot& snapshot) {
    constexpr std::size_t mostLines = 2000;
    const EventLog& events = snapshot.events;
    const std::size_t oldest = events.size() > mostLines ? events.size() - mostLines : 0;
    std::set<std::uint64_t> ended;
    std::vector<TargetChoice> choices;
    for (std::size_t index = events.size(); index > oldest; --index) {
        const model::GridEvent& event = *events.at(index - 1).event;
        if (event.kind == model::EventKind::OperationCompleted) {
            ended.insert(event.cause);
        } else if (event.kind == model::EventKind::OperatorAction && !ended.contains(event.number) &&
                   takesTime(event)) {
            model::Action action;
            action.kind = model::ActionKind::StopOperation;
            action.operation = event.number;
            choices.push_back({whatWasAsked(event),
                               tr("by %1, since %2").arg(textFrom(event.actor), formatClock(event.at)), action});
        }
    }
    return choices;
}

std::vector<TargetChoice> pacesFor(const model::Action& action) {
    if (!model::takesPace(action.kind)) {
        return {};
    }
    model::Action paced = action;
    paced.atMost.reset();
    std::vector<TargetChoice> choices{{tr("Fastest"), tr("as many copies and primaries as each unit can take"), paced}};
    for (const std::uint32_t atMost : {8U, 4U, 2U, 1U}) {
        paced.atMost = atMost;
        choices.push_back({QString::number(atMost), tr("%1 at a time in the whole grid").arg(atMost), paced});
    }
    return choices;
}

std::vector<TargetChoice> receiversFor(const model::Action& action, const GridSnapshot& snapshot) {
    switch (action.kind) {
    case model::ActionKind::AddUnit: return hostChoices(snapshot);
    case model::ActionKind::MovePartition:
    case model::ActionKind::FailoverPartition: return heirChoices(action, snapshot);
    default: return {};
    }
}

std::vector<TargetChoice> subjectsFor(model::ActionKind kind, const GridSnapshot& snapshot) {
    switch (kind) {
    case model::ActionKind::AddUnit: return hostChoices(snapshot);
    case model::ActionKind::MovePartition: {
        std::vector<TargetChoice> choices = partitionSubjects(kind, snapshot);
        for (TargetChoice& choice : choices) {
            const auto heirs = heirChoices(choice.action, snapshot);
            choice.action.target = heirs.empty() ? std::string() : heirs.front().action.target;
        }
        return choices;
    }
    case model::ActionKind::FailoverPartition: return partitionSubjects(kind, snapshot);
    case model::ActionKind::RestorePartition: {
        std::vector<TargetChoice> choices = partitionSubjects(kind, snapshot);
        if (choices.size() > 1) {
            model::Action all;
            all.kind = kind;
            choices.insert(choices.begin(),
                           {tr("All lost partitions"), tr("%1 of them").arg(choices.size()), all});
        }
        return choices;
    }
    case model::ActionKind::StopOperation: return stoppableOperations(snapshot);
    case model::ActionKind::BalanceGrid: {
        model::Action action;
        action.kind = kind;
        return {{tr("The whole grid"), tr("copies first, then primaries"), action}};
    }
    default: return unitSubjects(kind, snapshot);
    }
}

QString titleOf(model::ActionKind kind) {
    switch (kind) {
    case model::ActionKind::AddUnit: return tr("Add a unit");
    case model::ActionKind::DrainUnit: return tr("Drain a unit");
    case model::ActionKind::KillUnit: return tr("Kill a unit");
    case model::ActionKind::RestartUnit: return tr("Restart a unit");
    case model::ActionKind::FailoverPartition: return tr("Fail over a partition");
    case model::ActionKind::MovePartition: return tr("Move a partition");
    case model::ActionKind::RestorePartition: return tr("Restore lost partitions");
    case model::ActionKind::PausePump: return tr("Pause a pump");
    case model::ActionKind::ResumePump: return tr("Resume a pump");
    case model::ActionKind::StopOperation: return tr("Stop an operation");
    case model::ActionKind::BalanceGrid: return tr("Even the grid out");
    }
    return {};
}

QString purposeOf(model::ActionKind kind) {
    switch (kind) {
    case model::ActionKind::AddUnit: return tr("More memory and more hands; partitions level out by themselves.");
    case model::ActionKind::DrainUnit: return tr("Hands everything over, then stops. Nothing is refused meanwhile.");
    case model::ActionKind::KillUnit: return tr("Ends the process at once; backups take over.");
    case model::ActionKind::RestartUnit: return tr("Brings a unit back, or gives it a new process.");
    case model::ActionKind::FailoverPartition: return tr("A backup leads at once, without waiting for the primary.");
    case model::ActionKind::MovePartition: return tr("Another unit leads, after its copy is whole.");
    case model::ActionKind::RestorePartition: return tr("Loads what the store has; the rest is gone.");
    case model::ActionKind::PausePump: return tr("The store gets nothing more from this unit until it is resumed.");
    case model::ActionKind::ResumePump: return tr("The store gets what has queued up.");
    case model::ActionKind::StopOperation: return tr("Nothing more of it begins; what has moved stays moved.");
    case model::ActionKind::BalanceGrid: return tr("Every unit gets its share of copies and primaries.");
    }
    return {};
}

QString iconOf(model::ActionKind kind) {
    switch (kind) {
    case model::ActionKind::AddUnit: return QStringLiteral("add-unit");
    case model::ActionKind::DrainUnit: return QStringLiteral("drain");
    case model::ActionKind::KillUnit: return QStringLiteral("kill");
    case model::ActionKind::RestartUnit: return QStringLiteral("restart");
    case model::ActionKind::FailoverPartition: return QStringLiteral("failover");
    case model::ActionKind::MovePartition: return QStringLiteral("move");
    case model::ActionKind::RestorePartition: return QStringLiteral("store");
    case model::ActionKind::PausePump: return QStringLiteral("pause");
    case model::ActionKind::ResumePump: return QStringLiteral("play");
    case model::ActionKind::StopOperation: return QStringLiteral("stop");
    case model::ActionKind::BalanceGrid: return QStringLiteral("matrix");
    }
    return {};
}

}  // namespace orrery::console
