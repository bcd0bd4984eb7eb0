// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole picture under other names.
#include <utility>
#include <variant>

#include "console/state/redaction.h"

namespace orrery::console {
namespace {

EventLog redactedLog(const EventLog& log, Redaction& redaction) {
    EventLog out;
    for (std::size_t index = 0; index < log.size(); ++index) {
        const ReceivedEvent& received = log.at(index);
        const model::StreamMessage message = redaction.redact(model::StreamMessage(*received.event));
        out.append(std::make_shared<const model::GridEvent>(std::get<model::GridEvent>(message)), received.receivedAt);
    }
    return out;
}

bool speaksOfStore(AlarmKind kind) {
    return kind == AlarmKind::PumpBlocked || kind == AlarmKind::PumpBackingOff || kind == AlarmKind::DeadLetters;
}

void rename(Alarm& alarm, Redaction& redaction) {
    alarm.text = redaction.text(alarm.text);
    alarm.detail = speaksOfStore(alarm.id.kind) ? Redaction::removedIfAny(alarm.detail)
                                                : redaction.text(alarm.detail);
    alarm.response = redaction.text(alarm.response);
    alarm.by = redaction.actor(alarm.by);
    alarm.reason = Redaction::removedIfAny(alarm.reason);
    alarm.suppressedBy = redaction.text(alarm.suppressedBy);
}

void rename(UnitView& unit, Redaction& redaction) {
    const auto without = [](std::string& text) { text = text.empty() ? text : Redaction::removedText; };
    without(unit.pump.counters.lastError);
    if (unit.pump.trouble) {
        without(unit.pump.trouble->text);
    }
    if (unit.telemetry && !unit.telemetry->pump.lastError.empty()) {
        unit.telemetry = std::make_shared<const model::UnitTelemetry>(
            std::get<model::UnitTelemetry>(redaction.redact(model::StreamMessage(*unit.telemetry))));
    }
}

}  // namespace

SnapshotPointer redacted(const GridSnapshot& snapshot) {
    auto redaction = std::make_shared<Redaction>();
    auto out = std::make_shared<GridSnapshot>(snapshot);
    redaction->learn(*snapshot.state);
    for (std::size_t index = 0; index < snapshot.events.size(); ++index) {
        redaction->learn(*snapshot.events.at(index).event);   // Sentences may name whom a later one introduces.
    }
    out->state = std::make_shared<const model::GridState>(
        std::get<model::GridState>(redaction->redact(model::StreamMessage(*snapshot.state))));
    out->events = redactedLog(snapshot.events, *redaction);
    for (UnitView& unit : out->units) {
        rename(unit, *redaction);
    }
    for (Alarm& alarm : out->alarms) {
        rename(alarm, *redaction);
    }
    out->contact.peer = Redaction::removedIfAny(out->contact.peer);
    out->contact.why = Redaction::removedIfAny(out->contact.why);
    out->naming = std::move(redaction);
    return out;
}

QString shownText(const GridSnapshot& snapshot, const QString& text) {
    return snapshot.naming ? snapshot.naming->text(text) : text;
}

QString shownFreely(const GridSnapshot& snapshot, const QString& text) {
    return snapshot.naming ? Redaction::removedIfAny(text) : text;
}

FailoverReceipt shownReceipt(const GridSnapshot& snapshot, FailoverReceipt receipt) {
    return snapshot.naming ? snapshot.naming->redact(std::move(receipt)) : receipt;
}

}  // namespace orrery::console
