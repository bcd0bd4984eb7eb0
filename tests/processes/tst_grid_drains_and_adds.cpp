// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Planned changes under load: a drained unit hands everything over without one failed operation and
// stops; an added unit takes its share.
#include <QTest>

#include <algorithm>

#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::test;

namespace {

std::ptrdiff_t primariesOf(const LocalGrid& grid, const std::string& name) {
    const auto state = grid.state();
    const model::UnitDescription* unit = state ? model::findUnit(*state, name) : nullptr;
    return unit == nullptr ? 0
                           : std::count_if(state->partitions.begin(), state->partitions.end(),
                                           [unit](const model::PartitionDescription& one) {
                                               return one.primary == unit->id;
                                           });
}

ProgramEnd ctl(const LocalGrid& grid, const QStringList& words) {
    return runProgram(programPath("orreryctl"), grid.at() + words);
}

}  // namespace

class TestGridDrainsAndAdds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failsNoOperationWhileAUnitIsDrainedAndAnotherAdded() {
        LocalGrid grid;
        QVERIFY(grid.start());
        ProgramRun load(programPath("orrery-load"),
                        grid.at() + QStringList{"flash-sale", "--rate", "2900", "--verify"});
        QVERIFY(load.waitForOutput("2 s  "));
        QVERIFY(primariesOf(grid, "b1") > 0);

        const ProgramEnd drained = ctl(grid, {"drain", "b1", "--yes", "--reason", "test"});
        QVERIFY2(drained.code == 0, qPrintable(drained.output));
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto unit = grid.unit("b1");
                return unit && unit->state == model::UnitState::Stopped;
            },
            60000));
        QCOMPARE(primariesOf(grid, "b1"), 0);
        QVERIFY(grid.waitWhole());

        const ProgramEnd added = ctl(grid, {"add", "--host", "b", "--yes"});
        QVERIFY2(added.code == 0, qPrintable(added.output));
        const QString name = added.output.section("unit ", -1).trimmed();
        constexpr int fairShare = 256 / 6;
        const bool tookItsShare = QTest::qWaitFor(
            [&] { return primariesOf(grid, name.toStdString()) >= fairShare / 2; }, 60000);
        QVERIFY2(tookItsShare, qPrintable("unit " + name + " has too few primaries"));

        const ProgramEnd end = load.stop();
        qInfo().noquote() << end.output.mid(end.output.indexOf("operations:"));
        QCOMPARE(numberBefore(end.output, "refused,"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "unknown ("), std::optional<quint64>(0));
        QCOMPARE(end.code, 0);
    }
};

QTEST_GUILESS_MAIN(TestGridDrainsAndAdds)
#include "tst_grid_drains_and_adds.moc"
