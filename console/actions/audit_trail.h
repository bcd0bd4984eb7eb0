// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's own copy of what it sent: one file per grid, one line per entry, only ever appended to. Each
// line carries the SHA-256 of its content and of the line before, so that a line changed or taken out later
// is found, at that very line. The grid's journal is the authoritative copy; this one is compared with it.
//
// A line cut short by a crash is not a broken chain: it is reported, and the next entry written says so.
// Two consoles of one user may write to one file; each looks again before it appends.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QJsonObject>
#include <QString>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::console {

enum class TrailEntryKind { Begun, Sent, Answered, Repaired };

struct TrailEntry {
    std::uint64_t number = 0;  ///< From 1; given by the trail.
    TrailEntryKind kind = TrailEntryKind::Sent;
    WallTime at;
    QString by;                ///< Operator.
    QString host;              ///< Machine of this console.
    QString action;            ///< "Drain b1"
    QString plan;              ///< Digest.
    Epoch planEpoch;
    QString reason;
    std::uint64_t answers = 0; ///< Answered: number of the entry that was sent.
    QString outcome;           ///< Answered: "done", "refused", "stale-plan", "not-sent", "unknown".
    Epoch epoch;               ///< Answered and done: control-log index.
    QString note;              ///< The grid's words, or what was repaired.
    friend bool operator==(const TrailEntry&, const TrailEntry&) = default;
};

/// Where a chain stops being proven.
struct ChainFault {
    std::uint64_t line = 0;  ///< From 1.
    QString why;
    friend bool operator==(const ChainFault&, const ChainFault&) = default;
};

class AuditTrail {
public:
    static constexpr std::size_t longest = 50'000;   ///< Entries held in memory, the newest; the file has all.

    /// Opens or begins the trail at `path`; the folder must exist. Returns why it cannot be kept, else nothing.
    QString open(const QString& path);
    bool isOpen() const { return !m_path.isEmpty(); }
    QString path() const { return m_path; }

    /// Appends; number and chain are filled in. Returns the number, or none with problem().
    std::optional<std::uint64_t> append(TrailEntry entry);
    /// Reads the file again and checks every line.
    void verify();

    /// What can be read, in order of the file; the newest `longest`.
    const std::vector<TrailEntry>& entries() const { return m_entries; }
    /// The first line that is not what was written; none: the chain holds.
    const std::optional<ChainFault>& fault() const { return m_fault; }
    /// Bytes of an unfinished line at the end; 0: none.
    qint64 tornBytes() const { return m_torn; }
    /// Why the last append or reading failed; may be empty.
    QString problem() const { return m_problem; }

private:
    void readLines(const QByteArray& bytes);
    void readLine(const QByteArray& line, std::uint64_t number);
    bool write(TrailEntry entry);
    void keep(TrailEntry entry);

    QString m_path;
    qint64 m_size = 0;    ///< Of the file when it was last read or written.
    qint64 m_torn = 0;
    QByteArray m_last;    ///< Hash of the last whole line.
    std::vector<TrailEntry> m_entries;
    std::optional<ChainFault> m_fault;
    QString m_problem;
};

/// "sent", "answered" ...: as it stands in the file.
QString wordFor(TrailEntryKind kind);

}  // namespace orrery::console
