// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts of a plan.
#include "console/actions/plan_view_model.h"

#include <algorithm>

#include <QObject>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString fromStd(const std::string& text) { return QString::fromStdString(text); }

QStringList listOf(const std::vector<std::string>& texts) {
    QStringList result;
    for (const std::string& text : texts) {
        result.push_back(fromStd(text));
    }
    return result;
}

QString estimateText(const std::optional<Duration>& estimate) {
    if (!estimate) {
        return unknownText();
    }
    return *estimate < seconds(1) ? QObject::tr("< 1 s") : formatDuration(*estimate).joined();
}

QString pauseText(const model::Plan& plan) {
    if (!plan.pauseMedian && !plan.pauseP95) {
        return QObject::tr("none measured yet");
    }
    const auto part = [](const std::optional<Duration>& pause) {
        return pause ? formatDuration(*pause).joined() : unknownText();
    };
    return part(plan.pauseMedian) + QStringLiteral(" / ") + part(plan.pauseP95);
}

int priorityWhen(bool trouble, int priority) { return trouble ? priority : 0; }

/// Share of its limit that a receiver uses afterwards; none without a report or a limit.
std::optional<double> fillOf(const model::ReceiverLoad& receiver) {
    if (!receiver.memoryAfter || receiver.memoryLimit == 0) {
        return std::nullopt;
    }
    return static_cast<double>(*receiver.memoryAfter) / static_cast<double>(receiver.memoryLimit);
}

/// From this share of its limit on, a receiver is named as a risk.
constexpr double fullFrom = 0.9;

}  // namespace

PlanViewModel::PlanViewModel(const model::Plan& plan, const GridSnapshot& snapshot)
    : m_plan(plan), m_dataFresh(snapshot.actionsAllowed) {
    fillSteps();
    fillEffects();
}

void PlanViewModel::fillSteps() {
    for (const model::PlanStep& step : m_plan.steps) {
        m_steps.push_back({static_cast<int>(m_steps.size()) + 1, fromStd(step.text),
                           estimateText(step.estimate)});
    }
}

void PlanViewModel::fillEffects() {
    const auto& risk = m_plan.writesAtRisk;
    m_effects.push_back({QObject::tr("Acknowledged writes at risk"),
                         risk ? formatCount(*risk) : QObject::tr("not known"),
                         priorityWhen(!risk || *risk > 0, 1)});
    m_effects.push_back({QObject::tr("Pause per partition, p50 / p95"), pauseText(m_plan), 0});
    m_effects.push_back({QObject::tr("Partitions with one copy meanwhile"),
                         formatCount(m_plan.oneCopyMeanwhile),
                         priorityWhen(m_plan.oneCopyMeanwhile > 0, 2)});
    addPrimaries();
    m_effects.push_back({QObject::tr("Copies rebuilt"), formatCount(m_plan.copiesRebuilt), 0});
    m_effects.push_back(
        {QObject::tr("Bytes to move"), formatBytes(m_plan.bytesToMove).joined(), 0});
    addReceivers();
    addPumps();
    m_effects.push_back({QObject::tr("Partitions with both copies on one host after"),
                         formatCount(m_plan.sharedHostAfter),
                         priorityWhen(m_plan.sharedHostAfter > 0, 2)});
}

/// What leaves the unit is one figure, what moves among the others so that all carry alike is another.
void PlanViewModel::addPrimaries() {
    const std::uint32_t leaving = primariesLeaving(m_plan);
    if (leaving == 0 || leaving == m_plan.primariesMoved) {
        m_effects.push_back({QObject::tr("Primaries moved"), formatCount(m_plan.primariesMoved), 0});
        return;
    }
    m_effects.push_back({QObject::tr("Primaries moved off %1").arg(fromStd(m_plan.action.unit)), formatCount(leaving), 0});
    m_effects.push_back(
        {QObject::tr("Primaries moved to even out the others"), formatCount(m_plan.primariesMoved - leaving), 0});
}

/// The fullest receiver by name; without limits the one that will hold most.
void PlanViewModel::addReceivers() {
    const model::ReceiverLoad* worst = nullptr;
    for (const model::ReceiverLoad& receiver : m_plan.receivers) {
        const auto isWorse = [](const model::ReceiverLoad& one, const model::ReceiverLoad& other) {
            const auto first = fillOf(one), second = fillOf(other);
            return first != second ? first.value_or(-1) > second.value_or(-1)
                                   : one.memoryAfter.value_or(0) > other.memoryAfter.value_or(0);
        };
        if (!worst || isWorse(receiver, *worst)) {
            worst = &receiver;
        }
    }
    if (!worst) {
        return;
    }
    const QString label = QObject::tr("Memory of receivers after");
    const QString name = fromStd(worst->unit);
    if (const auto fill = fillOf(*worst)) {
        m_effects.push_back({label, QObject::tr("%1 at most (%2)").arg(formatRatio(*fill).joined(), name),
                             priorityWhen(*fill > fullFrom, *fill > 1.0 ? 1 : 2)});
    } else if (worst->memoryAfter) {
        m_effects.push_back(
            {label, QObject::tr("%1 at most (%2)").arg(formatBytes(*worst->memoryAfter).joined(), name), 0});
    } else {
        m_effects.push_back({label, QObject::tr("not known"), 0});
    }
}

void PlanViewModel::addPumps() {
    if (m_plan.pumpsHandedOver == 0) {
        return;
    }
    const QString count = formatCount(m_plan.pumpsHandedOver);
    m_effects.push_back({QObject::tr("Pumps handed over"),
                         m_plan.queuedHandedOver
                             ? QObject::tr("%1, %2 queued").arg(count, formatCount(*m_plan.queuedHandedOver))
                             : count,
                         0});
}

QString PlanViewModel::title() const {
    return m_plan.title.empty() ? describe(m_plan.action) : fromStd(m_plan.title);
}

QString PlanViewModel::subtitle() const {
    return QObject::tr(
               "Plan of the control plane at epoch %1. It is refused and made again if the table "
               "changes.")
        .arg(m_plan.epoch.value);
}

QString PlanViewModel::blockerHeading() const {
    const std::size_t count = m_plan.blockers.size();
    if (count == 0) {
        return QObject::tr("Nothing blocks this plan");
    }
    return count == 1 ? QObject::tr("One rule blocks this plan")
                      : QObject::tr("%1 rules block this plan").arg(count);
}

QStringList PlanViewModel::blockers() const { return listOf(m_plan.blockers); }

QStringList PlanViewModel::warnings() const { return listOf(m_plan.warnings); }

QString PlanViewModel::undo() const { return fromStd(m_plan.undo); }

QString PlanViewModel::buttonText() const {
    return m_plan.button.empty() ? describe(m_plan.action) : fromStd(m_plan.button);
}

QString riskText(model::RiskTier tier) {
    switch (tier) {
    case model::RiskTier::Look: return QObject::tr("Changes nothing");
    case model::RiskTier::Reversible: return QObject::tr("Reversible");
    case model::RiskTier::Service: return QObject::tr("Affects service");
    case model::RiskTier::DataLoss: return QObject::tr("May lose data");
    }
    return {};
}

std::optional<QString> PlanViewModel::wordToType() const {
    if (m_plan.tier != model::RiskTier::DataLoss) {
        return std::nullopt;
    }
    if (m_plan.writesAtRisk) {
        return QString::number(*m_plan.writesAtRisk);
    }
    if (!m_plan.action.unit.empty()) {
        return fromStd(m_plan.action.unit);
    }
    return m_plan.action.partition ? QString::number(m_plan.action.partition->value)
                                   : QStringLiteral("ALL");
}

QString PlanViewModel::typingPrompt() const {
    const auto word = wordToType();
    if (!word) {
        return {};
    }
    if (!m_plan.writesAtRisk) {
        return QObject::tr(
                   "Type %1 to confirm that acknowledged writes may be lost, nobody knows how many")
            .arg(*word);
    }
    return QObject::tr("Type %1 to confirm that up to %2 acknowledged writes may be lost")
        .arg(*word, formatCount(*m_plan.writesAtRisk));
}

QString PlanViewModel::whyDisabled(const Entry& entry) const {
    if (!m_plan.blockers.empty()) {
        return fromStd(m_plan.blockers.front());
    }
    if (!m_dataFresh && m_plan.tier >= model::RiskTier::Service) {
        return QObject::tr("What is on screen is too old to act on.");
    }
    if (reasonRequired() && entry.reason.trimmed().isEmpty()) {
        return QObject::tr("Give a reason; it is kept in the audit.");
    }
    if (const auto word = wordToType(); word && entry.typed.trimmed() != *word) {
        return typingPrompt();
    }
    return {};
}

std::uint32_t primariesLeaving(const model::Plan& plan) {
    return static_cast<std::uint32_t>(
        std::count_if(plan.primaryChanges.begin(), plan.primaryChanges.end(), [&plan](const model::PrimaryChange& change) {
            return !plan.action.unit.empty() && change.from == plan.action.unit;
        }));
}

QString describe(const model::Action& action) {
    const QString unit = fromStd(action.unit);
    const QString target = fromStd(action.target);
    const QString partition =
        action.partition ? QString::number(action.partition->value) : QString();
    switch (action.kind) {
    case model::ActionKind::AddUnit:
        return action.host.empty() ? QObject::tr("Add a unit")
                                   : QObject::tr("Add a unit on host %1").arg(fromStd(action.host));
    case model::ActionKind::DrainUnit: return QObject::tr("Drain %1").arg(unit);
    case model::ActionKind::KillUnit: return QObject::tr("Kill %1").arg(unit);
    case model::ActionKind::RestartUnit: return QObject::tr("Restart %1").arg(unit);
    case model::ActionKind::FailoverPartition:
        return target.isEmpty()
                   ? QObject::tr("Fail over partition %1").arg(partition)
                   : QObject::tr("Fail over partition %1 to %2").arg(partition, target);
    case model::ActionKind::MovePartition:
        return QObject::tr("Move partition %1 to %2").arg(partition, target);
    case model::ActionKind::RestorePartition:
        return partition.isEmpty()
                   ? QObject::tr("Restore all lost partitions from the store")
                   : QObject::tr("Restore partition %1 from the store").arg(partition);
    case model::ActionKind::PausePump: return QObject::tr("Pause the pump of %1").arg(unit);
    case model::ActionKind::ResumePump: return QObject::tr("Resume the pump of %1").arg(unit);
    }
    return {};
}

}  // namespace orrery::console
