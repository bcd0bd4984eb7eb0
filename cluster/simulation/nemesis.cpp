// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/nemesis.h"

#include <algorithm>

#include "shared/resp/parser.h"

namespace orrery::simulation {
namespace {

constexpr std::uint64_t strikeAlarm = 0;

enum LinkFault : std::uint32_t { Break, Clog, StoreOutage, StoreBusy, ConnectionBreak };

}  // namespace

Nemesis::Nemesis(World& world, const Scenario& scenario)
    : m_world(world), m_scenario(scenario), m_random(world.forkRandom()) {}

void Nemesis::start() {
    if (m_scenario.weights.sum() > 0) {
        m_world.setAlarm(*this, draw(m_random, {milliseconds(100), milliseconds(1500)}), strikeAlarm);
    }
}

void Nemesis::healAll() {
    m_active = false;
    for (Heal& one : m_heals) {
        heal(one);
    }
}

void Nemesis::restoreLost() {
    const model::GridState* state = m_world.controllerState();
    const bool any = state != nullptr && std::any_of(state->partitions.begin(), state->partitions.end(),
                                                     [](const auto& partition) { return partition.lost; });
    if (any) {
        tellController({"PARTITION", "RESTORE", "ALL", "BY", "nemesis"});
    }
}

void Nemesis::resumePaused() {
    if (const model::GridState* state = m_world.controllerState()) {
        for (const model::UnitDescription& unit : state->units) {
            if (unit.pumpPaused) {
                tellController({"PUMP", "RESUME", unit.name, "BY", "nemesis"});
            }
        }
    }
}

void Nemesis::wake(std::uint64_t detail) {
    if (detail != strikeAlarm) {
        heal(m_heals[detail - 1]);
    } else if (m_active) {
        strike();
        m_world.setAlarm(*this, draw(m_random, m_scenario.betweenFaults), strikeAlarm);
    }
}

void Nemesis::disconnected(ConnectionIndex connection) {
    if (connection == m_connection) {
        m_connection = noConnection;
    }
}

void Nemesis::strike() {
    const FaultWeights& weights = m_scenario.weights;
    std::uint64_t drawn = m_random.below(weights.sum());
    const auto chosen = [&drawn](std::uint32_t weight) {
        const bool hit = drawn < weight;
        drawn -= hit ? 0 : weight;
        return hit;
    };
    if (chosen(weights.unitCrash)) {
        crashUnit();
    } else if (chosen(weights.hostCrash)) {
        crashHost();
    } else if (chosen(weights.unitPause)) {
        pauseUnit();
    } else if (chosen(weights.agentPause)) {
        pauseAgent();
    } else if (chosen(weights.cut)) {
        cut();
    } else if (chosen(weights.linkBreak)) {
        linkFault(Break);
    } else if (chosen(weights.clog)) {
        linkFault(Clog);
    } else if (chosen(weights.storeOutage)) {
        linkFault(StoreOutage);
    } else if (chosen(weights.storeBusy)) {
        linkFault(StoreBusy);
    } else if (chosen(weights.connectionBreak)) {
        linkFault(ConnectionBreak);
    } else if (chosen(weights.move)) {
        moveByOperator();
    } else if (chosen(weights.stop)) {
        stopByOperator();
    } else if (chosen(weights.pumpPause)) {
        pausePumpByOperator();
    } else {
        drainByOperator();
    }
}

void Nemesis::crashUnit() {
    const std::vector<SlotIndex> units = runningUnits();
    if (units.empty()) {
        return;
    }
    const SlotIndex victim = units[m_random.below(units.size())];
    if (spares(victim)) {
        count("unit crashes");
        m_world.killUnit(victim);
    }
}

void Nemesis::crashHost() {
    const auto host = static_cast<HostIndex>(m_random.below(m_world.hostCount()));
    if (!m_world.processes().at(m_world.agentOf(host)).alive || !sparesHost(host)) {
        return;
    }
    count("host crashes");
    m_world.killHost(host);
    healLater(Heal{HealKind::BootHost, host, 0, false, {}}, m_scenario.spans.hostDown);
}

void Nemesis::pauseUnit() {
    const std::vector<SlotIndex> units = runningUnits();
    if (units.empty()) {
        return;
    }
    const SlotIndex victim = units[m_random.below(units.size())];
    if (!m_world.processes().at(victim).paused) {
        count("unit pauses");
        m_world.pause(victim, draw(m_random, m_scenario.spans.pause));
    }
}

void Nemesis::pauseAgent() {
    const auto host = static_cast<HostIndex>(m_random.below(m_world.hostCount()));
    const Process& agent = m_world.processes().at(m_world.agentOf(host));
    if (agent.alive && !agent.paused) {
        count("agent pauses");
        m_world.pause(agent.slot, draw(m_random, m_scenario.spans.pause));
    }
}

void Nemesis::cut() {
    const auto host = static_cast<HostIndex>(m_random.below(m_world.hostCount()));
    const std::uint64_t shape = m_random.below(4);
    const Span span = m_scenario.spans.cut;
    count("cuts");
    for (HostIndex other = 0; other < m_world.hostCount(); ++other) {
        const bool skipped = other == host || (shape == 3 && other != (host + 1) % m_world.hostCount());
        if (skipped) {
            continue;
        }
        if (shape != 1) {
            m_world.network().cut(host, other);
            healLater(Heal{HealKind::HealCut, host, other, false, {}}, span);
        }
        if (shape != 2) {
            m_world.network().cut(other, host);
            healLater(Heal{HealKind::HealCut, other, host, false, {}}, span);
        }
    }
}

void Nemesis::linkFault(std::uint32_t kind) {
    const std::uint64_t which = m_random.next() >> 8;
    switch (kind) {
    case Break:
        count("link breaks");
        m_world.network().breakLink(which);
        return;
    case Clog:
        count("clogs");
        m_world.network().clogLink(which, draw(m_random, m_scenario.spans.clog));
        return;
    case StoreOutage:
        count("store outages");
        m_world.store().failUntil(m_world.now() + draw(m_random, m_scenario.spans.storeDown));
        return;
    case StoreBusy:
        count("busy store");
        m_world.store().busyUntil(m_world.now() + draw(m_random, m_scenario.spans.storeDown));
        return;
    default:
        count("client connection breaks");
        m_world.clients().breakConnection(which);
    }
}

void Nemesis::moveByOperator() {
    const model::GridState* state = m_world.controllerState();
    if (state == nullptr || state->partitions.empty() || state->units.empty()) {
        return;
    }
    const std::string partition = std::to_string(m_random.below(state->partitions.size()));
    const std::string unit = state->units[m_random.below(state->units.size())].name;
    count("operator moves");
    if (m_random.chance(1, 3)) {
        tellController({"PARTITION", "FAILOVER", partition, "BY", "nemesis"});
    } else {
        tellController({"PARTITION", "MOVE", partition, "TO", unit, "BY", "nemesis"});
    }
}

void Nemesis::drainByOperator() {
    const model::GridState* state = m_world.controllerState();
    const bool oneIsDown = std::any_of(m_heals.begin(), m_heals.end(), [](const Heal& heal) {
        return heal.kind == HealKind::RestartUnit && !heal.done;
    });
    if (state == nullptr || state->units.size() < 4 || oneIsDown) {
        return;
    }
    const std::string unit = state->units[m_random.below(state->units.size())].name;
    count("operator drains");
    tellController({"UNIT", "DRAIN", unit, "BY", "nemesis"});
    healLater(Heal{HealKind::RestartUnit, 0, 0, false, unit}, m_scenario.spans.drained);
}

/// A drain at some pace, of which the operator thinks better after a while. What is to be stopped he learns from
/// the list of operations (replied()).
void Nemesis::stopByOperator() {
    const model::GridState* state = m_world.controllerState();
    if (state == nullptr || state->units.size() < 4) {
        return;
    }
    const std::string unit = state->units[m_random.below(state->units.size())].name;
    std::vector<std::string> words{"UNIT", "DRAIN", unit, "BY", "nemesis"};
    if (m_random.chance(2, 3)) {
        words.insert(words.end(), {"AT", "MOST", std::to_string(1 + m_random.below(4))});
    }
    count("operator stops");
    tellController(std::move(words));
    healLater(Heal{HealKind::StopDrains, 0, 0, false, unit}, m_scenario.spans.untilStop);
    healLater(Heal{HealKind::RestartUnit, 0, 0, false, unit}, m_scenario.spans.drained);
}

/// The answer to GRID OPERATIONS stops every drain in it; other answers are of no interest.
void Nemesis::replied(ConnectionIndex connection, std::string_view bytes) {
    resp::ReplyParser parser;
    parser.feed(bytes);
    while (connection == m_connection && parser.next() == resp::Progress::Complete) {
        const resp::Value answer = parser.take();
        for (const resp::Value& one : answer.items) {
            const resp::Value* kind = one.find("kind");
            const resp::Value* number = one.find("number");
            if (kind != nullptr && number != nullptr && kind->text == "drain-unit") {
                tellController({"GRID", "STOP", std::to_string(number->integer), "BY", "nemesis"});
            }
        }
    }
}

void Nemesis::pausePumpByOperator() {
    const model::GridState* state = m_world.controllerState();
    if (state == nullptr || state->units.empty()) {
        return;
    }
    const std::string unit = state->units[m_random.below(state->units.size())].name;
    count("pump pauses");
    tellController({"PUMP", "PAUSE", unit, "BY", "nemesis"});
    healLater(Heal{HealKind::ResumePump, 0, 0, false, unit}, m_scenario.spans.pumpPaused);
}

void Nemesis::healLater(Heal heal, Span after) {
    m_heals.push_back(std::move(heal));
    m_world.setAlarm(*this, draw(m_random, after), m_heals.size());
}

void Nemesis::heal(Heal& heal) {
    if (heal.done) {
        return;
    }
    heal.done = true;
    switch (heal.kind) {
    case HealKind::BootHost:
        if (!m_world.processes().at(m_world.agentOf(heal.one)).alive) {
            m_world.bootHost(heal.one);
        }
        return;
    case HealKind::HealCut: m_world.network().heal(heal.one, heal.other); return;
    case HealKind::RestartUnit: tellController({"UNIT", "RESTART", heal.unit, "BY", "nemesis"}); return;
    case HealKind::StopDrains: tellController({"GRID", "OPERATIONS"}); return;
    case HealKind::ResumePump: tellController({"PUMP", "RESUME", heal.unit, "BY", "nemesis"}); return;
    }
}

std::vector<SlotIndex> Nemesis::runningUnits() const {
    std::vector<SlotIndex> units;
    for (SlotIndex slot = 0; slot < m_world.processes().size(); ++slot) {
        if (m_world.processes().at(slot).unit) {
            units.push_back(slot);
        }
    }
    return units;
}

bool Nemesis::spares(SlotIndex victim) const {
    return !m_scenario.sparesLastCopy || keepsCopies({victim});
}

bool Nemesis::sparesHost(HostIndex host) const {
    std::vector<SlotIndex> victims;
    for (const SlotIndex slot : runningUnits()) {
        if (m_world.processes().at(slot).host == host) {
            victims.push_back(slot);
        }
    }
    return !m_scenario.sparesLastCopy || keepsCopies(victims);
}

bool Nemesis::keepsCopies(const std::vector<SlotIndex>& victims) const {
    const model::GridState* state = m_world.controllerState();
    if (state == nullptr) {
        return false;
    }
    const auto survives = [this, state, &victims](UnitId unit) {
        const Process* process = m_world.processes().find(core::nodeOf(unit));
        const model::UnitDescription* known = model::findUnit(*state, unit);
        return process != nullptr && process->alive && known != nullptr &&
               known->incarnation == process->incarnation &&
               std::find(victims.begin(), victims.end(), process->slot) == victims.end();
    };
    return std::all_of(state->partitions.begin(), state->partitions.end(), [&survives](const auto& partition) {
        return partition.inSync.empty() ||
               std::any_of(partition.inSync.begin(), partition.inSync.end(), survives);
    });
}

void Nemesis::tellController(std::vector<std::string> words) {
    for (HostIndex host = 0; host < m_world.hostCount() && m_connection == noConnection; ++host) {
        const Process& agent = m_world.processes().at(m_world.agentOf(host));
        if (agent.alive && agent.agent->isController()) {
            m_connection = m_world.clients().connect(*this, agent.node);
        }
    }
    if (m_connection != noConnection) {
        m_world.clients().send(m_connection, std::move(words));
    }
}

}  // namespace orrery::simulation
