// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans as a person sees them, and the stages of an action.
#include <QSignalSpy>
#include <QTest>

#include "console/actions/action_controller.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

using fixture::ScriptedSource;

model::Plan planOf(model::RiskTier tier) {
    model::Plan plan;
    plan.action.kind = model::ActionKind::KillUnit;
    plan.action.unit = "b2";
    plan.epoch = Epoch{400};
    plan.tier = tier;
    plan.button = "Kill b2, 43 partitions fail over";
    plan.steps = {{"43 backups take over", milliseconds(96)},
                  {"86 copies are rebuilt", seconds(41)},
                  {"b2 stops", {}}};
    plan.pauseMedian = milliseconds(48);
    plan.pauseP95 = milliseconds(140);
    plan.writesAtRisk = 14;
    plan.copiesRebuilt = 86;
    plan.oneCopyMeanwhile = 86;
    return plan;
}

}  // namespace

Q_DECLARE_METATYPE(orrery::model::RiskTier)

class ActionsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        WatchedTest::init();
        m_before = fixture::scenarioSnapshot(seconds(39));
    }

    void theDialogsTextsComeFromThePlan() {
        const PlanViewModel view(planOf(model::RiskTier::Service), *m_before);
        QCOMPARE(view.title(), QStringLiteral("Kill b2"));
        QCOMPARE(view.buttonText(), QStringLiteral("Kill b2, 43 partitions fail over"));
        QVERIFY(view.subtitle().contains("epoch 400"));
        QCOMPARE(view.steps().size(), std::size_t{3});
        QCOMPARE(view.steps()[0].estimate, QStringLiteral("< 1 s"));
        QCOMPARE(view.steps()[1].estimate, QStringLiteral("41 s"));
        QCOMPARE(view.steps()[2].estimate, QStringLiteral("–"));
        QCOMPARE(view.effects()[0].value, QStringLiteral("14"));
        QCOMPARE(view.effects()[0].priority, 1);
        QCOMPARE(view.effects()[1].value, QStringLiteral("48 ms / 140 ms"));
        QCOMPARE(view.blockerHeading(), QStringLiteral("Nothing blocks this plan"));
        QCOMPARE(view.defaultButton(), DefaultButton::Cancel);
    }

    void whatAnOperatorMustDoFirst_data() {
        QTest::addColumn<model::RiskTier>("tier");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("works");
        QTest::newRow("service needs nothing") << model::RiskTier::Service << ""
                                               << "" << true;
        QTest::newRow("data loss needs a reason") << model::RiskTier::DataLoss << " "
                                                  << "14" << false;
        QTest::newRow("and the count") << model::RiskTier::DataLoss << "lesson"
                                       << "" << false;
        QTest::newRow("the right one") << model::RiskTier::DataLoss << "lesson"
                                       << "41" << false;
        QTest::newRow("then it works") << model::RiskTier::DataLoss << "lesson"
                                       << " 14 " << true;
    }

    void whatAnOperatorMustDoFirst() {
        QFETCH(model::RiskTier, tier);
        QFETCH(QString, reason);
        QFETCH(QString, typed);
        const PlanViewModel view(planOf(tier), *m_before);
        QTEST(view.whyDisabled({reason, typed}).isEmpty(), "works");
    }

    void anUnknownRiskWantsTheNameTyped() {
        model::Plan plan = planOf(model::RiskTier::DataLoss);
        plan.writesAtRisk.reset();
        const PlanViewModel view(plan, *m_before);
        QCOMPARE(view.wordToType().value(), QStringLiteral("b2"));
        QCOMPARE(view.effects()[0].value, QStringLiteral("not known"));
    }

    void aBlockedOrOldPlanCannotBeConfirmed() {
        model::Plan blocked = planOf(model::RiskTier::Reversible);
        blocked.blockers = {"b2 holds the last copy of partition 9"};
        QVERIFY(PlanViewModel(blocked, *m_before).whyDisabled({}).contains("last copy"));
        auto old = std::make_shared<GridSnapshot>(*m_before);
        old->actionsAllowed = false;
        QVERIFY(!PlanViewModel(planOf(model::RiskTier::Service), *old).whyDisabled({}).isEmpty());
        QVERIFY(PlanViewModel(planOf(model::RiskTier::Reversible), *old).whyDisabled({}).isEmpty());
    }

    void aStalePlanIsMadeAgainAndMustBeConfirmedAgain() {
        ScriptedSource source;
        ActionController controller;
        controller.setSource(&source);
        controller.setSnapshot(m_before);
        QVERIFY(controller.propose(planOf(model::RiskTier::Service).action));
        Q_EMIT source.planAnswered(source.last,
                                   {PlanOutcome::Planned, planOf(model::RiskTier::Service), {}});
        QVERIFY(controller.confirm({}));
        Q_EMIT source.actionAnswered(source.last,
                                     {ActionOutcome::StalePlan, {}, {}, "the table is at 405"});
        QCOMPARE(controller.stage(), ActionStage::Planning);
        QCOMPARE(source.plans, 2);
        Q_EMIT source.planAnswered(source.last,
                                   {PlanOutcome::Planned, planOf(model::RiskTier::Service), {}});
        QCOMPARE(controller.stage(), ActionStage::Planned);
        QCOMPARE(source.acted, 1);
        QVERIFY(!controller.message().isEmpty());
    }

    void anUnknownOutcomeIsNeitherDoneNorFailed() {
        ScriptedSource source;
        ActionController controller;
        controller.setSource(&source);
        controller.setSnapshot(m_before);
        QVERIFY(controller.propose(planOf(model::RiskTier::Service).action));
        Q_EMIT source.planAnswered(source.last,
                                   {PlanOutcome::Planned, planOf(model::RiskTier::Service), {}});
        QVERIFY(controller.confirm({}));
        QVERIFY(!controller.propose(planOf(model::RiskTier::Service).action));
        Q_EMIT source.actionAnswered(source.last,
                                     {ActionOutcome::Unknown, {}, {}, "connection lost"});
        QVERIFY(controller.message().contains("not known"));
        QVERIFY(!controller.records().back().finishedAt);
    }

    void lateAnswersToOtherQuestionsAreIgnored() {
        ScriptedSource source;
        ActionController controller;
        controller.setSource(&source);
        controller.setSnapshot(m_before);
        QVERIFY(controller.propose(planOf(model::RiskTier::Service).action));
        const RequestNumber first = source.last;
        controller.cancel();
        Q_EMIT source.planAnswered(first,
                                   {PlanOutcome::Planned, planOf(model::RiskTier::Service), {}});
        QCOMPARE(controller.stage(), ActionStage::Idle);
        QVERIFY(!controller.plan());
    }

    void aRecordingOffersNothingToDo() {
        ScriptedSource source;
        source.acts = false;
        ActionController controller;
        QVERIFY(!controller.whyUnavailable().isEmpty());
        controller.setSource(&source);
        controller.setSnapshot(m_before);
        QVERIFY(controller.whyUnavailable().contains("recording"));
        QVERIFY(!controller.propose(planOf(model::RiskTier::Service).action));
        QCOMPARE(source.plans, 0);
    }

    void theRecordHoldsForecastAndFact() {
        ScriptedSource source;
        ActionController controller;
        controller.setSource(&source);
        controller.setSnapshot(m_before);
        QVERIFY(controller.propose(planOf(model::RiskTier::Service).action));
        Q_EMIT source.planAnswered(source.last,
                                   {PlanOutcome::Planned, planOf(model::RiskTier::Service), {}});
        QVERIFY(controller.confirm({"lesson", {}}));
        Q_EMIT source.actionAnswered(source.last, {ActionOutcome::Done, Epoch{401}, {}, {}});
        QVERIFY(!controller.records().back().finishedAt);
        controller.setSnapshot(fixture::scenarioSnapshot(seconds(80)));
        const OperationRecord& record = controller.records().back();
        QCOMPARE(record.measuredPause()->millis(), 96);
        QCOMPARE(record.forecastRatio().value(), 2.0);
        QVERIFY(record.redundancyAfter.has_value());
        QVERIFY(*record.redundancyAfter > seconds(10));
        QVERIFY(record.steps.size() >= 3);
        QVERIFY(record.finishedAt.has_value());
    }

private:
    SnapshotPointer m_before;
};

QTEST_GUILESS_MAIN(ActionsTest)
#include "tst_state_actions.moc"
