// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ports as in installer/local-grid: each host has a hundred from the port base on, RESP of its agent at
// +0, inner wire at +1. The first base whose hosts' ports are free is taken.
#include "console/source/local_grid.h"

#include <csignal>
#include <optional>
#include <sys/prctl.h>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QLockFile>
#include <QStandardPaths>
#include <QTcpServer>

namespace orrery::console {

namespace {

constexpr int firstBase = 7100;
constexpr int lastBase = 17100;
constexpr int baseStep = 1000;
constexpr int portsPerHost = 100;
constexpr int probeMillis = 300;
constexpr int stopMillis = 8000;
constexpr const char* hostNames[LocalGrid::hosts] = {"a", "b", "c"};

bool isFree(int port) {
    QTcpServer server;
    return server.listen(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(port));
}

std::optional<int> freeBase() {
    for (int base = firstBase; base <= lastBase; base += baseStep) {
        bool free = true;
        for (int host = 0; host < LocalGrid::hosts; ++host) {
            free = free && isFree(base + portsPerHost * host) && isFree(base + portsPerHost * host + 1);
        }
        if (free) {
            return base;
        }
    }
    return std::nullopt;
}

}  // namespace

LocalGrid::LocalGrid(QString programs, QString data, QObject* parent)
    : QObject(parent), m_programs(std::move(programs)), m_data(std::move(data)), m_probe(this) {
    m_again.setSingleShot(true);
    m_again.setInterval(probeMillis);
    m_limit.setSingleShot(true);
    m_limit.setInterval(startLimitMillis);
    connect(&m_again, &QTimer::timeout, this, &LocalGrid::probe);
    connect(&m_limit, &QTimer::timeout, this,
            [this] { giveUp(tr("No agent answered within %n s", nullptr, startLimitMillis / 1000)); });
    connect(&m_probe, &ConnectionProbe::finished, this, [this](ProbeOutcome outcome) {
        if (outcome != ProbeOutcome::Answered) {
            m_again.start();
            return;
        }
        m_limit.stop();
        Q_EMIT ready();
    });
}

LocalGrid::~LocalGrid() { stop(); }

QString LocalGrid::usualPrograms() { return QCoreApplication::applicationDirPath(); }

QString LocalGrid::usualData() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/local-grid");
}

Status LocalGrid::check() const {
    for (const char* program : {"orrery-agent", "orrery-unit"}) {
        const QFileInfo file(QDir(m_programs).filePath(QString::fromLatin1(program)));
        if (!file.isExecutable()) {
            return Error{ErrorCode::NotFound, tr("%1 is not in %2. Install the grid's programs beside the console, or "
                                                 "start installer/run from a clone of Orrery.")
                                                  .arg(QString::fromLatin1(program), m_programs)
                                                  .toStdString()};
        }
    }
    return Done{};
}

Status LocalGrid::start() {
    if (isRunning()) {
        return Error{ErrorCode::Refused, tr("The local grid runs already.").toStdString()};
    }
    const Status present = check();
    if (!present) {
        return present;
    }
    const std::optional<int> base = freeBase();
    if (!base) {
        return Error{ErrorCode::Unavailable, tr("No free ports from %1 to %2.").arg(firstBase).arg(lastBase).toStdString()};
    }
    if (!QDir().mkpath(m_data + QStringLiteral("/log"))) {
        return Error{ErrorCode::System, tr("The folder %1 cannot be made.").arg(m_data).toStdString()};
    }
    if (!takeFolder()) {
        return Error{ErrorCode::Refused, tr("Another console runs the local grid already.").toStdString()};
    }
    m_portBase = *base;
    for (int host = 0; host < hosts; ++host) {
        startAgent(host);
    }
    m_limit.start();
    m_again.start();
    return Done{};
}

/// Two grids on one folder would read each other's control log.
bool LocalGrid::takeFolder() {
    m_lock = std::make_unique<QLockFile>(m_data + QStringLiteral("/running.lock"));
    m_lock->setStaleLockTime(0);   // Held as long as the grid runs; it is over when its console is.
    return m_lock->tryLock() || m_lock->error() != QLockFile::LockFailedError;
}

void LocalGrid::startAgent(int host) {
    auto* process = new QProcess(this);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(m_data + QStringLiteral("/log/agent-") + QLatin1String(hostNames[host]) +
                                   QStringLiteral(".log"));
    // SIGTERM, so that an agent whose console was killed still stops its units in order.
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(process, &QProcess::finished, this, [this, host](int code) { agentEnded(host, code); });
    connect(process, &QProcess::errorOccurred, this, [this, host](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            agentEnded(host, -1);
        }
    });
    m_agents.push_back(process);
    process->start(QDir(m_programs).filePath(QStringLiteral("orrery-agent")), agentArguments(host));
}

QStringList LocalGrid::agentArguments(int host) const {
    QStringList peers;
    for (int other = 0; other < hosts; ++other) {
        peers << QStringLiteral("%1=%2@127.0.0.1:%3").arg(QLatin1String(hostNames[other])).arg(other + 1).arg(portOf(other) + 1);
    }
    const QString name = QLatin1String(hostNames[host]);
    QStringList arguments{QStringLiteral("--grid"), QStringLiteral("local"), QStringLiteral("--host"), name,
                          QStringLiteral("--agent-id"), QString::number(host + 1)};
    if (host == 0) {
        arguments << QStringLiteral("--voter");
    }
    arguments << QStringLiteral("--data") << m_data + QStringLiteral("/host-") + name << QStringLiteral("--port-base")
              << QString::number(portOf(host)) << QStringLiteral("--peers") << peers.join(QLatin1Char(','))
              << QStringLiteral("--units") << QString::number(unitsPerHost) << QStringLiteral("--backups")
              << QStringLiteral("1") << QStringLiteral("--store") << QStringLiteral("sqlite:") + m_data + QStringLiteral("/store.sqlite")
              << QStringLiteral("--unit-program") << QDir(m_programs).filePath(QStringLiteral("orrery-unit"));
    return arguments;
}

int LocalGrid::portOf(int host) const { return m_portBase + portsPerHost * host; }

std::vector<model::Endpoint> LocalGrid::seeds() const {
    std::vector<model::Endpoint> seeds;
    for (int host = 0; isRunning() && host < hosts; ++host) {
        seeds.push_back({"127.0.0.1", static_cast<std::uint16_t>(portOf(host))});
    }
    return seeds;
}

void LocalGrid::probe() { m_probe.start(seeds(), QString()); }

QString LocalGrid::lastWords(int host) const {
    QFile log(m_data + QStringLiteral("/log/agent-") + QLatin1String(hostNames[host]) + QStringLiteral(".log"));
    if (!log.open(QIODevice::ReadOnly)) {
        return {};
    }
    log.seek(std::max<qint64>(0, log.size() - 4096));
    const QStringList lines = QString::fromUtf8(log.readAll()).trimmed().split(QLatin1Char('\n'));
    return lines.last();
}

void LocalGrid::agentEnded(int host, int code) {
    const QString name = QLatin1String(hostNames[host]);
    giveUp(tr("The agent of host %1 ended with code %2: %3").arg(name).arg(code).arg(lastWords(host)));
}

void LocalGrid::giveUp(const QString& why) {
    stop();
    Q_EMIT failed(why);
}

void LocalGrid::stop() {
    m_again.stop();
    m_limit.stop();
    m_probe.drop();
    for (QProcess* agent : m_agents) {
        agent->disconnect(this);
        agent->terminate();
    }
    QElapsedTimer waited;
    waited.start();
    for (QProcess* agent : m_agents) {
        const int left = std::max(0, stopMillis - static_cast<int>(waited.elapsed()));
        if (agent->state() != QProcess::NotRunning && !agent->waitForFinished(left)) {
            agent->kill();
            agent->waitForFinished();
        }
    }
    // A finished process may be the one whose signal brought us here: it goes when control is back.
    for (QProcess* agent : m_agents) {
        agent->deleteLater();
    }
    m_agents.clear();
    m_lock.reset();
}

}  // namespace orrery::console
