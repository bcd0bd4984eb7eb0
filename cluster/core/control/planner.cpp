// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/planner.h"

#include "cluster/core/control/placement.h"
#include "cluster/core/control/planner_parts.h"
#include "shared/base/crc32c.h"
#include "shared/model/codec.h"
#include "shared/resp/writer.h"

namespace orrery::core {
namespace {

using model::ActionKind;

std::string titleOf(const model::Action& action) {
    switch (action.kind) {
    case ActionKind::DrainUnit:
        return "Drain unit " + action.unit;
    case ActionKind::KillUnit:
        return "Kill unit " + action.unit;
    case ActionKind::RestartUnit:
        return "Restart unit " + action.unit;
    case ActionKind::AddUnit:
        return "Add a unit";
    case ActionKind::FailoverPartition:
    case ActionKind::MovePartition:
        return "Move partition" + (action.partition ? " " + std::to_string(action.partition->value) : std::string());
    case ActionKind::RestorePartition:
        return "Restore lost partitions";
    case ActionKind::PausePump:
        return "Pause the pump of " + action.unit;
    case ActionKind::ResumePump:
        return "Resume the pump of " + action.unit;
    case ActionKind::StopOperation:
        return "Stop operation" + (action.operation ? " " + std::to_string(*action.operation) : std::string());
    case ActionKind::BalanceGrid:
        return "Even the grid out";
    }
    return {};
}

void planAction(model::Plan& plan, const PlanBase& base) {
    switch (plan.action.kind) {
    case ActionKind::DrainUnit:
        return planDrain(plan, base);
    case ActionKind::KillUnit:
        return planKill(plan, base);
    case ActionKind::AddUnit:
    case ActionKind::RestartUnit:
        return planStart(plan, base);
    case ActionKind::FailoverPartition:
    case ActionKind::MovePartition:
        return planMove(plan, base);
    case ActionKind::RestorePartition:
        return planRestore(plan, base);
    case ActionKind::PausePump:
    case ActionKind::ResumePump:
        return planPump(plan, base);
    case ActionKind::StopOperation:
        return planStop(plan, base);
    case ActionKind::BalanceGrid:
        return planBalance(plan, base);
    }
}

}  // namespace

std::string digestOf(const model::Plan& plan) {
    model::Plan named = plan;
    named.digest.clear();
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(model::encode(named));
    std::uint32_t sum = crc32c(bytes);
    std::string digits(8, '0');
    for (std::size_t digit = digits.size(); digit > 0; --digit, sum >>= 4) {
        digits[digit - 1] = "0123456789abcdef"[sum & 15];
    }
    return digits;
}

model::Plan makePlan(const model::GridState& state, const model::Action& action, const TelemetryByUnit& telemetry,
                     const PauseFigures& pauses, const PumpIntake& intake, const UnderWay& underWay) {
    model::Plan plan;
    plan.action = action;
    plan.epoch = state.epoch;
    plan.title = titleOf(action);
    plan.blockers = blockersOf(state, action, underWay);
    if (plan.blockers.empty()) {
        planAction(plan, PlanBase{state, telemetry, pauses, intake, underWay});
    } else {
        plan.copiesBefore = copiesHistogram(state);
        plan.copiesAfter = plan.copiesBefore;
        plan.sharedHostAfter = partitionsSharingHost(state);
    }
    plan.digest = digestOf(plan);
    return plan;
}

}  // namespace orrery::core
