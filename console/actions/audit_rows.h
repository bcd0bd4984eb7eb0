// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit as rows: the grid's own journal of actions, this desk's copy of what it sent, and where the two
// differ. The journal is authoritative; a difference is said, never settled here.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QString>

#include "console/actions/audit_trail.h"
#include "console/state/event_log.h"

namespace orrery::console {

enum class AuditOutcome {
    Note,        ///< Not an action: where a copy begins, a repair, a broken chain.
    Sent,        ///< No answer is known.
    UnderWay,    ///< The grid accepted it and has not said that it is done.
    Completed,
    NotDone,     ///< The grid accepted it, and it ended otherwise: given up, or taken back.
    Refused,
    OutOfDate,   ///< Refused, because the table had changed.
    NotSent,
    Unknown,     ///< Sent, the answer was lost, and the journal held here does not tell either.
};

/// Which copies hold the action.
enum class AuditCopies { Both, GridOnly, DeskOnly };

/// In what the two copies differ, or what is wrong with one.
enum class AuditDifference {
    None,
    MissingThere,   ///< The desk was told that it is done, and the grid does not have it.
    MissingHere,    ///< The grid has it from this desk, and its copy does not.
    OtherOutcome,   ///< The desk noted that it was not done, and the grid did it.
    OtherReason,
    NotApplied,     ///< Its answer was lost, and the grid does not have it.
    OutOfReach,     ///< Older than what is known of the grid's copy: cannot be compared.
    BrokenChain,
};

struct AuditRow {
    std::uint64_t event = 0;        ///< Number in the grid's journal; 0: not there.
    std::uint64_t entry = 0;        ///< Number in the desk's copy; 0: not there.
    WallTime at;                    ///< By the grid's clock, or by the desk's where the grid has none.
    QString by;
    QString client;                 ///< Address by the grid's word, or the desk's machine.
    QString action;
    QString plan;                   ///< Digest; empty: acted without a plan.
    std::optional<Epoch> before;    ///< The plan's.
    std::optional<Epoch> after;     ///< Of the entry that accepted it.
    QString reason;
    AuditOutcome outcome = AuditOutcome::Sent;
    std::optional<Duration> took;   ///< From acceptance to completion.
    AuditCopies copies = AuditCopies::GridOnly;
    AuditDifference difference = AuditDifference::None;
    QString differenceSentence;     ///< The difference in full; empty: there is none.
    int priority = 0;               ///< Of the difference: 1 .. 3; 0: nobody has to look.
    friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

/// How far back the grid's word reaches.
enum class AuditReach { Journal, WholeGrid };

/// What the grid remembers of actions, read from it apart from the journal that is held here. Used for what lies
/// before the journal and for gaps in it.
struct OlderActions {
    std::span<const model::GridEvent> events{};   ///< By number.
    AuditReach reach = AuditReach::Journal;       ///< WholeGrid: nothing is missing up to the end of the journal.
};

/// All rows, oldest first. `trail` may be one that is not open: then only the grid speaks.
std::vector<AuditRow> auditRows(const EventLog& journal, const AuditTrail& trail, const OlderActions& older = {});

QString textOf(AuditOutcome outcome);
QString textOf(AuditCopies copies);
/// Two words: "missing there"; empty for None.
QString textOf(AuditDifference difference);

}  // namespace orrery::console
