// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alarms: what needs a person. Derived from the snapshot alone, so live, replayed and simulated
// grids raise the same ones. Each has a priority, a response, and a cause: the alarm that came
// first among those it follows from (a unit before its partitions).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "console/state/moment.h"
#include "shared/base/ids.h"

namespace orrery::console {

enum class AlarmKind : std::uint8_t {
    PartitionLost,             ///< P1
    UnitDead,                  ///< P2
    UnitUnhealthy,             ///< P2
    PartitionUnderReplicated,  ///< P2
    PumpBlocked,               ///< P2
    PumpBackingOff,            ///< P3
};

enum class Priority : std::uint8_t { Critical = 1, High = 2, Medium = 3 };  ///< P1, P2, P3

/// What is wrong with what. Stable: the same trouble of the same thing is the same alarm.
struct AlarmId {
    AlarmKind kind = AlarmKind::UnitDead;
    std::uint32_t subject = 0;  ///< Unit or partition number, as the kind says.
    friend auto operator<=>(const AlarmId&, const AlarmId&) = default;
};

enum class AlarmState : std::uint8_t {
    Unacknowledged,
    Acknowledged,
    ReturnedUnacknowledged,  ///< Over, but nobody has seen it; stays until acknowledged.
    Shelved,                 ///< Set aside by a person until `shelvedUntil`.
};

struct Alarm {
    AlarmId id;
    Priority priority = Priority::High;
    AlarmState state = AlarmState::Unacknowledged;
    bool active = true;  ///< The trouble is there now.
    Moment raisedAt;
    std::optional<Moment> clearedAt;  ///< Set when not active.
    std::optional<Moment> shelvedUntil;
    std::optional<UnitId> unit;
    std::optional<PartitionId> partition;
    QString text;                 ///< "Partition 201 has one copy"
    QString detail;               ///< "a2 catches up"; may be empty.
    QString response;             ///< What to do, and what waiting costs.
    AlarmId cause;                ///< First of its group; itself when it is the first.
    std::uint32_t followers = 0;  ///< Alarms that name this one as their cause.

    bool firstOut() const { return cause == id; }
    friend bool operator==(const Alarm&, const Alarm&) = default;
};

Priority priorityOf(AlarmKind kind);

/// How many active, not shelved alarms stand at each priority: [1], [2], [3]; [0] is unused.
std::vector<std::uint32_t> countByPriority(const std::vector<Alarm>& alarms);

/// The alarms an operator should see first: one per cause, unacknowledged before acknowledged, then
/// by priority, then newest first; shelved ones are left out. Pointers into `alarms`.
std::vector<const Alarm*> topAlarms(const std::vector<Alarm>& alarms, std::size_t limit);

}  // namespace orrery::console
