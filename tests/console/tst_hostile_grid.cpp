// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window against a grid that lies, shrinks, floods and names things as nobody should: it stays, shows
// what was said, and does not grow, hang or read names as markup.
#include <algorithm>

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTemporaryDir>
#include <QToolTip>
#include <QtTest>

#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr Duration step = milliseconds(500);

/// A grid of `units` units on `units / 4 + 1` hosts.
model::GridState stateOf(std::uint16_t partitions, std::uint32_t units, std::uint64_t epoch) {
    model::GridState state;
    state.gridId = "0123456789abcdef";
    state.name = "shop";
    state.epoch = Epoch{epoch};
    state.partitionCount = partitions;
    for (std::uint32_t i = 1; i <= units; ++i) {
        model::UnitDescription unit;
        unit.id = UnitId{i};
        unit.host = "h" + std::to_string(i % (units / 4 + 1));
        unit.name = unit.host + "-" + std::to_string(i);
        unit.incarnation = Incarnation{1};
        unit.state = model::UnitState::Ready;
        state.units.push_back(unit);
    }
    for (std::uint16_t i = 0; i < partitions; ++i) {
        model::PartitionDescription partition;
        partition.id = PartitionId{i};
        if (units > 1) {
            partition.primary = UnitId{i % units + 1};
            partition.inSync = {*partition.primary, UnitId{(i + 1) % units + 1}};
        }
        state.partitions.push_back(partition);
    }
    return state;
}

model::UnitTelemetry sampleOf(std::uint32_t unit, std::uint64_t number) {
    model::UnitTelemetry sample;
    sample.unit = UnitId{unit};
    sample.incarnation = Incarnation{1};
    sample.number = number;
    sample.sampledAt = fixture::scenarioStart;
    sample.operations = number * 1'000;
    sample.reads = number * 800;
    sample.writes = number * 200;
    sample.memoryBytes = 1'000'000;
    return sample;
}

}  // namespace

class TestHostileGrid : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void init();
    void cleanup() { m_window.reset(); }
    void tableAndTelemetryThatDisagreeAreShown();
    void gridThatShrinksToNothingAndGrowsIsShown();
    void pagesHideWhileWhomTheyAskIsThere();
    void selectionOfWhatIsGoneIsNoTrouble();
    void namesAreNeverReadAsMarkup();
    void hugeNamesDoNotWidenTheWindow();
    void anotherGridOfTheSameNameBeginsAnew();
    void wildEventNumbersShutNothingOut();
    void journalThatBeganAnewIsCountedAnew();
    void clocksThatJumpLeaveAgesSane();
    void windowOfAScreenThatIsGoneComesBack();
    void floodOfAlarmsLeavesTheWindowAnswering();
    void floodOfEventsLeavesTheWindowAnswering();

private:
    void send(std::vector<model::StreamMessage> messages);
    void sendState(const model::GridState& state) { send({state}); }
    void walkViews();
    void hoverEverything(QWidget& view);

    std::unique_ptr<MainWindow> m_window;
    fixture::ScriptedSource* m_source = nullptr;
    Moment m_now;
};

void TestHostileGrid::init() {
    WatchedTest::init();
    m_now = Moment{fixture::scenarioClockStart, fixture::scenarioStart};
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1600, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    auto source = std::make_unique<fixture::ScriptedSource>();
    m_source = source.get();
    m_window->session().attachSource(std::move(source), Mode::Operate);
    m_window->enter();
}

void TestHostileGrid::send(std::vector<model::StreamMessage> messages) {
    m_now = Moment{m_now.at + step, WallTime{m_now.wall.millis + step.millis()}};
    auto batch = std::make_shared<StreamBatch>();
    batch->now = m_now;
    batch->contact = Contact{ContactState::Live, m_now, QStringLiteral("127.0.0.1:7000"), {}};
    for (model::StreamMessage& message : messages) {
        batch->messages.push_back({m_now, std::make_shared<const model::StreamMessage>(std::move(message)), {}});
    }
    Q_EMIT m_source->batchReceived(batch);
    QCoreApplication::processEvents();
    m_window->refreshNow();
}

void TestHostileGrid::hoverEverything(QWidget& view) {
    QList<QWidget*> parts = view.findChildren<QWidget*>();
    for (QWidget* part : parts) {
        if (!part->isVisible()) {
            continue;
        }
        for (int share = 1; share < 8; share += 2) {
            const QPoint place(part->width() * share / 8, part->height() * share / 8);
            QHelpEvent help(QEvent::ToolTip, place, part->mapToGlobal(place));
            QApplication::sendEvent(part, &help);
        }
    }
}

void TestHostileGrid::walkViews() {
    for (const ViewEntry& entry : viewEntries()) {
        m_window->showView(entry.name);
        m_window->refreshNow();
        QCoreApplication::processEvents();
        QVERIFY(!m_window->grab().isNull());
        View* view = m_window->currentView();
        for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Down, Qt::Key_Right, Qt::Key_End, Qt::Key_Home, Qt::Key_Return}) {
            if (QWidget* focused = view->focusWidget()) {
                QTest::keyClick(focused, key);
            }
        }
        hoverEverything(*view);
        QCoreApplication::processEvents();
    }
    m_window->showView(ViewName::Wall);
}

void TestHostileGrid::tableAndTelemetryThatDisagreeAreShown() {
    model::GridState state = stateOf(64, 6, 10);
    state.partitions[3].primary = UnitId{99};          // A unit that is not in the table.
    state.partitions[3].inSync = {UnitId{99}, UnitId{98}};
    state.partitions[4].joining = {UnitId{97}};
    state.partitions[4].handoverTo = UnitId{97};
    state.partitions[5].primary = UnitId{2};           // A primary that is in no set.
    state.partitions[5].inSync = {};
    state.partitions[6].inSync.assign(300, UnitId{1}); // The same copy many times.
    state.partitions[7].lost = true;
    sendState(state);
    for (std::uint64_t number : {1, 2, 3, 3, 2, 4}) {  // Repeated, and going back.
        std::vector<model::StreamMessage> lies;
        for (std::uint32_t unit : {1U, 2U, 3U, 77U, 4'294'967'295U}) {
            model::UnitTelemetry sample = sampleOf(unit, number);
            model::PartitionTelemetry copy;
            copy.partition = PartitionId{60'000};
            copy.role = model::Role::Primary;
            copy.lastSequence = Sequence{5};
            copy.commitSequence = Sequence{~std::uint64_t{0}};
            copy.pumpedSequence = Sequence{~std::uint64_t{0} - number};
            sample.partitions = {copy};
            copy.partition = PartitionId{0};           // Unsorted, claimed by all, denied by the table.
            sample.partitions.push_back(copy);
            sample.links.push_back({UnitId{unit}, Duration{-5}, ~std::uint64_t{0}, ~std::uint64_t{0}, 0, Duration{-1}});
            sample.links.push_back({UnitId{1234}, Duration{INT64_MAX}, 0, 0, 0, Duration{0}});
            sample.pump.oldest = Duration{INT64_MAX};
            sample.pump.queued = ~std::uint64_t{0};
            sample.pump.queuedBytes = ~std::uint64_t{0};
            sample.pump.commitP99 = Duration{INT64_MAX};
            sample.memoryBytes = ~std::uint64_t{0};
            sample.operations = number == 4 ? 0 : ~std::uint64_t{0} - 10 + number;  // A counter that goes back.
            sample.cpuPermille = ~std::uint32_t{0};
            sample.sampledAt = WallTime{INT64_MAX / 2};
            lies.push_back(sample);
        }
        model::GridEvent event;
        event.number = number;
        event.unit = UnitId{4'000};
        event.partition = PartitionId{60'000};
        event.cause = number + 10;
        event.took = Duration{INT64_MAX};
        event.kind = model::EventKind::FailoverCompleted;
        event.text = "a lie";
        lies.push_back(event);
        send(std::move(lies));
    }
    const SnapshotPointer shown = m_window->session().store().latest();
    QCOMPARE(shown->units.size(), std::size_t{6});
    QCOMPARE(shown->partitions.size(), std::size_t{64});
    QVERIFY(shown->unitView(UnitId{77}) == nullptr);
    walkViews();
    for (const Selected& what : {Selected{UnitId{1}}, Selected{UnitId{99}}, Selected{PartitionId{3}}, Selected{PartitionId{4}},
                                 Selected{PartitionId{5}}, Selected{PartitionId{6}}, Selected{PartitionId{60'000}},
                                 Selected{LinkId{UnitId{1}, UnitId{1234}}}, Selected{LinkId{UnitId{50}, UnitId{51}}},
                                 Selected{EventNumber{3}}, Selected{EventNumber{99}}}) {
        m_window->session().selection().select(what);
        m_window->refreshNow();
        QCoreApplication::processEvents();
        QVERIFY(!m_window->grab().isNull());
    }
}

void TestHostileGrid::gridThatShrinksToNothingAndGrowsIsShown() {
    std::uint64_t epoch = 10;
    for (const auto& [partitions, units] : std::vector<std::pair<std::uint16_t, std::uint32_t>>{
             {256, 6}, {16, 2}, {0, 6}, {0, 0}, {1'024, 500}, {64, 1}, {256, 0}}) {
        sendState(stateOf(partitions, units, ++epoch));
        std::vector<model::StreamMessage> samples;
        for (std::uint32_t unit = 1; unit <= units; ++unit) {
            samples.push_back(sampleOf(unit, epoch));
        }
        send(std::move(samples));
        QCOMPARE(m_window->session().store().latest()->partitions.size(), std::size_t{partitions});
        m_window->session().selection().select(PartitionId{255});
        walkViews();
        m_window->session().selection().select(UnitId{6});
        walkViews();
    }
}

void TestHostileGrid::pagesHideWhileWhomTheyAskIsThere() {
    struct HideWatch : QObject {
        bool isSessionGone = false;
        int late = 0;
        bool eventFilter(QObject*, QEvent* event) override {
            late += isSessionGone && event->type() == QEvent::Hide ? 1 : 0;
            return false;
        }
    } watch;
    sendState(stateOf(16, 2, 10));
    m_window->session().selection().select(UnitId{1});
    m_window->refreshNow();
    QVERIFY(m_window->isVisible());
    connect(&m_window->session().actions(), &QObject::destroyed, &watch, [&watch] { watch.isSessionGone = true; });
    qApp->installEventFilter(&watch);
    m_window.reset();
    qApp->removeEventFilter(&watch);
    QVERIFY(watch.isSessionGone);
    QCOMPARE(watch.late, 0);
}

void TestHostileGrid::selectionOfWhatIsGoneIsNoTrouble() {
    sendState(stateOf(256, 6, 10));
    for (const ViewEntry& entry : viewEntries()) {
        m_window->showView(entry.name);
        m_window->session().selection().select(PartitionId{200});
        m_window->refreshNow();
        sendState(stateOf(16, 2, 20));
        hoverEverything(*m_window->currentView());
        m_window->session().selection().select(UnitId{5});
        m_window->refreshNow();
        sendState(stateOf(256, 6, 30));
    }
}

void TestHostileGrid::namesAreNeverReadAsMarkup() {
    const std::string bold = "<b>x</b><img src='/etc/passwd'>&amp;\n\u202Eright\u202C";
    model::GridState state = stateOf(16, 2, 10);
    state.name = bold;
    for (model::UnitDescription& unit : state.units) {
        unit.name = bold + std::to_string(unit.id.value);
        unit.host = bold;
        unit.reason = bold;
        unit.state = model::UnitState::Unhealthy;
    }
    model::GridEvent event;
    event.number = 1;
    event.kind = model::EventKind::OperatorAction;
    event.actor = event.text = event.reason = bold;
    send({state, event, sampleOf(1, 1), sampleOf(2, 1)});
    send({sampleOf(1, 2), sampleOf(2, 2)});
    m_window->session().selection().select(UnitId{1});
    walkViews();
    for (const QLabel* label : m_window->findChildren<QLabel*>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + label->text()));
    }
    QToolTip::showText(QPoint(10, 10), QStringLiteral("<b>x</b>"), m_window.get());
    bool found = false;
    for (QWidget* top : QApplication::topLevelWidgets()) {
        const auto* tip = top->inherits("QTipLabel") ? qobject_cast<QLabel*>(top) : nullptr;
        found = found || tip;
        QVERIFY(!tip || tip->textFormat() == Qt::PlainText);
    }
    QVERIFY(found);
    QToolTip::hideText();
}

void TestHostileGrid::hugeNamesDoNotWidenTheWindow() {
    sendState(stateOf(16, 3, 10));
    walkViews();
    const QSize before = m_window->size();
    const std::string huge(10'000, 'W');
    model::GridState state = stateOf(16, 3, 11);
    state.name = huge;
    for (model::UnitDescription& unit : state.units) {
        unit.name = huge + std::to_string(unit.id.value);
        unit.host = huge;
        unit.reason = huge;
        unit.version = huge;
        unit.state = model::UnitState::Unhealthy;
    }
    model::GridEvent event;
    event.number = 1;
    event.kind = model::EventKind::OperatorAction;
    event.actor = event.text = event.reason = event.plan = event.client = huge;
    model::UnitTelemetry sample = sampleOf(1, 1);
    sample.pump.lastError = huge;
    sample.pump.state = model::PumpState::BackingOff;
    send({state, event, sample});
    for (const ViewEntry& entry : viewEntries()) {
        m_window->showView(entry.name);
        for (const Selected& what : {Selected{UnitId{1}}, Selected{PartitionId{1}}, Selected{EventNumber{1}},
                                     Selected{std::monostate{}}}) {
            m_window->session().selection().select(what);
            m_window->refreshNow();
            QCoreApplication::processEvents();
            QVERIFY2(m_window->minimumSizeHint().width() <= before.width(),
                     qPrintable(QStringLiteral("view %1, selection %2: %3 px wide").arg(int(entry.name))
                                    .arg(what.index()).arg(m_window->minimumSizeHint().width())));
            QCOMPARE(m_window->size(), before);
            for (const QPushButton* button : m_window->findChildren<QPushButton*>()) {
                QVERIFY2(button->minimumSizeHint().width() < before.width() / 2, qPrintable(button->objectName()));
            }
        }
    }
}

void TestHostileGrid::anotherGridOfTheSameNameBeginsAnew() {
    model::GridState state = stateOf(64, 6, 500);
    model::GridEvent event;
    event.number = 900;
    send({state, event, sampleOf(1, 40)});
    QCOMPARE(m_window->session().store().latest()->events.size(), std::size_t{1});
    const QString first = m_window->session().recorder().ringFolder();
    state = stateOf(16, 2, 3);
    state.gridId = "fedcba9876543210";
    event.number = 1;
    send({state, event, sampleOf(1, 1)});
    const SnapshotPointer shown = m_window->session().store().latest();
    QCOMPARE(shown->events.size(), std::size_t{1});
    QCOMPARE(shown->events.at(0).event->number, std::uint64_t{1});
    QVERIFY(shown->unitView(UnitId{1})->telemetry);
    QVERIFY2(m_window->session().recorder().ringFolder() != first, qPrintable(first));
}

void TestHostileGrid::wildEventNumbersShutNothingOut() {
    const auto eventOf = [](std::uint64_t number) {
        model::GridEvent event;
        event.number = number;
        event.kind = model::EventKind::PrimaryMoved;
        event.text = "Partition moved";
        return event;
    };
    sendState(stateOf(64, 6, 10));
    const std::uint64_t most = ~std::uint64_t{0};
    for (const std::uint64_t number : {std::uint64_t{1}, most, most - 1, most, std::uint64_t{2}, std::uint64_t{9'000'000},
                                       std::uint64_t{3}, std::uint64_t{5}}) {
        send({eventOf(number)});
        walkViews();
    }
    const SnapshotPointer shown = m_window->session().store().latest();
    QCOMPARE(shown->events.size(), std::size_t{4});
    QCOMPARE(shown->events.last().event->number, std::uint64_t{5});
    QCOMPARE(shown->events.last().missingBefore, std::uint64_t{1});
    QVERIFY(shown->events.at(1).unbelievedBefore >= 2);
    QCOMPARE(shown->events.at(2).unbelievedBefore, std::uint64_t{1});
    // A journal that really went on without us is believed at its second word.
    send({eventOf(20'000'000), eventOf(20'000'001), eventOf(20'000'002)});
    QCOMPARE(m_window->session().store().latest()->events.last().event->number, std::uint64_t{20'000'002});
    QCOMPARE(m_window->session().store().latest()->events.size(), std::size_t{6});
}

void TestHostileGrid::journalThatBeganAnewIsCountedAnew() {
    model::GridEvent event;
    event.number = 900;
    event.epoch = Epoch{500};
    send({stateOf(64, 6, 500), event});
    event.number = 1;
    event.epoch = Epoch{2};
    send({event});
    QCOMPARE(m_window->session().store().latest()->events.last().event->number, std::uint64_t{900});
    send({stateOf(64, 6, 3), event});
    const SnapshotPointer shown = m_window->session().store().latest();
    QCOMPARE(shown->events.size(), std::size_t{1});
    QCOMPARE(shown->events.last().event->number, std::uint64_t{1});
    walkViews();
}

void TestHostileGrid::clocksThatJumpLeaveAgesSane() {
    send({stateOf(16, 2, 10), sampleOf(1, 1), sampleOf(2, 1)});
    for (const std::int64_t hours : {1, -2, 1}) {
        m_now.wall.millis += hours * 3'600'000;
        model::UnitTelemetry sample = sampleOf(1, 2 + static_cast<std::uint64_t>(hours + 3));
        sample.sampledAt.millis -= hours * 3'600'000;
        send({sample, model::Alive{m_now.wall, Epoch{10}}});
        const SnapshotPointer shown = m_window->session().store().latest();
        QVERIFY(shown->unitView(UnitId{2})->age < seconds(10));
        QVERIFY(shown->tableAge < seconds(1));
        QCOMPARE(shown->tableFreshness, Freshness::Live);
        walkViews();
    }
}

void TestHostileGrid::windowOfAScreenThatIsGoneComesBack() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    {
        MainWindow far(std::make_unique<Settings>(path));
        far.setGeometry(7'000, 5'000, 1'200, 700);
        far.show();
        QVERIFY(far.close());
    }
    MainWindow near(std::make_unique<Settings>(path));
    near.show();
    const QRect room = near.screen()->availableGeometry();
    const QRect bar(near.frameGeometry().topLeft(), QSize(near.width(), 40));
    QVERIFY2(room.intersected(bar).width() >= 200, qPrintable(QStringLiteral("%1, %2").arg(bar.x()).arg(bar.y())));
}

void TestHostileGrid::floodOfAlarmsLeavesTheWindowAnswering() {
    model::GridState state = stateOf(1'024, 500, 10);
    sendState(state);
    for (int round = 0; round < 10; ++round) {  // 1,024 partitions and 500 units go at once, and come back.
        for (model::UnitDescription& unit : state.units) {
            unit.state = round % 2 == 0 ? model::UnitState::Dead : model::UnitState::Ready;
        }
        for (model::PartitionDescription& partition : state.partitions) {
            partition.lost = round % 2 == 0;
        }
        state.epoch = Epoch{state.epoch.value + 1};
        sendState(state);
    }
    const SnapshotPointer shown = m_window->session().store().latest();
    QVERIFY(!shown->alarms.empty());
    QVERIFY(std::none_of(shown->alarms.begin(), shown->alarms.end(), [](const Alarm& alarm) {
        return alarm.active && (alarm.id.kind == AlarmKind::UnitDead || alarm.id.kind == AlarmKind::PartitionLost);
    }));
    walkViews();
}

void TestHostileGrid::floodOfEventsLeavesTheWindowAnswering() {
    m_window->showView(ViewName::Events);
    sendState(stateOf(256, 6, 10));
    std::uint64_t number = 0;
    for (int part = 0; part < 10; ++part) {
        std::vector<model::StreamMessage> events;
        for (int i = 0; i < 10'000; ++i) {
            model::GridEvent event;
            event.number = ++number;
            event.kind = model::EventKind::PrimaryMoved;
            event.severity = static_cast<model::Severity>(number % 4);
            event.text = "Partition moved";
            event.partition = PartitionId{static_cast<std::uint16_t>(number % 256)};
            events.push_back(event);
        }
        send(std::move(events));
    }
    const SnapshotPointer shown = m_window->session().store().latest();
    QCOMPARE(shown->events.last().event->number, std::uint64_t{100'000});
    QVERIFY(shown->events.size() <= EventLog::capacity);
    walkViews();
}

QTEST_MAIN(TestHostileGrid)
#include "tst_hostile_grid.moc"
