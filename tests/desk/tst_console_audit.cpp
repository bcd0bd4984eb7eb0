// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit of a real grid: what happened before the console came, what it does itself, and what was asked for
// and taken back. The claims build on each other, in order.
#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>

#include "console/source/live_source.h"
#include "console/state/snapshot_store.h"
#include "console/views/audit_view.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"
#include "tests/support/local_grid.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr int soon = 20'000;    ///< Milliseconds.
constexpr int robotTurns = 125; ///< A pause and its end each: more entries than a subscription brings along.

test::LocalGridOptions gridOptions() {
    test::LocalGridOptions options;
    options.hosts = 1;
    options.partitions = 16;
    options.name = QStringLiteral("audit");
    return options;
}

}  // namespace

class ConsoleAuditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatHappenedBeforeTheConsoleCameIsReadFromTheGrid();
    void whatThisDeskDoesIsHeldByBoth();
    void whatWasTakenBackReadsNotDone();
    void theCopyOfTheDeskIsComparedAfterARestartOfTheConsole();

private:
    struct Console {
        Console(const test::LocalGrid& grid, const QString& folder);
        ~Console();
        QString gridCopy() const { return view.findChild<RunLabel*>(QStringLiteral("auditView.gridCopy"))->accessibleName(); }
        std::size_t count(const std::function<bool(const AuditRow&)>& isMeant) const {
            return static_cast<std::size_t>(std::count_if(view.rows().begin(), view.rows().end(), isMeant));
        }
        void pausePump(const std::string& unit);

        SnapshotStore store;
        LiveSource source;
        Selection selection;
        TimeCursor cursor;
        ActionController actions;
        ViewContext context{&selection, &cursor, &store.history(), &actions};
        AuditView view;
    };

    bool act(const std::vector<std::string>& words, const char* by) const;

    test::LocalGrid m_grid{gridOptions()};
    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
};

namespace {

LiveOptions optionsFor(const test::LocalGrid& grid) {
    LiveOptions options;
    options.seeds = {grid.agent(0)};
    return options;
}

bool isRobots(const AuditRow& row) { return row.by == QLatin1String("robot"); }

}  // namespace

ConsoleAuditTest::Console::Console(const test::LocalGrid& grid, const QString& folder)
    : source(optionsFor(grid)), view(context) {
    actions.setOperator(QStringLiteral("anna"));
    actions.keepRecordsIn(folder);
    actions.setSource(&source);
    QObject::connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
    QObject::connect(&store, &SnapshotStore::changed, &view, [this] {
        actions.setSnapshot(store.latest());
        view.refresh(store.latest());
    });
    view.resize(1280, 720);
    view.show();
    source.start();
}

ConsoleAuditTest::Console::~Console() {
    source.stop();
    actions.setSource(nullptr);
}

void ConsoleAuditTest::Console::pausePump(const std::string& unit) {
    model::Action action;
    action.kind = model::ActionKind::PausePump;
    action.unit = unit;
    QTRY_VERIFY_WITH_TIMEOUT(actions.propose(action), soon);
    QTRY_COMPARE_WITH_TIMEOUT(actions.stage(), ActionStage::Planned, soon);
    QVERIFY2(actions.confirm({QStringLiteral("store is being copied"), {}}), qPrintable(actions.message()));
    QTRY_COMPARE_WITH_TIMEOUT(actions.stage(), ActionStage::Finished, soon);
    actions.cancel();
}

bool ConsoleAuditTest::act(const std::vector<std::string>& words, const char* by) const {
    std::vector<std::string> command = words;
    command.insert(command.end(), {"BY", by, "REASON", "rehearsal"});
    const auto answer = m_grid.ask(command);
    return answer && !answer->isError();
}

void ConsoleAuditTest::initTestCase() {
    theme::apply(*qApp, Appearance::Light);
    QVERIFY(m_grid.start());
    for (int turn = 0; turn < robotTurns; ++turn) {
        QVERIFY(act({"PUMP", "PAUSE", "a1"}, "robot"));
        QVERIFY(act({"PUMP", "RESUME", "a1"}, "robot"));
    }
    m_console = std::make_unique<Console>(m_grid, m_folder.path());
}

void ConsoleAuditTest::cleanupTestCase() { m_console.reset(); }

void ConsoleAuditTest::whatHappenedBeforeTheConsoleCameIsReadFromTheGrid() {
    QTRY_VERIFY_WITH_TIMEOUT(m_console->store.latest()->events.size() > 100, soon);
    const std::uint64_t first = m_console->store.latest()->events.at(0).event->number;
    QVERIFY2(first > 1, qPrintable(QString::number(first)));   // The stream alone would not tell it all.
    QTRY_COMPARE_WITH_TIMEOUT(m_console->count(isRobots), std::size_t{2 * robotTurns}, soon);
    QTRY_VERIFY2_WITH_TIMEOUT(m_console->gridCopy().contains(QLatin1String("read ")), qPrintable(m_console->gridCopy()),
                              soon);
    const auto& rows = m_console->view.rows();
    const auto row = std::find_if(rows.begin(), rows.end(), isRobots);
    QCOMPARE(row->action, QStringLiteral("Pause the pump of a1"));
    QCOMPARE(row->reason, QStringLiteral("rehearsal"));
    QCOMPARE(row->copies, AuditCopies::GridOnly);
    QCOMPARE(m_console->count([](const AuditRow& one) { return one.difference != AuditDifference::None; }), std::size_t{0});
}

void ConsoleAuditTest::whatThisDeskDoesIsHeldByBoth() {
    m_console->pausePump("a1");
    const auto isOwn = [](const AuditRow& row) {
        return row.copies == AuditCopies::Both && row.outcome == AuditOutcome::Completed && !row.plan.isEmpty() &&
               row.by == QLatin1String("anna") && row.reason == QLatin1String("store is being copied") &&
               row.difference == AuditDifference::None;
    };
    QTRY_COMPARE_WITH_TIMEOUT(m_console->count(isOwn), std::size_t{1}, soon);
}

void ConsoleAuditTest::whatWasTakenBackReadsNotDone() {
    QVERIFY(act({"PUMP", "RESUME", "a1"}, "bob"));
    QVERIFY(m_grid.waitWhole());
    QVERIFY(act({"UNIT", "DRAIN", "a2"}, "bob"));
    QVERIFY(act({"UNIT", "RESTART", "a2"}, "bob"));
    const auto isTakenBack = [](const AuditRow& row) {
        return row.action == QLatin1String("Drain unit a2") && row.outcome == AuditOutcome::NotDone;
    };
    QTRY_COMPARE_WITH_TIMEOUT(m_console->count(isTakenBack), std::size_t{1}, soon);
    const QString folder = QStringLiteral(ORRERY_BINARY_DIR) + QStringLiteral("/../screenshots");
    QDir().mkpath(folder);
    QVERIFY(m_console->view.grab().save(folder + QStringLiteral("/audit-live.png")));
}

void ConsoleAuditTest::theCopyOfTheDeskIsComparedAfterARestartOfTheConsole() {
    m_console.reset();
    m_console = std::make_unique<Console>(m_grid, m_folder.path());
    const auto isOwn = [](const AuditRow& row) {
        return row.copies == AuditCopies::Both && row.difference == AuditDifference::None;
    };
    QTRY_COMPARE_WITH_TIMEOUT(m_console->count(isOwn), std::size_t{1}, soon);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->count(isRobots), std::size_t{2 * robotTurns}, soon);
}

QTEST_MAIN(ConsoleAuditTest)
#include "tst_console_audit.moc"
