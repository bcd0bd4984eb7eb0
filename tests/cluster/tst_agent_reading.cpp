// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GRID SETTINGS and GRID LOG: who is asked, what is compared, what is never told, and logs as they are found.
#include <sys/stat.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include "cluster/core/log_lines.h"
#include "cluster/core/setting_comparison.h"
#include "cluster/runtime/agent_settings.h"
#include "cluster/runtime/unit_log_reader.h"
#include "cluster/runtime/unit_settings.h"
#include "shared/model/unit_reading.h"
#include "tests/support/agent_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::Setting;
using model::SettingOrigin;
using model::SettingSort;
using Found = UnitLogBytes::Found;

namespace {

std::vector<Setting> settingsWith(const std::string& level, const std::string& password = "set") {
    return {{"host", "a", SettingOrigin::CommandLine},
            {"log-level", level, SettingOrigin::File},
            {"password", password, SettingOrigin::File}};
}

AgentOptions readingOptions() {
    AgentOptions options = optionsOf(voter);
    options.unitSettings = settingsWith("info");
    return options;
}

/// A second host whose agent has come and has a unit.
void joinSecondHost(AgentBench& bench) {
    bench.linkUp(nodeOf(follower));
    AgentHello hello;
    hello.agent.id = follower;
    hello.agent.host = "b";
    hello.agent.client = {"10.0.0.2", 7000};
    hello.initialUnits = 2;
    bench.receive(nodeOf(follower), hello);
}

model::UnitSettings settingsOf(AgentBench& bench, std::string_view unit) {
    auto decoded = model::decodeUnitSettings(bench.askValue({"GRID", "SETTINGS", unit}));
    return decoded ? decoded.take() : model::UnitSettings{};
}

const model::ComparedSetting* find(const model::UnitSettings& settings, std::string_view name) {
    const auto found = std::find_if(settings.settings.begin(), settings.settings.end(),
                                    [&](const auto& one) { return one.setting.name == name; });
    return found == settings.settings.end() ? nullptr : &*found;
}

/// What GRID LOG a1 answers when the host finds `log`.
std::string answerTo(AgentBench& bench, UnitLogBytes log) {
    bench.ask({"GRID", "LOG", "a1", "COUNT", "2"});
    log.question = bench.reads.back().question;
    bench.core.unitLogRead(log, bench.now, bench.effects);
    bench.carryOut();
    return bench.answers.rbegin()->second;
}

UnitLogBytes bytesOf(std::string bytes) {
    UnitLogBytes log;
    log.found = Found::Bytes;
    log.file = "/var/a1.log";
    log.fileBytes = bytes.size();
    log.writtenAt = WallTime{1700000000123};
    log.bytes = std::move(bytes);
    return log;
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

}  // namespace

class AgentReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settingsAreComparedWithTheOtherUnits() {
        AgentBench bench(readingOptions());
        joinSecondHost(bench);
        QCOMPARE(settingsOf(bench, "a1").unheard, std::uint64_t{2});
        bench.receive(nodeOf(follower), HostSettings{settingsWith("debug")});
        const model::UnitSettings a1 = settingsOf(bench, "a1");
        QCOMPARE(a1.unheard, std::uint64_t{0});
        QCOMPARE(a1.others, std::uint64_t{2});
        const model::ComparedSetting* level = find(a1, "log-level");
        QVERIFY(level != nullptr && level->differs);
        QCOMPARE(level->most.value(), std::string("debug"));
        QCOMPARE(level->mostUnits, std::uint64_t{2});
        QVERIFY(level->setting.origin == SettingOrigin::File);
        QVERIFY(find(a1, "host")->sort == SettingSort::Identity && !find(a1, "host")->most);
        QCOMPARE(find(a1, "name")->setting.value, std::string("a1"));
        QVERIFY(!find(a1, "password")->differs);
        // Of the two of host b one has what b1 has and one, a1, has not: a tie, which its own value wins.
        const model::UnitSettings b1 = settingsOf(bench, "b1");
        QCOMPARE(b1.others, std::uint64_t{2});
        QVERIFY(!find(b1, "log-level")->differs);
    }

    void aUnitWithoutOthersDiffersFromNobody() {
        AgentBench bench(readingOptions());
        const model::UnitSettings alone = settingsOf(bench, "a1");
        QCOMPARE(alone.others, std::uint64_t{0});
        QVERIFY(std::none_of(alone.settings.begin(), alone.settings.end(), [](const auto& one) { return one.differs; }));
        QVERIFY(!find(alone, "log-level")->most);
    }

    void anAgentThatHasNotSaidIsNamed() {
        AgentBench bench(optionsOf(voter));
        QVERIFY(bench.ask({"GRID", "SETTINGS", "a1"}).starts_with("-UNHEARD the agent of host a "));
        QCOMPARE(bench.ask({"GRID", "SETTINGS", "x9"}), std::string("-ERR there is no unit x9\r\n"));
        QCOMPARE(bench.ask({"GRID", "SETTINGS"}), std::string("-ERR name the unit, e.g. GRID SETTINGS b1\r\n"));
    }

    void settingsTravelOverTheInnerWire() {
        std::string payload;
        const Message message = HostSettings{settingsWith("info")};
        encode(message, payload);
        const Result<Message> back = decodeMessage(frameType(message), payload);
        QVERIFY(back.ok());
        QVERIFY(std::get<HostSettings>(back.value()).settings == settingsWith("info"));
        QVERIFY(!decodeMessage(frameType(message), payload.substr(0, payload.size() - 3)).ok());
    }

    void answersComeBackAsTheyWereWritten() {
        const model::UnitSettings settings{
            "b1", 5, 1, {{{"store", "none", SettingOrigin::File}, SettingSort::Compared, "sqlite:x", 4, true}}};
        const auto settingsBack = model::decodeUnitSettings(model::encode(settings));
        QVERIFY(settingsBack.ok() && settingsBack.value() == settings);
        const model::UnitLog log{"b1", "/b1.log", 7, WallTime{5}, true, true, {"one", ""}, {}};
        const auto logBack = model::decodeUnitLog(model::encode(log));
        QVERIFY(logBack.ok() && logBack.value() == log);
        QVERIFY(!model::decodeUnitLog(resp::Value::map().with("lines", resp::Value::number64(3))).ok());
        QVERIFY(!model::decodeUnitSettings(resp::Value::map().with("others", resp::Value::number64(-1))).ok());
    }

    void secretsAreNeverTold_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("plain") << QByteArray("sqlite:/srv/store.db") << QByteArray("sqlite:/srv/store.db");
        QTest::newRow("user") << QByteArray("pg://ada:pear@db/x?a=1") << QByteArray("pg://***@db/x?a=1");
        QTest::newRow("at in password") << QByteArray("pg://ada:p@ar@db") << QByteArray("pg://***@db");
        QTest::newRow("query") << QByteArray("pg://db/x?Password=pear&b=2") << QByteArray("pg://db/x?Password=***&b=2");
        QTest::newRow("two") << QByteArray("token=q, api-key=r") << QByteArray("token=***, api-key=***");
        QTest::newRow("harmless") << QByteArray("a=b=c") << QByteArray("a=b=c");
    }

    void secretsAreNeverTold() {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, told);
        QCOMPARE(QByteArray::fromStdString(withoutSecrets(value.toStdString())), told);
    }

    void whatAnAgentTellsIsBounded() {
        std::vector<Setting> told(500, Setting{std::string(1000, 'n'), std::string(9000, 'v'), {}});
        told[0] = {"password", "pear", SettingOrigin::File};
        const std::vector<Setting> kept = admissible(told);
        QCOMPARE(kept.size(), std::size_t{64});
        QCOMPARE(kept[0].value, std::string("set"));
        QCOMPARE(kept[1].name.size(), std::size_t{64});
        QCOMPARE(kept[1].value.size(), std::size_t{512});
    }

    void anAgentSaysWhatItStartsItsUnitsWith() {
        QTemporaryDir folder;
        const QString file = folder.filePath("secret");
        write(file, "pear\n");
        const auto read = runtime::readAgentSettings({"orrery-agent", "--host", "a", "--agent-id", "1", "--voter",
                                                      "--data", folder.path(), "--store", "sqlite:/srv/s.db",
                                                      "--password-file", file, "--port-base", "7100"});
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().detail.c_str());
        const std::vector<Setting>& settings = read.value().core.unitSettings;
        const auto value = [&](std::string_view name) {
            const auto found = std::find_if(settings.begin(), settings.end(), [&](const auto& one) { return one.name == name; });
            return found == settings.end() ? Setting{"absent", {}, {}} : *found;
        };
        QVERIFY(value("store") == (Setting{"store", "sqlite:/srv/s.db", SettingOrigin::CommandLine}));
        QVERIFY(value("log-level") == (Setting{"log-level", "info", SettingOrigin::Default}));
        QVERIFY(value("memory-limit") == (Setting{"memory-limit", "0", SettingOrigin::Default}));
        QVERIFY(value("agent-peer") == (Setting{"agent-peer", "127.0.0.1:7101", SettingOrigin::Agent}));
        QVERIFY(value("grid") == (Setting{"grid", "orrery", SettingOrigin::Default}));
        QVERIFY(value("password") == (Setting{"password", "set", SettingOrigin::CommandLine}));
        QCOMPARE(value("port").name, std::string("absent"));   // Of one unit.
        QCOMPARE(settings.size(), runtime::unitFlags().size() - 4 + 2);
        QVERIFY(std::none_of(settings.begin(), settings.end(),
                             [](const auto& one) { return one.value.find("pear") != std::string::npos; }));
    }

    void aLogIsReadByItsHostsAgent() {
        AgentBench bench(readingOptions());
        QCOMPARE(bench.ask({"GRID", "LOG", "a1"}), std::string());
        QCOMPARE(bench.reads.size(), std::size_t{1});
        QCOMPARE(bench.reads.front().unit, std::string("a1"));
        QVERIFY(bench.reads.front().bytesAtMost <= logBytesAtMost);
        const auto log = model::decodeUnitLog(AgentBench::valueOf(answerTo(bench, bytesOf("one\ntwo\nthree\n"))));
        QVERIFY(log.ok());
        QVERIFY((log.value().lines == std::vector<std::string>{"two", "three"}));
        QVERIFY(log.value().hasEarlier && !log.value().isUnfinished);
        QCOMPARE(log.value().file, std::string("/var/a1.log"));
        QCOMPARE(log.value().writtenAt.value().millis, std::int64_t{1700000000123});
    }

    void anotherAgentNamesTheOneThatCan() {
        AgentBench controller(readingOptions());
        joinSecondHost(controller);
        QVERIFY(controller.ask({"GRID", "LOG", "b1"}).starts_with("-ASKAGENT 10.0.0.2:7000 "));
        QVERIFY(controller.reads.empty());
        AgentBench other(optionsOf(follower));
        other.linkUp(nodeOf(voter));
        other.receive(nodeOf(voter), TableWhole{std::make_shared<model::GridState>(controller.core.state())});
        QCOMPARE(other.ask({"GRID", "LOG", "b1"}), std::string());
        QCOMPARE(other.reads.back().unit, std::string("b1"));
        QVERIFY(other.ask({"GRID", "LOG", "a1"}).starts_with("-ASKAGENT 10.0.0.1:7000 "));
        QCOMPARE(other.ask({"GRID", "LOG", "x9"}), std::string("-NOTCONTROLLER 10.0.0.1:7000\r\n"));
        QCOMPARE(other.ask({"GRID", "SETTINGS", "b1"}), std::string("-NOTCONTROLLER 10.0.0.1:7000\r\n"));
    }

    void wordsThatMakeNoSenseReadNothing() {
        AgentBench bench(readingOptions());
        QCOMPARE(bench.ask({"GRID", "LOG", "x9"}), std::string("-ERR there is no unit x9\r\n"));
        for (const std::string_view count : {"0", "-3", "many"}) {
            QVERIFY(bench.ask({"GRID", "LOG", "a1", "COUNT", count}).starts_with("-ERR say GRID LOG b1"));
        }
        QVERIFY(bench.ask({"GRID", "LOG"}).starts_with("-ERR say GRID LOG b1"));
        QVERIFY(bench.reads.empty());
    }

    void whyThereAreNoLinesIsSaid() {
        AgentBench bench(readingOptions());
        UnitLogBytes log;
        const auto note = [&] { return model::decodeUnitLog(AgentBench::valueOf(answerTo(bench, log))).value().note; };
        QVERIFY(note().find("simulated") != std::string::npos);
        log.found = Found::NoFile;
        QCOMPARE(note(), std::string("Unit a1 has written no log on this host"));
        log = bytesOf("");
        QCOMPARE(note(), std::string("The log of a1 is empty"));
        log.found = Found::Unreadable;
        log.why = "Permission\ndenied";
        QCOMPARE(answerTo(bench, log), std::string("-ERR the log of a1 cannot be read: Permission\\x0adenied\r\n"));
    }

    void aDiskThatHangsIsSaidInTime() {
        AgentBench bench(readingOptions());
        bench.ask({"GRID", "LOG", "a1"});
        bench.tick(milliseconds(3900));
        QCOMPARE(bench.answers.rbegin()->second, std::string());
        bench.tick(milliseconds(200));
        QVERIFY(bench.answers.rbegin()->second.find("its disk has not answered within 4 s") != std::string::npos);
        UnitLogBytes late = bytesOf("late\n");
        late.question = bench.reads.back().question;
        const std::size_t answered = bench.answers.rbegin()->second.size();
        bench.core.unitLogRead(late, bench.now, bench.effects);
        bench.carryOut();
        QCOMPARE(bench.answers.rbegin()->second.size(), answered);
    }

    void readingsUnderWayAreBounded() {
        AgentBench bench(readingOptions());
        for (int index = 0; index < 16; ++index) {
            QCOMPARE(bench.ask({"GRID", "LOG", "a1"}), std::string());
        }
        QVERIFY(bench.ask({"GRID", "LOG", "a1"}).starts_with("-TRYAGAIN "));
        QCOMPARE(bench.reads.size(), std::size_t{16});
    }

    void linesArePrintable_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("plain") << QByteArray("caf\xc3\xa9 \xf0\x9f\x90\x98") << QByteArray("caf\xc3\xa9 \xf0\x9f\x90\x98");
        QTest::newRow("control") << QByteArray("a\x1b[31mb\x07\tc\r") << QByteArray("a\\x1b[31mb\\x07 c");
        QTest::newRow("zero") << QByteArray("a\0b", 3) << QByteArray("a\\x00b");
        QTest::newRow("no utf-8") << QByteArray("a\xff\xc3") << QByteArray("a\\xff\\xc3");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf\xe0\x80\xaf") << QByteArray("\\xc0\\xaf\\xe0\\x80\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("turns") << QByteArray("a\xe2\x80\xae""b") << QByteArray("a\\u{202e}b");
        QTest::newRow("c1") << QByteArray("\xc2\x85") << QByteArray("\\u{85}");
    }

    void linesArePrintable() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(printableLine(written.toStdString())), shown);
    }

    void aLongLineIsCutAndSaysSo() {
        const std::string cut = printableLine(std::string(5000, 'x'));
        QVERIFY(cut.ends_with("x [3976 more bytes]"));
        QVERIFY(cut.size() < logLineBytes + 30);
        QVERIFY(printableLine(std::string(5000, '\x01')).size() < logLineBytes + 30);
    }

    void theLastLinesAreWhole() {
        QVERIFY((lastLines({"half\none\ntwo\nthr", true}, 10).lines == std::vector<std::string>{"one", "two", "thr"}));
        QVERIFY(lastLines({"half\none\n", true}, 10).hasEarlier);
        QVERIFY(lastLines({"one\nthr", false}, 10).isUnfinished);
        QVERIFY(!lastLines({"one\n", false}, 10).hasEarlier);
        QVERIFY((lastLines({"one", true}, 10).lines == std::vector<std::string>{"one"}));
        QVERIFY((lastLines({"one\n", true}, 10).lines == std::vector<std::string>{"one"}));
        QVERIFY((lastLines({"\n\n", false}, 10).lines == std::vector<std::string>{"", ""}));
        QVERIFY(lastLines({"", false}, 10).lines.empty());
        QCOMPARE(lastLines({"a\nb\nc\n", false}, 2).lines.front(), std::string("b"));
        QVERIFY(lastLines({"a\nb\nc\n", false}, 2).hasEarlier);
    }

    void onlyTheEndOfALogIsRead() {
        QTemporaryDir folder;
        const QString path = folder.filePath("a1.log");
        QByteArray written;
        for (int index = 0; index < 200'000; ++index) {
            written += "line " + QByteArray::number(index) + "\n";
        }
        write(path, written);
        const UnitLogBytes log = runtime::endOfLog(path.toStdString(), 1000);
        QCOMPARE(log.bytes.size(), std::size_t{1000});
        QVERIFY(log.startsInside);
        QCOMPARE(log.fileBytes, static_cast<std::uint64_t>(written.size()));
        QVERIFY(log.bytes.ends_with("line 199999\n"));
    }

    void aLogThatWasCutGoesOnInItsFormerFile() {
        QTemporaryDir folder;
        const QString path = folder.filePath("a1.log");
        write(path + ".1", "old one\nold two\n");
        write(path, "new\n");
        QCOMPARE(runtime::endOfLog(path.toStdString(), 1000).bytes, std::string("old one\nold two\nnew\n"));
        const UnitLogBytes little = runtime::endOfLog(path.toStdString(), 8);
        QCOMPARE(little.bytes, std::string("two\nnew\n"));
        QVERIFY(little.startsInside);
    }

    void whatIsNoLogIsSaid() {
        QTemporaryDir folder;
        const std::string none = folder.filePath("none.log").toStdString();
        QVERIFY(runtime::endOfLog(none, 1000).found == Found::NoFile);
        const std::string pipe = folder.filePath("pipe.log").toStdString();
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(runtime::endOfLog(pipe, 1000).found == Found::Unreadable);   // And nobody waits for a writer.
        QVERIFY(runtime::endOfLog(folder.path().toStdString(), 1000).why.find("no regular file") != std::string::npos);
        write(folder.filePath("empty.log"), {});
        const UnitLogBytes empty = runtime::endOfLog(folder.filePath("empty.log").toStdString(), 1000);
        QVERIFY(empty.found == Found::Bytes && empty.bytes.empty());
    }
};

QTEST_GUILESS_MAIN(AgentReadingTest)
#include "tst_agent_reading.moc"
