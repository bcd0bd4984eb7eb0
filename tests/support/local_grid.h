// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real grid on this machine for tests: agents that play hosts a, b, c ... with their units, in a
// temporary folder, on free loopback ports that no other test takes meanwhile.
//
// Whatever happens, its processes end with it: they are killed by their ids, and agents die with the
// test process. When the test has failed the folder with all logs stays and its name is printed.
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"
#include "shared/resp/value.h"

class QLockFile;

namespace orrery::test {

enum class GridStore : std::uint8_t { Sqlite, None };
enum class GridBeacon : std::uint8_t { Silent, Sent };

struct LocalGridOptions {
    int hosts = 3;
    int unitsPerHost = 2;
    int backups = 1;
    int partitions = 256;
    GridStore store = GridStore::Sqlite;
    GridBeacon beacon = GridBeacon::Silent;
    QString name = "test";
};

class LocalGrid {
public:
    explicit LocalGrid(LocalGridOptions options = {});
    ~LocalGrid();
    LocalGrid(const LocalGrid&) = delete;
    LocalGrid& operator=(const LocalGrid&) = delete;

    /// Starts all agents and waits until the grid is whole. False after the time limit.
    bool start();
    /// Every unit ready, every partition with all its copies. Does not look at the store.
    bool waitWhole(int timeoutMillis = 30000);
    /// GRID SAFE says so: whole, and nothing waits for the store.
    bool waitSafe(int timeoutMillis = 30000);

    /// SIGKILL of every process of the grid, agents and units, as nearly at once as can be.
    void killAll();

    /// Asks the controller. None when it does not answer.
    std::optional<resp::Value> ask(const std::vector<std::string>& arguments) const;
    std::optional<model::GridState> state() const;
    std::vector<model::UnitTelemetry> telemetry() const;
    /// The unit of that name, or none.
    std::optional<model::UnitDescription> unit(const std::string& name) const;
    /// Units whose process runs.
    std::vector<model::UnitDescription> runningUnits() const;
    /// Who serves `key` now.
    std::optional<model::UnitDescription> primaryOf(const std::string& key) const;

    model::Endpoint agent(int host) const;
    /// "--at host:port" of every agent, for orreryctl and orrery-load.
    QStringList at() const;
    QString folder() const { return m_folder.path(); }
    QString storePath() const { return m_folder.filePath("store.db"); }

    enum class Signal : int { Kill = 9, Continue = 18, Stop = 19 };
    /// Signals the process of a unit.
    static void signal(const model::UnitDescription& unit, Signal signal);
    /// Signals the agent of a host, counted from 0.
    void signalAgent(int host, Signal signal) const;

private:
    bool takePorts();
    QStringList agentArguments(int host) const;
    void startAgent(int host);

    const LocalGridOptions m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<QLockFile> m_portLock;
    int m_portBase = 0;
    std::vector<std::unique_ptr<QProcess>> m_agents;
};

/// A program of the product, in the folder of built programs.
QString programPath(const QString& name);

}  // namespace orrery::test
