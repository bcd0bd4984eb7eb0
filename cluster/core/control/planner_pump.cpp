// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans for holding a pump still and letting it go on.
#include <algorithm>

#include "cluster/core/control/planner_parts.h"

namespace orrery::core {
namespace {

using model::ActionKind;

/// When a backlog that grows by `perSecond` changes reaches its limit; none when their size is not known.
std::optional<Duration> untilFull(const model::PumpTelemetry& pump, std::uint64_t perSecond) {
    if (pump.queued == 0 || perSecond == 0 || pump.limitBytes <= pump.queuedBytes) {
        return std::nullopt;
    }
    const std::uint64_t bytesPerSecond = std::max<std::uint64_t>(pump.queuedBytes / pump.queued, 1) * perSecond;
    return milliseconds(static_cast<std::int64_t>((pump.limitBytes - pump.queuedBytes) * 1000 / bytesPerSecond));
}

void planPause(model::Plan& plan, const PlanBase& base, const model::UnitDescription& unit,
               const model::UnitTelemetry* figures) {
    plan.tier = model::RiskTier::Service;
    plan.button = "Pause the pump of " + unit.name;
    plan.steps.push_back({"The batch under way is finished, then nothing of " + unit.name + " goes to the store", {}});
    const auto pace = base.intake.find(unit.id);
    const bool isPaceKnown = figures != nullptr && pace != base.intake.end();
    plan.steps.push_back({"The backlog of " + unit.name + " grows" +
                              (isPaceKnown ? " by " + counted(pace->second, "change", "changes") + " a second"
                                           : std::string()), {}});
    const auto full = isPaceKnown ? untilFull(figures->pump, pace->second) : std::nullopt;
    plan.steps.push_back({"At its limit, writers of " + unit.name + " are throttled", full});
    plan.warnings.push_back("What waits in the queue lives in memory only: its copies protect it, the store does "
                            "not have it");
    plan.warnings.push_back("A copy that has to be built anew from " + unit.name +
                            " joins only after the pump is resumed");
    if (figures != nullptr && figures->pump.state == model::PumpState::Off) {
        plan.warnings.push_back(unit.name + " has no store: there is nothing to pause");
    }
}

void planResume(model::Plan& plan, const model::UnitDescription& unit, const model::UnitTelemetry* figures) {
    plan.tier = model::RiskTier::Reversible;
    plan.button = "Resume the pump of " + unit.name;
    plan.steps.push_back({figures != nullptr
                              ? counted(figures->pump.queued, "waiting change goes", "waiting changes go") +
                                    " to the store"
                              : "What waits goes to the store", {}});
}

}  // namespace

void planPump(model::Plan& plan, const PlanBase& base) {
    const model::UnitDescription& unit = *model::findUnit(base.state, plan.action.unit);
    const model::UnitTelemetry* figures = figuresOf(base.telemetry, unit.id);
    fillEffects(plan, base, asItIs(base.state));
    plan.oneCopyMeanwhile = 0;   // Copies have no part in it.
    plan.writesAtRisk = 0;
    model::Action back;
    back.unit = unit.name;
    if (plan.action.kind == ActionKind::PausePump) {
        planPause(plan, base, unit, figures);
        back.kind = ActionKind::ResumePump;
        plan.undo = "\"Resume the pump of " + unit.name + "\": everything that waited goes to the store.";
    } else {
        planResume(plan, unit, figures);
        back.kind = ActionKind::PausePump;
        plan.undo = "\"Pause the pump of " + unit.name + "\" holds it still again.";
    }
    plan.undoAction = back;
}

}  // namespace orrery::core
