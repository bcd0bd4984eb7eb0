// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What came of what was carried out: its record, forecasts against facts, and the receipts of failovers.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <vector>

#include "console/views/carried_out_page.h"
#include "console/views/failovers_page.h"
#include "console/views/receipt_document.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::fullPlan;
using model::EventKind;
using model::RiskTier;

namespace {

/// A journal written line by line.
struct Journal {
    EventLog log;
    Moment now{fixture::scenarioClockStart, fixture::scenarioStart};
    std::uint64_t number = 0;

    model::GridEvent next(EventKind kind, const std::string& text, std::uint64_t cause = 0) {
        model::GridEvent event;
        event.number = ++number;
        event.epoch = Epoch{400 + number};
        event.at = now.wall;
        event.kind = kind;
        event.actor = kind == EventKind::UnitDied ? "agent b" : "controller";
        event.text = text;
        event.cause = cause;
        return event;
    }
    void write(const model::GridEvent& event) {
        log.append(std::make_shared<const model::GridEvent>(event), now);
    }
    void pass(Duration span) { now = {now.at + span, WallTime{now.wall.millis + span.millis()}}; }
};

/// An operator kills b2; every line names its cause.
Journal killedByAnna() {
    Journal journal;
    model::GridEvent asked = journal.next(EventKind::OperatorAction, "Kill b2");
    asked.actor = "anna";
    asked.plan = "00c0ffee";
    asked.planEpoch = Epoch{400};
    asked.reason = "lesson";
    asked.client = "10.0.0.4:5123";
    journal.write(asked);
    journal.pass(milliseconds(10));
    model::GridEvent died = journal.next(EventKind::UnitDied, "Unit b2 died: killed by signal 9.", 1);
    died.unit = UnitId{4};
    died.took = milliseconds(4);
    journal.write(died);
    model::GridEvent started = journal.next(EventKind::FailoverStarted, "43 partitions fail over", 2);
    started.partitionCount = 43;
    started.took = milliseconds(11);
    journal.write(started);
    journal.pass(milliseconds(38));
    model::GridEvent completed = journal.next(EventKind::FailoverCompleted, "43 partitions serve again", 3);
    completed.partitionCount = 43;
    completed.took = milliseconds(38);
    completed.writesLost = 0;
    completed.clientsRedirected = 8;
    journal.write(completed);
    model::GridEvent first = journal.next(EventKind::FirstWrite, "First write", 3);
    first.took = milliseconds(96);
    journal.write(first);
    journal.write(journal.next(EventKind::UnitReady, "Unit c9 is ready; it has nothing to do with it"));
    journal.pass(seconds(6));
    model::GridEvent whole = journal.next(EventKind::RedundancyRestored, "Every partition has all its copies", 2);
    whole.took = seconds(6);
    journal.write(whole);
    return journal;
}

const ReceiptRow* rowOf(const std::vector<ReceiptRow>& rows, const QString& start) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const ReceiptRow& row) { return row.label.startsWith(start); });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

class Receipts : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRecordFollowsItsOwnCauseOnly();
    void theJournalsLastWordIsHeardBehindTheTable();
    void forecastsAreKeptOverSessions();
    void aDamagedRecordOfForecastsIsSetAside();
    void receiptTellsEveryPhase();
    void receiptOfAnOlderGridLeavesOpenWhatItDoesNotTell();
    void receiptsAreWrittenAsTextTableAndPdf();
    void aLogOfAnotherTimeIsReadAnew();

private:
    SnapshotPointer m_live;
};

void Receipts::initTestCase() { m_live = fixture::scenarioSnapshot(seconds(39)); }

void Receipts::aRecordFollowsItsOwnCauseOnly() {
    Journal journal = killedByAnna();
    OperationRecord record;
    record.plan = fullPlan(RiskTier::Service);
    record.by = QStringLiteral("anna");
    record.startedAt = {fixture::scenarioClockStart, fixture::scenarioStart};
    record.answer = ActionAnswer{ActionOutcome::Done, Epoch{401}, {}, {}};
    auto snapshot = std::make_shared<GridSnapshot>(*m_live);
    snapshot->events = journal.log;
    snapshot->now = journal.now;
    observe(record, *snapshot);
    QCOMPARE(record.journalNumber, std::uint64_t{1});
    QCOMPARE(record.steps.size(), std::size_t{6});
    for (const OperationStep& step : record.steps) {
        QVERIFY(!step.text.contains(QLatin1String("nothing to do with it")));
    }
    QCOMPARE(record.measuredPause()->millis(), 38);
    QVERIFY(record.finishedAt.has_value());
}

void Receipts::theJournalsLastWordIsHeardBehindTheTable() {
    OperationRecord record;
    record.plan.action = model::Action{model::ActionKind::PausePump, "b2", {}, {}, {}};
    record.plan.digest = "00c0ffee";
    record.by = QStringLiteral("anna");
    record.startedAt = {fixture::scenarioClockStart, fixture::scenarioStart};
    record.answer = ActionAnswer{ActionOutcome::Done, Epoch{401}, {}, {}};
    Journal journal;
    model::GridEvent asked = journal.next(EventKind::OperatorAction, "Pause the pump of b2");
    asked.actor = "anna";
    asked.plan = record.plan.digest;
    journal.write(asked);
    auto state = std::make_shared<model::GridState>(*m_live->state);
    for (model::UnitDescription& unit : state->units) {
        unit.pumpPaused = true;
    }
    auto snapshot = std::make_shared<GridSnapshot>(*m_live);
    snapshot->state = state;
    snapshot->events = journal.log;
    snapshot->now = journal.now;
    observe(record, *snapshot);
    QVERIFY(record.finishedAt.has_value());
    QCOMPARE(record.steps.size(), std::size_t{1});
    journal.pass(milliseconds(90));
    journal.write(journal.next(EventKind::OperationCompleted, "Pause the pump of b2: done", 1));
    snapshot->events = journal.log;
    snapshot->now = journal.now;
    observe(record, *snapshot);
    QCOMPARE(record.steps.size(), std::size_t{2});
    QCOMPARE(record.steps.back().text, QStringLiteral("Pause the pump of b2: done"));
    QCOMPARE(record.finishedAt->at, fixture::scenarioClockStart);
    QCOMPARE(record.lasted(journal.now), milliseconds(90));
}

void Receipts::forecastsAreKeptOverSessions() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("forecasts.json"));
    Calibration first;
    QVERIFY(first.keepIn(path).isEmpty());
    QVERIFY(!first.summary());
    for (int i = 1; i <= 25; ++i) {
        QVERIFY(first.add({WallTime{i}, QStringLiteral("Drain b1"), milliseconds(10), milliseconds(10 * i)}).isEmpty());
    }
    QVERIFY(first.add({WallTime{99}, QStringLiteral("no forecast"), Duration{}, milliseconds(1)}).isEmpty());
    Calibration second;
    QVERIFY(second.keepIn(path).isEmpty());
    QCOMPARE(second.samples(), first.samples());
    QCOMPARE(second.summary()->count, std::size_t{20});
    QCOMPARE(second.summary()->median, 16.0);   // Of 6 .. 25.
    QVERIFY(second.summary()->low < 9 && second.summary()->high > 22);
    QVERIFY(calibrationSentence(second).contains(QLatin1String("last 20")));
}

void Receipts::aDamagedRecordOfForecastsIsSetAside() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("forecasts.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 1, \"samples\": [{\"forecast\": -4");
    file.close();
    Calibration calibration;
    QVERIFY(calibration.keepIn(path).contains(QLatin1String("set aside")));
    QVERIFY(QFile::exists(path + QStringLiteral(".damaged")));
    QVERIFY(calibration.add({WallTime{1}, {}, milliseconds(1), milliseconds(2)}).isEmpty());
    Calibration next;
    QVERIFY(next.keepIn(path).isEmpty());
    QCOMPARE(next.samples().size(), std::size_t{1});
}

void Receipts::receiptTellsEveryPhase() {
    const Journal journal = killedByAnna();
    ReceiptBook book;
    QVERIFY(book.read(journal.log));
    QVERIFY(!book.read(journal.log));
    QCOMPARE(book.receipts().size(), std::size_t{1});
    const FailoverReceipt& receipt = *book.newest();
    QCOMPARE(receipt.detectedBy, QStringLiteral("agent b"));
    QCOMPARE(receipt.phase(FailoverPhase::DeathProven)->millis(), 4);
    QCOMPARE(receipt.phase(FailoverPhase::TableCommitted)->millis(), 11);
    QCOMPARE(receipt.phase(FailoverPhase::BackupsTookOver)->millis(), 38);
    QCOMPARE(receipt.phase(FailoverPhase::FirstWrite)->millis(), 96);
    QCOMPARE(receipt.phase(FailoverPhase::CopiesWhole)->millis(), 6000);
    QCOMPARE(receipt.epochBefore->value, std::uint64_t{402});
    QCOMPARE(receipt.epochAfter->value, std::uint64_t{403});
    QCOMPARE(receipt.partitions, 43u);
    QCOMPARE(receipt.askedBy, QStringLiteral("anna"));
    const auto rows = receiptRows(receipt, {m_live.get(), nullptr});
    QCOMPARE(rowOf(rows, "Acknowledged and lost")->value, QStringLiteral("none"));
    QCOMPARE(rowOf(rows, "Answers MOVED after the failover")->value, QStringLiteral("8"));
    QVERIFY(rowOf(rows, "Outcome unknown")->value.isEmpty());
    QCOMPARE(rowOf(rows, "Backups took over")->label, QStringLiteral("Backups took over, 43 partitions"));
}

void Receipts::receiptOfAnOlderGridLeavesOpenWhatItDoesNotTell() {
    ReceiptBook book;
    QVERIFY(book.read(fixture::scenarioSnapshot(seconds(80))->events));
    QCOMPARE(book.receipts().size(), std::size_t{1});
    const FailoverReceipt& receipt = *book.newest();
    QCOMPARE(receipt.phase(FailoverPhase::BackupsTookOver)->millis(), 96);
    QVERIFY(receipt.hasReached(FailoverPhase::CopiesWhole));
    QVERIFY(!receipt.hasReached(FailoverPhase::FirstWrite));
    QVERIFY(!receipt.phase(FailoverPhase::DeathProven));
    QVERIFY(!receipt.writesLost && !receipt.movedAnswers);
    const auto rows = receiptRows(receipt, {m_live.get(), nullptr});
    QVERIFY(rowOf(rows, "Acknowledged and lost")->value.isEmpty());
    QVERIFY(!rowOf(rows, "Each new primary"));
    QVERIFY(receiptText(receipt, {m_live.get(), nullptr}).contains(QLatin1String("Acknowledged and lost: not known")));
}

void Receipts::receiptsAreWrittenAsTextTableAndPdf() {
    fixture::ViewStage stage;
    auto snapshot = std::make_shared<GridSnapshot>(*m_live);
    snapshot->events = killedByAnna().log;
    FailoversPage page(stage.context);
    page.resize(1100, 700);
    page.QWidget::show();
    page.showSnapshot(snapshot);
    QVERIFY(page.shown());
    QTemporaryDir folder;
    for (const char* name : {"a.txt", "a.csv", "a.pdf"}) {
        QCOMPARE(page.save(folder.filePath(QLatin1String(name))), QString());
        QVERIFY(QFile(folder.filePath(QLatin1String(name))).size() > 200);
    }
    QFile pdf(folder.filePath(QStringLiteral("a.pdf")));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QCOMPARE(pdf.read(5), QByteArray("%PDF-"));
    QVERIFY(page.save(QStringLiteral("/no/such/folder/a.txt")).contains(QLatin1String("cannot be written")));
    QVERIFY(receiptCsv(*page.shown(), {snapshot.get(), nullptr}).contains(QLatin1String("\"Phases\",\"First write after\",\"96 ms\"")));
}

void Receipts::aLogOfAnotherTimeIsReadAnew() {
    ReceiptBook book;
    QVERIFY(book.read(killedByAnna().log));
    Journal earlier;
    earlier.write(earlier.next(EventKind::GridCreated, "The grid was created"));
    QVERIFY(book.read(earlier.log));
    QVERIFY(book.receipts().empty());
    QVERIFY(book.read(killedByAnna().log));
    QCOMPARE(book.receipts().size(), std::size_t{1});
}

QTEST_MAIN(Receipts)
#include "tst_receipts.moc"
