// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alarms: what needs a person. Derived from the snapshot alone, so live, replayed and simulated
// grids raise the same ones. Each has a priority, a response, and a cause: the alarm that came
// first among those it follows from (a unit before its partitions).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "console/state/moment.h"
#include "shared/base/ids.h"
#include "shared/model/grid_event.h"

namespace orrery::console {

enum class AlarmKind : std::uint8_t {
    PartitionLost,             ///< P1
    UnitDead,                  ///< P2
    UnitUnhealthy,             ///< P2
    PartitionUnderReplicated,  ///< P2
    PumpBlocked,               ///< P2
    PumpBackingOff,            ///< P3
    HostLost,                  ///< P2
    LinkSilent,                ///< P3
    PumpFilling,               ///< P2
    LedgerMismatch,            ///< P1
    DeadLetters,               ///< P3
    MemoryHigh,                ///< P3
};
inline constexpr std::size_t alarmKindTotal = 12;

enum class Priority : std::uint8_t { Critical = 1, High = 2, Medium = 3 };  ///< P1, P2, P3

/// A link as the subject of an alarm. Units above 65,535 have no such number: none.
constexpr std::optional<std::uint32_t> linkSubject(UnitId from, UnitId to) {
    constexpr std::uint32_t limit = 0xFFFF;
    return from.value > limit || to.value > limit ? std::nullopt
                                                  : std::optional(from.value << 16 | to.value);
}

/// What is wrong with what. Stable: the same trouble of the same thing is the same alarm.
struct AlarmId {
    AlarmKind kind = AlarmKind::UnitDead;
    std::uint32_t subject = 0;  ///< Number of the unit, partition, agent or link, as the kind says.
    friend auto operator<=>(const AlarmId&, const AlarmId&) = default;
};

/// The states of ISA-18.2. How one follows from another stands in alarm_machine.h.
enum class AlarmState : std::uint8_t {
    Unacknowledged,
    Acknowledged,
    ReturnedUnacknowledged,  ///< Over, but nobody has seen it; stays until acknowledged.
    Shelved,                 ///< Set aside by a person until `shelvedUntil`.
    SuppressedByDesign,      ///< Follows from something that is wanted; `suppressedBy` says what.
    OutOfService,            ///< Switched off by a person until a person switches it on.
    Normal,                  ///< Over and seen: not on any list.
};

struct Alarm {
    AlarmId id;
    Priority priority = Priority::High;
    AlarmState state = AlarmState::Unacknowledged;
    bool active = true;  ///< The trouble is there now.
    Moment raisedAt;     ///< The first time since it was last normal.
    std::optional<Moment> clearedAt;  ///< Set when not active.
    std::uint32_t count = 1;          ///< Times it was raised since it was last normal.
    std::optional<Moment> shelvedUntil;
    std::optional<UnitId> unit;
    std::optional<PartitionId> partition;
    QString text;          ///< "Partition 201 has one copy"
    QString detail;        ///< "a2 catches up"; may be empty.
    QString response;      ///< What to do, and what waiting costs.
    QString by;            ///< Who acknowledged, shelved or switched it off; empty: nobody.
    QString reason;        ///< Their words; may be empty.
    QString suppressedBy;  ///< SuppressedByDesign: what it follows from.
    AlarmId cause;         ///< First of its group; itself when it is the first.
    std::uint32_t followers = 0;  ///< Alarms that name this one as their cause, folded ones counted.
    /// Followers of each priority, [1] to [3], that are counted and not kept one by one.
    std::array<std::uint32_t, 4> folded{};

    bool firstOut() const { return cause == id; }
    /// It stands and a person is asked to look: neither shelved nor suppressed nor out of service.
    bool calls() const;
    friend bool operator==(const Alarm&, const Alarm&) = default;
};

Priority priorityOf(AlarmKind kind);

/// The priority that an event's severity stands for: 1, 2, 3, or 0 for a notice.
int priorityOf(model::Severity severity);
/// "not acknowledged", "shelved"
QString wordsOf(AlarmState state);

/// How many alarms that call stand at each priority, folded ones counted: [1], [2], [3]; [0] is
/// unused.
std::vector<std::uint32_t> countByPriority(const std::vector<Alarm>& alarms);

/// The alarms an operator should see first: one per cause, unacknowledged before acknowledged, then
/// by priority, then newest first; shelved, suppressed and switched-off ones are left out. Pointers into `alarms`.
std::vector<const Alarm*> topAlarms(const std::vector<Alarm>& alarms, std::size_t limit);

}  // namespace orrery::console
