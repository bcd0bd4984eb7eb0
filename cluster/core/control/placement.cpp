// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/placement.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace orrery::core {
namespace {

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

std::vector<UnitId> copiesOf(const model::PartitionDescription& partition) {
    std::vector<UnitId> copies = partition.inSync;
    copies.insert(copies.end(), partition.joining.begin(), partition.joining.end());
    return copies;
}

/// The state with the counts that placing needs, kept up to date as steps are chosen.
class Board {
public:
    Board(const model::GridState& state, const PlacementOptions& options) : m_state(state), m_options(options) {
        for (const model::UnitDescription& unit : state.units) {
            m_hosts[unit.id] = unit.host;
            if (unit.state == model::UnitState::Ready) {
                m_usable.push_back(unit.id);
                m_usableHosts.insert(unit.host);
            }
        }
        for (const model::PartitionDescription& partition : state.partitions) {
            if (partition.primary) {
                ++m_primaries[*partition.primary];
            }
            for (const UnitId unit : copiesOf(partition)) {
                ++m_copies[unit];
            }
            for (const UnitId unit : partition.joining) {
                ++m_joins[unit];
            }
            m_joinsInAll += isShort(partition) ? 0 : partition.joining.size();
            if (partition.handoverTo && partition.primary) {
                ++m_moves[*partition.primary];
                ++m_movesInAll;
            }
        }
    }

    std::vector<PlacementStep> steps() {
        const std::size_t wanted = copiesWanted(m_state);
        for (const model::PartitionDescription& partition : m_state.partitions) {
            if (partition.lost || m_usable.empty()) {
                continue;
            }
            partition.primary ? mend(partition, wanted) : begin(partition);
        }
        if (m_steps.empty() && isSettled() && m_options.balance == PlacementOptions::Balance::Spread) {
            spreadCopies(wanted);
            if (m_steps.empty()) {
                spreadPrimaries();
            }
        }
        return std::move(m_steps);
    }

private:
    bool isUsable(UnitId unit) const { return contains(m_usable, unit); }
    std::size_t count(const std::map<UnitId, std::size_t>& counts, UnitId unit) const {
        const auto found = counts.find(unit);
        return found == counts.end() ? 0 : found->second;
    }

    /// Something was lost: what it needs is not held back by a pace.
    bool isShort(const model::PartitionDescription& partition) const {
        return partition.inSync.size() < copiesWanted(m_state);
    }
    bool hasPaceFor(std::size_t underWay) const { return !m_options.atOnce || underWay < *m_options.atOnce; }

    bool isSettled() const {
        return std::all_of(m_state.partitions.begin(), m_state.partitions.end(), [](const auto& partition) {
            return partition.lost || (partition.primary && partition.joining.empty() && !partition.handoverTo);
        });
    }

    void begin(const model::PartitionDescription& partition) {
        const auto fewer = [&](UnitId a, UnitId b) { return count(m_primaries, a) < count(m_primaries, b); };
        const UnitId unit = *std::min_element(m_usable.begin(), m_usable.end(), fewer);
        ++m_primaries[unit];
        ++m_copies[unit];
        m_steps.push_back({StepKind::Begin, partition.id, unit});
    }

    /// The usable unit that should hold another copy beside `beside`: other host first, then fewest copies.
    std::optional<UnitId> receiver(const model::PartitionDescription& partition, const std::vector<UnitId>& beside,
                                   bool otherHostOnly) const {
        std::optional<UnitId> best;
        std::size_t bestCost = std::numeric_limits<std::size_t>::max();
        for (const UnitId unit : m_usable) {
            if (contains(partition.inSync, unit) || contains(partition.joining, unit) ||
                count(m_joins, unit) >= m_options.joinsPerUnit) {
                continue;
            }
            const bool shares = std::any_of(beside.begin(), beside.end(), [&](UnitId other) {
                return m_hosts.at(other) == m_hosts.at(unit);
            });
            if (shares && otherHostOnly) {
                continue;
            }
            const std::size_t cost = count(m_copies, unit) + (shares ? 1000000 : 0);
            if (cost < bestCost) {
                best = unit;
                bestCost = cost;
            }
        }
        return best;
    }

    std::size_t hostsOf(const std::vector<UnitId>& units) const {
        std::set<std::string> hosts;
        for (const UnitId unit : units) {
            hosts.insert(m_hosts.at(unit));
        }
        return hosts.size();
    }

    void mend(const model::PartitionDescription& partition, std::size_t wanted) {
        std::vector<UnitId> good;
        for (const UnitId unit : copiesOf(partition)) {
            if (isUsable(unit)) {
                good.push_back(unit);
            }
        }
        const std::size_t hostsWanted = std::min(wanted, m_usableHosts.size());
        const bool fewHosts = hostsOf(good) < hostsWanted && good.size() >= wanted;
        if (good.size() < wanted || (fewHosts && good.size() == wanted)) {
            const bool isRepair = isShort(partition);
            if (!isRepair && !hasPaceFor(m_joinsInAll)) {
                return;
            }
            if (const auto unit = receiver(partition, good, fewHosts)) {
                ++m_copies[*unit];
                ++m_joins[*unit];
                m_joinsInAll += isRepair ? 0 : 1;
                m_steps.push_back({StepKind::AddCopy, partition.id, *unit});
            }
            return;
        }
        shed(partition, wanted);
    }

    /// Removes what is too much, or what sits on a unit that should hold nothing.
    void shed(const model::PartitionDescription& partition, std::size_t wanted) {
        std::vector<UnitId> goodInSync;
        for (const UnitId unit : partition.inSync) {
            if (isUsable(unit)) {
                goodInSync.push_back(unit);
            }
        }
        const UnitId primary = *partition.primary;
        if (!isUsable(primary)) {
            movePrimary(partition, goodInSync);
            return;
        }
        if (partition.handoverTo || goodInSync.size() < wanted || m_removals >= m_options.removals) {
            return;
        }
        std::optional<UnitId> leaving;
        for (const UnitId unit : copiesOf(partition)) {
            if (!isUsable(unit) && unit != primary) {
                leaving = unit;
            }
        }
        if (!leaving && goodInSync.size() > wanted) {
            leaving = surplus(goodInSync, primary);
        }
        if (leaving) {
            ++m_removals;
            --m_copies[*leaving];
            m_steps.push_back({StepKind::RemoveCopy, partition.id, *leaving});
        }
    }

    /// Of too many copies the one to go: one that shares a host, else the one on the fullest unit.
    UnitId surplus(const std::vector<UnitId>& copies, UnitId primary) const {
        UnitId leaving{};
        std::size_t worst = 0;
        for (const UnitId unit : copies) {
            if (unit == primary) {
                continue;
            }
            const auto onHost = std::count_if(copies.begin(), copies.end(),
                                              [&](UnitId other) { return m_hosts.at(other) == m_hosts.at(unit); });
            const std::size_t cost = count(m_copies, unit) + 1 + (onHost > 1 ? 1000000 : 0);
            if (cost > worst) {
                worst = cost;
                leaving = unit;
            }
        }
        return leaving;
    }

    void movePrimary(const model::PartitionDescription& partition, const std::vector<UnitId>& candidates) {
        const UnitId from = *partition.primary;
        if (candidates.empty() || partition.handoverTo || count(m_moves, from) >= m_options.movesPerUnit ||
            !hasPaceFor(m_movesInAll)) {
            return;
        }
        const auto fewer = [&](UnitId a, UnitId b) { return count(m_primaries, a) < count(m_primaries, b); };
        const UnitId to = *std::min_element(candidates.begin(), candidates.end(), fewer);
        ++m_primaries[to];
        --m_primaries[from];
        ++m_moves[from];
        ++m_movesInAll;
        m_steps.push_back({StepKind::MovePrimary, partition.id, to});
    }

    /// A backup of \p high that could go to \p low without bringing two copies onto one host. Primaries are
    /// evened out by spreadPrimaries().
    const model::PartitionDescription* movable(UnitId high, UnitId low, const std::set<PartitionId>& used) const {
        for (const model::PartitionDescription& partition : m_state.partitions) {
            if (partition.lost || used.contains(partition.id) || partition.primary == high ||
                !contains(partition.inSync, high) || contains(partition.inSync, low)) {
                continue;
            }
            std::vector<UnitId> after = partition.inSync;
            std::replace(after.begin(), after.end(), high, low);
            if (hostsOf(after) >= hostsOf(partition.inSync)) {
                return &partition;
            }
        }
        return nullptr;
    }

    void spreadCopies(std::size_t wanted) {
        const auto fewer = [&](UnitId a, UnitId b) { return count(m_copies, a) < count(m_copies, b); };
        std::set<PartitionId> used;
        const std::size_t rounds = std::min(m_options.joinsPerUnit, m_options.atOnce.value_or(m_options.joinsPerUnit));
        for (std::size_t round = 0; round < rounds && m_usable.size() > wanted; ++round) {
            const UnitId low = *std::min_element(m_usable.begin(), m_usable.end(), fewer);
            std::vector<UnitId> fullestFirst = m_usable;
            std::stable_sort(fullestFirst.begin(), fullestFirst.end(), [&](UnitId a, UnitId b) { return fewer(b, a); });
            const model::PartitionDescription* found = nullptr;
            for (const UnitId high : fullestFirst) {
                if (found != nullptr || count(m_copies, high) < count(m_copies, low) + 2) {
                    break;
                }
                found = movable(high, low, used);
                m_copies[high] -= found != nullptr ? 1 : 0;
            }
            if (found == nullptr) {
                return;
            }
            used.insert(found->id);
            ++m_copies[low];
            m_steps.push_back({StepKind::AddCopy, found->id, low});
        }
    }

    void spreadPrimaries() {
        for (const model::PartitionDescription& partition : m_state.partitions) {
            if (partition.lost || !partition.primary || count(m_moves, *partition.primary) >= m_options.movesPerUnit) {
                continue;
            }
            const UnitId from = *partition.primary;
            for (const UnitId to : partition.inSync) {
                if (isUsable(to) && count(m_primaries, from) >= count(m_primaries, to) + 2) {
                    movePrimary(partition, {to});
                    break;
                }
            }
        }
    }

    const model::GridState& m_state;
    const PlacementOptions& m_options;
    std::map<UnitId, std::string> m_hosts;
    std::vector<UnitId> m_usable;
    std::set<std::string> m_usableHosts;
    std::map<UnitId, std::size_t> m_copies;
    std::map<UnitId, std::size_t> m_primaries;
    std::map<UnitId, std::size_t> m_joins;
    std::map<UnitId, std::size_t> m_moves;
    std::size_t m_joinsInAll = 0;   ///< Of partitions that are not short.
    std::size_t m_movesInAll = 0;
    std::size_t m_removals = 0;
    std::vector<PlacementStep> m_steps;
};

}  // namespace

std::vector<PlacementStep> nextSteps(const model::GridState& state, const PlacementOptions& options) {
    return Board(state, options).steps();
}

void play(const PlacementStep& step, model::GridState& state) {
    model::PartitionDescription& partition = state.partitions[step.partition.value];
    switch (step.kind) {
    case StepKind::Begin:
        partition.primary = step.unit;
        partition.inSync = {step.unit};
        break;
    case StepKind::AddCopy:
        partition.inSync.push_back(step.unit);
        break;
    case StepKind::RemoveCopy:
        std::erase(partition.inSync, step.unit);
        std::erase(partition.joining, step.unit);
        break;
    case StepKind::MovePrimary:
        partition.primary = step.unit;
        break;
    }
}

std::size_t copiesWanted(const model::GridState& state) {
    const auto usable = std::count_if(state.units.begin(), state.units.end(), [](const auto& unit) {
        return unit.state == model::UnitState::Ready;
    });
    return std::min<std::size_t>(state.backups + 1U, static_cast<std::size_t>(usable));
}

std::vector<std::uint32_t> copiesHistogram(const model::GridState& state) {
    std::vector<std::uint32_t> histogram(4, 0);
    for (const model::PartitionDescription& partition : state.partitions) {
        const std::size_t copies = partition.inSync.size();
        if (copies >= histogram.size()) {
            histogram.resize(copies + 1, 0);
        }
        ++histogram[copies];
    }
    return histogram;
}

std::uint32_t partitionsSharingHost(const model::GridState& state) {
    std::uint32_t sharing = 0;
    for (const model::PartitionDescription& partition : state.partitions) {
        std::set<std::string> hosts;
        for (const UnitId id : partition.inSync) {
            if (const model::UnitDescription* unit = model::findUnit(state, id)) {
                hosts.insert(unit->host);
            }
        }
        sharing += hosts.size() < partition.inSync.size() ? 1 : 0;
    }
    return sharing;
}

}  // namespace orrery::core
