// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pump on a clock of its own beside a store in memory. Requests wait until deliver().
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "cluster/core/pump/pump.h"
#include "tests/support/memory_store.h"

namespace orrery::test {

class PumpBench {
public:
    explicit PumpBench(MemoryStore& store, core::PumpOptions options = {}) : pump(options), m_store(store) {}

    core::Pump pump;
    core::Moment now{Instant{1000000}, WallTime{1700000000000}};
    std::deque<core::StoreRequest> waiting;
    std::vector<core::PumpNotice> notices;

    void take(PartitionId partition, Epoch epoch, const core::PumpSource& source) {
        pump.primaryTaken(partition, epoch, source, Sequence{}, now, m_effects);
        collect();
    }
    void loaded(PartitionId partition) {
        pump.storeLoaded(partition, now, m_effects);
        collect();
    }
    void tick() {
        pump.tick(now, m_effects);
        collect();
    }
    /// Carries out the oldest request. False when none waits.
    bool deliver() {
        if (waiting.empty()) {
            return false;
        }
        const core::StoreRequest request = std::move(waiting.front());
        waiting.pop_front();
        pump.storeEvent(m_store.answer(request), now, m_effects);
        collect();
        return true;
    }
    /// Lets `span` pass in steps of 10 ms; the store answers within each step.
    void run(Duration span) {
        const Instant end = now.instant + span;
        while (now.instant < end) {
            now.instant = now.instant + milliseconds(10);
            now.wall.millis += 10;
            tick();
            while (deliver()) {
            }
        }
    }
    template <typename Notice> std::vector<Notice> noticesOf() const {
        std::vector<Notice> found;
        for (const core::PumpNotice& notice : notices) {
            if (const auto* wanted = std::get_if<Notice>(&notice)) {
                found.push_back(*wanted);
            }
        }
        return found;
    }
    model::PumpTelemetry figures() const { return pump.telemetry(now); }
    bool ledgerBalances() const {
        const auto seen = figures();
        return seen.accepted == seen.persisted + seen.coalesced + seen.queued + seen.deadLettered;
    }

private:
    void collect() {
        for (auto& request : m_effects.requests) {
            waiting.push_back(std::move(request));
        }
        for (auto& notice : m_effects.notices) {
            notices.push_back(std::move(notice));
        }
        m_effects = {};
    }

    MemoryStore& m_store;
    core::PumpEffects m_effects;
};

}  // namespace orrery::test
