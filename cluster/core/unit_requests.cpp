// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What clients ask of a unit: data commands go to their partition, the rest is answered here.
#include <algorithm>
#include <string>

#include "cluster/core/cluster_commands.h"
#include "cluster/core/commands/scan.h"
#include "cluster/core/connection_commands.h"
#include "cluster/core/unit_parts.h"
#include "cluster/core/words.h"
#include "shared/base/slot.h"

namespace orrery::core {
namespace {

constexpr std::size_t requestIdLimit = 64;

bool isAgentFamily(std::string_view word) {
    return isWord(word, "grid") || isWord(word, "unit") || isWord(word, "partition") || isWord(word, "plan") ||
           isWord(word, "pump");
}

}  // namespace

void UnitCore::Parts::request(ClientId client, Ticket ticket, RequestArguments arguments, Moment moment) {
    ClientSession* session = sessions.find(client);
    if (session == nullptr || arguments.empty()) {
        return;
    }
    if (!session->authenticated && !isAllowedBeforePassword(arguments[0])) {
        answer(client, session->generation, ticket, "-NOAUTH Authentication required.\r\n");
        return;
    }
    if (!isWord(arguments[0], "request")) {
        dispatch(client, *session, ticket, arguments, arguments, {}, moment);
        return;
    }
    scratch.clear();
    resp::Writer reply(scratch, session->version);
    if (arguments.size() < 3) {
        writeWrongArity("request", reply);
    } else if (arguments[1].empty() || arguments[1].size() > requestIdLimit) {
        reply.error("ERR a request id has 1 to 64 bytes");
    } else if (findDataCommand(arguments[2]) == nullptr) {
        reply.error("ERR REQUEST takes a data command");
    } else {
        dispatch(client, *session, ticket, arguments, arguments.subspan(2), arguments[1], moment);
        return;
    }
    answer(client, session->generation, ticket, scratch);
}

void UnitCore::Parts::dispatch(ClientId client, ClientSession& session, Ticket ticket, RequestArguments whole,
                               RequestArguments command, std::string_view requestId, Moment moment) {
    if (findDataCommand(command[0]) != nullptr) {
        dataRequest(client, session, ticket, whole, command, requestId, moment);
    } else {
        otherRequest(client, session, ticket, command, moment);
    }
}

void UnitCore::Parts::dataRequest(ClientId client, ClientSession& session, Ticket ticket, RequestArguments whole,
                                  RequestArguments arguments, std::string_view requestId, Moment moment) {
    const Command& command = *findDataCommand(arguments[0]);
    const auto refuse = [&](auto write) {
        scratch.clear();
        resp::Writer reply(scratch, session.version);
        write(reply);
        answer(client, session.generation, ticket, scratch);
    };
    if (!arityFits(command, arguments.size())) {
        refuse([&](resp::Writer& reply) { writeWrongArity(command.name, reply); });
        return;
    }
    keys.clear();
    keysOf(command, arguments, keys);
    const Slot slot = slotOf(keys.front());
    for (std::size_t index = 1; index < keys.size(); ++index) {
        if (slotOf(keys[index]) != slot) {
            refuse([](resp::Writer& reply) { reply.error("CROSSSLOT Keys in request don't hash to the same slot"); });
            return;
        }
    }
    if (grid.partitionCount == 0) {
        refuse([](resp::Writer& reply) { reply.error("CLUSTERDOWN The unit has not learned the partition table yet"); });
        return;
    }
    const PartitionId partition = partitionOf(slot, grid.partitionCount);
    Replica* replica = findReplica(partition);
    if (replica == nullptr || replica->primary() == nullptr) {
        redirect(client, session, ticket, slot, partition);
        return;
    }
    if (command.access == CommandAccess::Write) {
        session.lastPartition = partition.value;
    }
    replica->execute(DataRequest{client, session.generation, ticket, whole, &command, arguments, requestId, slot,
                                 session.version},
                     moment);
}

void UnitCore::Parts::redirect(ClientId client, ClientSession& session, Ticket ticket, Slot slot,
                               PartitionId partition) {
    scratch.clear();
    resp::Writer reply(scratch, session.version);
    const model::PartitionDescription& description = grid.partitions[partition.value];
    const model::UnitDescription* unit =
        description.primary && !description.lost ? model::findUnit(grid, *description.primary) : nullptr;
    if (unit == nullptr) {
        ++counts.refusals;
        reply.error(description.lost ? "CLUSTERDOWN Partition " + std::to_string(partition.value) +
                                           " is lost: no copy holds every acknowledged write"
                                     : "CLUSTERDOWN Hash slot not served");
    } else if (unit->id == options.unit) {
        ++counts.refusals;
        reply.error("TRYAGAIN The partition changes its primary");
    } else {
        ++counts.redirects;
        reply.error("MOVED " + std::to_string(slot.value) + " " + unit->client.address + ":" +
                    std::to_string(unit->client.port));
    }
    answer(client, session.generation, ticket, scratch);
}

void UnitCore::Parts::otherRequest(ClientId client, ClientSession& session, Ticket ticket,
                                   RequestArguments arguments, Moment moment) {
    ++counts.operations;
    scratch.clear();
    const ConnectionFacts facts{"cluster", options.memoryLimit};
    const ConnectionOutcome outcome =
        runConnectionCommand(sessions, session, arguments, facts, moment.wall, scratch);
    if (outcome == ConnectionOutcome::Close) {
        answer(client, session.generation, ticket, scratch);
        effects->closeClients.push_back(client);
        return;
    }
    if (outcome == ConnectionOutcome::Unknown) {
        resp::Writer reply(scratch, session.version);
        if (!unitCommand(session, arguments, moment, reply)) {
            writeUnknownCommand(arguments, reply);
        }
    }
    answer(client, session.generation, ticket, scratch);
}

bool UnitCore::Parts::unitCommand(ClientSession& session, RequestArguments arguments, Moment moment,
                                  resp::Writer& reply) {
    const std::string_view name = arguments[0];
    if (isWord(name, "cluster")) {
        runClusterCommand(grid, options.unit, arguments, reply);
    } else if (isWord(name, "info")) {
        reply.verbatim(infoText(arguments.size() > 1 ? arguments[1] : std::string_view("default"), moment));
    } else if (isWord(name, "dbsize")) {
        reply.integer(static_cast<std::int64_t>(entryCount(primaryStores())));
    } else if (isWord(name, "scan")) {
        scan(arguments, moment, reply);
    } else if (isWord(name, "keys") && arguments.size() == 2) {
        const std::vector<std::string> found = keysMatching(primaryStores(), arguments[1], moment.wall);
        reply.array(found.size());
        for (const std::string& key : found) {
            reply.bulk(key);
        }
    } else if (isWord(name, "wait")) {
        // Every acknowledged write is on all in-sync copies already: there is nothing to wait for.
        const Replica* replica = session.lastPartition < 0
                                     ? nullptr
                                     : findReplica(PartitionId{static_cast<std::uint16_t>(session.lastPartition)});
        std::int64_t backups = 0;
        if (replica != nullptr && replica->primary() != nullptr) {
            for (const auto& [unit, copy] : replica->primary()->copies()) {
                backups += copy.inSync ? 1 : 0;
            }
        }
        reply.integer(backups);
    } else if (isWord(name, "pump") && arguments.size() > 1 && isWord(arguments[1], "show")) {
        pumpCommand(arguments, moment, reply);
    } else if (isAgentFamily(name)) {
        reply.error("ERR grid commands are answered by agents; ask the agent of this host");
    } else {
        return false;
    }
    return true;
}

std::vector<const EntryStore*> UnitCore::Parts::primaryStores() const {
    std::vector<const EntryStore*> stores;
    for (const auto& [partition, replica] : replicas) {
        if (replica.primary() != nullptr) {
            stores.push_back(&replica.copy().entries());
        }
    }
    return stores;
}

std::string UnitCore::Parts::infoText(std::string_view section, Moment moment) const {
    const bool all = isWord(section, "default") || isWord(section, "all") || isWord(section, "everything");
    const model::UnitTelemetry current = sample(moment);
    std::string text;
    const auto line = [&](std::string_view name, const std::string& value) {
        text.append(name).append(":").append(value).append("\r\n");
    };
    const auto begins = [&](std::string_view title, std::string_view word) {
        if (!all && !isWord(section, word)) {
            return false;
        }
        text.append(text.empty() ? "# " : "\r\n# ").append(title).append("\r\n");
        return true;
    };
    if (begins("Server", "server")) {
        line("redis_version", "7.0.15");
        line("orrery_version", ORRERY_VERSION);
        line("redis_mode", "cluster");
        line("process_id", std::to_string(options.processId));
        line("tcp_port", std::to_string(options.client.port));
        line("grid", options.gridName);
        line("unit", options.name);
    }
    if (begins("Clients", "clients")) {
        line("connected_clients", std::to_string(current.clients));
    }
    if (begins("Memory", "memory")) {
        line("used_memory", std::to_string(current.memoryBytes));
        line("used_memory_rss", std::to_string(current.residentBytes));
        line("maxmemory", std::to_string(current.memoryLimit));
    }
    if (begins("Stats", "stats")) {
        line("total_commands_processed", std::to_string(current.operations));
        line("keyspace_hits", std::to_string(current.hits));
        line("keyspace_misses", std::to_string(current.misses));
        line("redirects", std::to_string(current.redirects));
        line("refusals", std::to_string(current.refusals));
        line("unknown_outcomes", std::to_string(current.unknowns));
    }
    if (begins("Replication", "replication")) {
        line("role", "master");
        line("primaries", std::to_string(primaryStores().size()));
        line("copies", std::to_string(replicas.size()));
    }
    if (begins("Pump", "pump")) {
        line("pump_state", std::string(model::wordFor(current.pump.state)));
        line("pump_queued", std::to_string(current.pump.queued));
        line("pump_persisted", std::to_string(current.pump.persisted));
    }
    if (begins("Cluster", "cluster")) {
        line("cluster_enabled", "1");
    }
    if (begins("Keyspace", "keyspace")) {
        line("db0", "keys=" + std::to_string(entryCount(primaryStores())) + ",expires=0,avg_ttl=0");
    }
    return text;
}

void UnitCore::Parts::scan(RequestArguments arguments, Moment moment, resp::Writer& reply) {
    if (const std::optional<ScanRequest> request = parseScan(arguments, reply)) {
        replyScan(scanStep(primaryStores(), *request, moment.wall), reply);
    }
}

}  // namespace orrery::core
