// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// First the grid's rows, then the desk's entries laid beside them.
#include "console/actions/audit_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include <QCoreApplication>

namespace orrery::console {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::Audit", text); }

/// The journal's sentence without the reason that stands behind it: the reason has a place of its own.
QString actionOf(const model::GridEvent& event) {
    const QString text = QString::fromStdString(event.text);
    const QString tail = QStringLiteral(": ") + QString::fromStdString(event.reason);
    return !event.reason.empty() && text.endsWith(tail) ? text.chopped(tail.size()) : text;
}

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
        } else if (event.kind == model::EventKind::GridCreated) {
            install(event);
        }
        m_newest = std::max(m_newest, event.epoch);
    }

    /// The greatest epoch that was laid: what was accepted later may still be on its way.
    Epoch newest() const { return m_newest; }

    std::vector<AuditRow> take() { return std::move(m_rows); }

private:
    void complete(const model::GridEvent& event) {
        const auto place = m_places.find(event.cause);
        if (place == m_places.end()) {
            return;
        }
        AuditRow& row = m_rows[place->second];
        row.outcome = event.severity == model::Severity::Notice ? AuditOutcome::Completed : AuditOutcome::NotDone;
        row.took = event.took > Duration{} ? event.took : event.at - row.at;
    }

    /// The first entry of all: the grid came into being.
    void install(const model::GridEvent& event) {
        AuditRow row;
        row.event = event.number;
        row.at = event.at;
        row.by = QString::fromStdString(event.actor);
        row.action = event.text.empty() ? tr("The grid was created") : QString::fromStdString(event.text);
        row.outcome = AuditOutcome::Note;
        m_rows.push_back(std::move(row));
    }

    void begin(const model::GridEvent& event) {
        AuditRow row;
        row.event = event.number;
        row.at = event.at;
        row.by = QString::fromStdString(event.actor);
        row.client = QString::fromStdString(event.client);
        row.action = actionOf(event);
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
    Epoch m_newest;
};

/// By number, each once. What is later than the journal is left out: the past does not know it.
GridRows gridRows(const EventLog& journal, const OlderActions& older) {
    GridRows rows;
    std::size_t next = 0;
    for (const model::GridEvent& event : older.events) {
        if (journal.empty() || event.number > journal.last().event->number) {
            break;
        }
        while (journal.at(next).event->number < event.number) {
            rows.lay(*journal.at(next++).event);
        }
        if (journal.at(next).event->number != event.number) {
            rows.lay(event);
        }
    }
    for (; next < journal.size(); ++next) {
        rows.lay(*journal.at(next).event);
    }
    return rows;
}

bool hasGaps(const EventLog& journal) {
    for (std::size_t i = 1; i < journal.size(); ++i) {
        if (journal.at(i).missingBefore > 0) {
            return true;
        }
    }
    return false;
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
        GridRows grid = gridRows(m_journal, m_older);
        m_newest = grid.newest();
        m_rows = grid.take();
        m_gridRows = m_rows.size();
        for (std::size_t i = 0; i < m_gridRows; ++i) {
            m_byPlan[m_rows[i].plan].push_back(i);
        }
        m_isGapless = m_older.reach == AuditReach::WholeGrid || !hasGaps(m_journal);
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
                flag(*twin, AuditDifference::OtherOutcome, 2,
                     tr("the desk noted \"%1\", the grid did it").arg(textOf(told)));
            } else if (twin->reason != sent.reason && !twin->plan.isEmpty()) {
                flag(*twin, AuditDifference::OtherReason, 2,
                     tr("the desk noted another reason: \"%1\"").arg(sent.reason));
            }
            return;
        }
        AuditRow row = deskRow(sent);
        row.outcome = told;
        if (answer && answer->epoch.value > 0) {
            row.after = answer->epoch;
        }
        compareAlone(row, sent, answer);
        m_rows.push_back(std::move(row));
    }

    /// What the grid does not have, though the desk has it.
    void compareAlone(AuditRow& row, const TrailEntry& sent, const TrailEntry* answer) {
        const bool isComparable = gridIsKnownSince(sent.at);
        if (row.outcome == AuditOutcome::UnderWay && answer->epoch > m_newest && isComparable) {
            return;   // Accepted a moment ago: its entry is on its way to here.
        }
        if (row.outcome == AuditOutcome::UnderWay && isComparable) {
            flag(row, AuditDifference::MissingThere, 1,
                 tr("the grid's journal does not hold it, and the desk was told it was done"));
        } else if (row.outcome == AuditOutcome::UnderWay) {
            flag(row, AuditDifference::OutOfReach, 0, tr("older than what is known of the grid's copy"));
        } else if (row.outcome == AuditOutcome::Unknown && isComparable) {
            flag(row, AuditDifference::NotApplied, 0, tr("not in the grid's journal: it was not applied"));
            return;
        } else {
            return;
        }
        row.outcome = AuditOutcome::Unknown;
    }

    /// The journal's row for what was sent; null when it has none.
    AuditRow* twinOf(const TrailEntry& sent, const TrailEntry* answer) {
        const auto fits = [&](const AuditRow& row) {
            const bool byEpoch = answer && answer->epoch.value > 0 && row.after == answer->epoch;
            return row.entry == 0 && row.by == sent.by &&
                   (row.plan.isEmpty() ? byEpoch : row.before == sent.planEpoch);
        };
        for (const QString& plan : {sent.plan, QString()}) {   // A grid may have noted the action without its plan.
            for (const std::size_t place : m_byPlan[plan]) {
                if (fits(m_rows[place])) {
                    return &m_rows[place];
                }
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
                flag(row, AuditDifference::MissingHere, 3,
                     tr("not in this desk's copy: sent by another program of this machine, or taken out"));
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
        row.action = tr("Chain broken at line %1").arg(m_trail.fault()->line);
        for (const TrailEntry& entry : m_trail.entries()) {
            if (entry.number <= m_trail.fault()->line) {
                row.at = entry.at;
                row.entry = entry.number;
            }
        }
        flag(row, AuditDifference::BrokenChain, 1, m_trail.fault()->why);
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

    static void flag(AuditRow& row, AuditDifference difference, int priority, const QString& sentence) {
        row.difference = difference;
        row.differenceSentence = sentence;
        row.priority = priority;
    }

    /// Every action since then that the grid has is laid out.
    bool gridIsKnownSince(WallTime at) const {
        return !m_journal.empty() && m_isGapless &&
               (m_older.reach == AuditReach::WholeGrid || m_journal.at(0).event->at <= at);
    }

    const EventLog& m_journal;
    const AuditTrail& m_trail;
    const OlderActions& m_older;
    std::vector<AuditRow> m_rows;
    std::size_t m_gridRows = 0;
    Epoch m_newest;              ///< Of the journal's entries.
    std::map<QString, std::vector<std::size_t>> m_byPlan;   ///< Places of the grid's rows.
    bool m_isGapless = true;     ///< No action is missing within what is known of the grid.
    std::map<std::uint64_t, const TrailEntry*> m_answers;
    std::set<QString> m_machines;    ///< From which this desk's actions came, by the grid's word.
    std::set<QString> m_operators;   ///< Of this desk.
};

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

QString textOf(AuditDifference difference) {
    switch (difference) {
    case AuditDifference::None: return {};
    case AuditDifference::MissingThere: return tr("missing there");
    case AuditDifference::MissingHere: return tr("missing here");
    case AuditDifference::OtherOutcome: return tr("other outcome");
    case AuditDifference::OtherReason: return tr("other reason");
    case AuditDifference::NotApplied: return tr("not applied");
    case AuditDifference::OutOfReach: return tr("out of reach");
    case AuditDifference::BrokenChain: return tr("broken chain");
    }
    return {};
}

}  // namespace orrery::console
