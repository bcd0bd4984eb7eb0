// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/views.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "cluster/ctl/text_table.h"
#include "cluster/ctl/words.h"
#include "cluster/runtime/client/endpoint_text.h"
#include "shared/base/slot.h"

namespace orrery::ctl {
namespace {

std::string nameOf(const model::GridState& state, std::optional<UnitId> unit) {
    if (!unit) {
        return "-";
    }
    const model::UnitDescription* found = model::findUnit(state, *unit);
    return found != nullptr ? found->name : "unit " + std::to_string(unit->value);
}

std::string namesOf(const model::GridState& state, const std::vector<UnitId>& units) {
    std::string text;
    for (const UnitId unit : units) {
        text += (text.empty() ? "" : " ") + nameOf(state, unit);
    }
    return text;
}

const model::UnitTelemetry* telemetryOf(const Snapshot& snapshot, const model::UnitDescription& unit) {
    const auto found = std::find_if(snapshot.telemetry.begin(), snapshot.telemetry.end(),
                                    [&unit](const model::UnitTelemetry& one) {
                                        return one.unit == unit.id && one.incarnation == unit.incarnation;
                                    });
    return found == snapshot.telemetry.end() ? nullptr : &*found;
}

bool hasAllCopies(const model::GridState& state, const model::PartitionDescription& partition) {
    return partition.primary && partition.inSync.size() > state.backups;
}

std::string timeText(WallTime at) {
    const std::time_t seconds = static_cast<std::time_t>(at.millis / 1000);
    std::tm local{};
    localtime_r(&seconds, &local);
    std::array<char, 32> text;
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &local);
    std::array<char, 8> fraction;
    std::snprintf(fraction.data(), fraction.size(), ".%03d", static_cast<int>(at.millis % 1000));
    return std::string(text.data(), length) + fraction.data();
}

std::string controllerText(const model::GridState& state) {
    for (const model::AgentDescription& agent : state.agents) {
        if (agent.controller) {
            return "agent " + agent.host + " at " + client::textOf(agent.client);
        }
    }
    return "none";
}

std::string unitCounts(const model::GridState& state) {
    std::string text = std::to_string(state.units.size());
    for (std::uint8_t number = 0; number <= static_cast<std::uint8_t>(model::UnitState::Dead); ++number) {
        const auto unitState = static_cast<model::UnitState>(number);
        const auto count = std::count_if(
            state.units.begin(), state.units.end(),
            [unitState](const model::UnitDescription& unit) { return unit.state == unitState; });
        if (count > 0) {
            text += ", " + std::to_string(count) + " " + std::string(wordFor(unitState));
        }
    }
    return text;
}

std::string partitionCounts(const model::GridState& state) {
    std::size_t full = 0;
    std::size_t lost = 0;
    std::size_t moving = 0;
    for (const model::PartitionDescription& partition : state.partitions) {
        full += hasAllCopies(state, partition) ? 1 : 0;
        lost += partition.lost ? 1 : 0;
        moving += partition.handoverTo ? 1 : 0;
    }
    std::string text = std::to_string(state.partitions.size()) + ", " + std::to_string(full) +
                       " with all " + std::to_string(state.backups + 1) + " copies";
    text += lost > 0 ? ", " + std::to_string(lost) + " LOST" : "";
    text += moving > 0 ? ", " + std::to_string(moving) + " changing primary" : "";
    return text;
}

std::string stateWord(const model::GridState& state, const model::PartitionDescription& partition) {
    if (partition.lost) {
        return "LOST";
    }
    if (!partition.primary) {
        return "not placed";
    }
    if (partition.handoverTo) {
        return "to " + nameOf(state, partition.handoverTo);
    }
    return hasAllCopies(state, partition) ? "full" : "copies missing";
}

std::optional<Duration> worstLag(const model::UnitTelemetry& unit) {
    std::optional<Duration> worst;
    for (const model::LinkTelemetry& link : unit.links) {
        worst = std::max(worst, link.lag);
    }
    return worst;
}

std::uint64_t entriesOf(const model::UnitTelemetry& unit) {
    std::uint64_t entries = 0;
    for (const model::PartitionTelemetry& partition : unit.partitions) {
        entries += partition.role == model::Role::Primary ? partition.entries : 0;
    }
    return entries;
}

std::vector<std::string> unitRow(const Snapshot& snapshot, const model::UnitDescription& unit) {
    std::size_t primaries = 0;
    std::size_t backups = 0;
    for (const model::PartitionDescription& partition : snapshot.state.partitions) {
        const bool member = std::find(partition.inSync.begin(), partition.inSync.end(), unit.id) !=
                            partition.inSync.end();
        primaries += partition.primary == unit.id ? 1 : 0;
        backups += member && partition.primary != unit.id ? 1 : 0;
    }
    std::vector<std::string> row{unit.name, unit.host, std::string(wordFor(unit.state)),
                                 std::to_string(primaries), std::to_string(backups)};
    const model::UnitTelemetry* telemetry = telemetryOf(snapshot, unit);
    if (telemetry != nullptr) {
        row.insert(row.end(),
                   {grouped(entriesOf(*telemetry)), bytesText(telemetry->memoryBytes),
                    std::to_string(telemetry->cpuPermille / 10) + " %", grouped(telemetry->clients),
                    durationText(worstLag(*telemetry)), grouped(telemetry->pump.queued)});
    } else {
        row.insert(row.end(), {"-", "-", "-", "-", "-", "-"});
    }
    row.insert(row.end(), {client::textOf(unit.client), std::to_string(unit.processId), unit.reason});
    return row;
}

}  // namespace

std::string statusText(const Snapshot& snapshot, const std::vector<std::string>& safety) {
    const model::GridState& state = snapshot.state;
    const auto connected = std::count_if(state.agents.begin(), state.agents.end(),
                                         [](const model::AgentDescription& one) { return one.connected; });
    std::uint64_t entries = 0;
    std::uint64_t memory = 0;
    std::uint64_t queued = 0;
    for (const model::UnitTelemetry& unit : snapshot.telemetry) {
        entries += entriesOf(unit);
        memory += unit.memoryBytes;
        queued += unit.pump.queued;
    }
    std::string text = "grid        " + state.name + " (" + state.gridId + "), epoch " +
                       std::to_string(state.epoch.value) + "\n";
    text += "controller  " + controllerText(state) + "\n";
    text += "agents      " + std::to_string(state.agents.size()) + ", " + std::to_string(connected) +
            " connected\n";
    text += "units       " + unitCounts(state) + "\n";
    text += "partitions  " + partitionCounts(state) + "\n";
    text += "entries     " + grouped(entries) + " in " + bytesText(memory) + "\n";
    text += "store       " + counted(queued, "change") + " waiting\n";
    text += safety.empty() ? "safe        yes\n" : "safe        no: " + safety.front() + "\n";
    for (std::size_t index = 1; index < safety.size(); ++index) {
        text += "            " + safety[index] + "\n";
    }
    return text;
}

std::string unitsText(const Snapshot& snapshot) {
    TextTable table({{"UNIT"}, {"HOST"}, {"STATE"}, {"PRIMARIES", Align::Right},
                     {"BACKUPS", Align::Right}, {"ENTRIES", Align::Right}, {"MEMORY", Align::Right},
                     {"CPU", Align::Right}, {"CLIENTS", Align::Right}, {"LAG", Align::Right},
                     {"QUEUED", Align::Right}, {"ADDRESS"}, {"PROCESS", Align::Right}, {"REASON"}});
    for (const model::UnitDescription& unit : snapshot.state.units) {
        table.add(unitRow(snapshot, unit));
    }
    return table.text();
}

std::string partitionsText(const Snapshot& snapshot) {
    TextTable table({{"PARTITION", Align::Right}, {"SLOTS", Align::Right}, {"PRIMARY"}, {"IN SYNC"},
                     {"JOINING"}, {"EPOCH", Align::Right}, {"STATE"}});
    const model::GridState& state = snapshot.state;
    for (const model::PartitionDescription& partition : state.partitions) {
        const int run = slotCount / std::max<int>(1, state.partitionCount);
        const int first = partition.id.value * run;
        table.add({std::to_string(partition.id.value),
                   std::to_string(first) + "-" + std::to_string(first + run - 1),
                   nameOf(state, partition.primary), namesOf(state, partition.inSync),
                   namesOf(state, partition.joining), std::to_string(partition.epoch.value),
                   stateWord(state, partition)});
    }
    return table.text();
}

std::string eventText(const model::GridEvent& event) {
    std::string text = timeText(event.at) + "  #" + std::to_string(event.number) + "  ";
    if (event.severity != model::Severity::Notice) {
        text += std::string(wordFor(event.severity)) + ": ";
    }
    text += event.text;
    if (event.took.micros > 0) {
        text += " (" + durationText(event.took) + ")";
    }
    return text + "  [" + event.actor + "]";
}

std::string operationsText(const resp::Value& operations) {
    TextTable table({{"NUMBER", Align::Right}, {"SINCE"}, {"BY"}, {"WHAT"}});
    for (const resp::Value& one : operations.items) {
        const auto textOf = [&one](const char* field) {
            const resp::Value* value = one.find(field);
            return value != nullptr ? value->text : std::string();
        };
        const auto numberOf = [&one](const char* field) {
            const resp::Value* value = one.find(field);
            return value != nullptr ? value->integer : 0;
        };
        const std::string stopped = textOf("stopped-by");
        table.add({std::to_string(numberOf("number")), timeText(WallTime{numberOf("began-millis")}), textOf("by"),
                   textOf("what") + (stopped.empty() ? "" : " (being stopped by " + stopped + ")")});
    }
    return table.text();
}

}  // namespace orrery::ctl
