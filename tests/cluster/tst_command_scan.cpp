// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <map>

#include "cluster/core/commands/scan.h"
#include "shared/base/random.h"

using namespace orrery;
using namespace orrery::core;

namespace {

constexpr WallTime now{1'700'000'000'000};

/// Three partitions with a gap between the second and the third, as a unit might hold them.
struct Partitions {
    EntryStore low{Slot{0}, 64};
    EntryStore middle{Slot{64}, 64};
    EntryStore high{Slot{16320}, 64};
    std::vector<const EntryStore*> list{&low, &middle, &high};

    bool put(const std::string& key, WallTime expiresAt = {}) {
        for (EntryStore* store : {&low, &middle, &high}) {
            if (store->holds(slotOf(key))) {
                store->apply({ChangeKind::PutString, key, "v", {}, expiresAt}, {}, nullptr);
                return true;
            }
        }
        return false;
    }

    void fill(const std::string& prefix, std::size_t count, WallTime expiresAt = {}) {
        for (std::uint64_t number = 0; count > 0; ++number) {
            count -= put(prefix + std::to_string(number), expiresAt) ? 1 : 0;
        }
    }
};

std::string refusal(std::vector<std::string_view> words) {
    std::string reply;
    resp::Writer writer(reply, resp::Version::Resp2);
    return parseScan(words, writer) ? "accepted" : reply;
}

}  // namespace

class CommandScanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cursorsKeepTheirPlace();
    void cursorTextIsChecked();
    void optionsAreReadAsRedisReadsThem();
    void scanSeesEachKeyOnceWhileOthersComeAndGo();
    void scanFiltersByPatternTypeAndTime();
    void anyCursorIsAValidPlace();
    void oneStepIsBounded();
    void keysComeFromAllPartitions();
    void someKeyIsAlwaysALivingOne();
    void globsMatch_data();
    void globsMatch();
    void hostileGlobEndsSoon();
};

void CommandScanTest::cursorsKeepTheirPlace() {
    Random random(21);
    QCOMPARE(cursorOf(WalkPosition{}), std::uint64_t{0});
    QCOMPARE(cursorOf(WalkPosition{5, 0, true}), std::uint64_t{0});
    for (int round = 0; round < 1000; ++round) {
        const WalkPosition position{static_cast<std::uint16_t>(random.below(slotCount)),
                                    random.next() >> 14 << 14};
        QVERIFY(positionOf(cursorOf(position)) == position);
    }
}

void CommandScanTest::cursorTextIsChecked() {
    QCOMPARE(parseCursor("0").value(), std::uint64_t{0});
    QCOMPARE(parseCursor("18446744073709551615").value(), ~std::uint64_t{0});
    for (const std::string_view text : {"", "-1", "+1", " 1", "1 ", "x", "18446744073709551616"}) {
        QVERIFY(!parseCursor(text));
    }
}

void CommandScanTest::optionsAreReadAsRedisReadsThem() {
    QCOMPARE(refusal({"scan", "0", "COUNT", "5", "match", "a*", "Type", "hash"}),
             std::string("accepted"));
    QCOMPARE(refusal({"scan", "0", "count", "999999999999"}), std::string("accepted"));
    QCOMPARE(refusal({"scan", "x"}), std::string("-ERR invalid cursor\r\n"));
    QCOMPARE(refusal({"scan"}), std::string("-ERR invalid cursor\r\n"));
    QCOMPARE(refusal({"scan", "0", "count", "0"}), std::string("-ERR syntax error\r\n"));
    QCOMPARE(refusal({"scan", "0", "count", "x"}),
             std::string("-ERR value is not an integer or out of range\r\n"));
    QCOMPARE(refusal({"scan", "0", "match"}), std::string("-ERR syntax error\r\n"));
    QCOMPARE(refusal({"scan", "0", "other", "x"}), std::string("-ERR syntax error\r\n"));
}

void CommandScanTest::scanSeesEachKeyOnceWhileOthersComeAndGo() {
    for (const std::size_t count : {1, 10, 333}) {
        Partitions partitions;
        partitions.fill("stays:", 700);
        std::map<std::string, int> seen;
        ScanRequest request;
        request.count = count;
        std::uint64_t number = 0;
        do {
            const ScanResult result = scanStep(partitions.list, request, now);
            for (const std::string& key : result.keys) {
                ++seen[key];
            }
            request.cursor = result.cursor;
            partitions.put("comes:" + std::to_string(number++));
        } while (request.cursor != 0);
        int stayed = 0;
        for (const auto& [key, times] : seen) {
            QCOMPARE(times, 1);
            stayed += key.starts_with("stays:") ? 1 : 0;
        }
        QCOMPARE(stayed, 700);
    }
}

void CommandScanTest::scanFiltersByPatternTypeAndTime() {
    Partitions partitions;
    partitions.fill("living:", 50);
    partitions.fill("late:", 50, now);
    ScanRequest request;
    request.count = 1000;
    QCOMPARE(scanStep(partitions.list, request, now).keys.size(), std::size_t{50});
    request.pattern = "l*:*";
    QCOMPARE(scanStep(partitions.list, request, now).keys.size(), std::size_t{50});
    request.pattern = "late:*";
    QVERIFY(scanStep(partitions.list, request, now).keys.empty());
    QCOMPARE(scanStep(partitions.list, request, WallTime{now.millis - 1}).keys.size(),
             std::size_t{50});
    request.pattern = std::nullopt;
    request.type = "STRING";
    QCOMPARE(scanStep(partitions.list, request, now).keys.size(), std::size_t{50});
    request.type = "hash";
    QVERIFY(scanStep(partitions.list, request, now).keys.empty());
    QCOMPARE(entryCount(partitions.list), std::size_t{100});
}

void CommandScanTest::anyCursorIsAValidPlace() {
    Random random(22);
    Partitions partitions;
    partitions.fill("k", 200);
    for (int round = 0; round < 2000; ++round) {
        ScanRequest request;
        request.cursor = random.next();
        request.count = 1 + random.below(20);
        QVERIFY(scanStep(partitions.list, request, now).keys.size() <= request.count);
    }
    QCOMPARE(scanStep({}, ScanRequest{}, now).cursor, std::uint64_t{0});
}

void CommandScanTest::oneStepIsBounded() {
    std::string reply;
    resp::Writer writer(reply, resp::Version::Resp2);
    const std::vector<std::string_view> words{"scan", "0", "count", "9223372036854775807"};
    QCOMPARE(parseScan(words, writer)->count, scanCountMax);
}

void CommandScanTest::keysComeFromAllPartitions() {
    Partitions partitions;
    partitions.fill("a", 300);
    QCOMPARE(keysMatching(partitions.list, "*", now).size(), std::size_t{300});
    QCOMPARE(keysMatching(partitions.list, "a?*", now).size(), std::size_t{300});
    QVERIFY(keysMatching(partitions.list, "b*", now).empty());
    QVERIFY(keysMatching({}, "*", now).empty());
}

void CommandScanTest::someKeyIsAlwaysALivingOne() {
    Random random(23);
    Partitions partitions;
    QVERIFY(!someKey(partitions.list, random.next(), now));
    QVERIFY(!someKey({}, random.next(), now));
    partitions.fill("late:", 3, now);
    QVERIFY(!someKey(partitions.list, random.next(), now));
    partitions.fill("living:", 20);
    std::map<std::string, int> found;
    for (int round = 0; round < 2000; ++round) {
        const std::optional<std::string> key = someKey(partitions.list, random.next(), now);
        QVERIFY(key && key->starts_with("living:"));
        ++found[*key];
    }
    QVERIFY(found.size() > 10);
}

void CommandScanTest::globsMatch_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* pattern, const char* text, bool matches) {
        QTest::addRow("%s on %s", pattern, text)
            << QByteArray(pattern) << QByteArray(text) << matches;
    };
    row("order:*", "order:17", true);
    row("order:*", "orders", false);
    row("*", "x", true);
    row("*", "", false);
    row("", "", true);
    row("a*b*c", "aXbXbXc", true);
    row("a*b*c", "aXbXbX", false);
    row("h?llo", "hello", true);
    row("h?llo", "hllo", false);
    row("h[ae]llo", "hallo", true);
    row("h[^e]llo", "hello", false);
    row("h[a-c]llo", "hbllo", true);
    row("h[c-a]llo", "hbllo", true);
    row("h[ab", "ha", true);
    row("h\\*llo", "h*llo", true);
    row("h\\*llo", "hXllo", false);
    row("a\\", "a\\", true);
    row("[\\]]", "]", true);
}

void CommandScanTest::globsMatch() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, matches);
    QCOMPARE(globMatches(pattern.toStdString(), text.toStdString()), matches);
}

void CommandScanTest::hostileGlobEndsSoon() {
    std::string pattern;
    for (int index = 0; index < 500; ++index) {
        pattern.append("a*");
    }
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!globMatches(pattern + "b", std::string(5000, 'a')));
    QVERIFY(timer.elapsed() < 2000);
}

QTEST_APPLESS_MAIN(CommandScanTest)
#include "tst_command_scan.moc"
