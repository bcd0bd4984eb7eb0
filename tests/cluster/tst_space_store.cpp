// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The promises of a store: what was undone was never there, equal content has an equal digest
// whatever its history, accounts are exact, and a walk meets each entry once.
#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

#include "cluster/core/space/digest.h"
#include "cluster/core/space/expiry_index.h"
#include "cluster/core/space/slot_table.h"
#include "shared/base/random.h"
#include "tests/support/command_stream.h"

using namespace orrery;
using namespace orrery::core;

namespace {

constexpr WallTime now{1'700'000'000'000};

Change putString(std::string key, std::string value, WallTime expiresAt = {}) {
    return {ChangeKind::PutString, std::move(key), std::move(value), {}, expiresAt};
}

/// Any change, of any kind, to one of a few keys: also such as no command would list.
Change anyChange(Random& random) {
    Change change{static_cast<ChangeKind>(1 + random.below(6)),
                  "key:" + std::to_string(random.below(30)),
                  {},
                  {},
                  {}};
    change.value = std::string(random.below(40), static_cast<char>('a' + random.below(26)));
    for (std::uint64_t left = random.below(6); left > 0; --left) {
        change.fields.emplace_back(
            "a field called " + std::to_string(random.below(6)),
            std::string(random.below(30), static_cast<char>('a' + random.below(26))));
    }
    change.expiresAt = WallTime{
        random.chance(1, 2) ? 0 : now.millis + static_cast<std::int64_t>(random.below(50))};
    return change;
}

/// Everything a store says of itself, entry by entry.
std::string contentOf(const EntryStore& store) {
    std::string text;
    ByteWriter writer(text);
    store.walk({}, store.entryCount() + 1,
               [&](const Entry& entry) { encode(recreate(entry), writer); });
    return text;
}

/// The store that holds the same content and never held anything else.
EntryStore rebuilt(const EntryStore& store, Random& random) {
    std::vector<Change> changes;
    store.walk({}, store.entryCount() + 1,
               [&](const Entry& entry) { changes.push_back(recreate(entry)); });
    for (std::size_t left = changes.size(); left > 1; --left) {
        std::swap(changes[left - 1], changes[random.below(left)]);
    }
    EntryStore fresh(store.firstSlot(), store.slotsHeld());
    for (const Change& change : changes) {
        fresh.apply(change, {}, nullptr);
    }
    return fresh;
}

std::unique_ptr<EntryNode> nodeOf(std::uint64_t hash, std::string key) {
    auto node = std::make_unique<EntryNode>();
    node->entry.key = std::move(key);
    node->hash = hash;
    return node;
}

std::string orderOf(const SlotTable& table, std::uint64_t from) {
    std::string order;
    for (auto place = table.lowerBound(from); place.node != nullptr; place = table.next(place)) {
        order.append(place.node->entry.key).append("|");
    }
    return order;
}

struct Figures {
    std::uint64_t digest = 0;
    std::size_t bytes = 0;
    std::size_t entries = 0;
    std::vector<std::string> expiring;
    std::string content;
    bool operator==(const Figures&) const = default;
};

Figures figuresOf(const EntryStore& store) {
    return {store.digest(), store.byteCount(), store.entryCount(),
            store.expiredKeys(WallTime{std::numeric_limits<std::int64_t>::max()}, 1000),
            contentOf(store)};
}

}  // namespace

class SpaceStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoOfAnyChangesRestoresEverything();
    void undoOfCommandsRestoresEverything();
    void figuresAreIndependentOfHistory();
    void copiedAndMovedChangesDoTheSame();
    void equalContentUnderTwoKeysDoesNotCancelOut();
    void digestSeesKeyValueTypeAndExpiry();
    void fieldsNamedTwiceAreUndone();
    void lastFieldTakesTheEntryWithIt();
    void entriesAreStampedWithTheirPosition();
    void expiredEntriesAreInvisibleButStay();
    void expiredKeysComeEarliestFirst();
    void collidingHashesExpireEachByItself();
    void walkVisitsEachEntryOnceAcrossInserts();
    void walkEndsAtOnceWhenNothingIsLeft();
    void collidingHashesAreToldApartByKey();
    void tableKeepsTheOrderOfItsHashes_data();
    void tableKeepsTheOrderOfItsHashes();
    void entriesStayWhereTheyAre();
    void clearedStoreIsAsNew();
};

void SpaceStoreTest::undoOfAnyChangesRestoresEverything() {
    Random random(11);
    EntryStore store(Slot{0}, slotCount);
    for (int round = 0; round < 3000; ++round) {
        const Figures before = figuresOf(store);
        std::vector<Change> undo;
        for (std::uint64_t left = 1 + random.below(5); left > 0; --left) {
            store.apply(anyChange(random), {}, &undo);
        }
        if (random.chance(1, 3)) {
            continue;
        }
        for (auto change = undo.rbegin(); change != undo.rend(); ++change) {
            store.apply(*change, {}, nullptr);
        }
        QVERIFY(figuresOf(store) == before);
    }
}

void SpaceStoreTest::undoOfCommandsRestoresEverything() {
    CommandStream stream(12, now);
    EntryStore store(Slot{0}, slotCount);
    std::vector<Change> undo;
    const Figures empty = figuresOf(store);
    for (int round = 0; round < 5000; ++round) {
        const Figures before = figuresOf(store);
        const std::size_t start = undo.size();
        runRequest(store, stream.next(), resp::Version::Resp2, now, {}, &undo);
        if (stream.random().chance(1, 2)) {
            for (; undo.size() > start; undo.pop_back()) {
                store.apply(undo.back(), {}, nullptr);
            }
            QVERIFY(figuresOf(store) == before);
        }
    }
    QVERIFY(!(figuresOf(store) == empty));
    for (; !undo.empty(); undo.pop_back()) {
        store.apply(std::move(undo.back()), {}, nullptr);
    }
    QVERIFY(figuresOf(store) == empty);
}

void SpaceStoreTest::figuresAreIndependentOfHistory() {
    Random random(13);
    EntryStore store(Slot{0}, slotCount);
    for (int round = 0; round < 5000; ++round) {
        store.apply(anyChange(random), {}, nullptr);
        if (round % 25 == 0) {
            QVERIFY(figuresOf(rebuilt(store, random)) == figuresOf(store));
        }
    }
    for (std::uint16_t slot = 0; slot < slotCount; ++slot) {
        QCOMPARE(rebuilt(store, random).slotDigest(Slot{slot}), store.slotDigest(Slot{slot}));
        slot = static_cast<std::uint16_t>(slot + 500);
    }
}

void SpaceStoreTest::copiedAndMovedChangesDoTheSame() {
    Random random(14);
    EntryStore copied(Slot{0}, slotCount);
    EntryStore moved(Slot{0}, slotCount);
    for (int round = 0; round < 2000; ++round) {
        Change change = anyChange(random);
        std::vector<Change> copiedUndo;
        std::vector<Change> movedUndo;
        copied.apply(std::as_const(change), {}, &copiedUndo);
        moved.apply(std::move(change), {}, &movedUndo);
        QVERIFY(copiedUndo == movedUndo);
    }
    QVERIFY(figuresOf(copied) == figuresOf(moved));
}

void SpaceStoreTest::equalContentUnderTwoKeysDoesNotCancelOut() {
    EntryStore store(Slot{0}, slotCount);
    const Slot slot = slotOf("{same}");
    for (const std::string key : {"{same}:1", "{same}:2"}) {
        store.apply({ChangeKind::PutHash, key, {}, {{"f", "1"}}, {}}, {}, nullptr);
    }
    const std::uint64_t ones = store.slotDigest(slot);
    for (const std::string key : {"{same}:1", "{same}:2"}) {
        store.apply({ChangeKind::SetFields, key, {}, {{"f", "2"}}, {}}, {}, nullptr);
    }
    QVERIFY(store.slotDigest(slot) != ones);
    QVERIFY(store.slotDigest(slot) != 0);
}

void SpaceStoreTest::digestSeesKeyValueTypeAndExpiry() {
    const std::vector<Change> different{putString("{t}a", "1"),
                                        putString("{t}b", "1"),
                                        putString("{t}a", "2"),
                                        putString("{t}a", "1", WallTime{5}),
                                        putString("{t}a", "1", WallTime{6}),
                                        putString("{t}a", ""),
                                        {ChangeKind::PutHash, "{t}a", {}, {{"1", ""}}, {}},
                                        {ChangeKind::PutHash, "{t}a", {}, {{"", "1"}}, {}}};
    std::set<std::uint64_t> digests{0};
    for (const Change& change : different) {
        EntryStore store(Slot{0}, slotCount);
        store.apply(change, {}, nullptr);
        digests.insert(store.slotDigest(slotOf("{t}")));
    }
    QCOMPARE(digests.size(), different.size() + 1);
}

void SpaceStoreTest::fieldsNamedTwiceAreUndone() {
    EntryStore store(Slot{0}, slotCount);
    store.apply({ChangeKind::PutHash, "h", {}, {{"old", "0"}}, {}}, {}, nullptr);
    const Figures before = figuresOf(store);
    std::vector<Change> undo;
    store.apply({ChangeKind::SetFields,
                 "h",
                 {},
                 {{"new", "1"}, {"old", "1"}, {"new", "2"}, {"old", "2"}},
                 {}},
                {}, &undo);
    const HashFields& fields = std::get<HashFields>(store.findRaw(slotOf("h"), "h")->content);
    QCOMPARE(fields.at("new"), std::string("2"));
    QCOMPARE(fields.at("old"), std::string("2"));
    for (; !undo.empty(); undo.pop_back()) {
        store.apply(undo.back(), {}, nullptr);
    }
    QVERIFY(figuresOf(store) == before);
}

void SpaceStoreTest::lastFieldTakesTheEntryWithIt() {
    EntryStore store(Slot{0}, slotCount);
    store.apply({ChangeKind::PutHash, "h", {}, {{"f", "0"}}, WallTime{9}}, {}, nullptr);
    store.apply({ChangeKind::RemoveFields, "h", {}, {{"f", ""}, {"f", ""}}, {}}, {}, nullptr);
    QCOMPARE(store.entryCount(), std::size_t{0});
    QCOMPARE(store.byteCount(), std::size_t{0});
    QVERIFY(store.expiredKeys(WallTime{100}, 10).empty());
    store.apply({ChangeKind::SetFields, "h", {}, {}, {}}, {}, nullptr);
    QVERIFY(store.findRaw(slotOf("h"), "h") == nullptr);
}

void SpaceStoreTest::entriesAreStampedWithTheirPosition() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(putString("k", "1"), Position{Epoch{3}, Sequence{7}}, nullptr);
    store.apply({ChangeKind::SetExpiry, "k", {}, {}, WallTime{5}}, Position{Epoch{4}, Sequence{9}},
                nullptr);
    const Entry* entry = store.findRaw(slotOf("k"), "k");
    QCOMPARE(entry->lastEpoch.value, std::uint64_t{4});
    QCOMPARE(entry->lastSequence.value, std::uint64_t{9});
}

void SpaceStoreTest::expiredEntriesAreInvisibleButStay() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(putString("k", "1", now), {}, nullptr);
    QVERIFY(store.find(slotOf("k"), "k", WallTime{now.millis - 1}) != nullptr);
    QVERIFY(store.find(slotOf("k"), "k", now) == nullptr);
    QVERIFY(store.findRaw(slotOf("k"), "k") != nullptr);
    QCOMPARE(store.entryCount(), std::size_t{1});
}

void SpaceStoreTest::expiredKeysComeEarliestFirst() {
    Random random(15);
    EntryStore store(Slot{0}, slotCount);
    std::multimap<std::int64_t, std::string> expected;
    for (int index = 0; index < 500; ++index) {
        const std::string key = "k" + std::to_string(index);
        const auto time = static_cast<std::int64_t>(1 + random.below(100));
        store.apply(putString(key, "1", WallTime{time}), {}, nullptr);
        expected.emplace(time, key);
    }
    const std::vector<std::string> keys = store.expiredKeys(WallTime{50}, 1000);
    QCOMPARE(keys.size(),
             static_cast<std::size_t>(std::distance(expected.begin(), expected.upper_bound(50))));
    std::int64_t last = 0;
    for (const std::string& key : keys) {
        const std::int64_t time = store.findRaw(slotOf(key), key)->expiresAt.millis;
        QVERIFY(time >= last && time <= 50);
        last = time;
    }
    QCOMPARE(store.expiredKeys(WallTime{50}, 3),
             std::vector<std::string>(keys.begin(), keys.begin() + 3));
    QVERIFY(rebuilt(store, random).expiredKeys(WallTime{50}, 1000) == keys);
}

void SpaceStoreTest::collidingHashesExpireEachByItself() {
    ExpiryIndex index;
    std::vector<std::unique_ptr<EntryNode>> nodes;
    for (const char* key : {"b", "c", "a"}) {
        nodes.push_back(nodeOf(42, key));
        nodes.back()->entry.expiresAt = now;
        index.add(*nodes.back());
    }
    index.remove(*nodes[1]);
    QCOMPARE(index.expired(now, 10), (std::vector<std::string>{"a", "b"}));
}

void SpaceStoreTest::walkVisitsEachEntryOnceAcrossInserts() {
    Random random(16);
    for (const std::size_t limit : {1, 2, 7, 1000}) {
        EntryStore store(Slot{8000}, 300);
        const auto insert = [&](const std::string& prefix) {
            const std::string key = prefix + std::to_string(random.next());
            if (store.holds(slotOf(key))) {
                store.apply(putString(key, "1"), {}, nullptr);
            }
        };
        while (store.entryCount() < 500) {
            insert("old");
        }
        std::map<std::string, int> visits;
        WalkPosition position;
        while (!position.done) {
            std::size_t visited = 0;
            position = store.walk(position, limit, [&](const Entry& entry) {
                ++visits[entry.key];
                ++visited;
            });
            QVERIFY(visited <= limit);
            QCOMPARE(position.hash << walkHashBits, std::uint64_t{0});
            for (int index = 0; index < 40; ++index) {
                insert("new");
            }
        }
        int old = 0;
        for (const auto& [key, count] : visits) {
            QCOMPARE(count, 1);
            old += key.starts_with("old") ? 1 : 0;
        }
        QCOMPARE(old, 500);
    }
}

void SpaceStoreTest::walkEndsAtOnceWhenNothingIsLeft() {
    EntryStore store(Slot{100}, 64);
    const auto ignore = [](const Entry&) {};
    QVERIFY(store.walk({}, 10, ignore).done);
    QVERIFY(store.walk(WalkPosition{164, 0}, 10, ignore).done);
    QVERIFY(store.walk(WalkPosition{16383, ~0ULL}, 10, ignore).done);
    QVERIFY(store.walk(WalkPosition{0, 0, true}, 10, ignore).done);
}

void SpaceStoreTest::collidingHashesAreToldApartByKey() {
    for (const std::uint64_t hash : {std::uint64_t{42}, ~std::uint64_t{0}}) {
        SlotTable table;
        for (const char* key : {"b", "", "a", "c"}) {
            table.insert(nodeOf(hash, key));
        }
        QVERIFY(table.find(hash, "d") == nullptr);
        QVERIFY(table.find(hash - 1, "a") == nullptr);
        QCOMPARE(table.find(hash, "b")->entry.key, std::string("b"));
        table.erase(*table.find(hash, "a"));
        QCOMPARE(orderOf(table, hash), std::string("|b|c|"));
        QCOMPARE(orderOf(table, 0), std::string("|b|c|"));
    }
}

void SpaceStoreTest::tableKeepsTheOrderOfItsHashes_data() {
    QTest::addColumn<quint64>("mask");
    QTest::newRow("hashes of all bits") << ~quint64{0};
    QTest::newRow("all at the front") << quint64{0xFF};
    QTest::newRow("all at the end") << (quint64{0xFF} << 40);
    QTest::newRow("few hashes, many keys") << (quint64{7} << 61);
}

void SpaceStoreTest::tableKeepsTheOrderOfItsHashes() {
    QFETCH(quint64, mask);
    const std::uint64_t base = mask == (quint64{0xFF} << 40) ? ~std::uint64_t{0} << 48 : 0;
    Random random(17);
    SlotTable table;
    std::map<std::pair<std::uint64_t, std::string>, const EntryNode*> expected;
    for (int round = 0; round < 6000; ++round) {
        const std::uint64_t hash = base | (random.next() & mask);
        const std::string key = std::to_string(random.below(500));
        // Grows for the first half, shrinks to nothing in the second.
        const bool growing = random.chance(round < 3000 ? 3 : 1, 4);
        const auto known = expected.find({hash, key});
        QCOMPARE(table.find(hash, key),
                 known == expected.end() ? nullptr : const_cast<EntryNode*>(known->second));
        if (growing && known == expected.end()) {
            expected[{hash, key}] = &table.insert(nodeOf(hash, key));
        } else if (!growing && !expected.empty()) {
            auto victim = expected.lower_bound({hash, key});
            victim = victim == expected.end() ? expected.begin() : victim;
            table.erase(*victim->second);
            expected.erase(victim);
        }
        QCOMPARE(table.size(), expected.size());
        if (round % 50 == 0) {
            const std::uint64_t from = base | (random.next() & mask);
            auto sought = expected.lower_bound({from, ""});
            for (auto place = table.lowerBound(from); place.node != nullptr;
                 place = table.next(place), ++sought) {
                QVERIFY(sought != expected.end());
                QCOMPARE(place.node, sought->second);
            }
            QVERIFY(sought == expected.end());
        }
    }
}

void SpaceStoreTest::entriesStayWhereTheyAre() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(putString("{t}", "first"), {}, nullptr);
    const Entry* entry = store.findRaw(slotOf("{t}"), "{t}");
    for (int index = 0; index < 1000; ++index) {
        store.apply(putString("{t}" + std::to_string(index), "x"), {}, nullptr);
    }
    QCOMPARE(store.findRaw(slotOf("{t}"), "{t}"), entry);
    const EntryStore other = std::move(store);
    QCOMPARE(other.findRaw(slotOf("{t}"), "{t}"), entry);
    QCOMPARE(std::get<std::string>(entry->content), std::string("first"));
}

void SpaceStoreTest::clearedStoreIsAsNew() {
    EntryStore store(Slot{0}, slotCount);
    const Figures empty = figuresOf(store);
    store.apply(putString("k", "1", WallTime{5}), {}, nullptr);
    store.clear();
    QVERIFY(figuresOf(store) == empty);
    QCOMPARE(store.slotsHeld(), slotCount);
}

QTEST_APPLESS_MAIN(SpaceStoreTest)
#include "tst_space_store.moc"
