// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: the made-up grid behind scenario_recording.h. Steps in time and gives the messages
// a controller would send. Nothing here is measured; shapes and sizes are chosen to look like a
// small shop under a flash sale.
#pragma once

#include <vector>

#include "console/state/stream_batch.h"
#include "shared/base/random.h"
#include "support/scenario_recording.h"

namespace orrery::console::fixture {

class ScenarioGrid {
public:
    explicit ScenarioGrid(const ScenarioOptions& options);

    /// All messages from the start to options.length.
    std::vector<ReceivedMessage> run();

private:
    struct PartitionLoad {
        double weight = 1;
        double entries = 0;
        double sequence = 0;
        double operations = 0;
    };
    struct UnitLoad {
        double operations = 0, reads = 0, writes = 0, hits = 0, misses = 0;
        double accepted = 0, persisted = 0, coalesced = 0, queued = 0;
        std::uint64_t number = 0, batches = 0, retries = 0;
        double rate = 0, writeRate = 0;
    };

    void makeState();
    void openJournal();
    void scriptedEvents(Duration from, Duration to);
    void killUnit();
    void completeFailover();
    void startRebuild();
    void joinSomeCopies();
    void returnUnit();
    void moveSomePrimaries();
    void load(Duration step);
    void loadPump(std::size_t index, double writes, double step);
    model::UnitTelemetry sample(std::size_t index);
    model::PumpTelemetry pumpSample(std::size_t index);
    std::vector<model::LinkTelemetry> linkSamples(std::size_t index);

    bool alive(std::size_t index) const;
    bool hasVictim() const {
        return m_state.units.size() > victim && m_options.killAt < m_options.length;
    }
    double noise(double around, double share);
    std::size_t indexOf(UnitId unit) const { return unit.value - 1; }
    UnitId otherHostUnit(const model::PartitionDescription& partition);
    Moment moment() const;
    void send(model::StreamMessage message);
    void change(std::vector<model::UnitDescription> units,
                std::vector<model::PartitionDescription> partitions);
    model::GridEvent& journal(model::EventKind kind, model::Severity severity, std::string actor,
                              std::string text);
    void flushJournal();

    static constexpr std::size_t victim = 3;    ///< b2 in the usual grid.
    static constexpr std::size_t slowPump = 1;  ///< a2

    ScenarioOptions m_options;
    Random m_random;
    Duration m_elapsed;
    model::GridState m_state;
    std::vector<PartitionLoad> m_partitions;
    std::vector<UnitLoad> m_units;
    std::vector<std::uint16_t> m_orphans;  ///< Partitions that lost a copy with the victim.
    std::vector<ReceivedMessage> m_messages;
    std::vector<model::GridEvent> m_journal;  ///< Not sent yet.
    std::uint64_t m_lastEvent = 0;
    std::uint64_t m_epoch = 400;
    std::size_t m_scriptStep = 0;
};

}  // namespace orrery::console::fixture
