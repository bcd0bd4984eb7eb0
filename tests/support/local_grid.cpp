// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/local_grid.h"

#include <QDir>
#include <QLockFile>
#include <QTcpServer>
#include <QTest>

#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

#include "shared/base/slot.h"
#include "shared/model/codec.h"
#include "tests/support/blocking_client.h"

namespace orrery::test {
namespace {

constexpr int firstPort = 20000;
constexpr int portsPerHost = 100;
constexpr int portsPerGrid = 500;
constexpr int gridPlaces = 24;   ///< 20000 .. 31999: below the ports that systems give out themselves.

bool isFree(int port) {
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost, static_cast<quint16>(port));
}

void dieWithTheTest() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

bool isWhole(const model::GridState& state, int unitsWanted) {
    const auto ready = std::count_if(
        state.units.begin(), state.units.end(),
        [](const model::UnitDescription& one) { return one.state == model::UnitState::Ready; });
    const bool unitsWhole = std::all_of(state.units.begin(), state.units.end(), [](const auto& one) {
        return one.state == model::UnitState::Ready || one.state == model::UnitState::Stopped;
    });
    const auto full = [&state](const model::PartitionDescription& one) {
        return one.primary && one.inSync.size() == state.backups + 1U && one.joining.empty() &&
               !one.handoverTo;
    };
    return ready >= unitsWanted && unitsWhole && !state.partitions.empty() &&
           std::all_of(state.partitions.begin(), state.partitions.end(), full);
}

}  // namespace

QString programPath(const QString& name) {
    return QString(ORRERY_BINARY_DIR) + "/" + name;
}

LocalGrid::LocalGrid(LocalGridOptions options)
    : m_options(options), m_folder(QDir::tempPath() + "/orrery-grid-XXXXXX") {}

LocalGrid::~LocalGrid() {
    killAll();
    if (QTest::currentTestFailed()) {
        m_folder.setAutoRemove(false);
        std::fprintf(stderr, "The grid's logs are in %s\n", qPrintable(m_folder.path()));
    }
}

/// Tests that run at the same time take different places: each is held by a lock file, and its ports
/// are tried first in case something else listens there.
bool LocalGrid::takePorts() {
    const int first = static_cast<int>(QCoreApplication::applicationPid() % gridPlaces);
    for (int step = 0; step < gridPlaces; ++step) {
        const int base = firstPort + (first + step) % gridPlaces * portsPerGrid;
        auto lock = std::make_unique<QLockFile>(QDir::tempPath() + "/orrery-ports-" +
                                                QString::number(base) + ".lock");
        bool free = lock->tryLock(0);
        for (int host = 0; host < m_options.hosts && free; ++host) {
            for (const int port : {0, 1, 2, 10, 11, 13, 14}) {
                free = free && isFree(base + host * portsPerHost + port);
            }
        }
        if (free) {
            m_portLock = std::move(lock);
            m_portBase = base;
            return true;
        }
    }
    return false;
}

bool LocalGrid::start() {
    if (m_portBase == 0 && !takePorts()) {
        return false;
    }
    m_agents.clear();
    for (int host = 0; host < m_options.hosts; ++host) {
        startAgent(host);
    }
    return waitWhole();
}

QStringList LocalGrid::agentArguments(int host) const {
    QStringList peers;
    for (int other = 0; other < m_options.hosts; ++other) {
        peers << QString("%1=%2@127.0.0.1:%3")
                     .arg(QChar('a' + other))
                     .arg(other + 1)
                     .arg(m_portBase + other * portsPerHost + 1);
    }
    const QString store =
        m_options.store == GridStore::Sqlite ? "sqlite:" + storePath() : QString("none");
    QStringList arguments{"--grid", m_options.name, "--host", QChar('a' + host), "--agent-id",
                          QString::number(host + 1), "--data",
                          m_folder.filePath(QString("host-") + QChar('a' + host)), "--port-base",
                          QString::number(m_portBase + host * portsPerHost), "--peers", peers.join(','),
                          "--units", QString::number(m_options.unitsPerHost), "--backups",
                          QString::number(m_options.backups), "--partitions",
                          QString::number(m_options.partitions), "--store", store, "--unit-program",
                          programPath("orrery-unit"), "--beacon",
                          m_options.beacon == GridBeacon::Sent ? "true" : "false"};
    if (host == 0) {
        arguments << "--voter";
    }
    return arguments;
}

void LocalGrid::startAgent(int host) {
    auto process = std::make_unique<QProcess>();
    const QString log = m_folder.filePath(QString("agent-") + QChar('a' + host) + ".log");
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardOutputFile(log, QIODevice::Append);
    process->setChildProcessModifier(dieWithTheTest);
    process->start(programPath("orrery-agent"), agentArguments(host));
    process->waitForStarted();
    m_agents.push_back(std::move(process));
}

void LocalGrid::killAll() {
    const auto units = runningUnits();
    for (const auto& agent : m_agents) {
        agent->kill();
    }
    for (const model::UnitDescription& unit : units) {
        signal(unit, Signal::Kill);
    }
    for (const auto& agent : m_agents) {
        agent->waitForFinished();
    }
}

bool LocalGrid::waitWhole(int timeoutMillis) {
    const auto stopped = [](const model::GridState& state) {
        return std::count_if(state.units.begin(), state.units.end(), [](const auto& one) {
            return one.state == model::UnitState::Stopped;
        });
    };
    return QTest::qWaitFor(
        [&] {
            const auto known = state();
            const int wanted = m_options.hosts * m_options.unitsPerHost;
            return known && isWhole(*known, wanted - static_cast<int>(stopped(*known)));
        },
        timeoutMillis);
}

bool LocalGrid::waitSafe(int timeoutMillis) {
    return QTest::qWaitFor(
        [this] {
            const auto reply = ask({"GRID", "SAFE"});
            const resp::Value* safe = reply ? reply->find("safe") : nullptr;
            return safe != nullptr && safe->integer == 1;
        },
        timeoutMillis);
}

std::optional<resp::Value> LocalGrid::ask(const std::vector<std::string>& arguments) const {
    BlockingClient client(agent(0));   // Host a holds the control log.
    if (!client.isOpen()) {
        return std::nullopt;
    }
    const auto reply = client.call(arguments);
    return reply && !reply->isError() ? reply : std::nullopt;
}

std::optional<model::GridState> LocalGrid::state() const {
    const auto reply = ask({"GRID", "SNAPSHOT"});
    const resp::Value* value = reply ? reply->find("state") : nullptr;
    if (value == nullptr) {
        return std::nullopt;
    }
    auto decoded = model::decodeGridState(*value);
    return decoded ? std::optional(decoded.take()) : std::nullopt;
}

std::vector<model::UnitTelemetry> LocalGrid::telemetry() const {
    std::vector<model::UnitTelemetry> units;
    const auto reply = ask({"GRID", "SNAPSHOT"});
    const resp::Value* value = reply ? reply->find("telemetry") : nullptr;
    if (value != nullptr) {
        for (const resp::Value& item : value->items) {
            auto decoded = model::decodeUnitTelemetry(item);
            if (decoded) {
                units.push_back(decoded.take());
            }
        }
    }
    return units;
}

std::optional<model::UnitDescription> LocalGrid::unit(const std::string& name) const {
    const auto known = state();
    const model::UnitDescription* found = known ? model::findUnit(*known, name) : nullptr;
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

std::vector<model::UnitDescription> LocalGrid::runningUnits() const {
    std::vector<model::UnitDescription> units;
    const auto known = m_agents.empty() ? std::nullopt : state();
    if (known) {
        std::copy_if(known->units.begin(), known->units.end(), std::back_inserter(units),
                     [](const model::UnitDescription& one) {
                         return one.processId != 0 && one.state != model::UnitState::Stopped &&
                                one.state != model::UnitState::Dead;
                     });
    }
    return units;
}

std::optional<model::UnitDescription> LocalGrid::primaryOf(const std::string& key) const {
    const auto known = state();
    if (!known) {
        return std::nullopt;
    }
    const PartitionId id = partitionOf(slotOf(key), known->partitionCount);
    const auto& primary = known->partitions.at(id.value).primary;
    const model::UnitDescription* found = primary ? model::findUnit(*known, *primary) : nullptr;
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

model::Endpoint LocalGrid::agent(int host) const {
    return {"127.0.0.1", static_cast<std::uint16_t>(m_portBase + host * portsPerHost)};
}

QStringList LocalGrid::at() const {
    QStringList arguments;
    for (int host = 0; host < m_options.hosts; ++host) {
        arguments << "--at" << QString("127.0.0.1:%1").arg(agent(host).port);
    }
    return arguments;
}

void LocalGrid::signal(const model::UnitDescription& unit, Signal signal) {
    if (unit.processId != 0) {
        ::kill(static_cast<pid_t>(unit.processId), static_cast<int>(signal));
    }
}

void LocalGrid::signalAgent(int host, Signal signal) const {
    const auto id = static_cast<pid_t>(m_agents.at(static_cast<std::size_t>(host))->processId());
    if (id != 0) {
        ::kill(id, static_cast<int>(signal));
    }
}

}  // namespace orrery::test
