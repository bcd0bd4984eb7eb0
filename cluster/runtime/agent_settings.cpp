// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/agent_settings.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "cluster/runtime/host_settings.h"
#include "cluster/runtime/sockets.h"
#include "shared/base/slot.h"

namespace orrery::runtime {

namespace {

constexpr std::int64_t maximumUnits = 64;
constexpr std::int64_t maximumAgents = 1024;

constexpr std::array flags{
    Option{"grid", "name", "Name of the grid.", "orrery"},
    Option{"host", "name", "Name of this host."},
    Option{"agent-id", "number", "This agent's number, from 1; unique in the grid."},
    Option{"voter", nullptr, "Hold the control log. The first of --peers does."},
    Option{"data", "folder", "Folder of the control log and the units' output."},
    Option{"port-base", "port", "RESP at this port, inner wire at +1, HTTP at +2, units from +10.",
           "7100"},
    Option{"peers", "list",
           "All agents, HOST=ID@ADDRESS:PORT of the inner wire, with commas; the voter first."},
    Option{"units", "count", "Units to start on this host when the grid has none here.", "2"},
    Option{"backups", "count", "Copies of a partition beside its primary, when the grid is made.",
           "1"},
    Option{"minimum-in-sync", "count", "Copies a write needs, when the grid is made.", "1"},
    Option{"partitions", "count", "Partitions, a power of two, when the grid is made.", "256"},
    Option{"spaces", "list",
           "Policies NAME=write-behind or NAME=none with commas; * is every other space."},
    Option{"store", "place", "sqlite:PATH or none.", "none"},
    Option{"unit-program", "file", "The orrery-unit program.", "orrery-unit"},
    Option{"password-file", "file", "The grid's password is its first line."},
    Option{"bind", "address", "Address to listen on.", "127.0.0.1"},
    Option{"advertise", "address", "Address others connect to, when it is not the one bound."},
    Option{"beacon", "truth", "Announce the grid by multicast for consoles.", "true"},
    Option{"log-level", "level", "debug, info, warning or error.", "info"},
};

constexpr Program program{"orrery-agent",
                          "Starts, watches and stops the units of one host of a grid.", flags};

struct PeerAgent {
    std::string host;
    AgentId id;
    model::Endpoint endpoint;
};

std::vector<PeerAgent> readPeers(Settings& settings) {
    std::vector<PeerAgent> peers;
    for (const auto& [host, value] : settings.pairs("peers")) {
        const std::size_t at = value.find('@');
        std::uint32_t id = 0;
        const char* end = value.data() + std::min(at, value.size());
        const bool isNumber = std::from_chars(value.data(), end, id).ptr == end;
        const Result<model::Endpoint> endpoint = endpointFrom(
            at == std::string::npos ? std::string_view() : std::string_view(value).substr(at + 1));
        if (!isNumber || id == 0 || id > maximumAgents || !endpoint) {
            settings.refuse("peers", "\"" + host + "=" + value + "\" is not HOST=ID@ADDRESS:PORT");
            continue;
        }
        peers.push_back({host, AgentId{id}, endpoint.value()});
    }
    return peers;
}

std::vector<model::SpaceDescription> readSpaces(Settings& settings) {
    std::vector<model::SpaceDescription> spaces;
    for (const auto& [name, word] : settings.pairs("spaces")) {
        const std::optional<model::PumpStrategy> strategy = model::pumpStrategyFrom(word);
        if (!strategy) {
            settings.refuse("spaces", "\"" + word + "\" is neither write-behind nor none");
            continue;
        }
        spaces.push_back({name, *strategy});
    }
    std::sort(spaces.begin(), spaces.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return spaces;
}

void readController(Settings& settings, core::AgentOptions& options,
                    const model::Endpoint& ownPeer) {
    const std::vector<PeerAgent> peers = readPeers(settings);
    options.voter = settings.isOn("voter");
    options.controller = options.agent;
    options.controllerPeer = ownPeer;
    if (peers.empty()) {
        if (!options.voter) {
            settings.refuse("peers", "is needed on an agent without --voter");
        }
        return;
    }
    if (options.voter != (peers.front().id == options.agent)) {
        settings.refuse("voter",
                        "the first of --peers, and only it, holds the control log (--voter)");
    }
    options.controller = peers.front().id;
    options.controllerPeer = peers.front().endpoint;
}

void readGrid(Settings& settings, core::AgentOptions& options) {
    options.partitionCount =
        static_cast<std::uint16_t>(settings.number("partitions", 1, slotCount));
    if ((options.partitionCount & (options.partitionCount - 1)) != 0) {
        settings.refuse("partitions", "must be a power of two");
    }
    options.backups = static_cast<std::uint8_t>(settings.number("backups", 0, 4));
    options.minimumInSync =
        static_cast<std::uint8_t>(settings.number("minimum-in-sync", 1, options.backups + 1));
    options.initialUnits = static_cast<std::uint32_t>(settings.number("units", 0, maximumUnits));
    options.spaces = readSpaces(settings);
}

void readPlaces(Settings& settings, AgentSettings& agent) {
    agent.bindAddress = settings.text("bind");
    agent.advertised =
        settings.text("advertise").empty() ? agent.bindAddress : settings.text("advertise");
    if (!endpointFrom(textOf({agent.bindAddress, 1}))) {
        settings.refuse("bind", "\"" + agent.bindAddress + "\" is not an IP address");
    }
    if (agent.advertised == "0.0.0.0" || agent.advertised == "::") {
        settings.refuse("advertise", "is needed when --bind is " + agent.bindAddress);
    }
    const std::string file = settings.text("password-file");
    if (!file.empty()) {
        Result<std::string> password = readPassword(file);
        if (password) {
            agent.core.password = password.take();
        } else {
            settings.refuse("password-file", password.error().detail);
        }
    }
    const Status listener = checkListener(agent.bindAddress, agent.core.password);
    if (!listener) {
        settings.refuse("bind", listener.error().detail);
    }
}

}  // namespace

PortPlan AgentSettings::unitPorts(int place) const {
    return PortPlan{static_cast<std::uint16_t>(ports.client + 10 + 3 * place)};
}

QStringList AgentSettings::unitArguments(const core::StartProcess& start, int place) const {
    const PortPlan plan = unitPorts(place);
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    return {"--grid",        text(core.gridName),
            "--unit",        QString::number(start.unit.value),
            "--name",        text(start.name),
            "--host",        text(core.host),
            "--incarnation", QString::number(start.incarnation.value),
            "--agent-id",    QString::number(core.agent.value),
            "--agent-peer",  text(textOf({advertised, ports.peer()})),
            "--port",        QString::number(plan.client),
            "--bind",        text(bindAddress),
            "--advertise",   text(advertised),
            "--store",       text(store),
            "--log-level",   text(std::string(wordFor(logLevel)))};
}

Result<AgentSettings> readAgentSettings(const QStringList& arguments) {
    Result<Settings> read = Settings::read(program, arguments);
    if (!read) {
        return read.error();
    }
    Settings settings = read.take();
    AgentSettings agent;
    agent.notice = settings.notice();
    if (!agent.notice.empty()) {
        return agent;
    }
    agent.core.gridName = settings.required("grid");
    agent.core.host = settings.required("host");
    agent.core.agent =
        AgentId{static_cast<std::uint32_t>(settings.number("agent-id", 1, maximumAgents))};
    agent.dataFolder = settings.required("data");
    agent.unitProgram = settings.required("unit-program");
    agent.store = settings.required("store");
    agent.beacon = settings.isOn("beacon");
    agent.ports.client = static_cast<std::uint16_t>(settings.number("port-base", 1024, 65000));
    readPlaces(settings, agent);
    readGrid(settings, agent.core);
    agent.core.client = {agent.advertised, agent.ports.client};
    agent.core.peer = {agent.advertised, agent.ports.peer()};
    readController(settings, agent.core, agent.core.peer);
    agent.core.hasStore = agent.store != "none";
    if (agent.core.hasStore && !agent.store.starts_with("sqlite:")) {
        settings.refuse("store", "\"" + agent.store + "\" is neither sqlite:PATH nor none");
    }
    const std::optional<LogLevel> level = logLevelFrom(settings.text("log-level"));
    agent.logLevel = level.value_or(LogLevel::Info);
    if (!level) {
        settings.refuse("log-level", "\"" + settings.text("log-level") +
                                         "\" is not debug, info, warning or error");
    }
    const Status status = settings.status();
    if (!status) {
        return status.error();
    }
    agent.core.unitSettings = settingsOfUnits(agent, settings);
    return agent;
}

}  // namespace orrery::runtime
