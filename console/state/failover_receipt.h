// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one failover came to, told by the journal alone: who found the death and how, each phase in
// milliseconds, epochs, partitions, clients, writes. What the journal does not say is absent, never 0.
//
// Events belong together by their `cause`. Grids that name no cause yet are read by order: what follows a
// death, up to the next restored redundancy, is taken to belong to it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <QString>

#include "console/state/event_log.h"

namespace orrery::console {

enum class FailoverPhase : std::uint8_t { DeathProven, TableCommitted, BackupsTookOver, FirstWrite, CopiesWhole };
inline constexpr std::size_t failoverPhaseCount = 5;

struct FailoverReceipt {
    std::uint64_t number = 0;             ///< Of the event that began it; names the receipt.
    WallTime at;                          ///< Of that event, by the controller's clock.
    Moment receivedAt;                    ///< When the console heard of it.
    std::optional<UnitId> unit;           ///< That died or fell silent.
    QString detectedBy;                   ///< "agent b"; empty: not known.
    QString how;                          ///< The journal's sentence.
    std::array<std::optional<Duration>, failoverPhaseCount> phases;  ///< Since the detection; by FailoverPhase.
    std::array<bool, failoverPhaseCount> reached{};                  ///< The journal tells of it, timed or not.
    std::optional<Epoch> epochBefore;     ///< Control-log index before the new table.
    std::optional<Epoch> epochAfter;      ///< Control-log index that committed it.
    std::uint32_t partitions = 0;         ///< That got another primary; 0: not told.
    std::uint32_t lostPartitions = 0;     ///< That had no copy left.
    std::optional<std::uint64_t> movedAnswers;   ///< Requests that units answered MOVED since the detection.
    std::optional<std::uint64_t> outcomesUnknown;
    std::optional<std::uint64_t> writesLost;
    std::uint64_t operatorAction = 0;     ///< Number of the action that meant it; 0: nobody did.
    QString askedBy;
    QString reason;
    QString plan;                         ///< Digest.

    std::optional<Duration> phase(FailoverPhase name) const { return phases[static_cast<std::size_t>(name)]; }
    bool hasReached(FailoverPhase name) const { return reached[static_cast<std::size_t>(name)]; }
    /// Copies are whole again: nothing more will come.
    bool isOver() const { return hasReached(FailoverPhase::CopiesWhole); }
    friend bool operator==(const FailoverReceipt&, const FailoverReceipt&) = default;
};

/// The receipts of a journal, kept up to date as it grows.
class ReceiptBook {
public:
    static constexpr std::size_t longest = 200;   ///< Receipts kept; the oldest go first.

    /// Reads what is new in `log`; a log of another grid or another time is read from its start. True when a
    /// receipt was added or has learned something.
    bool read(const EventLog& log);
    /// Oldest first.
    const std::vector<FailoverReceipt>& receipts() const { return m_receipts; }
    const FailoverReceipt* newest() const { return m_receipts.empty() ? nullptr : &m_receipts.back(); }
    const FailoverReceipt* find(std::uint64_t number) const;

private:
    /// Events that belong together; becomes a receipt when a partition changes hands or is lost.
    struct Group {
        FailoverReceipt receipt;
        bool isFailover = false;
    };

    bool take(const ReceivedEvent& received);
    Group* groupFor(const model::GridEvent& event);
    Group* begin(const ReceivedEvent& received);
    void closeEarlier(const model::GridEvent& event);
    void file(const Group& group);
    void forgetOld();

    std::uint64_t m_firstSeen = 0;
    std::uint64_t m_last = 0;                             ///< Number of the last event read.
    std::map<std::uint64_t, Group> m_groups;              ///< By number of the first event.
    std::map<std::uint64_t, std::uint64_t> m_members;     ///< Event number to its group.
    std::uint64_t m_open = 0;                             ///< Group of the last death without causes; 0: none.
    std::vector<FailoverReceipt> m_receipts;
};

}  // namespace orrery::console
