// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records go through bytes of both protocol versions and come back equal; what is wrong is named by
// its path; damaged bytes never do more than fail.
#include <QtTest>

#include <sys/resource.h>

#include "shared/base/random.h"
#include "shared/model/codec_tolerant.h"
#include "shared/resp/parser.h"
#include "shared/resp/writer.h"
#include "tests/shared/model_samples.h"

using namespace orrery;
using namespace orrery::model;
using resp::Value;
using resp::Version;

namespace {

std::string bytesOf(const Value& value, Version version) {
    std::string bytes;
    resp::Writer(bytes, version).value(value);
    return bytes;
}

Value valueOf(const std::string& bytes) {
    resp::ReplyParser parser;
    parser.feed(bytes);
    return parser.next() == resp::Progress::Complete ? parser.take() : Value::error(parser.error());
}

template <typename Record>
void checkRoundTrip(const Record& record, Result<Record> (*decode)(const Value&), Version version) {
    const Result<Record> again = decode(valueOf(bytesOf(encode(record), version)));
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
    QVERIFY(again.value() == record);
}

/// Follows a path of field names and item numbers to a value inside `value`.
Value& at(Value& value, const QByteArray& path) {
    Value* found = &value;
    for (const QByteArray& step : path.split('.')) {
        bool isIndex = false;
        const int index = step.toInt(&isIndex);
        found = isIndex ? &found->items[static_cast<std::size_t>(index)]
                        : const_cast<Value*>(found->find(step.toStdString()));
    }
    return *found;
}

std::string decodeErrorOf(const QByteArray& record, const Value& value) {
    const auto detail = [](const auto& result) {
        return result.ok() ? std::string() : result.error().detail;
    };
    if (record == "state") {
        return detail(decodeGridState(value));
    }
    if (record == "telemetry") {
        return detail(decodeUnitTelemetry(value));
    }
    return record == "event" ? detail(decodeGridEvent(value)) : detail(decodePlan(value));
}

Value encodedSample(const QByteArray& record) {
    if (record == "state") {
        return encode(samples::gridState());
    }
    if (record == "telemetry") {
        return encode(samples::unitTelemetry());
    }
    return record == "event" ? encode(samples::gridEvent()) : encode(samples::plan());
}

std::vector<StreamMessage> everyMessage() {
    return {samples::gridState(), samples::gridChange(), samples::unitTelemetry(),
            samples::gridEvent(), Alive{WallTime{1700000000789}, Epoch{41}}};
}

/// Damages `bytes` in one of six ways.
void mutate(std::string& bytes, Random& random) {
    bytes.append(bytes.empty() ? "*" : "");
    const std::size_t place = random.below(bytes.size());
    const std::size_t span = std::min<std::size_t>(1 + random.below(24), bytes.size() - place);
    switch (random.below(6)) {
    case 0: bytes[place] = static_cast<char>(random.next()); break;
    case 1: bytes.erase(place, span); break;
    case 2: bytes.insert(place, bytes.substr(random.below(bytes.size()), span)); break;
    case 3: bytes[place] = "0123456789-:$%*>#_|"[random.below(19)]; break;
    case 4: bytes.resize(place + 1); break;
    default: bytes.insert(place, std::to_string(random.next())); break;
    }
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool underSanitizer = true;
#else
constexpr bool underSanitizer = false;
#endif

long peakKilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

class TestCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordsComeBackEqual_data();
    void recordsComeBackEqual();
    void emptyRecordsComeBackEqual();
    void pushesComeBackEqual();
    void absentFieldsKeepTheirDefaults();
    void unknownFieldsAreIgnored();
    void nullFieldsCountAsAbsent();
    void wrongFieldsAreNamedByTheirPath_data();
    void wrongFieldsAreNamedByTheirPath();
    void whatOthersIndexWithIsChecked();
    void otherPushesAreUnsupported();
    void unknownWordsLeaveOutTheSmallestRecord();
    void unitsStandByIdAndOnce();
    void everyFieldRefusesAWrongKind_data();
    void everyFieldRefusesAWrongKind();
    void damagedBytesOnlyFail();
};

void TestCodec::recordsComeBackEqual_data() {
    QTest::addColumn<int>("version");
    QTest::newRow("RESP2") << 2;
    QTest::newRow("RESP3") << 3;
}

void TestCodec::recordsComeBackEqual() {
    QFETCH(int, version);
    const auto protocol = static_cast<Version>(version);
    checkRoundTrip(samples::gridState(), decodeGridState, protocol);
    checkRoundTrip(samples::gridChange(), decodeGridChange, protocol);
    checkRoundTrip(samples::gridEvent(), decodeGridEvent, protocol);
    checkRoundTrip(samples::plan(), decodePlan, protocol);
    checkRoundTrip(samples::unitTelemetry(), decodeUnitTelemetry, protocol);
}

void TestCodec::emptyRecordsComeBackEqual() {
    checkRoundTrip(GridState{}, decodeGridState, Version::Resp3);
    checkRoundTrip(GridChange{}, decodeGridChange, Version::Resp3);
    checkRoundTrip(GridEvent{}, decodeGridEvent, Version::Resp3);
    checkRoundTrip(Plan{}, decodePlan, Version::Resp3);
    checkRoundTrip(UnitTelemetry{}, decodeUnitTelemetry, Version::Resp3);
}

void TestCodec::pushesComeBackEqual() {
    for (const StreamMessage& message : everyMessage()) {
        const Value push = encodePush(message);
        QCOMPARE(push.kind, resp::Kind::Push);
        const Result<StreamMessage> again = decodePush(valueOf(bytesOf(push, Version::Resp3)));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QVERIFY(again.value() == message);
    }
}

void TestCodec::absentFieldsKeepTheirDefaults() {
    const Result<GridState> state = decodeGridState(Value::map());
    QVERIFY(state.ok());
    QVERIFY(state.value() == GridState{});
    QVERIFY(decodePlan(Value::array()).ok());
}

void TestCodec::unknownFieldsAreIgnored() {
    Value event = encode(samples::gridEvent());
    event.with("weather", Value::map({Value::bulk("wind"), Value::number64(3)}));
    QVERIFY(decodeGridEvent(event).value() == samples::gridEvent());
}

void TestCodec::nullFieldsCountAsAbsent() {
    Value event = encode(samples::gridEvent());
    at(event, "unit") = Value::null();
    QVERIFY(!decodeGridEvent(event).value().unit.has_value());
}

void TestCodec::wrongFieldsAreNamedByTheirPath_data() {
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* record, const char* path, const char* bytes,
                        const char* error) {
        QTest::addRow("%s", error)
            << QByteArray(record) << QByteArray(path) << QByteArray(bytes) << QByteArray(error);
    };
    row("state", "name", ":1\r\n", "state.name should be text and is a number");
    row("state", "epoch", "+x\r\n", "state.epoch should be a number and is text");
    row("state", "units.0.process-id", "$2\r\n12\r\n",
        "state.units[0].process-id should be a number and is text");
    row("state", "epoch", ":-1\r\n", "state.epoch is -1, which is out of range");
    row("state", "backups", ":256\r\n", "state.backups is 256, which is out of range");
    row("state", "units", "%0\r\n", "state.units should be a list and is a map");
    row("state", "units.0.state", "+sleepy\r\n",
        "state.units[0].state is a word that this program does not know");
    row("state", "units.0.client.port", ":65536\r\n",
        "state.units[0].client.port is 65536, which is out of range");
    row("state", "units.0.client", "+a:1\r\n", "state.units[0].client should be a map and is text");
    row("state", "agents.1.voter", "+yes\r\n",
        "state.agents[1].voter should be a boolean and is text");
    row("state", "agents.1.voter", ":2\r\n", "state.agents[1].voter is 2, which is out of range");
    row("state", "partitions.0.in-sync.1", "_\r\n",
        "state.partitions[0].in-sync[1] should be a number and is nothing");
    row("telemetry", "links.0.lag-micros", ",1.5\r\n",
        "telemetry.links[0].lag-micros should be a number and is a fraction");
    row("telemetry", "incarnation", "(18446744073709551616\r\n",
        "telemetry.incarnation is out of range");
    row("telemetry", "pump.state", ":1\r\n",
        "telemetry.pump.state should be a word and is a number");
    row("event", "kind", "-ERR\r\n", "event.kind should be a word and is an error");
    row("plan", "steps.1", "*1\r\n:1\r\n", "plan.steps[1] should be a map and is a list");
    row("plan", "copies-after.2", ":4294967296\r\n",
        "plan.copies-after[2] is 4294967296, which is out of range");
}

void TestCodec::wrongFieldsAreNamedByTheirPath() {
    QFETCH(QByteArray, record);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, error);
    Value value = encodedSample(record);
    QCOMPARE(decodeErrorOf(record, value), std::string());
    at(value, path) = valueOf(bytes.toStdString());
    QCOMPARE(decodeErrorOf(record, value), error.toStdString());
}

void TestCodec::whatOthersIndexWithIsChecked() {
    GridState state = samples::gridState();
    state.partitions[1].id = PartitionId{0};
    QCOMPARE(decodeErrorOf("state", encode(state)), std::string("state.partitions[1].id is 0"));
    state = samples::gridState();
    state.partitions.pop_back();
    QCOMPARE(decodeErrorOf("state", encode(state)),
             std::string("state.partitions holds 1 partitions of 2"));
    for (const std::uint16_t count : {3, 32768}) {
        state.partitionCount = count;
        QVERIFY(QByteArray::fromStdString(decodeErrorOf("state", encode(state)))
                    .startsWith("state.partition-count"));
    }
}

void TestCodec::otherPushesAreUnsupported() {
    const auto code = [](const Value& push) { return decodePush(push).error().code; };
    const Value name = Value::bulk("grid");
    QCOMPARE(code(Value::null()), ErrorCode::Unsupported);
    QCOMPARE(code(Value::push()), ErrorCode::Unsupported);
    QCOMPARE(code(Value::push({Value::bulk("message"), name, name})), ErrorCode::Unsupported);
    QCOMPARE(code(Value::push({name, Value::bulk("weather"), Value::map()})),
             ErrorCode::Unsupported);
    QCOMPARE(code(Value::push({name, Value::bulk("event")})), ErrorCode::Malformed);
    QCOMPARE(code(Value::push({name, Value::bulk("event"), Value::bulk("")})),
             ErrorCode::Malformed);
}

void TestCodec::unknownWordsLeaveOutTheSmallestRecord() {
    Value value = encode(samples::gridState());
    const std::size_t units = samples::gridState().units.size();
    at(value, "units.0.state") = Value::bulk("hibernating");
    Omissions omissions;
    const Result<GridState> state = decodeGridState(value, omissions);
    QVERIFY(state.ok());
    QCOMPARE(state.value().units.size(), units - 1);
    QCOMPARE(omissions.count, std::uint64_t{1});
    QCOMPARE(omissions.first, std::string("state.units[0].state is a word that this program does not know"));
    QVERIFY(!decodeGridState(value).ok());

    Value event = encode(samples::gridEvent());
    at(event, "kind") = Value::bulk("sun-eclipsed");
    const Result<GridEvent> unread = decodeGridEvent(event, omissions);
    QCOMPARE(unread.error().code, ErrorCode::Unsupported);
    QCOMPARE(omissions.count, std::uint64_t{2});
    at(event, "kind") = Value::number64(1);  // Of a wrong kind: broken, not new.
    QCOMPARE(decodeGridEvent(event, omissions).error().code, ErrorCode::Malformed);
    QCOMPARE(omissions.count, std::uint64_t{2});
}

void TestCodec::unitsStandByIdAndOnce() {
    GridState state = samples::gridState();
    state.units.push_back(state.units.front());
    QVERIFY(QByteArray::fromStdString(decodeErrorOf("state", encode(state))).contains("by id"));
}

void TestCodec::everyFieldRefusesAWrongKind_data() {
    QTest::addColumn<QByteArray>("record");
    for (const char* record : {"state", "telemetry", "event", "plan"}) {
        QTest::newRow(record) << QByteArray(record);
    }
}

void TestCodec::everyFieldRefusesAWrongKind() {
    QFETCH(QByteArray, record);
    const Value sample = encodedSample(record);
    for (std::size_t key = 0; key < sample.items.size(); key += 2) {
        Value damaged = sample;
        damaged.items[key + 1] = Value::error("wrong");  // No field is spelled as an error.
        const std::string error = decodeErrorOf(record, damaged);
        const std::string path =
            record.toStdString() + "." + sample.items[key].text + " should be ";
        QVERIFY2(error.starts_with(path), error.c_str());
    }
}

void TestCodec::damagedBytesOnlyFail() {
    std::vector<std::string> originals;
    for (const StreamMessage& message : everyMessage()) {
        originals.push_back(bytesOf(encodePush(message), Version::Resp3));
    }
    const long before = peakKilobytes();
    Random random(20260102);
    int failures = 0;
    for (int round = 0; round < 60000; ++round) {
        std::string bytes = originals[random.below(originals.size())];
        for (std::uint64_t damage = 1 + random.below(4); damage > 0; --damage) {
            mutate(bytes, random);
        }
        resp::ReplyParser parser;
        parser.feed(bytes);
        while (parser.next() == resp::Progress::Complete) {
            failures += decodePush(parser.take()).ok() ? 0 : 1;
        }
    }
    QVERIFY(failures > 1000);
    // A sanitizer keeps freed memory for a while, so the peak says nothing then.
    if (!underSanitizer) {
        const long grown = peakKilobytes() - before;
        QVERIFY2(grown < 64 * 1024, qPrintable(QString::number(grown)));
    }
}

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
