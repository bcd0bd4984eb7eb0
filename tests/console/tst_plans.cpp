// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans on screen, their undo, and what is under way.
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "console/shell/plan_dialog.h"
#include "console/views/carried_out_page.h"
#include "console/views/consequence.h"
#include "console/views/detail_pages.h"
#include "console/views/detail_window.h"
#include "console/views/operation_card.h"
#include "console/views/operation_steps.h"
#include "console/views/operations_view.h"
#include "console/views/plan_page.h"
#include "console/views/primaries_map.h"
#include "console/widgets/choice_list.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/note_card.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::fullPlan;
using fixture::ScriptedSource;
using model::RiskTier;

namespace {

/// A window with the plan's sheet over a controller that asks a scripted source.
struct Desk : fixture::ViewStage {
    ScriptedSource source;
    QWidget window;
    PlanDialog* sheet = nullptr;

    explicit Desk(const SnapshotPointer& snapshot) {
        actions.setOperator(QStringLiteral("anna"));
        actions.setSource(&source);
        actions.setSnapshot(snapshot);
        window.resize(1600, 900);
        sheet = new PlanDialog(actions, &window);
        window.show();
    }
    ~Desk() { actions.setSource(nullptr); }
    template <typename Kind>
    Kind* named(const char* name) {
        return window.findChild<Kind*>(QLatin1String(name));
    }
    bool propose(RiskTier tier) {
        if (!actions.propose(fullPlan(tier).action)) {
            return false;
        }
        source.answerPlan(fullPlan(tier));
        return actions.stage() == ActionStage::Planned;
    }
};

QString effectOf(const PlanViewModel& plan, const QString& label) {
    for (const PlanViewModel::Row& row : plan.effects()) {
        if (row.label == label) {
            return row.value;
        }
    }
    return QStringLiteral("no such row");
}

void savePicture(QWidget& widget, const QString& name) {
    const QString folder = QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../screenshots"));
    QDir().mkpath(folder);
    QTest::qWait(60);   // Layouts settle in the event loop.
    QVERIFY(widget.grab().save(folder + QStringLiteral("/plans-") + name + QStringLiteral(".png")));
}

}  // namespace

class Plans : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void effectsNameTheWorstReceiverAndThePumps();
    void aNewPlanSaysWhatIsDifferent();
    void mapSaysWhoGivesAndWhoGets();
    void focusIsOnCancelAndEnterExecutesNothing();
    void aPlanMadeAgainShowsItsChangesAndForgetsWhatWasTyped();
    void aPlannerOutOfReachOffersRetry();
    void oldDataStopsWhatAffectsServiceOnly();
    void anotherReceiverIsPlannedAnew();
    void aReversibleActionIsUndoneAtOnce();
    void anUndoThatAffectsServiceIsConfirmed();
    void undoOfAnAdditionNamesTheNewUnit();
    void nothingIsUndoneOnAnotherGrid();
    void anUnknownOutcomeStaysOnScreen();
    void lookingProposesNothing();
    void operationsArePlannedByKeysAlone();
    void recordingsHaveNoButtonsForActions();
    void planningIsAbsentInThePast();
    void deathOfAUnitIsToldByHeir();
    void twoUnitsAreComparedInTheirOwnWindow();
    void stepsFollowWhatIsUnderWay();
    void picturesOfEveryPage_data();
    void picturesOfEveryPage();

private:
    SnapshotPointer m_live;
};

void Plans::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_live = fixture::scenarioSnapshot(seconds(39));
}

void Plans::effectsNameTheWorstReceiverAndThePumps() {
    const PlanViewModel plan(fullPlan(RiskTier::Service), *m_live);
    QCOMPARE(effectOf(plan, "Memory of receivers after"), QStringLiteral("61.0 % at most (a1)"));
    QCOMPARE(effectOf(plan, "Pumps handed over"), QStringLiteral("43, 205 queued"));
    model::Plan tight = fullPlan(RiskTier::Service);
    tight.receivers[1].memoryAfter = 1'200'000'000;
    const PlanViewModel over(tight, *m_live);
    QVERIFY(effectOf(over, "Memory of receivers after").contains(QLatin1String("c2")));
    model::Plan silent = fullPlan(RiskTier::Service);
    silent.receivers = {{"a1", 44, 0, {}, 0}};
    silent.queuedHandedOver.reset();
    QCOMPARE(effectOf(PlanViewModel(silent, *m_live), "Memory of receivers after"), QStringLiteral("not known"));
    QCOMPARE(effectOf(PlanViewModel(silent, *m_live), "Pumps handed over"), QStringLiteral("43"));
}

void Plans::aNewPlanSaysWhatIsDifferent() {
    const model::Plan first = fullPlan(RiskTier::Service);
    model::Plan second = first;
    second.epoch = Epoch{405};
    QVERIFY(differences(first, second).empty());
    second.primariesMoved = 44;
    second.writesAtRisk.reset();
    second.primaryChanges.back().to = "c1";
    const auto rows = differences(first, second);
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].label, QStringLiteral("Acknowledged writes at risk"));
    QCOMPARE(rows[0].after, QStringLiteral("not known"));
    QCOMPARE(rows[1].after, QStringLiteral("44"));
    QVERIFY(rows[2].label.startsWith(QLatin1String("Primary of partition")));
}

void Plans::mapSaysWhoGivesAndWhoGets() {
    PrimariesMap map;
    map.setChanges(fullPlan(RiskTier::Service).primaryChanges, 256);
    QCOMPARE(map.sentence(), QStringLiteral("b2 gives up 43, a1 gets 21, c2 gets 22"));
    QVERIFY(map.accessibleName().contains(map.sentence()));
}

void Plans::focusIsOnCancelAndEnterExecutesNothing() {
    for (const RiskTier tier : {RiskTier::Reversible, RiskTier::Service, RiskTier::DataLoss}) {
        Desk desk(m_live);
        QVERIFY(desk.propose(tier));
        auto* cancel = desk.named<QPushButton>("planDialog.cancel");
        auto* execute = desk.named<QPushButton>("planDialog.execute");
        QTRY_VERIFY(desk.sheet->isVisible());
        QCOMPARE(desk.window.focusWidget(), cancel);
        execute->setFocus();
        QTest::keyClick(execute, Qt::Key_Return);
        QTest::keyClick(desk.named<QLineEdit>("planDialog.reason"), Qt::Key_Return);
        QCOMPARE(desk.source.acted, 0);
        QVERIFY(desk.sheet->isVisible());
        QTest::keyClick(cancel, Qt::Key_Return);
        QVERIFY(!desk.sheet->isVisible());
        QCOMPARE(desk.source.acted, 0);
    }
}

void Plans::aPlanMadeAgainShowsItsChangesAndForgetsWhatWasTyped() {
    Desk desk(m_live);
    QVERIFY(desk.propose(RiskTier::DataLoss));
    auto* typed = desk.named<QLineEdit>("planDialog.typed");
    auto* execute = desk.named<QPushButton>("planDialog.execute");
    desk.named<QLineEdit>("planDialog.reason")->setText(QStringLiteral("lesson"));
    QVERIFY(!execute->isEnabled());
    typed->setText(QStringLiteral("14"));
    QVERIFY(execute->isEnabled());
    execute->setFocus();
    QTest::keyClick(execute, Qt::Key_Space);
    QCOMPARE(desk.source.acted, 1);
    desk.source.answer(ActionOutcome::StalePlan);
    model::Plan fresh = fullPlan(RiskTier::DataLoss);
    fresh.epoch = Epoch{405};
    fresh.oneCopyMeanwhile = 90;
    desk.source.answerPlan(fresh);
    QVERIFY(desk.actions.isReplanned());
    QCOMPARE(desk.actions.changes().size(), std::size_t{1});
    QVERIFY(typed->text().isEmpty());
    QVERIFY(!execute->isEnabled());
    QCOMPARE(desk.window.focusWidget(), desk.named<QPushButton>("planDialog.cancel"));
    QCOMPARE(desk.source.acted, 1);
    savePicture(desk.window, QStringLiteral("changed"));
}

void Plans::aPlannerOutOfReachOffersRetry() {
    Desk desk(m_live);
    QVERIFY(desk.actions.propose(fullPlan(RiskTier::Service).action));
    Q_EMIT desk.source.planAnswered(desk.source.last, {PlanOutcome::Unavailable, {}, "no answer within 3 s"});
    QCOMPARE(desk.actions.stage(), ActionStage::Unplanned);
    auto* retry = desk.named<QPushButton>("planDialog.retry");
    QVERIFY(retry->isVisible());
    QVERIFY(!desk.named<QPushButton>("planDialog.execute")->isVisible());
    savePicture(desk.window, QStringLiteral("unplanned"));
    QTest::mouseClick(retry, Qt::LeftButton);
    QCOMPARE(desk.source.plans, 2);
    desk.source.answerPlan(fullPlan(RiskTier::Service));
    QCOMPARE(desk.actions.stage(), ActionStage::Planned);
    QVERIFY(!retry->isVisible());
}

void Plans::oldDataStopsWhatAffectsServiceOnly() {
    auto old = std::make_shared<GridSnapshot>(*m_live);
    old->actionsAllowed = false;
    for (const RiskTier tier : {RiskTier::Reversible, RiskTier::Service}) {
        Desk desk(m_live);
        QVERIFY(desk.propose(tier));
        auto* execute = desk.named<QPushButton>("planDialog.execute");
        QVERIFY(execute->isEnabled());
        desk.actions.setSnapshot(old);
        QCOMPARE(execute->isEnabled(), tier == RiskTier::Reversible);
        desk.actions.setSnapshot(m_live);
        QVERIFY(execute->isEnabled());
    }
}

void Plans::anotherReceiverIsPlannedAnew() {
    Desk desk(m_live);
    model::Plan plan = fullPlan(RiskTier::Service);
    plan.action = {model::ActionKind::MovePartition, {}, {}, PartitionId{3}, "a1"};
    QVERIFY(desk.actions.propose(plan.action));
    desk.source.answerPlan(plan);
    auto* receiver = desk.named<QPushButton>("planBody.receiver");
    QVERIFY(receiver->isVisible());
    QVERIFY(receiver->text().startsWith(QLatin1String("a1")));
    model::Action other = plan.action;
    other.target = "c1";
    QVERIFY(desk.actions.vary(other));
    QCOMPARE(desk.source.asked.target, std::string("c1"));
    QCOMPARE(desk.actions.stage(), ActionStage::Planning);
    QVERIFY(receiversFor(plan.action, *m_live).size() >= 4);
}

void Plans::aReversibleActionIsUndoneAtOnce() {
    Desk desk(m_live);
    QSignalSpy offered(&desk.actions, &ActionController::undoOffered);
    QVERIFY(desk.propose(RiskTier::Reversible));
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Done);
    QCOMPARE(offered.count(), 1);
    QVERIFY(!desk.sheet->isVisible());
    QTRY_COMPARE(desk.actions.stage(), ActionStage::Idle);
    QVERIFY(desk.actions.undo(desk.actions.records().back().number));
    QVERIFY(desk.actions.isUndoing());
    model::Plan back = fullPlan(RiskTier::Reversible);
    back.action = *back.undoAction;
    desk.source.answerPlan(back);
    QCOMPARE(desk.source.acted, 2);
    QCOMPARE(desk.source.reason, QStringLiteral("undo of Drain b2"));
    QVERIFY(!desk.sheet->isVisible());
    desk.source.answer(ActionOutcome::Done);
    QCOMPARE(desk.actions.records().size(), std::size_t{2});
}

void Plans::nothingIsUndoneOnAnotherGrid() {
    Desk desk(m_live);
    QVERIFY(desk.propose(RiskTier::Reversible));
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Done);
    QTRY_COMPARE(desk.actions.stage(), ActionStage::Idle);
    QVERIFY(desk.actions.canUndo(desk.actions.records().back()));
    ScriptedSource other;
    desk.actions.setSource(&other);
    desk.actions.setSnapshot(m_live);
    QVERIFY(desk.actions.whyUnavailable().isEmpty());
    QVERIFY(!desk.actions.canUndo(desk.actions.records().back()));
    QVERIFY(!desk.actions.undo(desk.actions.records().back().number));
    QCOMPARE(desk.actions.stage(), ActionStage::Idle);
    desk.actions.setSource(nullptr);
}

void Plans::anUndoThatAffectsServiceIsConfirmed() {
    Desk desk(m_live);
    QVERIFY(desk.propose(RiskTier::Service));
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Done);
    QVERIFY(desk.actions.undo(desk.actions.records().back().number));
    desk.source.answerPlan(fullPlan(RiskTier::Service));
    QCOMPARE(desk.source.acted, 1);
    QVERIFY(desk.sheet->isVisible());
    QCOMPARE(desk.named<QLineEdit>("planDialog.reason")->text(), QStringLiteral("undo of Kill b2"));
}

void Plans::undoOfAnAdditionNamesTheNewUnit() {
    Desk desk(m_live);
    model::Plan plan = fullPlan(RiskTier::Reversible);
    plan.action = {model::ActionKind::AddUnit, {}, "c", {}, {}};
    plan.undoAction = model::Action{model::ActionKind::DrainUnit, {}, {}, {}, {}};
    QVERIFY(desk.actions.propose(plan.action));
    desk.source.answerPlan(plan);
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Done, "c3");
    QVERIFY(desk.actions.undo(desk.actions.records().back().number));
    QCOMPARE(desk.source.asked.unit, std::string("c3"));
}

void Plans::anUnknownOutcomeStaysOnScreen() {
    Desk desk(m_live);
    QVERIFY(desk.propose(RiskTier::Service));
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Unknown);
    QVERIFY(desk.sheet->isVisible());
    QCOMPARE(desk.named<QPushButton>("planDialog.cancel")->text(), QStringLiteral("Close"));
    QTest::keyClick(desk.named<QPushButton>("planDialog.cancel"), Qt::Key_Return);
    QVERIFY(!desk.sheet->isVisible());
}

void Plans::lookingProposesNothing() {
    Desk desk(m_live);
    QVERIFY(desk.actions.preview(fullPlan(RiskTier::Service).action));
    QCOMPARE(desk.actions.stage(), ActionStage::Idle);
    desk.source.answerPlan(fullPlan(RiskTier::Service));
    QVERIFY(desk.actions.previewed());
    QCOMPARE(desk.actions.stage(), ActionStage::Idle);
    QVERIFY(!desk.sheet->isVisible());
    desk.actions.setStanding(Standing::Observing);
    QVERIFY(desk.actions.preview(fullPlan(RiskTier::Service).action));
    QVERIFY(!desk.actions.propose(fullPlan(RiskTier::Service).action));
    QVERIFY(desk.actions.whyUnavailable().contains(QLatin1String("Operate")));
}

void Plans::operationsArePlannedByKeysAlone() {
    Desk desk(m_live);
    OperationsView view(desk.context);
    view.resize(1200, 760);
    view.show();
    view.refresh(m_live);
    QSignalSpy asked(&view, &View::actionRequested);
    auto* kinds = view.findChild<ChoiceList*>(QStringLiteral("operationsView.actions"));
    auto* targets = view.findChild<ChoiceList*>(QStringLiteral("operationsView.targets"));
    kinds->setFocus();
    QCOMPARE(targets->count(), 6);
    QTest::keyClick(kinds, Qt::Key_Down);
    QCOMPARE(targets->count(), 4);   // Any host, and three hosts.
    QTest::keyClick(kinds, Qt::Key_Up);
    QTest::keyClick(kinds, Qt::Key_Return);
    QCOMPARE(view.focusWidget(), targets);
    QTest::keyClick(targets, Qt::Key_Down);
    QCOMPARE(desk.source.plans, 1);
    QCOMPARE(desk.source.asked.kind, model::ActionKind::DrainUnit);
    desk.source.answerPlan(fullPlan(RiskTier::Reversible));
    QTest::keyClick(targets, Qt::Key_Return);
    QCOMPARE(desk.source.plans, 1);
    auto* open = view.findChild<QPushButton*>(QStringLiteral("operationsView.open"));
    QTRY_VERIFY(open->isEnabled());
    QCOMPARE(view.focusWidget(), open);
    QTest::keyClick(open, Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(desk.source.acted, 0);
}

void Plans::recordingsHaveNoButtonsForActions() {
    Desk desk(m_live);
    desk.selection.select(UnitId{3});
    UnitPage page(desk.context);
    page.resize(344, 800);
    page.QWidget::show();
    page.refresh(m_live);
    auto* kill = page.findChild<QPushButton*>(QStringLiteral("detailDock.kill"));
    QVERIFY(kill->isVisible() && kill->isEnabled());
    desk.actions.setStanding(Standing::InThePast);
    page.refresh(m_live);
    QVERIFY(!kill->isVisible());
    desk.actions.setStanding(Standing::Observing);
    page.refresh(m_live);
    QVERIFY(!kill->isVisible());
    ScriptedSource recording;
    recording.acts = false;
    desk.actions.setStanding(Standing::Operating);
    desk.actions.setSource(&recording);
    page.refresh(m_live);
    QVERIFY(!kill->isVisible());
    desk.actions.setSource(nullptr);
}

void Plans::planningIsAbsentInThePast() {
    Desk desk(m_live);
    OperationsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_live);
    const auto* actions = view.findChild<ChoiceList*>(QStringLiteral("operationsView.actions"));
    QVERIFY(actions->isVisible());
    desk.actions.setStanding(Standing::InThePast);
    QVERIFY(!actions->isVisible());
    view.showPage(OperationsPage::Plan);   // E.g. by a shortcut.
    QVERIFY(!actions->isVisible());
    desk.actions.setStanding(Standing::Operating);
    view.showPage(OperationsPage::Plan);
    QVERIFY(actions->isVisible());
}

void Plans::deathOfAUnitIsToldByHeir() {
    const ConsequenceDetail detail = detailIfUnitDies(*m_live, UnitId{3});
    std::size_t taken = 0;
    for (const HeirPart& heir : detail.heirs) {
        QVERIFY(heir.unit != UnitId{3});
        QVERIFY(heir.worstLag.has_value());
        taken += heir.partitions.size();
    }
    QCOMPARE(taken, static_cast<std::size_t>(m_live->unitView(UnitId{3})->primaries));
    QCOMPARE(detail.writesAtRisk, std::optional<std::uint64_t>(0));
    const auto id = [](int value) { return PartitionId{static_cast<std::uint16_t>(value)}; };
    QCOMPARE(runsOf({id(0), id(1), id(2), id(7), id(9), id(10)}, 9), QStringLiteral("0–2, 7, 9–10"));
    QCOMPARE(runsOf({id(0), id(1), id(2), id(7), id(9), id(10)}, 1), QStringLiteral("0–2 and 3 more"));
}

void Plans::twoUnitsAreComparedInTheirOwnWindow() {
    Desk desk(m_live);
    desk.selection.select(UnitId{1});
    UnitPage page(desk.context, &desk.window);
    page.resize(344, 800);
    page.QWidget::show();
    page.refresh(m_live);
    auto* pin = page.findChild<QPushButton*>(QStringLiteral("detailDock.pin"));
    QTest::mouseClick(pin, Qt::LeftButton);
    desk.selection.select(UnitId{4});
    page.refresh(m_live);
    QCOMPARE(pin->text(), QStringLiteral("Compare with a1"));
    QTest::mouseClick(pin, Qt::LeftButton);
    auto* opened = desk.window.findChild<DetailWindow*>();
    QVERIFY(opened && opened->isVisible());
    QCOMPARE(opened->findChildren<UnitPage*>().size(), 2);
    QVERIFY(opened->windowTitle().contains(QLatin1String("a1 | b2")));
    QSignalSpy asked(&page, &DetailPage::actionRequested);
    QTest::mouseClick(opened->findChild<QPushButton*>(QStringLiteral("detailDock.drain")), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    savePicture(*opened, QStringLiteral("compare"));
    QTest::keyClick(opened, Qt::Key_Escape);
    QTRY_VERIFY(!desk.window.findChild<DetailWindow*>());
}

void Plans::stepsFollowWhatIsUnderWay() {
    Desk desk(m_live);
    OperationSteps steps(&desk.actions);
    steps.resize(344, 500);
    steps.show();
    QVERIFY(desk.propose(RiskTier::Reversible));
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Done);
    const OperationRecord& record = desk.actions.records().back();
    QVERIFY(record.isRunning());
    QVERIFY2(ifEndedNow(record, *m_live).contains(QLatin1String("would stay on b2")),
             qPrintable(ifEndedNow(record, *m_live)));
    auto* undo = steps.findChild<QPushButton*>(QStringLiteral("operation.undo"));
    QVERIFY(undo && undo->isEnabled());
    savePicture(steps, QStringLiteral("steps"));
    QTest::mouseClick(undo, Qt::LeftButton);
    QVERIFY(desk.actions.isUndoing());
}

void Plans::picturesOfEveryPage_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

void Plans::picturesOfEveryPage() {
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? Appearance::Dark : Appearance::Light);
    const QString mode = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
    MetricHistory history;
    auto late = std::make_shared<GridSnapshot>(*fixture::scenarioSnapshot(seconds(93), history));
    for (const RiskTier tier : {RiskTier::Reversible, RiskTier::DataLoss}) {
        Desk desk(late);
        QVERIFY(desk.propose(tier));
        savePicture(desk.window, QStringLiteral("sheet-%1").arg(static_cast<int>(tier)) + mode);
        desk.window.resize(1100, 640);
        savePicture(desk.window, QStringLiteral("sheet-small-%1").arg(static_cast<int>(tier)) + mode);
    }
    Desk desk(late);
    desk.context.history = &history;
    OperationsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(late);
    savePicture(view, QStringLiteral("plan-empty") + mode);
    view.findChild<PlanPage*>()->choose(model::ActionKind::DrainUnit, QStringLiteral("b2"));
    desk.source.answerPlan(fullPlan(RiskTier::Reversible));
    savePicture(view, QStringLiteral("plan") + mode);
    QVERIFY(desk.propose(RiskTier::Reversible));
    QVERIFY(desk.actions.confirm({}));
    desk.source.answer(ActionOutcome::Done);
    view.showPage(OperationsPage::CarriedOut);
    savePicture(view, QStringLiteral("carried-out") + mode);
    view.showPage(OperationsPage::Failovers);
    savePicture(view, QStringLiteral("failovers") + mode);
    desk.selection.select(UnitId{3});
    UnitPage unit(desk.context);
    unit.resize(344, 780);
    unit.QWidget::show();
    unit.refresh(late);
    savePicture(unit, QStringLiteral("unit") + mode);
    GridPage grid(desk.context);
    grid.resize(344, 780);
    grid.QWidget::show();
    grid.refresh(late);
    savePicture(grid, QStringLiteral("grid") + mode);
}

QTEST_MAIN(Plans)
#include "tst_plans.moc"
