// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window itself: its commands and keys, perspectives that come back, modes, panes, the trail.
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

#include "console/shell/dock_area.h"
#include "console/shell/export_sheet.h"
#include "console/shell/help_pages.h"
#include "console/shell/help_sheet.h"
#include "console/shell/look_settings.h"
#include "console/shell/main_window.h"
#include "console/shell/ring_sheet.h"
#include "console/shell/simulation_form.h"
#include "console/shell/status_strip.h"
#include "console/shell/toasts.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/state/alarm_catalogue.h"
#include "console/views/charts_view.h"
#include "console/views/partition_map.h"
#include "console/widgets/filter_field.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

class TestShellWindow : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void defaultKeysDoNotConflict();
    void everyCommandHasATitleAndAnIcon();
    void perspectivesComeBackTwentyTimes();
    void layoutSurvivesARunAtTheFinalSize();
    void damagedLayoutIsTheDeliveredOne();
    void resetBringsTheDeliveredLayout();
    void wallHidesTheBarsAndEscapeBringsThemBack();
    void compareShowsTwoViews();
    void lockedDocksHaveNoTitle();
    void frameAndTitleNameTheMode();
    void protectedGridWantsItsName();
    void panesAreWalkedByKey();
    void altLeftBringsViewSelectionAndFilterBack();
    void plainKeysActOnPicturesOnly();
    void sheetKeepsTheWindowsKeysAway();
    void paletteJumpsInTime();
    void paletteSaysWhyNot();
    void selectionIsPlannedNowhereInARecording();
    void stripIsNeverCut_data();
    void stripIsNeverCut();
    void skewedClocksAreNamed();
    void helpOpensAtTheFocusedView();
    void helpKnowsEveryAlarm();
    void exportWritesPictureAndTable();
    void exportReplacesNamesAndGoesOn();
    void chartsAreExportedAsSamples();
    void choicesComeBackInTheNextRun();
    void paletteAddsTheChartItNames();
    void ringSheetRefusesWhatItCannotKeep();
    void contrastAndMotionAreSwitched();
    void recordingsAreChosenFromAFile();

private:
    void seek(Duration offset);
    QList<int> dockWidths() const;
    void press(const char* keys);
    /// Exports the view in sight to `name` in the test's folder; what the file holds.
    QByteArray exported(const QString& name);

    QTemporaryDir m_folder;
    QString m_recording;
    std::unique_ptr<MainWindow> m_window;
};

void TestShellWindow::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_recording = m_folder.filePath(QStringLiteral("scenario.orrery"));
    QVERIFY(fixture::writeScenario(m_recording).ok());
}

void TestShellWindow::init() {
    WatchedTest::init();
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1600, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(m_window->session().attachRecording({m_recording}).ok());
    m_window->enter();
    seek(seconds(93));
}

void TestShellWindow::seek(Duration offset) {
    m_window->session().recording()->seek(fixture::scenarioClockStart + offset);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->session().store().latest()->now.at + seconds(1) >=
                                 fixture::scenarioClockStart + offset, 10'000);
    m_window->refreshNow();
}

QList<int> TestShellWindow::dockWidths() const {
    QList<int> sizes;
    for (const Dock* dock : m_window->findChild<DockArea*>()->docks()) {
        sizes.push_back(dock->isHidden() ? 0 : dock->width());
        sizes.push_back(dock->isHidden() ? 0 : dock->height());
    }
    return sizes;
}

void TestShellWindow::press(const char* keys) {
    const QKeyCombination key = QKeySequence(QString::fromLatin1(keys))[0];
    QTest::keyClick(m_window->windowHandle(), key.key(), key.keyboardModifiers());
    QCoreApplication::processEvents();
}

void TestShellWindow::defaultKeysDoNotConflict() {
    QHash<QKeySequence, QString> seen;
    for (const Command& command : m_window->commands().all()) {
        for (const QKeySequence& key : command.keys) {
            QVERIFY2(!seen.contains(key), qPrintable(QStringLiteral("%1: %2 and %3").arg(
                                              key.toString(), seen.value(key), command.id)));
            seen.insert(key, command.id);
        }
    }
    for (const char* key : {"Ctrl+K", "Ctrl+1", "Ctrl+F", "/", "Space", "Home", "L", "Ctrl+R", "F11", "Ctrl+Return",
                            "Alt+A", "Alt+S", "F6", "Shift+F6", "Ctrl+/", "Ctrl+Shift+4", "Alt+Left"}) {
        QVERIFY2(seen.contains(QKeySequence(QString::fromLatin1(key))), key);
    }
}

void TestShellWindow::everyCommandHasATitleAndAnIcon() {
    for (const Command& command : m_window->commands().all()) {
        QVERIFY2(!command.title.isEmpty(), qPrintable(command.id));
        QVERIFY2(QFile::exists(QStringLiteral(":/orrery/icons/%1.svg").arg(command.iconName)),
                 qPrintable(command.id + QStringLiteral(": ") + command.iconName));
    }
}

void TestShellWindow::perspectivesComeBackTwentyTimes() {
    auto* area = m_window->findChild<DockArea*>();
    m_window->perspectives().go(Perspective::Incident);
    area->resizeDocks({area->docks().front()}, {420}, Qt::Horizontal);
    m_window->showView(ViewName::Pumps);
    QCoreApplication::processEvents();
    const QList<int> incident = dockWidths();
    m_window->perspectives().go(Perspective::Operate);
    QCoreApplication::processEvents();
    const QList<int> operate = dockWidths();
    QVERIFY(incident != operate);
    for (int round = 0; round < 20; ++round) {
        m_window->perspectives().go(Perspective::Compare);
        m_window->perspectives().go(Perspective::Incident);
        QCoreApplication::processEvents();
        QCOMPARE(dockWidths(), incident);
        QCOMPARE(m_window->currentViewName(), ViewName::Pumps);
        m_window->perspectives().go(Perspective::Operate);
        QCoreApplication::processEvents();
        QCOMPARE(dockWidths(), operate);
    }
}

void TestShellWindow::layoutSurvivesARunAtTheFinalSize() {
    const QString path = m_folder.filePath(QStringLiteral("layout.ini"));
    const QSize final(1800, 960);
    QList<int> widths;
    {
        m_window = std::make_unique<MainWindow>(std::make_unique<Settings>(path));
        m_window->enter();
        m_window->resize(final);
        m_window->show();
        QCoreApplication::processEvents();
        m_window->perspectives().go(Perspective::Incident);
        auto* area = m_window->findChild<DockArea*>();
        area->resizeDocks({area->docks().front()}, {450}, Qt::Horizontal);
        QCoreApplication::processEvents();
        widths = dockWidths();
        m_window->close();
    }
    m_window = std::make_unique<MainWindow>(std::make_unique<Settings>(path));
    m_window->enter();
    m_window->show();
    // Window managers give a maximised window its size late.
    m_window->resize(m_window->minimumSize());
    QCoreApplication::processEvents();
    m_window->resize(final);
    QCoreApplication::processEvents();
    QCOMPARE(m_window->perspectives().current(), Perspective::Incident);
    QCOMPARE(widths.front(), 450);
    QCOMPARE(dockWidths(), widths);
}

void TestShellWindow::damagedLayoutIsTheDeliveredOne() {
    const QList<int> delivered = dockWidths();
    auto settings = std::make_unique<Settings>();
    settings->setValue(QStringLiteral("layout/docks-operate"), QByteArray("no layout"));
    settings->setValue(QStringLiteral("layout/view-operate"), QStringLiteral("no view"));
    settings->setValue(QStringLiteral("layout/perspective"), QStringLiteral("no perspective"));
    settings->setValue(QStringLiteral("window/geometry"), QByteArray("nowhere"));
    m_window = std::make_unique<MainWindow>(std::move(settings));
    m_window->resize(1600, 900);
    m_window->show();
    m_window->enter();
    QCoreApplication::processEvents();
    QCOMPARE(dockWidths(), delivered);
    QCOMPARE(m_window->currentViewName(), ViewName::Wall);
}

void TestShellWindow::resetBringsTheDeliveredLayout() {
    const QList<int> delivered = dockWidths();
    auto* area = m_window->findChild<DockArea*>();
    area->docks().front()->hide();
    area->docks().back()->show();
    area->docks().back()->setFloating(true);
    m_window->commands().run(QStringLiteral("layout.reset"));
    QCoreApplication::processEvents();
    QCOMPARE(dockWidths(), delivered);
    QVERIFY(!area->docks().back()->isFloating());
}

void TestShellWindow::wallHidesTheBarsAndEscapeBringsThemBack() {
    const QList<int> before = dockWidths();
    press("F11");
    QVERIFY(m_window->isFullScreen());
    QCOMPARE(dockWidths(), (QList<int>{0, 0, 0, 0}));
    QVERIFY(!m_window->findChild<QWidget*>(QStringLiteral("timeBar.play"))->isVisible());
    QVERIFY(m_window->findChild<QWidget*>(QStringLiteral("statusStrip.grid"))->isVisible());
    press("Esc");
    QVERIFY(!m_window->isFullScreen());
    QCOMPARE(m_window->perspectives().current(), Perspective::Operate);
    // Here no window manager gives the old size back.
    m_window->resize(1600, 900);
    QCoreApplication::processEvents();
    QCOMPARE(dockWidths(), before);
}

void TestShellWindow::compareShowsTwoViews() {
    m_window->showView(ViewName::Units);
    m_window->commands().run(QStringLiteral("layout.beside"));
    m_window->showView(ViewName::Partitions);
    m_window->refreshNow();
    QSet<QString> shown;
    for (const View* view : m_window->findChildren<View*>()) {
        if (view->isVisible()) {
            shown.insert(QString::fromLatin1(view->metaObject()->className()));
            QVERIFY(view->snapshot()->hasState);
        }
    }
    QCOMPARE(shown, (QSet<QString>{QStringLiteral("orrery::console::UnitsView"),
                                   QStringLiteral("orrery::console::PartitionsView")}));
}

void TestShellWindow::lockedDocksHaveNoTitle() {
    auto* area = m_window->findChild<DockArea*>();
    QCOMPARE(area->docks().front()->titleBarWidget()->height(), 0);
    QCOMPARE(area->docks().front()->features(), QDockWidget::NoDockWidgetFeatures);
    m_window->commands().run(QStringLiteral("layout.lock"));
    QCoreApplication::processEvents();
    QVERIFY(area->docks().front()->titleBarWidget()->height() > 20);
    QVERIFY(area->docks().front()->features() & QDockWidget::DockWidgetMovable);
}

void TestShellWindow::frameAndTitleNameTheMode() {
    QCOMPARE(m_window->frameMode(), FrameMode::Replay);
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("REPLAY")));
    m_window->session().attachLive({}, QString(), Mode::Operate);
    QCOMPARE(m_window->frameMode(), FrameMode::Operate);
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("OPERATE")));
    m_window->commands().run(QStringLiteral("window.mode"));
    QCOMPARE(m_window->frameMode(), FrameMode::Observe);
    m_window->session().detach();
    QCOMPARE(m_window->frameMode(), FrameMode::Nothing);
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Orrery"));
}

void TestShellWindow::protectedGridWantsItsName() {
    m_window->session().attachLive({}, QString(), Mode::Operate);
    m_window->setConnection({QStringLiteral("till"), QColor(Qt::magenta), Guard::Protected});
    QCOMPARE(m_window->frameMode(), FrameMode::Protected);
    m_window->commands().run(QStringLiteral("window.mode"));
    QCOMPARE(m_window->session().mode(), Mode::Observe);
    auto* operate = m_window->findChild<QPushButton*>(QStringLiteral("guardSheet.operate"));
    auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("guardSheet.field"));
    QVERIFY(operate->isVisible() && !operate->isEnabled());
    QTest::keyClicks(field, QStringLiteral("till"));
    QVERIFY(operate->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_window->session().mode(), Mode::Observe);
    operate->click();
    QCOMPARE(m_window->session().mode(), Mode::Operate);
    QCOMPARE(m_window->frameMode(), FrameMode::Operate);
}

void TestShellWindow::panesAreWalkedByKey() {
    m_window->showView(ViewName::Units);
    QSet<QWidget*> visited;
    for (int step = 0; step < 6; ++step) {
        press("F6");
        QVERIFY(QApplication::focusWidget() != nullptr);
        visited.insert(QApplication::focusWidget());
    }
    QVERIFY2(visited.size() >= 4, "strip, views, view and time bar at least");
    QWidget* here = QApplication::focusWidget();
    press("F6");
    press("Shift+F6");
    QCOMPARE(QApplication::focusWidget(), here);
}

void TestShellWindow::altLeftBringsViewSelectionAndFilterBack() {
    m_window->showView(ViewName::Units);
    m_window->session().selection().select(UnitId{2});
    auto* filter = qobject_cast<QLineEdit*>(m_window->currentView()->filterField());
    QVERIFY(filter != nullptr);
    press("/");
    QCOMPARE(QApplication::focusWidget(), filter);
    QTest::keyClicks(filter, QStringLiteral("a1"));
    m_window->showView(ViewName::Partitions);
    m_window->session().selection().select(PartitionId{9});
    press("Alt+Left");
    press("Alt+Left");
    QCOMPARE(m_window->currentViewName(), ViewName::Units);
    QCOMPARE(m_window->session().selection().unit(), std::optional<UnitId>(UnitId{2}));
    QCOMPARE(filter->text(), QStringLiteral("a1"));
    press("Alt+Left");
    QCOMPARE(filter->text(), QString());
    press("Alt+Right");
    press("Alt+Right");
    QCOMPARE(m_window->currentViewName(), ViewName::Partitions);
}

void TestShellWindow::plainKeysActOnPicturesOnly() {
    RecordingSource* recording = m_window->session().recording();
    m_window->showView(ViewName::Units);
    auto* filter = qobject_cast<QLineEdit*>(m_window->currentView()->filterField());
    filter->setFocus();
    press("Space");
    QVERIFY(!recording->playback().playing);
    QCOMPARE(filter->text(), QStringLiteral(" "));
    m_window->showView(ViewName::Partitions);
    m_window->currentView()->findChild<PartitionMap*>()->setFocus();
    press("Space");
    QTRY_VERIFY(recording->playback().playing);
    press("Space");
    QTRY_VERIFY(!recording->playback().playing);
}

void TestShellWindow::sheetKeepsTheWindowsKeysAway() {
    m_window->showView(ViewName::Units);
    press("Ctrl+K");
    auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("palette.field"));
    QTRY_COMPARE(QApplication::focusWidget(), field);
    press("Ctrl+3");
    QCOMPARE(m_window->currentViewName(), ViewName::Units);
    press("Esc");
    press("Ctrl+3");
    QCOMPARE(m_window->currentViewName(), ViewName::Partitions);
}

void TestShellWindow::paletteJumpsInTime() {
    RecordingSource* recording = m_window->session().recording();
    const WallTime wanted{(recording->begin().wall.millis / 1'000 + 20) * 1'000};
    m_window->openPalette(QStringLiteral("t ") +
                          QDateTime::fromMSecsSinceEpoch(wanted.millis, Qt::UTC).toString(QStringLiteral("hh:mm:ss")));
    press("Return");
    QTRY_COMPARE(recording->playback().position.wall.millis, wanted.millis);
}

void TestShellWindow::paletteSaysWhyNot() {
    m_window->openPalette(QStringLiteral("Plan for the selection"));
    const auto* list = m_window->findChild<QListView*>(QStringLiteral("palette.list"));
    auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("palette.field"));
    QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Plan for the selection"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY2(field->isVisible(), "what cannot be done does not close the palette");
    QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("palette.hint"))->text().contains(QStringLiteral("Not now")));
}

void TestShellWindow::selectionIsPlannedNowhereInARecording() {
    m_window->session().selection().select(UnitId{2});
    press("Ctrl+Return");
    QCOMPARE(m_window->session().actions().stage(), ActionStage::Idle);
    QCOMPARE(m_window->toasts().texts().size(), 1);
}

void TestShellWindow::stripIsNeverCut_data() {
    QTest::addColumn<int>("width");
    for (const int width : {1100, 1280, 1600, 1920}) {
        QTest::newRow(qPrintable(QString::number(width))) << width;
    }
}

void TestShellWindow::stripIsNeverCut() {
    QFETCH(int, width);
    m_window->resize(width, 640);
    QCoreApplication::processEvents();
    m_window->refreshNow();
    QCoreApplication::processEvents();
    auto* strip = m_window->findChild<StatusStrip*>();
    int right = 0;
    for (QWidget* part : strip->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        if (!part->isVisible()) {
            continue;
        }
        QVERIFY2(part->width() >= part->sizeHint().width(), qPrintable(part->objectName() + part->accessibleName()));
        QVERIFY2(part->x() >= right, "parts overlap");
        right = part->geometry().right();
    }
    QVERIFY(right <= strip->width());
}

void TestShellWindow::skewedClocksAreNamed() {
    GridSnapshot snapshot = *m_window->session().store().latest();
    QVERIFY(worstSkew(snapshot) == nullptr);
    snapshot.units[1].clockSkew = milliseconds(-140);
    snapshot.units[0].clockSkew = milliseconds(90);
    QVERIFY(worstSkew(snapshot) == &snapshot.units[1]);
}

void TestShellWindow::helpOpensAtTheFocusedView() {
    auto* help = m_window->findChild<HelpSheet*>();
    for (const ViewEntry& entry : viewEntries()) {
        m_window->showView(entry.name);
        press("F1");
        QVERIFY(help->isVisible());
        QCOMPARE(help->pageId(), QStringLiteral("view-") + wordFor(entry.name));
        press("Esc");
        QVERIFY(!help->isVisible());
    }
    m_window->openPalette(QStringLiteral("? drain"));
    press("Return");
    QVERIFY(help->isVisible());
    press("Esc");
    m_window->showDoors();
    press("F1");
    QCOMPARE(help->pageId(), QStringLiteral("connecting"));
}

void TestShellWindow::helpKnowsEveryAlarm() {
    auto* help = m_window->findChild<HelpSheet*>();
    for (const AlarmDefinition& definition : alarmDefinitions()) {
        const HelpPage* page = help->handbook().find(alarmPageId(definition.kind));
        QVERIFY2(page != nullptr, definition.name);
        QVERIFY2(page->text.contains(adviceOn(definition.kind).response), definition.name);
        QVERIFY2(!help->handbook().target(adviceOn(definition.kind).runbook).isEmpty(), definition.runbook);
    }
    press("Shift+F1");
    QVERIFY2(help->pageId().startsWith(QStringLiteral("alarm-")), qPrintable(help->pageId()));
}

QByteArray TestShellWindow::exported(const QString& name) {
    const QString path = m_folder.filePath(name);
    auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("exportSheet.path"));
    field->setText(path);
    QTest::keyClick(field, Qt::Key_Return);
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestShellWindow::exportWritesPictureAndTable() {
    m_window->showView(ViewName::Units);
    press("Ctrl+Shift+E");
    QVERIFY(m_window->findChild<ExportSheet*>()->isVisible());
    const QByteArray table = exported(QStringLiteral("units.csv"));
    QVERIFY2(table.startsWith("# "), table.left(200).constData());
    QVERIFY(table.contains("REPLAY"));
    QVERIFY(!m_window->findChild<ExportSheet*>()->isVisible());
    QVERIFY(m_window->toasts().texts().constLast().contains(QStringLiteral("units.csv")));
    press("Ctrl+Shift+E");
    const QImage picture = QImage::fromData(exported(QStringLiteral("units.png")));
    QVERIFY(picture.width() >= 2 * m_window->currentView()->width());
}

void TestShellWindow::exportReplacesNamesAndGoesOn() {
    m_window->showView(ViewName::Units);
    const QByteArray name = m_window->session().store().latest()->state->units.front().name.c_str();
    press("Ctrl+Shift+E");
    m_window->findChild<ExportSheet*>()->findChild<QCheckBox*>()->setChecked(true);
    const QByteArray table = exported(QStringLiteral("redacted.csv"));
    QVERIFY(!table.isEmpty());
    QVERIFY2(!table.contains(',' + name + ',') && !table.contains('\n' + name + ','), table.constData());
    QCOMPARE(m_window->currentView()->snapshot(), m_window->session().store().latest());
}

void TestShellWindow::chartsAreExportedAsSamples() {
    m_window->showView(ViewName::Charts);
    QList<QByteArray> lines;
    qsizetype head = 0;
    const auto samples = [&] {   // The minutes before the moment follow once the head rests.
        press("Ctrl+Shift+E");
        lines = exported(QStringLiteral("charts.csv")).split('\n');
        head = std::find_if(lines.begin(), lines.end(), [](const QByteArray& line) { return !line.startsWith('#'); }) -
               lines.begin();
        return lines.size() - head;
    };
    QTRY_VERIFY(samples() > 20);
    QVERIFY2(lines[head].startsWith("time,"), lines[head].constData());
    QVERIFY2(lines[head + 2].contains('T'), lines[head + 2].constData());
}

void TestShellWindow::choicesComeBackInTheNextRun() {
    const QString path = m_folder.filePath(QStringLiteral("choices.ini"));
    SimulationOptions simulation;
    simulation.units = 12;
    simulation.shape = LoadShape::HotKey;
    simulation.speed = 4.0;
    QString layout;
    {
        MainWindow first(std::make_unique<Settings>(path));
        auto* units = first.findChild<FilterField*>(QStringLiteral("unitsView.filter"));
        QVERIFY(units != nullptr);
        units->setText(QStringLiteral("lag>5"));
        units->save();
        auto* charts = first.findChild<ChartsView*>();
        QVERIFY(charts->addPanel({Metric::OperationsPerSecond, PanelScope::Worst}));
        layout = charts->boardLayout();
        Q_EMIT first.findChild<SimulationForm*>()->exploreRequested(simulation);
        QVERIFY(first.session().attachRecording({m_recording}).ok());
        Q_EMIT first.findChild<RingSheet*>()->chosen({seconds(7 * 3600), 512ULL << 20});
        first.close();
    }
    MainWindow second(std::make_unique<Settings>(path));
    QCOMPARE(second.findChild<FilterField*>(QStringLiteral("unitsView.filter"))->saved(),
             QStringList{QStringLiteral("lag>5")});
    QCOMPARE(second.findChild<ChartsView*>()->boardLayout(), layout);
    QCOMPARE(second.session().shelf().openedLately(), QStringList{m_recording});
    QCOMPARE(second.session().ringLimits(), (RingLimits{seconds(7 * 3600), 512ULL << 20}));
    QCOMPARE(simulationOptionsFrom(textOf(simulation)).value(), simulation);
    QCOMPARE(second.settings().value(QStringLiteral("simulation/options")).toString(), textOf(simulation));
}

void TestShellWindow::paletteAddsTheChartItNames() {
    auto* charts = m_window->findChild<ChartsView*>();
    const std::size_t before = charts->plans().size();
    m_window->openPalette(QStringLiteral("m ") + titleOf(Metric::OperationsPerSecond));
    press("Return");
    QCOMPARE(m_window->currentViewName(), ViewName::Charts);
    QCOMPARE(charts->plans().size(), before + 1);
    QCOMPARE(charts->plans().back().metric, Metric::OperationsPerSecond);
}

void TestShellWindow::ringSheetRefusesWhatItCannotKeep() {
    m_window->commands().run(QStringLiteral("window.ring"));
    auto* sheet = m_window->findChild<RingSheet*>();
    auto* hours = sheet->findChild<QLineEdit*>(QStringLiteral("ringSheet.hours"));
    hours->setText(QStringLiteral("0"));
    QTest::keyClick(hours, Qt::Key_Return);
    QVERIFY(sheet->isVisible());
    QVERIFY(!sheet->findChild<QLabel*>(QStringLiteral("ringSheet.mistake"))->text().isEmpty());
    hours->setText(QStringLiteral("48"));
    QTest::keyClick(hours, Qt::Key_Return);
    QVERIFY(!sheet->isVisible());
    QCOMPARE(m_window->session().ringLimits().keep, seconds(48 * 3600));
}

void TestShellWindow::contrastAndMotionAreSwitched() {
    const theme::Look before = theme::look();
    m_window->commands().run(QStringLiteral("window.contrast"));
    QCOMPARE(theme::appearance(), otherContrast(before.appearance));
    m_window->commands().run(QStringLiteral("window.motion"));
    QCOMPARE(theme::motion(), theme::Motion::Reduced);
    QCOMPARE(storedLook(m_window->settings()), theme::look());
    theme::apply(*qApp, before);
}

void TestShellWindow::recordingsAreChosenFromAFile() {
    m_window->showView(ViewName::Recordings);
    m_window->findChild<QPushButton*>(QStringLiteral("recordingsView.choose"))->click();
    auto* dialog = m_window->findChild<QFileDialog*>(QStringLiteral("recordingDialog"));
    QVERIFY(dialog != nullptr);
    QVERIFY2(m_window->currentView()->isVisible(), "choosing does not leave the view");
    QSignalSpy opened(&m_window->session(), &Session::recordingOpened);
    Q_EMIT dialog->fileSelected(m_recording);
    dialog->close();
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toString(), QString());
}

QTEST_MAIN(TestShellWindow)
#include "tst_shell_window.moc"
