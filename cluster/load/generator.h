// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts the load on: begins operations at the wished rate (or as fast as they are answered), never
// more at a time than there are clients, and tells ledger and measurements how each ended.
//
// Writes that ended unknown are asked again under their request id when the load is over, so that the
// audit starts from as few unknowns as possible.
#pragma once

#include <QObject>
#include <QTimer>

#include <string>
#include <vector>

#include "cluster/load/measurements.h"
#include "cluster/load/options.h"
#include "cluster/load/shape.h"
#include "cluster/runtime/client/cluster_client.h"

namespace orrery::load {

class Generator : public QObject {
    Q_OBJECT

public:
    /// All arguments must outlive the generator.
    Generator(const Options& options, const Shape& shape, Ledger& ledger, Measurements& measurements,
              client::ClusterClient& client, QObject* parent = nullptr);

    void start();
    /// Begins nothing more; waits for what is under way, settles unknown writes, then emits finished().
    void stop();

Q_SIGNALS:
    void finished();

private:
    struct UnknownWrite { Write write; std::string requestId; };

    void fill();
    std::uint64_t allowance() const;
    void beginOne();
    void beginRead(CellId cell);
    void beginWrite(CellId cell);
    void readEnded(const ReadBound& bound, Instant begun, const client::Outcome& outcome);
    void writeEnded(const Write& write, const std::string& requestId, Instant begun,
                    const client::Outcome& outcome);
    void countEnd(Instant begun, const client::Outcome& outcome);
    void oneEnded();
    void settleNext();
    void settled(const UnknownWrite& unknown, const client::Outcome& outcome);
    client::Call callFor(std::vector<std::string> command, CellId cell) const;

    const Options& m_options;
    const Shape& m_shape;
    Ledger& m_ledger;
    Measurements& m_measurements;
    client::ClusterClient& m_client;
    Random m_random;
    QTimer m_pace;                 ///< Rate only.
    const std::string m_runName;   ///< First part of every request id of this run.
    std::uint64_t m_nextRequest = 1;
    Instant m_startedAt;
    std::uint64_t m_begun = 0;     ///< Operations begun or forgone since m_startedAt.
    std::uint32_t m_open = 0;
    bool m_stopping = false;
    std::vector<UnknownWrite> m_unknown;
};

}  // namespace orrery::load
