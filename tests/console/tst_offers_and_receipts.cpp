// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is offered to whom, the two figures of moved primaries, and receipts of failovers that have not ended.
#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "console/actions/offers.h"
#include "console/actions/target_choices.h"
#include "console/shell/palette_entries.h"
#include "console/views/detail_pages.h"
#include "console/views/failovers_page.h"
#include "console/views/pumps_view.h"
#include "console/views/receipt_document.h"
#include "console/views/units_view.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::ScriptedSource;
using model::ActionKind;
using model::EventKind;
using model::UnitState;

namespace {

using Kinds = std::vector<ActionKind>;

struct Desk {
    Selection selection;
    TimeCursor cursor;
    MetricHistory history;
    ScriptedSource source;
    ActionController actions;
    ViewContext context{&selection, &cursor, &history, &actions};

    explicit Desk(const SnapshotPointer& snapshot) {
        actions.setSource(&source);
        actions.setSnapshot(snapshot);
        selection.select(UnitId{3});
    }
    ~Desk() { actions.setSource(nullptr); }
};

/// The scenario's grid with its third unit in `state`.
std::shared_ptr<GridSnapshot> gridWith(UnitState state, std::size_t ready = 5) {
    auto snapshot = std::make_shared<GridSnapshot>(*fixture::scenarioSnapshot(seconds(39)));
    auto table = std::make_shared<model::GridState>(*snapshot->state);
    table->units[2].state = state;
    snapshot->state = std::move(table);
    snapshot->totals.readyUnits = static_cast<std::uint32_t>(ready);
    return snapshot;
}

model::UnitDescription unitIn(UnitState state) {
    model::UnitDescription unit;
    unit.name = "b1";
    unit.state = state;
    return unit;
}

model::GridEvent entry(std::uint64_t number, EventKind kind, std::int64_t after, std::uint64_t cause = 0) {
    model::GridEvent event;
    event.number = number;
    event.kind = kind;
    event.at = WallTime{fixture::scenarioStart.millis + after};
    event.epoch = Epoch{400 + number};
    event.cause = cause;
    event.actor = "agent b";
    event.unit = UnitId{3};
    event.partitionCount = 43;
    return event;
}

EventLog journalOf(const std::vector<model::GridEvent>& events) {
    EventLog log;
    for (const model::GridEvent& event : events) {
        log.append(std::make_shared<const model::GridEvent>(event), {fixture::scenarioClockStart, event.at});
    }
    return log;
}

std::vector<model::GridEvent> silentHost() {
    return {entry(1, EventKind::UnitSuspected, 0), entry(2, EventKind::FailoverStarted, 11, 1),
            entry(3, EventKind::FailoverCompleted, 38, 1)};
}

QString valueOf(const FailoverReceipt& receipt, const GridSnapshot& snapshot, const char* label) {
    for (const ReceiptRow& row : receiptRows(receipt, {&snapshot, nullptr})) {
        if (row.label == QLatin1String(label)) {
            return row.value;
        }
    }
    return QStringLiteral("no such row");
}

}  // namespace

Q_DECLARE_METATYPE(orrery::model::UnitState)

class OffersAndReceipts : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void aUnitIsOfferedWhatItsStateLeavesRoomFor_data();
    void aUnitIsOfferedWhatItsStateLeavesRoomFor();
    void everyPlaceOffersTheSame_data();
    void everyPlaceOffersTheSame();
    void aStoppedUnitIsNotDrainedAmongOthers();
    void whoOnlyObservesIsOfferedNothing();
    void leavingAndLevellingAreTwoFigures();
    void aReceiptSaysHowTheCopiesStand();
    void aReceiptEndsWhereNoUnitIsLeftToSpare();
    void wholeCopiesEndEarlierFailoversToo();
    void theSavedReceiptSaysTheStateAtThatMoment();
};

void OffersAndReceipts::aUnitIsOfferedWhatItsStateLeavesRoomFor_data() {
    QTest::addColumn<UnitState>("state");
    QTest::addColumn<QList<int>>("kinds");
    const auto row = [](const char* name, UnitState state, const Kinds& kinds) {
        QList<int> numbers;
        for (const ActionKind kind : kinds) {
            numbers << static_cast<int>(kind);
        }
        QTest::newRow(name) << state << numbers;
    };
    row("ready", UnitState::Ready, {ActionKind::DrainUnit, ActionKind::KillUnit, ActionKind::PausePump});
    row("draining", UnitState::Draining, {ActionKind::RestartUnit, ActionKind::KillUnit, ActionKind::PausePump});
    row("unhealthy", UnitState::Unhealthy, {ActionKind::KillUnit, ActionKind::PausePump});
    row("stopped", UnitState::Stopped, {ActionKind::RestartUnit});
    row("dead", UnitState::Dead, {ActionKind::RestartUnit});
    row("starting", UnitState::Starting, {});
}

void OffersAndReceipts::aUnitIsOfferedWhatItsStateLeavesRoomFor() {
    QFETCH(UnitState, state);
    QFETCH(QList<int>, kinds);
    QList<int> offered;
    for (const ActionKind kind : offersFor(unitIn(state))) {
        offered << static_cast<int>(kind);
    }
    QCOMPARE(offered, kinds);
    model::UnitDescription paused = unitIn(state);
    paused.pumpPaused = true;
    QVERIFY(fits(ActionKind::ResumePump, paused) && !fits(ActionKind::PausePump, paused));
}

void OffersAndReceipts::everyPlaceOffersTheSame_data() {
    QTest::addColumn<UnitState>("state");
    QTest::newRow("ready") << UnitState::Ready;
    QTest::newRow("draining") << UnitState::Draining;
    QTest::newRow("stopped") << UnitState::Stopped;
    QTest::newRow("starting") << UnitState::Starting;
}

void OffersAndReceipts::everyPlaceOffersTheSame() {
    QFETCH(UnitState, state);
    const auto snapshot = gridWith(state);
    const model::UnitDescription& unit = snapshot->state->units[2];
    Desk desk(snapshot);
    UnitPage page(desk.context);
    page.QWidget::show();
    page.refresh(snapshot);
    UnitsView table(desk.context);
    table.show();
    table.refresh(snapshot);
    PaletteHandlers handlers;
    const auto entries = paletteEntries(*snapshot, Offer::Actions, handlers);
    const std::pair<ActionKind, const char*> places[] = {{ActionKind::DrainUnit, "drain"},
                                                         {ActionKind::RestartUnit, "restart"},
                                                         {ActionKind::KillUnit, "kill"}};
    for (const auto& [kind, name] : places) {
        const bool isOffered = fits(kind, unit);
        QCOMPARE(page.findChild<QPushButton*>(QStringLiteral("detailDock.") + QLatin1String(name))->isVisible(), isOffered);
        QCOMPARE(table.findChild<QPushButton*>(QStringLiteral("unitsView.") + QLatin1String(name))->isEnabled(), isOffered);
        const QString text = offerText(kind, unit) + QStringLiteral("…");
        QCOMPARE(std::any_of(entries.begin(), entries.end(), [&](const auto& one) { return one.text == text; }), isOffered);
        const auto choices = subjectsFor(kind, *snapshot);
        QCOMPARE(std::any_of(choices.begin(), choices.end(),
                             [&](const auto& one) { return one.action.unit == unit.name; }), isOffered);
    }
}

void OffersAndReceipts::aStoppedUnitIsNotDrainedAmongOthers() {
    const auto snapshot = gridWith(UnitState::Stopped);
    Desk desk(snapshot);
    UnitsView view(desk.context);
    view.show();
    view.refresh(snapshot);
    auto* drain = view.findChild<QPushButton*>(QStringLiteral("unitsView.drain"));
    QVERIFY(drain->isVisible() && !drain->isEnabled());
    QVERIFY2(drain->toolTip().contains(QLatin1String("not in a state")), qPrintable(drain->toolTip()));
}

void OffersAndReceipts::whoOnlyObservesIsOfferedNothing() {
    const auto snapshot = gridWith(UnitState::Ready);
    Desk desk(snapshot);
    PumpsView pumps(desk.context);
    pumps.show();
    pumps.refresh(snapshot);
    auto* pause = pumps.findChild<QPushButton*>(QStringLiteral("pumpsView.pump"));
    QVERIFY(pause->isVisible() && pause->isEnabled());
    UnitsView units(desk.context);
    units.show();
    desk.actions.setStanding(Standing::Observing);
    pumps.refresh(snapshot);
    units.refresh(snapshot);
    QVERIFY(!pause->isVisible());
    for (const char* name : {"unitsView.add", "unitsView.drain", "unitsView.restart", "unitsView.kill"}) {
        QVERIFY2(!units.findChild<QPushButton*>(QLatin1String(name))->isVisible(), name);
    }
}

void OffersAndReceipts::leavingAndLevellingAreTwoFigures() {
    const SnapshotPointer snapshot = gridWith(UnitState::Ready);
    model::Plan plan = fixture::fullPlan(model::RiskTier::Reversible);
    for (std::uint16_t i = 0; i < 8; ++i) {
        plan.primaryChanges.push_back({PartitionId{static_cast<std::uint16_t>(200 + i)}, "a1", "c1"});
    }
    plan.primariesMoved = 51;
    QStringList effects;
    const PlanViewModel shown(plan, *snapshot);
    for (const PlanViewModel::Row& row : shown.effects()) {
        effects << row.label + QLatin1Char('=') + row.value;
    }
    QVERIFY2(effects.contains(QStringLiteral("Primaries moved off b2=43")), qPrintable(effects.join(QLatin1Char('\n'))));
    QVERIFY(effects.contains(QStringLiteral("Primaries moved to even out the others=8")));
    QCOMPARE(primariesLeaving(plan), 43u);
}

void OffersAndReceipts::aReceiptSaysHowTheCopiesStand() {
    ReceiptBook book;
    QVERIFY(book.read(journalOf(silentHost())));
    const auto snapshot = gridWith(UnitState::Unhealthy);
    snapshot->totals.wholePartitions = 244;
    snapshot->totals.copies = {0, 12, 244, 0};
    QCOMPARE(valueOf(*book.newest(), *snapshot, "Copies whole again"), QStringLiteral("still 12 partitions with one copy"));
    snapshot->totals.copies = {1, 11, 244, 0};
    QCOMPARE(valueOf(*book.newest(), *snapshot, "Copies whole again"), QStringLiteral("still 1 partition with no copy"));
    snapshot->totals.wholePartitions = 256;
    QCOMPARE(valueOf(*book.newest(), *snapshot, "Copies whole again"), QStringLiteral("whole now"));
    QVERIFY(!book.newest()->isOver());
}

void OffersAndReceipts::aReceiptEndsWhereNoUnitIsLeftToSpare() {
    ReceiptBook book;
    QVERIFY(book.read(journalOf(silentHost())));
    const auto snapshot = gridWith(UnitState::Unhealthy, 1);   // Two copies wanted, one unit serves.
    snapshot->totals.wholePartitions = 0;
    snapshot->totals.copies = {0, 256, 0, 0};
    QCOMPARE(valueOf(*book.newest(), *snapshot, "Copies whole again"), QStringLiteral("not whole: 0 spare units"));
}

void OffersAndReceipts::wholeCopiesEndEarlierFailoversToo() {
    auto events = silentHost();
    events.push_back(entry(4, EventKind::UnitDied, 5'000));
    events.push_back(entry(5, EventKind::FailoverStarted, 5'010, 4));
    events.push_back(entry(6, EventKind::RedundancyRestored, 9'000, 4));
    events.back().took = seconds(4);
    ReceiptBook book;
    QVERIFY(book.read(journalOf(events)));
    QCOMPARE(book.receipts().size(), std::size_t{2});
    QVERIFY(book.receipts()[0].isOver());
    QCOMPARE(book.receipts()[0].phase(FailoverPhase::CopiesWhole)->millis(), 9'000);
    QCOMPARE(book.receipts()[1].phase(FailoverPhase::CopiesWhole)->millis(), 4'000);
}

void OffersAndReceipts::theSavedReceiptSaysTheStateAtThatMoment() {
    const auto snapshot = gridWith(UnitState::Unhealthy);
    snapshot->events = journalOf(silentHost());
    snapshot->totals.wholePartitions = 244;
    snapshot->totals.copies = {0, 12, 244, 0};
    Desk desk(snapshot);
    FailoversPage page(desk.context);
    page.showSnapshot(snapshot);
    QTemporaryDir folder;
    QCOMPARE(page.save(folder.filePath(QStringLiteral("a.txt"))), QString());
    QFile file(folder.filePath(QStringLiteral("a.txt")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("Copies whole again: still 12 partitions with one copy"), text.constData());
    QVERIFY2(text.contains("Answers MOVED after the failover"), text.constData());
}

QTEST_MAIN(OffersAndReceipts)
#include "tst_offers_and_receipts.moc"
