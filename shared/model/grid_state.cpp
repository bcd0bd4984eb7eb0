// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/grid_state.h"

#include <algorithm>

namespace orrery::model {
namespace {

/// Replaces the record of the same id, or puts a new one where its id belongs.
template <typename Record>
void put(const Record& record, std::vector<Record>& records) {
    const auto place =
        std::lower_bound(records.begin(), records.end(), record,
                         [](const Record& a, const Record& b) { return a.id < b.id; });
    if (place != records.end() && place->id == record.id) {
        *place = record;
    } else {
        records.insert(place, record);
    }
}

void putPartition(const PartitionDescription& partition,
                  std::vector<PartitionDescription>& partitions) {
    const std::size_t index = partition.id.value;
    if (index < partitions.size()) {
        partitions[index] = partition;
    } else if (index == partitions.size()) {
        partitions.push_back(partition);
    }
}

template <typename Matches>
const UnitDescription* findFirst(const GridState& state, Matches matches) {
    const auto found = std::find_if(state.units.begin(), state.units.end(), matches);
    return found == state.units.end() ? nullptr : &*found;
}

}  // namespace

void apply(const GridChange& change, GridState& state) {
    if (change.epoch <= state.epoch) {
        return;
    }
    state.epoch = change.epoch;
    for (const AgentDescription& agent : change.agents) {
        put(agent, state.agents);
    }
    for (const UnitDescription& unit : change.units) {
        put(unit, state.units);
    }
    for (const PartitionDescription& partition : change.partitions) {
        putPartition(partition, state.partitions);
    }
}

const UnitDescription* findUnit(const GridState& state, UnitId id) {
    return findFirst(state, [id](const UnitDescription& unit) { return unit.id == id; });
}

const UnitDescription* findUnit(const GridState& state, std::string_view name) {
    return findFirst(state, [name](const UnitDescription& unit) { return unit.name == name; });
}

}  // namespace orrery::model
