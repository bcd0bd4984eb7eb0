// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the console looks after people and their things: a way in for whoever comes first, windows that stay on
// the display, choices that cannot be kept, and several consoles on the same files.
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <vector>

#include "console/models/units_model.h"
#include "console/shell/connection_book.h"
#include "console/shell/main_window.h"
#include "console/shell/screen_watch.h"
#include "console/shell/shortcuts.h"
#include "console/shell/status_strip.h"
#include "console/shell/toasts.h"
#include "console/shell/tour_sheet.h"
#include "console/shell/unsaved_sheet.h"
#include "console/shell/views_bar.h"
#include "console/source/bookmarks.h"
#include "console/source/local_grid.h"
#include "console/source/recorder.h"
#include "console/source/recording_source.h"
#include "console/views/charts_view.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/scenario_source.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// The scenario as batches of one message each, for a recorder.
std::vector<StreamBatchPointer> batchesOfAScenario() {
    std::vector<StreamBatchPointer> batches;
    for (const ReceivedMessage& received : fixture::scenarioMessages({.partitions = 8, .length = seconds(20)})) {
        auto batch = std::make_shared<StreamBatch>();
        batch->now = received.at;
        batch->messages.push_back(received);
        batches.push_back(batch);
    }
    return batches;
}

QStringList filesIn(const QString& folder) { return QDir(folder).entryList({QStringLiteral("*.orrec")}, QDir::Files); }

}  // namespace

class ShellCare : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void windowsOutOfSightAreBroughtBack_data();
    void windowsOutOfSightAreBroughtBack();
    void aWindowFarAwayComesBackWhenTheDisplayChanges();
    void aStandingPictureAsksForNoLayout();
    void choicesThatCannotBeKeptAreSaidAndAskedForAtClosing();
    void choicesAreKeptOnceThereIsRoomAgain();
    void theFocusBeginsInTheView();
    void aPaletteOpenedBeforeTheGridAnsweredGetsItsUnits();
    void theTourIsOfferedOnceAndCanBeEnded();
    void theTourIsWalkedByKeys();
    void trainingIsForSimulatedGrids();
    void twoViewsComeBackAsTheyWereLeft();
    void lostContactIsCopiedAsText();
    void headingsOfFiguresAreDroppedOnTheCharts();
    void escapeLeavesAFilterForItsTable();
    void twoConsolesWriteOneRing();
    void twoConsolesMarkInOneFile();
    void twoConsolesShareTheListOfConnections();
    void oneFolderRunsOneLocalGrid();

private:
    std::unique_ptr<MainWindow> shownWindow(const QString& settings = QString());
};

std::unique_ptr<MainWindow> ShellCare::shownWindow(const QString& settings) {
    auto window = settings.isEmpty() ? std::make_unique<MainWindow>()
                                     : std::make_unique<MainWindow>(std::make_unique<Settings>(settings));
    window->resize(1600, 900);
    window->show();
    return QTest::qWaitForWindowActive(window.get()) ? std::move(window) : nullptr;
}

void ShellCare::windowsOutOfSightAreBroughtBack_data() {
    QTest::addColumn<QRect>("frame");
    QTest::addColumn<QRect>("wanted");
    QTest::newRow("in sight") << QRect(10, 20, 800, 600) << QRect(10, 20, 800, 600);
    QTest::newRow("over both displays") << QRect(1800, 100, 400, 300) << QRect(1800, 100, 400, 300);
    QTest::newRow("right of all") << QRect(5000, 100, 800, 600) << QRect(3040, 100, 800, 600);
    QTest::newRow("above, its title out of reach") << QRect(100, -200, 800, 600) << QRect(100, 0, 800, 600);
    QTest::newRow("below the lower display's edge") << QRect(2000, 900, 800, 600) << QRect(2000, 424, 800, 600);
    QTest::newRow("larger than any") << QRect(-100, -100, 4000, 3000) << QRect(0, 0, 1920, 1080);
}

void ShellCare::windowsOutOfSightAreBroughtBack() {
    QFETCH(QRect, frame);
    const QList<QRect> displays{QRect(0, 0, 1920, 1080), QRect(1920, 0, 1920, 1024)};
    QTEST(broughtIntoSight(frame, displays), "wanted");
    QCOMPARE(broughtIntoSight(frame, {}), frame);
}

void ShellCare::aWindowFarAwayComesBackWhenTheDisplayChanges() {
    const auto window = shownWindow();
    QVERIFY(window);
    window->move(9000, 7000);
    const QRect display = window->screen()->availableGeometry();
    QVERIFY(!display.intersects(window->frameGeometry()));
    Q_EMIT window->screen()->geometryChanged(display);
    QTRY_VERIFY(display.contains(window->frameGeometry()) || window->frameGeometry().topLeft() == display.topLeft());
}

void ShellCare::aStandingPictureAsksForNoLayout() {
    class Requests : public QObject {
    public:
        int count = 0;
        bool eventFilter(QObject*, QEvent* event) override {
            count += event->type() == QEvent::LayoutRequest ? 1 : 0;
            return false;
        }
    };
    const auto window = shownWindow();
    auto source = std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{});
    fixture::ScenarioSource* grid = source.get();
    window->session().attachSource(std::move(source), Mode::Operate);
    grid->advanceTo(seconds(20));
    window->enter();
    for (int number = 0; number <= static_cast<int>(ViewName::Recordings); ++number) {
        window->showView(static_cast<ViewName>(number));
        QTest::qWait(150);   // The first showing may.
        Requests requests;
        qApp->installEventFilter(&requests);
        QTest::qWait(100);
        qApp->removeEventFilter(&requests);
        QVERIFY2(requests.count < 60, qPrintable(QStringLiteral("view %1: %2 layouts").arg(number).arg(requests.count)));
    }
    window->session().detach();
}

void ShellCare::choicesThatCannotBeKeptAreSaidAndAskedForAtClosing() {
    QTemporaryDir folder;
    const QString blocker = folder.filePath(QStringLiteral("blocked"));
    writeFile(blocker, "a file where a folder should be");
    const auto window = shownWindow(blocker + QStringLiteral("/settings.ini"));
    QVERIFY(window);
    QTRY_VERIFY(!window->toasts().texts().isEmpty());
    QVERIFY2(window->toasts().texts().front().contains(QLatin1String("settings.ini")),
             qPrintable(window->toasts().texts().front()));
    auto* sheet = window->findChild<UnsavedSheet*>();
    QVERIFY(!window->close());
    QVERIFY(sheet->isVisible());
    QTest::keyClick(sheet, Qt::Key_Escape);
    QVERIFY(!sheet->isVisible() && window->isVisible());
    QVERIFY(!window->close());
    sheet->findChild<QPushButton*>(QStringLiteral("unsavedSheet.again"))->click();
    QVERIFY(sheet->isVisible());
    sheet->findChild<QPushButton*>(QStringLiteral("unsavedSheet.leave"))->click();
    QVERIFY(!window->isVisible());
}

void ShellCare::choicesAreKeptOnceThereIsRoomAgain() {
    QTemporaryDir folder;
    const QString blocker = folder.filePath(QStringLiteral("blocked"));
    writeFile(blocker, "a file where a folder should be");
    const QString path = blocker + QStringLiteral("/settings.ini");
    Settings settings(path);
    QSignalSpy said(&settings, &Settings::unsaved);
    settings.setValue(QStringLiteral("a/b"), 7);
    QTRY_COMPARE(said.count(), 1);
    settings.setValue(QStringLiteral("a/c"), 8);
    QVERIFY(!settings.save().isEmpty());
    QVERIFY(QFile::remove(blocker) && QDir().mkpath(blocker));
    QCOMPARE(settings.save(), QString());
    const Settings again(path);
    QCOMPARE(again.value(QStringLiteral("a/b")).toInt() + again.value(QStringLiteral("a/c")).toInt(), 15);
}

void ShellCare::theFocusBeginsInTheView() {
    const auto window = shownWindow();
    QVERIFY(window);
    const auto* strip = window->findChild<StatusStrip*>();
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QVERIFY(!strip->isAncestorOf(QApplication::focusWidget()));
    auto source = std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{});
    fixture::ScenarioSource* grid = source.get();
    window->session().attachSource(std::move(source), Mode::Operate);
    grid->advanceTo(seconds(20));
    window->enter();
    QTRY_VERIFY(window->currentView()->isAncestorOf(QApplication::focusWidget()));
    window->showDoors();
    window->showView(ViewName::Partitions);
    window->enter();
    QTRY_VERIFY(window->currentView()->isAncestorOf(QApplication::focusWidget()));
    QVERIFY2(isPicture(QApplication::focusWidget()), QApplication::focusWidget()->metaObject()->className());
    for (const ViewName next : {ViewName::Units, ViewName::Pumps, ViewName::Charts, ViewName::Events}) {
        window->showView(next);
        const QWidget* focused = QApplication::focusWidget();
        QVERIFY(window->currentView()->isAncestorOf(focused));
        QVERIFY2(qobject_cast<const QLineEdit*>(focused) == nullptr, focused->metaObject()->className());
    }
    window->session().detach();
}

void ShellCare::aPaletteOpenedBeforeTheGridAnsweredGetsItsUnits() {
    const auto window = shownWindow();
    QVERIFY(window);
    auto source = std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{});
    fixture::ScenarioSource* grid = source.get();
    window->session().attachSource(std::move(source), Mode::Operate);
    window->enter();
    window->openPalette(QStringLiteral("u b2"));
    const auto* list = window->findChild<QListView*>(QStringLiteral("palette.list"));
    QCOMPARE(list->model()->rowCount(), 0);
    grid->advanceTo(seconds(20));
    QTRY_VERIFY(list->model()->rowCount() > 0);
    QVERIFY(list->currentIndex().data().toString().contains(QLatin1String("b2")));
    QCOMPARE(window->findChild<QLineEdit*>(QStringLiteral("palette.field"))->text(), QStringLiteral("u b2"));
    window->session().detach();
}

void ShellCare::theTourIsOfferedOnceAndCanBeEnded() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    for (const bool isFirst : {true, false}) {
        const auto window = shownWindow(path);
        QVERIFY(window);
        auto source = std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{});
        fixture::ScenarioSource* grid = source.get();
        window->session().attachSource(std::move(source), Mode::Operate);
        window->enter();
        grid->advanceTo(seconds(20));
        window->refreshNow();
        auto* accept = window->findChild<QPushButton*>(QStringLiteral("toast.accept"));
        QCOMPARE(accept != nullptr, isFirst);
        if (isFirst) {
            QVERIFY2(!accept->hasFocus(), "an offer takes nobody's keys");
            accept->click();
            auto* tour = window->findChild<TourSheet*>();
            QVERIFY(tour->isVisible());
            tour->findChild<QPushButton*>(QStringLiteral("tourSheet.end"))->click();
            QVERIFY(!tour->isVisible());
        }
        window->close();
    }
}

void ShellCare::theTourIsWalkedByKeys() {
    const auto window = shownWindow();
    QVERIFY(window);
    window->enter();
    QVERIFY2(window->toasts().texts().isEmpty(), "a console that remembers nothing offers no tour");
    window->commands().run(QStringLiteral("help.tour"));
    auto* tour = window->findChild<TourSheet*>();
    QVERIFY(tour->isVisible() && tour->count() >= 6);
    auto* next = tour->findChild<QPushButton*>(QStringLiteral("tourSheet.next"));
    QTRY_COMPARE(QApplication::focusWidget(), next);
    for (std::size_t stop = 1; stop < tour->count(); ++stop) {
        QTest::keyClick(next, stop % 2 == 0 ? Qt::Key_Right : Qt::Key_Space);
        QCOMPARE(tour->current(), stop);
        QVERIFY(!next->accessibleDescription().isEmpty());
        QVERIFY(tour->rect().contains(next->parentWidget()->geometry()));
    }
    QTest::keyClick(next, Qt::Key_Left);
    QCOMPARE(tour->current(), tour->count() - 2);
    QTest::keyClick(next, Qt::Key_Right);
    QTest::keyClick(next, Qt::Key_Right);
    QVERIFY(!tour->isVisible());
}

void ShellCare::trainingIsForSimulatedGrids() {
    const auto window = shownWindow();
    QVERIFY(window);
    window->enter();
    window->commands().run(QStringLiteral("layout.perspective5"));
    QCOMPARE(window->perspectives().current(), Perspective::Operate);
    QVERIFY(window->toasts().texts().constLast().contains(QLatin1String("simulated")));
    window->perspectives().go(Perspective::Training);
    QCOMPARE(window->currentViewName(), ViewName::Partitions);
    window->session().attachSource(std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{}), Mode::Operate);
    QVERIFY2(window->perspectives().current() == Perspective::Operate, "a live grid is nothing to train on");
    window->session().detach();
}

void ShellCare::twoViewsComeBackAsTheyWereLeft() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    const auto besideOf = [](MainWindow& window) {
        const auto views = window.findChildren<View*>();
        return std::count_if(views.begin(), views.end(), [](const View* view) { return view->isVisible(); });
    };
    {
        const auto window = shownWindow(path);
        QVERIFY(window);
        window->enter();
        QCOMPARE(besideOf(*window), 1);
        window->showView(ViewName::Pumps);
        window->commands().run(QStringLiteral("layout.beside"));
        QCOMPARE(window->perspectives().current(), Perspective::Compare);
        QCOMPARE(besideOf(*window), 2);
        window->showView(ViewName::Units);
        QVERIFY(window->close());
    }
    const auto window = shownWindow(path);
    QVERIFY(window);
    window->enter();
    QCOMPARE(window->currentViewName(), ViewName::Units);
    QCOMPARE(besideOf(*window), 2);
    bool hasPumps = false;
    for (const View* view : window->findChildren<View*>()) {
        hasPumps = hasPumps || (view->isVisible() && view->objectName() == QLatin1String("pumpsView"));
    }
    QVERIFY(hasPumps);
}

void ShellCare::lostContactIsCopiedAsText() {
    const auto window = shownWindow();
    QVERIFY(window);
    auto source = std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{});
    fixture::ScenarioSource* grid = source.get();
    window->session().attachSource(std::move(source), Mode::Operate);
    window->enter();
    grid->advanceTo(seconds(20));
    grid->loseContact();
    grid->advanceTo(seconds(32));
    auto* copy = window->findChild<QPushButton*>(QStringLiteral("contactBanner.copy"));
    QTRY_VERIFY(copy->isVisible());
    QApplication::clipboard()->clear();
    copy->click();
    const QString text = QApplication::clipboard()->text();
    for (const char* part : {"Orrery console", "Grid: ", "2026-11-20", "Cause: "}) {
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    }
    window->session().detach();
}

void ShellCare::headingsOfFiguresAreDroppedOnTheCharts() {
    const auto window = shownWindow();
    QVERIFY(window);
    window->enter();
    UnitsModel units;
    QVERIFY(!units.headerData(UnitsModel::Host, Qt::Horizontal, MetricRole).isValid());
    QMimeData heading;
    heading.setData(QLatin1String(ChartsView::metricMime),
                    units.headerData(UnitsModel::LagOut, Qt::Horizontal, MetricRole).toByteArray());
    auto* charts = window->findChild<ChartsView*>();
    const std::size_t before = charts->plans().size();
    auto* bar = window->findChild<ViewsBar*>();
    const auto dropOn = [&](const char* row) {
        const QPointF point = bar->findChild<QWidget*>(QLatin1String(row))->geometry().center();
        QDragEnterEvent over(point.toPoint(), Qt::CopyAction, &heading, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bar, &over);
        QDropEvent drop(point, Qt::CopyAction, &heading, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bar, &drop);
    };
    dropOn("viewsBar.units");
    QCOMPARE(charts->plans().size(), before);
    dropOn("viewsBar.charts");
    QCOMPARE(charts->plans().size(), before + 1);
    QCOMPARE(charts->plans().back().metric, Metric::LagMillis);
    QCOMPARE(window->currentViewName(), ViewName::Charts);
}

void ShellCare::escapeLeavesAFilterForItsTable() {
    const auto window = shownWindow();
    QVERIFY(window);
    auto source = std::make_unique<fixture::ScenarioSource>(fixture::ScenarioOptions{});
    fixture::ScenarioSource* grid = source.get();
    window->session().attachSource(std::move(source), Mode::Operate);
    window->enter();
    grid->advanceTo(seconds(20));
    window->showView(ViewName::Units);
    window->refreshNow();
    auto* field = qobject_cast<QLineEdit*>(window->currentView()->filterField());
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("host:b"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(qobject_cast<QAbstractItemView*>(QApplication::focusWidget()) != nullptr);
    QCOMPARE(field->text(), QStringLiteral("host:b"));
    window->currentView()->findChild<QPushButton*>(QStringLiteral("unitsView.clearFilter"))->click();
    QVERIFY(field->text().isEmpty());
    window->commands().run(QStringLiteral("go.back"));
    QCOMPARE(field->text(), QStringLiteral("host:b"));
    window->session().detach();
}

void ShellCare::twoConsolesWriteOneRing() {
    QTemporaryDir folder;
    RingOptions options;
    options.root = folder.path();
    const std::vector<StreamBatchPointer> batches = batchesOfAScenario();
    auto first = std::make_unique<Recorder>(options);
    Recorder second(options);
    const std::size_t half = batches.size() / 2;
    for (std::size_t index = 0; index < half; ++index) {
        first->accept(batches[index]);
        second.accept(batches[index]);
    }
    const QString ring = first->ringFolder();
    QCOMPARE(second.ringFolder(), ring);
    QCOMPARE(filesIn(ring).size(), 1);
    QVERIFY(second.ringNote().isOfAnother && second.ringNote().trouble.isEmpty());
    QVERIFY(!first->ringNote().isOfAnother);
    QCOMPARE(second.ringFiles(), first->ringFiles());
    first.reset();
    for (std::size_t index = half; index < batches.size(); ++index) {
        second.accept(batches[index]);
    }
    QVERIFY2(!second.ringNote().isOfAnother, "the second goes on when the first has ended");
    QCOMPARE(filesIn(ring).size(), 2);
    second.end();
    QStringList paths;
    for (const QString& name : filesIn(ring)) {
        paths << QDir(ring).filePath(name);
    }
    const auto opened = RecordingSource::open(paths);
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().detail.c_str());
}

void ShellCare::twoConsolesMarkInOneFile() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bookmarks"));
    Bookmarks one;
    Bookmarks other;
    one.open(path);
    other.open(path);
    QVERIFY(one.add({WallTime{1'000}, QStringLiteral("of one")}));
    QVERIFY(other.add({WallTime{2'000}, QStringLiteral("of the other")}));
    QCOMPARE(Bookmarks::read(path).value().size(), std::size_t{2});
    one.remove(WallTime{2'000});
    QCOMPARE(Bookmarks::read(path).value().size(), std::size_t{1});
    QCOMPARE(one.all().front().note, QStringLiteral("of one"));
}

void ShellCare::twoConsolesShareTheListOfConnections() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("connections.json"));
    const auto named = [](const char* name) {
        SavedConnection connection;
        connection.name = QLatin1String(name);
        connection.seeds = {{"127.0.0.1", 7100}};
        return connection;
    };
    ConnectionBook one(path);
    ConnectionBook other(path);
    const auto first = one.save(named("shop"));
    QVERIFY(first.ok());
    QVERIFY(other.save(named("depot")).ok());
    QCOMPARE(ConnectionBook(path).connections().size(), std::size_t{2});
    QVERIFY(other.remove(first.value().id).ok());
    QVERIFY(one.touch(ConnectionBook(path).connections().front().id, QDateTime::currentDateTimeUtc()).ok());
    QCOMPARE(ConnectionBook(path).connections().size(), std::size_t{1});
    QCOMPARE(one.connections().front().name, QStringLiteral("depot"));
}

void ShellCare::oneFolderRunsOneLocalGrid() {
    QTemporaryDir folder;
    for (const char* program : {"orrery-agent", "orrery-unit"}) {
        const QString path = folder.filePath(QLatin1String(program));
        writeFile(path, "#!/bin/sh\nexec sleep 60\n");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    const QString data = folder.filePath(QStringLiteral("data"));
    LocalGrid one(folder.path(), data);
    LocalGrid other(folder.path(), data);
    QVERIFY(one.start().ok());
    const Status refused = other.start();
    QVERIFY(!refused.ok() && !other.isRunning());
    QVERIFY(refused.error().detail.find("Another console") != std::string::npos);
    one.stop();
    QVERIFY(other.start().ok());
    other.stop();
}

QTEST_MAIN(ShellCare)
#include "tst_shell_care.moc"
