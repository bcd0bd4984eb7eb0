// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <limits>

#include "cluster/core/space/change.h"
#include "shared/base/random.h"

using namespace orrery;
using namespace orrery::core;

namespace {

std::string randomText(Random& random, std::uint64_t sizeMax) {
    std::string text(random.below(sizeMax), '\0');
    for (char& byte : text) {
        byte = static_cast<char>(random.next());
    }
    return text;
}

/// A change of any kind in which only what the kind uses is set.
Change randomChange(Random& random) {
    Change change;
    change.kind = static_cast<ChangeKind>(1 + random.below(6));
    change.key = randomText(random, 40);
    const bool named = change.kind == ChangeKind::RemoveFields;
    if (named || change.kind == ChangeKind::PutHash || change.kind == ChangeKind::SetFields) {
        for (std::uint64_t left = random.below(5); left > 0; --left) {
            change.fields.emplace_back(randomText(random, 20), named ? "" : randomText(random, 40));
        }
    }
    if (change.kind == ChangeKind::PutString) {
        change.value = randomText(random, 300);
    }
    if (change.kind == ChangeKind::PutString || change.kind == ChangeKind::PutHash ||
        change.kind == ChangeKind::SetExpiry) {
        change.expiresAt =
            WallTime{static_cast<std::int64_t>(random.next() >> (1 + random.below(63)))};
    }
    return change;
}

std::string encoded(const Change& change) {
    std::string bytes;
    ByteWriter writer(bytes);
    encode(change, writer);
    return bytes;
}

}  // namespace

class SpaceChangesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyChangeComesBackAsItWas();
    void everyShorterFormIsRefused();
    void unknownKindsAndTimesAreRefused();
    void mutatedBytesAreRefusedOrReadAsAChange();
    void hostileCountsTakeNoMemory();
    void footprintGrowsWithTheText();
};

void SpaceChangesTest::everyChangeComesBackAsItWas() {
    Random random(1);
    for (int round = 0; round < 5000; ++round) {
        const Change change = randomChange(random);
        const std::string bytes = encoded(change);
        ByteReader reader(bytes);
        QVERIFY(decodeChange(reader) == change);
        QVERIFY(reader.complete());
    }
}

void SpaceChangesTest::everyShorterFormIsRefused() {
    Random random(2);
    for (int round = 0; round < 300; ++round) {
        const std::string bytes = encoded(randomChange(random));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            ByteReader reader(std::string_view(bytes).substr(0, size));
            QVERIFY(decodeChange(reader) == Change{});
            QVERIFY(reader.failed());
        }
    }
}

void SpaceChangesTest::unknownKindsAndTimesAreRefused() {
    for (int kind = 0; kind < 256; ++kind) {
        const std::string bytes{static_cast<char>(kind), 1, 'k', 0, 0};
        ByteReader reader(bytes);
        decodeChange(reader);
        QCOMPARE(reader.failed(), kind < 1 || kind > 6);
    }
    std::string late;
    ByteWriter writer(late);
    writer.u8(static_cast<std::uint8_t>(ChangeKind::SetExpiry));
    writer.text("k");
    writer.varint(static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + 1);
    ByteReader reader(late);
    decodeChange(reader);
    QVERIFY(reader.failed());
}

void SpaceChangesTest::mutatedBytesAreRefusedOrReadAsAChange() {
    Random random(3);
    int refused = 0;
    for (int round = 0; round < 30000; ++round) {
        std::string bytes = encoded(randomChange(random));
        for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
            bytes[random.below(bytes.size())] = static_cast<char>(random.next());
        }
        ByteReader reader(bytes);
        const Change change = decodeChange(reader);
        if (reader.failed()) {
            ++refused;
            continue;
        }
        const std::string again = encoded(change);
        ByteReader second(again);
        QVERIFY(decodeChange(second) == change);
        QVERIFY(second.complete());
    }
    QVERIFY(refused > 1000);
}

void SpaceChangesTest::hostileCountsTakeNoMemory() {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.u8(static_cast<std::uint8_t>(ChangeKind::SetFields));
    writer.text("k");
    writer.varint(std::numeric_limits<std::uint64_t>::max());
    ByteReader reader(bytes);
    QVERIFY(decodeChange(reader) == Change{});
    QVERIFY(reader.failed());
}

void SpaceChangesTest::footprintGrowsWithTheText() {
    const Change small{ChangeKind::PutString, "k", "v", {}, {}};
    const Change large{ChangeKind::PutString, "k", std::string(1000, 'v'), {}, {}};
    QCOMPARE(footprint(small), sizeof(Change));
    QVERIFY(footprint(large) >= footprint(small) + 1000);
    const Change hash{ChangeKind::PutHash, "k", {}, {{"name", std::string(100, 'v')}}, {}};
    QVERIFY(footprint(hash) >= sizeof(Change) + sizeof(Field) + 100);
}

QTEST_APPLESS_MAIN(SpaceChangesTest)
#include "tst_space_changes.moc"
