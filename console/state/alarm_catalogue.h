// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rationalised list of alarms: for each kind why it exists, what a person does about it and
// what waiting costs. A kind without an answer for an operator does not belong here; what merely
// happened stands in the journal.
#pragma once

#include <span>

#include "console/state/alarm.h"

namespace orrery::console {

struct AlarmDefinition {
    AlarmKind kind;
    Priority priority;
    Duration raiseAfter;  ///< The trouble must have stood for so long.
    Duration clearAfter;  ///< It must have been gone for so long: flapping stays one alarm.
    const char* name;     ///< The texts, translated by adviceOn(); context "Alarm".
    const char* meaning;
    const char* cause;
    const char* response;
    const char* consequence;
    const char* runbook;  ///< Page of the handbook: "runbook-unit-down.md".
};

/// One per kind, in the order of the kinds.
std::span<const AlarmDefinition> alarmDefinitions();
const AlarmDefinition& definitionOf(AlarmKind kind);

/// What a person should know about a kind of alarm, translated.
struct AlarmAdvice {
    QString name;         ///< "Unit dead"
    QString meaning;      ///< What it says.
    QString cause;        ///< What usually lies behind it.
    QString response;     ///< What to do.
    QString consequence;  ///< What waiting costs.
    QString runbook;      ///< Page of the handbook.
};
AlarmAdvice adviceOn(AlarmKind kind);

}  // namespace orrery::console
