// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/agent_shell.h"

#include <QCoreApplication>
#include <utility>

#include "cluster/runtime/exit_codes.h"
#include "cluster/runtime/metrics_text.h"
#include "cluster/runtime/sockets.h"
#include "shared/base/assert.h"

namespace orrery::runtime {

namespace {

QString textFrom(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Later lives of an agent have a higher incarnation: the wall clock at its start.
PeerIdentity identityOf(const core::AgentOptions& options) {
    return PeerIdentity{options.gridName, core::nodeOf(options.agent),
                        static_cast<std::uint64_t>(currentMoment().wall.millis), ORRERY_VERSION,
                        options.password};
}

ProcessSupervisor::Plan planOf(const AgentSettings& settings) {
    return {settings.unitProgram, settings.dataFolder, settings.core.password,
            [&settings](const core::StartProcess& start, int place) {
                return settings.unitArguments(start, place);
            }};
}

}  // namespace

AgentShell::AgentShell(const AgentSettings& settings)
    : NodeShell(identityOf(settings.core)),
      m_settings(settings),
      m_supervisor(planOf(m_settings), *this),
      m_http(pages()) {}

Status AgentShell::openListeners() {
    const std::string& address = m_settings.bindAddress;
    const PortPlan& ports = m_settings.ports;
    const Status status = listen({address, ports.client}, {address, ports.peer()});
    return status ? m_http.listen({address, ports.http()}) : status;
}

Status AgentShell::start(std::optional<ControlLogFile> log) {
    const Status status = openListeners();
    if (!status) {
        return status;
    }
    std::vector<core::PersistControl> recovered;
    if (log) {
        recovered = log->takeRecovered();
        m_log = std::make_unique<ControlLogWriter>(std::move(*log), [this](std::uint64_t index) {
            if (isRunning()) {
                inTurn([this, index] { core().controlPersisted(index, moment(), effects()); });
            }
        });
    }
    core::Effects first;
    auto agent = std::make_unique<core::AgentCore>(m_settings.core, std::move(recovered),
                                                   currentMoment(), first);
    begin(std::move(agent), std::move(first));
    if (m_settings.beacon) {
        m_beacon =
            std::make_unique<Beacon>(m_settings.bindAddress, [this] { return beaconFacts(); });
    }
    logLine(LogLevel::Info, "agent", "agent has started",
            {{"host", m_settings.core.host}, {"client", textOf(m_settings.core.client)}});
    return Done{};
}

void AgentShell::stop() {
    logLine(LogLevel::Info, "agent", "agent stops its units",
            {{"units", std::to_string(m_supervisor.runningCount())}});
    halt();  // Else it would start the units again.
    m_beacon.reset();
    m_supervisor.stopAll([] { QCoreApplication::exit(ExitSuccess); });
}

void AgentShell::persist(core::Effects& effects) {
    if (!effects.persist.empty()) {
        ORRERY_ASSERT(m_log != nullptr);
        m_log->append(std::move(effects.persist));
    }
}

void AgentShell::carryOutRest(core::Effects& effects) {
    for (const core::KillProcess& kill : effects.killProcesses) {
        m_supervisor.kill(kill.unit, kill.incarnation);
    }
    for (const core::StartProcess& start : effects.startProcesses) {
        m_supervisor.start(start);
    }
    for (const core::ReadUnitLog& read : effects.readUnitLogs) {
        readUnitLog(read);
    }
}

void AgentShell::readUnitLog(const core::ReadUnitLog& read) {
    m_logs.read(read, m_supervisor.logOf(read.unit), [this](const core::UnitLogBytes& log) {
        if (isRunning()) {
            inTurn([&] { core().unitLogRead(log, moment(), effects()); });
        }
    });
}

void AgentShell::processStarted(UnitId unit, Incarnation incarnation, std::uint32_t processId) {
    logLine(LogLevel::Info, "units", "unit process runs",
            {{"unit", std::to_string(unit.value)}, {"pid", std::to_string(processId)}});
    if (isRunning()) {
        inTurn([&] { core().processStarted(unit, incarnation, processId, moment(), effects()); });
    }
}

void AgentShell::processExited(const core::AgentCore::ProcessEnd& end) {
    logLine(end.clean ? LogLevel::Info : LogLevel::Warning, "units", "unit process has ended",
            {{"unit", std::to_string(end.unit.value)}, {"how", end.howItEnded}});
    if (isRunning()) {
        inTurn([&] { core().processExited(end, moment(), effects()); });
    }
}

BeaconFacts AgentShell::beaconFacts() const {
    return BeaconFacts{m_settings.core.gridName, core().state().gridId, m_settings.core.host,
                       m_settings.core.client, core().isController()};
}

HttpPages AgentShell::pages() {
    return HttpPages{[this] {
                         const bool serving = isRunning() && !core().state().gridId.empty();
                         return HttpPages::Health{serving,
                                                  {{"status", serving ? "serving" : "not serving"},
                                                   {"host", textFrom(m_settings.core.host)}}};
                     },
                     [this] {
                         const model::GridState& state = core().state();
                         return QJsonObject{
                             {"grid", textFrom(m_settings.core.gridName)},
                             {"gridId", textFrom(state.gridId)},
                             {"host", textFrom(m_settings.core.host)},
                             {"version", ORRERY_VERSION},
                             {"controller", core().isController()},
                             {"epoch", static_cast<qint64>(state.epoch.value)},
                             {"units", static_cast<qint64>(state.units.size())},
                             {"partitions", static_cast<qint64>(state.partitions.size())},
                             {"processes", static_cast<qint64>(m_supervisor.runningCount())}};
                     },
                     [this] { return metricsOf(core().state()); }};
}

}  // namespace orrery::runtime
