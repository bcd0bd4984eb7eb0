// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form behind the door of the simulated grid, and the controls while one runs.
#include <QAbstractButton>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "console/shell/fault_menu.h"
#include "console/shell/simulation_form.h"
#include "console/shell/simulation_panel.h"
#include "console/shell/simulation_speeds.h"
#include "console/widgets/labels.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr int patience = 20000;

SimulationOptions smallGrid() {
    SimulationOptions options;
    options.partitions = 32;
    options.rate = 100;
    options.keys = 500;
    options.speed = 10.0;
    return options;
}

struct Sheet {
    Sheet() {
        window.resize(1100, 760);
        window.show();
        form.openForm();
    }
    QLineEdit* field(const char* name) { return form.findChild<QLineEdit*>(QLatin1String(name)); }
    QAbstractButton* button(const char* name) { return form.findChild<QAbstractButton*>(QLatin1String(name)); }
    ToneLabel* mistake() { return form.findChild<ToneLabel*>(QStringLiteral("simulationForm.mistake")); }
    QWidget window;
    SimulationForm form{&window};
};

/// A session with the panel under it.
struct Desk {
    Desk() {
        window.resize(1600, 44);
        panel.resize(1600, 44);
        window.show();
    }
    void attach() { session.attachSource(std::make_unique<SimulatedSource>(smallGrid()), Mode::Operate); }
    bool isWhole() {
        const SnapshotPointer shown = session.store().latest();
        return shown->hasState && !shown->partitions.empty() &&
               shown->totals.wholePartitions == shown->partitions.size();
    }
    void press(const char* name) {
        QTest::mouseClick(panel.findChild<QPushButton*>(QLatin1String(name)), Qt::LeftButton);
    }
    QWidget window;
    Session session;
    SimulationPanel panel{session, &window};
};

QAction* actionWith(const QMenu& menu, const QString& part) {
    for (QAction* action : menu.actions()) {
        if (action->text().contains(part)) {
            return action;
        }
    }
    return nullptr;
}

}  // namespace

class SimulationControlsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void aPresetFillsTheFields();
    void aPresetKeepsWhatAPersonHasChosen();
    void aMistakeIsSaidAndHoldsTheButton();
    void enterInAFieldExplores();
    void theSpeedsCoverTheirRange();
    void thePanelShowsItselfForASimulatedGridOnly();
    void pauseAndStepActOnTheGrid();
    void theFaultMenuFollowsTheGrid();
    void aFaultIsToldWhereItWasPutIn();
};

void SimulationControlsTest::aPresetFillsTheFields() {
    Sheet sheet;
    QVERIFY(sheet.button("simulationForm.preset0")->isChecked());
    QTest::mouseClick(sheet.button("simulationForm.preset1"), Qt::LeftButton);
    QCOMPARE(sheet.field("simulationForm.units")->text(), QStringLiteral("200"));
    QVERIFY(sheet.button("simulationForm.preset1")->isChecked());
    QVERIFY(!sheet.button("simulationForm.preset0")->isChecked());
    sheet.field("simulationForm.units")->setText(QStringLiteral("150"));
    QVERIFY(!sheet.button("simulationForm.preset1")->isChecked());
}

void SimulationControlsTest::aPresetKeepsWhatAPersonHasChosen() {
    Sheet sheet;
    SimulationOptions options;
    options.seed = 4711;
    options.shape = LoadShape::Burst;
    options.failures = FailureModel::Rough;
    options.speed = 4.0;
    sheet.form.fill(options);
    QTest::mouseClick(sheet.button("simulationForm.preset2"), Qt::LeftButton);
    QSignalSpy asked(&sheet.form, &SimulationForm::exploreRequested);
    QTest::mouseClick(sheet.button("simulationForm.explore"), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    const auto got = asked.front().front().value<SimulationOptions>();
    QCOMPARE(got.units, 500U);
    QCOMPARE(got.seed, std::uint64_t{4711});
    QCOMPARE(got.shape, LoadShape::Burst);
    QCOMPARE(got.failures, FailureModel::Rough);
    QCOMPARE(got.speed, 4.0);
    QVERIFY(!sheet.form.isVisible());
}

void SimulationControlsTest::aMistakeIsSaidAndHoldsTheButton() {
    Sheet sheet;
    QVERIFY(!sheet.mistake()->isVisible());
    sheet.field("simulationForm.units")->setText(QStringLiteral("900"));
    QVERIFY(sheet.mistake()->isVisible());
    QVERIFY(sheet.mistake()->text().contains("Units must be 1 to 500"));
    QVERIFY(!sheet.button("simulationForm.explore")->isEnabled());
    QSignalSpy asked(&sheet.form, &SimulationForm::exploreRequested);
    QTest::keyClick(sheet.field("simulationForm.units"), Qt::Key_Return);
    QVERIFY(asked.empty());
    sheet.field("simulationForm.units")->setText(QStringLiteral("some"));
    QVERIFY(sheet.mistake()->text().contains("Units takes a whole number"));
    sheet.field("simulationForm.units")->setText(QStringLiteral("9"));
    QVERIFY(!sheet.mistake()->isVisible());
    QVERIFY(sheet.button("simulationForm.explore")->isEnabled());
}

void SimulationControlsTest::enterInAFieldExplores() {
    Sheet sheet;
    QSignalSpy asked(&sheet.form, &SimulationForm::exploreRequested);
    sheet.field("simulationForm.seed")->setText(QStringLiteral("99"));
    QTest::keyClick(sheet.field("simulationForm.seed"), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.front().front().value<SimulationOptions>().seed, std::uint64_t{99});
    sheet.form.openForm();
    QTest::keyClick(&sheet.form, Qt::Key_Escape);
    QVERIFY(!sheet.form.isVisible());
    QCOMPARE(asked.size(), 1);
}

void SimulationControlsTest::theSpeedsCoverTheirRange() {
    QCOMPARE(simulationSpeeds.front(), slowestSimulation);
    QCOMPARE(simulationSpeeds.back(), fastestSimulation);
    QCOMPARE(speedText(0.25), QStringLiteral("×0.25"));
    QCOMPARE(speedText(10.0), QStringLiteral("×10"));
    QCOMPARE(speedIndex(1.0), 1);
    QCOMPARE(speedIndex(3.0), 2);
    QCOMPARE(speedIndex(1000.0), 4);
}

void SimulationControlsTest::thePanelShowsItselfForASimulatedGridOnly() {
    Desk desk;
    QVERIFY(!desk.panel.isVisible());
    desk.attach();
    QVERIFY(desk.panel.isVisible());
    QVERIFY(desk.session.mayAct());
    desk.session.detach();
    QVERIFY(!desk.panel.isVisible());
    QVERIFY(desk.panel.source() == nullptr);
    desk.panel.togglePause();
    desk.panel.step();
    desk.panel.openFaults();
    desk.session.attachLive({{"127.0.0.1", 1}}, QString(), Mode::Observe);
    QVERIFY(!desk.panel.isVisible());
}

void SimulationControlsTest::pauseAndStepActOnTheGrid() {
    Desk desk;
    desk.attach();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isWhole(), patience);
    desk.press("simulationPanel.pause");
    QTRY_VERIFY_WITH_TIMEOUT(desk.panel.source()->state().paused, patience);
    const auto* achieved = desk.panel.findChild<ToneLabel*>(QStringLiteral("simulationPanel.achieved"));
    QCOMPARE(achieved->text(), QStringLiteral("stands still"));
    const Instant stands = desk.panel.source()->state().position.at;
    desk.press("simulationPanel.step");
    QTRY_COMPARE_WITH_TIMEOUT(desk.panel.source()->state().position.at.micros,
                              (stands + SimulatedSource::oneStep).micros, patience);
    desk.press("simulationPanel.pause");
    QTRY_VERIFY_WITH_TIMEOUT(!desk.panel.source()->state().paused, patience);
}

void SimulationControlsTest::theFaultMenuFollowsTheGrid() {
    Desk desk;
    desk.attach();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isWhole(), patience);
    FaultMenu menu([&desk] { return FaultMenu::Subject{desk.session.store().latest(), UnitId{1}}; });
    QSignalSpy chosen(&menu, &FaultMenu::chosen);
    Q_EMIT menu.aboutToShow();
    const QString first = desk.session.store().latest()->unitName(UnitId{1});
    QVERIFY(actionWith(menu, QStringLiteral("Kill unit ") + first) != nullptr);
    const QAction* hosts = actionWith(menu, QStringLiteral("Hosts"));
    QVERIFY(hosts != nullptr);
    QCOMPARE(hosts->menu()->actions().size(), 3);
    actionWith(*hosts->menu()->actions().at(1)->menu(), QStringLiteral("Kill host"))->trigger();
    QCOMPARE(chosen.size(), 1);
}

void SimulationControlsTest::aFaultIsToldWhereItWasPutIn() {
    Desk desk;
    desk.attach();
    QTRY_VERIFY_WITH_TIMEOUT(desk.isWhole(), patience);
    desk.panel.source()->inject({FaultKind::KillUnit, QStringLiteral("b1"), {}});
    desk.panel.source()->inject({FaultKind::BootHost, QStringLiteral("b"), {}});
    QTRY_COMPARE_WITH_TIMEOUT(desk.panel.source()->state().faults.size(), std::size_t{2}, patience);
    const std::vector<InjectedFault>& faults = desk.panel.source()->state().faults;
    QCOMPARE(faults[0].refusal, QString());
    QVERIFY(faults[0].at.at > Instant{});
    QCOMPARE(faults[1].refusal, QStringLiteral("Host b is running."));
}

QTEST_MAIN(SimulationControlsTest)
#include "tst_simulation_controls.moc"
