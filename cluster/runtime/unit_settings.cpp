// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/unit_settings.h"

#include <unistd.h>

#include <array>
#include <limits>

#include "cluster/runtime/agent_settings.h"

namespace orrery::runtime {

namespace {

constexpr std::string_view sqlitePrefix = "sqlite:";

constexpr std::array flags{
    Option{"grid", "name", "Name of the grid."},
    Option{"unit", "number", "This unit's number."},
    Option{"name", "name", "This unit's name."},
    Option{"host", "name", "Name of this host."},
    Option{"incarnation", "number", "Number of this life of the unit."},
    Option{"agent-id", "number", "Number of this host's agent."},
    Option{"agent-peer", "address", "Where that agent's inner wire is."},
    Option{"port", "port", "RESP at this port, inner wire at +1, HTTP at +2."},
    Option{"bind", "address", "Address to listen on.", "127.0.0.1"},
    Option{"advertise", "address", "Address others connect to, when it is not the one bound."},
    Option{"store", "place", "sqlite:PATH or none.", "none"},
    Option{"memory-limit", "bytes", "Beyond it writes get OOM; 0: no limit.", "0"},
    Option{"log-level", "level", "debug, info, warning or error.", "info"},
};

constexpr Program program{"orrery-unit", "A processing unit of a grid. Its agent starts it.",
                          flags};

void readStore(Settings& settings, UnitSettings& unit) {
    const std::string store = settings.required("store");
    unit.core.hasStore = store != "none";
    if (unit.core.hasStore) {
        unit.storePath = store.starts_with(sqlitePrefix) ? store.substr(sqlitePrefix.size()) : "";
        if (unit.storePath.empty()) {
            settings.refuse("store", "\"" + store + "\" is neither sqlite:PATH nor none");
        }
    }
}

void readEndpoints(Settings& settings, UnitSettings& unit) {
    const PortPlan ports{static_cast<std::uint16_t>(settings.number("port", 1024, 65533))};
    unit.bindAddress = settings.text("bind");
    const std::string advertise = settings.text("advertise");
    const std::string& address = advertise.empty() ? unit.bindAddress : advertise;
    unit.core.client = {address, ports.client};
    unit.core.peer = {address, ports.peer()};
    unit.core.http = {address, ports.http()};
    unit.core.agentPeer = settings.endpoint("agent-peer");
    const Status listener = checkListener(unit.bindAddress, unit.core.password);
    if (!listener) {
        settings.refuse("bind", listener.error().detail);
    }
}

}  // namespace

std::span<const Option> unitFlags() { return flags; }

Result<UnitSettings> readUnitSettings(const QStringList& arguments, const std::string& password) {
    Result<Settings> read = Settings::read(program, arguments);
    if (!read) {
        return read.error();
    }
    Settings settings = read.take();
    UnitSettings unit;
    unit.notice = settings.notice();
    if (!unit.notice.empty()) {
        return unit;
    }
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    unit.core.password = password;
    unit.core.gridName = settings.required("grid");
    unit.core.unit = UnitId{static_cast<std::uint32_t>(settings.number("unit", 1, 1000000))};
    unit.core.name = settings.required("name");
    unit.core.host = settings.required("host");
    unit.core.incarnation =
        Incarnation{static_cast<std::uint64_t>(settings.number("incarnation", 1, most))};
    unit.core.agent = AgentId{static_cast<std::uint32_t>(settings.number("agent-id", 1, 1000000))};
    unit.core.processId = static_cast<std::uint32_t>(getpid());
    unit.core.memoryLimit = static_cast<std::uint64_t>(settings.number("memory-limit", 0, most));
    readEndpoints(settings, unit);
    readStore(settings, unit);
    const std::optional<LogLevel> level = logLevelFrom(settings.text("log-level"));
    unit.logLevel = level.value_or(LogLevel::Info);
    if (!level) {
        settings.refuse("log-level", "\"" + settings.text("log-level") +
                                         "\" is not debug, info, warning or error");
    }
    const Status status = settings.status();
    if (!status) {
        return status.error();
    }
    return unit;
}

}  // namespace orrery::runtime
