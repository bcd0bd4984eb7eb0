// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An agent's process around its core: front door, inner wire, control log, unit processes, HTTP, beacon.
#pragma once

#include <memory>
#include <optional>

#include "cluster/core/agent_core.h"
#include "cluster/runtime/agent_settings.h"
#include "cluster/runtime/control_log_writer.h"
#include "cluster/runtime/discovery.h"
#include "cluster/runtime/http_endpoint.h"
#include "cluster/runtime/node_shell.h"
#include "cluster/runtime/process_supervisor.h"
#include "cluster/runtime/unit_log_reader.h"

namespace orrery::runtime {

class AgentShell final : public NodeShell<core::AgentCore>, private ProcessObserver {
public:
    explicit AgentShell(const AgentSettings& settings);

    /// Opens the listeners and starts the core. `log`: the control log, on the voter only. Unavailable: a
    /// port is in use.
    Status start(std::optional<ControlLogFile> log);
    /// Stops the units, then leaves with code 0.
    void stop();

private:
    void persist(core::Effects& effects) override;
    void carryOutRest(core::Effects& effects) override;
    void processStarted(UnitId unit, Incarnation incarnation, std::uint32_t processId) override;
    void processExited(const core::AgentCore::ProcessEnd& end) override;
    void readUnitLog(const core::ReadUnitLog& read);
    Status openListeners();
    HttpPages pages();
    BeaconFacts beaconFacts() const;

    const AgentSettings m_settings;
    ProcessSupervisor m_supervisor;
    UnitLogReader m_logs;
    HttpEndpoint m_http;
    std::unique_ptr<ControlLogWriter> m_log;
    std::unique_ptr<Beacon> m_beacon;
};

}  // namespace orrery::runtime
