// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What agents and units accept as settings, and the line a person gets for what they do not.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "cluster/runtime/agent_settings.h"
#include "cluster/runtime/unit_settings.h"

using namespace orrery;
using runtime::AgentSettings;
using runtime::readAgentSettings;
using runtime::UnitSettings;

namespace {

const QStringList agentBasics{"orrery-agent", "--host", "a",     "--agent-id", "1",
                              "--voter",      "--data", "/tmp/a"};

/// Reads with a configuration file and further flags; "FILE" in the error stands for its path.
struct Reading {
    Result<AgentSettings> settings;
    QString error;
};

Reading readWith(const QTemporaryDir& folder, const QByteArray& toml, const QStringList& flags) {
    const QString path = folder.filePath("grid.toml");
    QStringList arguments = agentBasics;
    if (!toml.isEmpty()) {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(toml);
        }
        arguments += {"--config", path};
    }
    Result<AgentSettings> settings = readAgentSettings(arguments + flags);
    QString error = settings.ok()
                        ? QString()
                        : QString::fromStdString(settings.error().detail).replace(path, "FILE");
    return {std::move(settings), error};
}

}  // namespace

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongSettingsAreRefusedWithTheirPlace_data();
    void wrongSettingsAreRefusedWithTheirPlace();
    void flagsWinOverTheFile();
    void theFileTakesListsAndTables();
    void theFirstPeerIsTheController();
    void listenersBeyondLoopbackNeedAPassword();
    void passwordsComeFromAFile();
    void unitPortsFollowTheBase();
    void aUnitUnderstandsWhatItsAgentTellsIt();
    void helpNamesEveryFlagAndTheExitCodes();
};

void SettingsTest::wrongSettingsAreRefusedWithTheirPlace_data() {
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QString>("error");
    const QByteArray none;
    QTest::newRow("unknown key") << QByteArray("units = 2\nunitz = 3\n") << QStringList()
                                 << "FILE:2: unitz: unknown key";
    QTest::newRow("unknown table")
        << QByteArray("[grids]\nname = 'x'\n") << QStringList() << "FILE:1: grids: unknown key";
    QTest::newRow("not TOML") << QByteArray("units = 2\n\nbackups = = 1\n") << QStringList()
                              << "FILE:3: ";
    QTest::newRow("a word for a number") << QByteArray("\nunits = 'two'\n") << QStringList()
                                         << "FILE:2: units: \"two\" is not a number from 0 to 64";
    QTest::newRow("a float for a number")
        << QByteArray("units = 1.5\n") << QStringList() << "FILE:1: units: is needed";
    QTest::newRow("out of range") << none << QStringList{"--port-base", "80"}
                                  << "--port-base: \"80\" is not a number from 1024 to 65000";
    QTest::newRow("not a power of two")
        << none << QStringList{"--partitions", "100"} << "--partitions: must be a power of two";
    QTest::newRow("more in sync than copies")
        << none << QStringList{"--minimum-in-sync", "3"}
        << "--minimum-in-sync: \"3\" is not a number from 1 to 2";
    QTest::newRow("unknown flag") << none << QStringList{"--unitz", "2"}
                                  << "Unknown option 'unitz'";
    QTest::newRow("stray word") << none << QStringList{"start"} << "unexpected argument \"start\"";
    QTest::newRow("value missing")
        << none << QStringList{"--units"} << "Missing value after '--units'";
    QTest::newRow("peer without id") << none << QStringList{"--peers", "a@127.0.0.1:7101"}
                                     << "--peers: \"a@127.0.0.1:7101\" is not NAME=VALUE";
    QTest::newRow("peer without port") << none << QStringList{"--peers", "a=1@127.0.0.1"}
                                       << "--peers: \"a=1@127.0.0.1\" is not HOST=ID@ADDRESS:PORT";
    QTest::newRow("peer with name for id")
        << none << QStringList{"--peers", "a=x@127.0.0.1:7101"} << "--peers: \"a=x@";
    QTest::newRow("second peer votes")
        << none << QStringList{"--peers", "b=2@127.0.0.1:7201,a=1@127.0.0.1:7101"}
        << "--voter: the first of --peers";
    QTest::newRow("unknown strategy") << none << QStringList{"--spaces", "order=sometimes"}
                                      << "--spaces: \"sometimes\" is neither write-behind nor none";
    QTest::newRow("unknown store")
        << none << QStringList{"--store", "oracle"} << "--store: \"oracle\" is neither";
    QTest::newRow("unknown level")
        << none << QStringList{"--log-level", "loud"} << "--log-level: \"loud\" is not debug";
    QTest::newRow("not an address")
        << none << QStringList{"--bind", "localhost"} << "--bind: \"localhost\" is not an IP";
    QTest::newRow("no password file")
        << none << QStringList{"--password-file", "/nowhere/p"}
        << "--password-file: cannot read the password file /nowhere/p";
    QTest::newRow("truth expected")
        << QByteArray("beacon = 3\n") << QStringList() << "FILE:1: beacon: \"3\" is neither";
}

void SettingsTest::wrongSettingsAreRefusedWithTheirPlace() {
    QFETCH(QByteArray, toml);
    QFETCH(QStringList, flags);
    QFETCH(QString, error);
    const QTemporaryDir folder;
    const Reading reading = readWith(folder, toml, flags);
    QVERIFY(!reading.settings.ok());
    QVERIFY2(reading.error.startsWith(error), qPrintable(reading.error));
    QVERIFY(!reading.error.contains('\n'));
}

void SettingsTest::flagsWinOverTheFile() {
    const QTemporaryDir folder;
    const Reading reading = readWith(folder, "units = 3\nbackups = 2\n", {"--units", "5"});
    QVERIFY2(reading.settings.ok(), qPrintable(reading.error));
    QCOMPARE(reading.settings.value().core.initialUnits, 5U);
    QCOMPARE(int(reading.settings.value().core.backups), 2);
}

void SettingsTest::theFileTakesListsAndTables() {
    const QTemporaryDir folder;
    const Reading reading = readWith(folder,
                                     "peers = ['a=1@127.0.0.1:7101', 'b=2@127.0.0.1:7201']\n"
                                     "[spaces]\norder = 'write-behind'\nsession = 'none'\n",
                                     {});
    QVERIFY2(reading.settings.ok(), qPrintable(reading.error));
    const auto& spaces = reading.settings.value().core.spaces;
    QCOMPARE(spaces.size(), std::size_t{2});
    QCOMPARE(spaces[1].name, std::string("session"));
    QCOMPARE(spaces[1].strategy, model::PumpStrategy::None);
}

void SettingsTest::theFirstPeerIsTheController() {
    const QString peers = "a=1@127.0.0.1:7101,b=2@127.0.0.1:7201";
    const Result<AgentSettings> follower = readAgentSettings(
        {"orrery-agent", "--host", "b", "--agent-id", "2", "--data", "/tmp/b", "--peers", peers});
    QVERIFY(follower.ok());
    QVERIFY(!follower.value().core.voter);
    QCOMPARE(follower.value().core.controller, AgentId{1});
    QCOMPARE(follower.value().core.controllerPeer, (model::Endpoint{"127.0.0.1", 7101}));
    const Result<AgentSettings> voter =
        readAgentSettings(agentBasics + QStringList{"--peers", peers});
    QVERIFY(voter.ok());
    QVERIFY(voter.value().core.voter);
    QCOMPARE(voter.value().core.controller, AgentId{1});
}

void SettingsTest::listenersBeyondLoopbackNeedAPassword() {
    const QTemporaryDir folder;
    const Reading open = readWith(folder, {}, {"--bind", "0.0.0.0", "--advertise", "10.0.0.7"});
    QVERIFY2(open.error.startsWith("--bind: will not listen on 0.0.0.0 without a password"),
             qPrintable(open.error));
    const Reading local = readWith(folder, {}, {"--bind", "::1"});
    QVERIFY2(local.settings.ok(), qPrintable(local.error));
}

void SettingsTest::passwordsComeFromAFile() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("password");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("open sesame\nsecond line\n");
    file.close();
    const Reading reading = readWith(
        folder, {}, {"--password-file", path, "--bind", "0.0.0.0", "--advertise", "10.0.0.7"});
    QVERIFY2(reading.settings.ok(), qPrintable(reading.error));
    QCOMPARE(reading.settings.value().core.password, std::string("open sesame"));
    QCOMPARE(reading.settings.value().core.client, (model::Endpoint{"10.0.0.7", 7100}));
    QVERIFY(!reading.settings.value()
                 .unitArguments({UnitId{1}, "u", Incarnation{1}}, 0)
                 .join(' ')
                 .contains("sesame"));
}

void SettingsTest::unitPortsFollowTheBase() {
    const Result<AgentSettings> agent =
        readAgentSettings(agentBasics + QStringList{"--port-base", "7200"});
    QVERIFY(agent.ok());
    QCOMPARE(int(agent.value().ports.http()), 7202);
    QCOMPARE(int(agent.value().unitPorts(0).client), 7210);
    QCOMPARE(int(agent.value().unitPorts(2).peer()), 7217);
}

void SettingsTest::aUnitUnderstandsWhatItsAgentTellsIt() {
    const Result<AgentSettings> agent = readAgentSettings(
        agentBasics + QStringList{"--grid", "shop", "--store", "sqlite:/tmp/x.db"});
    QVERIFY(agent.ok());
    const QStringList flags = agent.value().unitArguments({UnitId{4}, "a-4", Incarnation{77}}, 1);
    const Result<UnitSettings> unit =
        runtime::readUnitSettings(QStringList{"orrery-unit"} + flags, "secret");
    QVERIFY2(unit.ok(), unit.ok() ? "" : unit.error().detail.c_str());
    const core::UnitOptions& options = unit.value().core;
    QCOMPARE(options.unit, UnitId{4});
    QCOMPARE(options.name, std::string("a-4"));
    QCOMPARE(options.incarnation, Incarnation{77});
    QCOMPARE(options.gridName, std::string("shop"));
    QCOMPARE(options.client, (model::Endpoint{"127.0.0.1", 7113}));
    QCOMPARE(options.http, (model::Endpoint{"127.0.0.1", 7115}));
    QCOMPARE(options.agentPeer, (model::Endpoint{"127.0.0.1", 7101}));
    QCOMPARE(options.password, std::string("secret"));
    QCOMPARE(unit.value().storePath, std::string("/tmp/x.db"));
}

void SettingsTest::helpNamesEveryFlagAndTheExitCodes() {
    const Result<AgentSettings> agent = readAgentSettings({"orrery-agent", "--help"});
    QVERIFY(agent.ok());
    for (const char* word :
         {"--port-base", "--spaces", "--config", "--unit-program", "Exit codes: 0 success"}) {
        QVERIFY2(agent.value().notice.find(word) != std::string::npos, word);
    }
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_runtime_settings.moc"
