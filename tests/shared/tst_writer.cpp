// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How each meaning is spelled in both protocol versions, byte for byte.
#include <QtTest>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <limits>

#include "shared/resp/value.h"
#include "shared/resp/writer.h"

using orrery::resp::Kind;
using orrery::resp::Value;
using orrery::resp::Version;
using orrery::resp::Writer;

namespace {

using Writing = std::function<void(Writer&)>;

std::string written(Version version, const Writing& writing) {
    std::string bytes = "before ";
    Writer writer(bytes, version);
    writing(writer);
    return bytes.substr(7);
}

}  // namespace

Q_DECLARE_METATYPE(Writing)

class TestWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spellsBothVersions_data();
    void spellsBothVersions();
    void numbersReadBackExactly();
    void valuesFindTheirFields();
};

void TestWriter::spellsBothVersions_data() {
    QTest::addColumn<Writing>("writing");
    QTest::addColumn<QByteArray>("resp2");
    QTest::addColumn<QByteArray>("resp3");
    const auto row = [](const char* name, Writing writing, const char* resp2, const char* resp3) {
        QTest::newRow(name) << writing << QByteArray(resp2) << QByteArray(resp3);
    };
    const auto same = [row](const char* name, Writing writing, const char* both) {
        row(name, std::move(writing), both, both);
    };
    same(
        "ok", [](Writer& to) { to.ok(); }, "+OK\r\n");
    same(
        "simple", [](Writer& to) { to.simple("PONG"); }, "+PONG\r\n");
    same(
        "simple on one line", [](Writer& to) { to.simple("a\r\nb"); }, "+a  b\r\n");
    same(
        "error", [](Writer& to) { to.error("ERR no"); }, "-ERR no\r\n");
    same(
        "error on one line", [](Writer& to) { to.error("ERR a\nb\rc"); }, "-ERR a b c\r\n");
    same(
        "integer", [](Writer& to) { to.integer(-7); }, ":-7\r\n");
    same(
        "smallest integer",
        [](Writer& to) { to.integer(std::numeric_limits<std::int64_t>::min()); },
        ":-9223372036854775808\r\n");
    same(
        "bulk", [](Writer& to) { to.bulk("a\r\nb"); }, "$4\r\na\r\nb\r\n");
    same(
        "empty bulk", [](Writer& to) { to.bulk(""); }, "$0\r\n\r\n");
    row(
        "null", [](Writer& to) { to.null(); }, "$-1\r\n", "_\r\n");
    row(
        "null array", [](Writer& to) { to.nullArray(); }, "*-1\r\n", "_\r\n");
    row(
        "true", [](Writer& to) { to.boolean(true); }, ":1\r\n", "#t\r\n");
    row(
        "false", [](Writer& to) { to.boolean(false); }, ":0\r\n", "#f\r\n");
    row(
        "fraction", [](Writer& to) { to.number(0.1); }, "$3\r\n0.1\r\n", ",0.1\r\n");
    row(
        "infinity", [](Writer& to) { to.number(-HUGE_VAL); }, "$4\r\n-inf\r\n", ",-inf\r\n");
    row(
        "not a number", [](Writer& to) { to.number(-std::nan("")); }, "$3\r\nnan\r\n", ",nan\r\n");
    row(
        "verbatim", [](Writer& to) { to.verbatim("a\nb"); }, "$3\r\na\nb\r\n",
        "=7\r\ntxt:a\nb\r\n");
    row(
        "big number", [](Writer& to) { to.bigNumber("123"); }, "$3\r\n123\r\n", "(123\r\n");
    same(
        "array", [](Writer& to) { to.array(2); }, "*2\r\n");
    row(
        "map", [](Writer& to) { to.map(2); }, "*4\r\n", "%2\r\n");
    row(
        "set", [](Writer& to) { to.set(2); }, "*2\r\n", "~2\r\n");
    row(
        "push", [](Writer& to) { to.push(2); }, "*2\r\n", ">2\r\n");
    row(
        "tree",
        [](Writer& to) {
            Value record = Value::map();
            record.with("a", Value::null()).with("b", Value::array({Value::boolean(true)}));
            to.value(Value::push({Value::bulk("x"), record}));
        },
        "*2\r\n$1\r\nx\r\n*4\r\n$1\r\na\r\n$-1\r\n$1\r\nb\r\n*1\r\n:1\r\n",
        ">2\r\n$1\r\nx\r\n%2\r\n$1\r\na\r\n_\r\n$1\r\nb\r\n*1\r\n#t\r\n");
}

void TestWriter::spellsBothVersions() {
    QFETCH(Writing, writing);
    QFETCH(QByteArray, resp2);
    QFETCH(QByteArray, resp3);
    QCOMPARE(written(Version::Resp2, writing), resp2.toStdString());
    QCOMPARE(written(Version::Resp3, writing), resp3.toStdString());
}

void TestWriter::numbersReadBackExactly() {
    for (const double number : {0.0, -0.0, 1.0 / 3, 1e300, 5e-324, 123456789.123456789, 1e21}) {
        const std::string bytes =
            written(Version::Resp3, [number](Writer& to) { to.number(number); });
        const double again = std::strtod(bytes.c_str() + 1, nullptr);
        QCOMPARE(std::memcmp(&again, &number, sizeof number), 0);
    }
}

void TestWriter::valuesFindTheirFields() {
    Value record = Value::map();
    record.with("a", Value::number64(1)).with("b", Value::bulk("text"));
    QVERIFY(record.find("b") != nullptr);
    QCOMPARE(record.find("b")->text, std::string("text"));
    QVERIFY(record.find("text") == nullptr);
    QVERIFY(record.find("c") == nullptr);
    record.kind = Kind::Array;
    QCOMPARE(record.find("a")->integer, std::int64_t(1));
    record.items.pop_back();
    QVERIFY(record.find("b") == nullptr);
    QVERIFY(Value::bulk("a").find("a") == nullptr);
}

QTEST_APPLESS_MAIN(TestWriter)
#include "tst_writer.moc"
