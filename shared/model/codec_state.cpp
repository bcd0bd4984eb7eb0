// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grid's state and its changes. What other code indexes with is checked here: a partition count
// that divides the slots, partitions whose index is their id, agents and units by id.
#include <algorithm>
#include <bit>

#include "shared/base/slot.h"
#include "shared/model/codec.h"
#include "shared/model/fields.h"

namespace orrery::model {

template <typename Visitor, RecordOf<Endpoint> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("address", record.address);
    visit("port", record.port);
}

template <typename Visitor, RecordOf<AgentDescription> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("id", record.id);
    visit("host", record.host);
    visit("client", record.client);
    visit("controller", record.controller);
    visit("voter", record.voter);
    visit("connected", record.connected);
}

template <typename Visitor, RecordOf<UnitDescription> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("id", record.id);
    visit("name", record.name);
    visit("host", record.host);
    visit("incarnation", record.incarnation);
    visit("state", record.state);
    visit("reason", record.reason);
    visit("client", record.client);
    visit("peer", record.peer);
    visit("http", record.http);
    visit("process-id", record.processId);
    visit("since-millis", record.since);
    visit("version", record.version);
    visit("pump-paused", record.pumpPaused);
}

template <typename Visitor, RecordOf<PartitionDescription> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("id", record.id);
    visit("epoch", record.epoch);
    visit("version", record.version);
    visit("from-store", record.fromStore);
    visit("primary", record.primary);
    visit("in-sync", record.inSync);
    visit("joining", record.joining);
    visit("handover-to", record.handoverTo);
    visit("lost", record.lost);
}

template <typename Visitor, RecordOf<SpaceDescription> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("name", record.name);
    visit("strategy", record.strategy);
}

template <typename Visitor, RecordOf<GridState> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("grid-id", record.gridId);
    visit("name", record.name);
    visit("epoch", record.epoch);
    visit("partition-count", record.partitionCount);
    visit("backups", record.backups);
    visit("minimum-in-sync", record.minimumInSync);
    visit("agents", record.agents);
    visit("units", record.units);
    visit("partitions", record.partitions);
    visit("spaces", record.spaces);
}

template <typename Visitor, RecordOf<GridChange> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("epoch", record.epoch);
    visit("agents", record.agents);
    visit("units", record.units);
    visit("partitions", record.partitions);
}

namespace {

Error malformed(std::string detail) { return Error{ErrorCode::Malformed, std::move(detail)}; }

/// By id and each id once: others search the list by halves.
template <typename Record>
bool ordered(const std::vector<Record>& records) {
    return std::adjacent_find(records.begin(), records.end(), [](const Record& left, const Record& right) {
               return left.id >= right.id;
           }) == records.end();
}

Result<GridState> checked(GridState state) {
    const std::uint16_t count = state.partitionCount;
    if (count != 0 && (!std::has_single_bit(count) || count > slotCount)) {
        return malformed("state.partition-count is " + std::to_string(count) +
                         ", which is no power of two up to " + std::to_string(slotCount));
    }
    if (!state.partitions.empty() && state.partitions.size() != count) {
        return malformed("state.partitions holds " + std::to_string(state.partitions.size()) +
                         " partitions of " + std::to_string(count));
    }
    for (std::size_t index = 0; index < state.partitions.size(); ++index) {
        if (state.partitions[index].id.value != index) {
            return malformed("state.partitions[" + std::to_string(index) + "].id is " +
                             std::to_string(state.partitions[index].id.value));
        }
    }
    if (!ordered(state.agents) || !ordered(state.units)) {
        return malformed("state.agents and state.units should stand by id, each id once");
    }
    return state;
}

}  // namespace

resp::Value encode(const GridState& state) { return FieldWriter::spellRecord(state); }
resp::Value encode(const GridChange& change) { return FieldWriter::spellRecord(change); }

Result<GridState> decodeGridState(const resp::Value& value) {
    Result<GridState> state = FieldReader::readRecord<GridState>("state", value);
    return state ? checked(state.take()) : state;
}

Result<GridChange> decodeGridChange(const resp::Value& value) {
    return FieldReader::readRecord<GridChange>("change", value);
}

Result<GridState> decodeGridState(const resp::Value& value, Omissions& omissions) {
    Result<GridState> state = FieldReader::readRecord<GridState>("state", value, &omissions);
    return state ? checked(state.take()) : state;
}

Result<GridChange> decodeGridChange(const resp::Value& value, Omissions& omissions) {
    return FieldReader::readRecord<GridChange>("change", value, &omissions);
}

}  // namespace orrery::model
