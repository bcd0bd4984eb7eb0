// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the comparison with Redis cannot see: the table itself, the changes that handlers list, and
// entries whose time has come.
#include <QtTest>

#include <algorithm>
#include <limits>

#include "cluster/core/commands/command_table.h"
#include "tests/support/command_stream.h"

using namespace orrery;
using namespace orrery::core;

namespace {

constexpr WallTime now{1'700'000'000'000};
constexpr WallTime past{now.millis - 1};

struct Run {
    std::string reply;
    std::vector<Change> changes;
    Sequence touched;
    std::uint32_t hits = 0;
    std::uint32_t misses = 0;
};

/// Runs without applying.
Run run(const EntryStore& store, const RequestWords& words) {
    Run result;
    resp::Writer writer(result.reply, resp::Version::Resp2);
    const std::vector<std::string_view> arguments(words.begin(), words.end());
    CommandContext context{store, now, slotOf(words[1]), writer, result.changes, Sequence{}};
    findDataCommand(words[0])->run(context, arguments);
    result.touched = context.touched;
    result.hits = context.hits;
    result.misses = context.misses;
    return result;
}

Change removal(std::string key) { return {ChangeKind::Remove, std::move(key), {}, {}, {}}; }

Change put(std::string key, std::string value, WallTime expiresAt = {}) {
    return {ChangeKind::PutString, std::move(key), std::move(value), {}, expiresAt};
}

}  // namespace

class CommandTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsFoundInAnyLetterCase();
    void nearNamesAreNotFound();
    void keysAreWhereTheSpecSays();
    void readsNeverListChanges();
    void writeOnAnExpiredEntryFirstRemovesIt_data();
    void writeOnAnExpiredEntryFirstRemovesIt();
    void readOfAnExpiredEntryListsNothing();
    void writeWithPastExpiryIsARemoval();
    void lifetimesAreRoundedToTheNearestSecond();
    void changesOfOneCommandComeInOrder();
    void readsWaitForTheNewestEntryTheySaw();
    void onlyReadsCountAsHitsAndMisses();
};

void CommandTableTest::everyRowIsFoundInAnyLetterCase() {
    QVERIFY(dataCommands().size() >= 41);
    for (const Command& row : dataCommands()) {
        std::string upper(row.name);
        for (char& letter : upper) {
            letter = static_cast<char>(letter - ('a' - 'A'));
        }
        QCOMPARE(findDataCommand(row.name), &row);
        QCOMPARE(findDataCommand(upper), &row);
        upper[0] = row.name[0];
        QCOMPARE(findDataCommand(upper), &row);
        QVERIFY(!row.summary.empty());
        QVERIFY(row.keys.first == 1 && row.keys.step >= 1);
    }
}

void CommandTableTest::nearNamesAreNotFound() {
    for (const std::string_view name :
         {"", "ge", "gett", "get ", "ping", "set\r", "pexpiretimes", "more than sixteen bytes"}) {
        QVERIFY(findDataCommand(name) == nullptr);
    }
    QVERIFY(findDataCommand(std::string_view("get\0", 4)) == nullptr);
    QVERIFY(findDataCommand(std::string_view("get\0\0\0\0\0\0\0\0\0\0\0\0\0", 16)) == nullptr);
}

void CommandTableTest::keysAreWhereTheSpecSays() {
    const auto keys = [](std::vector<std::string_view> words) {
        std::vector<std::string_view> found;
        keysOf(*findDataCommand(words[0]), words, found);
        return found;
    };
    QCOMPARE(keys({"get", "a"}), (std::vector<std::string_view>{"a"}));
    QCOMPARE(keys({"mset", "a", "1", "b", "2"}), (std::vector<std::string_view>{"a", "b"}));
    QCOMPARE(keys({"del", "a", "b", "c"}), (std::vector<std::string_view>{"a", "b", "c"}));
    QCOMPARE(keys({"hset", "a", "f", "1"}), (std::vector<std::string_view>{"a"}));
    QCOMPARE(keys({"get"}), (std::vector<std::string_view>{}));
}

void CommandTableTest::readsNeverListChanges() {
    CommandStream stream(5, now);
    EntryStore store(Slot{0}, slotCount);
    for (int round = 0; round < 5000; ++round) {
        const RequestWords words = stream.next();
        const Command* command = findDataCommand(words[0]);
        if (command->access == CommandAccess::Read && arityFits(*command, words.size())) {
            QVERIFY(run(store, words).changes.empty());
        }
        runRequest(store, words, resp::Version::Resp3, now, {});
    }
}

void CommandTableTest::writeOnAnExpiredEntryFirstRemovesIt_data() {
    QTest::addColumn<QByteArrayList>("words");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<int>("changes");
    const auto row = [](const char* words, const char* reply, int changes) {
        QTest::newRow(words) << QByteArray(words).split(' ') << QByteArray(reply) << changes;
    };
    row("incr k", ":1\r\n", 2);
    row("append k ab", ":2\r\n", 2);
    row("setnx k v", ":1\r\n", 2);
    row("set k v nx", "+OK\r\n", 2);
    row("set k v xx", "$-1\r\n", 1);
    row("set k v keepttl", "+OK\r\n", 2);
    row("getset k v", "$-1\r\n", 2);
    row("getdel k", "$-1\r\n", 1);
    row("hset k f v", ":1\r\n", 2);
    row("hincrby k f 5", ":5\r\n", 2);
    row("hdel k f", ":0\r\n", 1);
    row("del k k", ":0\r\n", 1);
    row("expire k 100", ":0\r\n", 1);
    row("persist k", ":0\r\n", 1);
}

void CommandTableTest::writeOnAnExpiredEntryFirstRemovesIt() {
    QFETCH(QByteArrayList, words);
    QFETCH(QByteArray, reply);
    QFETCH(int, changes);
    RequestWords request;
    for (const QByteArray& word : words) {
        request.push_back(word.toStdString());
    }
    EntryStore store(Slot{0}, slotCount);
    store.apply({ChangeKind::PutHash, "k", {}, {{"f", "9"}}, past}, {}, nullptr);
    const Run result = run(store, request);
    QCOMPARE(QByteArray::fromStdString(result.reply), reply);
    QCOMPARE(static_cast<int>(result.changes.size()), changes);
    QVERIFY(result.changes.front() == removal("k"));
    if (changes == 2) {
        QCOMPARE(result.changes.back().expiresAt.millis, std::int64_t{0});
    }
}

void CommandTableTest::readOfAnExpiredEntryListsNothing() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(put("k", "1", past), Position{Epoch{1}, Sequence{6}}, nullptr);
    const Run result = run(store, {"get", "k"});
    QCOMPARE(result.reply, std::string("$-1\r\n"));
    QVERIFY(result.changes.empty());
    QCOMPARE(result.touched.value, std::uint64_t{6});
    QCOMPARE(result.misses, 1U);
    QCOMPARE(run(store, {"ttl", "k"}).reply, std::string(":-2\r\n"));
}

void CommandTableTest::writeWithPastExpiryIsARemoval() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(put("k", "1"), {}, nullptr);
    const std::vector<Change> gone{removal("k")};
    QVERIFY(run(store, {"set", "k", "v", "pxat", "5"}).changes == gone);
    QVERIFY(run(store, {"set", "k", "v", "pxat", std::to_string(now.millis)}).changes == gone);
    QVERIFY(run(store, {"expire", "k", "-1"}).changes == gone);
    QVERIFY(run(store, {"pexpireat", "k", "0"}).changes == gone);
    QVERIFY(run(store, {"set", "absent", "v", "pxat", "5"}).changes.empty());
    const std::vector<Change> kept{put("k", "v", WallTime{now.millis + 5})};
    QVERIFY(run(store, {"set", "k", "v", "px", "5"}).changes == kept);
}

void CommandTableTest::lifetimesAreRoundedToTheNearestSecond() {
    EntryStore store(Slot{0}, slotCount);
    const std::vector<std::pair<int, int>> lifetimes{{1499, 1}, {1500, 2}, {1, 0}};
    for (const auto& [millis, seconds] : lifetimes) {
        store.apply(put("k", "1", WallTime{now.millis + millis}), {}, nullptr);
        QCOMPARE(run(store, {"ttl", "k"}).reply, ":" + std::to_string(seconds) + "\r\n");
        QCOMPARE(run(store, {"pttl", "k"}).reply, ":" + std::to_string(millis) + "\r\n");
    }
    const std::int64_t end = std::numeric_limits<std::int64_t>::max();
    store.apply(put("k", "1", WallTime{end}), {}, nullptr);
    QCOMPARE(run(store, {"expiretime", "k"}).reply, std::string(":9223372036854776\r\n"));
    QCOMPARE(run(store, {"pexpiretime", "k"}).reply, ":" + std::to_string(end) + "\r\n");
}

void CommandTableTest::changesOfOneCommandComeInOrder() {
    EntryStore store(Slot{0}, slotCount);
    const std::vector<Change> both{put("k", "1"), put("k", "2")};
    QVERIFY(run(store, {"mset", "k", "1", "k", "2"}).changes == both);
    store.apply(put("k", "1"), {}, nullptr);
    const Run removed = run(store, {"del", "k", "k"});
    QCOMPARE(removed.reply, std::string(":1\r\n"));
    QVERIFY(removed.changes == std::vector{removal("k")});
    const Run fields = run(store, {"hset", "h", "f", "1", "f", "2"});
    QCOMPARE(fields.reply, std::string(":1\r\n"));
    const Change assigned{ChangeKind::SetFields, "h", {}, {{"f", "1"}, {"f", "2"}}, {}};
    QVERIFY(fields.changes == std::vector{assigned});
}

void CommandTableTest::readsWaitForTheNewestEntryTheySaw() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(put("{t}a", "1"), Position{Epoch{1}, Sequence{9}}, nullptr);
    store.apply(put("{t}b", "1"), Position{Epoch{1}, Sequence{4}}, nullptr);
    const Run result = run(store, {"mget", "{t}a", "{t}b", "{t}c"});
    QCOMPARE(result.touched.value, std::uint64_t{9});
    QCOMPARE(result.hits, 2U);
    QCOMPARE(result.misses, 1U);
    QCOMPARE(run(store, {"setnx", "{t}b", "1"}).touched.value, std::uint64_t{4});
}

void CommandTableTest::onlyReadsCountAsHitsAndMisses() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(put("k", "1"), {}, nullptr);
    const std::vector<RequestWords> writes{
        {"incr", "k"}, {"set", "new", "1", "nx"}, {"del", "new"}};
    for (const RequestWords& words : writes) {
        const Run result = run(store, words);
        QCOMPARE(result.hits + result.misses, 0U);
    }
    QCOMPARE(run(store, {"getdel", "k"}).hits, 1U);
    QCOMPARE(run(store, {"getset", "new", "1"}).misses, 1U);
}

QTEST_APPLESS_MAIN(CommandTableTest)
#include "tst_command_table.moc"
