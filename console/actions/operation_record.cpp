// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Forecast and fact.
#include "console/actions/operation_record.h"

#include <algorithm>

namespace orrery::console {
namespace {

/// What an action sets off is over well before this; later events are not its own.
constexpr Duration longestWatch = seconds(30 * 60);
constexpr std::size_t mostSteps = 200;
/// The table may show the end before the journal has said it; its word is waited for so long.
constexpr Duration lastWord = seconds(5);

bool isPause(const model::GridEvent& event) {
    const bool moves = event.kind == model::EventKind::FailoverCompleted ||
                       event.kind == model::EventKind::PrimaryMoved;
    return moves && event.took > Duration{};
}

bool wantsRedundancy(const OperationRecord& record) {
    return record.plan.copiesRebuilt > 0 || record.plan.oneCopyMeanwhile > 0;
}

/// True when the journal says that `event` follows from this action, or is its own entry.
bool belongs(OperationRecord& record, const model::GridEvent& event) {
    if (record.plan.digest.empty()) {
        return true;
    }
    const bool isOwnEntry = event.kind == model::EventKind::OperatorAction && event.plan == record.plan.digest &&
                            event.actor == record.by.toStdString();
    if (record.journalNumber == 0 && isOwnEntry) {
        record.journalNumber = event.number;
    } else if (event.cause == 0 || !record.journalChain.contains(event.cause)) {
        return false;
    }
    if (record.journalChain.size() < mostSteps) {
        record.journalChain.insert(event.number);
    }
    return true;
}

void takeEvent(OperationRecord& record, const ReceivedEvent& received) {
    const model::GridEvent& event = *received.event;
    const Duration since = received.receivedAt.at - record.startedAt.at;
    if (record.steps.size() < mostSteps) {
        record.steps.push_back({received.receivedAt, since, QString::fromStdString(event.text), event.took});
    }
    if (isPause(event)) {
        record.pauses.push_back(event.took);
    }
    if (event.kind == model::EventKind::RedundancyRestored && !record.redundancyAfter) {
        record.redundancyAfter = since;
        record.finishedAt = record.finishedAt.value_or(received.receivedAt);
    }
    // A killed unit is gone at once; that its copies are whole again is what a person waits for.
    const bool copiesFollow = record.plan.action.kind == model::ActionKind::KillUnit && wantsRedundancy(record);
    if (event.kind == model::EventKind::OperationCompleted) {
        record.isOutcomeTold = true;
        record.outcome = QString::fromStdString(event.text);
        record.isCutShort = event.severity != model::Severity::Notice;
        if (!copiesFollow) {
            record.finishedAt = record.finishedAt.value_or(received.receivedAt);
        }
    }
}

/// False when nothing that the journal says from now on is this action's.
bool listens(const OperationRecord& record, const GridSnapshot& snapshot) {
    return !record.finishedAt || (record.journalNumber != 0 && !record.isOutcomeTold &&
                                  snapshot.now.at - record.finishedAt->at <= lastWord);
}

/// The unit acted on; of an addition the one that the grid named.
const model::UnitDescription* unitOf(const OperationRecord& record, const GridSnapshot& snapshot) {
    const bool isNew = record.plan.action.kind == model::ActionKind::AddUnit && record.answer;
    return model::findUnit(*snapshot.state, std::string_view(isNew ? record.answer->unit
                                                                   : record.plan.action.unit));
}

/// A change that was planned takes no copy away before its successor is there, so no word of the
/// journal ends it: it is over when nothing moves any more and a new unit holds its part.
bool copiesSettled(const OperationRecord& record, const GridSnapshot& snapshot) {
    const bool isWhole = snapshot.totals.movingPartitions == 0 &&
                         snapshot.totals.wholePartitions == snapshot.partitions.size();
    const model::UnitDescription* unit = unitOf(record, snapshot);
    const UnitView* view = unit ? snapshot.unitView(unit->id) : nullptr;
    switch (record.plan.action.kind) {
    case model::ActionKind::DrainUnit: return isWhole;
    case model::ActionKind::AddUnit:
    case model::ActionKind::RestartUnit: return isWhole && view && view->primaries + view->backups > 0;
    default: return false;
    }
}

bool unitSettled(const OperationRecord& record, const GridSnapshot& snapshot) {
    const model::UnitDescription* unit = unitOf(record, snapshot);
    if (!unit) {
        return false;
    }
    switch (record.plan.action.kind) {
    case model::ActionKind::DrainUnit:
    case model::ActionKind::KillUnit:
        return unit->state == model::UnitState::Stopped || unit->state == model::UnitState::Dead;
    case model::ActionKind::AddUnit:
    case model::ActionKind::RestartUnit: return unit->state == model::UnitState::Ready;
    default: return false;
    }
}

bool partitionSettled(const OperationRecord& record, const GridSnapshot& snapshot) {
    const auto& wanted = record.plan.action.partition;
    const model::PartitionDescription* partition = wanted ? snapshot.partition(*wanted) : nullptr;
    const bool moved = partition && partition->epoch > record.plan.epoch;
    return moved && !partition->handoverTo && partition->primary;
}

bool pumpSettled(const OperationRecord& record, const GridSnapshot& snapshot) {
    const model::UnitDescription* unit = unitOf(record, snapshot);
    switch (record.plan.action.kind) {
    case model::ActionKind::PausePump: return unit && unit->pumpPaused;
    case model::ActionKind::ResumePump: return unit && !unit->pumpPaused;
    default: return false;
    }
}

}  // namespace

bool OperationRecord::isRunning() const {
    return !finishedAt && (!answer || answer->outcome == ActionOutcome::Done);
}

Duration OperationRecord::lasted(const Moment& now) const {
    const Duration toItsEnd = finishedAt.value_or(now).at - startedAt.at;
    return steps.empty() ? toItsEnd : std::max(toItsEnd, steps.back().sinceStart);
}

std::optional<Duration> OperationRecord::measuredPause() const {
    if (pauses.empty()) {
        return std::nullopt;
    }
    std::vector<Duration> sorted = pauses;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

std::optional<double> OperationRecord::forecastRatio() const {
    const auto measured = measuredPause();
    if (!measured || !plan.pauseMedian || plan.pauseMedian->micros <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(measured->micros) / static_cast<double>(plan.pauseMedian->micros);
}

std::optional<model::Action> stopOf(const OperationRecord& record) {
    using model::ActionKind;
    const ActionKind kind = record.plan.action.kind;
    const bool takesTime = model::takesPace(kind) || kind == ActionKind::MovePartition;
    if (!takesTime || record.journalNumber == 0 || !record.isRunning()) {
        return std::nullopt;
    }
    model::Action stop;
    stop.kind = ActionKind::StopOperation;
    stop.operation = record.journalNumber;
    return stop;
}

std::optional<model::Action> wayBack(const OperationRecord& record) {
    if (record.isCutShort && record.plan.action.kind == model::ActionKind::DrainUnit) {
        model::Action balance;
        balance.kind = model::ActionKind::BalanceGrid;
        return balance;
    }
    return record.plan.undoAction;
}

void observe(OperationRecord& record, const GridSnapshot& snapshot) {
    const bool done = record.answer && record.answer->outcome == ActionOutcome::Done;
    if (!listens(record, snapshot) || (record.answer && !done) ||
        snapshot.now.at - record.startedAt.at > longestWatch) {
        return;
    }
    const EventLog& events = snapshot.events;
    std::size_t index = events.firstSince(record.startedAt.at);
    for (; index < events.size() && listens(record, snapshot); ++index) {
        const ReceivedEvent& received = events.at(index);
        if (received.event->number > record.lastEvent) {
            record.lastEvent = received.event->number;
            if (belongs(record, *received.event)) {
                takeEvent(record, received);
            }
        }
    }
    if (record.finishedAt || !done ||
        (wantsRedundancy(record) && !copiesSettled(record, snapshot))) {
        return;
    }
    if (unitSettled(record, snapshot) || partitionSettled(record, snapshot) || pumpSettled(record, snapshot)) {
        record.finishedAt = snapshot.now;
    }
}

}  // namespace orrery::console
