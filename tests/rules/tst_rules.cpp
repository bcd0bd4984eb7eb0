// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The walls between the rooms, checked on the whole tree. Each rule is first seen to catch a small bad
// sample, so that a rule which has stopped working cannot stay silent.
#include <QtTest>

#include <functional>

#include "tests/rules/text_rules.h"

using namespace orrery::rules;

namespace {

using Check = std::function<Findings(const SourceFile&)>;

/// Each finding as a line of its own in the test's output.
void expectNone(const Findings& findings) {
    for (const std::string& finding : findings) {
        qWarning("%s", finding.c_str());
    }
    QCOMPARE(findings.size(), std::size_t(0));
}

SourceFile file(const char* path, const std::string& text) { return {path, text}; }

SourceFile including(const char* path, const char* target) {
    return {path, std::string("#pragma once\n#include ") + target + "\n"};
}

std::string lines(int count) {
    std::string text;
    for (int line = 0; line < count; ++line) {
        text += "x\n";
    }
    return text;
}

}  // namespace

Q_DECLARE_METATYPE(Check)
Q_DECLARE_METATYPE(SourceFile)

class TestRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void checksCatchBadSamples_data();
    void checksCatchBadSamples();
    void checksPassGoodSamples_data();
    void checksPassGoodSamples();
    void commentsAndLiteralsAreNotCode();
    void misplacedTestsAreCaught();
    void strangersAtTheRootAreCaught();
    void everyFolderOfCodeIsARoom();
    void treeFollowsTheRules_data();
    void treeFollowsTheRules();
    void everyTestIsRegistered();
    void rootHoldsOnlyWhatBelongsThere();

private:
    std::vector<SourceFile> m_files;
};

void TestRules::initTestCase() {
    m_files = readTree(ORRERY_SOURCE_DIR);
    QVERIFY(m_files.size() > 20);
}

void TestRules::checksCatchBadSamples_data() {
    QTest::addColumn<Check>("check");
    QTest::addColumn<SourceFile>("sample");
    const auto row = [](const char* name, Check check, SourceFile sample) {
        QTest::newRow(name) << check << sample;
    };
    row("base includes resp", checkRooms, including("shared/base/a.h", "\"shared/resp/value.h\""));
    row("shared includes cluster", checkRooms,
        including("shared/model/a.h", "\"cluster/core/node.h\""));
    row("shared includes console", checkRooms,
        including("shared/model/a.h", "\"console/state/a.h\""));
    row("space includes partition", checkRooms,
        including("cluster/core/space/a.cpp", "\"cluster/core/partition/replica.h\""));
    row("space includes the core", checkRooms,
        including("cluster/core/space/a.cpp", "\"cluster/core/unit_core.h\""));
    row("core includes runtime", checkRooms,
        including("cluster/core/a.h", "\"cluster/runtime/a.h\""));
    row("cluster includes console", checkRooms,
        including("cluster/runtime/a.h", "\"console/state/a.h\""));
    row("console includes cluster", checkRooms,
        including("console/views/a.cpp", "\"cluster/core/node.h\""));
    row("live source includes simulation", checkRooms,
        including("console/source/live.cpp", "\"cluster/simulation/world.h\""));
    row("live source includes the simulated one", checkRooms,
        including("console/source/live.cpp", "\"console/source/simulated/a.h\""));
    row("simulated source includes the runtime", checkRooms,
        including("console/source/simulated/a.cpp", "\"cluster/runtime/a.h\""));
    row("shell includes the core", checkRooms,
        including("console/shell/a.cpp", "\"cluster/simulation/world/world.h\""));
    row("models include views", checkRooms,
        including("console/models/a.cpp", "\"console/views/a.h\""));
    row("room includes tests", checkRooms,
        including("cluster/runtime/a.cpp", "\"tests/support/a.h\""));
    row("not from the root", checkRooms, including("cluster/runtime/a.cpp", "\"a.h\""));
    row("upwards", checkRooms, including("cluster/runtime/a.cpp", "\"../core/node.h\""));
    row("Qt in core", checkPureIncludes, including("cluster/core/a.h", "<QString>"));
    row("Qt in shared", checkPureIncludes, including("shared/base/a.h", "<QtGlobal>"));
    row("lower-case Qt in shared", checkPureIncludes, including("shared/base/a.h", "<qglobal.h>"));
    row("clock in core", checkPureIncludes, including("cluster/core/space/a.h", "<chrono>"));
    row("thread in core", checkPureIncludes, including("cluster/core/space/a.h", "<thread>"));
    row("chance in shared", checkPureIncludes, including("shared/base/a.h", "<random>"));
    row("file in core", checkPureIncludes, including("cluster/core/a.cpp", "<fstream>"));
    row("socket in shared", checkPureIncludes, including("shared/wire/a.cpp", "<sys/socket.h>"));
    row("SQL in runtime", checkQtModules, including("cluster/runtime/a.h", "<QSqlQuery>"));
    row("SQL in console", checkQtModules, including("console/state/a.h", "<QtSql/QSqlDatabase>"));
    row("network in store", checkQtModules, including("cluster/store/a.h", "<QTcpSocket>"));
    row("network in a view", checkQtModules, including("console/views/a.cpp", "<QHostAddress>"));
    row("keychain in the shell", checkQtModules, including("console/shell/a.cpp", "<qt6keychain/keychain.h>"));
    row("charts in a view", checkQtModules, including("console/views/a.cpp", "<QLineSeries>"));
    row("charts in a widget", checkQtModules,
        including("console/widgets/a.cpp", "<QtCharts/QChartView>"));
    row("file too long", checkLength, file("cluster/core/a.cpp", lines(601)));
    row("test too long", checkLength, file("tests/shared/tst_a.cpp", lines(601)));
    row("no licence", checkLicence, file("shared/base/a.h", "#pragma once\n"));
    row("half a licence", checkLicence,
        file("CMakeLists.txt", "# SPDX-License-Identifier: GPL-3.0-or-later\n"));
    row("test of the console that lets warnings pass", checkWatched,
        file("tests/console/tst_a.cpp", "class A : public QObject {};\n"));
    row("script without licence", checkLicence, file("installer/run", "#!/bin/bash\necho\n"));
    for (const char* call :
         {"auto n = std::chrono::steady_clock::now();", "x = time(nullptr);", "::time(&x)",
          "std::random_device chance;", "return rand() % 6;", "std::getenv(\"HOME\")",
          "clock_gettime(0, &t);", "if (std::rand() > 3)"}) {
        row(call, checkPureCalls, file("cluster/core/a.cpp", call));
    }
}

void TestRules::checksCatchBadSamples() {
    QFETCH(Check, check);
    QFETCH(SourceFile, sample);
    const Findings findings = check(sample);
    QCOMPARE(findings.size(), std::size_t(1));
    QVERIFY(findings.front().starts_with(sample.path + ":"));
}

void TestRules::checksPassGoodSamples_data() {
    QTest::addColumn<Check>("check");
    QTest::addColumn<SourceFile>("sample");
    const auto row = [](const char* name, Check check, SourceFile sample) {
        QTest::newRow(name) << check << sample;
    };
    row("model includes resp", checkRooms,
        including("shared/model/a.h", "\"shared/resp/value.h\""));
    row("core's words", checkRooms,
        including("cluster/core/pump/a.h", "\"cluster/core/store_request.h\""));
    row("own room", checkRooms, including("console/views/a.cpp", "\"console/views/b.h\""));
    row("folder within a room", checkRooms,
        including("cluster/runtime/client/a.h", "\"cluster/runtime/a.h\""));
    row("simulated source", checkRooms,
        including("console/source/simulated/a.cpp", "\"cluster/simulation/a.h\""));
    row("moc", checkRooms, including("console/views/a.cpp", "\"a.moc\""));
    row("tests see all", checkRooms, including("tests/cluster/tst_a.cpp", "\"console/views/a.h\""));
    row("Qt in the runtime", checkPureIncludes, including("cluster/runtime/a.h", "<QString>"));
    row("queue in core", checkPureIncludes, including("cluster/core/a.h", "<queue>"));
    row("SQL in the store", checkQtModules, including("cluster/store/a.h", "<QSqlQuery>"));
    row("network in the source", checkQtModules, including("console/source/a.h", "<QTcpSocket>"));
    row("charts in charts", checkQtModules, including("console/charts/a.h", "<QLineSeries>"));
    row("longest file", checkLength, file("cluster/core/a.cpp", lines(600)));
    row("long prose", checkLength, file("LICENSE", lines(700)));
    row("licence below a shell line", checkLicence,
        file("installer/run",
             "#!/bin/bash\n# SPDX-FileCopyrightText: 2026 The Orrery authors\n"
             "# SPDX-License-Identifier: GPL-3.0-or-later\n"));
    for (const char* call : {"commit.time(3);", "state->time(3);", "runtime(3);", "Lease::time(3);",
                             "// time(0)", "log(\"time(0)\");", "uptime(1);", "strand(2);"}) {
        row(call, checkPureCalls, file("cluster/core/a.cpp", call));
    }
    row("watched test", checkWatched,
        file("tests/console/tst_a.cpp", "class A : public fixture::WatchedTest {};\n"));
    row("test of another room", checkWatched, file("tests/shared/tst_a.cpp", "class A : public QObject {};\n"));
    row("clock in the runtime", checkPureCalls,
        file("cluster/runtime/a.cpp", "clock_gettime(0, &t);"));
}

void TestRules::checksPassGoodSamples() {
    QFETCH(Check, check);
    QFETCH(SourceFile, sample);
    expectNone(check(sample));
}

void TestRules::commentsAndLiteralsAreNotCode() {
    const auto code = [](const char* text) { return withoutCommentsAndLiterals(text); };
    QCOMPARE(code("a // b\nc"), std::string("a     \nc"));
    QCOMPARE(code("a /* b\nc */ d"), std::string("a     \n     d"));
    QCOMPARE(code("f(\"b\\\"c\") d"), std::string("f(\"    \") d"));
    QCOMPARE(code("'\"' + x + '\\''"), std::string("' ' + x + '  '"));
    QCOMPARE(code("1'000'000 + time(0)"), std::string("1'000'000 + time(0)"));
}

void TestRules::misplacedTestsAreCaught() {
    const std::set<std::string> folders =
        registeredFolders("orrery_tests(rules fast 60)\n  orrery_tests(shared x)\n");
    QCOMPARE(folders, (std::set<std::string>{"rules", "shared"}));
    expectNone(checkTestPlaces({{"tests/shared/deep/tst_a.cpp", ""}, {"tests/rules/tst_b.cpp", ""}},
                               folders));
    QCOMPARE(checkTestPlaces({{"tests/other/tst_a.cpp", ""}}, folders).size(), std::size_t(1));
    QCOMPARE(checkTestPlaces({{"cluster/core/tst_a.cpp", ""}}, folders).size(), std::size_t(1));
    QCOMPARE(
        checkTestPlaces({{"tests/shared/tst_a.cpp", ""}, {"tests/rules/tst_a.cpp", ""}}, folders)
            .size(),
        std::size_t(1));
}

void TestRules::strangersAtTheRootAreCaught() {
    expectNone(checkRoot({"cluster", "README.md", ".ci", ".clang-format", "build"}));
    QCOMPARE(checkRoot({"cluster", "src", "notes.txt"}).size(), std::size_t(2));
}

void TestRules::everyFolderOfCodeIsARoom() {
    Findings findings;
    for (const SourceFile& source : m_files) {
        const bool room = roomOf(source.path) != nullptr || source.path.starts_with("tests/");
        if (isCpp(source.path) && !room) {
            findings.push_back(source.path + ": its folder is no room of the table");
        }
    }
    expectNone(findings);
}

void TestRules::treeFollowsTheRules_data() {
    QTest::addColumn<Check>("check");
    QTest::newRow("rooms include only what they may") << Check(checkRooms);
    QTest::newRow("pure rooms see no Qt and no world") << Check(checkPureIncludes);
    QTest::newRow("Qt modules stay behind their walls") << Check(checkQtModules);
    QTest::newRow("files stay under the ceiling") << Check(checkLength);
    QTest::newRow("files carry their licence") << Check(checkLicence);
    QTest::newRow("pure rooms make no worldly calls") << Check(checkPureCalls);
    QTest::newRow("tests of the console fail on warnings") << Check(checkWatched);
}

void TestRules::treeFollowsTheRules() {
    QFETCH(Check, check);
    Findings findings;
    for (const SourceFile& source : m_files) {
        findings += check(source);
    }
    expectNone(findings);
}

void TestRules::everyTestIsRegistered() {
    const auto cmake = std::find_if(m_files.begin(), m_files.end(), [](const auto& source) {
        return source.path == "tests/CMakeLists.txt";
    });
    QVERIFY(cmake != m_files.end());
    const std::set<std::string> folders = registeredFolders(cmake->text);
    QVERIFY(folders.contains("rules"));
    expectNone(checkTestPlaces(m_files, folders));
}

void TestRules::rootHoldsOnlyWhatBelongsThere() {
    expectNone(checkRoot(rootEntries(ORRERY_SOURCE_DIR)));
}

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
