// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list itself.
#include "console/state/alarm_catalogue.h"

#include <array>

#include <QCoreApplication>

#include "shared/base/assert.h"

namespace orrery::console {
namespace {

constexpr const char* unitDown = "runbook-unit-down.md";
constexpr const char* storeDown = "runbook-store-down.md";
constexpr const char* lostPartition = "runbook-lost-partition.md";

// clang-format off
constexpr std::array<AlarmDefinition, alarmKindTotal> definitions = {{
    {AlarmKind::PartitionLost, Priority::Critical, {}, {},
     QT_TRANSLATE_NOOP("Alarm", "Partition lost"),
     QT_TRANSLATE_NOOP("Alarm", "No living copy holds every acknowledged write of this partition."),
     QT_TRANSLATE_NOOP("Alarm", "All its copies died together, mostly because they shared a host or a rack."),
     QT_TRANSLATE_NOOP("Alarm", "Bring a unit back that held a copy. If none can come back, restore the partition from the store."),
     QT_TRANSLATE_NOOP("Alarm", "Its keys answer CLUSTERDOWN until then."),
     lostPartition},
    {AlarmKind::UnitDead, Priority::High, {}, {},
     QT_TRANSLATE_NOOP("Alarm", "Unit dead"),
     QT_TRANSLATE_NOOP("Alarm", "The unit's agent has proven that its process is gone."),
     QT_TRANSLATE_NOOP("Alarm", "A crash, a kill, or no memory left on its host."),
     QT_TRANSLATE_NOOP("Alarm", "Its agent starts it again. If it stays away for a minute, look at its host and at the unit's log."),
     QT_TRANSLATE_NOOP("Alarm", "Its partitions have a copy less; one more death may lose writes."),
     unitDown},
    {AlarmKind::UnitUnhealthy, Priority::High, {}, {},
     QT_TRANSLATE_NOOP("Alarm", "Unit not heard"),
     QT_TRANSLATE_NOOP("Alarm", "The unit's beats ceased and nothing proves that it is dead."),
     QT_TRANSLATE_NOOP("Alarm", "A stopped process, a host that swaps, or a broken network."),
     QT_TRANSLATE_NOOP("Alarm", "Look at its host and at the network between it and the controller."),
     QT_TRANSLATE_NOOP("Alarm", "Its primaries answer nothing until it is heard or taken over."),
     unitDown},
    {AlarmKind::PartitionUnderReplicated, Priority::High, {}, {},
     QT_TRANSLATE_NOOP("Alarm", "Copies missing"),
     QT_TRANSLATE_NOOP("Alarm", "The partition has fewer copies in sync than the grid wants."),
     QT_TRANSLATE_NOOP("Alarm", "A unit died or cannot keep up, and the new copy is not whole yet."),
     QT_TRANSLATE_NOOP("Alarm", "Wait while a copy catches up. If none does, add or restart a unit on another host."),
     QT_TRANSLATE_NOOP("Alarm", "With one copy left, one more death loses writes."),
     unitDown},
    {AlarmKind::PumpBlocked, Priority::High, {}, seconds(10),
     QT_TRANSLATE_NOOP("Alarm", "Pump blocked"),
     QT_TRANSLATE_NOOP("Alarm", "The backlog of this unit's pump is at its limit; writers hear THROTTLED."),
     QT_TRANSLATE_NOOP("Alarm", "The database is down, full or far too slow for this load."),
     QT_TRANSLATE_NOOP("Alarm", "Mend the database. Do not kill or drain units meanwhile."),
     QT_TRANSLATE_NOOP("Alarm", "Writes of this unit are refused; reads go on."),
     storeDown},
    {AlarmKind::PumpBackingOff, Priority::Medium, {}, seconds(10),
     QT_TRANSLATE_NOOP("Alarm", "Pump backing off"),
     QT_TRANSLATE_NOOP("Alarm", "The database refused the last batch; the pump waits before it tries again."),
     QT_TRANSLATE_NOOP("Alarm", "The database is locked, restarting, full or not reachable."),
     QT_TRANSLATE_NOOP("Alarm", "Read the store's last words below and look at the database."),
     QT_TRANSLATE_NOOP("Alarm", "Nothing is lost while the backlog stays below its limit; at the limit writers are refused."),
     storeDown},
    {AlarmKind::HostLost, Priority::High, seconds(2), seconds(2),
     QT_TRANSLATE_NOOP("Alarm", "Host not heard"),
     QT_TRANSLATE_NOOP("Alarm", "The controller has no contact with the agent of this host."),
     QT_TRANSLATE_NOOP("Alarm", "The host is down, its network is cut, or its agent died."),
     QT_TRANSLATE_NOOP("Alarm", "Look at the host first: power, network, then the agent's log."),
     QT_TRANSLATE_NOOP("Alarm", "Nobody there starts units again, and its deaths cannot be proven."),
     unitDown},
    {AlarmKind::LinkSilent, Priority::Medium, seconds(2), seconds(10),
     QT_TRANSLATE_NOOP("Alarm", "Link silent"),
     QT_TRANSLATE_NOOP("Alarm", "Changes were sent over this link and nothing was acknowledged for 2 s."),
     QT_TRANSLATE_NOOP("Alarm", "The receiver is too slow, or the network between the two units is broken."),
     QT_TRANSLATE_NOOP("Alarm", "Look at the receiver's host. If it cannot be mended soon, drain the receiver."),
     QT_TRANSLATE_NOOP("Alarm", "Writes wait for this copy until it leaves the in-sync set."),
     unitDown},
    {AlarmKind::PumpFilling, Priority::High, seconds(2), seconds(30),
     QT_TRANSLATE_NOOP("Alarm", "Memory for writes runs out"),
     QT_TRANSLATE_NOOP("Alarm", "The queue grows so fast that writers are refused within 15 minutes."),
     QT_TRANSLATE_NOOP("Alarm", "The pump is paused, or the database takes less than writers bring."),
     QT_TRANSLATE_NOOP("Alarm", "Resume the pump if it is paused; otherwise mend the database or lower the load."),
     QT_TRANSLATE_NOOP("Alarm", "At the limit writers hear THROTTLED."),
     storeDown},
    {AlarmKind::LedgerMismatch, Priority::Critical, seconds(1), seconds(2),
     QT_TRANSLATE_NOOP("Alarm", "Ledger does not balance"),
     QT_TRANSLATE_NOOP("Alarm", "Accepted writes are not all accounted for as persisted, coalesced, queued or dead letters."),
     QT_TRANSLATE_NOOP("Alarm", "A fault in the pump itself."),
     QT_TRANSLATE_NOOP("Alarm", "Keep the recording and the unit's log, fail its partitions over, and report the fault."),
     QT_TRANSLATE_NOOP("Alarm", "The database may miss writes that clients were told are safe."),
     storeDown},
    {AlarmKind::DeadLetters, Priority::Medium, {}, {},
     QT_TRANSLATE_NOOP("Alarm", "Dead letters"),
     QT_TRANSLATE_NOOP("Alarm", "The database refused rows for good; the pump went on without them."),
     QT_TRANSLATE_NOOP("Alarm", "A constraint or a type of the database that the written value breaks."),
     QT_TRANSLATE_NOOP("Alarm", "Find the keys in the unit's log, mend table or value, and write them again."),
     QT_TRANSLATE_NOOP("Alarm", "These rows are in memory only, and gone from it when the unit stops."),
     storeDown},
    {AlarmKind::MemoryHigh, Priority::Medium, seconds(2), seconds(10),
     QT_TRANSLATE_NOOP("Alarm", "Memory nearly full"),
     QT_TRANSLATE_NOOP("Alarm", "The unit uses more than 90 % of its memory limit."),
     QT_TRANSLATE_NOOP("Alarm", "More keys than planned, or a backlog that the database does not take."),
     QT_TRANSLATE_NOOP("Alarm", "Add a unit, or let keys expire. Look at the pump of this unit first."),
     QT_TRANSLATE_NOOP("Alarm", "At the limit writers hear OOM."),
     storeDown},
}};
// clang-format on

QString words(const char* text) { return QCoreApplication::translate("Alarm", text); }

}  // namespace

std::span<const AlarmDefinition> alarmDefinitions() { return definitions; }

const AlarmDefinition& definitionOf(AlarmKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    ORRERY_ASSERT(index < definitions.size());
    return definitions[index];
}

AlarmAdvice adviceOn(AlarmKind kind) {
    const AlarmDefinition& definition = definitionOf(kind);
    return {words(definition.name),     words(definition.meaning),
            words(definition.cause),    words(definition.response),
            words(definition.consequence), QString::fromLatin1(definition.runbook)};
}

}  // namespace orrery::console
