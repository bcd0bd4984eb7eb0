// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The simulated network, disk and store keep the promises that the cores rest on: no more and no less.
#include <QtTest>

#include "cluster/simulation/world/disk.h"
#include "cluster/simulation/world/network.h"
#include "cluster/simulation/world/store.h"

using namespace orrery;
using namespace orrery::simulation;

namespace {

/// Two processes on two hosts and what their shells were told.
struct Pair {
    EventQueue queue;
    Random random{7};
    NetworkModel model;
    ProcessTable processes;
    Network network{queue, random, model, processes, 2};
    std::vector<std::string> told;
    std::vector<std::int64_t> received;

    Pair() {
        for (std::uint32_t index = 0; index < 2; ++index) {
            Process& process = processes.slotFor(core::nodeOf(UnitId{index + 1}), index);
            process.alive = true;
            process.peer = {"host", static_cast<std::uint16_t>(index + 1)};
        }
        network.keep(0, core::nodeOf(UnitId{2}), processes.at(1).peer);
    }
    void send(std::int64_t number) {
        network.send(0, core::nodeOf(UnitId{2}), core::Beat{Incarnation{1}, Instant{number}});
    }
    void runFor(Duration span) {
        const Instant end = queue.now() + span;
        while (!queue.empty() && queue.nextAt() <= end) {
            dispatch(queue.take());
        }
        queue.advanceTo(end);
    }
    void dispatch(const Event& event) {
        core::NodeId peer;
        if (event.kind == EventKind::LinkAttempt) {
            network.attempt(event);
        } else if (event.kind == EventKind::Silence) {
            network.silence(event);
        } else if (event.kind == EventKind::LinkUp && network.comesUp(event, peer)) {
            told.push_back("up " + std::to_string(event.process));
        } else if (event.kind == EventKind::LinkDown && network.goesDown(event, peer)) {
            told.push_back("down " + std::to_string(event.process));
        } else if (event.kind == EventKind::Deliver) {
            if (const auto arrived = network.deliver(event)) {
                received.push_back(std::get<core::Beat>(arrived->second).sentAt.micros);
            }
        }
    }
};

core::StoreBatch batchOf(Epoch fence, Position position, const std::string& value) {
    core::StoreRow row;
    row.space = "s";
    row.key = "s:1";
    row.type = "string";
    row.value = value;
    row.position = position;
    return core::StoreBatch{core::StoreRequestId{1}, {core::StorePiece{PartitionId{0}, fence, position, {row}}}};
}

struct Database {
    EventQueue queue;
    Random random{7};
    StoreModel model;
    Store store{queue, random, model};

    core::StoreEvent ask(core::StoreRequest request) {
        store.submit(std::move(request), 0, 1);
        while (!queue.empty()) {
            const Event event = queue.take();
            if (event.kind == EventKind::StoreExecutes) {
                store.execute(event);
            } else {
                return store.takeAnswer(event);
            }
        }
        return {};
    }
};

}  // namespace

class TestSurroundings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsOfOneInstantKeepTheirOrder();
    void bothSidesHearOfALinkBeforeAnythingArrives();
    void messagesArriveInOrderAndWithoutLossWhileTheLinkIsUp();
    void aBrokenLinkIsToldToBothAndComesBack();
    void messagesHeldByAShortCutArriveAfterIt();
    void aOneWayCutClosesTheLinkAfterTheSilenceLimit();
    void aLinkComesUpOnlyWhenBothEndsLive();
    void aStoppedProcessIsMissedByItsPeer();
    void aCrashKeepsWhatWasSynced();
    void aLyingDiskLosesWhatItConfirmed();
    void aClaimFencesTheFormerPrimary();
    void anOlderRowDoesNotOverwriteANewerOne();
    void aFailingStoreChangesNothing();
};

void TestSurroundings::eventsOfOneInstantKeepTheirOrder() {
    EventQueue queue;
    for (std::uint64_t detail : {3, 1, 2}) {
        Event event;
        event.detail = detail;
        queue.schedule(milliseconds(5), event);
    }
    Event early;
    early.detail = 9;
    queue.schedule(milliseconds(1), early);
    QCOMPARE(queue.take().detail, 9ULL);
    QCOMPARE(queue.take().detail, 3ULL);
    QCOMPARE(queue.take().detail, 1ULL);
    QCOMPARE(queue.take().detail, 2ULL);
    QCOMPARE(queue.now().micros, milliseconds(5).micros);
}

void TestSurroundings::bothSidesHearOfALinkBeforeAnythingArrives() {
    Pair pair;
    pair.send(1);
    pair.runFor(milliseconds(20));
    QCOMPARE(pair.told.size(), std::size_t{2});
    QVERIFY2(pair.received.empty(), "what is sent before the link is up is lost");
    pair.send(2);
    pair.runFor(milliseconds(100));
    QCOMPARE(pair.received, (std::vector<std::int64_t>{2}));
}

void TestSurroundings::messagesArriveInOrderAndWithoutLossWhileTheLinkIsUp() {
    Pair pair;
    pair.model.slowMessage = 200000;
    pair.runFor(milliseconds(20));
    std::vector<std::int64_t> sent;
    for (std::int64_t number = 0; number < 200; ++number) {
        pair.send(number);
        sent.push_back(number);
        pair.runFor(microseconds(100));
    }
    pair.runFor(seconds(1));
    QCOMPARE(pair.received, sent);
}

void TestSurroundings::aBrokenLinkIsToldToBothAndComesBack() {
    Pair pair;
    pair.runFor(milliseconds(20));
    for (std::int64_t number = 0; number < 50; ++number) {
        pair.send(number);
    }
    QVERIFY(pair.network.breakLink(0));
    pair.runFor(seconds(1));
    QCOMPARE(pair.told.size(), std::size_t{6});
    QVERIFY(pair.received.size() < 50);
    QVERIFY2(std::is_sorted(pair.received.begin(), pair.received.end()), "only the end of the stream is lost");
    pair.received.clear();
    pair.send(77);
    pair.runFor(milliseconds(100));
    QCOMPARE(pair.received, (std::vector<std::int64_t>{77}));
}

void TestSurroundings::messagesHeldByAShortCutArriveAfterIt() {
    Pair pair;
    pair.runFor(milliseconds(20));
    pair.network.cut(0, 1);
    pair.send(1);
    pair.send(2);
    pair.runFor(milliseconds(500));
    QVERIFY(pair.received.empty());
    pair.network.heal(0, 1);
    pair.runFor(seconds(2));
    QCOMPARE(pair.received, (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(pair.told.size(), std::size_t{2});
}

void TestSurroundings::aOneWayCutClosesTheLinkAfterTheSilenceLimit() {
    Pair pair;
    pair.runFor(milliseconds(20));
    pair.network.cut(0, 1);
    pair.runFor(milliseconds(900));
    QCOMPARE(pair.told.size(), std::size_t{2});
    pair.runFor(milliseconds(600));
    QCOMPARE(pair.told.size(), std::size_t{4});
    pair.runFor(seconds(5));
    QVERIFY2(pair.told.size() == 4, "it cannot come back while the cut lasts");
    pair.network.heal(0, 1);
    pair.runFor(seconds(1));
    QCOMPARE(pair.told.size(), std::size_t{6});
}

void TestSurroundings::aLinkComesUpOnlyWhenBothEndsLive() {
    Pair pair;
    pair.processes.at(1).alive = false;
    pair.runFor(seconds(2));
    QVERIFY(pair.told.empty());
    pair.processes.at(1).alive = true;
    pair.runFor(seconds(1));
    QCOMPARE(pair.told.size(), std::size_t{2});
}

void TestSurroundings::aStoppedProcessIsMissedByItsPeer() {
    Pair pair;
    pair.runFor(milliseconds(20));
    pair.processes.at(1).paused = true;
    pair.processes.at(1).pausedSince = pair.queue.now();
    pair.network.processPaused(1);
    pair.runFor(milliseconds(900));
    QCOMPARE(pair.told.size(), std::size_t{2});
    pair.runFor(milliseconds(400));
    QCOMPARE(pair.told.size(), std::size_t{4});
}

void TestSurroundings::aCrashKeepsWhatWasSynced() {
    EventQueue queue;
    Random random(3);
    DiskModel model;
    Disk disk(queue, random, model);
    for (std::uint64_t index = 1; index <= 20; ++index) {
        disk.append({index, "entry"}, 0, 1);
    }
    disk.synced(12);
    disk.crash();
    QVERIFY(disk.entries().size() >= 12 && disk.entries().size() <= 20);
    QCOMPARE(disk.entries().back().index, static_cast<std::uint64_t>(disk.entries().size()));
}

void TestSurroundings::aLyingDiskLosesWhatItConfirmed() {
    EventQueue queue;
    Random random(3);
    DiskModel model;
    Disk disk(queue, random, model);
    for (std::uint64_t index = 1; index <= 20; ++index) {
        disk.append({index, "entry"}, 0, 1);
    }
    disk.synced(20);
    disk.startLying();
    disk.crash();
    QVERIFY(disk.entries().size() < 20);
}

void TestSurroundings::aClaimFencesTheFormerPrimary() {
    Database database;
    const PartitionId partition{0};
    QVERIFY(std::holds_alternative<core::StoreClaimed>(
        database.ask(core::StoreClaim{core::StoreRequestId{1}, partition, Epoch{5}})));
    QVERIFY(std::holds_alternative<core::StoreCommitted>(
        database.ask(batchOf(Epoch{5}, {Epoch{5}, Sequence{9}}, "new"))));
    const auto claimed = database.ask(core::StoreClaim{core::StoreRequestId{2}, partition, Epoch{8}});
    QCOMPARE(std::get<core::StoreClaimed>(claimed).watermark, (Position{Epoch{5}, Sequence{9}}));
    const auto refused = database.ask(batchOf(Epoch{5}, {Epoch{5}, Sequence{10}}, "zombie"));
    QVERIFY(std::get<core::StoreFailed>(refused).kind == core::StoreFailureKind::Fenced);
    QCOMPARE(database.store.rows().begin()->second.value, std::string("new"));
    const auto late = database.ask(core::StoreClaim{core::StoreRequestId{3}, partition, Epoch{7}});
    QVERIFY(std::get<core::StoreFailed>(late).kind == core::StoreFailureKind::Fenced);
}

void TestSurroundings::anOlderRowDoesNotOverwriteANewerOne() {
    Database database;
    database.ask(core::StoreClaim{core::StoreRequestId{1}, PartitionId{0}, Epoch{5}});
    database.ask(batchOf(Epoch{5}, {Epoch{5}, Sequence{9}}, "new"));
    database.ask(batchOf(Epoch{5}, {Epoch{4}, Sequence{12}}, "old"));
    QCOMPARE(database.store.rows().begin()->second.value, std::string("new"));
    QCOMPARE(database.store.watermark(PartitionId{0}), (Position{Epoch{5}, Sequence{9}}));
}

void TestSurroundings::aFailingStoreChangesNothing() {
    Database database;
    database.ask(core::StoreClaim{core::StoreRequestId{1}, PartitionId{0}, Epoch{5}});
    database.store.failUntil(database.queue.now() + seconds(10));
    const auto failed = database.ask(batchOf(Epoch{5}, {Epoch{5}, Sequence{9}}, "new"));
    QVERIFY(std::get<core::StoreFailed>(failed).kind == core::StoreFailureKind::Unavailable);
    QVERIFY(database.store.rows().empty());
}

QTEST_APPLESS_MAIN(TestSurroundings)
#include "tst_surroundings.moc"
