// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: script and load of the made-up grid.
#include "support/scenario_grid.h"

#include <algorithm>
#include <cmath>

namespace orrery::console::fixture {
namespace {

constexpr double operationsPerSecond = 41'800;
constexpr double writeShare = 0.28;
constexpr double hitShare = 0.974;

double secondsOf(Duration duration) { return static_cast<double>(duration.micros) / 1e6; }

std::uint64_t whole(double value) { return value > 0 ? static_cast<std::uint64_t>(value) : 0; }

}  // namespace

ScenarioGrid::ScenarioGrid(const ScenarioOptions& options)
    : m_options(options), m_random(options.seed) {
    makeState();
    m_units.resize(m_state.units.size());
    for (UnitLoad& unit : m_units) {
        unit.operations = 2e6 + static_cast<double>(m_random.below(500'000));
        unit.accepted = unit.operations * writeShare;
        unit.coalesced = unit.accepted * 0.01;
        unit.queued = 60;
        unit.persisted = unit.accepted - unit.coalesced - unit.queued;
    }
    m_partitions.resize(m_state.partitions.size());
    for (PartitionLoad& partition : m_partitions) {
        partition.weight = 0.5 + static_cast<double>(m_random.below(1000)) / 1000.0;
        partition.entries = 3'000 + static_cast<double>(m_random.below(2'000));
        partition.sequence = 80'000 + static_cast<double>(m_random.below(20'000));
    }
}

void ScenarioGrid::makeState() {
    m_state.gridId = "fixture-" + std::to_string(m_options.seed);
    m_state.name = "flash-sale";
    m_state.partitionCount = m_options.partitions;
    m_state.backups = m_options.backups;
    m_state.epoch = Epoch{m_epoch};
    m_state.spaces = {{"*", model::PumpStrategy::WriteBehind},
                      {"session", model::PumpStrategy::None}};
    for (std::uint32_t host = 0; host < m_options.hosts; ++host) {
        const std::string name =
            host < 26 ? std::string(1, static_cast<char>('a' + host)) : "h" + std::to_string(host);
        const auto port = static_cast<std::uint16_t>(7101 + 100 * (host % 500));
        m_state.agents.push_back(
            {AgentId{host + 1}, name, {"127.0.0.1", port}, host == 0, host == 0, true});
        for (std::uint32_t index = 1; index <= m_options.unitsPerHost; ++index) {
            model::UnitDescription unit;
            unit.id = UnitId{static_cast<std::uint32_t>(m_state.units.size() + 1)};
            unit.name = name + std::to_string(index);
            unit.host = name;
            unit.incarnation = Incarnation{unit.id.value};
            unit.state = model::UnitState::Ready;
            unit.client = {"127.0.0.1", static_cast<std::uint16_t>(port + index)};
            unit.processId = 4000 + unit.id.value;
            unit.since = WallTime{scenarioStart.millis - 3'600'000};
            unit.version = "0.1.0";
            m_state.units.push_back(unit);
        }
    }
    const auto units = static_cast<std::uint32_t>(m_state.units.size());
    for (std::uint16_t number = 0; number < m_options.partitions; ++number) {
        model::PartitionDescription partition;
        partition.id = PartitionId{number};
        partition.epoch = Epoch{300 + number % 90u};
        const std::uint32_t primary = number % units;
        partition.primary = UnitId{primary + 1};
        partition.inSync.push_back(*partition.primary);
        for (std::uint32_t copy = 1; copy <= m_options.backups && copy < m_options.hosts; ++copy) {
            const std::uint32_t host = (primary / m_options.unitsPerHost + copy) % m_options.hosts;
            const std::uint32_t member = (number / units) % m_options.unitsPerHost;
            partition.inSync.push_back(UnitId{host * m_options.unitsPerHost + member + 1});
        }
        m_state.partitions.push_back(partition);
    }
}

std::vector<ReceivedMessage> ScenarioGrid::run() {
    send(m_state);
    openJournal();
    const auto units = static_cast<std::int64_t>(m_state.units.size());
    for (Duration tick; tick < m_options.length; tick = tick + m_options.interval) {
        load(m_options.interval);
        for (std::size_t index = 0; index < m_state.units.size(); ++index) {
            const Duration before = m_elapsed;
            const Duration at = tick + Duration{m_options.interval.micros *
                                                static_cast<std::int64_t>(index) / units};
            scriptedEvents(before, at);
            m_elapsed = std::max(at, m_elapsed);
            if (alive(index)) {
                send(sample(index));
            }
        }
    }
    m_elapsed = m_options.length;
    send(model::Alive{moment().wall, Epoch{m_epoch}});
    return std::move(m_messages);
}

void ScenarioGrid::openJournal() {
    journal(model::EventKind::GridCreated, model::Severity::Notice, "controller",
            "The grid flash-sale was created.");
    for (const model::AgentDescription& agent : m_state.agents) {
        journal(model::EventKind::AgentJoined, model::Severity::Notice, "controller",
                "The agent of host " + agent.host + " joined.");
    }
    for (const model::UnitDescription& unit : m_state.units) {
        journal(model::EventKind::UnitReady, model::Severity::Notice, "agent " + unit.host,
                "Unit " + unit.name + " is ready.")
            .unit = unit.id;
    }
    for (model::GridEvent& event : m_journal) {
        event.at = WallTime{event.at.millis - 3'600'000};
    }
    flushJournal();
}

void ScenarioGrid::scriptedEvents(Duration from, Duration to) {
    if (!hasVictim()) {
        return;
    }
    struct Step {
        Duration at;
        void (ScenarioGrid::*act)();
    };
    const Duration kill = m_options.killAt;
    std::vector<Step> script = {{kill, &ScenarioGrid::killUnit},
                                {kill + milliseconds(96), &ScenarioGrid::completeFailover},
                                {kill + milliseconds(1200), &ScenarioGrid::startRebuild}};
    for (int part = 0; part < 20; ++part) {
        script.push_back(
            {kill + seconds(4) + milliseconds(1250) * part, &ScenarioGrid::joinSomeCopies});
    }
    script.push_back({kill + seconds(35), &ScenarioGrid::returnUnit});
    for (int part = 0; part < 8; ++part) {
        script.push_back({kill + seconds(40) + seconds(part), &ScenarioGrid::moveSomePrimaries});
    }
    while (m_scriptStep < script.size() && script[m_scriptStep].at <= to) {
        m_elapsed = std::max(script[m_scriptStep].at, from);
        (this->*script[m_scriptStep].act)();
        flushJournal();
        ++m_scriptStep;
    }
}

void ScenarioGrid::killUnit() {
    model::UnitDescription& unit = m_state.units[victim];
    unit.state = model::UnitState::Dead;
    unit.reason = "killed by signal 9";
    unit.since = moment().wall;
    change({unit}, {});
    journal(model::EventKind::UnitDied, model::Severity::High, "agent " + unit.host,
            "Unit " + unit.name + " died: killed by signal 9.")
        .unit = unit.id;
    auto& started = journal(model::EventKind::FailoverStarted, model::Severity::Medium,
                            "controller", "The backups of " + unit.name + " take over.");
    started.unit = unit.id;
}

void ScenarioGrid::completeFailover() {
    const UnitId gone = m_state.units[victim].id;
    std::vector<model::PartitionDescription> changed;
    std::uint32_t promoted = 0;
    for (model::PartitionDescription& partition : m_state.partitions) {
        if (std::erase(partition.inSync, gone) == 0) {
            continue;
        }
        m_orphans.push_back(partition.id.value);
        promoted += partition.primary == gone;
        partition.lost = partition.inSync.empty();
        partition.primary = partition.lost ? std::nullopt : std::optional(partition.inSync.front());
        partition.epoch = Epoch{m_epoch + 1};
        changed.push_back(partition);
    }
    change({}, changed);
    auto& completed =
        journal(model::EventKind::FailoverCompleted, model::Severity::Medium, "controller",
                std::to_string(promoted) + " partitions of " + m_state.units[victim].name +
                    " have a new primary.");
    completed.unit = gone;
    completed.partitionCount = promoted;
    completed.took = milliseconds(96);
}

UnitId ScenarioGrid::otherHostUnit(const model::PartitionDescription& partition) {
    for (std::size_t attempt = 0; attempt < 64; ++attempt) {
        const model::UnitDescription& unit = m_state.units[m_random.below(m_state.units.size())];
        const bool used = std::any_of(
            partition.inSync.begin(), partition.inSync.end(),
            [&](UnitId copy) { return m_state.units[indexOf(copy)].host == unit.host; });
        if (unit.state == model::UnitState::Ready && !used) {
            return unit.id;
        }
    }
    return partition.inSync.front();
}

void ScenarioGrid::startRebuild() {
    std::vector<model::PartitionDescription> changed;
    for (std::uint16_t number : m_orphans) {
        model::PartitionDescription& partition = m_state.partitions[number];
        if (!partition.inSync.empty() && m_options.hosts > 1) {
            partition.joining = {otherHostUnit(partition)};
            changed.push_back(partition);
        }
    }
    change({}, changed);
}

void ScenarioGrid::joinSomeCopies() {
    std::vector<model::PartitionDescription> changed;
    const std::size_t share = m_state.partitions.size() / 51 + 1;
    while (!m_orphans.empty() && changed.size() < share) {
        model::PartitionDescription& partition = m_state.partitions[m_orphans.front()];
        m_orphans.erase(m_orphans.begin());
        partition.inSync.insert(partition.inSync.end(), partition.joining.begin(),
                                partition.joining.end());
        partition.joining.clear();
        changed.push_back(partition);
    }
    if (changed.empty()) {
        return;
    }
    const auto count = static_cast<std::uint32_t>(changed.size());
    change({}, changed);
    journal(model::EventKind::CopyJoined, model::Severity::Notice, "controller",
            std::to_string(count) + " rebuilt copies are in sync.")
        .partitionCount = count;
    if (m_orphans.empty()) {
        journal(model::EventKind::RedundancyRestored, model::Severity::Notice, "controller",
                "Every partition has all its copies again.")
            .took = m_elapsed + m_options.killAt * -1;
    }
}

void ScenarioGrid::returnUnit() {
    model::UnitDescription& unit = m_state.units[victim];
    unit.state = model::UnitState::Ready;
    unit.reason.clear();
    unit.incarnation = Incarnation{unit.incarnation.value + 1000};
    unit.since = moment().wall;
    m_units[victim] = UnitLoad{};
    change({unit}, {});
    journal(model::EventKind::UnitReady, model::Severity::Notice, "agent " + unit.host,
            "Unit " + unit.name + " is ready again.")
        .unit = unit.id;
}

void ScenarioGrid::moveSomePrimaries() {
    const UnitId target = m_state.units[victim].id;
    std::vector<model::PartitionDescription> changed;
    for (model::PartitionDescription& partition : m_state.partitions) {
        const bool ended = partition.handoverTo == target;
        const bool begins = !partition.handoverTo && changed.size() < 10 &&
                            partition.id.value % 6 == 3 && partition.primary &&
                            partition.primary != target;
        if (ended) {
            partition.inSync = {target, *partition.primary};
            partition.primary = target;
            partition.handoverTo.reset();
            partition.epoch = Epoch{m_epoch + 1};
        } else if (begins) {
            partition.handoverTo = target;
        } else {
            continue;
        }
        changed.push_back(partition);
    }
    const auto count = static_cast<std::uint32_t>(changed.size());
    change({}, changed);
    auto& moved = journal(model::EventKind::PrimaryMoved, model::Severity::Notice, "controller",
                          "Primaries move to " + m_state.units[victim].name + ".");
    moved.unit = target;
    moved.partitionCount = count;
    moved.took = milliseconds(22);
}

bool ScenarioGrid::alive(std::size_t index) const {
    return m_state.units[index].state != model::UnitState::Dead;
}

Moment ScenarioGrid::moment() const {
    return Moment{scenarioClockStart + m_elapsed,
                  WallTime{scenarioStart.millis + m_elapsed.millis()}};
}

void ScenarioGrid::send(model::StreamMessage message) {
    m_messages.push_back(
        {moment(), std::make_shared<const model::StreamMessage>(std::move(message)), {}});
}

void ScenarioGrid::change(std::vector<model::UnitDescription> units,
                          std::vector<model::PartitionDescription> partitions) {
    ++m_epoch;
    m_state.epoch = Epoch{m_epoch};
    send(model::GridChange{Epoch{m_epoch}, {}, std::move(units), std::move(partitions)});
}

model::GridEvent& ScenarioGrid::journal(model::EventKind kind, model::Severity severity,
                                        std::string actor, std::string text) {
    model::GridEvent event;
    event.number = ++m_lastEvent;
    event.epoch = Epoch{m_epoch};
    event.at = moment().wall;
    event.kind = kind;
    event.severity = severity;
    event.actor = std::move(actor);
    event.text = std::move(text);
    m_journal.push_back(std::move(event));
    return m_journal.back();
}

void ScenarioGrid::flushJournal() {
    for (model::GridEvent& event : m_journal) {
        send(std::move(event));
    }
    m_journal.clear();
}

double ScenarioGrid::noise(double around, double share) {
    const double swing = static_cast<double>(m_random.below(2001)) / 1000.0 - 1.0;
    return around * (1.0 + share * swing);
}

void ScenarioGrid::load(Duration step) {
    const double stepSeconds = secondsOf(step);
    const double wave = 1.0 + 0.08 * std::sin(secondsOf(m_elapsed) / 9.0);
    std::vector<double> operations(m_units.size(), 0.0);
    for (std::size_t number = 0; number < m_partitions.size(); ++number) {
        const auto& description = m_state.partitions[number];
        if (!description.primary || !alive(indexOf(*description.primary))) {
            continue;
        }
        PartitionLoad& partition = m_partitions[number];
        const double rate = operationsPerSecond / static_cast<double>(m_partitions.size()) *
                            partition.weight * wave;
        const double done = noise(rate, 0.2) * stepSeconds;
        partition.operations += done;
        partition.sequence += done * writeShare;
        partition.entries += done * writeShare * 0.05;
        operations[indexOf(*description.primary)] += done;
    }
    for (std::size_t index = 0; index < m_units.size(); ++index) {
        UnitLoad& unit = m_units[index];
        const double done = operations[index];
        unit.rate = done / stepSeconds;
        unit.operations += done;
        unit.reads += done * (1 - writeShare);
        unit.writes += done * writeShare;
        const double hits = done * (1 - writeShare) * noise(hitShare, 0.008);
        unit.hits += hits;
        unit.misses += std::max(done * (1 - writeShare) - hits, 0.0);
        loadPump(index, done * writeShare, stepSeconds);
    }
}

void ScenarioGrid::loadPump(std::size_t index, double writes, double step) {
    UnitLoad& unit = m_units[index];
    const bool slow = index == slowPump && m_elapsed >= seconds(85) && m_elapsed < seconds(100);
    unit.writeRate = writes / step;
    unit.accepted += writes;
    unit.queued += writes;
    const double rest = writes > 0 ? std::min(noise(unit.writeRate * 0.03, 0.5), unit.queued) : 0;
    const double most = slow ? writes * 0.45 : unit.writeRate * step * 1.8 + 200;
    const double gone = std::min(unit.queued - rest, most);
    unit.queued -= gone;
    unit.coalesced += gone * 0.01;
    unit.persisted += gone * 0.99;
    unit.batches += whole(gone / 220) + (gone > 0);
    unit.retries += slow && m_random.chance(1, 3);
}

}  // namespace orrery::console::fixture
