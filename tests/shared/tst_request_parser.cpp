// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests as clients send them, cut at every byte, and requests nobody should send.
#include <QtTest>

#include "shared/resp/parser.h"

using namespace std::string_literals;
using orrery::resp::Limits;
using orrery::resp::Progress;
using orrery::resp::RequestParser;

namespace {

using Words = std::vector<std::string>;

struct Situation {
    const char* name;
    std::string bytes;
    Words words;
};

const std::vector<Situation>& wellFormed() {
    static const std::vector<Situation> situations = {
        {"one word", "*1\r\n$4\r\nPING\r\n", {"PING"}},
        {"three words", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nvalue\r\n", {"SET", "k", "value"}},
        {"empty word", "*2\r\n$3\r\nGET\r\n$0\r\n\r\n", {"GET", ""}},
        {"line ends inside", "*2\r\n$3\r\nGET\r\n$6\r\na\r\nb\r\n\r\n", {"GET", "a\r\nb\r\n"}},
        {"zero bytes inside", "*1\r\n$3\r\na\0b\r\n"s, {"a\0b"s}},
        {"looks like a header", "*1\r\n$4\r\n$9\r\n\r\n", {"$9\r\n"}},
        {"ten words",
         "*10\r\n$1\r\n0\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\n4\r\n$1\r\n5\r\n$1\r\n6\r\n"
         "$1\r\n7\r\n$1\r\n8\r\n$1\r\n9\r\n",
         {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}},
        {"empty array", "*0\r\n", {}},
        {"null array", "*-1\r\n", {}},
        {"blank line", "\r\n", {}},
        {"inline", "PING\r\n", {"PING"}},
        {"inline, bare LF", "SET  k \t v\n", {"SET", "k", "v"}},
        {"inline, spaces around", "  GET k  \r\n", {"GET", "k"}},
        {"inline, double quotes", "SET k \"a b\\n\\x41\\\"\\q\"\r\n", {"SET", "k", "a b\nA\"q"}},
        {"inline, bad hex is text", "SET k \"\\xZZ\\x4\"\r\n", {"SET", "k", "xZZx4"}},
        {"inline, single quotes", "SET k 'a\\'b\\n'\r\n", {"SET", "k", "a'b\\n"}},
        {"inline, empty quotes", "SET k \"\" ''\r\n", {"SET", "k", "", ""}},
        {"inline, quote in a word", "a\"b c\" d\r\n", {"ab c", "d"}},
        {"inline, CR inside", "a\rb\r\n", {"a", "b"}},
    };
    return situations;
}

Words wordsOf(const RequestParser& parser) {
    return Words(parser.arguments().begin(), parser.arguments().end());
}

/// What the parser says of `bytes`: the error's text, or empty.
std::string errorOf(const std::string& bytes, Limits limits = {}) {
    RequestParser parser(limits);
    return parser.parse(bytes) == Progress::Failed ? parser.error() : std::string();
}

}  // namespace

class TestRequestParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsARequest_data();
    void readsARequest();
    void readsARequestCutAtAnyTwoPoints_data() { readsARequest_data(); }
    void readsARequestCutAtAnyTwoPoints();
    void readsARequestByteByByteFromAMovingBuffer_data() { readsARequest_data(); }
    void readsARequestByteByByteFromAMovingBuffer();
    void readsAPipelineAndSaysHowMuchEachTook();
    void refusesInTheWordsOfRedis_data();
    void refusesInTheWordsOfRedis();
    void refusesTheSameAtEveryCut_data() { refusesInTheWordsOfRedis_data(); }
    void refusesTheSameAtEveryCut();
    void staysFailed();
    void acceptsExactlyTheLimits();
    void refusesOneOverEachLimit();
    void keepsNoMemoryForAnnouncedArguments();
};

void TestRequestParser::readsARequest_data() {
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < wellFormed().size(); ++row) {
        QTest::newRow(wellFormed()[row].name) << static_cast<int>(row);
    }
}

void TestRequestParser::readsARequest() {
    QFETCH(int, row);
    const Situation& situation = wellFormed()[static_cast<std::size_t>(row)];
    RequestParser parser;
    QCOMPARE(parser.parse(situation.bytes), Progress::Complete);
    QCOMPARE(wordsOf(parser), situation.words);
    QCOMPARE(parser.consumed(), situation.bytes.size());
}

void TestRequestParser::readsARequestCutAtAnyTwoPoints() {
    QFETCH(int, row);
    const Situation& situation = wellFormed()[static_cast<std::size_t>(row)];
    const std::string_view bytes = situation.bytes;
    RequestParser parser;
    for (std::size_t first = 0; first < bytes.size(); ++first) {
        for (std::size_t second = first; second < bytes.size(); ++second) {
            QCOMPARE(parser.parse(bytes.substr(0, first)), Progress::NeedMore);
            QCOMPARE(parser.parse(bytes.substr(0, second)), Progress::NeedMore);
            QCOMPARE(parser.parse(bytes), Progress::Complete);
            QCOMPARE(wordsOf(parser), situation.words);
            QCOMPARE(parser.consumed(), bytes.size());
        }
    }
}

void TestRequestParser::readsARequestByteByByteFromAMovingBuffer() {
    QFETCH(int, row);
    const Situation& situation = wellFormed()[static_cast<std::size_t>(row)];
    RequestParser parser;
    for (std::size_t length = 1; length < situation.bytes.size(); ++length) {
        // Every prefix lives at another address and ends where its memory ends.
        const std::vector<char> copy(situation.bytes.begin(),
                                     situation.bytes.begin() + static_cast<std::ptrdiff_t>(length));
        QCOMPARE(parser.parse({copy.data(), copy.size()}), Progress::NeedMore);
    }
    QCOMPARE(parser.parse(situation.bytes), Progress::Complete);
    QCOMPARE(wordsOf(parser), situation.words);
}

void TestRequestParser::readsAPipelineAndSaysHowMuchEachTook() {
    std::string pipeline;
    for (const Situation& situation : wellFormed()) {
        pipeline += situation.bytes;
    }
    for (std::size_t chunk = 1; chunk < 64; ++chunk) {
        RequestParser parser;
        std::string buffer;
        std::vector<Words> found;
        for (std::size_t offset = 0; offset < pipeline.size(); offset += chunk) {
            buffer += pipeline.substr(offset, chunk);
            while (parser.parse(buffer) == Progress::Complete) {
                found.push_back(wordsOf(parser));
                buffer.erase(0, parser.consumed());
            }
        }
        QVERIFY(buffer.empty());
        QCOMPARE(found.size(), wellFormed().size());
        for (std::size_t index = 0; index < found.size(); ++index) {
            QCOMPARE(found[index], wellFormed()[index].words);
        }
    }
}

void TestRequestParser::refusesInTheWordsOfRedis_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const QByteArray& bytes, const char* error) {
        QTest::newRow(name) << bytes << QByteArray("ERR Protocol error: ") + error;
    };
    row("count is text", "*x\r\n", "invalid multibulk length");
    row("count is empty", "*\r\n", "invalid multibulk length");
    row("count has a plus", "*+1\r\n", "invalid multibulk length");
    row("count has a leading zero", "*01\r\n", "invalid multibulk length");
    row("count is huge", "*2147483648\r\n", "invalid multibulk length");
    row("count overflows", "*99999999999999999999999\r\n", "invalid multibulk length");
    row("no dollar", "*1\r\n:4\r\nPING\r\n", "expected '$', got ':'");
    row("a letter for a dollar", "*1\r\nx4\r\nPING\r\n", "expected '$', got 'x'");
    row("nothing for a dollar", "*1\r\n\r\n", "expected '$', got '\r'");
    row("length is text", "*1\r\n$abc\r\n", "invalid bulk length");
    row("length is negative", "*1\r\n$-1\r\n", "invalid bulk length");
    row("length is huge", "*1\r\n$2000000000\r\n", "invalid bulk length");
    row("length overflows", "*1\r\n$18446744073709551617\r\n", "invalid bulk length");
    row("second argument is wrong", "*2\r\n$1\r\na\r\n!1\r\nb\r\n", "expected '$', got '!'");
    row("open double quote", "SET k \"abc\r\n", "unbalanced quotes in request");
    row("open single quote", "SET k 'abc\r\n", "unbalanced quotes in request");
    row("text behind a quote", "SET k \"abc\"d\r\n", "unbalanced quotes in request");
    row("endless line", QByteArray(70000, 'a'), "too big inline request");
    row("endless count", "*" + QByteArray(70000, '1'), "too big mbulk count string");
    row("endless length", "*1\r\n$" + QByteArray(70000, '1'), "too big bulk count string");
}

void TestRequestParser::refusesInTheWordsOfRedis() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, error);
    QCOMPARE(errorOf(bytes.toStdString()), error.toStdString());
}

void TestRequestParser::refusesTheSameAtEveryCut() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, error);
    const std::string whole = bytes.toStdString();
    RequestParser byteByByte;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        if (byteByByte.parse(std::string_view(whole).substr(0, length)) == Progress::Failed) {
            break;
        }
    }
    QCOMPARE(byteByByte.parse(whole), Progress::Failed);
    QCOMPARE(byteByByte.error(), error.toStdString());
}

void TestRequestParser::staysFailed() {
    RequestParser parser;
    QCOMPARE(parser.parse("*x\r\n"), Progress::Failed);
    QCOMPARE(parser.parse("*1\r\n$4\r\nPING\r\n"), Progress::Failed);
    QVERIFY(parser.arguments().empty());
}

void TestRequestParser::acceptsExactlyTheLimits() {
    Limits limits;
    limits.inlineLength = 8;
    limits.argumentCount = 2;
    limits.bulkLength = 5;
    limits.requestLength = 26;
    RequestParser parser(limits);
    QCOMPARE(parser.parse("GET abcd\n"), Progress::Complete);
    const std::string largest = "*2\r\n$5\r\nabcde\r\n$5\r\nabcde\r\n";
    QCOMPARE(largest.size(), limits.requestLength);
    QCOMPARE(parser.parse(largest), Progress::Complete);
    QCOMPARE(wordsOf(parser), (Words{"abcde", "abcde"}));
}

void TestRequestParser::refusesOneOverEachLimit() {
    Limits limits;
    limits.inlineLength = 8;
    limits.argumentCount = 2;
    limits.bulkLength = 5;
    const std::string prefix = "ERR Protocol error: ";
    QCOMPARE(errorOf("GET abcde\n", limits), prefix + "too big inline request");
    QCOMPARE(errorOf("*3\r\n", limits), prefix + "invalid multibulk length");
    QCOMPARE(errorOf("*2\r\n$6\r\n", limits), prefix + "invalid bulk length");
    limits.requestLength = 25;
    QCOMPARE(errorOf("*2\r\n$5\r\nabcde\r\n$5\r\n", limits), prefix + "too big request");
}

void TestRequestParser::keepsNoMemoryForAnnouncedArguments() {
    // The largest count, then nothing: a parser that believed it would hold 16 MB each.
    std::vector<RequestParser> parsers(2000);
    for (RequestParser& parser : parsers) {
        QCOMPARE(parser.parse("*1048576\r\n$1\r\na\r\n"), Progress::NeedMore);
        QVERIFY(parser.arguments().capacity() < 16);
    }
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_request_parser.moc"
