// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pretended source of actions: remembers what it was asked; the test answers. And plans to answer with.
#pragma once

#include <string>
#include <vector>

#include "console/source/grid_source.h"

namespace orrery::console::fixture {

class ScriptedSource : public GridSource {
public:
    SourceKind kind() const override { return acts ? SourceKind::Live : SourceKind::Recording; }
    QString title() const override { return QStringLiteral("scripted"); }
    void start() override {}
    void stop() override {}
    bool canAct() const override { return acts; }
    RequestNumber requestPlan(const model::Action& action) override {
        ++plans;
        asked = action;
        return last = nextRequest();
    }
    RequestNumber carryOut(const model::Plan& plan, const QString&, const QString& why) override {
        ++acted;
        carried = plan;
        reason = why;
        return last = nextRequest();
    }
    RequestNumber requestHistory(std::uint64_t from) override {
        historyFrom.push_back(from);
        return lastHistory = nextRequest();
    }
    void answerHistory(HistoryAnswer page) { Q_EMIT historyAnswered(lastHistory, page); }
    void answerPlan(const model::Plan& plan) { Q_EMIT planAnswered(last, {PlanOutcome::Planned, plan, {}}); }
    void answer(ActionOutcome outcome, std::string unit = {}) {
        Q_EMIT actionAnswered(last, {outcome, Epoch{401}, std::move(unit), QStringLiteral("told by the test")});
    }

    bool acts = true;
    int plans = 0;
    int acted = 0;
    RequestNumber last = 0;
    RequestNumber lastHistory = 0;
    std::vector<std::uint64_t> historyFrom;
    model::Action asked;
    model::Plan carried;
    QString reason;
};

/// A plan with everything a plan can tell, for unit b2 of the scenario grid.
inline model::Plan fullPlan(model::RiskTier tier) {
    model::Plan plan;
    plan.action.kind = tier == model::RiskTier::Reversible ? model::ActionKind::DrainUnit : model::ActionKind::KillUnit;
    plan.action.unit = "b2";
    plan.epoch = Epoch{400};
    plan.digest = "00c0ffee";
    plan.tier = tier;
    plan.title = tier == model::RiskTier::Reversible ? "Drain unit b2" : "Kill unit b2";
    plan.button = tier == model::RiskTier::Reversible ? "Drain b2, move 43 primaries" : "Kill b2, 43 partitions fail over";
    plan.steps = {{"43 primaries are handed to their backups", seconds(18)},
                  {"86 copies are rebuilt on a1, a2, c1, c2", seconds(41)},
                  {"Pump of b2 hands over 205 queued writes", milliseconds(300)},
                  {"b2 stops", {}}};
    plan.primariesMoved = 43;
    plan.copiesRebuilt = 86;
    plan.bytesToMove = 118'000'000;
    for (std::uint16_t i = 0; i < 43; ++i) {
        plan.primaryChanges.push_back({PartitionId{static_cast<std::uint16_t>(i * 6 + 3)}, "b2", i % 2 ? "a1" : "c2"});
    }
    plan.receivers = {{"a1", 44, 60'000'000, 610'000'000, 1'000'000'000}, {"c2", 42, 58'000'000, 400'000'000, 1'000'000'000}};
    plan.pumpsHandedOver = 43;
    plan.queuedHandedOver = 205;
    plan.writesAtRisk = tier == model::RiskTier::DataLoss ? 14 : 0;
    plan.oneCopyMeanwhile = tier == model::RiskTier::Reversible ? 0 : 86;
    plan.pauseMedian = milliseconds(22);
    plan.pauseP95 = milliseconds(71);
    plan.copiesBefore = {0, 0, 256};
    plan.copiesAfter = {0, 0, 256};
    plan.warnings = {"The pump of a2 is backing off; the drain does not depend on it."};
    plan.undo = "\"Restart b2\" brings it back; 43 primaries return in about 55 s.";
    plan.undoAction = model::Action{model::ActionKind::RestartUnit, "b2", {}, {}, {}};
    return plan;
}

}  // namespace orrery::console::fixture
