// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A simulated grid as a source: options, one history per seed, speed, faults, plans, recordings.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "console/actions/action_controller.h"
#include "console/source/recorder.h"
#include "console/source/recording_source.h"
#include "console/source/simulated/simulated_grid.h"
#include "console/source/simulated/simulated_source.h"
#include "console/source/simulated/simulation_pace.h"
#include "console/state/snapshot_store.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr int patience = 20000;

SimulationOptions smallGrid(std::uint64_t seed = 7) {
    SimulationOptions options;
    options.partitions = 32;
    options.seed = seed;
    options.rate = 200;
    options.keys = 500;
    return options;
}

/// A grid without a thread, and what a console would know of it.
struct Bench {
    explicit Bench(const SimulationOptions& options, Duration slice = milliseconds(50))
        : pieces(slice), grid(options, {[this](const StreamBatchPointer& batch) { take(batch); },
                                        [this](const Contact& contact) { contacts.push_back(contact.state); },
                                        {}}) {
        grid.start();
    }
    void take(const StreamBatchPointer& batch) {
        for (const ReceivedMessage& message : batch->messages) {
            bytes += message.bytes;
            times.push_back(message.at.at.micros);
            ++messages;
        }
        store.accept(batch);
    }
    void run(Duration span) {
        for (Duration done; done < span; done = done + pieces) {
            grid.advance(std::min(pieces, Duration{span.micros - done.micros}));
            grid.deliver(Course::Running);
        }
    }
    SnapshotPointer shown() {
        grid.deliver(Course::Settled);
        return store.latest();
    }
    Duration pieces;
    SnapshotStore store;
    std::string bytes;
    std::vector<std::int64_t> times;
    std::size_t messages = 0;
    std::vector<ContactState> contacts;
    SimulatedGrid grid;
};

/// A source with its thread, as a session has it.
struct Watched {
    explicit Watched(const SimulationOptions& options) : source(options) {
        QObject::connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        QObject::connect(&store, &SnapshotStore::changed, &actions,
                         [this] { actions.setSnapshot(store.latest()); });
        actions.setSource(&source);
    }
    ~Watched() { source.stop(); }
    bool isWhole() const {
        const SnapshotPointer shown = store.latest();
        return shown->hasState && !shown->partitions.empty() &&
               shown->totals.wholePartitions == shown->partitions.size();
    }
    SnapshotStore store;
    SimulatedSource source;
    ActionController actions;
};

bool hasEvent(const GridSnapshot& snapshot, model::EventKind kind) {
    for (std::size_t index = 0; index < snapshot.events.size(); ++index) {
        if (snapshot.events.at(index).event->kind == kind) {
            return true;
        }
    }
    return false;
}

model::Action drainOf(const std::string& unit) {
    model::Action action;
    action.kind = model::ActionKind::DrainUnit;
    action.unit = unit;
    return action;
}

std::string unitLeading(const GridSnapshot& snapshot) {
    return snapshot.unitName(*snapshot.state->partitions.front().primary).toStdString();
}

}  // namespace

class SimulatedSourceTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void optionsAreReadFromText();
    void wrongOptionsAreRefusedInWords_data();
    void wrongOptionsAreRefusedInWords();
    void everyPresetIsAGoodGrid();
    void theGridFormsAndServesItsClients();
    void theSameSeedGivesTheSameHistoryHoweverItIsCut();
    void theSameSeedGivesTheSamePictureAtEveryMoment();
    void theLoadFollowsItsShape();
    void aHotKeyIsSeenAtItsPartition();
    void theMachineThatCannotKeepUpSaysSo();
    void speedRunsTheClockFaster();
    void aPausedGridStandsStillAndAnswers();
    void aDeadControllerIsFoundAgain();
    void aKilledUnitFailsOver();
    void aCutHostIsNotADeadOne();
    void anUnreachableStoreFillsThePumps();
    void impossibleFaultsAreRefusedInWords();
    void roughFailuresLoseNothing();
    void aDrainIsPlannedAndCarriedOut();
    void aStalePlanIsRefused();
    void itemsOfAQueueAreAskedAtTheUnit();
    void aUnitsSettingsAreReadAndItsLogIsSaidToBeNone();
    void aRecordingShowsTheSameAgain();
};

void SimulatedSourceTest::optionsAreReadFromText() {
    const auto read = simulationOptionsFrom(
        QStringLiteral("units=200, hosts=20,seed=7,partitions=128,backups=2,load=hot-key,rate=50,failures=rough,"
                       "store=no,speed=4,value=64,keys=100,reads=10"));
    QVERIFY(read.ok());
    const SimulationOptions expected{.hosts = 20, .units = 200, .partitions = 128, .backups = 2, .seed = 7,
                                     .shape = LoadShape::HotKey, .rate = 50, .readPercent = 10, .valueBytes = 64,
                                     .keys = 100, .failures = FailureModel::Rough, .hasStore = false, .speed = 4.0};
    QCOMPARE(read.value() == expected, true);
    QCOMPARE(simulationOptionsFrom(QString()).value() == SimulationOptions{}, true);
}

void SimulatedSourceTest::wrongOptionsAreRefusedInWords_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("unknown name") << "colour=red" << "has no \"colour\"";
    QTest::newRow("not a number") << "units=many" << "\"many\" is no value for units";
    QTest::newRow("negative") << "hosts=-1" << "no value for hosts";
    QTest::newRow("huge") << "units=99999999999" << "no value for units";
    QTest::newRow("too many units") << "units=501,hosts=20" << "Units must be 1 to 500, not 501";
    QTest::newRow("too many hosts") << "units=50,hosts=27" << "Hosts must be 1 to 26";
    QTest::newRow("empty hosts") << "units=2,hosts=3" << "at least one unit";
    QTest::newRow("odd partitions") << "partitions=100" << "power of two";
    QTest::newRow("copies share hosts") << "hosts=2,units=4,backups=2" << "need 3 hosts";
    QTest::newRow("unknown shape") << "load=square" << "no value for load";
    QTest::newRow("too fast") << "speed=61" << "Speed must be 0.25 to 60";
    QTest::newRow("not a speed") << "speed=nan" << "Speed must be";
    QTest::newRow("too much data") << "keys=1000000,value=65536" << "fewer keys or smaller values";
}

void SimulatedSourceTest::wrongOptionsAreRefusedInWords() {
    QFETCH(QString, text);
    QFETCH(QString, part);
    const auto read = simulationOptionsFrom(text);
    QVERIFY(!read.ok());
    const QString why = QString::fromStdString(read.error().detail);
    QVERIFY2(why.contains(part), qPrintable(why));
}

void SimulatedSourceTest::everyPresetIsAGoodGrid() {
    for (const auto preset : {SimulationPreset::Small, SimulationPreset::DataHall, SimulationPreset::Largest}) {
        QVERIFY(check(presetOptions(preset)).ok());
    }
    QCOMPARE(presetOptions(SimulationPreset::Largest).units, 500U);
}

void SimulatedSourceTest::theGridFormsAndServesItsClients() {
    Bench bench(smallGrid());
    bench.run(seconds(10));
    const SnapshotPointer shown = bench.shown();
    QCOMPARE(shown->contact.state, ContactState::Live);
    QCOMPARE(shown->state->units.size(), std::size_t{6});
    QCOMPARE(shown->totals.readyUnits, 6U);
    QCOMPARE(shown->totals.wholePartitions, 32U);
    QCOMPARE(shown->now.at.micros, seconds(10).micros);
    QVERIFY(bench.grid.load().answered > 1000);
    QVERIFY(shown->totals.operationsPerSecond.known());
    QVERIFY(*shown->totals.operationsPerSecond.value > 150.0);
    QVERIFY(shown->totals.persisted > 0);
}

void SimulatedSourceTest::theSameSeedGivesTheSameHistoryHoweverItIsCut() {
    SimulationOptions options = smallGrid();
    options.failures = FailureModel::Rough;
    Bench once(options, milliseconds(50));
    Bench again(options, milliseconds(37));
    once.run(seconds(60));
    again.run(seconds(60));
    QCOMPARE(again.grid.traceHash(), once.grid.traceHash());
    QCOMPARE(again.grid.eventCount(), once.grid.eventCount());
    QVERIFY(again.bytes == once.bytes);
    QVERIFY(again.times == once.times);
    options.seed = 8;
    Bench other(options);
    other.run(seconds(60));
    QVERIFY(other.grid.traceHash() != once.grid.traceHash());
}

void SimulatedSourceTest::theSameSeedGivesTheSamePictureAtEveryMoment() {
    SimulationOptions options = smallGrid(11);
    options.failures = FailureModel::Rough;
    Bench once(options);
    Bench again(options);
    for (int moment = 1; moment <= 12; ++moment) {
        once.run(seconds(5));
        again.run(seconds(5));
        const SnapshotPointer left = once.shown();
        const SnapshotPointer right = again.shown();
        QVERIFY(*left->state == *right->state);
        QVERIFY(left->totals == right->totals);
        QCOMPARE(left->units.size(), right->units.size());
    }
}

void SimulatedSourceTest::theLoadFollowsItsShape() {
    SimulationOptions options = smallGrid();
    options.rate = 300;
    QCOMPARE(rateAt(options, seconds(77)), 300.0);
    options.shape = LoadShape::Wave;
    QCOMPARE(rateAt(options, seconds(30)), 300.0 * 1.8);
    QVERIFY(std::abs(rateAt(options, seconds(90)) - 300.0 * 0.2) < 0.001);
    options.shape = LoadShape::Burst;
    QCOMPARE(rateAt(options, seconds(10)), 100.0);
    QCOMPARE(rateAt(options, seconds(26)), 400.0);
}

void SimulatedSourceTest::aHotKeyIsSeenAtItsPartition() {
    SimulationOptions options = smallGrid();
    options.shape = LoadShape::HotKey;
    options.rate = 400;
    Bench bench(options);
    bench.run(seconds(15));
    const SnapshotPointer shown = bench.shown();
    double most = 0.0;
    double sum = 0.0;
    for (const UnitView& unit : shown->units) {
        const double rate = unit.rates.operations.value_or(0.0);
        most = std::max(most, rate);
        sum += rate;
    }
    QVERIFY2(most > sum * 0.45, qPrintable(QStringLiteral("%1 of %2").arg(most).arg(sum)));
}

void SimulatedSourceTest::theMachineThatCannotKeepUpSaysSo() {
    SimulationPace pace(10.0);
    for (int turn = 0; turn < 200; ++turn) {
        pace.passed(milliseconds(10));
        QVERIFY(pace.owed() >= milliseconds(100));
        pace.ran(milliseconds(40));  // The machine manages four times, not ten.
    }
    QVERIFY(std::abs(pace.achieved() - 4.0) < 0.1);
    QVERIFY(!pace.keepsUp());
    QVERIFY(pace.owed() <= SimulationPace::mostOwed * 10);
    pace.setSpeed(2.0);
    QCOMPARE(pace.owed(), Duration{});
    for (int turn = 0; turn < 200; ++turn) {
        pace.passed(milliseconds(10));
        pace.ran(pace.owed());
    }
    QVERIFY(std::abs(pace.achieved() - 2.0) < 0.01);
    QVERIFY(pace.keepsUp());
}

void SimulatedSourceTest::speedRunsTheClockFaster() {
    SimulationOptions options = smallGrid();
    options.speed = 20.0;
    Watched watched(options);
    watched.source.start();
    QTRY_VERIFY_WITH_TIMEOUT(watched.source.state().position.at >= Instant{} + seconds(30), patience);
    QCOMPARE(watched.source.state().wantedSpeed, 20.0);
    QVERIFY(watched.isWhole());
    watched.source.setSpeed(1000.0);
    QTRY_COMPARE_WITH_TIMEOUT(watched.source.state().wantedSpeed, fastestSimulation, patience);
}

void SimulatedSourceTest::aPausedGridStandsStillAndAnswers() {
    SimulationOptions options = smallGrid();
    options.speed = 20.0;
    Watched watched(options);
    watched.source.start();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isWhole(), patience);
    watched.source.pause();
    QTRY_VERIFY_WITH_TIMEOUT(watched.source.state().paused, patience);
    QCOMPARE(watched.source.state().achievedSpeed, 0.0);
    const Instant stands = watched.source.state().position.at;
    QSignalSpy planned(&watched.source, &GridSource::planAnswered);
    watched.source.requestPlan(drainOf("a1"));
    QTRY_COMPARE_WITH_TIMEOUT(planned.size(), 1, patience);
    QCOMPARE(planned.front().at(1).value<PlanAnswer>().outcome, PlanOutcome::Planned);
    QSignalSpy told(&watched.source, &SimulatedSource::stateChanged);
    watched.source.step();
    QTRY_VERIFY_WITH_TIMEOUT(!told.empty(), patience);
    const Duration moved = watched.source.state().position.at - stands;
    QVERIFY(moved >= SimulatedSource::oneStep);
    QVERIFY(moved <= SimulatedSource::oneStep + milliseconds(60));
    QVERIFY(watched.source.state().paused);
    watched.source.resume();
    QTRY_VERIFY_WITH_TIMEOUT(watched.source.state().position.at > stands + seconds(5), patience);
}

void SimulatedSourceTest::aDeadControllerIsFoundAgain() {
    Bench bench(smallGrid());
    bench.run(seconds(5));
    QVERIFY(bench.grid.inject({FaultKind::KillHost, "a", {}}).ok());
    bench.run(seconds(2));
    QCOMPARE(bench.shown()->contact.state, ContactState::Lost);
    QVERIFY(!bench.shown()->contact.why.isEmpty());
    QVERIFY(bench.shown()->hasState);
    QVERIFY(bench.grid.inject({FaultKind::BootHost, "a", {}}).ok());
    bench.run(seconds(15));
    QCOMPARE(bench.shown()->contact.state, ContactState::Live);
    QCOMPARE(bench.shown()->totals.readyUnits, 6U);
    const std::vector<ContactState> course{ContactState::Connecting, ContactState::Live, ContactState::Lost,
                                           ContactState::Live};
    QVERIFY(bench.contacts == course);
}

void SimulatedSourceTest::aKilledUnitFailsOver() {
    Bench bench(smallGrid());
    bench.run(seconds(5));
    const std::string victim = unitLeading(*bench.shown());
    QVERIFY(bench.grid.inject({FaultKind::KillUnit, QString::fromStdString(victim), {}}).ok());
    bench.run(seconds(10));
    QVERIFY(hasEvent(*bench.shown(), model::EventKind::UnitDied));
    QVERIFY(hasEvent(*bench.shown(), model::EventKind::FailoverCompleted));
    QCOMPARE(bench.shown()->totals.wholePartitions, 32U);
    QCOMPARE(bench.shown()->totals.lostPartitions, 0U);
}

void SimulatedSourceTest::aCutHostIsNotADeadOne() {
    Bench bench(smallGrid());
    bench.run(seconds(5));
    QVERIFY(bench.grid.inject({FaultKind::CutHost, "c", {}}).ok());
    bench.run(seconds(8));
    const SnapshotPointer cut = bench.shown();
    QVERIFY(cut->totals.reportingUnits < 6U);
    QVERIFY(!hasEvent(*cut, model::EventKind::UnitDied));
    QVERIFY(bench.grid.inject({FaultKind::HealHost, "c", {}}).ok());
    bench.run(seconds(15));
    QCOMPARE(bench.shown()->totals.reportingUnits, 6U);
    QCOMPARE(bench.shown()->totals.wholePartitions, 32U);
}

void SimulatedSourceTest::anUnreachableStoreFillsThePumps() {
    Bench bench(smallGrid());
    bench.run(seconds(5));
    QVERIFY(bench.grid.inject({FaultKind::StoreDown, {}, seconds(60)}).ok());
    bench.run(seconds(10));
    const std::uint64_t queued = bench.shown()->totals.queued;
    QVERIFY(queued > 100);
    QVERIFY(hasEvent(*bench.shown(), model::EventKind::StoreTroubled));
    QVERIFY(!hasEvent(*bench.shown(), model::EventKind::StoreRecovered));
    QVERIFY(bench.grid.inject({FaultKind::StoreUp, {}, {}}).ok());
    bench.run(seconds(10));
    QVERIFY(hasEvent(*bench.shown(), model::EventKind::StoreRecovered));
    QVERIFY(bench.shown()->totals.queued < queued);
    QVERIFY(bench.grid.inject({FaultKind::StoreSlow, {}, seconds(5)}).ok());
}

void SimulatedSourceTest::impossibleFaultsAreRefusedInWords() {
    SimulationOptions options = smallGrid();
    options.hasStore = false;
    Bench bench(options);
    bench.run(seconds(5));
    const auto why = [&bench](const SimulatedFault& fault) {
        const Status done = bench.grid.inject(fault);
        return done ? QString() : QString::fromStdString(done.error().detail);
    };
    QCOMPARE(why({FaultKind::KillUnit, "z9", {}}), QStringLiteral("There is no unit z9."));
    QCOMPARE(why({FaultKind::KillHost, "q", {}}), QStringLiteral("There is no host q."));
    QCOMPARE(why({FaultKind::BootHost, "b", {}}), QStringLiteral("Host b is running."));
    QVERIFY(why({FaultKind::StoreDown, {}, seconds(1)}).contains("no store"));
    QCOMPARE(why({FaultKind::PauseUnit, "b1", seconds(5)}), QString());
    QCOMPARE(why({FaultKind::PauseUnit, "b1", seconds(5)}), QStringLiteral("Unit b1 stands still already."));
    QCOMPARE(why({FaultKind::KillHost, "b", {}}), QString());
    QCOMPARE(why({FaultKind::KillHost, "b", {}}), QStringLiteral("Host b is down already."));
    QCOMPARE(why({FaultKind::KillUnit, "b1", {}}), QStringLiteral("Unit b1 is not running."));
}

void SimulatedSourceTest::roughFailuresLoseNothing() {
    SimulationOptions options = smallGrid(3);
    options.hosts = 4;
    options.units = 8;
    options.failures = FailureModel::Rough;
    Bench bench(options);
    bench.run(seconds(300));
    QVERIFY(hasEvent(*bench.shown(), model::EventKind::UnitDied));
    QVERIFY(!hasEvent(*bench.shown(), model::EventKind::PartitionLost));
}

void SimulatedSourceTest::aDrainIsPlannedAndCarriedOut() {
    SimulationOptions options = smallGrid();
    options.speed = 10.0;
    Watched watched(options);
    watched.source.start();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isWhole() && watched.store.latest()->actionsAllowed, patience);
    const std::string unit = unitLeading(*watched.store.latest());
    QTRY_VERIFY_WITH_TIMEOUT(watched.actions.propose(drainOf(unit)), patience);
    QTRY_COMPARE_WITH_TIMEOUT(watched.actions.stage(), ActionStage::Planned, patience);
    QVERIFY(watched.actions.plan()->plan().primariesMoved > 0);
    QVERIFY2(watched.actions.confirm({"rehearsal", {}}),
             qPrintable(watched.actions.plan()->whyDisabled({"rehearsal", {}})));
    QTRY_COMPARE_WITH_TIMEOUT(watched.actions.stage(), ActionStage::Finished, patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        model::findUnit(*watched.store.latest()->state, unit)->state == model::UnitState::Stopped, patience);
    QTRY_VERIFY_WITH_TIMEOUT(watched.isWhole(), patience);
    QVERIFY(hasEvent(*watched.store.latest(), model::EventKind::OperatorAction));
}

void SimulatedSourceTest::aStalePlanIsRefused() {
    SimulationOptions options = smallGrid();
    options.speed = 10.0;
    Watched watched(options);
    watched.source.start();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isWhole(), patience);
    const std::string unit = unitLeading(*watched.store.latest());
    QSignalSpy planned(&watched.source, &GridSource::planAnswered);
    QSignalSpy acted(&watched.source, &GridSource::actionAnswered);
    watched.source.requestPlan(drainOf(unit));
    QTRY_COMPARE_WITH_TIMEOUT(planned.size(), 1, patience);
    const PlanAnswer answer = planned.front().at(1).value<PlanAnswer>();
    QCOMPARE(answer.outcome, PlanOutcome::Planned);
    watched.source.carryOut(*answer.plan, "first", QString());
    watched.source.carryOut(*answer.plan, "second", QString());
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 2, patience);
    QCOMPARE(acted.at(0).at(1).value<ActionAnswer>().outcome, ActionOutcome::Done);
    QCOMPARE(acted.at(1).at(1).value<ActionAnswer>().outcome, ActionOutcome::StalePlan);
    QSignalSpy told(&watched.source, &GridSource::historyAnswered);
    watched.source.requestHistory(1);
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patience);
    const HistoryAnswer history = told.front().at(1).value<HistoryAnswer>();
    QCOMPARE(history.outcome, HistoryOutcome::Answered);
    QVERIFY(!history.events.empty());
    QCOMPARE(history.events.front().actor, std::string("first"));   // What was refused is not there.
    QVERIFY(std::none_of(history.events.begin(), history.events.end(),
                         [](const model::GridEvent& event) { return event.actor == "second"; }));
}

void SimulatedSourceTest::itemsOfAQueueAreAskedAtTheUnit() {
    SimulationOptions options = smallGrid();
    options.speed = 10.0;
    Watched watched(options);
    watched.source.start();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isWhole(), patience);
    watched.source.inject({FaultKind::StoreDown, {}, seconds(600)});
    QSignalSpy answered(&watched.source, &GridSource::queueAnswered);
    QueueAnswer answer;
    const auto hasItems = [&] {
        const SnapshotPointer shown = watched.store.latest();
        for (const model::PartitionDescription& partition : shown->state->partitions) {
            const model::UnitDescription* unit = partition.primary ? shown->unit(*partition.primary) : nullptr;
            if (unit == nullptr) {
                continue;
            }
            const auto before = answered.size();
            watched.source.requestQueue({unit->id, unit->name, unit->client, partition.id});
            if (!QTest::qWaitFor([&] { return answered.size() > before; }, 5'000)) {
                return false;
            }
            answer = answered.back().at(1).value<QueueAnswer>();
            if (answer.outcome == QueueOutcome::Answered && !answer.items.empty()) {
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasItems(), patience);
    QVERIFY(!answer.items.front().key.empty());
    QVERIFY(answer.items.front().age && answer.queued);
    watched.source.requestQueue({UnitId{999}, "nobody", {"10.9.9.9", 1}, PartitionId{0}});
    const auto before = answered.size();
    QTRY_VERIFY_WITH_TIMEOUT(answered.size() > before, patience);
    QCOMPARE(answered.back().at(1).value<QueueAnswer>().outcome, QueueOutcome::Unavailable);
}

void SimulatedSourceTest::aUnitsSettingsAreReadAndItsLogIsSaidToBeNone() {
    Watched watched(smallGrid());
    watched.source.start();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isWhole(), patience);
    QSignalSpy answered(&watched.source, &GridSource::unitAnswered);
    const model::GridState state = *watched.store.latest()->state;
    const model::UnitDescription& unit = state.units.back();
    const auto ask = [&](UnitReading what) {
        const auto agent = std::find_if(state.agents.begin(), state.agents.end(), [&](const auto& one) {
            return what == UnitReading::Log ? one.host == unit.host : one.controller;
        });
        const auto before = answered.size();
        watched.source.requestUnit({what, unit.name, agent->client, 50});
        const bool came = QTest::qWaitFor([&] { return answered.size() > before; }, patience);
        return came ? answered.back().at(1).value<UnitAnswer>() : UnitAnswer{};
    };
    const UnitAnswer settings = ask(UnitReading::Settings);
    QCOMPARE(settings.outcome, UnitOutcome::Answered);
    QCOMPARE(settings.settings->others, static_cast<std::uint64_t>(state.units.size() - 1));
    QCOMPARE(settings.settings->unheard, std::uint64_t{0});
    QVERIFY(std::none_of(settings.settings->settings.begin(), settings.settings->settings.end(),
                         [](const auto& one) { return one.differs; }));
    const UnitAnswer log = ask(UnitReading::Log);
    QCOMPARE(log.outcome, UnitOutcome::Answered);
    QVERIFY(log.log->lines.empty());
    QCOMPARE(log.log->note, std::string("Units of this grid write no log: it is simulated"));
}

void SimulatedSourceTest::aRecordingShowsTheSameAgain() {
    QTemporaryDir folder;
    const QString path = folder.filePath("simulated.orrery");
    Bench bench(smallGrid());
    Recorder recorder;
    bench.run(seconds(3));
    std::vector<StreamBatchPointer> batches;
    QVERIFY(recorder.startRecording(path).ok());
    SimulatedGrid grid(smallGrid(), {[&recorder](const StreamBatchPointer& batch) { recorder.accept(batch); },
                                     [](const Contact&) {},
                                     {}});
    grid.start();
    for (int slice = 0; slice < 200; ++slice) {
        grid.advance(milliseconds(50));
        grid.deliver(Course::Running);
    }
    QVERIFY(recorder.stopRecording().ok());
    bench.run(seconds(7));
    SnapshotStore replayed;
    auto opened = RecordingSource::open({path});
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().detail.c_str());
    const std::unique_ptr<RecordingSource> recording = opened.take();
    QObject::connect(recording.get(), &GridSource::batchReceived, &replayed, &SnapshotStore::accept,
                     Qt::DirectConnection);
    recording->start();
    recording->seek(recording->end().at);
    QTRY_VERIFY_WITH_TIMEOUT(replayed.latest()->hasState && replayed.latest()->now.at >= recording->end().at,
                             patience);
    QVERIFY(*replayed.latest()->state == *bench.shown()->state);
    QCOMPARE(replayed.latest()->totals.persisted, bench.shown()->totals.persisted);
    recording->stop();
}

QTEST_GUILESS_MAIN(SimulatedSourceTest)
#include "tst_source_simulated.moc"
