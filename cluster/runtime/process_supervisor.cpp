// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/process_supervisor.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace orrery::runtime {

namespace {

constexpr qint64 longestLog = 10 * 1024 * 1024;
constexpr int logCheckMillis = 5000;
constexpr int patienceMillis = 5000;

/// Runs in the child between fork and exec: only system calls.
void becomeDependent(pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(1);  // The agent died before the line above took hold.
    }
    setpgid(0, 0);  // Ctrl+C in a terminal goes to the agent alone; it stops its units.
}

std::string howItEnded(const QProcess& process) {
    if (process.exitStatus() == QProcess::NormalExit) {
        return "exit code " + std::to_string(process.exitCode());
    }
    const char* name = sigabbrev_np(process.exitCode());
    return "signal " + std::to_string(process.exitCode()) + " (SIG" +
           (name != nullptr ? name : "?") + ")";
}

/// The process writes on while this happens: it appends, so after the cut it goes on at the start.
void boundLog(const std::string& path) {
    const QString file = QString::fromStdString(path);
    if (QFileInfo(file).size() <= longestLog) {
        return;
    }
    const QString former = QString::fromStdString(rotatedLog(path));
    QFile::remove(former);
    QFile::copy(file, former);
    QFile::resize(file, 0);
}

}  // namespace

ProcessSupervisor::ProcessSupervisor(Plan plan, ProcessObserver& observer)
    : m_plan(std::move(plan)), m_observer(observer) {
    connect(&m_logTimer, &QTimer::timeout, this, &ProcessSupervisor::boundLogs);
    m_logTimer.start(logCheckMillis);
}

ProcessSupervisor::~ProcessSupervisor() {
    for (auto& [key, child] : m_children) {
        child.process->disconnect(this);
        child.process->kill();
        child.process->waitForFinished();
    }
}

void ProcessSupervisor::start(const core::StartProcess& start) {
    const auto key = std::pair(start.unit, start.incarnation);
    if (m_children.contains(key)) {
        return;  // It runs.
    }
    Child child{start.unit, start.incarnation, std::make_unique<QProcess>(), logOf(start.name)};
    boundLog(child.log);
    prepare(*child.process, start, child.log);
    QProcess& process = *child.process;
    m_children.emplace(key, std::move(child));
    process.start(QIODevice::ReadOnly);
}

void ProcessSupervisor::prepare(QProcess& process, const core::StartProcess& start,
                                const std::string& log) {
    const UnitId unit = start.unit;
    const Incarnation incarnation = start.incarnation;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("ORRERY_PASSWORD");
    if (!m_plan.password.empty()) {
        environment.insert("ORRERY_PASSWORD", QString::fromStdString(m_plan.password));
    }
    process.setProcessEnvironment(environment);
    process.setProgram(QString::fromStdString(m_plan.program));
    process.setArguments(m_plan.arguments(start, placeOf(unit)));
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QString::fromStdString(log), QIODevice::Append);
    process.setChildProcessModifier([parent = getpid()] { becomeDependent(parent); });
    connect(&process, &QProcess::started, this, [this, unit, incarnation, &process] {
        m_observer.processStarted(unit, incarnation,
                                  static_cast<std::uint32_t>(process.processId()));
    });
    connect(&process, &QProcess::finished, this, [this, unit, incarnation, &process] {
        const bool clean = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        ended(unit, incarnation, howItEnded(process), clean);
    });
    connect(
        &process, &QProcess::errorOccurred, this,
        [this, unit, incarnation, &process](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) {
                ended(unit, incarnation,
                      "could not be started: " + process.errorString().toStdString(), false);
            }
        },
        Qt::QueuedConnection);
}

void ProcessSupervisor::ended(UnitId unit, Incarnation incarnation, const std::string& how,
                              bool clean) {
    const auto found = m_children.find(std::pair(unit, incarnation));
    if (found == m_children.end()) {
        return;
    }
    found->second.process.release()->deleteLater();
    m_children.erase(found);
    m_observer.processExited({unit, incarnation, clean, how});
    if (m_children.empty() && m_stopped) {
        std::exchange(m_stopped, nullptr)();
    }
}

void ProcessSupervisor::kill(UnitId unit, Incarnation incarnation) {
    const auto found = m_children.find(std::pair(unit, incarnation));
    if (found != m_children.end()) {
        found->second.process->kill();
    }
}

void ProcessSupervisor::stopAll(std::function<void()> stopped) {
    m_stopped = std::move(stopped);
    if (m_children.empty()) {
        QMetaObject::invokeMethod(
            this, [this] { std::exchange(m_stopped, nullptr)(); }, Qt::QueuedConnection);
        return;
    }
    for (auto& [key, child] : m_children) {
        child.process->terminate();
    }
    QTimer::singleShot(patienceMillis, this, [this] {
        for (auto& [key, child] : m_children) {
            child.process->kill();
        }
    });
}

int ProcessSupervisor::placeOf(UnitId unit) {
    const auto [found, isNew] = m_places.try_emplace(unit, static_cast<int>(m_places.size()));
    return found->second;
}

void ProcessSupervisor::boundLogs() {
    for (const auto& [key, child] : m_children) {
        boundLog(child.log);
    }
}

}  // namespace orrery::runtime
