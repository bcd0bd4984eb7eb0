// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump beside a store that works: claims, batches, coalescing, fences, hand-overs.
#include <QtTest/QtTest>

#include "tests/support/memory_source.h"
#include "tests/support/pump_bench.h"

using namespace orrery;
using namespace orrery::core;
using orrery::model::PumpState;
using orrery::test::MemorySource;
using orrery::test::MemoryStore;
using orrery::test::PumpBench;

namespace {
constexpr PartitionId first{1};
constexpr PartitionId second{2};

void put(PumpBench& bench, MemorySource& source, PartitionId partition, const std::string& key,
         const std::string& value = "v") {
    source.write(key, value);
    bench.pump.committed(partition, source.commit(), bench.now);
}
}  // namespace

class PumpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void committedChangesReachTheStore();
    void uncommittedChangesStay();
    void nothingIsSentBeforeTheClaimIsAnswered();
    void aBatchGoesWhenItIsFullOrOldEnough();
    void onlyOneBatchIsInFlight();
    void changesOfOneKeyAreCoalesced();
    void removedKeysBecomeTombstones();
    void piecesOfManyPartitionsShareABatch();
    void theOldestPartitionGoesFirst();
    void bytesBoundABatchAsWellAsRows();
    void unacceptedSpacesAreSkippedAndTheWatermarkStillMoves();
    void aFencedPartitionLeavesAndTheRestGoesOnAtOnce();
    void aFencedClaimIsTold();
    void theNextPrimaryGoesOnAfterTheWatermark();
    void whatAnEarlierPrimaryPumpedIsNotCountedTwice();
    void aStoreAheadOfMemoryWaitsForTheOwner();
    void aStoreBehindTheLogIsTold();
    void answersForAReignThatEndedAreIgnored();
    void pausingHoldsBatchesBack();
    void theBacklogLimitBlocks();
    void withoutAStoreNothingHappens();
    void figuresAreOfTheLastBatches();
};

void PumpTest::committedChangesReachTheStore() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    put(bench, source, first, "order:1", "open");
    bench.run(milliseconds(100));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(bench.pump.pumpedSequence(first), std::optional(Sequence{1}));
    QCOMPARE(bench.noticesOf<PumpAdvanced>().size(), std::size_t{1});
    QCOMPARE(bench.figures().persisted, std::uint64_t{1});
    QCOMPARE(bench.figures().state, PumpState::Idle);
}

void PumpTest::uncommittedChangesStay() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "order:1", "committed");
    source.write("order:1", "not yet");
    bench.run(milliseconds(100));
    QCOMPARE(store.rows.at("order:1").value, std::string("committed"));
    QCOMPARE(bench.pump.pumpedSequence(first), std::optional(Sequence{1}));
}

void PumpTest::nothingIsSentBeforeTheClaimIsAnswered() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "order:1");
    bench.now.instant = bench.now.instant + seconds(1);
    bench.tick();
    QCOMPARE(bench.waiting.size(), std::size_t{1});
    QVERIFY(std::holds_alternative<StoreClaim>(bench.waiting.front()));
    QVERIFY(!bench.pump.pumpedSequence(first));
}

void PumpTest::aBatchGoesWhenItIsFullOrOldEnough() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    put(bench, source, first, "order:1");
    bench.run(milliseconds(40));
    QCOMPARE(store.batches, std::size_t{0});
    bench.run(milliseconds(10));
    QCOMPARE(store.batches, std::size_t{1});
    for (int number = 0; number < 500; ++number) {
        put(bench, source, first, "item:" + std::to_string(number));
    }
    bench.tick();
    QCOMPARE(bench.waiting.size(), std::size_t{1});
    QCOMPARE(std::get<StoreBatch>(bench.waiting.front()).pieces.at(0).rows.size(), std::size_t{500});
}

void PumpTest::onlyOneBatchIsInFlight() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    for (int number = 0; number < 1200; ++number) {
        put(bench, source, first, "item:" + std::to_string(number));
    }
    bench.tick();
    bench.tick();
    QCOMPARE(bench.waiting.size(), std::size_t{1});
    bench.deliver();
    QCOMPARE(bench.waiting.size(), std::size_t{1});
    QCOMPARE(bench.figures().persisted, std::uint64_t{500});
    QCOMPARE(bench.figures().queued, std::uint64_t{700});
}

void PumpTest::changesOfOneKeyAreCoalesced() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    for (int number = 1; number <= 10; ++number) {
        put(bench, source, first, "stock:1", std::to_string(number));
    }
    bench.run(milliseconds(100));
    QCOMPARE(store.rows.at("stock:1").value, std::string("10"));
    QCOMPARE(bench.figures().persisted, std::uint64_t{1});
    QCOMPARE(bench.figures().coalesced, std::uint64_t{9});
    QVERIFY(bench.ledgerBalances());
}

void PumpTest::removedKeysBecomeTombstones() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "order:1");
    bench.run(milliseconds(100));
    source.remove("order:1");
    bench.pump.committed(first, source.commit(), bench.now);
    bench.run(milliseconds(100));
    QVERIFY(store.rows.at("order:1").deleted);
    QVERIFY(store.rows.at("order:1").value.empty());
}

void PumpTest::piecesOfManyPartitionsShareABatch() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource one(first, Epoch{7});
    MemorySource two(second, Epoch{8});
    bench.take(first, Epoch{7}, one);
    bench.take(second, Epoch{8}, two);
    put(bench, one, first, "order:1");
    put(bench, two, second, "order:2");
    bench.run(milliseconds(100));
    QCOMPARE(store.batches, std::size_t{1});
    QCOMPARE(store.rows.size(), std::size_t{2});
}

void PumpTest::theOldestPartitionGoesFirst() {
    MemoryStore store;
    PumpOptions options;
    options.batchRows = 1;
    PumpBench bench(store, options);
    MemorySource one(first, Epoch{7});
    MemorySource two(second, Epoch{8});
    bench.take(first, Epoch{7}, one);
    bench.take(second, Epoch{8}, two);
    bench.run(milliseconds(10));
    bench.pump.pause();
    put(bench, two, second, "order:2");
    bench.run(milliseconds(20));
    put(bench, one, first, "order:1");
    put(bench, one, first, "order:3");
    bench.pump.resume();
    bench.tick();
    QCOMPARE(std::get<StoreBatch>(bench.waiting.front()).pieces.at(0).partition, second);
}

void PumpTest::bytesBoundABatchAsWellAsRows() {
    MemoryStore store;
    PumpOptions options;
    options.batchBytes = 1000;
    PumpBench bench(store, options);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "blob:1", std::string(5000, 'x'));
    put(bench, source, first, "blob:2", std::string(400, 'x'));
    put(bench, source, first, "blob:3", std::string(400, 'x'));
    bench.run(milliseconds(200));
    QCOMPARE(store.batches, std::size_t{2});
    QCOMPARE(store.rows, source.expected());
}

void PumpTest::unacceptedSpacesAreSkippedAndTheWatermarkStillMoves() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "scratch:1");
    bench.run(milliseconds(200));
    QCOMPARE(bench.figures().accepted, std::uint64_t{0});
    QCOMPARE(store.batches, std::size_t{0});
    for (int number = 0; number < 1000; ++number) {
        put(bench, source, first, "scratch:" + std::to_string(number));
    }
    bench.run(milliseconds(200));
    QVERIFY(store.rows.empty());
    QCOMPARE(bench.pump.pumpedSequence(first), std::optional(Sequence{1001}));
    QCOMPARE(store.fences.at(first).second, (Position{Epoch{7}, Sequence{1001}}));
}

void PumpTest::aFencedPartitionLeavesAndTheRestGoesOnAtOnce() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource one(first, Epoch{7});
    MemorySource two(second, Epoch{8});
    bench.take(first, Epoch{7}, one);
    bench.take(second, Epoch{8}, two);
    bench.run(milliseconds(10));
    put(bench, one, first, "order:1");
    put(bench, two, second, "order:2");
    store.fences[first].first = Epoch{9};
    bench.run(milliseconds(50));
    QCOMPARE(store.rows, two.expected());
    QCOMPARE(bench.noticesOf<PumpFenced>().size(), std::size_t{1});
    QCOMPARE(bench.noticesOf<PumpFenced>().at(0).partition, first);
    QCOMPARE(bench.noticesOf<PumpFenced>().at(0).epoch, Epoch{7});
    QCOMPARE(bench.figures().accepted, std::uint64_t{1});
    QVERIFY(!bench.pump.pumpedSequence(first));
}

void PumpTest::aFencedClaimIsTold() {
    MemoryStore store;
    store.fences[first].first = Epoch{9};
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    QCOMPARE(bench.noticesOf<PumpFenced>().size(), std::size_t{1});
    QCOMPARE(store.fences[first].first, Epoch{9});
}

void PumpTest::theNextPrimaryGoesOnAfterTheWatermark() {
    MemoryStore store;
    MemorySource source(first, Epoch{7});
    PumpBench before(store);
    before.take(first, Epoch{7}, source);
    put(before, source, first, "order:1");
    before.run(milliseconds(100));
    put(before, source, first, "order:2");
    before.pump.primaryGiven(first);
    QCOMPARE(before.figures().queued, std::uint64_t{0});
    QVERIFY(before.ledgerBalances());

    source.beginReign(Epoch{9});
    PumpBench after(store);
    after.take(first, Epoch{9}, source);
    after.run(milliseconds(100));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(after.figures().persisted, std::uint64_t{1});
    QCOMPARE(after.noticesOf<PumpClaimed>().at(0).watermark, (Position{Epoch{7}, Sequence{1}}));
}

void PumpTest::whatAnEarlierPrimaryPumpedIsNotCountedTwice() {
    MemoryStore store;
    store.fences[first] = {Epoch{7}, Position{Epoch{7}, Sequence{3}}};
    PumpBench bench(store);
    MemorySource source(first, Epoch{9});
    for (int number = 0; number < 5; ++number) {
        source.write("order:" + std::to_string(number), "v");
    }
    source.commit();
    bench.take(first, Epoch{9}, source);
    QCOMPARE(bench.figures().queued, std::uint64_t{5});
    bench.deliver();
    QCOMPARE(bench.figures().queued, std::uint64_t{2});
    QCOMPARE(bench.figures().accepted, std::uint64_t{2});
    bench.run(milliseconds(100));
    QCOMPARE(bench.figures().persisted, std::uint64_t{2});
}

void PumpTest::aStoreAheadOfMemoryWaitsForTheOwner() {
    MemoryStore store;
    store.fences[first] = {Epoch{7}, Position{Epoch{7}, Sequence{40}}};
    PumpBench bench(store);
    MemorySource source(first, Epoch{9});
    bench.take(first, Epoch{9}, source);
    bench.run(milliseconds(100));
    QCOMPARE(bench.noticesOf<PumpStoreAhead>().size(), std::size_t{1});
    QVERIFY(bench.noticesOf<PumpClaimed>().empty());
    source.startAfter(Sequence{40});
    bench.loaded(first);
    put(bench, source, first, "order:1");
    bench.run(milliseconds(100));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(store.fences.at(first).second, (Position{Epoch{9}, Sequence{41}}));
}

void PumpTest::aStoreBehindTheLogIsTold() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    source.write("order:1", "v");
    source.write("order:2", "v");
    source.commit();
    source.trim(Sequence{1});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(100));
    QCOMPARE(bench.noticesOf<PumpStoreBehind>().size(), std::size_t{1});
    QVERIFY(store.rows.empty());
    QVERIFY(!bench.figures().lastError.empty());
}

void PumpTest::answersForAReignThatEndedAreIgnored() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    put(bench, source, first, "order:1");
    bench.now.instant = bench.now.instant + milliseconds(60);
    bench.tick();
    source.beginReign(Epoch{9});
    bench.take(first, Epoch{9}, source);
    bench.deliver();
    QVERIFY(bench.noticesOf<PumpAdvanced>().empty());
    QCOMPARE(bench.figures().persisted, std::uint64_t{0});
    bench.run(milliseconds(100));
    QCOMPARE(bench.pump.pumpedSequence(first), std::optional(Sequence{1}));
    QCOMPARE(bench.figures().accepted, std::uint64_t{0});
    QCOMPARE(store.rows, source.expected());
}

void PumpTest::pausingHoldsBatchesBack() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.pump.pause();
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "order:1");
    bench.run(seconds(1));
    QVERIFY(bench.pump.pumpedSequence(first).has_value());
    QVERIFY(store.rows.empty());
    QCOMPARE(bench.figures().state, PumpState::Paused);
    QCOMPARE(bench.figures().oldest, seconds(1));
    bench.pump.resume();
    bench.run(milliseconds(10));
    QCOMPARE(store.rows.size(), std::size_t{1});
}

void PumpTest::theBacklogLimitBlocks() {
    MemoryStore store;
    PumpOptions options;
    options.limitBytes = 100;
    PumpBench bench(store, options);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "blob:1", std::string(200, 'x'));
    QVERIFY(bench.pump.isBlocked());
    QCOMPARE(bench.figures().state, PumpState::Blocked);
    bench.run(milliseconds(100));
    QVERIFY(!bench.pump.isBlocked());
    QCOMPARE(bench.pump.backlogBytes(), std::uint64_t{0});
}

void PumpTest::withoutAStoreNothingHappens() {
    MemoryStore store;
    PumpOptions options;
    options.hasStore = false;
    PumpBench bench(store, options);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "order:1");
    bench.run(milliseconds(100));
    QVERIFY(bench.waiting.empty());
    QCOMPARE(store.batches, std::size_t{0});
    QCOMPARE(bench.figures().state, PumpState::Off);
    QCOMPARE(bench.figures().accepted, std::uint64_t{0});
}

void PumpTest::figuresAreOfTheLastBatches() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    QVERIFY(!bench.figures().commitMedian);
    bench.take(first, Epoch{7}, source);
    put(bench, source, first, "order:1");
    put(bench, source, first, "order:2");
    bench.run(milliseconds(100));
    QCOMPARE(bench.figures().batches, std::uint64_t{1});
    QCOMPARE(bench.figures().lastBatchRows, std::uint64_t{2});
    QCOMPARE(bench.figures().commitMedian, std::optional(milliseconds(2)));
    QCOMPARE(bench.figures().commitP99, std::optional(milliseconds(2)));
}

QTEST_APPLESS_MAIN(PumpTest)
#include "tst_pump_flow.moc"
