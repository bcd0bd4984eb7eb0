// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// First the grid's rows, then the desk's entries laid beside them.
#include "console/actions/audit_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::Audit", text); }

/// "10.0.0.4:51234" without the port: a console's next connection has another one.
QString machineOf(const QString& client) { return client.section(QLatin1Char(':'), 0, -2); }

/// Events of the grid, laid by number: a completion finds the action it names.
class GridRows {
public:
    void lay(const model::GridEvent& event) {
        if (event.kind == model::EventKind::OperationCompleted) {
            complete(event);
        } else if (event.kind == model::EventKind::OperatorAction) {
            begin(event);
        }
    }

    std::vector<AuditRow> take() { return std::move(m_rows); }

private:
    void complete(const model::GridEvent& event) {
        const auto place = m_places.find(event.cause);
        if (place == m_places.end()) {
            return;
        }
        AuditRow& row = m_rows[place->second];
        row.outcome = event.severity == model::Severity::Notice ? AuditOutcome::Completed : AuditOutcome::NotDone;
        row.took = event.took > Duration{} ? event.took : milliseconds(event.at.millis - row.at.millis);
    }

    void begin(const model::GridEvent& event) {
        AuditRow row;
        row.event = event.number;
        row.at = event.at;
        row.by = QString::fromStdString(event.actor);
        row.client = QString::fromStdString(event.client);
        row.action = QString::fromStdString(event.text);
        row.plan = QString::fromStdString(event.plan);
        row.before = event.planEpoch;
        row.after = event.epoch;
        row.reason = QString::fromStdString(event.reason);
        row.outcome = AuditOutcome::UnderWay;
        m_places[event.number] = m_rows.size();
        m_rows.push_back(std::move(row));
    }

    std::vector<AuditRow> m_rows;
    std::map<std::uint64_t, std::size_t> m_places;
};

std::vector<AuditRow> gridRows(const EventLog& journal, const OlderActions& older) {
    GridRows rows;
    for (const model::GridEvent& event : older.events) {
        if (!journal.empty() && event.number < journal.at(0).event->number) {
            rows.lay(event);
        }
    }
    for (std::size_t i = 0; i < journal.size(); ++i) {
        rows.lay(*journal.at(i).event);
    }
    return rows.take();
}

AuditOutcome outcomeOf(const TrailEntry* answer) {
    const QString word = answer ? answer->outcome : QString();
    if (word == QLatin1String("done")) {
        return AuditOutcome::UnderWay;
    }
    if (word == QLatin1String("refused")) {
        return AuditOutcome::Refused;
    }
    if (word == QLatin1String("stale-plan")) {
        return AuditOutcome::OutOfDate;
    }
    if (word == QLatin1String("not-sent")) {
        return AuditOutcome::NotSent;
    }
    return word == QLatin1String("unknown") ? AuditOutcome::Unknown : AuditOutcome::Sent;
}

class Merger {
public:
    Merger(const EventLog& journal, const AuditTrail& trail, const OlderActions& older)
        : m_journal(journal), m_trail(trail), m_older(older) {}

    std::vector<AuditRow> merged() {
        m_rows = gridRows(m_journal, m_older);
        m_gridRows = m_rows.size();
        for (const TrailEntry& entry : m_trail.entries()) {
            if (entry.kind == TrailEntryKind::Answered) {
                m_answers[entry.answers] = &entry;
            }
        }
        for (const TrailEntry& entry : m_trail.entries()) {
            lay(entry);
        }
        nameMissing();
        addFault();
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [](const AuditRow& one, const AuditRow& other) { return one.at < other.at; });
        return std::move(m_rows);
    }

private:
    void lay(const TrailEntry& entry) {
        if (entry.kind == TrailEntryKind::Begun || entry.kind == TrailEntryKind::Repaired) {
            AuditRow row = deskRow(entry);
            row.outcome = AuditOutcome::Note;
            row.action = entry.kind == TrailEntryKind::Begun ? tr("This desk's copy begins here") : entry.note;
            m_rows.push_back(std::move(row));
        } else if (entry.kind == TrailEntryKind::Sent) {
            const auto answer = m_answers.find(entry.number);
            laySent(entry, answer == m_answers.end() ? nullptr : answer->second);
        }
    }

    void laySent(const TrailEntry& sent, const TrailEntry* answer) {
        const AuditOutcome told = outcomeOf(answer);
        AuditRow* twin = twinOf(sent, answer);
        if (twin) {
            twin->entry = sent.number;
            twin->copies = AuditCopies::Both;
            m_machines.insert(machineOf(twin->client));
            m_operators.insert(sent.by);
            if (told == AuditOutcome::Refused || told == AuditOutcome::OutOfDate || told == AuditOutcome::NotSent) {
                flag(*twin, 2, tr("the desk noted \"%1\", the grid did it").arg(textOf(told)));
            } else if (twin->reason != sent.reason && !twin->plan.isEmpty()) {
                flag(*twin, 2, tr("the desk noted another reason: \"%1\"").arg(sent.reason));
            }
            return;
        }
        AuditRow row = deskRow(sent);
        row.outcome = told;
        if (answer && answer->epoch.value > 0) {
            row.after = answer->epoch;
        }
        if (told == AuditOutcome::UnderWay) {
            row.outcome = AuditOutcome::Unknown;
            if (journalReachesBackTo(sent.at)) {
                flag(row, 1, tr("the grid's journal does not hold it, and the desk was told it was done"));
            } else {
                row.difference = tr("older than the journal held here");
            }
        } else if (told == AuditOutcome::Unknown && journalReachesBackTo(sent.at)) {
            row.difference = tr("not in the grid's journal: it was not applied");
        }
        m_rows.push_back(std::move(row));
    }

    /// The journal's row for what was sent; null when it has none.
    AuditRow* twinOf(const TrailEntry& sent, const TrailEntry* answer) {
        for (std::size_t i = 0; i < m_gridRows; ++i) {
            AuditRow& row = m_rows[i];
            const bool byPlan = !sent.plan.isEmpty() && row.plan == sent.plan && row.before == sent.planEpoch;
            const bool byEpoch = row.plan.isEmpty() && answer && answer->epoch.value > 0 && row.after == answer->epoch;
            if (row.entry == 0 && row.by == sent.by && (byPlan || byEpoch)) {
                return &row;
            }
        }
        return nullptr;
    }

    /// What came from this machine by one of its operators and with a plan should be in its copy.
    void nameMissing() {
        const auto& entries = m_trail.entries();
        for (std::size_t i = 0; i < m_gridRows && !entries.empty(); ++i) {
            AuditRow& row = m_rows[i];
            const bool looksOwn = row.entry == 0 && !row.plan.isEmpty() && !row.client.isEmpty() &&
                                  m_machines.contains(machineOf(row.client)) && m_operators.contains(row.by) &&
                                  row.at > entries.front().at;
            if (looksOwn) {
                flag(row, 3, tr("not in this desk's copy: sent by another program of this machine, or taken out"));
            }
        }
    }

    void addFault() {
        if (!m_trail.fault()) {
            return;
        }
        AuditRow row;
        row.copies = AuditCopies::DeskOnly;
        row.outcome = AuditOutcome::Note;
        row.action = tr("Broken chain at line %1 of this desk's copy").arg(m_trail.fault()->line);
        for (const TrailEntry& entry : m_trail.entries()) {
            if (entry.number <= m_trail.fault()->line) {
                row.at = entry.at;
                row.entry = entry.number;
            }
        }
        flag(row, 1, m_trail.fault()->why);
        m_rows.push_back(std::move(row));
    }

    static AuditRow deskRow(const TrailEntry& entry) {
        AuditRow row;
        row.entry = entry.number;
        row.at = entry.at;
        row.by = entry.by;
        row.client = entry.host;
        row.action = entry.action;
        row.plan = entry.plan;
        row.reason = entry.reason;
        if (entry.planEpoch.value > 0) {
            row.before = entry.planEpoch;
        }
        row.copies = AuditCopies::DeskOnly;
        return row;
    }

    static void flag(AuditRow& row, int priority, const QString& what) {
        row.difference = what;
        row.priority = priority;
    }

    bool journalReachesBackTo(WallTime at) const {
        return !m_journal.empty() &&
               (m_older.reach == AuditReach::WholeGrid || m_journal.at(0).event->at <= at);
    }

    const EventLog& m_journal;
    const AuditTrail& m_trail;
    const OlderActions& m_older;
    std::vector<AuditRow> m_rows;
    std::size_t m_gridRows = 0;
    std::map<std::uint64_t, const TrailEntry*> m_answers;
    std::set<QString> m_machines;    ///< From which this desk's actions came, by the grid's word.
    std::set<QString> m_operators;   ///< Of this desk.
};

struct Item {
    const char* name;
    QString value;
};

std::vector<Item> itemsOf(const AuditRow& row) {
    const auto number = [](const std::optional<Epoch>& epoch) {
        return epoch ? QString::number(epoch->value) : QString();
    };
    return {{"time", formatIso(row.at)},
            {"operator", row.by},
            {"client", row.client},
            {"action", row.action},
            {"plan", row.plan},
            {"epoch_before", number(row.before)},
            {"epoch_after", number(row.after)},
            {"reason", row.reason},
            {"outcome", textOf(row.outcome)},
            {"took_ms", row.took ? QString::number(row.took->millis()) : QString()},
            {"copies", textOf(row.copies)},
            {"difference", row.difference},
            {"journal_entry", row.event ? QString::number(row.event) : QString()},
            {"desk_entry", row.entry ? QString::number(row.entry) : QString()}};
}

QString quoted(QString text) {
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

}  // namespace

std::vector<AuditRow> auditRows(const EventLog& journal, const AuditTrail& trail, const OlderActions& older) {
    return Merger(journal, trail, older).merged();
}

QString textOf(AuditOutcome outcome) {
    switch (outcome) {
    case AuditOutcome::Note: return tr("note");
    case AuditOutcome::Sent: return tr("no answer yet");
    case AuditOutcome::UnderWay: return tr("under way");
    case AuditOutcome::Completed: return tr("completed");
    case AuditOutcome::NotDone: return tr("not done");
    case AuditOutcome::Refused: return tr("refused");
    case AuditOutcome::OutOfDate: return tr("refused, plan out of date");
    case AuditOutcome::NotSent: return tr("not sent");
    case AuditOutcome::Unknown: return tr("unknown");
    }
    return {};
}

QString textOf(AuditCopies copies) {
    switch (copies) {
    case AuditCopies::Both: return tr("grid and desk");
    case AuditCopies::GridOnly: return tr("grid");
    case AuditCopies::DeskOnly: return tr("this desk");
    }
    return {};
}

QByteArray auditCsv(const std::vector<AuditRow>& rows) {
    QStringList lines;
    QStringList names;
    for (const Item& item : itemsOf(AuditRow{})) {
        names << QString::fromLatin1(item.name);
    }
    lines << names.join(QLatin1Char(','));
    for (const AuditRow& row : rows) {
        QStringList cells;
        for (const Item& item : itemsOf(row)) {
            cells << quoted(item.value);
        }
        lines << cells.join(QLatin1Char(','));
    }
    return (lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n")).toUtf8();
}

QByteArray auditJson(const std::vector<AuditRow>& rows) {
    QJsonArray array;
    for (const AuditRow& row : rows) {
        QJsonObject object;
        for (const Item& item : itemsOf(row)) {
            object[QLatin1String(item.name)] = item.value.isEmpty() ? QJsonValue() : QJsonValue(item.value);
        }
        array.append(object);
    }
    return QJsonDocument(array).toJson();
}

}  // namespace orrery::console
