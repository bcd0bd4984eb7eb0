// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Replies and pushes as trees, cut at every byte, and replies no honest server sends.
#include <QtTest>

#include <cmath>

#include "shared/base/random.h"
#include "shared/resp/parser.h"
#include "shared/resp/reply_scanner.h"
#include "shared/resp/writer.h"

using orrery::resp::Kind;
using orrery::resp::Limits;
using orrery::resp::Progress;
using orrery::resp::ReplyParser;
using orrery::resp::ReplyScanner;
using orrery::resp::Value;

namespace {

struct Situation {
    const char* name;
    std::string bytes;
    Value value;
};

Value kindOf(Kind kind, Value value) {
    value.kind = kind;
    return value;
}

Value fraction(double number) {
    Value value;
    value.kind = Kind::Double;
    value.number = number;
    return value;
}

Value one() { return Value::number64(1); }

const std::vector<Situation>& wellFormed() {
    static const std::vector<Situation> situations = {
        {"simple", "+OK\r\n", Value::simple("OK")},
        {"empty simple", "+\r\n", Value::simple("")},
        {"error", "-ERR no\r\n", Value::error("ERR no")},
        {"integer", ":-42\r\n", Value::number64(-42)},
        {"integer with plus", ":+42\r\n", Value::number64(42)},
        {"smallest integer", ":-9223372036854775808\r\n",
         Value::number64(std::numeric_limits<std::int64_t>::min())},
        {"bulk", "$5\r\na\r\nbc\r\n", Value::bulk("a\r\nbc")},
        {"empty bulk", "$0\r\n\r\n", Value::bulk("")},
        {"RESP2 null", "$-1\r\n", Value::null()},
        {"RESP2 null array", "*-1\r\n", Value::null()},
        {"null", "_\r\n", Value::null()},
        {"double", ",-1.5e3\r\n", fraction(-1500)},
        {"infinity", ",-inf\r\n", fraction(-HUGE_VAL)},
        {"true", "#t\r\n", Value::boolean(true)},
        {"false", "#f\r\n", Value::boolean(false)},
        {"big number", "(-349285719846198246\r\n",
         kindOf(Kind::BigNumber, Value::bulk("-349285719846198246"))},
        {"bulk error", "!5\r\nA\r\nBC\r\n", Value::error("A\r\nBC")},
        {"verbatim", "=8\r\ntxt:a\r\nb\r\n", kindOf(Kind::Verbatim, Value::bulk("a\r\nb"))},
        {"array", "*2\r\n:1\r\n$1\r\na\r\n", Value::array({one(), Value::bulk("a")})},
        {"empty array", "*0\r\n", Value::array()},
        {"map", "%1\r\n+a\r\n:1\r\n", Value::map({Value::simple("a"), one()})},
        {"set", "~1\r\n:1\r\n", kindOf(Kind::Set, Value::array({one()}))},
        {"push", ">2\r\n+grid\r\n:1\r\n", Value::push({Value::simple("grid"), one()})},
        {"nested", "*2\r\n*1\r\n%1\r\n+a\r\n*0\r\n:1\r\n",
         Value::array({Value::array({Value::map({Value::simple("a"), Value::array()})}), one()})},
        {"attribute before", "|1\r\n+ttl\r\n:9\r\n:1\r\n", one()},
        {"attribute inside", "*2\r\n:1\r\n|1\r\n+ttl\r\n*1\r\n:9\r\n:1\r\n",
         Value::array({one(), one()})},
        {"attribute of an attribute", "|1\r\n|1\r\n+a\r\n+b\r\n+c\r\n+d\r\n:1\r\n", one()},
        {"empty attribute", "|0\r\n:1\r\n", one()},
    };
    return situations;
}

/// The first reply in `bytes`, fed in pieces of `chunk` bytes; null when there is none.
std::optional<Value> parse(const std::string& bytes, std::size_t chunk) {
    ReplyParser parser;
    std::optional<Value> found;
    for (std::size_t offset = 0; offset < bytes.size(); offset += chunk) {
        parser.feed(std::string_view(bytes).substr(offset, chunk));
        const Progress progress = parser.next();
        if (progress == Progress::Complete) {
            found = parser.take();
        }
    }
    return parser.bufferedBytes() == 0 ? found : std::nullopt;
}

std::string errorOf(const std::string& bytes, Limits limits = {}) {
    ReplyParser parser(limits);
    parser.feed(bytes);
    Progress progress = parser.next();
    while (progress == Progress::Complete) {
        progress = parser.next();
    }
    return progress == Progress::Failed ? parser.error() : std::string();
}

}  // namespace

class TestReplyParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAReplyCutAnywhere_data();
    void readsAReplyCutAnywhere();
    void asksForMoreAtEveryPrefix_data() { readsAReplyCutAnywhere_data(); }
    void asksForMoreAtEveryPrefix();
    void readsWhatTheWriterWrites_data() { readsAReplyCutAnywhere_data(); }
    void readsWhatTheWriterWrites();
    void readsAStreamOfReplies();
    void refusesMalformedReplies_data();
    void refusesMalformedReplies();
    void namesTheByteOfTheStream();
    void staysFailed();
    void refusesDeeperThanTheLimit();
    void refusesOneOverEachLimit();
    void believesNoCountBeforeItsItems();
    void holdsNoBytesOfRepliesGivenOut();
    void readsTheSameIntoRoomGivenBack();
    void usesTheRoomGivenBack();
    void keepsABoundedPartOfWhatIsGivenBack();
    void theScannerFindsTheSameEnds_data() { readsAReplyCutAnywhere_data(); }
    void theScannerFindsTheSameEnds();
    void theScannerRefusesNothingThatTheParserReads();
    void theScannerStaysFailedAndNamesTheByte();
};

void TestReplyParser::readsTheSameIntoRoomGivenBack() {
    // Each shape after each other one, so that lists meet room that is too small, too large and just right.
    ReplyParser parser;
    for (const Situation& first : wellFormed()) {
        for (const Situation& second : wellFormed()) {
            for (const Situation* situation : {&first, &second}) {
                parser.feed(situation->bytes);
                QCOMPARE(parser.next(), Progress::Complete);
                Value value = parser.take();
                QVERIFY2(value == situation->value, situation->name);
                parser.giveBack(std::move(value));
            }
        }
    }
}

void TestReplyParser::usesTheRoomGivenBack() {
    const std::string bytes = "*3\r\n*1\r\n:1\r\n%1\r\n+a\r\n*2\r\n:2\r\n:3\r\n:4\r\n";
    ReplyParser parser;
    parser.feed(bytes + bytes);
    QCOMPARE(parser.next(), Progress::Complete);
    Value value = parser.take();
    const auto places = [](const Value& tree) {
        return std::vector{tree.items.data(), tree.items[0].items.data(), tree.items[1].items.data(),
                           tree.items[1].items[1].items.data()};
    };
    const std::vector before = places(value);
    parser.giveBack(std::move(value));
    QCOMPARE(parser.next(), Progress::Complete);
    QCOMPARE(places(parser.take()), before);
}

void TestReplyParser::keepsABoundedPartOfWhatIsGivenBack() {
    // Ten thousand lists of one, and one of ten thousand: neither is kept for the next reply.
    Value many = Value::array();
    for (int index = 0; index < 10'000; ++index) {
        many.items.push_back(Value::array({Value::number64(index)}));
    }
    const Value* const wide = many.items.data();
    ReplyParser parser;
    parser.giveBack(std::move(many));
    QVERIFY2(parser.spareLists() <= 128, qPrintable(QString::number(parser.spareLists())));
    parser.feed("*1\r\n:1\r\n");
    QCOMPARE(parser.next(), Progress::Complete);
    QVERIFY(parser.take().items.data() != wide);
}

void TestReplyParser::theScannerFindsTheSameEnds() {
    QFETCH(int, row);
    const std::string& bytes = wellFormed()[static_cast<std::size_t>(row)].bytes;
    const std::string two = bytes + bytes;
    ReplyScanner scanner;
    for (const std::size_t start : {std::size_t{0}, bytes.size()}) {
        for (std::size_t end = start; end < start + bytes.size(); ++end) {
            QCOMPARE(scanner.scan(std::string_view(two).substr(start, end - start)), Progress::NeedMore);
        }
        QCOMPARE(scanner.scan(std::string_view(two).substr(start)), Progress::Complete);
        QCOMPARE(scanner.length(), bytes.size());
    }
}

void TestReplyParser::theScannerRefusesNothingThatTheParserReads() {
    // Whatever is thrown at both: where the scanner finds an end, the parser does or refuses; where the
    // scanner refuses, the parser does.
    const std::string letters = "+-:$*%~>|_#,(=!0123456789a\r\n\r\n\r\n";
    orrery::Random random(11);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = wellFormed()[random.below(wellFormed().size())].bytes;
        for (std::uint64_t changes = random.below(3); changes > 0; --changes) {
            bytes[random.below(bytes.size())] = letters[random.below(letters.size())];
        }
        ReplyParser parser;
        parser.feed(bytes);
        const Progress parsed = parser.next();
        ReplyScanner scanner;
        const Progress scanned = scanner.scan(bytes);
        QVERIFY2(scanned == parsed || parsed == Progress::Failed, bytes.c_str());
        if (parsed == Progress::Complete) {
            QCOMPARE(scanner.length(), bytes.size() - parser.bufferedBytes());
        }
    }
}

void TestReplyParser::theScannerStaysFailedAndNamesTheByte() {
    ReplyScanner scanner;
    QCOMPARE(scanner.scan("+OK\r\n"), Progress::Complete);
    QCOMPARE(scanner.scan("*1\r\n@\r\n"), Progress::Failed);
    QCOMPARE(scanner.error(), std::string("malformed reply at byte 9: no value starts with this byte"));
    QCOMPARE(scanner.scan("+OK\r\n"), Progress::Failed);
}

void TestReplyParser::readsAReplyCutAnywhere_data() {
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < wellFormed().size(); ++row) {
        QTest::newRow(wellFormed()[row].name) << static_cast<int>(row);
    }
}

void TestReplyParser::readsAReplyCutAnywhere() {
    QFETCH(int, row);
    const Situation& situation = wellFormed()[static_cast<std::size_t>(row)];
    for (std::size_t chunk = 1; chunk <= situation.bytes.size(); ++chunk) {
        const std::optional<Value> value = parse(situation.bytes, chunk);
        QVERIFY(value.has_value());
        QVERIFY(*value == situation.value);
    }
}

void TestReplyParser::asksForMoreAtEveryPrefix() {
    QFETCH(int, row);
    const Situation& situation = wellFormed()[static_cast<std::size_t>(row)];
    for (std::size_t length = 0; length < situation.bytes.size(); ++length) {
        ReplyParser parser;
        parser.feed(std::string_view(situation.bytes).substr(0, length));
        QCOMPARE(parser.next(), Progress::NeedMore);
        parser.feed(std::string_view(situation.bytes).substr(length));
        QCOMPARE(parser.next(), Progress::Complete);
        QVERIFY(parser.take() == situation.value);
    }
}

void TestReplyParser::readsWhatTheWriterWrites() {
    QFETCH(int, row);
    const Value& value = wellFormed()[static_cast<std::size_t>(row)].value;
    std::string bytes;
    orrery::resp::Writer(bytes, orrery::resp::Version::Resp3).value(value);
    if (value.isError() && value.text.find('\n') != std::string::npos) {
        return;  // Errors are written as one line.
    }
    const std::optional<Value> again = parse(bytes, bytes.size());
    QVERIFY(again.has_value());
    QVERIFY(*again == value);
}

void TestReplyParser::readsAStreamOfReplies() {
    std::string stream;
    for (const Situation& situation : wellFormed()) {
        stream += situation.bytes;
    }
    for (std::size_t chunk = 1; chunk < 48; ++chunk) {
        ReplyParser parser;
        std::size_t count = 0;
        for (std::size_t offset = 0; offset < stream.size(); offset += chunk) {
            parser.feed(std::string_view(stream).substr(offset, chunk));
            while (parser.next() == Progress::Complete) {
                QVERIFY(count < wellFormed().size());
                QVERIFY(parser.take() == wellFormed()[count].value);
                ++count;
            }
            QVERIFY2(parser.error().empty(), parser.error().c_str());
        }
        QCOMPARE(count, wellFormed().size());
        QCOMPARE(parser.bufferedBytes(), std::size_t(0));
    }
}

void TestReplyParser::refusesMalformedReplies_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const QByteArray& bytes) {
        QTest::newRow(name) << bytes;
    };
    row("no type", "\r\n");
    row("unknown type", "@1\r\n");
    row("HTTP", "HTTP/1.1 400 Bad Request\r\n");
    row("integer is text", ":abc\r\n");
    row("integer is empty", ":\r\n");
    row("integer overflows", ":9223372036854775808\r\n");
    row("integer with spaces", ": 1\r\n");
    row("bulk length is text", "$abc\r\n");
    row("bulk length below -1", "$-2\r\n");
    row("bulk length is huge", "$9000000000\r\n");
    row("bulk without its end", "$1\r\nabc\r\n");
    row("streamed bulk", "$?\r\n");
    row("streamed array", "*?\r\n");
    row("array count below -1", "*-2\r\n");
    row("array count is huge", "*9000000000\r\n");
    row("map count is negative", "%-1\r\n");
    row("map count overflows when doubled", "%9223372036854775807\r\n");
    row("attribute count is text", "|x\r\n");
    row("boolean is a number", "#1\r\n");
    row("null with a value", "_1\r\n");
    row("double is text", ",abc\r\n");
    row("double overflows", ",1e999\r\n");
    row("big number is text", "(12x\r\n");
    row("verbatim without format", "=3\r\nabc\r\n");
    row("verbatim without colon", "=5\r\ntxtab\r\n");
    row("lone CR in a line", "+a\rb\r\n");
    row("wrong item", "*2\r\n:1\r\n?\r\n");
    row("endless line", QByteArray(70000, '+'));
}

void TestReplyParser::refusesMalformedReplies() {
    QFETCH(QByteArray, bytes);
    const std::string error = errorOf(bytes.toStdString());
    QVERIFY2(error.starts_with("malformed reply at byte "), error.c_str());
    ReplyParser byteByByte;
    for (const char byte : bytes) {
        byteByByte.feed(std::string_view(&byte, 1));
        byteByByte.next();
    }
    QCOMPARE(byteByByte.error(), error);
}

void TestReplyParser::namesTheByteOfTheStream() {
    ReplyParser parser;
    for (int reply = 0; reply < 1000; ++reply) {
        parser.feed("+OK\r\n");
        QCOMPARE(parser.next(), Progress::Complete);
    }
    parser.feed("*1\r\n@\r\n");
    QCOMPARE(parser.next(), Progress::Failed);
    QCOMPARE(parser.error(),
             std::string("malformed reply at byte 5004: no value starts with this byte"));
}

void TestReplyParser::staysFailed() {
    ReplyParser parser;
    parser.feed("@\r\n");
    QCOMPARE(parser.next(), Progress::Failed);
    parser.feed("+OK\r\n");
    QCOMPARE(parser.next(), Progress::Failed);
}

void TestReplyParser::refusesDeeperThanTheLimit() {
    Limits limits;
    limits.depth = 3;
    QCOMPARE(errorOf("*1\r\n*1\r\n*1\r\n:1\r\n", limits), std::string());
    QVERIFY(errorOf("*1\r\n*1\r\n*1\r\n*1\r\n", limits).ends_with("nested deeper than the limit"));
    std::string bottomless;
    for (int level = 0; level < 100000; ++level) {
        bottomless += "*1\r\n";
    }
    QVERIFY(errorOf(bottomless).ends_with("nested deeper than the limit"));
    QVERIFY(errorOf("|1\r\n|1\r\n|1\r\n|1\r\n", limits).ends_with("nested deeper than the limit"));
}

void TestReplyParser::refusesOneOverEachLimit() {
    Limits limits;
    limits.inlineLength = 8;
    limits.bulkLength = 10;
    limits.itemCount = 4;
    limits.requestLength = 30;
    QCOMPARE(errorOf("+1234567\r\n", limits), std::string());
    QVERIFY(errorOf("+12345678\r\n", limits).ends_with("a line is over its limit"));
    QCOMPARE(errorOf("$10\r\n1234567890\r\n", limits), std::string());
    QVERIFY(errorOf("$11\r\n", limits).ends_with("invalid length of a string"));
    QCOMPARE(errorOf("*4\r\n", limits), std::string());
    QVERIFY(errorOf("*5\r\n", limits).ends_with("invalid count of items"));
    QVERIFY(errorOf("%3\r\n", limits).ends_with("more items than the limit"));
    QVERIFY(errorOf("*2\r\n*2\r\n*1\r\n", limits).ends_with("more items than the limit"));
    QVERIFY(errorOf("*3\r\n$10\r\n1234567890\r\n$10\r\n1234567890\r\n", limits)
                .ends_with("a reply is over its limit"));
}

void TestReplyParser::believesNoCountBeforeItsItems() {
    std::vector<ReplyParser> parsers(2000);
    for (ReplyParser& parser : parsers) {
        // 4 million items of about 90 bytes each, had the count been believed.
        parser.feed("*4000000\r\n:1\r\n");
        QCOMPARE(parser.next(), Progress::NeedMore);
    }
}

void TestReplyParser::holdsNoBytesOfRepliesGivenOut() {
    ReplyParser parser;
    const std::string reply = "$1000\r\n" + std::string(1000, 'x') + "\r\n";
    for (int count = 0; count < 1000; ++count) {
        parser.feed(reply);
        QCOMPARE(parser.next(), Progress::Complete);
        QCOMPARE(parser.bufferedBytes(), std::size_t(0));
    }
    QCOMPARE(parser.next(), Progress::NeedMore);
}

QTEST_APPLESS_MAIN(TestReplyParser)
#include "tst_reply_parser.moc"
