// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The database of the simulated grid, as cluster/core/store_request.h promises it: fence rows,
// watermarks, guarded upserts, all or nothing per batch. A request takes effect at a moment of its own,
// after it was sent and before it is answered, whether or not its sender still lives: that is how the
// batch of a dead or stopped unit arrives after the next primary's claim.
//
// The requests of one process take effect in order: a unit has one session.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cluster/core/store_request.h"
#include "cluster/simulation/world/event_queue.h"
#include "cluster/simulation/world/fault_model.h"

namespace orrery::simulation {

/// Ways in which a planted bug makes the store break its promise.
enum class StoreLie : std::uint8_t { None, IgnoresFences, LosesBatches };

class Store {
public:
    Store(EventQueue& queue, Random& random, const StoreModel& model)
        : m_queue(queue), m_random(random), m_model(model) {}

    /// Takes a request of the process in slot `owner` in its life `generation`.
    void submit(core::StoreRequest request, std::uint32_t owner, std::uint32_t generation);

    /// StoreExecutes: carries the request out and schedules its answers as StoreAnswers.
    void execute(const Event& event);

    /// StoreAnswers: what the unit is told.
    core::StoreEvent takeAnswer(const Event& event);

    /// Until then every request ends Unavailable.
    void failUntil(Instant instant) { m_failsUntil = std::max(m_failsUntil, instant); }
    /// Until then nine requests of ten end Busy.
    void busyUntil(Instant instant) { m_busyUntil = std::max(m_busyUntil, instant); }
    /// Until then every request takes its time: some 200 to 900 ms.
    void slowUntil(Instant instant) { m_slowUntil = std::max(m_slowUntil, instant); }
    /// Ends the three above.
    void recover() { m_failsUntil = m_busyUntil = m_slowUntil = Instant{}; }
    void lie(StoreLie lie) { m_lie = lie; }

    using Key = std::pair<std::string, std::string>;  ///< Space, key.
    const std::map<Key, core::StoreRow>& rows() const { return m_rows; }
    /// Everything up to here is said to be stored.
    Position watermark(PartitionId partition) const;
    /// Batches that were refused because a newer primary had claimed a partition.
    std::uint64_t fencedBatches() const { return m_fencedBatches; }

private:
    struct Fence { Epoch epoch; Position watermark; };
    struct Job { core::StoreRequest request; std::uint32_t owner; std::uint32_t generation; };

    core::StoreEvent carryOut(const core::StoreClaim& claim);
    core::StoreEvent carryOut(const core::StoreBatch& batch);
    void load(const core::StoreLoad& load, const Job& job);
    std::optional<core::StoreEvent> failure(const core::StoreRequest& request);
    void answer(core::StoreEvent event, const Job& job);
    void upsert(const core::StoreRow& row);

    EventQueue& m_queue;
    Random& m_random;
    const StoreModel& m_model;
    std::map<Key, core::StoreRow> m_rows;
    std::map<PartitionId, Fence> m_fences;
    std::map<std::uint64_t, Job> m_jobs;              ///< Sent and not carried out.
    std::map<std::uint64_t, core::StoreEvent> m_answers;  ///< Carried out and not told.
    std::map<std::uint32_t, Instant> m_sessions;      ///< When the last request of a slot takes effect,
    std::map<std::uint32_t, Instant> m_lastAnswers;   ///< and when its last answer arrives.
    std::uint64_t m_numbers = 0;
    std::uint64_t m_fencedBatches = 0;
    Instant m_failsUntil;
    Instant m_busyUntil;
    Instant m_slowUntil;
    StoreLie m_lie = StoreLie::None;
};

}  // namespace orrery::simulation
