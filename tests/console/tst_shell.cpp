// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of the shell that need no window: settings, commands and keys, the trail, words for times,
// the palette's list, notices, the render scheduler.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "console/shell/attention.h"
#include "console/shell/commands.h"
#include "console/shell/key_map.h"
#include "console/shell/key_sheet.h"
#include "console/shell/look_settings.h"
#include "console/shell/navigation.h"
#include "console/shell/palette_model.h"
#include "console/shell/render_scheduler.h"
#include "console/shell/settings.h"
#include "console/shell/time_words.h"
#include "console/shell/toasts.h"
#include "console/widgets/theme.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

Command command(const QString& id, const QString& title, const QString& key,
                PlainKeys plain = PlainKeys::Everywhere) {
    QList<QKeySequence> keys;
    if (!key.isEmpty()) {
        keys.push_back(QKeySequence(key));
    }
    return {id, title, CommandGroup::Window, keys, plain, QString(), [] {}, {}, {}};
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

std::vector<PaletteEntry> numbered(int count) {
    std::vector<PaletteEntry> entries;
    for (int number = 0; number < count; ++number) {
        entries.push_back({QLatin1Char('p'), QStringLiteral("Partition %1").arg(number), {}, {}, [] {},
                           QStringLiteral("p/%1").arg(number)});
    }
    return entries;
}

QString shown(const PaletteModel& model, int row) { return model.index(row).data().toString(); }

}  // namespace

class TestShell : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void settingsSurviveARun();
    void settingsThatCannotBeUsedAreSetAside_data();
    void settingsThatCannotBeUsedAreSetAside();
    void lookSurvivesARunAndNonsenseIsTheDefault();
    void commandsThatCannotRunSayWhy();
    void keysAreSharedByNoTwoCommands();
    void changedKeysSurviveARun();
    void keysNeededForTypingAreRefused_data();
    void keysNeededForTypingAreRefused();
    void plainKeysOfPicturesActOnPicturesOnly();
    void keySheetRecordsKeys();
    void trailCarriesViewSelectionAndFilter();
    void trailKeepsOnePlaceWhileAFilterIsTyped();
    void timesAreUnderstood_data();
    void timesAreUnderstood();
    void paletteMatchesLoosely();
    void paletteNarrowsByPrefix();
    void paletteStreamsLongLists();
    void paletteShowsRecentFirst();
    void noticesAreThreeAtMostAndThenCounted();
    void invitationsGiveWayToWhatHappened();
    void undoIsCalledOnceAndOutlivesPlainNotices();
    void offersAreTakenBackAndTheFocusReturns();
    void unseenWindowFollowsOncePerSecondAndPaintsNothing();
    void newCriticalAlarmsSoundOnlyWhenWished();
    void clockJumpsAreNoticed();
};

void TestShell::settingsSurviveARun() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/down/settings.ini"));
    {
        Settings settings(path);
        QVERIFY(settings.notice().isEmpty());
        settings.setValue(QStringLiteral("keys/a.b"), QStringList{QStringLiteral("Ctrl+J")});
        settings.setValue(QStringLiteral("layout/docks-operate"), QByteArray("\0\1\2\xff", 4));
        QCOMPARE(settings.save(), QString());
    }
    const Settings again(path);
    QVERIFY2(again.notice().isEmpty(), qPrintable(again.notice()));
    QCOMPARE(again.value(QStringLiteral("keys/a.b")).toStringList(), QStringList{QStringLiteral("Ctrl+J")});
    QCOMPARE(again.value(QStringLiteral("layout/docks-operate")).toByteArray(), QByteArray("\0\1\2\xff", 4));
    QCOMPARE(again.names(QStringLiteral("keys")), QStringList{QStringLiteral("a.b")});
}

void TestShell::settingsThatCannotBeUsedAreSetAside_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("word");
    QTest::newRow("noise") << QByteArray("\x93\xff\x00garbage", 10) << QStringLiteral("damaged");
    QTest::newRow("text of something else") << QByteArray("hello world\n") << QStringLiteral("damaged");
    QTest::newRow("version is no number") << QByteArray("[file]\nversion=x\n") << QStringLiteral("damaged");
    QTest::newRow("from a newer console") << QByteArray("[file]\nversion=99\n") << QStringLiteral("newer");
    QTest::newRow("endless") << QByteArray(Settings::largestFile + 1, 'x') << QStringLiteral("larger");
}

void TestShell::settingsThatCannotBeUsedAreSetAside() {
    QFETCH(QByteArray, content);
    QFETCH(QString, word);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    write(path, content);
    Settings settings(path);
    QVERIFY2(settings.notice().contains(word), qPrintable(settings.notice()));
    const QStringList aside = QDir(folder.path()).entryList({QStringLiteral("settings.ini.damaged-*")});
    QCOMPARE(aside.size(), 1);
    QVERIFY(settings.notice().contains(aside.front()));
    QCOMPARE(contentOf(folder.filePath(aside.front())), content);
    settings.setValue(QStringLiteral("a/b"), 7);
    QCOMPARE(settings.save(), QString());
    QCOMPARE(Settings(path).value(QStringLiteral("a/b")).toInt(), 7);
}

void TestShell::lookSurvivesARunAndNonsenseIsTheDefault() {
    Settings settings;
    theme::Look look;
    look.appearance = Appearance::Light;
    look.scalePercent = 150;
    look.motion = theme::Motion::Reduced;
    storeLook(settings, {}, look);
    QVERIFY(storedLook(settings) == look);
    theme::Look larger = look;
    larger.scalePercent = 160;
    settings.setValue(QStringLiteral("look/appearance"), QStringLiteral("dark"));   // By another console.
    storeLook(settings, look, larger);
    QCOMPARE(storedLook(settings).appearance, Appearance::Dark);
    QCOMPARE(storedLook(settings).scalePercent, 160);
    settings.setValue(QStringLiteral("look/appearance"), QStringLiteral("pink"));
    settings.setValue(QStringLiteral("look/scale"), 9'000);
    QCOMPARE(storedLook(settings).appearance, Appearance::Dark);
    QCOMPARE(storedLook(settings).scalePercent, metrics::largestPercent);
}

void TestShell::commandsThatCannotRunSayWhy() {
    CommandTable table;
    int runs = 0;
    QString why = QStringLiteral("not today");
    table.add({QStringLiteral("a"), QStringLiteral("A"), CommandGroup::Window, {}, PlainKeys::Everywhere, {},
               [&] { ++runs; }, [&] { return why; }, {}});
    QStringList refused;
    connect(&table, &CommandTable::refused, this, [&](const QString& text) { refused.push_back(text); });
    table.run(QStringLiteral("a"));
    QCOMPARE(runs, 0);
    QCOMPARE(refused, QStringList{QStringLiteral("not today")});
    why.clear();
    table.run(QStringLiteral("a"));
    table.run(QStringLiteral("unknown"));
    QCOMPARE(runs, 1);
}

void TestShell::keysAreSharedByNoTwoCommands() {
    Settings settings;
    CommandTable table;
    table.add(command(QStringLiteral("open"), QStringLiteral("Open it"), QStringLiteral("Ctrl+O")));
    table.add(command(QStringLiteral("print"), QStringLiteral("Print it"), QStringLiteral("Ctrl+P")));
    KeyMap keys(table, settings);
    const QString why = keys.assign(QStringLiteral("print"), QKeySequence(QStringLiteral("Ctrl+O")));
    QVERIFY2(why.contains(QStringLiteral("Open it")), qPrintable(why));
    QCOMPARE(keys.hintOf(QStringLiteral("print")), QStringLiteral("Ctrl+P"));
    QVERIFY(keys.assign(QStringLiteral("open"), QKeySequence(QStringLiteral("Ctrl+J"))).isEmpty());
    QVERIFY(keys.assign(QStringLiteral("print"), QKeySequence(QStringLiteral("Ctrl+O"))).isEmpty());
    const QString taken = keys.reset(QStringLiteral("open"));
    QVERIFY2(taken.contains(QStringLiteral("Print it")), qPrintable(taken));
    QCOMPARE(keys.hintOf(QStringLiteral("open")), QStringLiteral("Ctrl+J"));
    keys.resetAll();
    QCOMPARE(keys.hintOf(QStringLiteral("open")), QStringLiteral("Ctrl+O"));
    QCOMPARE(keys.hintOf(QStringLiteral("print")), QStringLiteral("Ctrl+P"));
}

void TestShell::changedKeysSurviveARun() {
    Settings settings;
    CommandTable table;
    table.add(command(QStringLiteral("open"), QStringLiteral("Open it"), QStringLiteral("Ctrl+O")));
    table.add(command(QStringLiteral("shut"), QStringLiteral("Shut it"), QStringLiteral("Ctrl+W")));
    {
        KeyMap keys(table, settings);
        QVERIFY(keys.assign(QStringLiteral("open"), QKeySequence(QStringLiteral("Alt+F9"))).isEmpty());
        keys.clear(QStringLiteral("shut"));
    }
    // A later console gave Alt+F9 to something new: the person's word stands.
    table.add(command(QStringLiteral("new"), QStringLiteral("New"), QStringLiteral("Alt+F9")));
    KeyMap keys(table, settings);
    QCOMPARE(keys.hintOf(QStringLiteral("open")), QStringLiteral("Alt+F9"));
    QVERIFY(keys.isChanged(QStringLiteral("open")));
    QVERIFY(keys.keysOf(QStringLiteral("shut")).isEmpty());
    QVERIFY(keys.keysOf(QStringLiteral("new")).isEmpty());
}

void TestShell::keysNeededForTypingAreRefused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("letter") << QStringLiteral("K") << false;
    QTest::newRow("shifted letter") << QStringLiteral("Shift+K") << false;
    QTest::newRow("digit") << QStringLiteral("4") << false;
    QTest::newRow("Enter") << QStringLiteral("Return") << false;
    QTest::newRow("Tab") << QStringLiteral("Tab") << false;
    QTest::newRow("Escape") << QStringLiteral("Esc") << false;
    QTest::newRow("Space") << QStringLiteral("Space") << false;
    QTest::newRow("function key") << QStringLiteral("F9") << true;
    QTest::newRow("with Ctrl") << QStringLiteral("Ctrl+Shift+K") << true;
    QTest::newRow("a sign") << QStringLiteral("/") << true;
}

void TestShell::keysNeededForTypingAreRefused() {
    QFETCH(QString, key);
    QFETCH(bool, accepted);
    Settings settings;
    CommandTable table;
    table.add(command(QStringLiteral("open"), QStringLiteral("Open it"), QString()));
    KeyMap keys(table, settings);
    QCOMPARE(keys.assign(QStringLiteral("open"), QKeySequence(key)).isEmpty(), accepted);
}

void TestShell::plainKeysOfPicturesActOnPicturesOnly() {
    const Command play = command(QStringLiteral("play"), QStringLiteral("Play"), QString(), PlainKeys::OnPictures);
    QCOMPARE(KeyMap::scopeOf(play, QKeySequence(Qt::Key_Space)), KeyScope::Pictures);
    QCOMPARE(KeyMap::scopeOf(play, QKeySequence(QStringLiteral("Shift+,"))), KeyScope::Pictures);
    QCOMPARE(KeyMap::scopeOf(play, QKeySequence(QStringLiteral("Ctrl+Space"))), KeyScope::Window);
    QCOMPARE(KeyMap::scopeOf(play, QKeySequence(QStringLiteral("F5"))), KeyScope::Window);
}

void TestShell::keySheetRecordsKeys() {
    Settings settings;
    CommandTable table;
    table.add(command(QStringLiteral("open"), QStringLiteral("Open it"), QStringLiteral("Ctrl+O")));
    table.add(command(QStringLiteral("print"), QStringLiteral("Print it"), QStringLiteral("Ctrl+P")));
    KeyMap keys(table, settings);
    QWidget window;
    window.resize(900, 700);
    window.show();
    KeySheet sheet(table, keys, &window);
    sheet.openSheet();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* field = sheet.findChild<QWidget*>(QStringLiteral("keySheet.field"));
    auto* list = sheet.findChild<QWidget*>(QStringLiteral("keySheet.list"));
    QTest::keyClicks(field, QStringLiteral("print"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(sheet.isRecording());
    QTest::keyClick(list, Qt::Key_Control);
    QVERIFY2(sheet.isRecording(), "a modifier alone is no key yet");
    QTest::keyClick(list, Qt::Key_O, Qt::ControlModifier);
    QVERIFY2(!sheet.isRecording(), "a taken key ends the recording and is refused");
    QCOMPARE(keys.hintOf(QStringLiteral("print")), QStringLiteral("Ctrl+P"));
    QTest::keyClick(list, Qt::Key_Return);
    QTest::keyClick(list, Qt::Key_J, Qt::AltModifier);
    QCOMPARE(keys.hintOf(QStringLiteral("print")), QStringLiteral("Alt+J"));
    QTest::keyClick(list, Qt::Key_Return);
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!sheet.isRecording() && sheet.isVisible());
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!sheet.isVisible());
}

void TestShell::trailCarriesViewSelectionAndFilter() {
    Navigation trail;
    const Place wall{ViewName::Wall, {}, {}};
    const Place unit{ViewName::Units, UnitId{3}, {}};
    const Place filtered{ViewName::Units, UnitId{3}, QStringLiteral("role:primary")};
    for (const Place& place : {wall, unit, unit, filtered}) {
        trail.note(place);
    }
    QVERIFY(*trail.goBack() == unit);
    trail.note(unit);
    QVERIFY2(trail.canGoForward(), "showing a place of the trail must not cut it");
    QVERIFY(*trail.goBack() == wall);
    QVERIFY(trail.goBack() == nullptr);
    QVERIFY(*trail.goForward() == unit);
    trail.note(wall);
    QVERIFY(!trail.canGoForward());
    for (std::uint32_t number = 0; number < 1'000; ++number) {
        trail.note({ViewName::Partitions, PartitionId{static_cast<std::uint16_t>(number)}, {}});
    }
    std::size_t steps = 0;
    while (trail.goBack() != nullptr) {
        ++steps;
    }
    QCOMPARE(steps, Navigation::longestTrail - 1);
}

void TestShell::trailKeepsOnePlaceWhileAFilterIsTyped() {
    Navigation trail;
    trail.note({ViewName::Units, {}, {}});
    for (const char* typed : {"b", "b1", "b12", "b1"}) {
        trail.note({ViewName::Units, {}, QString::fromLatin1(typed)});
    }
    QVERIFY(trail.goBack()->filter.isEmpty());
    QCOMPARE(trail.goForward()->filter, QStringLiteral("b1"));
    QVERIFY(!trail.canGoForward());
}

void TestShell::timesAreUnderstood_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("meant");
    QTest::newRow("today") << QStringLiteral("13:58") << QStringLiteral("2026-11-20T13:58:00Z");
    QTest::newRow("with seconds") << QStringLiteral("9:05:02") << QStringLiteral("2026-11-20T09:05:02Z");
    QTest::newRow("later than now is yesterday") << QStringLiteral("23:00") << QStringLiteral("2026-11-19T23:00:00Z");
    QTest::newRow("date") << QStringLiteral("2026-11-18 04:00") << QStringLiteral("2026-11-18T04:00:00Z");
    QTest::newRow("minutes back") << QStringLiteral("-5m") << QStringLiteral("2026-11-20T13:57:37Z");
    QTest::newRow("hours back") << QStringLiteral("- 2h") << QStringLiteral("2026-11-20T12:02:37Z");
    for (const char* words : {"", "25:00", "noon", "-5 weeks", "-99999999m", "13"}) {
        QTest::newRow(qPrintable(QStringLiteral("not \"%1\"").arg(QLatin1String(words))))
            << QString::fromLatin1(words) << QString();
    }
}

void TestShell::timesAreUnderstood() {
    QFETCH(QString, words);
    QFETCH(QString, meant);
    const auto millis = [](const QString& text) {
        return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch();
    };
    const auto found = wallTimeFrom(words, WallTime{millis(QStringLiteral("2026-11-20T14:02:37Z"))});
    QCOMPARE(found.has_value(), !meant.isEmpty());
    if (found) {
        QCOMPARE(found->millis, millis(meant));
    }
}

void TestShell::paletteMatchesLoosely() {
    const auto score = [](const char* text, const char* typed) {
        return paletteScore(QString::fromLatin1(text), QString::fromLatin1(typed));
    };
    QVERIFY(score("Drain b1", "drain") > score("Take back the drain of b1", "drain"));
    QVERIFY(score("Take back the drain of b1", "drain") > score("Undrained", "drain"));
    QVERIFY(score("Undrained", "drain") > score("Dark arrangement in", "drain"));
    QVERIFY(score("Fail over partition 137", "fop137") > 0);
    QVERIFY(score("Fail over partition 137", "731") < 0);
    QVERIFY2(score("Fail over", "z") < 0 && score("abc", "c") > 0, "one letter must stand in the text");
}

void TestShell::paletteNarrowsByPrefix() {
    PaletteModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({{QLatin1Char('u'), QStringLiteral("Unit a1"), {}, {}, [] {}},
                      {QLatin1Char('v'), QStringLiteral("Audit"), {}, {}, [] {}}},
                     {}, [](QChar prefix, const QString& words) {
                         return prefix == QLatin1Char('t')
                                    ? std::vector<PaletteEntry>{{prefix, QStringLiteral("Go to ") + words, {}, {}, [] {}}}
                                    : std::vector<PaletteEntry>{};
                     });
    QCOMPARE(model.rowCount(), 2);
    model.setTyped(QStringLiteral("u "));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(shown(model, 0), QStringLiteral("Unit a1"));
    model.setTyped(QStringLiteral("v it"));
    QCOMPARE(shown(model, 0), QStringLiteral("Audit"));
    model.setTyped(QStringLiteral("t 13:58"));
    QCOMPARE(shown(model, 0), QStringLiteral("Go to 13:58"));
    model.setTyped(QStringLiteral("no such thing"));
    QCOMPARE(model.rowCount(), 0);
}

void TestShell::paletteStreamsLongLists() {
    PaletteModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int count = static_cast<int>(PaletteModel::sliceSize) * 3;
    model.setEntries(numbered(count), {}, {});
    const QString last = QStringLiteral("Partition %1").arg(count - 1);
    model.setTyped(last);
    QVERIFY2(shown(model, 0) != last, "the last entry is not in the first slice");
    QTRY_COMPARE(shown(model, 0), last);
    QVERIFY(model.rowCount() <= static_cast<int>(PaletteModel::mostShown));
    model.setTyped(QStringLiteral("Partition %1").arg(count - 2));
    model.finishScan();
    QCOMPARE(shown(model, 0), QStringLiteral("Partition %1").arg(count - 2));
}

void TestShell::paletteShowsRecentFirst() {
    PaletteModel model;
    model.setEntries(numbered(100), {QStringLiteral("p/77"), QStringLiteral("p/12"), QStringLiteral("p/gone")}, {});
    QCOMPARE(shown(model, 0), QStringLiteral("Partition 77"));
    QCOMPARE(shown(model, 1), QStringLiteral("Partition 12"));
    QCOMPARE(shown(model, 2), QStringLiteral("Partition 0"));
}

void TestShell::noticesAreThreeAtMostAndThenCounted() {
    QWidget window;
    window.resize(800, 600);
    Toasts toasts(&window, nullptr);
    window.show();
    for (int number = 1; number <= 5; ++number) {
        toasts.say(QStringLiteral("Notice %1").arg(number));
    }
    QCOMPARE(toasts.texts(), (QStringList{QStringLiteral("Notice 3"), QStringLiteral("Notice 4"),
                                          QStringLiteral("Notice 5")}));
    QCOMPARE(toasts.foldedCount(), 2);
    QVERIFY(window.rect().contains(toasts.geometry()));
    while (!toasts.texts().isEmpty()) {
        const qsizetype before = toasts.texts().size();
        for (auto* button : toasts.findChildren<QPushButton*>(QStringLiteral("toast.close"))) {
            if (button->isVisible()) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QVERIFY(toasts.texts().size() < before);
    }
    QVERIFY(!toasts.isVisible());
    QCOMPARE(toasts.foldedCount(), 0);
}

void TestShell::invitationsGiveWayToWhatHappened() {
    QWidget window;
    window.resize(900, 600);
    window.show();
    Toasts toasts(&window, nullptr);
    int accepted = 0;
    toasts.invite(QStringLiteral("New here?"), QStringLiteral("Yes"), [&accepted] { ++accepted; });
    auto* button = toasts.findChild<QPushButton*>(QStringLiteral("toast.accept"));
    QVERIFY(button != nullptr && button->isVisible());
    toasts.say(QStringLiteral("Something happened."));
    QCOMPARE(toasts.texts(), QStringList{QStringLiteral("Something happened.")});
    toasts.invite(QStringLiteral("New here?"), QStringLiteral("Yes"), [&accepted] { ++accepted; });
    toasts.findChildren<QPushButton*>(QStringLiteral("toast.accept")).constLast()->click();
    QCOMPARE(accepted, 1);
    QCOMPARE(toasts.texts().size(), 1);
}

void TestShell::undoIsCalledOnceAndOutlivesPlainNotices() {
    QWidget window;
    window.resize(800, 600);
    Toasts toasts(&window, nullptr);
    window.show();
    int undone = 0;
    toasts.offerUndo(QStringLiteral("Shelved"), [&] { ++undone; });
    for (int number = 1; number <= 4; ++number) {
        toasts.say(QStringLiteral("Notice %1").arg(number));
    }
    QCOMPARE(toasts.texts().front(), QStringLiteral("Shelved"));
    auto* undo = toasts.findChild<QPushButton*>(QStringLiteral("toast.undo"));
    QVERIFY(undo != nullptr);
    undo->click();
    undo->click();
    QCOMPARE(undone, 1);
    QVERIFY(!toasts.texts().contains(QStringLiteral("Shelved")));
}

void TestShell::offersAreTakenBackAndTheFocusReturns() {
    QWidget window;
    window.resize(800, 600);
    auto* first = new QPushButton(QStringLiteral("First"), &window);
    auto* place = new QPushButton(QStringLiteral("Place"), &window);
    Toasts toasts(&window, nullptr);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first->setFocus();
    place->setFocus();
    toasts.say(QStringLiteral("Notice"));
    toasts.offerUndo(QStringLiteral("Accepted"), [] { QFAIL("was taken back"); });
    toasts.findChild<QPushButton*>(QStringLiteral("toast.undo"))->setFocus();
    toasts.withdrawOffers();
    QCOMPARE(toasts.texts(), QStringList{QStringLiteral("Notice")});
    QCOMPARE(QApplication::focusWidget(), place);
}

void TestShell::unseenWindowFollowsOncePerSecondAndPaintsNothing() {
    RenderScheduler scheduler;
    int painted = 0;
    int followed = 0;
    scheduler.add([&] { ++painted; });
    scheduler.addAlways([&] { ++followed; });
    scheduler.setSight(Sight::Unseen);
    QTimer news;
    connect(&news, &QTimer::timeout, &scheduler, &RenderScheduler::request);
    QElapsedTimer clock;
    clock.start();
    news.start(20);
    QTRY_VERIFY_WITH_TIMEOUT(followed >= 3, 10'000);
    // Coarse timers may come a twentieth early.
    QVERIFY2(clock.elapsed() >= 2 * RenderScheduler::unseenFrameMillis * 95 / 100 - 20, "more than once a second");
    QCOMPARE(painted, 0);
    scheduler.setSight(Sight::Seen);
    QTRY_VERIFY(painted > 0);
    news.stop();
}

void TestShell::newCriticalAlarmsSoundOnlyWhenWished() {
    Settings settings;
    QWidget window;
    int beeps = 0;
    Attention attention(settings, [&] { ++beeps; }, &window);
    GridSnapshot snapshot = *emptySnapshot();
    snapshot.hasState = true;
    attention.showSnapshot(snapshot);
    const auto raise = [&](std::uint32_t subject, Priority priority) {
        Alarm alarm;
        alarm.id = {AlarmKind::PartitionLost, subject};
        alarm.priority = priority;
        snapshot.alarms.push_back(alarm);
        attention.showSnapshot(snapshot);
    };
    raise(1, Priority::Critical);
    QCOMPARE(beeps, 0);
    attention.toggleSound();
    QVERIFY(attention.hasSound());
    raise(2, Priority::High);
    QCOMPARE(beeps, 0);
    raise(3, Priority::Critical);
    QCOMPARE(beeps, 1);
    attention.showSnapshot(snapshot);
    QCOMPARE(beeps, 1);
    attention.forget();
    attention.showSnapshot(snapshot);
    QCOMPARE(beeps, 1);
}

void TestShell::clockJumpsAreNoticed() {
    Settings settings;
    QWidget window;
    Attention attention(settings, [] {}, &window);
    QList<qint64> jumps;
    connect(&attention, &Attention::clockJumped, this, [&](Duration by) { jumps.push_back(by.millis()); });
    GridSnapshot snapshot = *emptySnapshot();
    snapshot.hasState = true;
    const auto at = [&](std::int64_t steady, std::int64_t wall) {
        snapshot.now = {Instant{steady * 1'000}, WallTime{wall}};
        attention.showSnapshot(snapshot);
    };
    at(1'000, 50'000);
    at(1'100, 50'100);
    at(9'000, 58'200);
    QVERIFY2(jumps.isEmpty(), "a tenth of a second is no jump");
    at(9'100, 58'300 - 3'600'000);
    QCOMPARE(jumps, QList<qint64>{-3'600'000});
    attention.forget();
    at(5, 5);
    QCOMPARE(jumps.size(), 1);
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
