// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Does the faults of a scenario, one after another, each healed after a time of its own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cluster/simulation/scenario.h"

namespace orrery::simulation {

class Nemesis final : public Actor {
public:
    Nemesis(World& world, const Scenario& scenario);

    void start();
    /// No more faults; everything that is still broken heals now.
    void healAll();
    /// The operator's answer to lost partitions: takes them from the store again.
    void restoreLost();
    /// And to pumps that still are paused, should a word of his have been lost: lets them go on.
    void resumePaused();
    /// How many faults of each kind were done.
    const std::map<std::string, std::uint64_t>& counts() const { return m_counts; }

    void wake(std::uint64_t detail) override;
    void replied(ConnectionIndex connection, std::string_view bytes) override;
    void disconnected(ConnectionIndex connection) override;

private:
    enum class HealKind : std::uint8_t { BootHost, HealCut, RestartUnit, ResumePump, StopDrains };
    struct Heal { HealKind kind; std::uint32_t one; std::uint32_t other; bool done; std::string unit; };

    void strike();
    void crashUnit();
    void crashHost();
    void pauseUnit();
    void pauseAgent();
    void cut();
    void linkFault(std::uint32_t kind);
    void moveByOperator();
    void drainByOperator();
    void stopByOperator();
    void pausePumpByOperator();

    void healLater(Heal heal, Span after);
    void heal(Heal& heal);
    void count(const std::string& what) { ++m_counts[what]; }
    std::vector<SlotIndex> runningUnits() const;
    /// Every partition keeps a living in-sync copy when the processes of `victim` die.
    bool spares(SlotIndex victim) const;
    bool sparesHost(HostIndex host) const;
    bool keepsCopies(const std::vector<SlotIndex>& victims) const;
    void tellController(std::vector<std::string> words);

    World& m_world;
    const Scenario& m_scenario;
    Random m_random;
    std::vector<Heal> m_heals;
    std::map<std::string, std::uint64_t> m_counts;
    ConnectionIndex m_connection = noConnection;   ///< To the controller.
    bool m_active = true;
};

}  // namespace orrery::simulation
