// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the audit.
#include "console/actions/audit_model.h"

#include <algorithm>

#include <QCoreApplication>

#include "console/actions/shown_names.h"
#include "console/models/cells.h"

namespace orrery::console {
namespace {

constexpr RowKey deskBit = RowKey{1} << 62;    ///< Rows that only the desk's copy has.
constexpr RowKey faultBit = RowKey{1} << 63;   ///< The row of a broken chain.

RowKey keyOfRow(const AuditRow& row) {
    if (row.event != 0) {
        return row.event;
    }
    const bool isFault = row.outcome == AuditOutcome::Note && row.priority == 1;
    return (isFault ? faultBit : deskBit) | row.entry;
}

QString epochsText(const AuditRow& row) {
    const auto text = [](const std::optional<Epoch>& epoch) {
        return epoch ? QString::number(epoch->value) : unknownText();
    };
    return row.before || row.after ? AuditModel::tr("%1 → %2").arg(text(row.before), text(row.after)) : QString();
}

int urgencyOf(AuditOutcome outcome) { return outcome == AuditOutcome::Unknown ? 2 : 0; }

bool concernsAudit(const model::GridEvent& event) {
    return event.kind == model::EventKind::OperatorAction || event.kind == model::EventKind::OperationCompleted;
}

bool isAwaited(const AuditRow& row) {
    return row.copies == AuditCopies::DeskOnly && row.outcome == AuditOutcome::UnderWay;
}

QString numberText(std::uint64_t number) { return number == 0 ? QString() : QString::number(number); }

}  // namespace

bool AuditModel::refresh(const SnapshotPointer& snapshot, const AuditTrail& trail, const OlderActions& older) {
    const EventLog& log = snapshot->events;
    const Basis basis{log.empty() ? 0 : log.at(0).event->number, newestAction(log),
                      trail.entries().empty() ? 0 : trail.entries().back().number, older.events.size(),
                      older.events.empty() ? 0 : older.events.back().number, older.reach, trail.fault(),
                      snapshot->naming};
    if (basis == m_basis) {
        return false;
    }
    if (needsNewRows(basis)) {
        m_made = auditRows(log, trail, older);
        m_waits = std::any_of(m_made.begin(), m_made.end(), isAwaited);
    }
    m_basis = basis;
    m_rows = m_made;
    std::transform(m_rows.begin(), m_rows.end(), m_rows.begin(),
                   [&](AuditRow row) { return shownRow(std::move(row), snapshot->naming.get()); });
    m_places.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_places[keyOfRow(m_rows[i])] = i;
    }
    setSnapshot(snapshot);
    return true;
}

/// A picture under other names shows the rows that are there: its journal is the same under other names.
bool AuditModel::needsNewRows(const Basis& basis) const {
    Basis own = basis;
    own.naming = m_basis.naming;
    return own != m_basis || (!basis.naming && m_basis.naming);
}

/// Looks only at what is new since the last call.
std::uint64_t AuditModel::newestAction(const EventLog& log) {
    if (log.empty() || log.last().event->number < m_looked) {
        m_looked = m_newest = 0;   // Another grid, or another time.
    }
    std::size_t next = m_looked == 0 ? 0 : log.indexOf(m_looked);
    for (next = next < log.size() ? next : 0; next < log.size(); ++next) {
        m_looked = log.at(next).event->number;
        m_newest = concernsAudit(*log.at(next).event) || m_waits ? m_looked : m_newest;
    }
    return m_newest;
}

const AuditRow* AuditModel::rowFor(RowKey key) const {
    const auto place = m_places.find(key);
    return place == m_places.end() ? nullptr : &m_rows[place->second];
}

const std::vector<Column>& AuditModel::columns() const {
    static const std::vector<Column> all{
        {QT_TRANSLATE_NOOP("Column", "Time, UTC"), "time", true},
        {QT_TRANSLATE_NOOP("Column", "Operator"), "operator"},
        {QT_TRANSLATE_NOOP("Column", "Client"), "client"},
        {QT_TRANSLATE_NOOP("Column", "Action"), "action"},
        {QT_TRANSLATE_NOOP("Column", "Plan"), "plan", true},
        {QT_TRANSLATE_NOOP("Column", "Epoch"), "epoch", true},
        {QT_TRANSLATE_NOOP("Column", "Reason"), "reason"},
        {QT_TRANSLATE_NOOP("Column", "Outcome"), "outcome"},
        {QT_TRANSLATE_NOOP("Column", "Took"), "took", true},
        {QT_TRANSLATE_NOOP("Column", "Held by"), "copies"},
        {QT_TRANSLATE_NOOP("Column", "Difference"), "difference"},
        {QT_TRANSLATE_NOOP("Column", "Journal entry"), "entry", true},
        {QT_TRANSLATE_NOOP("Column", "Line of this desk"), "line", true},
    };
    return all;
}

std::vector<RowKey> AuditModel::keysOf(const GridSnapshot&) const {
    std::vector<RowKey> keys;
    for (const auto& [key, place] : m_places) {
        keys.push_back(key);
    }
    return keys;
}

AuditModel::Cell AuditModel::cell(const GridSnapshot&, RowKey key, int column) const {
    const AuditRow* row = rowFor(key);
    if (!row) {
        return unknownCell();
    }
    Cell cell;
    switch (column) {
    case Time:
        cell = textCell(formatDateTime(row->at).chopped(4));
        cell.sort = QVariant::fromValue<qint64>(row->at.millis);
        return cell;
    case Operator: return textCell(row->by);
    case Client: return textCell(row->client);
    case Action: return textCell(row->action);
    case Plan: return textCell(row->plan);
    case Epochs: return textCell(epochsText(*row));
    case Reason: return textCell(row->reason);
    case Outcome:
        cell = textCell(textOf(row->outcome));
        cell.priority = urgencyOf(row->outcome);
        return cell;
    case Took: return row->took ? durationCell(row->took, {}) : textCell({});
    case Copies: return textCell(textOf(row->copies));
    case Difference:
        cell = textCell(textOf(row->difference));
        cell.priority = row->priority;
        return cell;
    case GridEntry: return textCell(numberText(row->event));
    case DeskEntry: return textCell(numberText(row->entry));
    default: return unknownCell();
    }
}

QVariant AuditModel::extra(const GridSnapshot& snapshot, RowKey key, int column, int role) const {
    const AuditRow* row = role == ExportRole ? rowFor(key) : nullptr;
    if (row && column == Time) {
        return formatIso(row->at);
    }
    if (row && column == Difference) {
        return row->differenceSentence;
    }
    return SnapshotTableModel::extra(snapshot, key, column, role);
}

}  // namespace orrery::console
