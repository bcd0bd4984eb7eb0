// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump queues and the events view: what they show, what they ask of a unit, how they are walked by
// key, and that fifty thousand events stay light.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

#include "console/actions/queue_reader.h"
#include "console/models/journal_proxy.h"
#include "console/models/queue_items_model.h"
#include "console/models/queue_partitions_model.h"
#include "console/shell/alarm_controls.h"
#include "console/shell/session.h"
#include "console/shell/shelve_sheet.h"
#include "console/source/live_source.h"
#include "console/source/queue_session.h"
#include "console/views/alarm_board.h"
#include "console/views/events_view.h"
#include "console/views/pumps_view.h"
#include "console/views/timeline_lanes.h"
#include "console/views/timeline_widget.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/data_table.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"
#include "support/fake_agent.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::FakeAgent;

namespace {

struct Stage {
    Selection selection;
    TimeCursor cursor;
    MetricHistory history;
    ActionController actions;
    ViewContext context{&selection, &cursor, &history, &actions};
};

/// Answers questions about queues when the test says so.
class AskedSource : public GridSource {
public:
    SourceKind kind() const override { return SourceKind::Live; }
    QString title() const override { return QStringLiteral("asked"); }
    void start() override {}
    void stop() override {}
    bool canAct() const override { return true; }
    RequestNumber requestQueue(const QueueQuestion& question) override {
        asked.push_back(question);
        return last = nextRequest();
    }
    std::vector<QueueQuestion> asked;
    RequestNumber last = 0;
};

class SilentRecording : public AskedSource {
public:
    SourceKind kind() const override { return SourceKind::Recording; }
    bool canAct() const override { return false; }
    RequestNumber requestQueue(const QueueQuestion& question) override {
        return GridSource::requestQueue(question);
    }
};

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

resp::Value queueReply() {
    std::vector<resp::Value> items;
    items.push_back(resp::Value::map()
                        .with("key", resp::Value::bulk("order:88120"))
                        .with("kind", resp::Value::bulk("set-fields"))
                        .with("sequence", resp::Value::number64(90'211))
                        .with("age-micros", resp::Value::number64(4'200'000)));
    items.push_back(resp::Value::map().with("kind", resp::Value::bulk("remove")));
    return resp::Value::map()
        .with("queued", resp::Value::number64(230))
        .with("items", resp::Value::array(std::move(items)));
}

}  // namespace

class PumpsAndEvents : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDeepestQueueIsShownUntilAUnitIsChosen();
    void theViewAsksTheUnitAndShowsItsItems();
    void aRecordingSaysThatItemsAreNotRecorded();
    void aUnitIsAskedOverItsOwnPort();
    void anOddAnswerOfAUnitIsRefusedNotGuessed();
    void pauseIsOfferedOnlyWhereItCanBeDone();
    void aGridWithoutWriteBehindSaysSo();
    void theStoresWordsStandWithTheirTimes();
    void aLedgerThatDoesNotBalanceIsP1();
    void queueModelsKeepTheRulesOfItemModels();
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
    SnapshotPointer m_slowStore;
};

void PumpsAndEvents::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_failover = fixture::scenarioSnapshot(seconds(46));
    m_slowStore = fixture::scenarioSnapshot(seconds(95));
}

void PumpsAndEvents::theDeepestQueueIsShownUntilAUnitIsChosen() {
    QCOMPARE(PumpsView::unitInFocus(*m_slowStore, {}).value(), UnitId{2});
    QCOMPARE(PumpsView::unitInFocus(*m_slowStore, UnitId{5}).value(), UnitId{5});
    QCOMPARE(PumpsView::unitInFocus(*m_slowStore, UnitId{77}).value(), UnitId{2});
    QVERIFY(!PumpsView::unitInFocus(*emptySnapshot(), {}));
}

void PumpsAndEvents::theViewAsksTheUnitAndShowsItsItems() {
    Stage stage;
    AskedSource source;
    stage.actions.setSource(&source);
    stage.actions.setSnapshot(m_slowStore);
    PumpsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    view.refresh(m_slowStore);
    QCOMPARE(source.asked.size(), std::size_t{1});
    QCOMPARE(source.asked.front().name, std::string("a2"));
    QVERIFY(source.asked.front().client.port != 0);
    auto* items = named<DataTable>(view, "pumpsView.items");
    QueueAnswer answer;
    answer.outcome = QueueOutcome::Answered;
    answer.items = {{"order:1", "set-fields", Sequence{9}, seconds(4)}};
    Q_EMIT source.queueAnswered(source.last + 7, {});
    QCOMPARE(items->model()->rowCount(), 0);
    Q_EMIT source.queueAnswered(source.last, answer);
    QCOMPARE(items->model()->rowCount(), 1);
    QCOMPARE(items->model()->index(0, QueueItemsModel::Key).data().toString(), QStringLiteral("order:1"));
    QCOMPARE(items->model()->index(0, QueueItemsModel::Change).data().toString(), QStringLiteral("set fields"));
    view.refresh(m_slowStore);
    QCOMPARE(source.asked.size(), std::size_t{1});
    QTRY_COMPARE_WITH_TIMEOUT(source.asked.size(), std::size_t{2}, 6'000);
    view.hide();
    QCOMPARE(items->model()->rowCount(), 0);
}

void PumpsAndEvents::aRecordingSaysThatItemsAreNotRecorded() {
    Stage stage;
    SilentRecording source;
    stage.actions.setSource(&source);
    QueueReader reader(&stage.actions);
    reader.follow(QueueQuestion{UnitId{1}, "a1", {"127.0.0.1", 1}, PartitionId{3}});
    QTRY_VERIFY(reader.answer());
    QCOMPARE(reader.answer()->outcome, QueueOutcome::NotRecorded);
    QVERIFY(reader.answer()->why.contains(QLatin1String("Not recorded")));
}

void PumpsAndEvents::aUnitIsAskedOverItsOwnPort() {
    FakeAgent unit([](const std::vector<std::string>& command) {
        return command.front() == "PUMP" ? FakeAgent::value(queueReply())
                                         : FakeAgent::value(resp::Value::map());
    });
    LiveOptions options;
    options.seeds = {unit.endpoint()};
    LiveSource source(options);
    source.start();
    QSignalSpy answers(&source, &GridSource::queueAnswered);
    const auto number = source.requestQueue({UnitId{1}, "b1", unit.endpoint(), PartitionId{31}});
    QTRY_COMPARE(answers.count(), 1);
    QCOMPARE(answers[0][0].toULongLong(), number);
    const auto answer = answers[0][1].value<QueueAnswer>();
    QCOMPARE(answer.outcome, QueueOutcome::Answered);
    QCOMPARE(answer.queued.value(), std::uint64_t{230});
    QCOMPARE(answer.items.size(), std::size_t{1});
    QCOMPARE(answer.items[0], (QueuedItem{"order:88120", "set-fields", Sequence{90'211},
                                          milliseconds(4'200)}));
    QVERIFY(std::count(unit.commands().begin(), unit.commands().end(),
                       std::string("PUMP SHOW b1 PARTITION 31 COUNT 100")) == 1);
    unit.die();
    source.requestQueue({UnitId{1}, "b1", unit.endpoint(), PartitionId{31}});
    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 2, 10'000);
    QCOMPARE(answers[1][1].value<QueueAnswer>().outcome, QueueOutcome::Unavailable);
}

void PumpsAndEvents::anOddAnswerOfAUnitIsRefusedNotGuessed() {
    resp::Value error = resp::Value::bulk("ERR unit b1 is not the primary of partition 31");
    error.kind = resp::Kind::Error;
    QCOMPARE(queueAnswerFrom(error).outcome, QueueOutcome::Refused);
    QVERIFY(queueAnswerFrom(error).why.contains(QLatin1String("not the primary")));
    QCOMPARE(queueAnswerFrom(resp::Value::number64(3)).outcome, QueueOutcome::Refused);
    QCOMPARE(queueAnswerFrom(resp::Value::array()).outcome, QueueOutcome::Answered);
}

void PumpsAndEvents::pauseIsOfferedOnlyWhereItCanBeDone() {
    Stage stage;
    PumpsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    auto* button = named<QPushButton>(view, "pumpsView.pump");
    SilentRecording recording;
    stage.actions.setSource(&recording);
    view.refresh(m_slowStore);
    QVERIFY(button->isHidden());
    AskedSource live;
    stage.actions.setSource(&live);
    stage.actions.setSnapshot(m_slowStore);
    view.refresh(m_slowStore);
    QVERIFY(!button->isHidden());
    QVERIFY(!button->isEnabled());
    stage.selection.select(UnitId{2});
    view.refresh(m_slowStore);
    QSignalSpy asked(&view, &View::actionRequested);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].value<model::Action>().kind, model::ActionKind::PausePump);
    QCOMPARE(asked[0][0].value<model::Action>().unit, std::string("a2"));
    auto paused = std::make_shared<GridSnapshot>(*m_slowStore);
    auto state = std::make_shared<model::GridState>(*paused->state);
    state->units[1].pumpPaused = true;
    paused->state = state;
    view.refresh(paused);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(asked[1][0].value<model::Action>().kind, model::ActionKind::ResumePump);
}

void PumpsAndEvents::aGridWithoutWriteBehindSaysSo() {
    Stage stage;
    PumpsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    auto none = std::make_shared<GridSnapshot>(*m_slowStore);
    auto state = std::make_shared<model::GridState>(*none->state);
    for (model::SpaceDescription& space : state->spaces) {
        space.strategy = model::PumpStrategy::None;
    }
    none->state = state;
    view.refresh(none);
    QVERIFY(!named<DataTable>(view, "pumpsView.table")->isVisible());
    view.refresh(m_slowStore);
    QVERIFY(named<DataTable>(view, "pumpsView.table")->isVisible());
}

void PumpsAndEvents::theStoresWordsStandWithTheirTimes() {
    Stage stage;
    PumpsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    view.refresh(m_slowStore);
    const QString text = named<RunLabel>(view, "pumpsView.trouble")->accessibleName();
    for (const char* part : {"a2", "locked by another writer", "14:01:25", "14:01:34"}) {
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    }
    view.refresh(fixture::scenarioSnapshot(seconds(30)));
    QVERIFY(!named<RunLabel>(view, "pumpsView.trouble")->isVisible());
}

void PumpsAndEvents::aLedgerThatDoesNotBalanceIsP1() {
    Stage stage;
    PumpsView view(stage.context);
    view.resize(1000, 760);
    view.show();
    view.refresh(m_slowStore);
    auto* balance = named<RunLabel>(view, "pumpsView.balance");
    QVERIFY(balance->accessibleName().contains(QStringLiteral("✓ balances")));
    auto broken = std::make_shared<GridSnapshot>(*m_slowStore);
    broken->units[4].pump.counters.accepted += 3;
    view.refresh(broken);
    QVERIFY(balance->accessibleName().contains(QStringLiteral("P1 does not balance: c1")));
}

void PumpsAndEvents::queueModelsKeepTheRulesOfItemModels() {
    QueuePartitionsModel parts;
    QueueItemsModel items;
    QAbstractItemModelTester first(&parts, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester second(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const std::uint32_t unit : {2u, 4u, 5u, 99u}) {
        parts.setUnit(UnitId{unit});
        parts.setSnapshot(m_failover);
        parts.setSnapshot(m_slowStore);
    }
    QCOMPARE(parts.rowCount(), 0);
    const QueueRow row{QStringLiteral("k"), QStringLiteral("set"), Sequence{1}, {}};
    for (const std::size_t count : {3u, 1u, 0u, 2u}) {
        items.setRows(std::vector<QueueRow>(count, row));
        QCOMPARE(items.rowCount(), static_cast<int>(count));
    }
    QCOMPARE(items.index(0, QueueItemsModel::Age).data().toString(), QStringLiteral("–"));
}

void PumpsAndEvents::fiftyThousandEventsAreFetchedInSteps() {
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

void PumpsAndEvents::theJournalStaysNewestFirstWhenOldEventsGo() {
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

void PumpsAndEvents::aFilterOfTheJournalLooksAtEachEventOnce() {
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

void PumpsAndEvents::eventsStandInTheirLanes() {
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

void PumpsAndEvents::aGapInTheJournalIsDrawnWithItsLength() {
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

void PumpsAndEvents::nearMarksBecomeOneAndTheMostUrgentSpeaks() {
    const SnapshotPointer snapshot = journalOf(1, 40);
    const TimeRange range{snapshot->now.at - seconds(60), snapshot->now.at};
    const TimelinePicture picture = timelineOf(*snapshot, range, seconds(120));
    const auto& marks = picture.lanes.back().marks;
    QCOMPARE(marks.size(), std::size_t{1});
    QCOMPARE(marks.front().count, 40u);
    QCOMPARE(marks.front().priority, 2);
}

void PumpsAndEvents::theTimelineIsWalkedByKey() {
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

void PumpsAndEvents::theTimelineSpeaksToScreenReaders() {
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

void PumpsAndEvents::aGroupIsOneRowUntilItIsOpened() {
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

void PumpsAndEvents::alarmsAreAnsweredByTheBoardsButtons() {
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

void PumpsAndEvents::aQuietGridSaysSinceWhen() {
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

void PumpsAndEvents::shelvingAsksForSpanAndReason() {
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

void PumpsAndEvents::whatIsSaidOnTheBoardReachesTheSession() {
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

QTEST_MAIN(PumpsAndEvents)
#include "tst_pumps_and_events.moc"
