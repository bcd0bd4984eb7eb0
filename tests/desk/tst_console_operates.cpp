// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The console at work: the real window on a display of its own, driven by keys and mouse, on a real
// grid of three hosts with two units each under load. The claims build on each other, in order.
//
// Pictures of every view stand in screenshots-live/ of the build folder afterwards; those that the
// handbook shows stand in handbook-pictures/ under the handbook's names.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <vector>

#include "console/charts/time_chart.h"
#include "console/models/events_model.h"
#include "console/shell/main_window.h"
#include "console/shell/toasts.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/views/operations_view.h"
#include "console/widgets/theme.h"
#include "tests/desk/desk_mark.h"
#include "tests/desk/own_display.h"
#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::console;
using orrery::test::GridBeacon;
using orrery::test::LocalGrid;
using orrery::test::LocalGridOptions;
using orrery::test::Mark;
using orrery::test::markOf;
using orrery::test::ProgramEnd;
using orrery::test::ProgramRun;

namespace {

constexpr int soon = 10'000;       ///< For what the window does by itself, in milliseconds.
constexpr int whenMoved = 60'000;  ///< For what the grid has to copy.
constexpr int allUnits = 6;

LocalGridOptions gridOptions() {
    LocalGridOptions options;
    options.beacon = GridBeacon::Sent;
    options.name = QStringLiteral("desk-%1").arg(QCoreApplication::applicationPid());
    return options;
}

/// The moment whose picture of `view` the handbook shows: the map and the journal right after the kill.
QString handbookMoment(const QString& view) {
    const bool afterKill = view == QLatin1String("partitions") || view == QLatin1String("events");
    return afterKill ? QStringLiteral("killed") : QStringLiteral("added");
}

/// `folder` beside the folder of the programs, made when missing.
QDir pictureFolder(const QString& folder) {
    const QDir made(QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../") + folder));
    made.mkpath(QStringLiteral("."));
    return made;
}

/// Counts how often a widget comes into sight.
class Appearances : public QObject {
public:
    explicit Appearances(QWidget* widget) { widget->installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        count += event->type() == QEvent::Show && !event->spontaneous() ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
};

}  // namespace

class TestConsoleOperates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void theGridIsDiscoveredByItsBeacon();
    void theWallShowsSixUnitsLive();
    void enterOnAPlanCarriesNothingOut();
    void aUnitIsKilledThroughThePlanDialog();
    void theFailoverShowsInMapEventsAndCharts();
    void theUnitIsRestartedAndRedundancyReturns();
    void aCrashedUnitRaisesAnAlarmAndComesBack();
    void aDrainIsPlannedAndCarriedOutAndTheUnitStops();
    void anAddedUnitTakesItsShare();
    void aLostContactIsSaidOnce();
    void theLoadLostNothingMeanwhile();
    void aRecordingOfThisReplaysTheSame();

private:
    SnapshotPointer now() { return m_window->session().store().latest(); }
    template <typename Kind = QWidget>
    Kind* named(const QString& name) { return m_window->findChild<Kind*>(name); }
    bool isShown(const QString& name) { return named(name) != nullptr && named(name)->isVisible(); }
    bool hasFocus(const QString& name) { return QApplication::focusWidget() == named(name); }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString& text);
    bool openPlan(const QString& wish);
    bool giveReason(const QString& reason);
    bool pressExecute();
    void watch();
    bool alarmBandShows(const QString& text);
    void go(const QString& view);
    void savePictures(const QString& moment);
    bool saveForHandbook(const QString& name);

    const model::UnitDescription* unit(const std::string& name);
    model::UnitState stateOf(const std::string& name);
    std::ptrdiff_t primariesOf(const std::string& name);
    bool isWhole();
    bool isLastOperationFinished() { return m_window->session().actions().records().back().finishedAt.has_value(); }
    bool hasEvent(model::EventKind kind, const QString& text, std::uint64_t after = 0);
    bool eventsViewShows(model::EventKind kind, const QString& text);
    std::uint64_t lastEvent() { return now()->events.empty() ? 0 : now()->events.last().event->number; }

    std::unique_ptr<LocalGrid> m_grid;
    std::unique_ptr<ProgramRun> m_load;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
    std::vector<Mark> m_marks;            ///< Of every snapshot that was live.
    Mark m_whileDead;                     ///< When b1 was dead.
    std::vector<std::uint32_t> m_before;  ///< Primaries before b1 was killed.
    bool m_sawOneCopy = false;
    bool m_broken = false;
};

void TestConsoleOperates::initTestCase() {
    if (!qEnvironmentVariableIsSet("DISPLAY")) {
        QSKIP("Xvfb is not installed here, or does not start");
    }
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb"));
    theme::apply(*qApp, Appearance::Dark);
    m_grid = std::make_unique<LocalGrid>(gridOptions());
    QVERIFY(m_grid->start());
    m_load = std::make_unique<ProgramRun>(test::programPath("orrery-load"),
                                          m_grid->at() + QStringList{"flash-sale", "--rate", "600", "--verify"});
    QVERIFY(m_load->waitForOutput("2 s  "));
    m_window = std::make_unique<MainWindow>();
    m_window->session().actions().keepRecordsIn(m_folder.filePath(QStringLiteral("operations")));
    m_window->setGeometry(0, 0, 1600, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    connect(&m_window->session().store(), &SnapshotStore::changed, this, &TestConsoleOperates::watch);
}

void TestConsoleOperates::init() {
    if (m_broken) {
        QSKIP("a claim before this one does not hold");
    }
}

void TestConsoleOperates::cleanup() {
    m_broken = m_broken || QTest::currentTestFailed();
    if (QTest::currentTestFailed() && m_window) {
        m_window->grab().save(QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../desk-failed.png")));
    }
}

void TestConsoleOperates::cleanupTestCase() {
    m_window.reset();
    m_load.reset();
    m_grid.reset();
}

void TestConsoleOperates::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(m_window->windowHandle(), key, modifiers);
}

void TestConsoleOperates::type(const QString& text) {
    for (const QChar letter : text) {
        QTest::keyClick(m_window->windowHandle(), letter.toLatin1());
    }
}

/// Notes every picture of the live grid, and what only stands there for a moment.
void TestConsoleOperates::watch() {
    const SnapshotPointer shown = now();
    if (!shown->hasState || m_window->session().recording() != nullptr) {
        return;
    }
    m_marks.push_back(markOf(*shown));
    m_sawOneCopy = m_sawOneCopy || shown->totals.copies[1] > 0;
}

bool TestConsoleOperates::alarmBandShows(const QString& text) {
    return named(QStringLiteral("alarmBand.text"))->accessibleName().contains(text);
}

void TestConsoleOperates::go(const QString& view) {
    QTest::mouseClick(named<QAbstractButton>(QStringLiteral("viewsBar.") + view), Qt::LeftButton);
    QCoreApplication::processEvents();
}

/// The window as it stands, as a picture of the handbook; without notices, which would cover it.
bool TestConsoleOperates::saveForHandbook(const QString& name) {
    Toasts& notices = m_window->toasts();
    const bool wereShown = notices.isVisible();
    notices.hide();
    m_window->refreshNow();
    const QDir folder = pictureFolder(QStringLiteral("handbook-pictures"));
    const bool isSaved = m_window->grab().save(folder.filePath(name + QStringLiteral(".png")));
    notices.setVisible(wereShown);
    return isSaved;
}

void TestConsoleOperates::savePictures(const QString& moment) {
    const QDir folder = pictureFolder(QStringLiteral("screenshots-live"));
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        theme::apply(*qApp, appearance);
        const QString look = appearance == Appearance::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        for (const ViewEntry& entry : viewEntries()) {
            const QString view = QString::fromLatin1(entry.iconName);
            go(view);
            m_window->refreshNow();
            QVERIFY(m_window->grab().save(folder.filePath(QStringLiteral("%1-%2-%3.png").arg(moment, view, look))));
            QVERIFY(moment != handbookMoment(view) || saveForHandbook(QStringLiteral("%1-%2").arg(view, look)));
        }
    }
    go(QStringLiteral("wall"));
}

const model::UnitDescription* TestConsoleOperates::unit(const std::string& name) {
    return model::findUnit(*now()->state, name);
}

model::UnitState TestConsoleOperates::stateOf(const std::string& name) {
    const model::UnitDescription* found = unit(name);
    return found != nullptr ? found->state : model::UnitState::Starting;
}

std::ptrdiff_t TestConsoleOperates::primariesOf(const std::string& name) {
    const model::UnitDescription* found = unit(name);
    const auto& partitions = now()->state->partitions;
    return found == nullptr ? 0 : std::count_if(partitions.begin(), partitions.end(), [found](const auto& one) {
        return one.primary == found->id;
    });
}

bool TestConsoleOperates::isWhole() {
    const SnapshotPointer shown = now();
    return shown->hasState && !shown->partitions.empty() && shown->totals.movingPartitions == 0 &&
           shown->totals.wholePartitions == shown->partitions.size();
}

bool TestConsoleOperates::hasEvent(model::EventKind kind, const QString& text, std::uint64_t after) {
    const SnapshotPointer shown = now();
    for (std::size_t index = 0; index < shown->events.size(); ++index) {
        const model::GridEvent& event = *shown->events.at(index).event;
        if (event.number > after && event.kind == kind &&
            QString::fromStdString(event.text).contains(text)) {
            return true;
        }
    }
    return false;
}

bool TestConsoleOperates::eventsViewShows(model::EventKind kind, const QString& text) {
    const QAbstractItemModel* rows = named<QAbstractItemView>(QStringLiteral("eventsView.table"))->model();
    const QString word = QString::fromStdString(std::string(model::wordFor(kind)));
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (rows->index(row, EventsModel::Kind).data().toString() == word &&
            rows->index(row, EventsModel::Text).data().toString().contains(text)) {
            return true;
        }
    }
    return false;
}

/// Ctrl+K, the wish, Return: the plan is shown and the focus is on Cancel.
bool TestConsoleOperates::openPlan(const QString& wish) {
    key(Qt::Key_K, Qt::ControlModifier);
    if (!QTest::qWaitFor([this] { return hasFocus(QStringLiteral("palette.field")); }, soon)) {
        return false;
    }
    type(wish);
    const auto* list = named<QListView>(QStringLiteral("palette.list"));
    if (!list->currentIndex().data().toString().startsWith(wish, Qt::CaseInsensitive)) {
        qWarning() << "the palette offers" << list->currentIndex().data().toString() << "for" << wish;
        return false;
    }
    key(Qt::Key_Return);
    return QTest::qWaitFor([this] { return isShown(QStringLiteral("planDialog.execute")); }, soon) &&
           hasFocus(QStringLiteral("planDialog.cancel"));
}

/// Backwards from Cancel: the reason; and, where the plan asks for a word, the word.
bool TestConsoleOperates::giveReason(const QString& reason) {
    key(Qt::Key_Backtab, Qt::ShiftModifier);
    if (!hasFocus(QStringLiteral("planDialog.reason"))) {
        return false;
    }
    type(reason);
    if (isShown(QStringLiteral("planDialog.typed"))) {
        key(Qt::Key_Backtab, Qt::ShiftModifier);
        const PlanViewModel* plan = m_window->session().actions().plan();
        if (plan == nullptr || !plan->wordToType() || !hasFocus(QStringLiteral("planDialog.typed"))) {
            return false;
        }
        type(*plan->wordToType());
        key(Qt::Key_Tab);
    }
    key(Qt::Key_Tab);
    return hasFocus(QStringLiteral("planDialog.cancel"));
}

/// Tab from Cancel to the button that says the effect, Space. A plan that the table overtook comes
/// again by itself and is confirmed again.
bool TestConsoleOperates::pressExecute() {
    QElapsedTimer clock;
    clock.start();
    while (isShown(QStringLiteral("planDialog")) && clock.elapsed() < soon) {
        named(QStringLiteral("planDialog.cancel"))->setFocus();
        key(Qt::Key_Tab);
        if (hasFocus(QStringLiteral("planDialog.execute"))) {
            key(Qt::Key_Space);
        }
        (void)QTest::qWaitFor([this] { return !isShown(QStringLiteral("planDialog")); }, 1000);
    }
    return !isShown(QStringLiteral("planDialog")) && !m_window->session().actions().records().empty();
}

void TestConsoleOperates::theGridIsDiscoveredByItsBeacon() {
    const QString name = gridOptions().name;
    const QString button = QStringLiteral("connectPage.grid.") + name;
    QVERIFY(isShown(QStringLiteral("connectPage")));
    if (QTest::qWaitFor([&] { return isShown(button); }, soon)) {
        QTRY_VERIFY_WITH_TIMEOUT(named<QAbstractButton>(button)->text().contains(QLatin1String("3")), soon);
        QVERIFY(saveForHandbook(QStringLiteral("doors-dark")));
        QVERIFY(named<QAbstractButton>(button)->text().startsWith(name));
        QTest::mouseClick(named(button), Qt::LeftButton);
    } else {
        qWarning("multicast does not reach this machine itself; the address is typed instead");
        auto* address = named<QLineEdit>(QStringLiteral("connectPage.address"));
        address->setFocus();
        address->selectAll();
        type(QStringLiteral("127.0.0.1:%1").arg(m_grid->agent(0).port));
        QTest::mouseClick(named(QStringLiteral("connectPage.connect")), Qt::LeftButton);
    }
    QVERIFY(m_window->session().recorder().startRecording(m_folder.filePath(QStringLiteral("desk.orrery"))).ok());
    QTRY_COMPARE_WITH_TIMEOUT(now()->contact.state, ContactState::Live, soon);
    QTRY_COMPARE_WITH_TIMEOUT(named<QAbstractButton>(QStringLiteral("statusStrip.grid"))->text(), name, soon);
    QCOMPARE(named<QAbstractButton>(QStringLiteral("statusStrip.mode"))->text(), QStringLiteral("OPERATE"));
}

void TestConsoleOperates::theWallShowsSixUnitsLive() {
    QVERIFY(isShown(QStringLiteral("wallView")));
    QTRY_COMPARE_WITH_TIMEOUT(now()->totals.reportingUnits, std::uint32_t(allUnits), soon);
    QCOMPARE(now()->totals.readyUnits, std::uint32_t(allUnits));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), soon);
    QTRY_VERIFY_WITH_TIMEOUT(now()->totals.operationsPerSecond.value.value_or(0) > 100, soon);
    for (const UnitView& one : now()->units) {
        QVERIFY(one.telemetry != nullptr);
    }
    savePictures(QStringLiteral("whole"));
}

void TestConsoleOperates::enterOnAPlanCarriesNothingOut() {
    for (const Qt::Key enter : {Qt::Key_Return, Qt::Key_Enter}) {
        QVERIFY(openPlan(QStringLiteral("kill b1")));
        key(enter);
        QTRY_VERIFY_WITH_TIMEOUT(!isShown(QStringLiteral("planDialog")), soon);
        QVERIFY(m_window->session().actions().records().empty());
    }
    QVERIFY(openPlan(QStringLiteral("kill b1")));
    QVERIFY(giveReason(QStringLiteral("not meant")));
    named(QStringLiteral("planDialog.reason"))->setFocus();
    key(Qt::Key_Return);
    named(QStringLiteral("planDialog.execute"))->setFocus();
    QVERIFY(hasFocus(QStringLiteral("planDialog.execute")));
    key(Qt::Key_Return);
    QVERIFY(isShown(QStringLiteral("planDialog")));
    key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!isShown(QStringLiteral("planDialog")), soon);
    QVERIFY(m_window->session().actions().records().empty());
    QVERIFY(!hasEvent(model::EventKind::OperatorAction, QString()));
    const auto state = m_grid->state();   // The grid's own word, not the console's.
    QVERIFY(state && model::findUnit(*state, "b1")->state == model::UnitState::Ready);
}

void TestConsoleOperates::aUnitIsKilledThroughThePlanDialog() {
    m_before = markOf(*now()).primaries;
    QVERIFY(primariesOf("b1") > 0);
    m_sawOneCopy = false;
    QVERIFY(openPlan(QStringLiteral("kill b1")));
    QVERIFY(named<QAbstractButton>(QStringLiteral("planDialog.execute"))->text().contains(QLatin1String("b1")));
    QVERIFY(giveReason(QStringLiteral("proof of failover")));
    QVERIFY(saveForHandbook(QStringLiteral("plan-dark")));
    QVERIFY(pressExecute());
    QTRY_VERIFY_WITH_TIMEOUT(stateOf("b1") != model::UnitState::Ready, soon);
    const auto& records = m_window->session().actions().records();
    QCOMPARE(records.back().reason, QStringLiteral("proof of failover"));
    QVERIFY(records.back().answer && records.back().answer->outcome == ActionOutcome::Done);
}

void TestConsoleOperates::theFailoverShowsInMapEventsAndCharts() {
    QTRY_COMPARE_WITH_TIMEOUT(primariesOf("b1"), std::ptrdiff_t(0), soon);
    const std::uint32_t dead = unit("b1")->id.value;
    const std::vector<std::uint32_t> after = markOf(*now()).primaries;
    QCOMPARE(after.size(), m_before.size());
    for (std::size_t index = 0; index < after.size(); ++index) {
        QVERIFY(after[index] != 0 && (m_before[index] != dead || after[index] != dead));
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_sawOneCopy, soon);   // Cells of the map with a single copy.
    m_whileDead = m_marks.back();
    go(QStringLiteral("events"));
    using model::EventKind;
    QTRY_VERIFY_WITH_TIMEOUT(eventsViewShows(EventKind::OperatorAction, QStringLiteral("proof of failover")), soon);
    QTRY_VERIFY_WITH_TIMEOUT(eventsViewShows(EventKind::UnitDied, QStringLiteral("b1")), soon);
    QTRY_VERIFY_WITH_TIMEOUT(eventsViewShows(EventKind::FailoverCompleted, QString()), soon);
    go(QStringLiteral("wall"));   // Rows keep their places while the pointer rests on them.
    go(QStringLiteral("events"));
    const QAbstractItemModel* rows = named<QAbstractItemView>(QStringLiteral("eventsView.table"))->model();
    QVERIFY(rows->index(0, EventsModel::Number).data(SortRole).toULongLong() >
            rows->index(1, EventsModel::Number).data(SortRole).toULongLong());   // Newest on top.
    QTRY_VERIFY_WITH_TIMEOUT(alarmBandShows(QStringLiteral("has one copy")), soon);
    go(QStringLiteral("charts"));
    const auto* chart = named<QWidget>(QStringLiteral("chartsView.panel0"))->findChild<TimeChart*>();
    QVERIFY(chart != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(chart->drawnSegments() > 0, soon);
    SeriesRequest request;
    request.from = now()->now.at - seconds(30);
    request.to = now()->now.at;
    QVERIFY(!m_window->session().store().history().series(request, now()->now).empty());
    savePictures(QStringLiteral("killed"));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), whenMoved);
    key(Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(alarmBandShows(QStringLiteral("No alarm")), soon);
}

void TestConsoleOperates::theUnitIsRestartedAndRedundancyReturns() {
    const std::uint64_t before = lastEvent();
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), whenMoved);
    QVERIFY(openPlan(QStringLiteral("restart b1")));
    QVERIFY(giveReason(QStringLiteral("back again")));
    QVERIFY(pressExecute());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf("b1"), model::UnitState::Ready, whenMoved);
    QTRY_VERIFY_WITH_TIMEOUT(hasEvent(model::EventKind::OperatorAction, QStringLiteral("back again"), before), soon);
    QTRY_VERIFY_WITH_TIMEOUT(primariesOf("b1") > 0 && isWhole(), whenMoved);
    QCOMPARE(now()->totals.readyUnits, std::uint32_t(allUnits));
    QVERIFY(hasEvent(model::EventKind::RedundancyRestored, QString()));
    QTRY_VERIFY_WITH_TIMEOUT(isLastOperationFinished(), soon);
}

void TestConsoleOperates::aCrashedUnitRaisesAnAlarmAndComesBack() {
    const model::UnitDescription victim = *unit("c1");
    LocalGrid::signal(victim, LocalGrid::Signal::Kill);
    QTRY_VERIFY_WITH_TIMEOUT(alarmBandShows(QStringLiteral("c1")), soon);
    QTRY_VERIFY_WITH_TIMEOUT(unit("c1")->incarnation != victim.incarnation, whenMoved);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf("c1") == model::UnitState::Ready && primariesOf("c1") > 0 && isWhole(),
                             whenMoved);
    key(Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(alarmBandShows(QStringLiteral("No alarm")), soon);
}

void TestConsoleOperates::aDrainIsPlannedAndCarriedOutAndTheUnitStops() {
    QVERIFY(openPlan(QStringLiteral("drain c2")));
    QVERIFY(!m_window->session().actions().plan()->steps().empty());
    QVERIFY(giveReason(QStringLiteral("maintenance")));
    QVERIFY(pressExecute());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf("c2"), model::UnitState::Stopped, whenMoved);
    QCOMPARE(primariesOf("c2"), std::ptrdiff_t(0));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), whenMoved);
    QVERIFY(!hasEvent(model::EventKind::UnitDied, QStringLiteral("c2")));
    QTRY_VERIFY_WITH_TIMEOUT(isLastOperationFinished(), soon);
}

void TestConsoleOperates::anAddedUnitTakesItsShare() {
    QVERIFY(openPlan(QStringLiteral("add a unit on host a")));
    QVERIFY(giveReason(QStringLiteral("more hands")));
    QVERIFY(pressExecute());
    constexpr std::ptrdiff_t halfAShare = 256 / allUnits / 2;
    QTRY_VERIFY_WITH_TIMEOUT(unit("a3") != nullptr, soon);
    QTRY_VERIFY_WITH_TIMEOUT(primariesOf("a3") >= halfAShare, whenMoved);
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), whenMoved);
    QTRY_VERIFY_WITH_TIMEOUT(isLastOperationFinished(), soon);
    savePictures(QStringLiteral("added"));
    go(QStringLiteral("operations"));
    auto* operations = m_window->findChild<OperationsView*>();
    for (const auto& [page, name] : {std::pair(OperationsPage::CarriedOut, "carried-out-dark"),
                                     std::pair(OperationsPage::Failovers, "receipt-dark")}) {
        operations->showPage(page);
        QVERIFY(saveForHandbook(QString::fromLatin1(name)));
    }
    operations->showPage(OperationsPage::Plan);
    go(QStringLiteral("wall"));
}

void TestConsoleOperates::aLostContactIsSaidOnce() {
    QWidget* banner = named(QStringLiteral("contactBanner"));
    Appearances appearances(banner);
    const std::uint64_t before = lastEvent();
    QVERIFY(!banner->isVisible());
    m_grid->signalAgent(0, LocalGrid::Signal::Stop);
    QElapsedTimer pause;
    pause.start();
    const bool said = QTest::qWaitFor([banner] { return banner->isVisible(); }, soon);
    const bool isKept = saveForHandbook(QStringLiteral("contact-dark"));
    (void)QTest::qWaitFor([&pause] { return pause.elapsed() > 6000; }, soon);   // The pause's length.
    const SnapshotPointer meanwhile = now();
    m_grid->signalAgent(0, LocalGrid::Signal::Continue);
    QVERIFY(said && isKept);
    QVERIFY(meanwhile->contact.state != ContactState::Live);
    QVERIFY(!meanwhile->actionsAllowed);
    for (const model::UnitDescription& one : meanwhile->state->units) {
        QVERIFY(one.state == model::UnitState::Ready || one.name == "c2");
    }
    for (const Alarm& alarm : meanwhile->alarms) {
        QVERIFY2(!alarm.active, qPrintable(alarm.text));
    }
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), soon);
    QTRY_VERIFY_WITH_TIMEOUT(isWhole() && now()->totals.reportingUnits == allUnits, whenMoved);
    QCOMPARE(appearances.count, 1);
    QVERIFY(!hasEvent(model::EventKind::UnitDied, QString(), before));
}

void TestConsoleOperates::theLoadLostNothingMeanwhile() {
    const ProgramEnd end = m_load->stop();
    m_load.reset();
    qInfo().noquote() << end.output.mid(end.output.indexOf("operations:"));
    QCOMPARE(test::numberBefore(end.output, "lost"), std::optional<quint64>(0));
    QCOMPARE(test::numberBefore(end.output, "duplicated"), std::optional<quint64>(0));
    QCOMPARE(end.code, 0);
}

void TestConsoleOperates::aRecordingOfThisReplaysTheSame() {
    Session& session = m_window->session();
    QVERIFY(session.recorder().stopRecording().ok());
    const std::vector<Mark> marks = m_marks;
    QVERIFY(session.attachRecording({m_folder.filePath(QStringLiteral("desk.orrery"))}).ok());
    m_window->enter();
    QVERIFY(session.recording() != nullptr);
    const Instant begin = session.recording()->begin().at;
    const Instant middle = begin + Duration{(session.recording()->end().at - begin).micros / 2};
    const auto halfway = std::find_if(marks.begin(), marks.end(), [middle](const Mark& one) {
        return one.at >= middle && one.live;
    });
    QVERIFY(halfway != marks.end());
    for (const Mark& then : {*halfway, m_whileDead}) {
        session.recording()->seek(then.at);
        QTRY_VERIFY_WITH_TIMEOUT(now()->hasState && now()->now.at == then.at, soon);
        const Mark again = markOf(*now());
        QCOMPARE(again.epoch, then.epoch);
        QCOMPARE(again.lastEvent, then.lastEvent);
        QVERIFY(again.copies == then.copies);
        QVERIFY(again.primaries == then.primaries);
        QCOMPARE(again.readyUnits, then.readyUnits);
        QCOMPARE(again.accepted, then.accepted);
        QCOMPARE(again.activeAlarms, then.activeAlarms);
    }
    QCOMPARE(named<QAbstractButton>(QStringLiteral("statusStrip.mode"))->text(), QStringLiteral("REPLAY"));
    savePictures(QStringLiteral("replay"));
}

int main(int argc, char** argv) {
    const test::OwnDisplay display;
    qunsetenv("DISPLAY");   // Never the display of whoever runs the test.
    if (display.isThere()) {
        qputenv("DISPLAY", QByteArray::fromStdString(display.name()));
        qputenv("QT_QPA_PLATFORM", "xcb");
    } else {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    qputenv("USER", "anna");   // Who acts, in the journal and in the pictures.
    QApplication application(argc, argv);
    TestConsoleOperates operates;
    return QTest::qExec(&operates, argc, argv);
}

#include "tst_console_operates.moc"
