// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The alarm machine step by step, the desk over pictures, causes, floods and persons' words.
#include <QTest>

#include "console/state/aggregator.h"
#include "console/state/alarm_catalogue.h"
#include "console/state/alarm_keeper.h"
#include "console/state/alarm_machine.h"
#include "console/state/snapshot_store.h"
#include "support/watched_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace orrery;
using namespace orrery::console;

namespace {

Moment at(Duration offset) {
    return {Instant{1'000'000'000} + offset, WallTime{1'795'183'200'000 + offset.millis()}};
}

/// A grid whose pictures a test changes by hand.
struct Bench {
    explicit Bench(std::uint16_t partitions = 4, std::uint32_t units = 3) {
        auto table = std::make_shared<model::GridState>();
        for (std::uint32_t number = 1; number <= units; ++number) {
            model::UnitDescription unit;
            unit.id = UnitId{number};
            unit.name = "u" + std::to_string(number);
            unit.host = "h" + std::to_string((number + 1) / 2);
            unit.state = model::UnitState::Ready;
            table->units.push_back(unit);
            UnitView view;
            view.id = unit.id;
            view.telemetry = std::make_shared<model::UnitTelemetry>();
            view.freshness = Freshness::Live;
            picture.units.push_back(view);
        }
        for (std::uint16_t number = 0; number < partitions; ++number) {
            model::PartitionDescription partition;
            partition.id = PartitionId{number};
            partition.primary = UnitId{1};
            partition.inSync = {UnitId{1}, UnitId{2}};
            table->partitions.push_back(partition);
            PartitionView view;
            view.id = partition.id;
            view.copies = 2;
            picture.partitions.push_back(view);
        }
        picture.hasState = true;
        picture.contact.state = ContactState::Live;
        state = table;
        picture.state = table;
        judge({});
    }
    void judge(Duration offset) {
        picture.now = at(offset);
        desk.judge(picture);
    }
    void loseCopies() {
        for (PartitionView& view : picture.partitions) {
            view.condition = PartitionCondition::UnderReplicated;
            view.copies = 1;
        }
    }
    const Alarm* find(AlarmKind kind, std::uint32_t subject) {
        alarms = desk.alarms();
        for (const Alarm& alarm : alarms) {
            if (alarm.id == AlarmId{kind, subject}) {
                return &alarm;
            }
        }
        return nullptr;
    }
    UnitView& unit(std::size_t index) { return picture.units[index]; }

    AlarmDesk desk;
    GridSnapshot picture;
    std::shared_ptr<model::GridState> state;
    std::vector<Alarm> alarms;
};

model::GridEvent eventOf(std::uint64_t number, model::EventKind kind, std::uint64_t cause) {
    model::GridEvent event;
    event.number = number;
    event.kind = kind;
    event.cause = cause;
    event.severity = model::Severity::High;
    return event;
}

/// A grid of three units, all dead.
void deadUnits(SnapshotStore& store) {
    model::GridState state;
    state.gridId = "grid-7";
    for (const std::uint32_t number : {1u, 2u, 3u}) {
        model::UnitDescription unit;
        unit.id = UnitId{number};
        unit.name = "u" + std::to_string(number);
        unit.host = unit.name;
        unit.state = model::UnitState::Dead;
        state.units.push_back(unit);
    }
    auto batch = std::make_shared<StreamBatch>();
    batch->now = at({});
    batch->settled = true;
    batch->contact = Contact{ContactState::Live, at({}), {}, {}};
    batch->messages.push_back({at({}), std::make_shared<const model::StreamMessage>(state), {}});
    store.accept(batch);
}

/// Of the alarm that says this unit dead.
AlarmState stateOf(const SnapshotStore& store, std::uint32_t unit) {
    for (const Alarm& alarm : store.latest()->alarms) {
        if (alarm.id == AlarmId{AlarmKind::UnitDead, unit}) {
            return alarm.state;
        }
    }
    return AlarmState::Normal;
}

}  // namespace

Q_DECLARE_METATYPE(orrery::console::AlarmStatus)
Q_DECLARE_METATYPE(orrery::console::AlarmInput)

class AlarmsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void everyStepOfTheMachine_data();
    void everyStepOfTheMachine();
    void everyAlarmAsksForAnAnswerAndNamesAPage();
    void lostContactAndAnUnknownGridRaiseNothing();
    void flappingIsOneAlarmWithACount();
    void aReturnedAlarmThatComesAgainIsTheSameOne();
    void thresholdsHaveAGap();
    void aHostIsTheCauseOfItsUnitsLinksAndPartitions();
    void theJournalJoinsWhatDependsOnNothingInCommon();
    void aFloodIsOneGroupAndCostsAFewStepsEach();
    void aFloodAboveTheCapacityIsCountedNotKept();
    void shelvingAlwaysEndsAndNamesItsOwner();
    void aShelfHoldsWhileTheTroubleComesAndGoes();
    void anAlarmOutOfServiceStaysSoUntilAPersonSaysOtherwise();
    void whatFollowsFromSomethingWantedIsSuppressed();
    void aSilentUnitNeitherRaisesNorClears();
    void personsWordsOutliveTheConsole();
    void twoConsolesKeepTheWordsOfBoth();
    void aDamagedFileOfWordsIsSetAside();
    void theLedgerMustBalance();
};

void AlarmsTest::everyStepOfTheMachine_data() {
    QTest::addColumn<AlarmStatus>("before");
    QTest::addColumn<AlarmInput>("input");
    QTest::addColumn<AlarmStatus>("after");
    using enum AlarmState;
    constexpr auto quiet = SuppressedByDesign;
    const struct {
        const char* name;
        AlarmStatus before;
        /// Raised, Cleared, Acknowledged, Shelved, Unshelved, TakenOut, PutBack, Suppressed, Released
        AlarmState after[9];
    } rows[] = {
        {"normal", {Normal, false},
         {Unacknowledged, Normal, Normal, Normal, Normal, Normal, Normal, Normal, Normal}},
        {"open", {Unacknowledged, true},
         {Unacknowledged, ReturnedUnacknowledged, Acknowledged, Shelved, Unacknowledged,
          OutOfService, Unacknowledged, quiet, Unacknowledged}},
        {"seen", {Acknowledged, true},
         {Acknowledged, Normal, Acknowledged, Shelved, Acknowledged, OutOfService, Acknowledged,
          quiet, Acknowledged}},
        {"returned", {ReturnedUnacknowledged, false},
         {Unacknowledged, ReturnedUnacknowledged, Normal, Shelved, ReturnedUnacknowledged,
          OutOfService, ReturnedUnacknowledged, ReturnedUnacknowledged, ReturnedUnacknowledged}},
        {"shelved, there", {Shelved, true},
         {Shelved, Shelved, Shelved, Shelved, Unacknowledged, OutOfService, Shelved, Shelved,
          Shelved}},
        {"shelved, gone", {Shelved, false},
         {Shelved, Shelved, Shelved, Shelved, Normal, OutOfService, Shelved, Shelved, Shelved}},
        {"suppressed", {quiet, true},
         {quiet, Normal, quiet, quiet, quiet, OutOfService, quiet, quiet, Unacknowledged}},
        {"out of service, there", {OutOfService, true},
         {OutOfService, OutOfService, OutOfService, OutOfService, OutOfService, OutOfService,
          Unacknowledged, OutOfService, OutOfService}},
        {"out of service, gone", {OutOfService, false},
         {OutOfService, OutOfService, OutOfService, OutOfService, OutOfService, OutOfService,
          Normal, OutOfService, OutOfService}},
    };
    for (const auto& row : rows) {
        for (int input = 0; input < 9; ++input) {
            const auto word = static_cast<AlarmInput>(input);
            const bool active = word == AlarmInput::Raised    ? true
                                : word == AlarmInput::Cleared ? false
                                                              : row.before.active;
            QTest::addRow("%s, input %d", row.name, input)
                << row.before << word << AlarmStatus{row.after[input], active};
        }
    }
}

void AlarmsTest::everyStepOfTheMachine() {
    QFETCH(AlarmStatus, before);
    QFETCH(AlarmInput, input);
    QFETCH(AlarmStatus, after);
    const AlarmStatus found = nextStatus(before, input);
    QCOMPARE(static_cast<int>(found.state), static_cast<int>(after.state));
    QCOMPARE(found.active, after.active);
}

void AlarmsTest::everyAlarmAsksForAnAnswerAndNamesAPage() {
    QCOMPARE(alarmDefinitions().size(), alarmKindTotal);
    for (std::size_t index = 0; index < alarmKindTotal; ++index) {
        const AlarmDefinition& definition = alarmDefinitions()[index];
        QCOMPARE(static_cast<std::size_t>(definition.kind), index);
        const AlarmAdvice advice = adviceOn(definition.kind);
        for (const QString& text : {advice.name, advice.meaning, advice.cause, advice.response,
                                    advice.consequence}) {
            QVERIFY2(!text.isEmpty(), definition.name);
        }
        const QString page = QStringLiteral(ORRERY_SOURCE_DIR "/resources/handbook/") + advice.runbook;
        QVERIFY2(QFile::exists(page), qPrintable(page));
    }
}

void AlarmsTest::lostContactAndAnUnknownGridRaiseNothing() {
    Bench bench;
    bench.state->units[0].state = model::UnitState::Dead;
    bench.picture.contact.state = ContactState::Lost;
    bench.judge(seconds(1));
    QVERIFY(bench.desk.alarms().empty());
    AlarmDesk desk;
    desk.judge(*emptySnapshot());
    QVERIFY(desk.alarms().empty());
    bench.picture.contact.state = ContactState::Live;
    bench.judge(seconds(2));
    QCOMPARE(bench.desk.alarms().size(), std::size_t{1});
    bench.state->units[0].state = model::UnitState::Ready;
    bench.picture.contact.state = ContactState::Lost;
    bench.judge(seconds(3));
    QVERIFY(bench.find(AlarmKind::UnitDead, 1)->active);
}

void AlarmsTest::flappingIsOneAlarmWithACount() {
    Bench bench;
    for (int second = 0; second < 20; ++second) {
        bench.unit(0).pump.counters.state =
            second % 2 == 0 ? model::PumpState::BackingOff : model::PumpState::Flowing;
        bench.judge(seconds(second));
        QVERIFY(bench.find(AlarmKind::PumpBackingOff, 1)->active);
    }
    QCOMPARE(bench.desk.alarms().size(), std::size_t{1});
    QCOMPARE(bench.alarms.front().count, 10u);
    bench.judge(seconds(40));
    QVERIFY(!bench.find(AlarmKind::PumpBackingOff, 1)->active);
}

void AlarmsTest::aReturnedAlarmThatComesAgainIsTheSameOne() {
    Bench bench;
    bench.state->units[1].state = model::UnitState::Dead;
    bench.judge(seconds(1));
    bench.state->units[1].state = model::UnitState::Ready;
    bench.judge(seconds(2));
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->state, AlarmState::ReturnedUnacknowledged);
    bench.state->units[1].state = model::UnitState::Dead;
    bench.judge(seconds(3));
    const Alarm* again = bench.find(AlarmKind::UnitDead, 2);
    QCOMPARE(again->count, 2u);
    QCOMPARE(again->raisedAt.at.micros, at(seconds(1)).at.micros);
}

void AlarmsTest::thresholdsHaveAGap() {
    Bench bench;
    const auto use = [&](std::uint64_t bytes, int second) {
        auto sample = std::make_shared<model::UnitTelemetry>();
        sample->memoryLimit = 100;
        sample->memoryBytes = bytes;
        bench.unit(0).telemetry = sample;
        bench.judge(seconds(second));
        const Alarm* alarm = bench.find(AlarmKind::MemoryHigh, 1);
        return alarm != nullptr && alarm->active;
    };
    QVERIFY(!use(89, 1));
    QVERIFY(!use(91, 2));
    QVERIFY(use(91, 5));
    QVERIFY(use(86, 30));
    QVERIFY(use(84, 40));
    QVERIFY(!use(84, 60));
}

void AlarmsTest::aHostIsTheCauseOfItsUnitsLinksAndPartitions() {
    Bench bench;
    bench.state->agents.push_back({AgentId{1}, "h1", {}, false, false, false});
    bench.judge(seconds(1));
    bench.judge(seconds(4));
    QVERIFY(bench.find(AlarmKind::HostLost, 1)->firstOut());
    bench.state->units[0].state = model::UnitState::Unhealthy;
    bench.state->units[1].state = model::UnitState::Unhealthy;
    bench.loseCopies();
    LinkView link;
    link.from = UnitId{3};
    link.to = UnitId{2};
    link.freshness = Freshness::Live;
    link.counters.lagRecords = 5;
    link.counters.lastAcknowledgement = seconds(9);
    bench.picture.links.push_back(link);
    bench.judge(seconds(30));
    bench.judge(seconds(33));
    const AlarmId host{AlarmKind::HostLost, 1};
    QCOMPARE(bench.desk.alarms().size(), std::size_t{8});
    for (const Alarm& alarm : bench.desk.alarms()) {
        QVERIFY2(alarm.cause == host, qPrintable(alarm.text));
    }
    QCOMPARE(bench.find(AlarmKind::HostLost, 1)->followers, 7u);
    QCOMPARE(bench.find(AlarmKind::LinkSilent, *linkSubject(UnitId{3}, UnitId{2}))->state,
             AlarmState::SuppressedByDesign);
}

void AlarmsTest::theJournalJoinsWhatDependsOnNothingInCommon() {
    Bench bench(2, 6);
    model::GridEvent first = eventOf(10, model::EventKind::UnitSuspected, 0);
    first.unit = UnitId{1};
    model::GridEvent second = eventOf(11, model::EventKind::UnitSuspected, 10);
    second.unit = UnitId{5};
    model::GridEvent third = eventOf(12, model::EventKind::PartitionLost, 11);
    third.partition = PartitionId{1};
    for (const model::GridEvent& event : {first, second, third}) {
        bench.desk.learn(event);
    }
    bench.state->units[0].state = model::UnitState::Unhealthy;
    bench.judge(seconds(1));
    bench.state->units[4].state = model::UnitState::Unhealthy;
    bench.picture.partitions[1].condition = PartitionCondition::Lost;
    bench.judge(seconds(90));
    const AlarmId head{AlarmKind::UnitUnhealthy, 1};
    QVERIFY(bench.find(AlarmKind::UnitUnhealthy, 5)->cause == head);
    QVERIFY(bench.find(AlarmKind::PartitionLost, 1)->cause == head);
    bench.state->units[2].state = model::UnitState::Unhealthy;
    bench.judge(seconds(180));
    QVERIFY(bench.find(AlarmKind::UnitUnhealthy, 3)->firstOut());
}

void AlarmsTest::aFloodIsOneGroupAndCostsAFewStepsEach() {
    Bench bench(2'000);
    bench.state->units[1].state = model::UnitState::Dead;
    bench.loseCopies();
    bench.judge(seconds(1));
    const std::vector<Alarm> alarms = bench.desk.alarms();
    QCOMPARE(alarms.size(), std::size_t{2'001});
    QCOMPARE(topAlarms(alarms, 10).size(), std::size_t{1});
    QCOMPARE(countByPriority(alarms)[2], 2'001u);
    QVERIFY2(bench.desk.steps() <= 4 * 2'001, qPrintable(QString::number(bench.desk.steps())));
    const std::uint64_t before = bench.desk.steps();
    bench.judge(seconds(2));
    QCOMPARE(bench.desk.steps(), before);
}

void AlarmsTest::aFloodAboveTheCapacityIsCountedNotKept() {
    Bench bench(6'000);
    bench.state->units[1].state = model::UnitState::Dead;
    bench.loseCopies();
    bench.judge(seconds(1));
    bench.judge(seconds(2));
    QCOMPARE(bench.desk.alarms().size(), AlarmDesk::capacity);
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->followers, 6'000u);
    QCOMPARE(countByPriority(bench.alarms)[2], 6'001u);
    // Another trouble still finds its place: a follower makes room.
    bench.unit(2).pump.counters.deadLettered = 1;
    bench.unit(2).pump.counters.accepted = 1;
    bench.judge(seconds(3));
    QVERIFY(bench.find(AlarmKind::DeadLetters, 3));
    QCOMPARE(bench.desk.alarms().size(), AlarmDesk::capacity);
}

void AlarmsTest::shelvingAlwaysEndsAndNamesItsOwner() {
    Bench bench;
    bench.state->units[1].state = model::UnitState::Dead;
    bench.judge(seconds(1));
    const AlarmId id{AlarmKind::UnitDead, 2};
    bench.desk.shelve(id, {seconds(10'000'000), "mia", "host is rebuilt"}, at(seconds(1)));
    const Alarm* alarm = bench.find(AlarmKind::UnitDead, 2);
    QCOMPARE(alarm->state, AlarmState::Shelved);
    QCOMPARE(alarm->by, QStringLiteral("mia"));
    QCOMPARE(alarm->reason, QStringLiteral("host is rebuilt"));
    QCOMPARE(countByPriority(bench.alarms)[2], 0u);
    bench.judge(seconds(8 * 3600));
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->state, AlarmState::Shelved);
    bench.picture.contact.state = ContactState::Lost;
    bench.judge(seconds(8 * 3600 + 1));
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->state, AlarmState::Unacknowledged);
}

void AlarmsTest::aShelfHoldsWhileTheTroubleComesAndGoes() {
    Bench bench;
    bench.state->units[1].state = model::UnitState::Dead;
    bench.judge(seconds(1));
    bench.desk.shelve({AlarmKind::UnitDead, 2}, seconds(60), at(seconds(1)));
    bench.state->units[1].state = model::UnitState::Ready;
    bench.judge(seconds(2));
    QVERIFY(!bench.find(AlarmKind::UnitDead, 2)->active);
    bench.state->units[1].state = model::UnitState::Dead;
    bench.judge(seconds(3));
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->state, AlarmState::Shelved);
    bench.state->units[1].state = model::UnitState::Ready;
    bench.judge(seconds(62));
    QVERIFY(!bench.find(AlarmKind::UnitDead, 2) ||
            bench.find(AlarmKind::UnitDead, 2)->state == AlarmState::ReturnedUnacknowledged);
}

void AlarmsTest::anAlarmOutOfServiceStaysSoUntilAPersonSaysOtherwise() {
    Bench bench;
    bench.state->units[1].state = model::UnitState::Dead;
    bench.judge(seconds(1));
    const AlarmId id{AlarmKind::UnitDead, 2};
    bench.desk.takeOut(id, QStringLiteral("mia"), QStringLiteral("maintenance"));
    bench.judge(seconds(100 * 3600));
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->state, AlarmState::OutOfService);
    QVERIFY(topAlarms(bench.alarms, 5).empty());
    bench.desk.putBack(id);
    QCOMPARE(bench.find(AlarmKind::UnitDead, 2)->state, AlarmState::Unacknowledged);
}

void AlarmsTest::whatFollowsFromSomethingWantedIsSuppressed() {
    Bench bench;
    bench.state->units[0].pumpPaused = true;
    bench.unit(0).pump.counters.state = model::PumpState::BackingOff;
    bench.judge(seconds(1));
    const Alarm* alarm = bench.find(AlarmKind::PumpBackingOff, 1);
    QCOMPARE(alarm->state, AlarmState::SuppressedByDesign);
    QVERIFY(alarm->suppressedBy.contains(QLatin1String("paused")));
    QVERIFY(!alarm->calls());
    bench.state->units[0].pumpPaused = false;
    bench.judge(seconds(2));
    QCOMPARE(bench.find(AlarmKind::PumpBackingOff, 1)->state, AlarmState::Unacknowledged);
}

void AlarmsTest::aSilentUnitNeitherRaisesNorClears() {
    Bench bench;
    bench.unit(0).pump.counters.state = model::PumpState::Blocked;
    bench.unit(0).freshness = Freshness::Stale;
    bench.judge(seconds(1));
    QVERIFY(!bench.find(AlarmKind::PumpBlocked, 1));
    bench.unit(0).freshness = Freshness::Live;
    bench.judge(seconds(2));
    bench.unit(0).pump.counters.state = model::PumpState::Flowing;
    bench.unit(0).freshness = Freshness::Stale;
    bench.judge(seconds(60));
    QVERIFY(bench.find(AlarmKind::PumpBlocked, 1)->active);
}

void AlarmsTest::twoConsolesKeepTheWordsOfBoth() {
    const QTemporaryDir folder;
    {
        SnapshotStore one;
        SnapshotStore other;
        AlarmKeeper keeperOfOne(one, folder.path());
        AlarmKeeper keeperOfOther(other, folder.path());
        deadUnits(one);
        deadUnits(other);
        QTRY_VERIFY(!keeperOfOne.gridId().empty() && !keeperOfOther.gridId().empty());
        one.acknowledge({AlarmKind::UnitDead, 1}, QStringLiteral("mia"));
        QTRY_COMPARE(keeperOfOne.saved().size(), std::size_t{1});
        other.shelve({AlarmKind::UnitDead, 2}, {seconds(3600), "mia", "known"});
        QTRY_COMPARE(keeperOfOther.saved().size(), std::size_t{1});
    }
    SnapshotStore store;
    const AlarmKeeper keeper(store, folder.path());
    deadUnits(store);
    QTRY_COMPARE(stateOf(store, 1), AlarmState::Acknowledged);
    QTRY_COMPARE(stateOf(store, 2), AlarmState::Shelved);
    QCOMPARE(stateOf(store, 3), AlarmState::Unacknowledged);
}

void AlarmsTest::personsWordsOutliveTheConsole() {
    const QTemporaryDir folder;
    {
        SnapshotStore store;
        AlarmKeeper keeper(store, folder.path());
        deadUnits(store);
        QTRY_COMPARE(keeper.gridId(), std::string("grid-7"));
        store.acknowledge({AlarmKind::UnitDead, 1}, QStringLiteral("mia"));
        store.shelve({AlarmKind::UnitDead, 2}, {seconds(3600), "mia", "known"});
        QTRY_COMPARE(keeper.saved().size(), std::size_t{2});
    }
    SnapshotStore store;
    const AlarmKeeper keeper(store, folder.path());
    deadUnits(store);
    QTRY_COMPARE(stateOf(store, 1), AlarmState::Acknowledged);
    QTRY_COMPARE(stateOf(store, 2), AlarmState::Shelved);
    QCOMPARE(stateOf(store, 3), AlarmState::Unacknowledged);
    QVERIFY(keeper.notice().isEmpty());
}

void AlarmsTest::aDamagedFileOfWordsIsSetAside() {
    const QTemporaryDir folder;
    const QString path = AlarmKeeper::pathFor(folder.path(), "grid-7");
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 1, \"words\": [{");
    file.close();
    QString notice;
    QVERIFY(AlarmKeeper::load(path, notice).empty());
    QVERIFY2(notice.contains(QLatin1String("damaged")), qPrintable(notice));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(QDir(QFileInfo(path).path()).entryList({QStringLiteral("*.damaged-*")}).size(), 1);
    // What is well formed and of another time is left out word by word.
    const auto words = decodeWords(R"({"version":1,"words":[{"kind":99,"subject":1,"state":"shelved"},
        {"kind":1,"subject":4,"state":"shelved"},{"kind":1,"subject":4,"state":"acknowledged"}]})");
    QVERIFY(words.ok());
    QCOMPARE(words.value().size(), std::size_t{1});
}

void AlarmsTest::theLedgerMustBalance() {
    Bench bench;
    bench.unit(0).pump.counters.accepted = 10;
    bench.unit(0).pump.counters.queued = 10;
    bench.judge(seconds(1));
    bench.judge(seconds(5));
    QVERIFY(bench.desk.alarms().empty());
    bench.unit(0).pump.counters.accepted = 11;
    bench.judge(seconds(6));
    QVERIFY(bench.desk.alarms().empty());
    bench.judge(seconds(7));
    QCOMPARE(bench.find(AlarmKind::LedgerMismatch, 1)->priority, Priority::Critical);
}

QTEST_GUILESS_MAIN(AlarmsTest)
#include "tst_state_alarms.moc"
