// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit beyond what the stream brought: the grid's own copy is asked for, page by page and again.
#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "console/widgets/theme.h"
#include "support/audit_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::gridJournal;
using fixture::rowBy;
using fixture::spoken;
using Stage = fixture::AuditStage;
using model::EventKind;

namespace {

model::GridEvent olderEvent(std::uint64_t number, EventKind kind = EventKind::OperatorAction) {
    model::GridEvent event;
    event.number = number;
    event.at = WallTime{fixture::scenarioStart.millis - 100'000'000 + static_cast<std::int64_t>(number) * 1000};
    event.kind = kind;
    event.actor = "clara";
    event.text = "Restart c" + std::to_string(number);
    return event;
}

/// The journal from `first` on, as a desk holds it that came late.
EventLog laterJournal(std::uint64_t first) {
    EventLog log;
    const EventLog journal = gridJournal();
    for (std::size_t i = 0; i < journal.size(); ++i) {
        model::GridEvent event = *journal.at(i).event;
        event.number += first - 1;
        event.cause = event.cause == 0 ? 0 : event.cause + first - 1;
        log.append(std::make_shared<const model::GridEvent>(event), {fixture::scenarioClockStart, fixture::scenarioStart});
    }
    return log;
}

}  // namespace

class AuditHistoryTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void init() {
        WatchedTest::init();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void actionsFromBeforeTheJournalAreReadPageByPage();
    void theAgeOfTheGridsCopyIsSaid();
    void thePastAndRecordingsAskNobody();
    void aFailedReadIsSaidAndTheJournalStays();
    void olderActionsOfAnotherTimeThanTheJournalAreLeftOut();
    void whatWasGivenUpIsNotShownAsCompleted();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};


void AuditHistoryTest::actionsFromBeforeTheJournalAreReadPageByPage() {
    Stage stage(m_folder->path());
    stage.snapshot->contact.state = ContactState::Live;
    stage.snapshot->events = laterJournal(5001);
    AuditView view(stage.context);
    view.refresh(stage.snapshot);
    const std::size_t before = view.rows().size();
    QCOMPARE(stage.source.historyFrom, std::vector<std::uint64_t>{1});
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("being read")));
    HistoryAnswer page{HistoryOutcome::Answered, {}, {}};
    for (std::uint64_t number = 1; number <= HistoryAnswer::page; ++number) {
        page.events.push_back(olderEvent(number));
    }
    stage.source.answerHistory(page);
    QCOMPARE(stage.source.historyFrom, (std::vector<std::uint64_t>{1, 1001}));
    HistoryAnswer rest{HistoryOutcome::Answered, {olderEvent(1200), olderEvent(1201, EventKind::OperationCompleted)}, {}};
    rest.events.back().cause = 1200;
    rest.events.push_back(*stage.snapshot->events.at(1).event);   // It overlaps the journal.
    stage.source.answerHistory(rest);
    QCOMPARE(view.rows().size(), before + HistoryAnswer::page + 1);
    QCOMPARE(rowBy(view.rows(), QStringLiteral("Restart c1200"))->outcome, AuditOutcome::Completed);
    QVERIFY2(spoken(view, "auditView.gridCopy").contains(QLatin1String("read just now")),
             qPrintable(spoken(view, "auditView.gridCopy")));
    view.refresh(stage.snapshot);
    QCOMPARE(stage.source.historyFrom.size(), std::size_t{2});   // Once is enough.
    stage.snapshot->events = laterJournal(9001);                 // The desk let go of what it held.
    view.refresh(stage.snapshot);
    QCOMPARE(stage.source.historyFrom.back(), std::uint64_t{5005});
}

void AuditHistoryTest::theAgeOfTheGridsCopyIsSaid() {
    Stage stage(m_folder->path());
    stage.snapshot->contact.state = ContactState::Live;
    stage.actions.setSnapshot(stage.snapshot);
    AuditView view(stage.context);
    view.refresh(stage.snapshot);
    stage.source.answerHistory({HistoryOutcome::Answered, {}, {}});
    auto later = std::make_shared<GridSnapshot>(*stage.snapshot);
    later->now.at = later->now.at + seconds(12);
    view.refresh(later);
    QVERIFY2(spoken(view, "auditView.gridCopy").contains(QLatin1String("read 12 s ago")),
             qPrintable(spoken(view, "auditView.gridCopy")));
    QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("auditView.verify")), Qt::LeftButton);
    QCOMPARE(stage.source.historyFrom, (std::vector<std::uint64_t>{1, 1}));   // The whole copy again.
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("being read")));
}

void AuditHistoryTest::thePastAndRecordingsAskNobody() {
    Stage stage(m_folder->path());
    stage.snapshot->contact.state = ContactState::Live;
    AuditView view(stage.context);
    stage.actions.setStanding(Standing::InThePast);
    view.refresh(stage.snapshot);
    QVERIFY(stage.source.historyFrom.empty());
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("only a live grid is asked")));
}

void AuditHistoryTest::aFailedReadIsSaidAndTheJournalStays() {
    Stage stage(m_folder->path());
    stage.snapshot->contact.state = ContactState::Live;
    stage.snapshot->events = laterJournal(5001);
    AuditView view(stage.context);
    view.refresh(stage.snapshot);
    const std::size_t before = view.rows().size();
    stage.source.answerHistory({HistoryOutcome::Unavailable, {}, QStringLiteral("no answer within 5 s")});
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("not read: no answer within 5 s")));
    QCOMPARE(view.rows().size(), before);
    view.refresh(stage.snapshot);
    QCOMPARE(stage.source.historyFrom.size(), std::size_t{1});   // Not before a while has passed.
}

void AuditHistoryTest::olderActionsOfAnotherTimeThanTheJournalAreLeftOut() {
    const std::vector<model::GridEvent> events{olderEvent(1), olderEvent(2), olderEvent(7)};
    const auto rows = auditRows(gridJournal(), AuditTrail(), {events, AuditReach::WholeGrid});
    QVERIFY(!rowBy(rows, QStringLiteral("Restart c7")));   // Later than what is shown: the past does not know it.
    QVERIFY(auditRows(EventLog(), AuditTrail(), {events, AuditReach::WholeGrid}).empty());
}

void AuditHistoryTest::whatWasGivenUpIsNotShownAsCompleted() {
    std::vector<model::GridEvent> events{olderEvent(1), olderEvent(2, EventKind::OperationCompleted)};
    events.back().cause = 1;
    events.back().severity = model::Severity::Medium;
    const auto rows = auditRows(laterJournal(100), AuditTrail(), {events, AuditReach::WholeGrid});
    QCOMPARE(rowBy(rows, QStringLiteral("Restart c1"))->outcome, AuditOutcome::NotDone);
}

QTEST_MAIN(AuditHistoryTest)
#include "tst_audit_history.moc"
