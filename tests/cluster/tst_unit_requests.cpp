// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a unit answers to clients: UnitCore driven directly. It is primary of every partition but two:
// one is another unit's, one is lost.
#include <QTest>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cluster/core/unit_core.h"
#include "shared/base/slot.h"
#include "shared/resp/parser.h"

using namespace orrery;
using namespace orrery::core;

namespace {

const ClientId client{2};
const AgentId agent{1};
constexpr std::uint16_t partitions = 16;
const PartitionId elsewhere{3};
const PartitionId lost{4};
const PartitionId unplaced{5};

std::string keyIn(PartitionId partition) {
    for (int number = 0;; ++number) {
        std::string key = "k" + std::to_string(number);
        if (partitionOf(slotOf(key), partitions) == partition) {
            return key;
        }
    }
}

model::GridState table() {
    model::GridState grid;
    grid.gridId = "0123456789abcdef";
    grid.name = "test";
    grid.epoch = Epoch{20};
    grid.partitionCount = partitions;
    grid.backups = 0;
    for (const std::uint32_t id : {1U, 2U}) {
        model::UnitDescription unit;
        unit.id = UnitId{id};
        unit.name = "a" + std::to_string(id);
        unit.host = "a";
        unit.incarnation = Incarnation{id * 10};
        unit.state = model::UnitState::Ready;
        unit.client = {"10.0.0." + std::to_string(id), 7100};
        grid.units.push_back(unit);
    }
    for (std::uint16_t number = 0; number < partitions; ++number) {
        model::PartitionDescription one;
        one.id = PartitionId{number};
        one.epoch = Epoch{7};
        one.version = 7;
        one.lost = one.id == lost;
        if (one.id != lost && one.id != unplaced) {
            one.primary = UnitId{one.id == elsewhere ? 2U : 1U};
            one.inSync = {*one.primary};
            one.fromStore = true;
        }
        grid.partitions.push_back(one);
    }
    return grid;
}

enum class Store { None, Empty };

class UnitBench {
public:
    explicit UnitBench(std::string password = {}, Store store = Store::None)
        : core(optionsWith(std::move(password), store), now, effects) {
        core.clientOpened(client, "127.0.0.1:5", now);
        core.linkUp(nodeOf(agent), now, effects);
        core.receive(nodeOf(agent), ControllerAt{agent, {"10.0.0.9", 7001}}, now, effects);
    }

    /// The table, and a lease.
    UnitBench& joined() {
        core.receive(nodeOf(agent), TableWhole{std::make_shared<model::GridState>(table())}, now, effects);
        grantLease();
        pass(milliseconds(10));
        return *this;
    }

    void grantLease() { core.receive(nodeOf(agent), BeatReply{Incarnation{10}, now.instant}, now, effects); }

    void pass(Duration span) {
        now.instant = now.instant + span;
        core.tick(now, effects);
        endBatch();
    }

    std::string ask(std::vector<std::string_view> words) {
        core.request(client, Ticket{++m_ticket}, words, now, effects);
        endBatch();
        return answers[m_ticket];
    }

    void endBatch() {
        core.endOfBatch(now, effects);
        for (const Reply& reply : effects.replies) {
            answers[reply.ticket.value].append(effects.replyBytes, reply.offset, reply.length);
        }
        sent.insert(sent.end(), effects.messages.begin(), effects.messages.end());
        exits += effects.exit ? 1 : 0;
        std::vector<StoreRequest> requests;
        requests.swap(effects.storeRequests);
        effects.clear();
        for (const StoreRequest& request : requests) {
            core.storeEvent(answerOf(request), now, effects);
        }
        if (!requests.empty()) {
            endBatch();
        }
    }

    /// The table anew, with the wish about this unit's pump.
    void wishPaused(bool paused) {
        model::GridChange change;
        change.epoch = Epoch{core.table().epoch.value + 1};
        change.units.push_back(*model::findUnit(core.table(), UnitId{1}));
        change.units.back().pumpPaused = paused;
        core.receive(nodeOf(agent), TableChange{std::make_shared<model::GridChange>(change)}, now, effects);
        endBatch();
    }

    resp::Value askValue(std::vector<std::string_view> words) {
        resp::ReplyParser parser;
        parser.feed(ask(std::move(words)));
        return parser.next() == resp::Progress::Complete ? parser.take() : resp::Value::error("no whole reply");
    }

    std::size_t batches = 0;   ///< That the store was given.

    Moment now{Instant{90000000}, WallTime{1700000000000}};
    Effects effects;
    std::map<std::uint64_t, std::string> answers;
    std::vector<SendMessage> sent;
    int exits = 0;
    UnitCore core;

private:
    StoreEvent answerOf(const StoreRequest& request) {
        if (const auto* claim = std::get_if<StoreClaim>(&request)) {
            return StoreClaimed{claim->id, claim->partition, {}};
        }
        if (const auto* load = std::get_if<StoreLoad>(&request)) {
            return StoreLoaded{load->id, load->partition, {}, true, {}};
        }
        ++batches;
        return StoreCommitted{std::get<StoreBatch>(request).id, milliseconds(1)};
    }

    static UnitOptions optionsWith(std::string password, Store store) {
        UnitOptions options;
        options.unit = UnitId{1};
        options.name = "a1";
        options.host = "a";
        options.incarnation = Incarnation{10};
        options.gridName = "test";
        options.agent = agent;
        options.password = std::move(password);
        options.hasStore = store == Store::Empty;
        return options;
    }

    std::uint64_t m_ticket = 0;
};

}  // namespace

class UnitRequestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPausedPumpHoldsStillAndShowsWhatWaits() {
        UnitBench bench({}, Store::Empty);
        bench.joined();
        bench.wishPaused(true);
        const std::string key = keyIn(PartitionId{0});
        QCOMPARE(bench.ask({"SET", key, "secret"}), std::string("+OK\r\n"));
        QCOMPARE(bench.ask({"HSET", "{" + key + "}h", "f", "v"}), std::string(":1\r\n"));
        bench.pass(milliseconds(200));
        bench.pass(milliseconds(300));
        QCOMPARE(bench.batches, std::size_t{0});
        const resp::Value shown = bench.askValue({"PUMP", "SHOW"});
        QCOMPARE(shown.find("paused")->integer, std::int64_t{1});
        QCOMPARE(shown.find("figures")->find("state")->text, std::string("paused"));
        const resp::Value& first = shown.find("partitions")->items.front();
        QCOMPARE(first.find("queued")->integer, std::int64_t{2});
        QVERIFY(first.find("oldest-micros")->integer >= 400000);
        const resp::Value queue = bench.askValue({"PUMP", "SHOW", "a1", "PARTITION", "0", "COUNT", "1"});
        QCOMPARE(queue.find("queued")->integer, std::int64_t{2});
        QCOMPARE(queue.find("items")->items.size(), std::size_t{1});
        const resp::Value& item = queue.find("items")->items.front();
        QCOMPARE(item.find("key")->text, key);
        QCOMPARE(item.find("kind")->text, std::string("put-string"));
        QVERIFY(item.find("age-micros")->integer >= 400000);
        QVERIFY(bench.ask({"PUMP", "SHOW", "PARTITION", "0"}).find("secret") == std::string::npos);
        bench.wishPaused(false);
        bench.pass(milliseconds(100));
        QVERIFY(bench.batches > 0);
        QCOMPARE(bench.askValue({"PUMP", "SHOW", "PARTITION", "0"}).find("items")->items.size(), std::size_t{0});
    }

    void aPumpTellsOnlyOfItsOwnQueues() {
        UnitBench bench({}, Store::Empty);
        bench.joined();
        QCOMPARE(bench.ask({"PUMP", "SHOW", "a2"}), std::string("-ERR this is unit a1; it knows only its own queues\r\n"));
        QCOMPARE(bench.ask({"PUMP", "SHOW", "PARTITION", "3"}),
                 std::string("-ERR unit a1 is not the primary of partition 3\r\n"));
        QCOMPARE(bench.ask({"PUMP", "SHOW", "PARTITION", "x"}),
                 std::string("-ERR say PUMP SHOW, or PUMP SHOW a1 PARTITION 137 COUNT 100\r\n"));
        QCOMPARE(bench.ask({"PUMP", "PAUSE", "a1"}),
                 std::string("-ERR grid commands are answered by agents; ask the agent of this host\r\n"));
    }

    void aPrimaryTellsOfItsFirstAcknowledgedWriteOnly() {
        UnitBench bench;
        bench.joined();
        const auto told = [&] {
            return std::count_if(bench.sent.begin(), bench.sent.end(), [](const SendMessage& message) {
                return std::holds_alternative<FirstWrite>(message.message);
            });
        };
        const std::string key = keyIn(PartitionId{0});
        bench.core.linkUp(nodeOf(agent), bench.now, bench.effects);
        bench.ask({"GET", key});
        QCOMPARE(told(), std::ptrdiff_t{0});
        bench.ask({"SET", key, "v"});
        bench.ask({"SET", key, "w"});
        QCOMPARE(told(), std::ptrdiff_t{1});
    }

    void aPrimaryAnswersUnderItsLease() {
        UnitBench bench;
        bench.joined();
        const std::string key = keyIn(PartitionId{0});
        QCOMPARE(bench.ask({"SET", key, "v"}), std::string("+OK\r\n"));
        QCOMPARE(bench.ask({"GET", key}), std::string("$1\r\nv\r\n"));
    }

    void withoutALeaseNothingIsAnswered() {
        UnitBench bench;
        bench.joined();
        const std::string key = keyIn(PartitionId{0});
        bench.ask({"SET", key, "v"});
        bench.pass(milliseconds(989));
        QCOMPARE(bench.ask({"GET", key}), std::string("$1\r\nv\r\n"));
        bench.pass(milliseconds(1));
        const std::string refusal = "-TRYAGAIN This unit's lease ran out; the partition may have another primary by now\r\n";
        QCOMPARE(bench.ask({"GET", key}), refusal);
        QCOMPARE(bench.ask({"SET", key, "w"}), refusal);
        bench.grantLease();
        QCOMPARE(bench.ask({"GET", key}), std::string("$1\r\nv\r\n"));
    }

    void aLeaseForAnotherIncarnationIsNone() {
        UnitBench bench;
        bench.joined();
        bench.pass(seconds(2));
        bench.core.receive(nodeOf(agent), BeatReply{Incarnation{9}, bench.now.instant}, bench.now, bench.effects);
        QVERIFY(bench.ask({"GET", keyIn(PartitionId{0})}).starts_with("-TRYAGAIN"));
    }

    void beforeItsTableAUnitSaysSo() {
        UnitBench bench;
        QCOMPARE(bench.ask({"GET", "k"}),
                 std::string("-CLUSTERDOWN The unit has not learned the partition table yet\r\n"));
    }

    void otherPartitionsAreRedirectedOrRefused() {
        UnitBench bench;
        bench.joined();
        const std::string away = keyIn(elsewhere);
        QCOMPARE(bench.ask({"GET", away}),
                 "-MOVED " + std::to_string(slotOf(away).value) + " 10.0.0.2:7100\r\n");
        QCOMPARE(bench.ask({"GET", keyIn(lost)}),
                 std::string("-CLUSTERDOWN Partition 4 is lost: no copy holds every acknowledged write\r\n"));
        QCOMPARE(bench.ask({"GET", keyIn(unplaced)}), std::string("-CLUSTERDOWN Hash slot not served\r\n"));
    }

    void keysOfOneRequestShareASlot() {
        UnitBench bench;
        bench.joined();
        QCOMPARE(bench.ask({"MSET", keyIn(PartitionId{0}), "1", keyIn(PartitionId{1}), "2"}),
                 std::string("-CROSSSLOT Keys in request don't hash to the same slot\r\n"));
    }

    void wrongRequestsAreAnsweredAsRedisDoes() {
        UnitBench bench;
        bench.joined();
        QCOMPARE(bench.ask({"GET"}), std::string("-ERR wrong number of arguments for 'get' command\r\n"));
        QCOMPARE(bench.ask({"FLY", "me", "home"}),
                 std::string("-ERR unknown command 'FLY', with args beginning with: 'me' 'home' \r\n"));
        QCOMPARE(bench.ask({"SELECT", "1"}), std::string("-ERR SELECT is not allowed in cluster mode\r\n"));
        QCOMPARE(bench.ask({"UNIT", "KILL", "a1"}),
                 std::string("-ERR grid commands are answered by agents; ask the agent of this host\r\n"));
        QCOMPARE(bench.ask({"HELLO", "4"}), std::string("-NOPROTO unsupported protocol version\r\n"));
    }

    void nothingIsAnsweredBeforeThePassword() {
        UnitBench bench("secret");
        bench.joined();
        QCOMPARE(bench.ask({"GET", "k"}), std::string("-NOAUTH Authentication required.\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "id", "GET", "k"}), std::string("-NOAUTH Authentication required.\r\n"));
        QCOMPARE(bench.ask({"AUTH", "guess"}),
                 std::string("-WRONGPASS invalid username-password pair or user is disabled.\r\n"));
        QVERIFY(bench.ask({"HELLO", "3"}).starts_with("-NOAUTH HELLO must be called"));
        QCOMPARE(bench.ask({"AUTH", "secret"}), std::string("+OK\r\n"));
        QCOMPARE(bench.ask({"PING"}), std::string("+PONG\r\n"));
    }

    void helloThreeAnswersWithAMap() {
        UnitBench bench;
        const std::string answer = bench.ask({"HELLO", "3"});
        QVERIFY(answer.starts_with("%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n"));
        QVERIFY(answer.find("$5\r\nproto\r\n:3\r\n") != std::string::npos);
        QVERIFY(answer.find("$4\r\nmode\r\n$7\r\ncluster\r\n") != std::string::npos);
        QVERIFY(bench.ask({"HELLO", "2"}).starts_with("*14\r\n"));
    }

    void aRequestIdWrapsTheReplyAndRunsOnce() {
        UnitBench bench;
        bench.joined();
        const std::string key = keyIn(PartitionId{0});
        QCOMPARE(bench.ask({"REQUEST", "r1", "INCR", key}), std::string("*3\r\n:1\r\n:7\r\n:1\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "r1", "INCR", key}), std::string("*3\r\n:1\r\n:7\r\n:1\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "r2", "INCR", key}), std::string("*3\r\n:2\r\n:7\r\n:2\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "r3", "GET", key}), std::string("*3\r\n$1\r\n2\r\n:7\r\n:0\r\n"));
    }

    void requestIdsAreBounded() {
        UnitBench bench;
        bench.joined();
        const std::string tooLong(65, 'x');
        QCOMPARE(bench.ask({"REQUEST", tooLong, "GET", "k"}), std::string("-ERR a request id has 1 to 64 bytes\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "", "GET", "k"}), std::string("-ERR a request id has 1 to 64 bytes\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "r", "PING"}), std::string("-ERR REQUEST takes a data command\r\n"));
        QCOMPARE(bench.ask({"REQUEST", "r"}), std::string("-ERR wrong number of arguments for 'request' command\r\n"));
    }

    void anOlderTableIsNotTakenBack() {
        UnitBench bench;
        bench.joined();
        model::GridState older = table();
        older.epoch = Epoch{19};
        older.partitions[0].primary = UnitId{2};
        older.partitions[0].inSync = {UnitId{2}};
        bench.core.receive(nodeOf(agent), TableWhole{std::make_shared<model::GridState>(older)}, bench.now, bench.effects);
        QCOMPARE(bench.ask({"SET", keyIn(PartitionId{0}), "v"}), std::string("+OK\r\n"));
    }

    void onlyTheControllerIsObeyed() {
        UnitBench bench;
        bench.joined();
        bench.core.receive(nodeOf(AgentId{8}), StopUnit{Incarnation{10}}, bench.now, bench.effects);
        bench.core.receive(nodeOf(agent), StopUnit{Incarnation{9}}, bench.now, bench.effects);
        bench.endBatch();
        QCOMPARE(bench.exits, 0);
        bench.core.receive(nodeOf(agent), StopUnit{Incarnation{10}}, bench.now, bench.effects);
        bench.endBatch();
        QCOMPARE(bench.exits, 1);
    }

    void aPartitionThatGoesAwayIsRedirectedFromThenOn() {
        UnitBench bench;
        bench.joined();
        const std::string key = keyIn(PartitionId{0});
        bench.ask({"SET", key, "v"});
        auto change = std::make_shared<model::GridChange>();
        change->epoch = Epoch{21};
        change->partitions.push_back(table().partitions[0]);
        change->partitions[0].primary = UnitId{2};
        change->partitions[0].inSync = {UnitId{2}};
        change->partitions[0].epoch = Epoch{21};
        change->partitions[0].version = 21;
        bench.core.receive(nodeOf(agent), TableChange{change}, bench.now, bench.effects);
        QVERIFY(bench.ask({"GET", key}).starts_with("-MOVED "));
    }

    void itBeatsTenTimesASecondAndReportsTwice() {
        UnitBench bench;
        bench.joined();
        bench.sent.clear();
        for (int step = 0; step < 100; ++step) {
            bench.pass(milliseconds(10));
        }
        int beats = 0;
        int reports = 0;
        for (const SendMessage& message : bench.sent) {
            beats += std::holds_alternative<Beat>(message.message) ? 1 : 0;
            reports += std::holds_alternative<Report>(message.message) ? 1 : 0;
        }
        QVERIFY2(beats >= 9 && beats <= 11, qPrintable(QString::number(beats)));
        QCOMPARE(reports, 2);
    }
};

QTEST_APPLESS_MAIN(UnitRequestsTest)
#include "tst_unit_requests.moc"
