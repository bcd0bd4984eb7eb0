// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small real grid on this machine, started from the console for whoever has none: three pretended
// hosts with two units each, from the programs that lie beside the console. Everything listens on
// loopback. The processes end with the console, also when it is killed: the kernel tells them.
#pragma once

#include <memory>
#include <vector>

#include <QLockFile>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include "console/source/connection_probe.h"
#include "shared/base/result.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

class LocalGrid : public QObject {
    Q_OBJECT
public:
    static constexpr int hosts = 3;
    static constexpr int unitsPerHost = 2;
    static constexpr int startLimitMillis = 30'000;

    /// Looks for the programs in `programs` and keeps the grid's data in `data`.
    LocalGrid(QString programs, QString data, QObject* parent = nullptr);
    /// Stops the grid and waits for its processes.
    ~LocalGrid() override;

    /// The folder of the running program, and local-grid in the program's data folder.
    static QString usualPrograms();
    static QString usualData();

    /// Done when both programs are there; else what is missing and what to install.
    Status check() const;
    /// Starts the processes; ready() or failed() follows. Refused while it runs, here or from another console of
    /// this person.
    Status start();
    void stop();
    bool isRunning() const { return !m_agents.empty(); }
    /// The RESP ports of the agents; empty while it does not run.
    std::vector<model::Endpoint> seeds() const;

Q_SIGNALS:
    /// An agent answers: the grid may be attached.
    void ready();
    /// It could not start, or a process of it ended unasked; `why` is for a person.
    void failed(const QString& why);

private:
    bool takeFolder();
    void startAgent(int host);
    QStringList agentArguments(int host) const;
    void agentEnded(int host, int code);
    void probe();
    void giveUp(const QString& why);
    int portOf(int host) const;
    QString lastWords(int host) const;

    QString m_programs;
    QString m_data;
    std::unique_ptr<QLockFile> m_lock;  ///< Of m_data, while it runs.
    int m_portBase = 0;
    std::vector<QProcess*> m_agents;  ///< Children of this.
    ConnectionProbe m_probe;
    QTimer m_again;
    QTimer m_limit;
};

}  // namespace orrery::console
