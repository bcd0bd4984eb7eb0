// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a unit measures of itself, sampled twice a second. Counters count from the start of the
// incarnation and only grow; rates are made by whoever reads two samples. A value that the unit
// cannot know is absent, never 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::model {

enum class Role : std::uint8_t { Primary, Backup, Joining };

struct PartitionTelemetry {
    PartitionId partition;
    Role role = Role::Backup;
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    Sequence lastSequence;      ///< Last change appended here.
    Sequence commitSequence;    ///< Last change that every in-sync copy holds, as known here.
    Sequence pumpedSequence;    ///< Last change the store has confirmed, as known here.
    std::uint64_t operations = 0;
    friend bool operator==(const PartitionTelemetry&, const PartitionTelemetry&) = default;
};

/// One replication link, measured by the sending unit.
struct LinkTelemetry {
    UnitId to;
    std::optional<Duration> lag;       ///< Longest wait for an acknowledgement since the sample before, the
                                       ///< waiting ones counted; 0 when nothing was sent.
    std::uint64_t lagRecords = 0;      ///< Changes sent or queued and not acknowledged.
    std::uint64_t queuedBytes = 0;     ///< Bytes not yet handed to the network.
    std::uint64_t resends = 0;
    std::optional<Duration> lastAcknowledgement;  ///< Age of the last acknowledgement.
    friend bool operator==(const LinkTelemetry&, const LinkTelemetry&) = default;
};

enum class PumpState : std::uint8_t { Idle, Flowing, BackingOff, Blocked, Paused, Off };

/// The ledger always balances: accepted = persisted + coalesced + queued + deadLettered.
struct PumpTelemetry {
    PumpState state = PumpState::Off;
    std::uint64_t queued = 0;          ///< Committed changes that the store has not confirmed.
    std::uint64_t queuedBytes = 0;
    std::uint64_t limitBytes = 0;      ///< At this backlog writers are throttled.
    Duration oldest;                   ///< Age of the oldest queued change; 0 when none is queued.
    std::uint64_t accepted = 0;
    std::uint64_t persisted = 0;
    std::uint64_t coalesced = 0;       ///< Replaced inside a batch by a newer change of the same key.
    std::uint64_t deadLettered = 0;
    std::uint64_t batches = 0;
    std::uint64_t lastBatchRows = 0;
    std::optional<Duration> commitMedian;   ///< Over the last 128 batches.
    std::optional<Duration> commitP99;
    std::uint64_t retries = 0;
    std::string lastError;             ///< The store's words; empty when the last batch went well.
    friend bool operator==(const PumpTelemetry&, const PumpTelemetry&) = default;
};

struct UnitTelemetry {
    UnitId unit;
    Incarnation incarnation;
    std::uint64_t number = 0;          ///< Sample number within the incarnation, from 1.
    WallTime sampledAt;                ///< The unit's own wall clock.
    std::uint64_t operations = 0;      ///< Commands answered.
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t redirects = 0;       ///< Answered MOVED.
    std::uint64_t refusals = 0;        ///< Answered NOT_APPLIED for another reason.
    std::uint64_t unknowns = 0;        ///< Answered UNKNOWN.
    std::uint64_t clients = 0;
    std::uint64_t memoryBytes = 0;     ///< Entries and logs, by the unit's own account.
    std::uint64_t memoryLimit = 0;     ///< 0: none set.
    std::uint64_t residentBytes = 0;   ///< By the operating system's account.
    std::uint32_t cpuPermille = 0;     ///< Of one core, since the sample before.
    std::vector<PartitionTelemetry> partitions;   ///< By id.
    std::vector<LinkTelemetry> links;             ///< By receiving unit.
    PumpTelemetry pump;
    friend bool operator==(const UnitTelemetry&, const UnitTelemetry&) = default;
};

std::string_view wordFor(Role role);
std::string_view wordFor(PumpState state);
std::optional<Role> roleFrom(std::string_view word);
std::optional<PumpState> pumpStateFrom(std::string_view word);

}  // namespace orrery::model
