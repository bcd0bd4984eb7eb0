// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log that remembers what the controller decided, and what begins anew from it.
#include <QTest>

#include "shared/base/random.h"
#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::ActionKind;
using model::UnitState;

class ControllerLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCommittedBeforeItIsOnDisk() {
        SingleVoterLog log(4);
        ControlEntry entry;
        entry.reigns.insert(PartitionId{3});
        QCOMPARE(log.propose(entry), std::uint64_t{5});
        QCOMPARE(log.propose(entry), std::uint64_t{6});
        QCOMPARE(log.takeWrites().size(), std::size_t{2});
        QVERIFY(log.takeWrites().empty());
        QVERIFY(log.takeCommitted().empty());
        log.persisted(5);
        const std::vector<CommittedEntry> committed = log.takeCommitted();
        QCOMPARE(committed.size(), std::size_t{1});
        QCOMPARE(committed.front().index, std::uint64_t{5});
    }

    void ordersGoOutWhenTheirEntryIsCommitted() {
        ControlBench bench;
        bench.settle();
        bench.diskWorks = false;
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, bench.partitionOf(b1)).ok());
        QCOMPARE(bench.countSent<KillUnit>(), 0);
        QCOMPARE(bench.countSent<HandOver>(), 0);
        bench.diskWorks = true;
        bench.commit();
        QCOMPARE(bench.countSent<KillUnit>(), 1);
        QCOMPARE(bench.countSent<HandOver>(), 1);
    }

    void recoveringTheLogLeadsToTheSameState_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 8; ++seed) {
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
        }
    }

    void recoveringTheLogLeadsToTheSameState() {
        QFETCH(quint64, seed);
        ControlBench bench(seed % 2 == 0 ? 2 : 1);
        bench.settle();
        Random random(seed);
        for (int round = 0; round < 25; ++round) {
            disturb(bench, random);
            bench.run(milliseconds(static_cast<std::int64_t>(random.below(1500))));
            checkTable(bench.controller->grid());
        }
        bench.work();
        ControlState recovered;
        for (const PersistControl& record : bench.log()) {
            Result<ControlEntry> entry = decodeControlEntry(record.payload);
            QVERIFY2(entry.ok(), entry.ok() ? "" : entry.error().detail.c_str());
            recovered.apply(entry.value(), record.index);
            QCOMPARE(recovered.grid(), bench.states()[record.index - 1]);
        }
        QCOMPARE(recovered.grid(), bench.state().grid());
        QCOMPARE(recovered.grid(), bench.controller->grid());
        QVERIFY(recovered.journal() == bench.state().journal());
        QCOMPARE(recovered.highestIncarnation(), bench.state().highestIncarnation());
    }

    void aDamagedEntryIsRefusedWithAReason() {
        ControlBench bench;
        bench.settle();
        const std::string whole = bench.log().back().payload;
        Random random(7);
        for (int round = 0; round < 2000; ++round) {
            std::string damaged = whole.substr(0, random.below(whole.size() + 1));
            if (!damaged.empty() && random.chance(1, 2)) {
                damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
            }
            const Result<ControlEntry> entry = decodeControlEntry(damaged);
            if (!entry) {
                QCOMPARE(entry.error().code, ErrorCode::Corrupt);
            }
        }
        QVERIFY(!decodeControlEntry("*0\r\n").ok());
        QVERIFY(!decodeControlEntry("").ok());
    }

private:
    static void disturb(ControlBench& bench, Random& random) {
        const UnitId unit{static_cast<std::uint32_t>(1 + random.below(3))};
        const PartitionId partition{static_cast<std::uint16_t>(random.below(bench.options.partitionCount))};
        const bool runs = bench.processes.contains(unit);
        const std::string name = bench.unit(unit).name;
        switch (random.below(9)) {
        case 0: bench.crash(unit); break;
        case 1: if (runs) { bench.mute(unit); } break;
        case 2: if (runs) { bench.unmute(unit); } break;
        case 3: (void)bench.act(ActionKind::DrainUnit, name); break;
        case 4: (void)bench.act(ActionKind::RestartUnit, name); break;
        case 5: (void)bench.act(ActionKind::KillUnit, name); break;
        case 6: (void)bench.act(ActionKind::MovePartition, {}, partition, name); break;
        case 7: (void)bench.act(ActionKind::RestorePartition, {}); break;
        default:
            bench.loseAgent(bench.hostOf(unit));
            bench.hello(bench.hostOf(unit));
        }
    }

    /// What must hold of every table.
    static void checkTable(const model::GridState& grid) {
        for (const model::PartitionDescription& one : grid.partitions) {
            if (!one.primary) {
                QVERIFY(one.inSync.empty());
                continue;
            }
            QCOMPARE(one.inSync.front(), *one.primary);
            const std::set<UnitId> distinct(one.inSync.begin(), one.inSync.end());
            QCOMPARE(distinct.size(), one.inSync.size());
            for (const UnitId unit : one.joining) {
                QVERIFY(!distinct.contains(unit));
            }
            for (const UnitId unit : one.inSync) {
                const UnitState state = model::findUnit(grid, unit)->state;
                QVERIFY(state != UnitState::Dead && state != UnitState::Stopped && state != UnitState::Starting);
            }
            QVERIFY(one.epoch.value <= one.version);
        }
    }
};

QTEST_APPLESS_MAIN(ControllerLogTest)
#include "tst_controller_log.moc"
