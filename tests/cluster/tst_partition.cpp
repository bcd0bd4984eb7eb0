// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies of one partition among themselves: three units reduced to what a copy asks of its unit, with
// links that a test can hold back. Each case is a claim of the protocol.
#include <QTest>

#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "cluster/core/commands/command_table.h"
#include "cluster/core/partition/replica.h"

using namespace orrery;
using namespace orrery::core;

namespace {

const UnitId first{1};
const UnitId second{2};
const UnitId third{3};

class Bench;

/// One unit, as far as a copy sees it.
class Host final : public ReplicaHost {
public:
    Host(Bench& bench, UnitId unit) : m_bench(bench), m_unit(unit), replica(PartitionId{0}, Slot{0}, slotCount, *this) {}

    UnitId self() const override { return m_unit; }
    Incarnation incarnation() const override { return Incarnation{m_unit.value * 10U}; }
    Incarnation incarnationOf(UnitId unit) const override { return Incarnation{unit.value * 10U}; }
    bool isLinked(UnitId) const override { return true; }
    bool holdsLease(Moment) const override { return lease; }
    std::uint8_t minimumInSync() const override { return 1; }
    bool keepsLog() const override { return true; }
    bool isPumped(std::string_view) const override { return false; }
    std::string_view refusal() const override { return {}; }
    void send(UnitId to, PartitionMessage message) override;
    void tellController(Message message) override { told.push_back(std::move(message)); }
    void needsFlush(PartitionId) override {}
    void answer(ClientId, std::uint64_t, Ticket ticket, std::string_view bytes) override { answers[ticket.value] = bytes; }
    void askAgain(ParkedRequest) override { ++askedAgain; }
    void pumpTake(PartitionId, Epoch, const PumpSource&, Sequence) override {}
    void pumpGive(PartitionId) override {}
    void pumpCommitted(PartitionId, PumpBacklog) override {}
    void loadFromStore(PartitionId, Epoch) override { ++loads; }
    void log(LogLevel, std::string) override {}
    UnitCounters& counters() override { return m_counters; }

private:
    Bench& m_bench;
    UnitId m_unit;
    UnitCounters m_counters;

public:
    bool lease = true;
    int askedAgain = 0;
    int loads = 0;
    std::map<std::uint64_t, std::string> answers;
    std::vector<Message> told;
    Replica replica;
};

/// Three units with links between them and a clock.
class Bench {
public:
    struct InFlight { UnitId from; UnitId to; PartitionMessage message; };

    Bench() {
        for (const UnitId unit : {first, second, third}) {
            hosts.emplace(unit, std::make_unique<Host>(*this, unit));
        }
    }

    Host& operator[](UnitId unit) { return *hosts.at(unit); }
    Primary& primary(UnitId unit) { return *hosts.at(unit)->replica.primary(); }

    void tell(UnitId unit, std::uint64_t version, std::uint64_t epoch, UnitId leads, std::vector<UnitId> inSync,
              std::vector<UnitId> joining = {}) {
        model::PartitionDescription description;
        description.epoch = Epoch{epoch};
        description.version = version;
        description.primary = leads;
        description.inSync = std::move(inSync);
        description.joining = std::move(joining);
        QVERIFY(hosts.at(unit)->replica.describe(description, now));
    }

    void flush() {
        for (auto& [unit, host] : hosts) {
            host->replica.flush(now);
        }
    }

    /// Delivers until nothing is in flight, save what goes to units that are held.
    void settle() {
        for (int round = 0; round < 200; ++round) {
            flush();
            std::deque<InFlight> moving;
            moving.swap(flight);
            bool delivered = false;
            for (InFlight& one : moving) {
                if (held == one.to || held == one.from) {
                    flight.push_back(std::move(one));
                } else {
                    hosts.at(one.to)->replica.receive(one.from, one.message, now);
                    delivered = true;
                }
            }
            if (!delivered) {
                return;
            }
        }
        QFAIL("the copies never come to rest");
    }

    void pass(Duration span) {
        now.instant = now.instant + span;
        for (auto& [unit, host] : hosts) {
            host->replica.tick(now);
        }
    }

    std::uint64_t ask(UnitId unit, std::vector<std::string_view> words, std::string_view requestId = {}) {
        const std::uint64_t ticket = ++lastTicket;
        DataRequest request;
        request.ticket = Ticket{ticket};
        request.whole = words;
        request.arguments = words;
        request.command = findDataCommand(words[0]);
        request.requestId = requestId;
        request.slot = slotOf(words[1]);
        hosts.at(unit)->replica.execute(request, now);
        return ticket;
    }

    std::string answer(UnitId unit, std::uint64_t ticket) {
        const auto found = hosts.at(unit)->answers.find(ticket);
        return found == hosts.at(unit)->answers.end() ? std::string() : found->second;
    }

    /// First is primary, second in sync, both agree.
    void pair() {
        tell(second, 1, 1, first, {first, second});
        tell(first, 1, 1, first, {first, second});
        settle();
    }

    std::map<UnitId, std::unique_ptr<Host>> hosts;
    std::deque<InFlight> flight;
    std::optional<UnitId> held;
    Moment now{Instant{1000000}, WallTime{1700000000000}};
    std::uint64_t lastTicket = 0;
};

void Host::send(UnitId to, PartitionMessage message) { m_bench.flight.push_back({m_unit, to, std::move(message)}); }

template <typename Kind>
const Kind* lastTold(const Host& host) {
    for (auto message = host.told.rbegin(); message != host.told.rend(); ++message) {
        if (const Kind* kind = std::get_if<Kind>(&*message)) {
            return kind;
        }
    }
    return nullptr;
}

}  // namespace

class PartitionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReignServesOnlyWhenEveryInSyncCopyAgrees() {
        Bench bench;
        bench.held = second;
        bench.tell(first, 1, 1, first, {first, second});
        bench.settle();
        QVERIFY(!bench.primary(first).isServing());
        bench.held.reset();
        bench.settle();
        QVERIFY(bench.primary(first).isServing());
        QVERIFY(lastTold<Serving>(bench[first]) != nullptr);
    }

    void aWriteIsAnsweredOnlyWhenTheBackupHasIt() {
        Bench bench;
        bench.pair();
        bench.held = second;
        const auto ticket = bench.ask(first, {"set", "k", "1"});
        bench.settle();
        QCOMPARE(bench.answer(first, ticket), std::string());
        bench.held.reset();
        bench.settle();
        QCOMPARE(bench.answer(first, ticket), std::string("+OK\r\n"));
        QCOMPARE(bench[second].replica.copy().last(), bench[first].replica.copy().last());
    }

    void aReadOfAnUnconfirmedWriteWaitsForIt() {
        Bench bench;
        bench.pair();
        bench.held = second;
        bench.ask(first, {"set", "k", "1"});
        const auto read = bench.ask(first, {"get", "k"});
        const auto other = bench.ask(first, {"exists", "k"});
        bench.settle();
        QCOMPARE(bench.answer(first, read), std::string());
        QCOMPARE(bench.answer(first, other), std::string());
        bench.held.reset();
        bench.settle();
        QCOMPARE(bench.answer(first, read), std::string("$1\r\n1\r\n"));
    }

    void aReadThatFindsNothingWaitsForTheRemovalItRestsOn() {
        Bench bench;
        bench.pair();
        bench.ask(first, {"set", "k", "1"});
        bench.settle();
        bench.held = second;
        bench.ask(first, {"del", "k"});
        const auto read = bench.ask(first, {"get", "k"});
        bench.settle();
        QCOMPARE(bench.answer(first, read), std::string());
    }

    void aReadWithoutALeaseIsRefused() {
        Bench bench;
        bench.pair();
        bench[first].lease = false;
        const auto read = bench.ask(first, {"get", "k"});
        QVERIFY(bench.answer(first, read).starts_with("-TRYAGAIN"));
    }

    void aWaitingReadIsRefusedWhenTheLeaseRanOutButTheWriteIsAnswered() {
        Bench bench;
        bench.pair();
        bench.held = second;
        const auto write = bench.ask(first, {"set", "k", "1"});
        const auto read = bench.ask(first, {"get", "k"});
        bench.flush();
        bench[first].lease = false;
        bench.held.reset();
        bench.settle();
        QCOMPARE(bench.answer(first, write), std::string("+OK\r\n"));
        QVERIFY(bench.answer(first, read).starts_with("-TRYAGAIN"));
    }

    void aBackupRejectsRecordsFromAnOlderEpoch() {
        Bench bench;
        bench.pair();
        bench.held = first;
        bench.ask(first, {"set", "k", "old"});
        bench.flush();
        bench.tell(second, 2, 2, second, {second});
        bench.held.reset();
        bench.settle();
        QCOMPARE(bench[second].replica.copy().last().sequence, Sequence{0});
    }

    void aBackupUndoesTheTailThatTheNewPrimaryLacks() {
        Bench bench;
        bench.tell(third, 1, 1, first, {first, second, third});
        bench.tell(second, 1, 1, first, {first, second, third});
        bench.tell(first, 1, 1, first, {first, second, third});
        bench.settle();
        bench.ask(first, {"set", "k", "kept"});
        bench.settle();
        bench.pass(milliseconds(60));
        bench.settle();
        bench.held = second;   // The write reaches the third only.
        bench.ask(first, {"set", "k", "tail"});
        bench.settle();
        QCOMPARE(bench[third].replica.copy().last().sequence, Sequence{2});
        bench.flight.clear();
        bench.held = first;
        bench.tell(third, 2, 2, second, {second, third});
        bench.tell(second, 2, 2, second, {second, third});
        bench.settle();
        QVERIFY(bench.primary(second).isServing());
        const Entry* entry = bench[third].replica.copy().entries().findRaw(slotOf("k"), "k");
        QVERIFY(entry != nullptr);
        QCOMPARE(std::get<std::string>(entry->content), std::string("kept"));
        QCOMPARE(bench[third].replica.copy().entries().digest(), bench[second].replica.copy().entries().digest());
    }

    void pendingWritesAreUnknownWhenThePrimaryStepsDown() {
        Bench bench;
        bench.pair();
        bench.held = second;
        const auto ticket = bench.ask(first, {"set", "k", "1"});
        bench.tell(first, 2, 2, second, {second, first});
        QVERIFY(bench.answer(first, ticket).starts_with("-UNKNOWN"));
    }

    void aSilentBackupIsAskedOutAfterHalfASecondAndWaitedForUntilItIsOut() {
        Bench bench;
        bench.pair();
        bench.held = second;
        const auto ticket = bench.ask(first, {"set", "k", "1"});
        bench.settle();
        bench.pass(milliseconds(400));
        QVERIFY(lastTold<ProposeCopies>(bench[first]) == nullptr);
        bench.pass(milliseconds(200));
        const ProposeCopies* proposal = lastTold<ProposeCopies>(bench[first]);
        QVERIFY(proposal != nullptr);
        QCOMPARE(proposal->inSync, std::vector<UnitId>{first});
        QCOMPARE(bench.answer(first, ticket), std::string());
        bench.tell(first, 2, 1, first, {first}, {second});
        QCOMPARE(bench.answer(first, ticket), std::string("+OK\r\n"));
    }

    void aJoiningCopyIsVerifiedBeforeItIsAskedInAndCountedFromThen() {
        Bench bench;
        bench.pair();
        bench.ask(first, {"set", "k", "1"});
        bench.settle();
        bench.tell(third, 2, 1, first, {first, second}, {third});
        bench.tell(first, 2, 1, first, {first, second}, {third});
        bench.settle();
        bench.pass(milliseconds(10));
        const ProposeCopies* proposal = lastTold<ProposeCopies>(bench[first]);
        QVERIFY(proposal != nullptr);
        QCOMPARE(proposal->inSync.size(), std::size_t(3));
        QCOMPARE(bench[third].replica.copy().entries().digest(), bench[first].replica.copy().entries().digest());
        bench.held = third;
        const auto ticket = bench.ask(first, {"set", "k", "2"});
        bench.settle();
        QCOMPARE(bench.answer(first, ticket), std::string());
    }

    void aCopyWithoutTheLogIsSentASnapshotThatLargeHashesFitInto() {
        Bench bench;
        bench.pair();
        const std::string blob(40000, 'x');
        for (int field = 0; field < 40; ++field) {
            const std::string name = "field" + std::to_string(field);
            bench.ask(first, {"hset", "h", name, blob});
        }
        for (int key = 0; key < 200; ++key) {
            const std::string name = "key" + std::to_string(key);
            bench.ask(first, {"set", name, blob});
        }
        bench.settle();
        bench.pass(milliseconds(60));
        bench.settle();
        bench[first].replica.trim(0);
        QVERIFY(bench[first].replica.copy().log().isEmpty() == false ||
                bench[first].replica.copy().log().base().sequence.value > 0);
        bench.tell(third, 2, 1, first, {first, second}, {third});
        bench.tell(first, 2, 1, first, {first, second}, {third});
        bench.settle();
        QCOMPARE(bench[third].replica.copy().entries().digest(), bench[first].replica.copy().entries().digest());
        QCOMPARE(bench[third].replica.copy().entries().entryCount(), std::size_t(201));
    }

    void anUnfinishedCopyRefusesToBePrimary() {
        Bench bench;
        bench.pair();
        const std::string blob(100000, 'x');
        for (int key = 0; key < 60; ++key) {
            const std::string name = "key" + std::to_string(key);
            bench.ask(first, {"set", name, blob});
        }
        bench.settle();
        bench[first].replica.trim(0);
        bench.tell(third, 2, 1, first, {first, second}, {third});
        bench.tell(first, 2, 1, first, {first, second}, {third});
        for (int step = 0; step < 3; ++step) {   // Call, answer, first pieces.
            bench.flush();
            std::deque<Bench::InFlight> moving;
            moving.swap(bench.flight);
            for (auto& one : moving) {
                bench[one.to].replica.receive(one.from, one.message, bench.now);
            }
        }
        QVERIFY(!bench[third].replica.isWhole());
        bench.tell(third, 3, 3, third, {third});
        QVERIFY(bench[third].replica.primary() == nullptr);
    }

    void aRepeatedRequestAnswersWhatTheFirstDidAfterAFailoverToo() {
        Bench bench;
        bench.pair();
        const auto once = bench.ask(first, {"incrby", "n", "5"}, "request-1");
        bench.settle();
        const auto again = bench.ask(first, {"incrby", "n", "5"}, "request-1");
        QCOMPARE(bench.answer(first, again), bench.answer(first, once));
        bench.held = first;
        bench.tell(second, 2, 2, second, {second});
        bench.settle();
        const auto elsewhere = bench.ask(second, {"incrby", "n", "5"}, "request-1");
        QCOMPARE(bench.answer(second, elsewhere), bench.answer(first, once));
        const auto read = bench.ask(second, {"get", "n"});
        QCOMPARE(bench.answer(second, read), std::string("$1\r\n5\r\n"));
    }

    void aHandOverWaitsUntilTheTargetIsLevelAndParksWrites() {
        Bench bench;
        bench.pair();
        bench.held = second;
        bench.ask(first, {"set", "k", "1"});
        bench.settle();
        bench.primary(first).handOver(HandOver{PartitionId{0}, 1, second}, bench.now);
        QVERIFY(lastTold<HandOverReady>(bench[first]) == nullptr);
        const auto parked = bench.ask(first, {"set", "k", "2"});
        bench.held.reset();
        bench.settle();
        QVERIFY(lastTold<HandOverReady>(bench[first]) != nullptr);
        QCOMPARE(bench.answer(first, parked), std::string());
        bench.tell(first, 2, 2, second, {second, first});
        QCOMPARE(bench[first].askedAgain, 1);
        bench.tell(second, 2, 2, second, {second, first});
        bench.settle();
        QVERIFY(bench.primary(second).isServing());
    }

    void anAbandonedHandOverGoesOnServing() {
        Bench bench;
        bench.pair();
        bench.primary(first).handOver(HandOver{PartitionId{0}, 1, second}, bench.now);
        bench.pass(seconds(3));
        QVERIFY(bench.primary(first).isServing());
    }

    void aReignFromTheStoreServesOnlyAfterTheLoad() {
        Bench bench;
        model::PartitionDescription description;
        description.epoch = Epoch{1};
        description.version = 1;
        description.primary = first;
        description.inSync = {first};
        description.fromStore = true;
        QVERIFY(bench[first].replica.describe(description, bench.now));
        QCOMPARE(bench[first].loads, 1);
        QVERIFY(!bench.primary(first).isServing());
        StoreLoaded rows;
        rows.last = true;
        rows.watermark = Position{Epoch{0}, Sequence{41}};
        bench.primary(first).loaded(rows, bench.now);
        QVERIFY(bench.primary(first).isServing());
        const auto ticket = bench.ask(first, {"set", "k", "1"});
        QCOMPARE(bench.answer(first, ticket), std::string("+OK\r\n"));
        QCOMPARE(bench[first].replica.copy().last(), (Position{Epoch{1}, Sequence{42}}));
    }

    void thePumpIsGivenTheCommittedContentOnly() {
        Bench bench;
        bench.pair();
        bench.ask(first, {"set", "k", "committed"});
        bench.ask(first, {"hset", "h", "a", "1"});
        bench.settle();
        bench.held = second;
        bench.ask(first, {"set", "k", "pending"});
        bench.ask(first, {"hset", "h", "b", "2"});
        bench.ask(first, {"set", "new", "pending"});
        const Copy& copy = bench[first].replica.copy();
        QCOMPARE(copy.committedRow("k").value, std::string("committed"));
        QVERIFY(copy.committedRow("new").deleted);
        const Entry* hash = copy.entries().findRaw(slotOf("h"), "h");
        QVERIFY(copy.committedRow("h").value.size() < hash->key.size() + 40);
        QVERIFY(copy.committedRow("h").position.sequence <= copy.commit());
    }
};

QTEST_APPLESS_MAIN(PartitionTest)
#include "tst_partition.moc"
