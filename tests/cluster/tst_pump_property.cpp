// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two pumps that take partitions from each other over a store that fails at random. The unit that lost a
// partition goes on for a while (it does not know yet). Whatever happens the ledgers balance, and when
// all is quiet the store holds what the last primaries hold.
#include <QtTest/QtTest>

#include <array>
#include <memory>

#include "shared/base/random.h"
#include "tests/support/memory_source.h"
#include "tests/support/pump_bench.h"

using namespace orrery;
using namespace orrery::core;
using orrery::test::MemorySource;
using orrery::test::MemoryStore;
using orrery::test::PumpBench;

namespace {

constexpr int partitionCount = 6;
constexpr std::size_t unitCount = 2;

PumpOptions smallBatches(std::uint64_t seed) {
    PumpOptions options;
    options.seed = seed;
    options.batchRows = 8;
    options.probeRows = 3;
    options.skippedMax = 20;
    options.retryMax = seconds(1);
    return options;
}

/// One grid of two units for one seed.
class World {
public:
    explicit World(std::uint64_t seed) : m_random(seed) {
        for (std::size_t unit = 0; unit < unitCount; ++unit) {
            m_units[unit] = std::make_unique<PumpBench>(m_store, smallBatches(m_random.next()));
        }
        for (int number = 0; number < partitionCount; ++number) {
            m_truth.push_back(std::make_unique<MemorySource>(PartitionId(number), Epoch{}));
            m_primary.push_back(0);
            takeOver(number);
        }
    }

    void step() {
        for (int writes = 0; writes < 3; ++writes) {
            write(int(m_random.below(partitionCount)));
        }
        if (m_random.chance(1, 40)) {
            takeOver(int(m_random.below(partitionCount)));
        }
        if (m_random.chance(1, 25)) {
            disturb();
        }
        for (auto& unit : m_units) {
            unit->now.instant = unit->now.instant + milliseconds(10);
            unit->tick();
            for (std::uint64_t count = m_random.below(3); count > 0; --count) {
                unit->deliver();
            }
        }
    }

    void settleDown() {
        m_store.failures.clear();
        m_store.lostAnswers = 0;
        for (int number = 0; number < partitionCount; ++number) {
            commit(number);
        }
        for (auto& unit : m_units) {
            unit->run(seconds(60));
        }
    }

    bool ledgersBalance() const {
        return m_units[0]->ledgerBalances() && m_units[1]->ledgerBalances();
    }

    void verifyQuiet() const {
        std::map<std::string, StoreRow> expected;
        for (const auto& source : m_truth) {
            expected.merge(source->expected());
        }
        for (const auto& unit : m_units) {
            QVERIFY(unit->pump.isQuiet());
            for (const auto& letter : unit->pump.deadLetters()) {
                QVERIFY(m_poisoned.contains(letter.key));
            }
        }
        for (const std::string& key : m_poisoned) {
            expected.erase(key);
        }
        std::map<std::string, StoreRow> stored = m_store.rows;
        for (const std::string& key : m_poisoned) {
            stored.erase(key);
        }
        QCOMPARE(stored.size(), expected.size());
        for (const auto& [key, row] : expected) {
            QCOMPARE(stored.at(key), row);
        }
    }

private:
    void write(int number) {
        const std::string space = m_random.chance(1, 5) ? "scratch" : "item";
        const std::string key =
            space + ":" + std::to_string(number) + ":" + std::to_string(m_random.below(12));
        const auto partition = std::size_t(number);
        MemorySource& source = *m_live.at(partition);
        for (MemorySource* log : {m_truth[partition].get(), &source}) {
            if (m_writes % 4 == 3) {
                log->remove(key);
            } else if (m_writes % 7 == 1) {
                log->writeMany(keysOf(number), std::to_string(m_writes));
            } else {
                log->write(key, std::to_string(m_writes));
            }
        }
        ++m_writes;
        if (m_random.chance(2, 3)) {
            commit(number);
        }
    }

    /// All keys of a partition: more than a batch or a probe holds.
    static std::set<std::string> keysOf(int number) {
        std::set<std::string> keys;
        for (int key = 0; key < 12; ++key) {
            keys.insert("item:" + std::to_string(number) + ":" + std::to_string(key));
        }
        return keys;
    }

    void commit(int number) {
        const auto partition = std::size_t(number);
        m_truth[partition]->commit();
        PumpBench& unit = *m_units[m_primary[partition]];
        unit.pump.committed(PartitionId(number), m_live.at(partition)->commit(), unit.now);
    }

    /// The other unit, or the same one again, begins a reign over a copy of the log. The unit before keeps
    /// its own copy and its lane: only the fence stops it, or it is told in time.
    void takeOver(int number) {
        const auto partition = std::size_t(number);
        const std::size_t before = m_primary[partition];
        const auto next = std::size_t(m_random.below(unitCount));
        const Epoch epoch{++m_epoch};
        m_truth[partition]->commit();
        m_truth[partition]->beginReign(epoch);
        if (next != before && m_random.chance(1, 2)) {
            m_units[before]->pump.primaryGiven(PartitionId(number));
        }
        m_copies.push_back(std::make_unique<MemorySource>(*m_truth[partition]));
        m_live[partition] = m_copies.back().get();
        m_primary[partition] = next;
        m_units[next]->take(PartitionId(number), epoch, *m_copies.back());
    }

    void disturb() {
        constexpr std::array kinds{StoreFailureKind::Busy, StoreFailureKind::Unavailable,
                                   StoreFailureKind::Full};
        if (m_random.chance(1, 4)) {
            m_store.lostAnswers = int(m_random.below(3));
        } else if (m_poisoned.size() < 4 && m_random.chance(1, 4)) {
            const std::string key = "item:" + std::to_string(m_random.below(partitionCount)) + ":"
                + std::to_string(m_random.below(12));
            m_store.poison.insert(key);
            m_poisoned.insert(key);
        } else {
            m_store.failures.assign(m_random.below(4), kinds[m_random.below(kinds.size())]);
        }
    }

    Random m_random;
    MemoryStore m_store;
    std::array<std::unique_ptr<PumpBench>, unitCount> m_units;
    std::vector<std::unique_ptr<MemorySource>> m_truth;
    std::vector<std::unique_ptr<MemorySource>> m_copies;   ///< Of all reigns; zombies read theirs on.
    std::map<std::size_t, MemorySource*> m_live;
    std::vector<std::size_t> m_primary;
    std::set<std::string> m_poisoned;
    std::uint64_t m_epoch = 0;
    std::uint64_t m_writes = 0;
};

}  // namespace

class PumpPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStoreEqualsTheSourcesWhenQuiet_data();
    void theStoreEqualsTheSourcesWhenQuiet();
};

void PumpPropertyTest::theStoreEqualsTheSourcesWhenQuiet_data() {
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        QTest::addRow("seed %d", int(seed)) << seed;
    }
}

void PumpPropertyTest::theStoreEqualsTheSourcesWhenQuiet() {
    QFETCH(std::uint64_t, seed);
    World world(seed);
    for (int step = 0; step < 1500; ++step) {
        world.step();
        QVERIFY(world.ledgersBalance());
    }
    world.settleDown();
    QVERIFY(world.ledgersBalance());
    world.verifyQuiet();
}

QTEST_APPLESS_MAIN(PumpPropertyTest)
#include "tst_pump_property.moc"
