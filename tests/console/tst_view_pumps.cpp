// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump queues: what they show, what they ask of a unit, and what is offered where.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "console/actions/queue_reader.h"
#include "console/models/queue_items_model.h"
#include "console/models/queue_partitions_model.h"
#include "console/source/live_source.h"
#include "console/source/queue_answer.h"
#include "console/views/pumps_view.h"
#include "console/widgets/data_table.h"
#include "console/widgets/run_label.h"
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

class PumpsViewTest : public fixture::WatchedTest {
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

private:
    SnapshotPointer m_failover;
    SnapshotPointer m_slowStore;
};

void PumpsViewTest::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_failover = fixture::scenarioSnapshot(seconds(46));
    m_slowStore = fixture::scenarioSnapshot(seconds(95));
}

void PumpsViewTest::theDeepestQueueIsShownUntilAUnitIsChosen() {
    QCOMPARE(PumpsView::unitInFocus(*m_slowStore, {}).value(), UnitId{2});
    QCOMPARE(PumpsView::unitInFocus(*m_slowStore, UnitId{5}).value(), UnitId{5});
    QCOMPARE(PumpsView::unitInFocus(*m_slowStore, UnitId{77}).value(), UnitId{2});
    QVERIFY(!PumpsView::unitInFocus(*emptySnapshot(), {}));
}

void PumpsViewTest::theViewAsksTheUnitAndShowsItsItems() {
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

void PumpsViewTest::aRecordingSaysThatItemsAreNotRecorded() {
    Stage stage;
    SilentRecording source;
    stage.actions.setSource(&source);
    QueueReader reader(&stage.actions);
    reader.follow(QueueQuestion{UnitId{1}, "a1", {"127.0.0.1", 1}, PartitionId{3}});
    QTRY_VERIFY(reader.answer());
    QCOMPARE(reader.answer()->outcome, QueueOutcome::NotRecorded);
    QVERIFY(reader.answer()->why.contains(QLatin1String("Not recorded")));
}

void PumpsViewTest::aUnitIsAskedOverItsOwnPort() {
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

void PumpsViewTest::anOddAnswerOfAUnitIsRefusedNotGuessed() {
    resp::Value error = resp::Value::bulk("ERR unit b1 is not the primary of partition 31");
    error.kind = resp::Kind::Error;
    QCOMPARE(queueAnswerFrom(error).outcome, QueueOutcome::Refused);
    QVERIFY(queueAnswerFrom(error).why.contains(QLatin1String("not the primary")));
    QCOMPARE(queueAnswerFrom(resp::Value::number64(3)).outcome, QueueOutcome::Refused);
    QCOMPARE(queueAnswerFrom(resp::Value::array()).outcome, QueueOutcome::Answered);
}

void PumpsViewTest::pauseIsOfferedOnlyWhereItCanBeDone() {
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

void PumpsViewTest::aGridWithoutWriteBehindSaysSo() {
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

void PumpsViewTest::theStoresWordsStandWithTheirTimes() {
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

void PumpsViewTest::aLedgerThatDoesNotBalanceIsP1() {
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

void PumpsViewTest::queueModelsKeepTheRulesOfItemModels() {
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

QTEST_MAIN(PumpsViewTest)
#include "tst_view_pumps.moc"
