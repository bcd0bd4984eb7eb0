// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One record of each kind with every field set to something that is not its default.
#pragma once

#include "shared/model/codec.h"

namespace orrery::model::samples {

inline GridState gridState() {
    GridState state;
    state.gridId = "9f3c";
    state.name = "shop";
    state.epoch = Epoch{41};
    state.partitionCount = 2;
    state.backups = 2;
    state.minimumInSync = 3;
    state.agents = {{AgentId{1}, "a", {"127.0.0.1", 7001}, true, true, true},
                    {AgentId{2}, "b", {"127.0.0.1", 7002}, false, false, false}};
    state.units = {{UnitId{5},
                    "a1",
                    "a",
                    Incarnation{77},
                    UnitState::Unhealthy,
                    "no beat for 2 s",
                    {"10.0.0.1", 1},
                    {"10.0.0.1", 2},
                    {"10.0.0.1", 3},
                    4711,
                    WallTime{1700000000000},
                    "0.1.0",
                    true}};
    PartitionDescription placed;
    placed.epoch = Epoch{40};
    placed.version = 41;
    placed.fromStore = true;
    placed.primary = UnitId{5};
    placed.inSync = {UnitId{5}, UnitId{6}};
    placed.joining = {UnitId{7}};
    placed.handoverTo = UnitId{6};
    PartitionDescription lost;
    lost.id = PartitionId{1};
    lost.lost = true;
    state.partitions = {placed, lost};
    state.spaces = {{"*", PumpStrategy::WriteBehind}, {"session", PumpStrategy::None}};
    return state;
}

inline GridChange gridChange() {
    const GridState state = gridState();
    return {Epoch{42}, state.agents, state.units, state.partitions};
}

inline PumpTelemetry pumpTelemetry() {
    PumpTelemetry pump;
    pump.state = PumpState::BackingOff;
    pump.queued = 1;
    pump.queuedBytes = 2;
    pump.limitBytes = 3;
    pump.oldest = microseconds(4);
    pump.accepted = 5;
    pump.persisted = 6;
    pump.coalesced = 7;
    pump.deadLettered = 8;
    pump.batches = 9;
    pump.lastBatchRows = 10;
    pump.commitMedian = microseconds(11);
    pump.commitP99 = microseconds(12);
    pump.retries = 13;
    pump.lastError = "database is locked";
    return pump;
}

inline UnitTelemetry unitTelemetry() {
    UnitTelemetry unit;
    unit.unit = UnitId{5};
    unit.incarnation = Incarnation{~0ULL};
    unit.number = 9;
    unit.sampledAt = WallTime{1700000000123};
    unit.operations = 1;
    unit.reads = 2;
    unit.writes = 3;
    unit.hits = 4;
    unit.misses = 5;
    unit.redirects = 6;
    unit.refusals = 7;
    unit.unknowns = 8;
    unit.clients = 9;
    unit.memoryBytes = 1ULL << 63;
    unit.memoryLimit = (1ULL << 63) - 1;
    unit.residentBytes = 12;
    unit.cpuPermille = 13;
    unit.partitions = {
        {PartitionId{3}, Role::Primary, 1, 2, Sequence{3}, Sequence{4}, Sequence{5}, 6}};
    unit.links = {{UnitId{6}, milliseconds(2), 3, 4, 5, milliseconds(-1)},
                  {UnitId{7}, {}, 0, 0, 0, {}}};
    unit.pump = pumpTelemetry();
    return unit;
}

inline GridEvent gridEvent() {
    return {7,
            Epoch{41},
            WallTime{1700000000456},
            EventKind::CopyRemoved,
            Severity::High,
            "controller",
            UnitId{5},
            PartitionId{3},
            43,
            milliseconds(180),
            "Unit a1 left the in-sync set.",
            6,
            "kernel update",
            "00c0ffee",
            Epoch{40},
            "127.0.0.1:40000",
            8,
            0,
            14};
}

inline Plan plan() {
    Plan plan;
    plan.action = {ActionKind::MovePartition, "a1", "a", PartitionId{3}, "b1"};
    plan.epoch = Epoch{41};
    plan.digest = "00c0ffee";
    plan.tier = RiskTier::Reversible;
    plan.title = "Move partition 3 to b1";
    plan.button = "Move 1 primary";
    plan.steps = {{"Catch up", milliseconds(20)}, {"Hand over", {}}};
    plan.blockers = {"b1 is draining"};
    plan.warnings = {"one", "two"};
    plan.primariesMoved = 1;
    plan.copiesRebuilt = 2;
    plan.bytesToMove = 3;
    plan.primaryChanges = {{PartitionId{3}, "a1", "b1"}, {PartitionId{4}, "", "b1"}};
    plan.receivers = {{"b1", 2, 3, 4, 5}, {"c1", 1, 0, {}, 0}};
    plan.pumpsHandedOver = 1;
    plan.queuedHandedOver = 205;
    plan.writesAtRisk = 0;
    plan.oneCopyMeanwhile = 4;
    plan.sharedHostAfter = 5;
    plan.pauseMedian = milliseconds(6);
    plan.pauseP95 = milliseconds(7);
    plan.copiesBefore = {0, 1, 255};
    plan.copiesAfter = {0, 0, 256};
    plan.undo = "Move it back.";
    plan.undoAction = Action{ActionKind::MovePartition, "", "", PartitionId{3}, "a1"};
    return plan;
}

}  // namespace orrery::model::samples
