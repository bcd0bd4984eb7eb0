// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real console on a display of its own, read over AT-SPI by another process, as a screen reader
// does (tests/desk/accessible_walk.py). Skipped where Xvfb, the accessibility bus or its Python binding
// are not installed.
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "support/scenario_recording.h"
#include "support/watched_test.h"
#include "tests/desk/own_display.h"

using namespace orrery;
using namespace orrery::console;

namespace {

/// Started by dbus-run-session, which gives both a bus of their own: the console, then the walk.
const char* const script = R"(
"$1" --recording "$2" & console=$!
/usr/bin/python3 -B "$3" $console "$4"; result=$?
kill -0 $console 2>/dev/null || { echo "FAIL: the console is gone"; result=1; }
kill $console 2>/dev/null
exit $result
)";

bool bindingIsThere() {
    QProcess probe;
    probe.start(QStringLiteral("/usr/bin/python3"),
                {QStringLiteral("-c"), QStringLiteral("import pyatspi")});
    return probe.waitForFinished(20'000) && probe.exitCode() == 0;
}

}  // namespace

class AccessibleWalk : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void aScreenReaderReadsTheTablesWhileRowsChange();
};

void AccessibleWalk::aScreenReaderReadsTheTablesWhileRowsChange() {
    const test::OwnDisplay display;
    const QString session = QStandardPaths::findExecutable(QStringLiteral("dbus-run-session"));
    if (!display.isThere() || session.isEmpty() || !bindingIsThere() ||
        !QFileInfo::exists(QStringLiteral("/usr/libexec/at-spi-bus-launcher"))) {
        QSKIP("Xvfb, dbus-run-session, at-spi2-core or python3-pyatspi is not installed");
    }
    QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("walk.orrery"));
    QVERIFY(fixture::writeScenario(recording).ok());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), QString::fromStdString(display.name()));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    environment.insert(QStringLiteral("HOME"), folder.path());
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    environment.remove(QStringLiteral("NO_AT_BRIDGE"));
    environment.remove(QStringLiteral("AT_SPI_BUS_ADDRESS"));
    QProcess walk;
    walk.setProcessEnvironment(environment);
    walk.setProcessChannelMode(QProcess::MergedChannels);
    const QString source = QStringLiteral(ORRERY_SOURCE_DIR "/tests/desk/");
    walk.start(session, {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                         QString::fromLatin1(script), QStringLiteral("walk"),
                         QStringLiteral(ORRERY_BINARY_DIR "/orrery-console"), recording,
                         source + QStringLiteral("accessible_walk.py"), QStringLiteral("20")});
    QVERIFY(walk.waitForFinished(150'000));
    const QByteArray said = walk.readAll();
    for (const QByteArray& line : said.split('\n')) {
        if (!line.contains("dbus-daemon") && !line.isEmpty()) {
            qInfo("%s", line.constData());
        }
    }
    QCOMPARE(walk.exitCode(), 0);
    QVERIFY(said.contains("the console answers"));
}

QTEST_MAIN(AccessibleWalk)
#include "tst_accessible_walk.moc"
