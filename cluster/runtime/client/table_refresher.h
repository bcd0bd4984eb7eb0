// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fetches the slot table: asks one server after another for CLUSTER SLOTS until one gives a table
// with somebody in it. Servers with an open connection are asked first, those that this client was
// told of at the start last. A server that does not answer within a quarter of a second is passed
// over, because after a failure the table matters more than any single server.
#pragma once

#include <QObject>
#include <QTimer>

#include <vector>

#include "cluster/runtime/client/connection_pool.h"
#include "cluster/runtime/client/slot_table.h"
#include "shared/base/random.h"

namespace orrery::client {

class TableRefresher : public QObject {
    Q_OBJECT

public:
    TableRefresher(ConnectionPool& pool, std::vector<model::Endpoint> seeds, std::uint64_t randomSeed,
                   QObject* parent = nullptr);

    /// Starts a fetch soon, unless one is under way. Fetches are at least 20 ms apart. When no server
    /// can answer it goes on trying every 100 ms.
    void refresh();

    const SlotTable& table() const { return m_table; }
    SlotTable& table() { return m_table; }
    std::uint64_t fetchCount() const { return m_fetchCount; }

Q_SIGNALS:
    /// A new table has been taken over.
    void refreshed();

private:
    void begin();
    void askNext();
    void answered(const model::Endpoint& by, const resp::Value& reply);

    ConnectionPool& m_pool;
    const std::vector<model::Endpoint> m_seeds;
    Random m_random;
    SlotTable m_table;
    std::vector<model::Endpoint> m_candidates;   ///< Still to be asked in this round, last first.
    QTimer m_start;      ///< Until the next round may begin.
    QTimer m_patience;   ///< Until the asked server is passed over.
    std::uint64_t m_question = 0;   ///< Number of the question under way; late answers carry an older one.
    std::uint64_t m_fetchCount = 0;
    bool m_underWay = false;
    Instant m_lastBegin;
};

}  // namespace orrery::client
