// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/cluster_commands.h"

#include <algorithm>
#include <array>
#include <vector>

#include "cluster/core/words.h"
#include "shared/base/crc32c.h"
#include "shared/base/random.h"
#include "shared/base/slot.h"

namespace orrery::core {
namespace {

/// Slots first..last with the same primary. Backups are not shown: a Redis client takes a server for
/// either a master or a replica as a whole, and here every unit is both, of different slots.
struct Range {
    std::uint16_t first = 0;
    std::uint16_t last = 0;
    UnitId primary;
};

std::vector<Range> rangesOf(const model::GridState& state) {
    std::vector<Range> ranges;
    const int slots = state.partitionCount == 0 ? 0 : slotCount / state.partitionCount;
    for (const model::PartitionDescription& partition : state.partitions) {
        if (!partition.primary || partition.lost) {
            continue;
        }
        const int first = partition.id.value * slots;
        if (!ranges.empty() && ranges.back().last + 1 == first && ranges.back().primary == *partition.primary) {
            ranges.back().last = static_cast<std::uint16_t>(first + slots - 1);
        } else {
            ranges.push_back({static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(first + slots - 1),
                              *partition.primary});
        }
    }
    return ranges;
}

void writeSlots(const model::GridState& state, resp::Writer& reply) {
    const std::vector<Range> ranges = rangesOf(state);
    reply.array(ranges.size());
    for (const Range& range : ranges) {
        reply.array(3);
        reply.integer(range.first);
        reply.integer(range.last);
        const model::UnitDescription* unit = model::findUnit(state, range.primary);
        reply.array(4);
        reply.bulk(unit != nullptr ? unit->client.address : "");
        reply.integer(unit != nullptr ? unit->client.port : 0);
        reply.bulk(clusterNodeId(state, range.primary));
        reply.array(0);
    }
}

bool isUp(const model::UnitDescription& unit) {
    return unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
}

void writeShardNode(const model::GridState& state, UnitId id, resp::Writer& reply) {
    const model::UnitDescription* unit = model::findUnit(state, id);
    reply.map(7);
    reply.bulk("id");
    reply.bulk(clusterNodeId(state, id));
    reply.bulk("port");
    reply.integer(unit != nullptr ? unit->client.port : 0);
    reply.bulk("ip");
    reply.bulk(unit != nullptr ? unit->client.address : "");
    reply.bulk("endpoint");
    reply.bulk(unit != nullptr ? unit->client.address : "");
    reply.bulk("role");
    reply.bulk("master");
    reply.bulk("replication-offset");
    reply.integer(0);
    reply.bulk("health");
    reply.bulk(unit != nullptr && isUp(*unit) ? "online" : "failed");
}

/// A Redis shard is a primary with its replicas. Here each run of slots is one.
void writeShards(const model::GridState& state, resp::Writer& reply) {
    const std::vector<Range> ranges = rangesOf(state);
    reply.array(ranges.size());
    for (const Range& range : ranges) {
        reply.map(2);
        reply.bulk("slots");
        reply.array(2);
        reply.integer(range.first);
        reply.integer(range.last);
        reply.bulk("nodes");
        reply.array(1);
        writeShardNode(state, range.primary, reply);
    }
}

std::string nodesText(const model::GridState& state, std::optional<UnitId> self) {
    const std::vector<Range> ranges = rangesOf(state);
    std::string text;
    for (const model::UnitDescription& unit : state.units) {
        if (unit.client.port == 0) {
            continue;
        }
        text += clusterNodeId(state, unit.id) + " " + unit.client.address + ":" + std::to_string(unit.client.port) +
                "@" + std::to_string(unit.peer.port) + " " + (self == unit.id ? "myself," : "") + "master" +
                (isUp(unit) ? "" : ",fail") + " - 0 0 " + std::to_string(state.epoch.value) + " " +
                (isUp(unit) ? "connected" : "disconnected");
        for (const Range& range : ranges) {
            if (range.primary == unit.id) {
                text += " " + std::to_string(range.first) + "-" + std::to_string(range.last);
            }
        }
        text += "\n";
    }
    return text;
}

std::string infoText(const model::GridState& state) {
    std::size_t assigned = 0;
    for (const Range& range : rangesOf(state)) {
        assigned += static_cast<std::size_t>(range.last - range.first + 1);
    }
    const auto primaries = static_cast<std::size_t>(
        std::count_if(state.units.begin(), state.units.end(), isUp));
    const std::string slots = std::to_string(assigned);
    return "cluster_enabled:1\r\ncluster_state:" + std::string(assigned == slotCount ? "ok" : "fail") +
           "\r\ncluster_slots_assigned:" + slots + "\r\ncluster_slots_ok:" + slots +
           "\r\ncluster_slots_pfail:0\r\ncluster_slots_fail:" + std::to_string(slotCount - assigned) +
           "\r\ncluster_known_nodes:" + std::to_string(state.units.size()) + "\r\ncluster_size:" +
           std::to_string(primaries) + "\r\ncluster_current_epoch:" + std::to_string(state.epoch.value) + "\r\n";
}

constexpr std::array<std::string_view, 7> help{
    "CLUSTER SLOTS: ranges of slots with the address of their primary.",
    "CLUSTER SHARDS: the same as maps.",
    "CLUSTER NODES: one line per unit.",
    "CLUSTER INFO: state and counts.",
    "CLUSTER KEYSLOT key: the slot of a key.",
    "CLUSTER MYID: the id of this unit.",
    "Partitions are moved by PARTITION MOVE on an agent, not by CLUSTER commands."};

}  // namespace

std::string clusterNodeId(const model::GridState& state, UnitId unit) {
    Random digits((static_cast<std::uint64_t>(crc32c(state.gridId)) << 32) | unit.value);
    std::string id;
    while (id.size() < 40) {
        id.push_back("0123456789abcdef"[digits.below(16)]);
    }
    return id;
}

void runClusterCommand(const model::GridState& state, std::optional<UnitId> self, RequestArguments arguments,
                       resp::Writer& reply) {
    if (arguments.size() < 2) {
        reply.error("ERR wrong number of arguments for 'cluster' command");
        return;
    }
    const std::string_view verb = arguments[1];
    if (isWord(verb, "slots")) {
        writeSlots(state, reply);
    } else if (isWord(verb, "shards")) {
        writeShards(state, reply);
    } else if (isWord(verb, "nodes")) {
        reply.verbatim(nodesText(state, self));
    } else if (isWord(verb, "info")) {
        reply.verbatim(infoText(state));
    } else if (isWord(verb, "keyslot") && arguments.size() == 3) {
        reply.integer(slotOf(arguments[2]).value);
    } else if (isWord(verb, "myid") && self) {
        reply.bulk(clusterNodeId(state, *self));
    } else if (isWord(verb, "help")) {
        reply.array(help.size());
        for (const std::string_view line : help) {
            reply.simple(line);
        }
    } else {
        reply.error("ERR Unknown subcommand or wrong number of arguments for '" + std::string(verb) +
                    "'. Try CLUSTER HELP.");
    }
}

}  // namespace orrery::core
