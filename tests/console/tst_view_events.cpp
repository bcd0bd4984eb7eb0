// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Events and alarms: the journal, the timeline and the board, how they are walked by key, and that fifty
// thousand events stay light.
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

#include <memory>
#include <optional>

#include "console/models/events_model.h"
#include "console/models/journal_proxy.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/session.h"
#include "console/shell/shelve_sheet.h"
#include "console/views/alarm_board.h"
#include "console/views/events_view.h"
#include "console/views/timeline_lanes.h"
#include "console/views/timeline_widget.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/data_table.h"
#include "console/widgets/theme.h"
#include "support/fake_agent.h"
#include "support/scenario_recording.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::FakeAgent;
using Stage = fixture::ViewStage;

namespace {

SnapshotPointer journalOf(std::uint64_t first, std::uint64_t last) {
    auto snapshot = std::make_shared<GridSnapshot>(*emptySnapshot());
    snapshot->hasState = true;
    snapshot->contact.state = ContactState::Live;
    snapshot->now = {Instant{1'000'000'000'000}, WallTime{1'795'183'200'000}};
    for (std::uint64_t number = first; number <= last; ++number) {
        auto event = std::make_shared<model::GridEvent>();
        event->number = number;
        event->at = WallTime{snapshot->now.wall.millis - 60'000 + static_cast<std::int64_t>(number)};
        event->severity = number % 10 == 0 ? model::Severity::High : model::Severity::Notice;
        event->text = "event";
        snapshot->events.append(event, {instantOf(event->at, snapshot->now), event->at});
    }
    return snapshot;
}

template <typename Widget>
Widget* named(QWidget& view, const char* name) {
    return view.findChild<Widget*>(QLatin1String(name));
}

}  // namespace

class EventsViewTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fiftyThousandEventsAreFetchedInSteps();
    void theJournalStaysNewestFirstWhenOldEventsGo();
    void aFilterOfTheJournalLooksAtEachEventOnce();
    void eventsStandInTheirLanes();
    void aGapInTheJournalIsDrawnWithItsLength();
    void nearMarksBecomeOneAndTheMostUrgentSpeaks();
    void theTimelineIsWalkedByKey();
    void theTimelineSpeaksToScreenReaders();
    void aGroupIsOneRowUntilItIsOpened();
    void alarmsAreAnsweredByTheBoardsButtons();
    void aQuietGridSaysSinceWhen();
    void shelvingAsksForSpanAndReason();
    void whatIsSaidOnTheBoardReachesTheSession();

private:
    SnapshotPointer m_failover;
};

void EventsViewTest::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_failover = fixture::scenarioSnapshot(seconds(46));
}

void EventsViewTest::fiftyThousandEventsAreFetchedInSteps() {
    EventsModel events;
    JournalProxy journal(&events);
    events.setSnapshot(journalOf(1, EventLog::capacity));
    QCOMPARE(journal.rowCount(), JournalProxy::fetchSize);
    int steps = 1;
    while (journal.canFetchMore()) {
        journal.fetchMore();
        ++steps;
        QVERIFY(journal.rowCount() <= steps * JournalProxy::fetchSize);
    }
    QCOMPARE(journal.rowCount(), static_cast<int>(EventLog::capacity));
    QCOMPARE(steps, static_cast<int>(EventLog::capacity) / JournalProxy::fetchSize);
    QCOMPARE(journal.index(0, 0).data(IdentityRole).toULongLong(), quint64{EventLog::capacity});
    // What is new costs what is new: one signal for all of it, and no other row moves.
    QSignalSpy inserted(&journal, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&journal, &QAbstractItemModel::modelReset);
    events.setSnapshot(journalOf(101, EventLog::capacity + 100));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(journal.rowOf(EventLog::capacity + 100), 0);
}

void EventsViewTest::theJournalStaysNewestFirstWhenOldEventsGo() {
    EventsModel events;
    JournalProxy journal(&events);
    QAbstractItemModelTester tester(&journal, QAbstractItemModelTester::FailureReportingMode::QtTest);
    events.setSnapshot(journalOf(1, 500));
    journal.fetchMore();
    const QPersistentModelIndex kept = journal.index(journal.rowOf(300), 1);
    events.setSnapshot(journalOf(201, 700));
    QCOMPARE(journal.rowCount(), 500);
    QCOMPARE(kept.row(), journal.rowOf(300));
    QCOMPARE(journal.rowOf(200), -1);
    events.setSnapshot(journalOf(5'000, 5'010));
    while (journal.canFetchMore()) {
        journal.fetchMore();
    }
    QCOMPARE(journal.rowCount(), 11);
    events.setSnapshot(emptySnapshot());
    QCOMPARE(journal.rowCount(), 0);
    events.setSnapshot(journalOf(1, 3));
    QCOMPARE(journal.rowCount(), 3);
}

void EventsViewTest::aFilterOfTheJournalLooksAtEachEventOnce() {
    EventsModel events;
    JournalProxy journal(&events);
    events.setSnapshot(journalOf(1, 5'000));
    journal.setFilterText(QStringLiteral("severity:high"));
    while (journal.canFetchMore()) {
        journal.fetchMore();
    }
    QCOMPARE(journal.rowCount(), 500);
    QCOMPARE(journal.hiddenRows(), 4'500);
    events.setSnapshot(journalOf(1, 5'020));
    QCOMPARE(journal.rowCount(), 502);
    QCOMPARE(journal.hiddenRows(), 4'518);
    journal.setFilterText(QStringLiteral("zone:x"));
    QVERIFY(journal.problem().contains(QLatin1String("zone")));
}

void EventsViewTest::eventsStandInTheirLanes() {
    const TimeRange range{m_failover->now.at - seconds(60), m_failover->now.at};
    const TimelinePicture picture = timelineOf(*m_failover, range, milliseconds(1));
    QCOMPARE(picture.lanes.size(), std::size_t{7});
    QCOMPARE(picture.lanes[0].marks.size(), std::size_t{1});
    QVERIFY(picture.lanes[0].marks.front().alarm == (AlarmId{AlarmKind::UnitDead, 4}));
    QVERIFY(picture.lanes[0].spans.front().open);
    QVERIFY(picture.lanes[1].marks.size() >= 2);
    QVERIFY(!picture.lanes[2].marks.empty());
    QCOMPARE(picture.lanes[4].name, QStringLiteral("Host a"));
    const TimeRange whole{m_failover->now.at - seconds(2 * 3600), m_failover->now.at};
    QVERIFY(!timelineOf(*m_failover, whole, seconds(1)).lanes[5].marks.empty());
}

void EventsViewTest::aGapInTheJournalIsDrawnWithItsLength() {
    auto snapshot = std::make_shared<GridSnapshot>(*journalOf(1, 10));
    auto event = std::make_shared<model::GridEvent>();
    event->number = 48;
    event->at = WallTime{snapshot->now.wall.millis - 60'000 + 10 + 9'000};
    snapshot->events.append(event, snapshot->now);
    const TimeRange range{snapshot->now.at - seconds(120), snapshot->now.at};
    const TimelinePicture picture = timelineOf(*snapshot, range, milliseconds(1));
    QCOMPARE(picture.gaps.size(), std::size_t{1});
    QCOMPARE(picture.gaps.front().missing, std::uint64_t{37});
    QCOMPARE((picture.gaps.front().to - picture.gaps.front().from).millis(), 9'000);
    const auto& marks = picture.lanes.back().marks;
    QVERIFY(marks.back().late);
    EventsModel events;
    events.setSnapshot(snapshot);
    const QString text = events.index(10, EventsModel::Text).data().toString();
    QVERIFY2(text.contains(QLatin1String("received late")) && text.contains(QLatin1String("37 before it")),
             qPrintable(text));
}

void EventsViewTest::nearMarksBecomeOneAndTheMostUrgentSpeaks() {
    const SnapshotPointer snapshot = journalOf(1, 40);
    const TimeRange range{snapshot->now.at - seconds(60), snapshot->now.at};
    const TimelinePicture picture = timelineOf(*snapshot, range, seconds(120));
    const auto& marks = picture.lanes.back().marks;
    QCOMPARE(marks.size(), std::size_t{1});
    QCOMPARE(marks.front().count, 40u);
    QCOMPARE(marks.front().priority, 2);
}

void EventsViewTest::theTimelineIsWalkedByKey() {
    TimeCursor cursor;
    TimelineWidget timeline(&cursor);
    timeline.resize(900, timeline.sizeHint().height());
    timeline.setSnapshot(m_failover);
    timeline.show();
    QSignalSpy chosen(&timeline, &TimelineWidget::eventChosen);
    QSignalSpy alarms(&timeline, &TimelineWidget::alarmChosen);
    QTest::keyClick(&timeline, Qt::Key_Right);
    QCOMPARE(timeline.currentCell()->row, 0);
    QTest::keyClick(&timeline, Qt::Key_Return);
    QCOMPARE(alarms.count(), 1);
    QTest::keyClick(&timeline, Qt::Key_Down);
    QCOMPARE(timeline.currentCell()->row, 1);
    QTest::keyClick(&timeline, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(cursor.point().has_value());
    const Duration before = timeline.range().to - timeline.range().from;
    QTest::keyClick(&timeline, Qt::Key_Plus);
    QVERIFY(timeline.range().to - timeline.range().from < before);
    QVERIFY(timeline.currentCell().has_value());
    const Instant from = timeline.range().from;
    QTest::keyClick(&timeline, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(timeline.range().from < from);
    QTest::keyClick(&timeline, Qt::Key_Escape);
    QVERIFY(cursor.followsNow());
}

void EventsViewTest::theTimelineSpeaksToScreenReaders() {
    TimeCursor cursor;
    TimelineWidget timeline(&cursor);
    timeline.resize(900, timeline.sizeHint().height());
    timeline.setSnapshot(m_failover);
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&timeline);
    QVERIFY(spoken != nullptr && spoken->tableInterface() != nullptr);
    QCOMPARE(spoken->tableInterface()->rowCount(), 7);
    QCOMPARE(timeline.rowTitle(1), QStringLiteral("Failovers"));
    const QString text = timeline.cellText({1, 0});
    QVERIFY2(text.contains(QLatin1String("b2")) && text.contains(QLatin1String("14:00:4")), qPrintable(text));
    QVERIFY(timeline.cellText({1, 500}).isEmpty());
    QVERIFY(!timeline.cellArea({1, 0}).isEmpty());
}

void EventsViewTest::aGroupIsOneRowUntilItIsOpened() {
    Stage stage;
    EventsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    view.refresh(m_failover);
    auto* table = named<DataTable>(view, "eventsView.alarms.table");
    QCOMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(table->model()->rowCount() > 60);
    QVERIFY(stage.selection.alarm() == (AlarmId{AlarmKind::UnitDead, 4}));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(table->model()->rowCount(), 1);
}

void EventsViewTest::alarmsAreAnsweredByTheBoardsButtons() {
    Stage stage;
    EventsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    view.refresh(m_failover);
    QSignalSpy seen(view.board(), &AlarmBoard::acknowledgeRequested);
    QSignalSpy shelved(view.board(), &AlarmBoard::shelveRequested);
    QSignalSpy unshelved(view.board(), &AlarmBoard::unshelveRequested);
    auto* acknowledge = named<QPushButton>(view, "eventsView.acknowledge");
    auto* shelve = named<QPushButton>(view, "eventsView.shelve");
    QVERIFY(!acknowledge->isEnabled());
    const AlarmId id{AlarmKind::UnitDead, 4};
    stage.selection.select(id);
    QVERIFY2(acknowledge->text().contains(QLatin1String("86")), qPrintable(acknowledge->text()));
    QTest::mouseClick(acknowledge, Qt::LeftButton);
    QTest::mouseClick(shelve, Qt::LeftButton);
    QCOMPARE(seen.count(), 1);
    QCOMPARE(shelved.count(), 1);
    auto aside = std::make_shared<GridSnapshot>(*m_failover);
    for (Alarm& alarm : aside->alarms) {
        alarm.state = AlarmState::Shelved;
        alarm.shelvedUntil = aside->now;
    }
    view.refresh(aside);
    QVERIFY(!named<DataTable>(view, "eventsView.alarms.table")->isVisible());
    auto* states = named<SegmentedControl>(view, "eventsView.states");
    QTest::keyClick(states, Qt::Key_Right);
    QCOMPARE(named<DataTable>(view, "eventsView.alarms.table")->model()->rowCount(), 1);
    stage.selection.clear();
    stage.selection.select(id);
    QTest::mouseClick(shelve, Qt::LeftButton);
    QCOMPARE(unshelved.count(), 1);
}

void EventsViewTest::aQuietGridSaysSinceWhen() {
    Stage stage;
    EventsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    view.refresh(fixture::scenarioSnapshot(seconds(20)));
    bool said = false;
    for (const QLabel* label : view.findChildren<QLabel*>()) {
        said = said || (label->isVisible() && label->text().contains(QLatin1String("Quiet since")));
    }
    QVERIFY(said);
}

void EventsViewTest::shelvingAsksForSpanAndReason() {
    QWidget window;
    window.resize(900, 600);
    ShelveSheet sheet(&window);
    window.show();
    QSignalSpy shelved(&sheet, &ShelveSheet::shelved);
    QSignalSpy out(&sheet, &ShelveSheet::takenOut);
    const Alarm& alarm = m_failover->alarms.front();
    sheet.askToShelve(alarm, QStringLiteral("mia"));
    auto* button = named<QPushButton>(sheet, "shelveSheet.do");
    auto* reason = named<QLineEdit>(sheet, "shelveSheet.reason");
    QTest::keyClicks(reason, QStringLiteral("host is rebuilt"));
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(shelved.count(), 0);
    QTest::keyClick(named<SegmentedControl>(sheet, "shelveSheet.spans"), Qt::Key_Right);
    QCOMPARE(button->text(), QStringLiteral("Shelve for 1 h"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(shelved.count(), 1);
    const auto how = shelved[0][1].value<Shelving>();
    QCOMPARE(how.span, seconds(3600));
    QCOMPARE(how.by, QStringLiteral("mia"));
    QCOMPARE(how.reason, QStringLiteral("host is rebuilt"));
    sheet.askToTakeOut(alarm, QStringLiteral("mia"));
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(reason, QStringLiteral("maintenance"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(out.count(), 1);
}

void EventsViewTest::whatIsSaidOnTheBoardReachesTheSession() {
    QStandardPaths::setTestModeEnabled(true);
    FakeAgent agent(FakeAgent::serving([] {
        const auto messages = fixture::scenarioMessages({.partitions = 8, .length = milliseconds(1)});
        auto state = std::get<model::GridState>(*messages.front().message);
        state.gridId = "board-" + std::to_string(QCoreApplication::applicationPid());
        state.units[2].state = model::UnitState::Dead;
        return state;
    }()));
    QWidget window;
    window.resize(900, 600);
    window.show();
    Session session;
    AlarmControls controls(session, &window);
    Stage stage;
    EventsView view(stage.context);
    controls.serve(*view.board());
    session.attachLive({agent.endpoint()}, {}, Mode::Operate);
    const AlarmId dead{AlarmKind::UnitDead, 3};
    const auto stateOf = [&] {
        for (const Alarm& alarm : session.store().latest()->alarms) {
            if (alarm.id == dead) {
                return alarm.state;
            }
        }
        return AlarmState::Normal;
    };
    QTRY_COMPARE(stateOf(), AlarmState::Unacknowledged);
    QCOMPARE(controls.target({}), std::optional<AlarmId>());
    session.selection().select(dead);
    QVERIFY(controls.target({}) == dead);
    Q_EMIT view.board()->acknowledgeRequested(dead);
    QTRY_COMPARE(stateOf(), AlarmState::Acknowledged);
    Q_EMIT view.board()->shelveRequested(dead);
    QVERIFY(controls.sheet().isVisible());
    QTest::mouseClick(named<QPushButton>(controls.sheet(), "shelveSheet.do"), Qt::LeftButton);
    QTRY_COMPARE(stateOf(), AlarmState::Shelved);
    Q_EMIT view.board()->unshelveRequested(dead);
    QTRY_COMPARE(stateOf(), AlarmState::Unacknowledged);
    session.detach();
}

QTEST_MAIN(EventsViewTest)
#include "tst_view_events.moc"
