// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Placement as a function: whatever the grid looks like, following its steps comes to rest, and at rest
// the rules of placement.h hold.
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

#include "cluster/core/control/controller.h"
#include "cluster/core/control/placement.h"
#include "cluster/core/control/planner.h"
#include "shared/base/random.h"

using orrery::PartitionId;
using orrery::Random;
using orrery::UnitId;
using namespace orrery::core;
namespace model = orrery::model;

namespace {

model::UnitDescription unitOn(std::uint32_t id, const std::string& host, model::UnitState state) {
    model::UnitDescription unit;
    unit.id = UnitId{id};
    unit.host = host;
    unit.name = host + std::to_string(id);
    unit.state = state;
    return unit;
}

model::GridState gridOf(int hosts, int unitsPerHost, std::uint16_t partitions, std::uint8_t backups) {
    model::GridState state;
    state.partitionCount = partitions;
    state.backups = backups;
    std::uint32_t id = 0;
    for (int host = 0; host < hosts; ++host) {
        for (int unit = 0; unit < unitsPerHost; ++unit) {
            state.units.push_back(unitOn(++id, std::string(1, static_cast<char>('a' + host)), model::UnitState::Ready));
        }
    }
    for (std::uint16_t number = 0; number < partitions; ++number) {
        model::PartitionDescription partition;
        partition.id = PartitionId{number};
        state.partitions.push_back(partition);
    }
    return state;
}

/// Follows the steps to rest; the number of copies built, or -1 when it does not come to rest.
int settle(model::GridState& state) {
    int built = 0;
    for (int round = 0; round < 400; ++round) {
        const std::vector<PlacementStep> steps = nextSteps(state, PlacementOptions{});
        if (steps.empty()) {
            return built;
        }
        for (const PlacementStep& step : steps) {
            built += step.kind == StepKind::AddCopy ? 1 : 0;
            play(step, state);
        }
    }
    return -1;
}

void killUnit(model::GridState& state, UnitId unit) {
    for (model::UnitDescription& one : state.units) {
        if (one.id == unit) {
            one.state = model::UnitState::Dead;
        }
    }
    for (model::PartitionDescription& partition : state.partitions) {
        std::erase(partition.inSync, unit);
        if (partition.primary == unit) {
            partition.primary.reset();
            if (!partition.inSync.empty()) {
                partition.primary = partition.inSync.front();
            }
        }
    }
}

std::pair<int, int> spreadOf(const model::GridState& state, bool primariesOnly) {
    std::map<UnitId, int> counts;
    for (const model::UnitDescription& unit : state.units) {
        if (unit.state == model::UnitState::Ready) {
            counts[unit.id] = 0;
        }
    }
    for (const model::PartitionDescription& partition : state.partitions) {
        for (const UnitId unit : partition.inSync) {
            if (!primariesOnly || partition.primary == unit) {
                ++counts[unit];
            }
        }
    }
    int low = 1 << 30;
    int high = 0;
    for (const auto& [unit, count] : counts) {
        low = std::min(low, count);
        high = std::max(high, count);
    }
    return {low, high};
}

}  // namespace

class PlacementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPaceSlowsWhatIsPlannedAndNothingThatMends() {
        model::GridState state = gridOf(3, 2, 32, 1);
        QVERIFY(settle(state) >= 0);
        state.units[0].state = model::UnitState::Draining;
        PlacementOptions options;
        options.atOnce = 1;
        const auto joins = [&] {
            const std::vector<PlacementStep> steps = nextSteps(state, options);
            return std::count_if(steps.begin(), steps.end(),
                                 [](const PlacementStep& step) { return step.kind == StepKind::AddCopy; });
        };
        QCOMPARE(joins(), std::ptrdiff_t{1});
        state.partitions[0].joining = {UnitId{3}};   // Something planned is on its way.
        QCOMPARE(joins(), std::ptrdiff_t{0});
        state.partitions[0].joining.clear();
        killUnit(state, UnitId{6});
        const auto isShort = [](const auto& one) { return one.inSync.size() < 2; };
        const auto lacking = std::count_if(state.partitions.begin(), state.partitions.end(), isShort);
        QVERIFY(lacking > 4);
        QVERIFY(joins() >= lacking);
    }

    void aNewGridComesToRestEvenAndApart() {
        model::GridState state = gridOf(3, 2, 256, 1);
        QVERIFY(settle(state) >= 0);
        QCOMPARE(partitionsSharingHost(state), 0U);
        QCOMPARE(copiesHistogram(state)[2], 256U);
        const auto [low, high] = spreadOf(state, true);
        QVERIFY2(high - low <= 2, qPrintable(QString("%1..%2").arg(low).arg(high)));
    }

    void aGridAtRestStaysAtRest() {
        model::GridState state = gridOf(3, 2, 256, 1);
        settle(state);
        QVERIFY(nextSteps(state, PlacementOptions{}).empty());
    }

    void theDeathOfAUnitRebuildsOnlyItsCopies() {
        model::GridState state = gridOf(3, 2, 256, 1);
        settle(state);
        const auto held = std::count_if(state.partitions.begin(), state.partitions.end(), [](const auto& partition) {
            return std::find(partition.inSync.begin(), partition.inSync.end(), UnitId{3}) != partition.inSync.end();
        });
        killUnit(state, UnitId{3});
        const int built = settle(state);
        QVERIFY2(built >= held && built <= held * 2, qPrintable(QString("%1 built for %2").arg(built).arg(held)));
        QCOMPARE(copiesHistogram(state)[2], 256U);
    }

    void aDrainingUnitHoldsNothingInTheEnd() {
        model::GridState state = gridOf(3, 2, 64, 1);
        settle(state);
        state.units[2].state = model::UnitState::Draining;
        QVERIFY(settle(state) >= 0);
        for (const model::PartitionDescription& partition : state.partitions) {
            QVERIFY(std::find(partition.inSync.begin(), partition.inSync.end(), UnitId{3}) == partition.inSync.end());
            QCOMPARE(partition.inSync.size(), std::size_t(2));
        }
        QCOMPARE(partitionsSharingHost(state), 0U);
    }

    void anAddedUnitTakesItsShare() {
        model::GridState state = gridOf(3, 2, 256, 1);
        settle(state);
        state.units.push_back(unitOn(7, "b", model::UnitState::Ready));
        QVERIFY(settle(state) >= 0);
        const auto [low, high] = spreadOf(state, false);
        // 512 copies on 7 units: 73 each. The rule of hosts leaves a few where they are.
        QVERIFY2(low >= 60 && high <= 90, qPrintable(QString("%1..%2").arg(low).arg(high)));
        QCOMPARE(partitionsSharingHost(state), 0U);
    }

    void everySeededHistoryOfLossesAndAdditionsComesToRest() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Random random(seed);
            model::GridState state = gridOf(2 + static_cast<int>(random.below(3)), 1 + static_cast<int>(random.below(3)),
                                            32, static_cast<std::uint8_t>(random.below(3)));
            QVERIFY2(settle(state) >= 0, qPrintable(QString("seed %1 at the start").arg(seed)));
            for (int change = 0; change < 6; ++change) {
                model::UnitDescription& unit = state.units[random.below(state.units.size())];
                if (unit.state == model::UnitState::Ready && random.chance(1, 2)) {
                    killUnit(state, unit.id);
                } else if (unit.state == model::UnitState::Ready) {
                    unit.state = model::UnitState::Draining;
                } else {
                    killUnit(state, unit.id);
                    unit.state = model::UnitState::Ready;
                }
                QVERIFY2(settle(state) >= 0, qPrintable(QString("seed %1, change %2").arg(seed).arg(change)));
            }
        }
    }

    void thePlanOfAKillCountsWhatPlacementWillDo() {
        model::GridState state = gridOf(3, 2, 256, 1);
        settle(state);
        model::Action action;
        action.kind = model::ActionKind::KillUnit;
        action.unit = "b3";
        const model::Plan plan = makePlan(state, action, {}, {});
        QVERIFY(plan.blockers.empty());
        QVERIFY(plan.copiesRebuilt < 200);
        QCOMPARE(plan.tier, model::RiskTier::Service);
        QCOMPARE(plan.copiesAfter[2], 256U);
    }

    void aPlanForAnUnknownUnitSaysSo() {
        model::Action action;
        action.unit = "nobody";
        const model::Plan plan = makePlan(gridOf(1, 1, 4, 0), action, {}, {});
        QCOMPARE(plan.blockers.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(plan.blockers.front()), QString("there is no unit nobody"));
    }
};

QTEST_APPLESS_MAIN(PlacementTest)
#include "tst_placement.moc"
