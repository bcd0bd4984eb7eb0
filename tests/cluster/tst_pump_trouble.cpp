// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump beside a store in trouble: backoff, the probe, lost answers, refused rows; and values that
// pass through rows and back.
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

/// `count` entries named item:<partition>:<number>, committed.
void fill(PumpBench& bench, MemorySource& source, PartitionId partition, int count) {
    for (int number = 0; number < count; ++number) {
        source.write("item:" + std::to_string(partition.value) + ":" + std::to_string(number), "v");
    }
    bench.pump.committed(partition, source.commit(), bench.now);
}

std::set<std::string> manyKeys(int count) {
    std::set<std::string> keys;
    for (int number = 0; number < count; ++number) {
        keys.insert("many:" + std::to_string(number));
    }
    return keys;
}

std::map<std::string, StoreRow> withoutKeys(std::map<std::string, StoreRow> rows,
                                            const std::set<std::string>& keys) {
    for (const std::string& key : keys) {
        rows.erase(key);
    }
    return rows;
}
}  // namespace

class PumpTroubleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPassingTroubleIsTriedAgain_data();
    void everyPassingTroubleIsTriedAgain();
    void theWaitDoublesUpToItsLimit();
    void theFirstBatchAfterTroubleIsSmall();
    void aClaimIsTriedAgainAndServesAsProbe();
    void troubleShowsInTheFigures();
    void aLostAnswerDoesNoHarm();
    void aPoisonRowIsFoundAndTheRestFlows();
    void aPoisonRowIsTriedFiveTimes();
    void otherPartitionsFlowWhileOneIsSearched();
    void manyPoisonRowsAreAllFound();
    void aRefusalThatPassesLosesNothing();
    void laterChangesOfAPoisonRowAreTriedAgain();
    void aHotPoisonKeyHoldsNobodyUp();
    void onlyTheLastHundredDeadLettersAreKept();
    void aLargeLogEntryIsWrittenAsOne();
    void aPoisonRowInALargeLogEntryIsFound();
    void aPolicyThatChangesIsCountedAnew();
    void fieldsComeBackAsTheyWere();
    void malformedFieldsAreRefused_data();
    void malformedFieldsAreRefused();
    void aRowBecomesTheChangeThatMakesItsEntry();
};

void PumpTroubleTest::everyPassingTroubleIsTriedAgain_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("busy") << static_cast<int>(StoreFailureKind::Busy);
    QTest::newRow("unavailable") << static_cast<int>(StoreFailureKind::Unavailable);
    QTest::newRow("full") << static_cast<int>(StoreFailureKind::Full);
    QTest::newRow("corrupt") << static_cast<int>(StoreFailureKind::Corrupt);
}

void PumpTroubleTest::everyPassingTroubleIsTriedAgain() {
    QFETCH(int, kind);
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    fill(bench, source, first, 40);
    store.failures.assign(3, static_cast<StoreFailureKind>(kind));
    bench.run(milliseconds(100));
    QVERIFY(store.rows.empty());
    QCOMPARE(bench.figures().queued, std::uint64_t{40});
    bench.run(seconds(2));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(bench.figures().retries, std::uint64_t{3});
    QCOMPARE(bench.figures().deadLettered, std::uint64_t{0});
}

void PumpTroubleTest::theWaitDoublesUpToItsLimit() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    fill(bench, source, first, 1);
    store.failures.assign(1000, StoreFailureKind::Unavailable);
    std::vector<Duration> waits;
    Instant failedAt = bench.now.instant;
    while (waits.size() < 14) {
        const auto before = bench.figures().retries;
        bench.run(milliseconds(10));
        if (bench.figures().retries > before) {
            waits.push_back(bench.now.instant - failedAt);
            failedAt = bench.now.instant;
        }
    }
    for (std::size_t index = 1; index < waits.size(); ++index) {
        const Duration full = std::min(milliseconds(100LL << (index - 1)), seconds(30));
        QVERIFY(waits[index] >= microseconds(full.micros / 2));
        QVERIFY(waits[index] <= full + milliseconds(10));
    }
}

void PumpTroubleTest::theFirstBatchAfterTroubleIsSmall() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    fill(bench, source, first, 400);
    store.failures.assign(1, StoreFailureKind::Unavailable);
    bench.run(milliseconds(60));
    while (bench.waiting.empty()) {
        bench.now.instant = bench.now.instant + milliseconds(10);
        bench.tick();
    }
    QCOMPARE(std::get<StoreBatch>(bench.waiting.front()).pieces.at(0).rows.size(), std::size_t{16});
    bench.tick();
    QCOMPARE(bench.waiting.size(), std::size_t{1});
    bench.deliver();
    QCOMPARE(std::get<StoreBatch>(bench.waiting.front()).pieces.at(0).rows.size(), std::size_t{384});
}

void PumpTroubleTest::aClaimIsTriedAgainAndServesAsProbe() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource one(first, Epoch{7});
    MemorySource two(second, Epoch{8});
    store.failures.assign(5, StoreFailureKind::Unavailable);
    bench.take(first, Epoch{7}, one);
    bench.take(second, Epoch{8}, two);
    bench.run(seconds(4));
    QCOMPARE(bench.noticesOf<PumpClaimed>().size(), std::size_t{2});
}

void PumpTroubleTest::troubleShowsInTheFigures() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    fill(bench, source, first, 3);
    store.failures.assign(1, StoreFailureKind::Full);
    bench.run(milliseconds(60));
    QCOMPARE(bench.figures().state, PumpState::BackingOff);
    QCOMPARE(bench.figures().lastError, std::string("told to fail"));
    QCOMPARE(bench.figures().oldest, milliseconds(60));
    bench.run(seconds(1));
    QCOMPARE(bench.figures().state, PumpState::Idle);
    QVERIFY(bench.figures().lastError.empty());
}

void PumpTroubleTest::aLostAnswerDoesNoHarm() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    fill(bench, source, first, 40);
    store.lostAnswers = 1;
    bench.run(milliseconds(60));
    QCOMPARE(store.rows.size(), std::size_t{40});
    QCOMPARE(bench.figures().queued, std::uint64_t{40});
    bench.run(seconds(1));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(bench.figures().persisted, std::uint64_t{40});
    QCOMPARE(store.fences.at(first).second, (Position{Epoch{7}, Sequence{40}}));
}

void PumpTroubleTest::aPoisonRowIsFoundAndTheRestFlows() {
    for (int place = 0; place < 100; place += 9) {
        MemoryStore store;
        PumpBench bench(store);
        MemorySource source(first, Epoch{7});
        store.poison.insert("item:1:" + std::to_string(place));
        bench.take(first, Epoch{7}, source);
        fill(bench, source, first, 100);
        bench.run(seconds(2));
        QCOMPARE(store.rows, withoutKeys(source.expected(), store.poison));
        QCOMPARE(bench.figures().deadLettered, std::uint64_t{1});
        QCOMPARE(bench.figures().persisted, std::uint64_t{99});
        QCOMPARE(bench.pump.pumpedSequence(first), std::optional(Sequence{100}));
        const auto letters = bench.noticesOf<PumpDeadLetter>();
        QCOMPARE(letters.size(), std::size_t{1});
        QCOMPARE(letters[0].key, *store.poison.begin());
        QCOMPARE(letters[0].space, std::string("item"));
        QCOMPARE(letters[0].reason, "bad " + letters[0].key);
    }
}

void PumpTroubleTest::aPoisonRowIsTriedFiveTimes() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    store.poison.insert("item:1:0");
    bench.take(first, Epoch{7}, source);
    fill(bench, source, first, 1);
    bench.run(seconds(2));
    QCOMPARE(bench.figures().retries, std::uint64_t{5});
    QCOMPARE(bench.figures().deadLettered, std::uint64_t{1});
    QCOMPARE(bench.pump.deadLetters().size(), std::size_t{1});
    QVERIFY(bench.ledgerBalances());
}

void PumpTroubleTest::otherPartitionsFlowWhileOneIsSearched() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource one(first, Epoch{7});
    MemorySource two(second, Epoch{8});
    store.poison.insert("item:1:0");
    bench.take(first, Epoch{7}, one);
    bench.take(second, Epoch{8}, two);
    bench.run(milliseconds(10));
    fill(bench, one, first, 1);
    fill(bench, two, second, 50);
    bench.run(milliseconds(60));
    QCOMPARE(store.rows, two.expected());
    QCOMPARE(bench.figures().queued, std::uint64_t{1});
    bench.run(seconds(1));
    QCOMPARE(bench.figures().deadLettered, std::uint64_t{1});
}

void PumpTroubleTest::manyPoisonRowsAreAllFound() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    for (int number = 0; number < 60; number += 7) {
        store.poison.insert("item:1:" + std::to_string(number));
    }
    bench.take(first, Epoch{7}, source);
    fill(bench, source, first, 60);
    bench.run(seconds(20));
    QCOMPARE(store.rows, withoutKeys(source.expected(), store.poison));
    QCOMPARE(bench.figures().deadLettered, std::uint64_t{store.poison.size()});
}

void PumpTroubleTest::aRefusalThatPassesLosesNothing() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    fill(bench, source, first, 64);
    store.failures.assign(9, StoreFailureKind::Rejected);
    bench.run(seconds(3));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(bench.figures().deadLettered, std::uint64_t{0});
}

void PumpTroubleTest::laterChangesOfAPoisonRowAreTriedAgain() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    store.poison.insert("item:1:0");
    bench.take(first, Epoch{7}, source);
    fill(bench, source, first, 1);
    bench.run(seconds(2));
    store.poison.clear();
    fill(bench, source, first, 1);
    bench.run(seconds(1));
    QCOMPARE(store.rows, source.expected());
}

void PumpTroubleTest::aHotPoisonKeyHoldsNobodyUp() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    store.poison.insert("item:1:3");
    bench.take(first, Epoch{7}, source);
    bench.run(milliseconds(10));
    for (int times = 0; times < 500; ++times) {
        fill(bench, source, first, 8);
        bench.run(milliseconds(10));
    }
    QVERIFY(bench.figures().oldest < seconds(1));
    QVERIFY(bench.ledgerBalances());
    bench.run(seconds(3));
    QCOMPARE(bench.figures().queued, std::uint64_t{0});
    QCOMPARE(store.rows, withoutKeys(source.expected(), store.poison));
}

void PumpTroubleTest::onlyTheLastHundredDeadLettersAreKept() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    for (int number = 0; number < 120; ++number) {
        store.poison.insert("item:1:" + std::to_string(number));
    }
    bench.take(first, Epoch{7}, source);
    fill(bench, source, first, 120);
    bench.run(seconds(120));
    QCOMPARE(bench.figures().deadLettered, std::uint64_t{120});
    QCOMPARE(bench.pump.deadLetters().size(), std::size_t{100});
    QCOMPARE(bench.pump.deadLetters().front().key, std::string("item:1:20"));
}

void PumpTroubleTest::aLargeLogEntryIsWrittenAsOne() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    source.writeMany(manyKeys(1200), "v");
    bench.pump.committed(first, source.commit(), bench.now);
    bench.run(milliseconds(60));
    QCOMPARE(store.batches, std::size_t{1});
    QCOMPARE(store.rows, source.expected());
}

void PumpTroubleTest::aPoisonRowInALargeLogEntryIsFound() {
    for (int place = 0; place < 40; place += 3) {
        MemoryStore store;
        PumpBench bench(store);
        MemorySource source(first, Epoch{7});
        store.poison = {"many:" + std::to_string(place), "many:39"};
        bench.take(first, Epoch{7}, source);
        fill(bench, source, first, 5);
        source.writeMany(manyKeys(40), "v");
        source.write("many:7", "later");
        bench.pump.committed(first, source.commit(), bench.now);
        fill(bench, source, first, 5);
        bench.run(seconds(10));
        QCOMPARE(store.rows, withoutKeys(source.expected(), store.poison));
        QVERIFY(bench.figures().deadLettered >= store.poison.size());
        QCOMPARE(bench.figures().accepted, std::uint64_t{51});
        QCOMPARE(bench.figures().queued, std::uint64_t{0});
        QCOMPARE(bench.pump.pumpedSequence(first), std::optional(Sequence{12}));
    }
}

void PumpTroubleTest::aPolicyThatChangesIsCountedAnew() {
    MemoryStore store;
    PumpBench bench(store);
    MemorySource source(first, Epoch{7});
    bench.take(first, Epoch{7}, source);
    fill(bench, source, first, 10);
    source.write("order:1", "v");
    bench.pump.committed(first, source.commit(), bench.now);
    source.refuseSpace("item");
    bench.run(seconds(1));
    QCOMPARE(store.rows, source.expected());
    QCOMPARE(bench.figures().accepted, std::uint64_t{1});
    QCOMPARE(bench.figures().queued, std::uint64_t{0});
    fill(bench, source, first, 10);
    source.refuseSpace("order");
    bench.pump.committed(first, PumpBacklog{3, 30}, bench.now);
    bench.run(seconds(1));
    QCOMPARE(bench.figures().queued, std::uint64_t{0});
    QVERIFY(bench.pump.isQuiet());
}

void PumpTroubleTest::fieldsComeBackAsTheyWere() {
    HashFields fields;
    fields["name"] = std::string("\0\xff\r\n", 4);
    fields[std::string("\0", 1)] = "";
    fields[""] = std::string(100000, 'x');
    const auto decoded = decodeFields(encodeFields(fields));
    QVERIFY(decoded.ok());
    QCOMPARE(decoded.value(), std::vector<Field>(fields.begin(), fields.end()));
    QVERIFY(decodeFields(encodeFields({})).value().empty());
}

void PumpTroubleTest::malformedFieldsAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("count without fields") << QByteArray("\x05", 1);
    QTest::newRow("huge count") << QByteArray("\xff\xff\xff\xff\x7f", 5);
    QTest::newRow("name beyond the end") << QByteArray("\x01\x09""ab", 4);
    QTest::newRow("bytes left over") << QByteArray("\x01\x01""a\x01""bX", 6);
    QTest::newRow("same name twice") << QByteArray("\x02\x01""a\x01""b\x01""a\x01""c", 9);
}

void PumpTroubleTest::malformedFieldsAreRefused() {
    QFETCH(QByteArray, bytes);
    const auto decoded = decodeFields(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    QVERIFY(!decoded.ok());
    QCOMPARE(decoded.error().code, ErrorCode::Malformed);
}

void PumpTroubleTest::aRowBecomesTheChangeThatMakesItsEntry() {
    Entry entry;
    entry.key = "cart:9";
    entry.content = HashFields{{"a", "1"}, {"b", "2"}};
    entry.expiresAt = WallTime{99};
    entry.lastEpoch = Epoch{3};
    entry.lastSequence = Sequence{4};
    StoreRow row = rowOf(entry, first);
    QCOMPARE(row.space, std::string("cart"));
    QCOMPARE(row.position, (Position{Epoch{3}, Sequence{4}}));
    const Change hash = changeOf(row).value();
    QCOMPARE(hash.kind, ChangeKind::PutHash);
    QCOMPARE(hash.fields, (std::vector<Field>{{"a", "1"}, {"b", "2"}}));
    QCOMPARE(hash.expiresAt, WallTime{99});
    entry.content = std::string("text");
    QCOMPARE(changeOf(rowOf(entry, first)).value().value, std::string("text"));
    QCOMPARE(changeOf(tombstoneOf("cart:9", first, {})).value().kind, ChangeKind::Remove);
    row.type = "stream";
    QVERIFY(!changeOf(row).ok());
}

QTEST_APPLESS_MAIN(PumpTroubleTest)
#include "tst_pump_trouble.moc"
