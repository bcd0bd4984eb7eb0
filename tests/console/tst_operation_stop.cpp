// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ending what runs, and how fast it may go: from the card of an operation, from the journal, from the plan.
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "console/actions/target_choices.h"
#include "console/shell/operations_dock.h"
#include "console/shell/palette_entries.h"
#include "console/shell/plan_dialog.h"
#include "console/source/command_session.h"
#include "console/source/simulated/simulated_source.h"
#include "console/state/snapshot_store.h"
#include "console/views/operation_card.h"
#include "console/views/operation_steps.h"
#include "console/views/operations_view.h"
#include "console/views/plan_page.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::fullPlan;
using fixture::ScriptedSource;
using model::ActionKind;
using model::EventKind;
using model::RiskTier;

namespace {

constexpr std::uint64_t drainNumber = 9001;
constexpr int patience = 60000;

/// An operator's desk with the steps of its operations beside the sheet of plans.
struct Desk {
    ScriptedSource source;
    ActionController actions;
    QWidget window;
    PlanDialog* sheet = nullptr;
    OperationSteps* steps = nullptr;
    std::shared_ptr<GridSnapshot> snapshot;

    explicit Desk(const SnapshotPointer& live) : snapshot(std::make_shared<GridSnapshot>(*live)) {
        actions.setOperator(QStringLiteral("anna"));
        actions.setSource(&source);
        actions.setSnapshot(snapshot);
        window.resize(1600, 900);
        steps = new OperationSteps(&actions, &window);
        steps->setGeometry(1000, 0, 600, 900);
        sheet = new PlanDialog(actions, &window);
        window.show();
    }

    /// Null: it is not there for anyone who looks.
    QPushButton* button(const char* name) {
        auto* found = window.findChild<QPushButton*>(QLatin1String(name));
        return found != nullptr && found->isVisible() ? found : nullptr;
    }

    /// A line of the journal, now.
    void write(EventKind kind, const std::string& text, std::uint64_t number, std::uint64_t cause) {
        auto next = std::make_shared<GridSnapshot>(*snapshot);
        next->now = {snapshot->now.at + milliseconds(200), WallTime{snapshot->now.wall.millis + 200}};
        model::GridEvent event;
        event.number = number;
        event.at = next->now.wall;
        event.kind = kind;
        event.actor = "anna";
        event.text = text;
        event.cause = cause;
        event.plan = cause == 0 ? "00c0ffee" : "";
        event.severity = kind == EventKind::OperationCompleted ? model::Severity::Medium : model::Severity::Notice;
        next->events.append(std::make_shared<const model::GridEvent>(event), next->now);
        snapshot = next;
        actions.setSnapshot(snapshot);
    }

    /// A drain of b2 that the grid has begun.
    bool drain() {
        if (!actions.propose(fullPlan(RiskTier::Reversible).action)) {
            return false;
        }
        source.answerPlan(fullPlan(RiskTier::Reversible));
        if (!actions.confirm({})) {
            return false;
        }
        source.answer(ActionOutcome::Done);
        write(EventKind::OperatorAction, "Drain unit b2, at most 2 at a time", drainNumber, 0);
        QCoreApplication::processEvents();
        return actions.records().back().journalNumber == drainNumber;
    }
};

/// Notes each list of facts that is painted with less than the height it asks for.
class CutWatch : public QObject {
public:
    int painted = 0;
    QStringList cut;

    bool eventFilter(QObject* object, QEvent* event) override {
        const auto* list = event->type() == QEvent::Paint ? qobject_cast<FactList*>(object) : nullptr;
        if (list != nullptr) {
            ++painted;
            if (list->height() < list->sizeHint().height()) {
                cut << QStringLiteral("%1 of %2").arg(list->height()).arg(list->sizeHint().height());
            }
        }
        return false;
    }
};

model::Plan stopPlan() {
    model::Plan plan;
    plan.action.kind = ActionKind::StopOperation;
    plan.action.operation = drainNumber;
    plan.epoch = Epoch{400};
    plan.digest = "0badcafe";
    plan.tier = RiskTier::Reversible;
    plan.title = "Stop \"Drain unit b2, at most 2 at a time\"";
    plan.button = "Stop the drain, leave 57 partitions on b2";
    plan.steps = {{"No new move begins for it", {}},
                  {"2 handovers that are under way finish", milliseconds(22)},
                  {"b2 keeps 14 primaries and 43 other copies and serves on", {}},
                  {"What has been handed over stays where it is: 29 primaries", {}}};
    plan.writesAtRisk = 0;
    plan.copiesBefore = {0, 0, 256};
    plan.copiesAfter = {0, 0, 256};
    plan.undo = "\"Drain b2\" goes on from here; \"Even the grid out\" gives b2 its share back.";
    plan.undoAction = model::Action{ActionKind::DrainUnit, "b2", {}, {}, {}};
    return plan;
}

void savePicture(QWidget& widget, const QString& name) {
    const QString folder = QStringLiteral(ORRERY_BINARY_DIR "/../screenshots");
    QVERIFY(QDir().mkpath(folder));
    QTest::qWait(60);   // Layouts settle in the event loop.
    QVERIFY(widget.grab().save(folder + QStringLiteral("/stop-") + name + QStringLiteral(".png")));
}

}  // namespace

class OperationStop : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        theme::apply(*qApp, Appearance::Dark);
        m_live = fixture::scenarioSnapshot(seconds(39));
    }

    void theCardOfWhatRunsOpensThePlanOfItsStop() {
        Desk desk(m_live);
        QVERIFY(desk.drain());
        QTRY_VERIFY(desk.button("operation.stop"));
        savePicture(desk.window, QStringLiteral("card"));
        QPushButton* stop = desk.button("operation.stop");
        stop->setFocus();
        QTest::keyClick(stop, Qt::Key_Space);
        QCOMPARE(desk.source.asked.kind, ActionKind::StopOperation);
        QCOMPARE(desk.source.asked.operation, std::optional(drainNumber));
        desk.source.answerPlan(stopPlan());
        QTRY_VERIFY(desk.sheet->isVisible());
        QCOMPARE(desk.window.focusWidget(), desk.button("planDialog.cancel"));
        QCOMPARE(desk.source.acted, 1);   // Only the drain.
        savePicture(desk.window, QStringLiteral("sheet"));
        QPushButton* execute = desk.button("planDialog.execute");
        QCOMPARE(execute->text(), QStringLiteral("Stop the drain, leave 57 partitions on b2"));
        QTest::mouseClick(execute, Qt::LeftButton);
        QCOMPARE(desk.source.carried.action.operation, std::optional(drainNumber));
    }

    void aCardIsAsHighAsWhatItSays() {
        Desk desk(m_live);
        QVERIFY(desk.drain());
        QTRY_VERIFY(desk.button("operation.stop"));
        const auto* card = desk.steps->findChild<OperationCard*>();
        QTRY_COMPARE(card->height(), card->heightForWidth(card->width()));   // In a dock that is 900 high.
    }

    void newsGoIntoTheCardUnderThePointer() {
        Desk desk(m_live);
        QVERIFY(desk.drain());
        QTRY_VERIFY(desk.button("operation.stop"));
        QPointer<QPushButton> stop = desk.button("operation.stop");
        QTest::mousePress(stop, Qt::LeftButton);
        desk.write(EventKind::PrimaryMoved, "Partition 12 moves from b2 to a1", drainNumber + 1, drainNumber);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(stop);
        QTest::mouseRelease(stop, Qt::LeftButton);
        QCOMPARE(desk.source.asked.kind, ActionKind::StopOperation);
    }

    void aStepIsNeverPaintedCut() {
        Desk desk(m_live);
        OperationsDock dock(desk.actions);
        dock.resize(344, 240);
        dock.show();
        QVERIFY(desk.drain());
        QTRY_VERIFY(dock.findChild<FactList*>());
        CutWatch watch;
        qApp->installEventFilter(&watch);
        for (std::uint64_t step = 1; step <= 6; ++step) {
            const int before = watch.painted;
            desk.write(EventKind::PrimaryMoved, "Partition 12 moves from b2 to a1", drainNumber + step, drainNumber);
            QTRY_VERIFY(watch.painted > before);
        }
        qApp->removeEventFilter(&watch);
        QVERIFY2(watch.cut.isEmpty(), qPrintable(watch.cut.join(QStringLiteral(", "))));
    }

    void whatIsDoneAtOnceAndWhatIsOverHaveNoStop() {
        Desk desk(m_live);
        QVERIFY(desk.drain());
        QVERIFY(stopOf(desk.actions.records().back()));
        OperationRecord kill = desk.actions.records().back();
        kill.plan.action.kind = ActionKind::KillUnit;
        QVERIFY(!stopOf(kill));
        OperationRecord unseen = desk.actions.records().back();
        unseen.journalNumber = 0;
        QVERIFY(!stopOf(unseen));
        desk.write(EventKind::OperationCompleted, "Drain unit b2: not done, stopped by anna", drainNumber + 1, drainNumber);
        QVERIFY(!stopOf(desk.actions.records().back()));
        QTRY_VERIFY(!desk.button("operation.stop"));
    }

    void stopIsAbsentWhereNothingMayBeDone() {
        for (const Standing standing : {Standing::Observing, Standing::InThePast}) {
            Desk desk(m_live);
            QVERIFY(desk.drain());
            QTRY_VERIFY(desk.button("operation.stop"));
            desk.actions.setStanding(standing);
            QTRY_VERIFY(!desk.button("operation.stop"));
        }
    }

    void aStoppedDrainSaysSoAndGoesBackByEveningOut() {
        Desk desk(m_live);
        QVERIFY(desk.drain());
        desk.write(EventKind::OperationCompleted,
                   "Drain unit b2: not done, stopped by anna, b2 keeps 14 primaries and 43 other copies", drainNumber + 1,
                   drainNumber);
        const OperationRecord& record = desk.actions.records().back();
        QVERIFY(record.isCutShort && !record.isRunning());
        QCOMPARE(stateOf(record), QStringLiteral("ended before it was reached"));
        auto* outcome = desk.window.findChild<QLabel*>(QStringLiteral("operation.outcome"));
        QTRY_VERIFY(outcome && outcome->isVisible());
        QVERIFY(record.outcome.contains(QLatin1String("b2 keeps 14 primaries")));
        savePicture(desk.window, QStringLiteral("stopped"));
        QVERIFY(desk.actions.undo(record.number));
        QCOMPARE(desk.source.asked.kind, ActionKind::BalanceGrid);
    }

    void thePaceIsChosenByKeysAndPlannedAnew() {
        Desk desk(m_live);
        QVERIFY(desk.actions.propose(fullPlan(RiskTier::Reversible).action));
        desk.source.answerPlan(fullPlan(RiskTier::Reversible));
        auto* pace = desk.window.findChild<SegmentedControl*>(QStringLiteral("planBody.pace"));
        QTRY_VERIFY(pace && pace->isVisible());
        savePicture(desk.window, QStringLiteral("pace"));
        pace->setFocus();
        QTest::keyClick(pace, Qt::Key_Right);
        QCOMPARE(desk.source.asked.atMost, std::optional<std::uint32_t>(8));
        model::Plan slower = fullPlan(RiskTier::Reversible);
        slower.action.atMost = 8;
        desk.source.answerPlan(slower);
        QCOMPARE(desk.window.focusWidget(), pace);   // The next key chooses on.
        QCOMPARE(pace->current(), 1);
        QVERIFY(pace->accessibleName().contains(QLatin1String("8 at a time")));
        QVERIFY(desk.actions.confirm({}));
        QCOMPARE(desk.source.carried.action.atMost, std::optional<std::uint32_t>(8));
    }

    void whatHasNoPaceShowsNone() {
        Desk desk(m_live);
        QVERIFY(desk.actions.propose(fullPlan(RiskTier::Service).action));   // A kill.
        desk.source.answerPlan(fullPlan(RiskTier::Service));
        auto* pace = desk.window.findChild<SegmentedControl*>(QStringLiteral("planBody.pace"));
        QTRY_VERIFY(desk.sheet->isVisible());
        QVERIFY(!pace->isVisible());
    }

    void operationsOfOtherDesksCanBeStoppedToo() {
        Desk desk(m_live);
        const std::size_t before = stoppableOperations(*desk.snapshot).size();
        desk.write(EventKind::OperatorAction, "Drain unit c1", 9100, 0);
        desk.write(EventKind::OperatorAction, "Kill unit a2", 9101, 0);
        desk.write(EventKind::OperatorAction, "Add unit c9 on host c", 9102, 0);
        desk.write(EventKind::OperationCompleted, "Add unit c9 on host c: done", 9103, 9102);
        const auto choices = stoppableOperations(*desk.snapshot);
        QCOMPARE(choices.size(), before + 1);
        QCOMPARE(choices.front().text, QStringLiteral("Drain unit c1"));
        QCOMPARE(choices.front().action.operation, std::optional<std::uint64_t>(9100));
        PaletteHandlers handlers;
        const auto entries = paletteEntries(*desk.snapshot, Offer::Actions, handlers);
        QVERIFY(std::any_of(entries.begin(), entries.end(),
                            [](const PaletteEntry& one) { return one.text == QStringLiteral("Stop: Drain unit c1…"); }));
    }

    void aDrainOfARealCoreIsStoppedFromTheDeskAndStaysWhereItIs() {
        SnapshotStore store;
        ActionController actions;
        SimulatedSource source(SimulationOptions{.hosts = 3, .units = 6, .partitions = 128, .rate = 100, .speed = 1.0});
        connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        connect(&store, &SnapshotStore::changed, &actions, [&] { actions.setSnapshot(store.latest()); });
        actions.setSource(&source);
        source.start();
        const auto isWhole = [&] {
            const SnapshotPointer shown = store.latest();
            return shown->hasState && !shown->partitions.empty() && shown->actionsAllowed &&
                   shown->totals.wholePartitions == shown->partitions.size();
        };
        const auto held = [&] {
            const UnitView* view = store.latest()->unitView(model::findUnit(*store.latest()->state, "b1")->id);
            return view->primaries + view->backups;
        };
        const auto carryOut = [&](const model::Action& action) {
            QTRY_VERIFY_WITH_TIMEOUT(actions.propose(action), patience);
            QTRY_COMPARE_WITH_TIMEOUT(actions.stage(), ActionStage::Planned, patience);
            QVERIFY(actions.confirm({}));
            QTRY_COMPARE_WITH_TIMEOUT(actions.stage(), ActionStage::Finished, patience);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(), patience);
        model::Action drain;
        drain.unit = "b1";
        drain.atMost = 1;
        const auto share = held();
        carryOut(drain);
        const std::uint64_t record = actions.records().back().number;
        QTRY_VERIFY_WITH_TIMEOUT(held() + 6 < share && stopOf(*actions.record(record)), patience);
        carryOut(*stopOf(*actions.record(record)));
        QTRY_VERIFY_WITH_TIMEOUT(actions.record(record)->isCutShort && !actions.record(record)->isRunning(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!actions.records().back().isRunning(), patience);
        const auto left = held();
        QVERIFY(left > 0 && left < share);
        QCOMPARE(model::findUnit(*store.latest()->state, "b1")->state, model::UnitState::Ready);
        QTest::qWait(2000);
        QCOMPARE(held(), left);
        QVERIFY(stoppableOperations(*store.latest()).empty());
        source.stop();
    }

    void theWordsReachTheGrid() {
        model::Action action = fullPlan(RiskTier::Reversible).action;
        action.atMost = 2;
        QCOMPARE(commandOf(action), (std::vector<std::string>{"UNIT", "DRAIN", "b2", "AT", "MOST", "2"}));
        QCOMPARE(commandOf(stopPlan().action), (std::vector<std::string>{"GRID", "STOP", "9001"}));
        model::Action balance;
        balance.kind = ActionKind::BalanceGrid;
        QCOMPARE(planCommand(balance), (std::vector<std::string>{"PLAN", "GRID", "BALANCE"}));
    }

private:
    SnapshotPointer m_live;
};

QTEST_MAIN(OperationStop)
#include "tst_operation_stop.moc"
