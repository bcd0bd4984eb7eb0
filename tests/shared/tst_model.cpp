// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words of the model and how a change goes into a state.
#include <QtTest>

#include <set>

#include "tests/shared/model_samples.h"

using namespace orrery;
using namespace orrery::model;

class TestModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWordReadsBack();
    void unknownWordsAreNone();
    void aChangeReplacesByIdAndAddsInOrder();
    void anOldChangeIsIgnored();
    void aPartitionThatWouldLeaveAGapIsIgnored();
    void unitsAreFoundByIdAndByName();
};

namespace {

template <typename Enum, typename From>
void checkWords(Enum last, From from) {
    std::set<std::string_view> words;
    for (int index = 0; index <= static_cast<int>(last); ++index) {
        const std::string_view word = wordFor(static_cast<Enum>(index));
        QVERIFY(!word.empty());
        QVERIFY2(words.insert(word).second, std::string(word).c_str());
        QVERIFY(from(word) == static_cast<Enum>(index));
    }
}

UnitDescription unit(std::uint32_t id, const std::string& name) {
    UnitDescription description;
    description.id = UnitId{id};
    description.name = name;
    return description;
}

}  // namespace

void TestModel::everyWordReadsBack() {
    checkWords(UnitState::Dead, unitStateFrom);
    checkWords(PumpStrategy::None, pumpStrategyFrom);
    checkWords(Role::Joining, roleFrom);
    checkWords(PumpState::Off, pumpStateFrom);
    checkWords(EventKind::RedundancyRestored, eventKindFrom);
    checkWords(Severity::Critical, severityFrom);
    checkWords(ActionKind::RestorePartition, actionKindFrom);
    checkWords(RiskTier::DataLoss, riskTierFrom);
    QCOMPARE(wordFor(PumpState::BackingOff), std::string_view("backing-off"));
    QCOMPARE(wordFor(EventKind::RedundancyRestored), std::string_view("redundancy-restored"));
    QCOMPARE(wordFor(ActionKind::RestorePartition), std::string_view("restore-partition"));
}

void TestModel::unknownWordsAreNone() {
    QVERIFY(!unitStateFrom("Ready"));
    QVERIFY(!unitStateFrom(""));
    QVERIFY(!eventKindFrom("unit-exploded"));
}

void TestModel::aChangeReplacesByIdAndAddsInOrder() {
    GridState state = samples::gridState();
    state.units = {unit(2, "old"), unit(9, "nine")};
    GridChange change;
    change.epoch = Epoch{state.epoch.value + 1};
    change.units = {unit(5, "five"), unit(2, "new"), unit(10, "ten")};
    change.partitions = {state.partitions[1]};
    change.partitions[0].lost = false;
    apply(change, state);
    QCOMPARE(state.epoch, change.epoch);
    QVERIFY((state.units ==
             std::vector{unit(2, "new"), unit(5, "five"), unit(9, "nine"), unit(10, "ten")}));
    QVERIFY(!state.partitions[1].lost);
    QCOMPARE(state.partitions.size(), std::size_t(2));
}

void TestModel::anOldChangeIsIgnored() {
    const GridState before = samples::gridState();
    GridState state = before;
    GridChange change = samples::gridChange();
    change.units = {unit(99, "late")};
    change.epoch = state.epoch;
    apply(change, state);
    QVERIFY(state == before);
}

void TestModel::aPartitionThatWouldLeaveAGapIsIgnored() {
    GridState state;
    GridChange change;
    change.epoch = Epoch{1};
    PartitionDescription partition;
    partition.id = PartitionId{0};
    change.partitions.push_back(partition);
    partition.id = PartitionId{9};
    change.partitions.push_back(partition);
    apply(change, state);
    QCOMPARE(state.partitions.size(), std::size_t(1));
}

void TestModel::unitsAreFoundByIdAndByName() {
    const GridState state = samples::gridState();
    QCOMPARE(findUnit(state, UnitId{5})->name, std::string("a1"));
    QCOMPARE(findUnit(state, "a1")->id, UnitId{5});
    QVERIFY(findUnit(state, UnitId{6}) == nullptr);
    QVERIFY(findUnit(state, "a2") == nullptr);
}

QTEST_APPLESS_MAIN(TestModel)
#include "tst_model.moc"
