// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the content of many cells from the grid, a bounded number at a time. Used before a load, to
// learn where each cell starts, and for the audit.
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cluster/load/ledger/cell.h"
#include "cluster/runtime/client/cluster_client.h"

namespace orrery::load {

/// GET or HGET, whichever reads `cell`.
std::vector<std::string> readCommandFor(const Cell& cell);

class CellReader : public QObject {
    Q_OBJECT

public:
    using CellAt = std::function<const Cell&(std::uint32_t index)>;
    /// Content of cell `index`: empty when the key is missing, none when it could not be read.
    using Found = std::function<void(std::uint32_t index, std::optional<std::string> content)>;

    /// Reads cells 0 .. count - 1, calls `found` for each in any order, then emits finished().
    CellReader(client::ClusterClient& client, Duration deadline, QObject* parent = nullptr);
    void read(std::uint32_t count, CellAt cellAt, Found found);

Q_SIGNALS:
    void finished();

private:
    void fill();
    void answered(std::uint32_t index, const client::Outcome& outcome);

    client::ClusterClient& m_client;
    const Duration m_deadline;
    CellAt m_cellAt;
    Found m_found;
    std::uint32_t m_count = 0;
    std::uint32_t m_next = 0;
    std::uint32_t m_open = 0;
};

}  // namespace orrery::load
