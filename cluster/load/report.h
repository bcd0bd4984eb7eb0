// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What orrery-load says: a line a second while it runs, and the summary. On a terminal the line is
// written over; elsewhere each line stands.
#pragma once

#include <string>

#include "cluster/load/ledger/audit.h"
#include "cluster/load/measurements.h"
#include "cluster/load/options.h"
#include "cluster/runtime/client/cluster_client.h"

namespace orrery::load {

class Report {
public:
    Report();

    /// Figures of the second that ended; clears Measurements::lastSecond.
    void progress(Duration elapsed, Measurements& measurements, const client::ClusterClient& client);
    void summary(Duration elapsed, const Measurements& measurements, const LedgerTotals& totals,
                 const client::ClusterClient& client);
    /// `acknowledged`: of the whole ledger. `settled`: unknown writes settled by their request id.
    void audit(const AuditResult& result, std::uint64_t acknowledged, std::uint64_t settled);
    void line(const std::string& text);

private:
    enum class Screen : std::uint8_t { Terminal, Plain };
    Screen m_screen;
    bool m_lineOpen = false;          ///< A progress line stands without its end.
    std::uint64_t m_lastOperations = 0;
    std::uint64_t m_lastWrites = 0;
    Instant m_lastAt;
};

}  // namespace orrery::load
