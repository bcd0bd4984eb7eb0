// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The smallest parts everything else leans on, against values published elsewhere.
#include <QtTest>

#include <limits>

#include "shared/base/bytes.h"
#include "shared/base/crc32c.h"
#include "shared/base/random.h"
#include "shared/base/slot.h"
#include "shared/base/time.h"

using namespace std::string_literals;
using orrery::ByteReader;
using orrery::ByteWriter;

class TestBase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void crc32cMatchesThePublishedVectors_data();
    void crc32cMatchesThePublishedVectors();
    void crc32cContinuesAcrossAnySplit();
    void crc16MatchesRedis();
    void slotsMatchRedis_data();
    void slotsMatchRedis();
    void keysWithOneTagShareASlot();
    void partitionsAreRunsOfSlots();
    void spaceIsWhatStandsBeforeTheFirstColon();
    void bytesReadBackAsWritten();
    void readerFailsAtEveryShorterLength();
    void readerStaysFailed();
    void readerRefusesACountBeyondTheBytesLeft();
    void readerRefusesAnOverlongVarint();
    void randomRepeatsItselfForOneSeed();
    void timesStopAtTheEndsOfTheirRange();
};

void TestBase::crc32cMatchesThePublishedVectors_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint32>("expected");
    QByteArray ascending;
    for (char byte = 0; byte < 32; ++byte) {
        ascending.append(byte);
    }
    QByteArray descending = ascending;
    std::reverse_copy(ascending.cbegin(), ascending.cend(), descending.begin());
    QTest::newRow("nothing") << QByteArray() << 0u;
    QTest::newRow("check value") << QByteArray("123456789") << 0xE3069283u;
    QTest::newRow("RFC 3720: 32 zeros") << QByteArray(32, '\0') << 0x8A9136AAu;
    QTest::newRow("RFC 3720: 32 ones") << QByteArray(32, '\xFF') << 0x62A8AB43u;
    QTest::newRow("RFC 3720: ascending") << ascending << 0x46DD794Eu;
    QTest::newRow("RFC 3720: descending") << descending << 0x113FDB5Cu;
}

void TestBase::crc32cMatchesThePublishedVectors() {
    QFETCH(QByteArray, bytes);
    QFETCH(quint32, expected);
    QCOMPARE(orrery::crc32c(bytes.toStdString()), expected);
}

void TestBase::crc32cContinuesAcrossAnySplit() {
    const std::string text = "The quick brown fox jumps over the lazy dog";
    for (std::size_t split = 0; split <= text.size(); ++split) {
        const std::string_view whole = text;
        QCOMPARE(orrery::crc32c(whole.substr(split), orrery::crc32c(whole.substr(0, split))),
                 orrery::crc32c(whole));
    }
}

void TestBase::crc16MatchesRedis() {
    QCOMPARE(orrery::crc16("123456789"), quint16(0x31C3));
    QCOMPARE(orrery::crc16(""), quint16(0));
}

void TestBase::slotsMatchRedis_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("slot");
    // Asked of CLUSTER KEYSLOT of a Redis 7.0.
    QTest::newRow("plain") << QByteArray("foo") << 12182;
    QTest::newRow("other plain") << QByteArray("somekey") << 11058;
    QTest::newRow("tag") << QByteArray("foo{hash_tag}") << 2515;
    QTest::newRow("only a tag") << QByteArray("{hash_tag}") << 2515;
    QTest::newRow("empty") << QByteArray("") << 0;
    QTest::newRow("empty tag: whole key") << QByteArray("foo{}{bar}") << 8363;
    QTest::newRow("first closing brace ends it") << QByteArray("foo{{bar}}zap") << 4015;
    QTest::newRow("second tag ignored") << QByteArray("foo{bar}{zap}") << 5061;
    QTest::newRow("unclosed") << QByteArray("foo{bar") << 15278;
}

void TestBase::slotsMatchRedis() {
    QFETCH(QByteArray, key);
    QFETCH(int, slot);
    QCOMPARE(int(orrery::slotOf(key.toStdString()).value), slot);
}

void TestBase::keysWithOneTagShareASlot() {
    QCOMPARE(orrery::slotOf("order:{17}"), orrery::slotOf("cart:{17}:lines"));
    QCOMPARE(orrery::hashTag("order:{17}"), std::string_view("17"));
    QCOMPARE(orrery::hashTag("}{17"), std::string_view("}{17"));
}

void TestBase::partitionsAreRunsOfSlots() {
    QCOMPARE(orrery::partitionOf({0}, 256).value, quint16(0));
    QCOMPARE(orrery::partitionOf({63}, 256).value, quint16(0));
    QCOMPARE(orrery::partitionOf({64}, 256).value, quint16(1));
    QCOMPARE(orrery::partitionOf({16383}, 256).value, quint16(255));
    QCOMPARE(orrery::partitionOf({16383}, 1).value, quint16(0));
    QCOMPARE(orrery::partitionOf({16383}, 16384).value, quint16(16383));
}

void TestBase::spaceIsWhatStandsBeforeTheFirstColon() {
    QCOMPARE(orrery::spaceOf("order:17:line"), std::string_view("order"));
    QCOMPARE(orrery::spaceOf("order"), std::string_view("default"));
    QCOMPARE(orrery::spaceOf(":17"), std::string_view(""));
}

namespace {

std::string oneOfEach() {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.u8(0xAB);
    writer.u16(0xABCD);
    writer.u32(0xABCDEF01);
    writer.u64(std::numeric_limits<std::uint64_t>::max());
    writer.i64(std::numeric_limits<std::int64_t>::min());
    writer.varint(300);
    writer.varint(std::numeric_limits<std::uint64_t>::max());
    writer.text("zero \0 inside"s);
    writer.position({orrery::Epoch{7}, orrery::Sequence{900}});
    return bytes;
}

void readOneOfEach(ByteReader& reader) {
    reader.u8();
    reader.u16();
    reader.u32();
    reader.u64();
    reader.i64();
    reader.varint();
    reader.varint();
    reader.text();
    reader.position();
}

}  // namespace

void TestBase::bytesReadBackAsWritten() {
    const std::string bytes = oneOfEach();
    ByteReader reader(bytes);
    QCOMPARE(reader.u8(), quint8(0xAB));
    QCOMPARE(reader.u16(), quint16(0xABCD));
    QCOMPARE(reader.u32(), quint32(0xABCDEF01));
    QCOMPARE(reader.u64(), std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(reader.i64(), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(reader.varint(), std::uint64_t(300));
    QCOMPARE(reader.varint(), std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(reader.text(), std::string_view("zero \0 inside", 13));
    QVERIFY((reader.position() == orrery::Position{orrery::Epoch{7}, orrery::Sequence{900}}));
    QVERIFY(reader.complete());
}

void TestBase::readerFailsAtEveryShorterLength() {
    const std::string bytes = oneOfEach();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        // A copy of its own, so that a sanitizer sees a read behind the end.
        const std::string part = bytes.substr(0, length);
        ByteReader reader(part);
        readOneOfEach(reader);
        QVERIFY2(reader.failed(), qPrintable(QString::number(length)));
    }
}

void TestBase::readerStaysFailed() {
    ByteReader reader(std::string_view("\x01\x02\x03", 3));
    QCOMPARE(reader.u32(), quint32(0));
    QCOMPARE(reader.u8(), quint8(0));
    QVERIFY(reader.text().empty());
    QVERIFY(reader.failed());
    QVERIFY(!reader.complete());
}

void TestBase::readerRefusesACountBeyondTheBytesLeft() {
    std::string bytes;
    ByteWriter(bytes).varint(1'000'000'000'000);
    bytes.append("abc");
    ByteReader reader(bytes);
    QCOMPARE(reader.count(), std::size_t(0));
    QVERIFY(reader.failed());
    ByteReader text(bytes);
    QVERIFY(text.text().empty());
    QVERIFY(text.failed());
}

void TestBase::readerRefusesAnOverlongVarint() {
    const std::string endless(11, '\x80');
    ByteReader reader(endless);
    QCOMPARE(reader.varint(), std::uint64_t(0));
    QVERIFY(reader.failed());
}

void TestBase::randomRepeatsItselfForOneSeed() {
    orrery::Random first(1);
    orrery::Random second(1);
    orrery::Random other(2);
    bool differs = false;
    for (int draw = 0; draw < 100; ++draw) {
        const std::uint64_t number = first.next();
        QCOMPARE(second.next(), number);
        differs = differs || other.next() != number;
        QVERIFY(first.below(10) < 10);
        second.below(10);
    }
    QVERIFY(differs);
    // SplitMix64's published first output for seed 1234567.
    QCOMPARE(orrery::Random(1234567).next(), std::uint64_t(6457827717110365317ULL));
}

void TestBase::timesStopAtTheEndsOfTheirRange() {
    using orrery::Instant, orrery::WallTime, orrery::microseconds, orrery::milliseconds, orrery::seconds;
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(milliseconds(most / 2).micros, most);
    QCOMPARE(milliseconds(least / 2).micros, least);
    QCOMPARE((seconds(2) * most).micros, most);
    QCOMPARE((seconds(-2) * most).micros, least);
    QCOMPARE((Instant{most} + microseconds(1)).micros, most);
    QCOMPARE((Instant{least} - microseconds(1)).micros, least);
    QCOMPARE((Instant{1} - Instant{least}).micros, most);
    QCOMPARE((microseconds(least) + microseconds(-1)).micros, least);
    QCOMPARE((WallTime{-2} - WallTime{most}).micros, least);
    QCOMPARE((WallTime{5'000} - WallTime{7'000}).micros, seconds(-2).micros);
}

QTEST_APPLESS_MAIN(TestBase)
#include "tst_base.moc"
