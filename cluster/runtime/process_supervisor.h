// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The unit processes of one host: starts them, knows within milliseconds when one has died, kills.
//
// Units die with their agent (parent-death signal), so nothing an agent started outlives it. The exit
// that is reported is the system's own word: the process is gone, and its sockets with it.
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "cluster/core/agent_core.h"
#include "cluster/core/effects.h"

namespace orrery::runtime {

/// Where the former content of a log goes when it is cut.
inline std::string rotatedLog(const std::string& log) { return log + ".1"; }

class ProcessObserver {
public:
    virtual void processStarted(UnitId unit, Incarnation incarnation, std::uint32_t processId) = 0;
    virtual void processExited(const core::AgentCore::ProcessEnd& end) = 0;

protected:
    ~ProcessObserver() = default;
};

class ProcessSupervisor final : public QObject {
public:
    struct Plan {
        std::string program;
        std::string outputFolder;  ///< <unit name>.log is written here, at most twice 10 MiB.
        std::string password;      ///< Handed on as ORRERY_PASSWORD, never as an argument.
        /// The program's arguments for the unit that holds `place` 0, 1, 2 ... on this host.
        std::function<QStringList(const core::StartProcess& start, int place)> arguments;
    };

    /// `observer` must outlive the supervisor and is called from the event loop only.
    ProcessSupervisor(Plan plan, ProcessObserver& observer);
    /// Kills what still runs and waits for it.
    ~ProcessSupervisor() override;

    /// Starts a unit; the outcome comes as processStarted() or processExited(). A unit keeps its place
    /// on this host from its first start on.
    void start(const core::StartProcess& start);
    /// SIGKILL to the process of this incarnation; its exit is reported as any other.
    void kill(UnitId unit, Incarnation incarnation);
    /// SIGTERM to all, SIGKILL to those that still run after 5 s; then `stopped`, once.
    void stopAll(std::function<void()> stopped);
    std::size_t runningCount() const { return m_children.size(); }
    /// The file that holds what the unit of that name writes; when it has grown too long its former content
    /// stands in rotatedLog() of it.
    std::string logOf(const std::string& name) const {
        return m_plan.outputFolder + "/" + name + ".log";
    }

private:
    struct Child {
        UnitId unit;
        Incarnation incarnation;
        std::unique_ptr<QProcess> process;
        std::string log;
    };

    int placeOf(UnitId unit);
    void prepare(QProcess& process, const core::StartProcess& start, const std::string& log);
    void ended(UnitId unit, Incarnation incarnation, const std::string& how, bool clean);
    void boundLogs();
    const Plan m_plan;
    ProcessObserver& m_observer;
    std::map<std::pair<UnitId, Incarnation>, Child> m_children;
    std::map<UnitId, int> m_places;
    QTimer m_logTimer;
    std::function<void()> m_stopped;
};

}  // namespace orrery::runtime
