// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit: the desk's chained copy, the grid's journal beside it, and what differs.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "console/exports/export_table.h"
#include "console/views/audit_view.h"
#include "console/widgets/data_table.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"
#include "support/audit_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::fullPlan;
using fixture::gridJournal;
using fixture::rowBy;
using fixture::ScriptedSource;
using fixture::spoken;
using Stage = fixture::AuditStage;
using model::EventKind;

namespace {

TrailEntry sentEntry(const QString& action, const QString& plan, WallTime at) {
    TrailEntry entry;
    entry.kind = TrailEntryKind::Sent;
    entry.at = at;
    entry.by = QStringLiteral("anna");
    entry.host = QStringLiteral("desk1");
    entry.action = action;
    entry.plan = plan;
    entry.planEpoch = Epoch{400};
    entry.reason = QStringLiteral("kernel update, \"host b\"");
    return entry;
}

TrailEntry answerTo(const TrailEntry& sent, std::uint64_t number, const QString& outcome) {
    TrailEntry entry = sent;
    entry.kind = TrailEntryKind::Answered;
    entry.answers = number;
    entry.outcome = outcome;
    entry.epoch = outcome == QLatin1String("done") ? Epoch{401} : Epoch{};
    return entry;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeTo(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

}  // namespace

class Audit : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void init();
    void theChainHoldsOverSessions();
    void aChangeIsFoundAtItsLine_data();
    void aChangeIsFoundAtItsLine();
    void anUnfinishedLineIsSaidAndCutOff();
    void twoConsolesShareOneFile();
    void anUnwritableFileIsSaid();
    void bothCopiesMeetInOneRow();
    void differencesAreFlagged();
    void whatTheGridNeverHeardOfIsNotADifference();
    void anUnknownOutcomeIsSettledByTheJournal();
    void whatTheGridDidThoughTheDeskWasRefusedIsFlagged();
    void whatWasAcceptedAMomentAgoIsAwaitedAndNotMissed();
    void aGapInTheJournalAccusesNobody();
    void theActionDoesNotRepeatItsReason();
    void filesGetTheWholeSentenceAndBothNumbers();
    void whatIsCarriedOutIsNotedForLiveGridsOnly();
    void theViewShowsBothConsolesAndABrokenChain();
    void theTableFitsEveryWindow_data();
    void theTableFitsEveryWindow();
    void theViewSaysSinceWhenTheGridWasNotRead();
    void enterAsksForTheMoment();

private:
    /// A trail that holds `count` actions.
    void fill(int count);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void Audit::init() {
    WatchedTest::init();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("audit.jsonl"));
}

void Audit::fill(int count) {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    for (int i = 0; i < count; ++i) {
        const TrailEntry sent = sentEntry(QStringLiteral("Drain b%1").arg(i), QStringLiteral("0000000%1").arg(i),
                                          WallTime{fixture::scenarioStart.millis + i});
        const auto number = trail.append(sent);
        QVERIFY(number.has_value());
        QVERIFY(trail.append(answerTo(sent, *number, QStringLiteral("done"))));
    }
}

void Audit::theChainHoldsOverSessions() {
    fill(3);
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    QCOMPARE(trail.entries().size(), std::size_t{7});
    QCOMPARE(trail.entries().front().kind, TrailEntryKind::Begun);
    QVERIFY(!trail.fault());
    QVERIFY(trail.append(sentEntry(QStringLiteral("Kill b1"), {}, WallTime{})));
    trail.verify();
    QVERIFY(!trail.fault());
    QCOMPARE(trail.entries().size(), std::size_t{8});
    QCOMPARE(trail.entries()[1].reason, QStringLiteral("kernel update, \"host b\""));
}

void Audit::aChangeIsFoundAtItsLine_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("line");
    QTest::newRow("a word changed") << "change" << 4;
    QTest::newRow("a line taken out") << "remove" << 4;
    QTest::newRow("lines swapped") << "swap" << 4;
    QTest::newRow("not a line of ours") << "garbage" << 4;
    QTest::newRow("the first line taken out") << "behead" << 1;
}

void Audit::aChangeIsFoundAtItsLine() {
    QFETCH(QString, how);
    QFETCH(int, line);
    fill(3);
    QList<QByteArray> lines = contentOf(m_path).split('\n');
    if (how == QLatin1String("change")) {
        lines[3].replace("anna", "olga");
    } else if (how == QLatin1String("remove")) {
        lines.removeAt(3);
    } else if (how == QLatin1String("swap")) {
        lines.swapItemsAt(3, 4);
    } else if (how == QLatin1String("garbage")) {
        lines[3] = "hello";
    } else {
        lines.removeAt(0);
    }
    writeTo(m_path, lines.join('\n'));
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    QVERIFY(trail.fault());
    QCOMPARE(static_cast<int>(trail.fault()->line), line);
    QVERIFY(!trail.fault()->why.isEmpty());
}

void Audit::anUnfinishedLineIsSaidAndCutOff() {
    fill(2);
    const QByteArray whole = contentOf(m_path);
    for (const qsizetype missing : {1, 20, 100}) {
        writeTo(m_path, whole.chopped(missing));
        AuditTrail trail;
        QCOMPARE(trail.open(m_path), QString());
        QVERIFY(trail.tornBytes() > 0);
        QVERIFY(!trail.fault());
        QCOMPARE(trail.entries().size(), std::size_t{4});
        QVERIFY(trail.append(sentEntry(QStringLiteral("Kill b1"), {}, WallTime{})));
        trail.verify();
        QVERIFY(!trail.fault());
        QCOMPARE(trail.tornBytes(), qint64{0});
        QCOMPARE(trail.entries()[4].kind, TrailEntryKind::Repaired);
        QCOMPARE(trail.entries().size(), std::size_t{6});
    }
}

void Audit::twoConsolesShareOneFile() {
    AuditTrail one, other;
    QCOMPARE(one.open(m_path), QString());
    QCOMPARE(other.open(m_path), QString());
    for (int i = 0; i < 5; ++i) {
        QVERIFY(one.append(sentEntry(QStringLiteral("one"), {}, WallTime{i})));
        QVERIFY(other.append(sentEntry(QStringLiteral("other"), {}, WallTime{i})));
    }
    one.verify();
    QVERIFY(!one.fault());
    QCOMPARE(one.entries().size(), std::size_t{11});
}

void Audit::anUnwritableFileIsSaid() {
    AuditTrail trail;
    QVERIFY(!trail.open(m_folder->filePath(QStringLiteral("no/such/folder/audit.jsonl"))).isEmpty());
    QVERIFY(!trail.isOpen());
    QVERIFY(!trail.append(sentEntry({}, {}, WallTime{})));
}

void Audit::bothCopiesMeetInOneRow() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    const TrailEntry sent = sentEntry(QStringLiteral("Drain b2"), QStringLiteral("00c0ffee"), fixture::scenarioStart);
    trail.append(answerTo(sent, *trail.append(sent), QStringLiteral("done")));
    const auto rows = auditRows(gridJournal(), trail);
    QCOMPARE(rows.size(), std::size_t{4});   // The grid's creation, where the copy begins, anna's, bob's.
    QCOMPARE(rows.front().outcome, AuditOutcome::Note);
    QCOMPARE(rows.front().event, std::uint64_t{1});
    const AuditRow* own = rowBy(rows, QStringLiteral("Drain b2"));
    QCOMPARE(own->copies, AuditCopies::Both);
    QCOMPARE(own->outcome, AuditOutcome::Completed);
    QCOMPARE(own->took->millis(), 18000);
    QCOMPARE(own->before->value, std::uint64_t{400});
    QCOMPARE(own->after->value, std::uint64_t{401});
    QCOMPARE(own->difference, AuditDifference::None);
    const AuditRow* other = rowBy(rows, QStringLiteral("Restart c1"));
    QCOMPARE(other->copies, AuditCopies::GridOnly);
    QCOMPARE(other->by, QStringLiteral("bob"));
    QCOMPARE(other->client, QStringLiteral("10.0.0.9:4000"));
    QCOMPARE(other->difference, AuditDifference::None);
}

void Audit::differencesAreFlagged() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    TrailEntry sent = sentEntry(QStringLiteral("Drain b2"), QStringLiteral("00c0ffee"), fixture::scenarioStart);
    sent.reason = QStringLiteral("for fun");
    trail.append(answerTo(sent, *trail.append(sent), QStringLiteral("done")));
    const WallTime later{fixture::scenarioStart.millis + 9000};
    const TrailEntry gone = sentEntry(QStringLiteral("Kill a1"), QStringLiteral("deadbeef"), later);
    trail.append(answerTo(gone, *trail.append(gone), QStringLiteral("done")));
    const auto rows = auditRows(gridJournal(), trail);
    QCOMPARE(rowBy(rows, QStringLiteral("Drain b2"))->priority, 2);
    QCOMPARE(rowBy(rows, QStringLiteral("Drain b2"))->difference, AuditDifference::OtherReason);
    QVERIFY(rowBy(rows, QStringLiteral("Drain b2"))->differenceSentence.contains(QLatin1String("for fun")));
    QCOMPARE(rowBy(rows, QStringLiteral("Kill a1"))->difference, AuditDifference::MissingThere);
    QCOMPARE(rowBy(rows, QStringLiteral("Kill a1"))->priority, 1);
    QCOMPARE(rowBy(rows, QStringLiteral("Kill a1"))->outcome, AuditOutcome::Unknown);
}

void Audit::whatTheGridNeverHeardOfIsNotADifference() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    const WallTime later{fixture::scenarioStart.millis + 9000};
    for (const char* outcome : {"refused", "stale-plan", "not-sent"}) {
        const TrailEntry sent = sentEntry(QLatin1String(outcome), QLatin1String(outcome), later);
        trail.append(answerTo(sent, *trail.append(sent), QLatin1String(outcome)));
    }
    for (const AuditRow& row : auditRows(gridJournal(), trail)) {
        QCOMPARE(row.priority, 0);
    }
    QCOMPARE(rowBy(auditRows(gridJournal(), trail), QStringLiteral("refused"))->outcome, AuditOutcome::Refused);
}

void Audit::anUnknownOutcomeIsSettledByTheJournal() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    const TrailEntry sent = sentEntry(QStringLiteral("Drain b2"), QStringLiteral("00c0ffee"), fixture::scenarioStart);
    trail.append(answerTo(sent, *trail.append(sent), QStringLiteral("unknown")));
    QCOMPARE(rowBy(auditRows(gridJournal(), trail), QStringLiteral("Drain b2"))->outcome, AuditOutcome::Completed);
    QCOMPARE(rowBy(auditRows(EventLog(), trail), QStringLiteral("Drain b2"))->outcome, AuditOutcome::Unknown);
}

void Audit::whatTheGridDidThoughTheDeskWasRefusedIsFlagged() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    const TrailEntry sent = sentEntry(QStringLiteral("Drain b2"), QStringLiteral("00c0ffee"), fixture::scenarioStart);
    trail.append(answerTo(sent, *trail.append(sent), QStringLiteral("refused")));
    const auto rows = auditRows(gridJournal(), trail);
    QCOMPARE(rowBy(rows, QStringLiteral("Drain b2"))->difference, AuditDifference::OtherOutcome);
    QCOMPARE(rowBy(rows, QStringLiteral("Drain b2"))->priority, 2);
}

void Audit::whatWasAcceptedAMomentAgoIsAwaitedAndNotMissed() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    const TrailEntry sent = sentEntry(QStringLiteral("Kill a1"), QStringLiteral("deadbeef"),
                                      WallTime{fixture::scenarioStart.millis + 9000});
    TrailEntry answer = answerTo(sent, *trail.append(sent), QStringLiteral("done"));
    answer.epoch = Epoch{403};   // Behind everything that the journal held here tells.
    trail.append(answer);
    EventLog journal = gridJournal();
    QCOMPARE(rowBy(auditRows(journal, trail), QStringLiteral("Kill a1"))->outcome, AuditOutcome::UnderWay);
    QCOMPARE(rowBy(auditRows(journal, trail), QStringLiteral("Kill a1"))->difference, AuditDifference::None);
    model::GridEvent later;
    later.number = 5;
    later.epoch = Epoch{404};
    later.kind = EventKind::UnitReady;
    journal.append(std::make_shared<const model::GridEvent>(later), {fixture::scenarioClockStart, fixture::scenarioStart});
    QCOMPARE(rowBy(auditRows(journal, trail), QStringLiteral("Kill a1"))->difference, AuditDifference::MissingThere);
}

void Audit::aGapInTheJournalAccusesNobody() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    const TrailEntry sent = sentEntry(QStringLiteral("Kill a1"), QStringLiteral("deadbeef"),
                                      WallTime{fixture::scenarioStart.millis + 9000});
    trail.append(answerTo(sent, *trail.append(sent), QStringLiteral("done")));
    EventLog journal = gridJournal();
    model::GridEvent later;
    later.number = 9;   // 5 to 8 never came.
    later.epoch = Epoch{409};
    later.kind = EventKind::UnitReady;
    journal.append(std::make_shared<const model::GridEvent>(later), {fixture::scenarioClockStart, fixture::scenarioStart});
    QCOMPARE(rowBy(auditRows(journal, trail), QStringLiteral("Kill a1"))->difference, AuditDifference::OutOfReach);
    model::GridEvent missed;
    missed.number = 7;
    missed.kind = EventKind::OperatorAction;
    missed.actor = "anna";
    missed.plan = "deadbeef";
    missed.planEpoch = Epoch{400};
    missed.reason = sent.reason.toStdString();
    missed.text = "Kill unit a1: " + missed.reason;
    const std::vector<model::GridEvent> read{missed};
    const auto rows = auditRows(journal, trail, {read, AuditReach::WholeGrid});
    QCOMPARE(rowBy(rows, QStringLiteral("Kill unit a1"))->copies, AuditCopies::Both);
    QVERIFY(!rowBy(rows, QStringLiteral("Kill a1")));
    QCOMPARE(rowBy(auditRows(journal, trail, {{}, AuditReach::WholeGrid}), QStringLiteral("Kill a1"))->difference,
             AuditDifference::MissingThere);
}

void Audit::theActionDoesNotRepeatItsReason() {
    model::GridEvent event = *gridJournal().at(1).event;
    event.text = "Drain unit b2: " + event.reason;
    EventLog journal;
    journal.append(std::make_shared<const model::GridEvent>(event), {fixture::scenarioClockStart, fixture::scenarioStart});
    const auto rows = auditRows(journal, AuditTrail());
    QCOMPARE(rows.front().action, QStringLiteral("Drain unit b2"));
    QCOMPARE(rows.front().reason, QStringLiteral("kernel update, \"host b\""));
}

void Audit::filesGetTheWholeSentenceAndBothNumbers() {
    AuditTrail trail;
    QCOMPARE(trail.open(m_path), QString());
    TrailEntry sent = sentEntry(QStringLiteral("Drain b2"), QStringLiteral("00c0ffee"), fixture::scenarioStart);
    sent.reason = QStringLiteral("for fun");
    trail.append(answerTo(sent, *trail.append(sent), QStringLiteral("done")));
    auto snapshot = std::make_shared<GridSnapshot>(*fixture::scenarioSnapshot(seconds(39)));
    snapshot->events = gridJournal();
    AuditModel model;
    QVERIFY(model.refresh(snapshot, trail));
    const ExportTable table = exportTableOf(model, QStringLiteral("audit"));
    const auto cell = [&](const QStringList& row, const char* column) {
        return row[table.columns.indexOf(QLatin1String(column))];
    };
    const auto own = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const QStringList& row) { return cell(row, "Journal entry") == QLatin1String("2"); });
    QVERIFY(own != table.rows.end());
    QCOMPARE(cell(*own, "Line of this desk"), QStringLiteral("2"));
    QVERIFY(cell(*own, "Time, UTC").endsWith(QLatin1Char('Z')));
    QVERIFY(cell(*own, "Difference").contains(QLatin1String("\"for fun\"")));
    QVERIFY(!model.refresh(snapshot, trail));   // Nothing is new.
}

void Audit::whatIsCarriedOutIsNotedForLiveGridsOnly() {
    const SnapshotPointer live = fixture::scenarioSnapshot(seconds(39));
    ScriptedSource source;
    ActionController actions;
    actions.setOperator(QStringLiteral("anna"));
    actions.keepRecordsIn(m_folder->path());
    actions.setSource(&source);
    actions.setSnapshot(live);
    QVERIFY(actions.trail().isOpen());
    const auto plan = fullPlan(model::RiskTier::Service);
    QVERIFY(actions.propose(plan.action));
    source.answerPlan(plan);
    QVERIFY(actions.confirm({QStringLiteral("lesson"), {}}));
    QCOMPARE(actions.trail().entries().size(), std::size_t{2});   // Noted before the answer is there.
    source.answer(ActionOutcome::Done);
    QCOMPARE(actions.trail().entries().back().outcome, QStringLiteral("done"));
    QCOMPARE(actions.trail().entries()[1].reason, QStringLiteral("lesson"));
    ScriptedSource recording;
    recording.acts = false;
    actions.setSource(&recording);
    actions.setSnapshot(live);
    QVERIFY(!actions.trail().isOpen());
    actions.setSource(nullptr);
}

void Audit::theViewShowsBothConsolesAndABrokenChain() {
    Stage stage(m_folder->path());
    AuditView view(stage.context);
    view.resize(1240, 560);
    view.show();
    view.refresh(stage.snapshot);
    auto* table = view.findChild<DataTable*>(QStringLiteral("auditView.table"));
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->rowCount(), 4);
    QVERIFY(spoken(view, "auditView.chain").contains(QLatin1String("unbroken")));
    const QString path = stage.actions.trail().path();
    writeTo(path, contentOf(path).replace("begun", "sent"));
    QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("auditView.verify")), Qt::LeftButton);
    QVERIFY2(spoken(view, "auditView.chain").contains(QLatin1String("broken at line 1")),
             qPrintable(spoken(view, "auditView.chain")));
    QCOMPARE(view.rows().size(), std::size_t{5});
    QVERIFY(std::any_of(view.rows().begin(), view.rows().end(), [](const AuditRow& row) {
        return row.priority == 1 && row.action.contains(QLatin1String("line 1"));
    }));
    const QString folder = QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../screenshots"));
    QDir().mkpath(folder);
    QTest::qWait(60);
    QVERIFY(view.grab().save(folder + QStringLiteral("/audit-broken.png")));
}

void Audit::theTableFitsEveryWindow_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {true, false}) {
        const QByteArray look = dark ? "dark" : "light";
        QTest::newRow("window 1100x640, " + look) << QSize(580, 470) << dark;
        QTest::newRow("window 1280x720, " + look) << QSize(760, 550) << dark;
        QTest::newRow("window 1600x900, " + look) << QSize(1080, 730) << dark;
        QTest::newRow("no dock, " + look) << QSize(1424, 730) << dark;
    }
}

void Audit::theTableFitsEveryWindow() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? Appearance::Dark : Appearance::Light);
    Stage stage(m_folder->path());
    stage.snapshot->contact.state = ContactState::Live;
    AuditTrail trail;
    QCOMPARE(trail.open(stage.actions.trail().path()), QString());
    const WallTime later{fixture::scenarioStart.millis + 9000};
    const TrailEntry gone = sentEntry(QStringLiteral("Fail over partition 137 to b2"), QStringLiteral("deadbeef"), later);
    trail.append(answerTo(gone, *trail.append(gone), QStringLiteral("done")));
    stage.actions.verifyTrail();
    stage.actions.setSnapshot(stage.snapshot);
    AuditView view(stage.context);
    view.resize(size);
    view.show();
    view.refresh(stage.snapshot);
    stage.source.answerHistory({HistoryOutcome::Answered, {}, {}});
    auto* table = view.findChild<DataTable*>(QStringLiteral("auditView.table"));
    table->selectRow(1);
    QTest::qWait(60);
    QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width() + 1);
    const int action = table->columnWidth(AuditModel::Action);
    QVERIFY2(action >= (size.width() < 1000 ? 120 : 200), qPrintable(QString::number(action)));
    QVERIFY(!table->isColumnHidden(AuditModel::Difference) && !table->isColumnHidden(AuditModel::Outcome));
    const QString folder = QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../screenshots"));
    QDir().mkpath(folder);
    QVERIFY(view.grab().save(folder + QStringLiteral("/audit-%1-%2.png")
                                          .arg(size.width()).arg(dark ? QStringLiteral("dark") : QStringLiteral("light"))));
    theme::apply(*qApp, Appearance::Dark);
}

void Audit::theViewSaysSinceWhenTheGridWasNotRead() {
    Stage stage(m_folder->path());
    AuditView view(stage.context);
    view.refresh(stage.snapshot);
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("1 to 4")));
    stage.snapshot->tableFreshness = Freshness::Stale;
    stage.snapshot->tableAge = seconds(12);
    view.refresh(stage.snapshot);
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("not read since")));
    QVERIFY(spoken(view, "auditView.gridCopy").contains(QLatin1String("12 s ago")));
}

void Audit::enterAsksForTheMoment() {
    Stage stage(m_folder->path());
    AuditView view(stage.context);
    view.resize(1240, 560);
    view.show();
    view.refresh(stage.snapshot);
    QSignalSpy moments(&view, &View::momentRequested);
    auto* table = view.findChild<DataTable*>(QStringLiteral("auditView.table"));
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, AuditModel::Action).data().toString() == QLatin1String("Drain b2")) {
            table->setCurrentIndex(table->model()->index(row, 0));
        }
    }
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(moments.count(), 1);
    QCOMPARE(moments.first().first().value<WallTime>().millis, fixture::scenarioStart.millis + 5000);
}

QTEST_MAIN(Audit)
#include "tst_audit.moc"
