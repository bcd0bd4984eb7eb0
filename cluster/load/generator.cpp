// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/generator.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <utility>

#include "cluster/runtime/client/client_clock.h"

namespace orrery::load {
namespace {

constexpr int paceMillis = 2;
constexpr std::size_t unknownLimit = 100'000;   ///< More than that are left unsettled.

/// Unlike that of any other run, on any machine that shares the grid, as far as that can be had.
std::string makeRunName() {
    return QString::number(QDateTime::currentMSecsSinceEpoch(), 36).toStdString() + "-" +
           QString::number(QCoreApplication::applicationPid(), 36).toStdString() + "-";
}

}  // namespace

Generator::Generator(const Options& options, const Shape& shape, Ledger& ledger,
                     Measurements& measurements, client::ClusterClient& client, QObject* parent)
    : QObject(parent),
      m_options(options),
      m_shape(shape),
      m_ledger(ledger),
      m_measurements(measurements),
      m_client(client),
      m_random(options.seed),
      m_runName(makeRunName()) {
    m_pace.setTimerType(Qt::PreciseTimer);
    m_pace.setInterval(paceMillis);
    connect(&m_pace, &QTimer::timeout, this, &Generator::fill);
}

void Generator::start() {
    m_startedAt = client::clientNow();
    if (m_options.rate > 0) {
        m_pace.start();
    }
    fill();
}

void Generator::stop() {
    if (std::exchange(m_stopping, true)) {
        return;
    }
    m_pace.stop();
    m_measurements.gaps.close(client::clientNow());
    if (m_open == 0) {
        settleNext();
    }
}

/// How many operations the rate allows to have been begun by now.
std::uint64_t Generator::allowance() const {
    const Duration elapsed = client::clientNow() - m_startedAt;
    return static_cast<std::uint64_t>(elapsed.micros) * m_options.rate / 1'000'000;
}

void Generator::fill() {
    if (m_stopping) {
        return;
    }
    if (m_options.rate == 0) {
        while (m_open < m_options.clients) {
            beginOne();
        }
        return;
    }
    const std::uint64_t allowed = allowance();
    // After a stall the load catches up with at most a second's worth of what it missed.
    m_begun = std::max(m_begun, allowed - std::min<std::uint64_t>(allowed, m_options.rate));
    while (m_begun < allowed && m_open < m_options.clients) {
        ++m_begun;
        beginOne();
    }
}

void Generator::beginOne() {
    const Operation operation = m_shape.next(m_random);
    ++m_open;
    if (operation.kind == OperationKind::Write) {
        beginWrite(operation.cell);
    } else {
        beginRead(operation.cell);
    }
}

client::Call Generator::callFor(std::vector<std::string> command, CellId cell) const {
    client::Call call;
    call.arguments = std::move(command);
    call.key = m_ledger.at(cell).key;
    call.deadline = m_options.deadline;
    return call;
}

void Generator::beginRead(CellId cell) {
    client::Call call = callFor(m_shape.readCommand(cell), cell);
    call.access = client::CallAccess::Read;
    const ReadBound bound = m_ledger.boundNow(cell);
    const Instant begun = client::clientNow();
    m_client.call(std::move(call), [this, bound, begun](const client::Outcome& outcome) {
        readEnded(bound, begun, outcome);
    });
}

void Generator::beginWrite(CellId cell) {
    const Write write = m_ledger.begin(cell);
    client::Call call = callFor(m_shape.writeCommand(write), cell);
    const std::string requestId = m_runName + std::to_string(m_nextRequest++);
    if (m_options.requestIds == RequestIds::Used) {
        call.requestId = requestId;
    }
    const Instant begun = client::clientNow();
    m_client.call(std::move(call), [this, write, requestId, begun](const client::Outcome& outcome) {
        writeEnded(write, requestId, begun, outcome);
    });
}

void Generator::readEnded(const ReadBound& bound, Instant begun, const client::Outcome& outcome) {
    countEnd(begun, outcome);
    if (outcome.kind == client::OutcomeKind::Ok) {
        const Sighting sighting = m_ledger.judge(bound, outcome.reply.text);
        m_measurements.staleReads += sighting == Sighting::Stale ? 1 : 0;
        const bool foreign = sighting == Sighting::Foreign || sighting == Sighting::Unreadable;
        m_measurements.foreignReads += foreign ? 1 : 0;
    }
    oneEnded();
}

void Generator::writeEnded(const Write& write, const std::string& requestId, Instant begun,
                           const client::Outcome& outcome) {
    countEnd(begun, outcome);
    switch (outcome.kind) {
    case client::OutcomeKind::Ok:
        ++m_measurements.writes;
        m_ledger.acknowledge(write, requestId, outcome.position);
        m_measurements.gaps.acknowledged(m_ledger.at(write.cell).key, client::clientNow());
        break;
    case client::OutcomeKind::NotApplied:
        m_ledger.notApplied(write);
        break;
    case client::OutcomeKind::Unknown:
        m_ledger.unknown(write, requestId);
        if (m_unknown.size() < unknownLimit) {
            m_unknown.push_back({write, requestId});
        }
        break;
    }
    oneEnded();
}

void Generator::countEnd(Instant begun, const client::Outcome& outcome) {
    if (outcome.kind == client::OutcomeKind::Ok) {
        const Duration latency = client::clientNow() - begun;
        ++m_measurements.operations;
        m_measurements.latency.add(latency);
        m_measurements.lastSecond.add(latency);
        m_measurements.resolved += outcome.wasUncertain ? 1 : 0;
    } else if (outcome.kind == client::OutcomeKind::NotApplied) {
        ++m_measurements.refused;
        m_measurements.lastRefusal = outcome.reason;
    } else {
        ++m_measurements.unknown;
    }
}

void Generator::oneEnded() {
    --m_open;
    if (!m_stopping) {
        if (m_options.rate == 0) {
            fill();
        }
    } else if (m_open == 0) {
        settleNext();
    }
}

void Generator::settleNext() {
    if (m_unknown.empty() || m_options.requestIds == RequestIds::NotUsed) {
        Q_EMIT finished();
        return;
    }
    const UnknownWrite unknown = m_unknown.back();
    m_unknown.pop_back();
    client::Call call = callFor(m_shape.writeCommand(unknown.write), unknown.write.cell);
    call.requestId = unknown.requestId;
    m_client.call(std::move(call), [this, unknown](const client::Outcome& outcome) {
        settled(unknown, outcome);
    });
}

void Generator::settled(const UnknownWrite& unknown, const client::Outcome& outcome) {
    if (outcome.kind == client::OutcomeKind::Ok) {
        m_ledger.settleAcknowledged(unknown.write, unknown.requestId, outcome.position);
        settleNext();
        return;
    }
    // The grid does not answer: asking for the others would take just as long. They stay unknown.
    Q_EMIT finished();
}

}  // namespace orrery::load
