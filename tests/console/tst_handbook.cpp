// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the handbook says can be compared with the program: its table of keys with the table of commands,
// the words of its pages with what stands on the screen, its pictures with their size.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QRegularExpression>
#include <QtTest>

#include <map>

#include "console/shell/main_window.h"
#include "console/source/simulated/simulation_options.h"
#include "console/widgets/theme.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr qint64 largestPicture = 150 * 1024;

QDir handbookFolder() { return QDir(QStringLiteral(ORRERY_SOURCE_DIR "/resources/handbook")); }

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The table of commands as the page "keys.md" has it: one table a group, in the window's order.
QString keyTables(MainWindow& window) {
    std::map<CommandGroup, QString> tables;
    for (const Command& command : window.commands().all()) {
        QStringList keys;
        for (const QKeySequence& key : window.keys().keysOf(command.id)) {
            const bool onPictures = KeyMap::scopeOf(command, key) == KeyScope::Pictures;
            keys.push_back(key.toString(QKeySequence::PortableText) + (onPictures ? QStringLiteral(" *") : QString()));
        }
        tables[command.group] +=
            QStringLiteral("| %1 | %2 |\n").arg(command.title, keys.isEmpty() ? QStringLiteral("–") : keys.join(", "));
    }
    QString text;
    for (const auto& [group, rows] : tables) {
        text += QStringLiteral("## %1\n| does | keys |\n|---|---|\n%2\n").arg(titleOf(group), rows);
    }
    return text.trimmed();
}

}  // namespace

class TestHandbook : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void theTableOfKeysIsTheTableOfCommands();
    void everyWordOfASimulatedGridIsNamed();
    void picturesAreSmallAndEachIsShown();
};

void TestHandbook::theTableOfKeysIsTheTableOfCommands() {
    MainWindow window;
    const QString wanted = keyTables(window);
    QFile made(QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../handbook-keys.md")));
    QVERIFY(made.open(QIODevice::WriteOnly));
    made.write(wanted.toUtf8() + '\n');
    const QString page = textOf(handbookFolder().filePath(QStringLiteral("keys.md")));
    QVERIFY2(page.contains(wanted), "the tables of keys.md are not those of the window; run resources/handbook/refresh");
    QVERIFY2(page.trimmed().endsWith(wanted), "keys.md goes on behind its tables");
}

void TestHandbook::everyWordOfASimulatedGridIsNamed() {
    const QString page = textOf(handbookFolder().filePath(QStringLiteral("simulation.md")));
    const QString words = QStringLiteral("hosts units partitions backups seed load rate reads value keys failures "
                                         "store speed");
    for (const QString& word : words.split(QLatin1Char(' '))) {
        QVERIFY2(page.contains(QStringLiteral("| `%1` |").arg(word)), qPrintable(word));
    }
    const QRegularExpression example(QStringLiteral("--simulate ([^\\s`\"]+)"));
    auto examples = example.globalMatch(page);
    QVERIFY(examples.hasNext());
    while (examples.hasNext()) {
        const QString options = examples.next().captured(1);
        QVERIFY2(simulationOptionsFrom(options).ok(), qPrintable(options));
    }
}

void TestHandbook::picturesAreSmallAndEachIsShown() {
    QString pages = textOf(QStringLiteral(ORRERY_SOURCE_DIR "/README.md"));
    for (const QString& page : handbookFolder().entryList({QStringLiteral("*.md")}, QDir::Files)) {
        pages += textOf(handbookFolder().filePath(page));
    }
    const QDir pictures(handbookFolder().filePath(QStringLiteral("pictures")));
    const QFileInfoList files = pictures.entryInfoList({QStringLiteral("*.png")}, QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QFileInfo& file : files) {
        QVERIFY2(file.size() <= largestPicture, qPrintable(file.fileName()));
        QVERIFY2(QImageReader(file.filePath()).canRead(), qPrintable(file.fileName()));
        QVERIFY2(pages.contains(QStringLiteral("pictures/") + file.fileName()), qPrintable(file.fileName()));
    }
}

QTEST_MAIN(TestHandbook)
#include "tst_handbook.moc"
