// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/table_refresher.h"

#include <algorithm>
#include <array>

#include "cluster/runtime/client/client_clock.h"

namespace orrery::client {
namespace {

constexpr Duration shortestDistance = milliseconds(20);
constexpr int patienceMillis = 250;
constexpr int nextRoundMillis = 100;

}  // namespace

TableRefresher::TableRefresher(ConnectionPool& pool, std::vector<model::Endpoint> seeds,
                               std::uint64_t randomSeed, QObject* parent)
    : QObject(parent), m_pool(pool), m_seeds(std::move(seeds)), m_random(randomSeed) {
    m_start.setSingleShot(true);
    m_start.setTimerType(Qt::PreciseTimer);
    m_patience.setSingleShot(true);
    m_patience.setTimerType(Qt::PreciseTimer);
    connect(&m_start, &QTimer::timeout, this, &TableRefresher::begin);
    connect(&m_patience, &QTimer::timeout, this, &TableRefresher::askNext);
}

void TableRefresher::refresh() {
    if (m_underWay) {
        return;
    }
    m_underWay = true;
    const Duration since = clientNow() - m_lastBegin;
    const Duration wait{std::max<std::int64_t>(0, shortestDistance.micros - since.micros)};
    m_start.start(static_cast<int>(wait.millis()));
}

void TableRefresher::begin() {
    m_lastBegin = clientNow();
    m_candidates = m_seeds;
    for (const model::Endpoint& endpoint : m_table.endpoints()) {
        if (std::find(m_candidates.begin(), m_candidates.end(), endpoint) == m_candidates.end()) {
            m_candidates.push_back(endpoint);
        }
    }
    for (std::size_t last = m_candidates.size(); last > 1; --last) {
        std::swap(m_candidates[last - 1], m_candidates[m_random.below(last)]);
    }
    // Asked from the back: those with an open connection first.
    std::stable_partition(m_candidates.begin(), m_candidates.end(),
                          [this](const model::Endpoint& one) { return !m_pool.isReady(one); });
    askNext();
}

void TableRefresher::askNext() {
    if (m_candidates.empty()) {
        ++m_question;
        m_start.start(nextRoundMillis);
        return;
    }
    const model::Endpoint asked = m_candidates.back();
    m_candidates.pop_back();
    const std::uint64_t question = ++m_question;
    m_patience.start(patienceMillis);
    const std::array<std::string_view, 2> arguments{"CLUSTER", "SLOTS"};
    const bool taken = m_pool.at(asked).send(
        arguments, [this, asked, question](Delivery delivery, const resp::Value& reply) {
            if (question != m_question) {
                return;
            }
            if (delivery == Delivery::Replied) {
                answered(asked, reply);
            } else {
                m_patience.start(0);
            }
        });
    if (!taken) {
        m_patience.start(0);
    }
}

void TableRefresher::answered(const model::Endpoint& by, const resp::Value& reply) {
    auto table = SlotTable::fromReply(reply, by);
    if (!table || table.value().empty()) {
        m_patience.start(0);
        return;
    }
    m_patience.stop();
    ++m_question;
    m_underWay = false;
    ++m_fetchCount;
    m_table = table.take();
    std::vector<model::Endpoint> wanted = m_seeds;
    wanted.insert(wanted.end(), m_table.endpoints().begin(), m_table.endpoints().end());
    m_pool.keepOnly(wanted);
    Q_EMIT refreshed();
}

}  // namespace orrery::client
