// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One function per kind of input.
#include "console/state/alarm_machine.h"

namespace orrery::console {
namespace {

using enum AlarmState;

/// Set aside by a person or a rule: comes and goes without a sound.
bool isSilenced(AlarmState state) {
    return state == Shelved || state == SuppressedByDesign || state == OutOfService;
}

AlarmState whenRaised(AlarmState state) {
    return state == Normal || state == ReturnedUnacknowledged ? Unacknowledged : state;
}

AlarmState whenCleared(AlarmState state) {
    switch (state) {
    case Unacknowledged: return ReturnedUnacknowledged;
    case Acknowledged:
    case SuppressedByDesign: return Normal;
    case ReturnedUnacknowledged:
    case Shelved:
    case OutOfService:
    case Normal: return state;
    }
    return state;
}

AlarmState whenAcknowledged(AlarmState state) {
    if (state == Unacknowledged) {
        return Acknowledged;
    }
    return state == ReturnedUnacknowledged ? Normal : state;
}

/// `wanted` ends: what comes instead.
AlarmState leaving(AlarmState wanted, const AlarmStatus& status) {
    if (status.state != wanted) {
        return status.state;
    }
    return status.active ? Unacknowledged : Normal;
}

}  // namespace

AlarmStatus nextStatus(AlarmStatus status, AlarmInput input) {
    AlarmStatus next = status;
    switch (input) {
    case AlarmInput::Raised: next = {whenRaised(status.state), true}; break;
    case AlarmInput::Cleared: next = {whenCleared(status.state), false}; break;
    case AlarmInput::Acknowledged: next.state = whenAcknowledged(status.state); break;
    case AlarmInput::Shelved:
        next.state = status.state == Normal || isSilenced(status.state) ? status.state : Shelved;
        break;
    case AlarmInput::TakenOut: next.state = status.state == Normal ? Normal : OutOfService; break;
    case AlarmInput::Suppressed:
        next.state = status.active && !isSilenced(status.state) ? SuppressedByDesign : status.state;
        break;
    case AlarmInput::Unshelved: next.state = leaving(Shelved, status); break;
    case AlarmInput::PutBack: next.state = leaving(OutOfService, status); break;
    case AlarmInput::Released: next.state = leaving(SuppressedByDesign, status); break;
    }
    return next;
}

}  // namespace orrery::console
