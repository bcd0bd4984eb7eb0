// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two lines that say how far each copy can be trusted, and the table.
#include "console/views/audit_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/state/redaction.h"
#include "console/views/filtered_table.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/state_page.h"

namespace orrery::console {
namespace {

CellLook lookOfAudit(const QModelIndex& index) {
    CellLook look = lookOf(index);
    switch (index.column()) {
    case AuditModel::Outcome:
    case AuditModel::Difference: look.mark = urgencyAt(index); break;
    case AuditModel::Client:
    case AuditModel::Plan:
    case AuditModel::Epochs:
    case AuditModel::Copies: look.tone = Tone::Dim; break;
    default: break;
    }
    return look;
}

/// Widths by what stands in a column; action and reason share the rest, and what matters less gives way.
/// What is shown from a width on fits into it, so that the outcome and the difference are never left out.
std::vector<ColumnPlan> plansOfColumns() {
    const auto text = [](int width, int from = 0) { return ColumnPlan{width, CellType::Text, false, from}; };
    const auto figure = [](int width, int from = 0) { return ColumnPlan{width, CellType::Figure, false, from}; };
    const auto rest = [](int width, int from = 0) { return ColumnPlan{width, CellType::Text, true, from}; };
    return {figure(160), text(80, 630),   text(136, 1320),  rest(160), figure(88, 1480), figure(116, 1030), rest(220, 920),
            text(104),   figure(68, 700), text(108, 1110), text(116)};
}

/// The filter terms behind the control at the top: all, this desk, other clients, differences.
QString termFor(int choice) {
    static const QString terms[] = {{},
                                    QStringLiteral("copies:desk"),
                                    QStringLiteral("copies:!desk"),
                                    QStringLiteral("difference:\" \"")};
    return terms[choice];
}

/// The chosen row in full: cells of a table are cut off where a sentence must not be.
QString sentenceOf(const AuditRow& row) {
    QStringList parts{AuditView::tr("%1: %2").arg(formatDateTime(row.at), row.action)};
    if (!row.reason.isEmpty()) {
        parts << AuditView::tr("reason: %1").arg(row.reason);
    }
    if (!row.differenceSentence.isEmpty()) {
        parts << row.differenceSentence;
    }
    return parts.join(QStringLiteral("; "));
}

QString withTerm(const QString& typed, int choice) {
    QString rest = typed;
    for (int other = 1; other < 4; ++other) {
        rest.remove(termFor(other));
    }
    return (rest.simplified() + QLatin1Char(' ') + termFor(choice)).trimmed();
}

}  // namespace

AuditView::AuditView(const ViewContext& context, QWidget* parent)
    : View(tr("Audit"), context, parent),
      m_history(context.actions),
      m_table(new FilteredTable(QStringLiteral("auditView"), &m_model, this)),
      m_kinds(new SegmentedControl({tr("All"), tr("This desk"), tr("Others"), tr("Differences")}, this)),
      m_verify(new QPushButton(tr("Verify chain"), this)),
      m_chain(new RunLabel(this)),
      m_gridCopy(new RunLabel(this)),
      m_empty(new StatePage(this)),
      m_sentence(makeExplanation(QString(), this)) {
    setObjectName(QStringLiteral("auditView"));
    QLineEdit* field = m_table->field();
    field->setPlaceholderText(tr("Filter: operator:anna action:drain"));
    field->setMinimumWidth(metrics::scaled(140));
    field->setMaximumWidth(metrics::scaled(280));
    header()->addWidget(field, 1);
    m_kinds->setObjectName(QStringLiteral("auditView.kinds"));
    m_kinds->setAccessibleName(tr("Which entries"));
    header()->addWidget(m_kinds);
    header()->addStretch();
    m_verify->setObjectName(QStringLiteral("auditView.verify"));
    m_verify->setToolTip(tr("Reads this desk's file and the grid's copy again"));
    header()->addWidget(m_verify);
    m_gridCopy->setObjectName(QStringLiteral("auditView.gridCopy"));
    m_chain->setObjectName(QStringLiteral("auditView.chain"));
    auto* lines = new QHBoxLayout;
    lines->setSpacing(metrics::margin);
    lines->addWidget(m_gridCopy, 1);
    lines->addWidget(m_chain, 1);
    m_chain->setAlignment(Qt::AlignRight);
    body()->addLayout(lines);
    body()->addSpacing(metrics::grid);
    m_empty->setContent(QStringLiteral("events"), tr("Nobody has acted on this grid"),
                        tr("As far as its journal is held here. The first action stands here with who, why, plan and "
                           "outcome."));
    body()->addWidget(m_table, 1);
    body()->addWidget(m_empty, 1);
    body()->addSpacing(metrics::grid);
    body()->addWidget(m_sentence);
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Audit"));
    table->setColumns(plansOfColumns());
    table->setLook(lookOfAudit);
    table->sortByColumn(AuditModel::Time, Qt::DescendingOrder);
    connect(m_kinds, &SegmentedControl::chosen, this,
            [field](int choice) { field->setText(withTerm(field->text(), choice)); });
    connect(m_verify, &QPushButton::clicked, this, &AuditView::verify);
    connect(context.actions, &ActionController::trailChanged, this, &AuditView::refreshRows);
    connect(&m_history, &AuditHistory::changed, this, [this] {
        refreshRows();
        showGridCopy(*snapshot());
    });
    connect(m_table, &FilteredTable::opened, this, &AuditView::openMoment);
    connect(m_table, &FilteredTable::chosen, this, [this](quint64 key) {
        m_chosen = key;
        showSentence();
        const AuditRow* row = m_model.rowFor(key);
        if (row && row->event != 0) {
            this->context().selection->select(EventNumber{row->event});
        }
    });
    showChain();
}

QWidget* AuditView::filterField() { return m_table->field(); }

void AuditView::showSnapshot(const GridSnapshot& snapshot) {
    m_history.follow(snapshot);
    refreshRows();
    showGridCopy(snapshot);
}

void AuditView::refreshRows() {
    m_model.refresh(snapshot(), context().actions->trail(), m_history.older());
    m_table->setVisible(!m_model.rows().empty());
    m_empty->setVisible(m_model.rows().empty());
    showSentence();
    showChain();
}

void AuditView::showSentence() {
    const AuditRow* row = m_model.rowFor(m_chosen);
    m_sentence->setText(row ? sentenceOf(*row) : QString());
}

void AuditView::verify() {
    context().actions->verifyTrail();
    m_history.readAgain();
    m_history.follow(*snapshot());
}

void AuditView::showGridCopy(const GridSnapshot& snapshot) {
    std::vector<TextRun> runs{{tr("Grid's copy  "), Tone::Dim}};
    const bool isOld = snapshot.tableFreshness == Freshness::Stale || snapshot.contact.state != ContactState::Live;
    if (isOld) {
        const WallTime last = wallTimeOf(snapshot.now.at - snapshot.tableAge, snapshot.now);
        runs.push_back({tr("not read since %1").arg(formatClock(last)), Tone::High});
        runs.push_back({QStringLiteral(", ") + formatAge(snapshot.tableAge), Tone::Dim});
    } else {
        for (TextRun& run : readingRuns(snapshot)) {
            runs.push_back(std::move(run));
        }
    }
    m_gridCopy->setRuns(std::move(runs));
}

std::vector<TextRun> AuditView::readingRuns(const GridSnapshot& snapshot) const {
    const QString held = snapshot.events.empty()
                             ? tr("no entry held here")
                             : tr("entries %1 to %2 held here")
                                   .arg(formatCount(snapshot.events.at(0).event->number),
                                        formatCount(snapshot.events.last().event->number));
    const QString why = shownFreely(snapshot, m_history.why());
    const auto age = [&] { return formatAge(snapshot.now.at - m_history.readAt()->at); };
    switch (m_history.state()) {
    case AuditHistory::State::Unread:
        return {{context().actions->canAct() ? held : tr("only a live grid is asked; %1").arg(held), Tone::Dim}};
    case AuditHistory::State::Reading: return {{tr("being read; %1").arg(held), Tone::Dim}};
    case AuditHistory::State::Failed:
        if (!m_history.readAt()) {
            return {{tr("not read: %1").arg(why), Tone::High}, {tr("; %1").arg(held), Tone::Dim}};
        }
        return {{tr("not read since %1").arg(formatClock(m_history.readAt()->wall)), Tone::High},
                {tr(", %1: %2").arg(age(), why), Tone::Dim}};
    case AuditHistory::State::Read: break;
    }
    std::vector<TextRun> runs{{tr("read %1").arg(age()), Tone::Normal}};
    if (m_history.isFull()) {
        runs.push_back({tr(", the newest %1 entries of it").arg(formatCount(AuditHistory::longest)), Tone::Dim});
    }
    return runs;
}

void AuditView::showChain() {
    const AuditTrail& trail = context().actions->trail();
    const QString problem = shownFreely(*snapshot(), trail.problem());   // It names a folder.
    m_verify->setVisible(trail.isOpen());
    std::vector<TextRun> runs;
    if (!trail.isOpen()) {
        runs.push_back({problem.isEmpty() ? tr("No copy of this desk: only live grids have one") : problem,
                        problem.isEmpty() ? Tone::Dim : Tone::High});
    } else if (trail.fault()) {
        runs.push_back({tr("■ 1  Chain broken at line %1: %2").arg(trail.fault()->line).arg(trail.fault()->why),
                        Tone::Critical});
    } else {
        runs.push_back({tr("This desk's copy "), Tone::Dim});
        runs.push_back({formatCount(trail.entries().size()), Tone::Normal, RunStyle::Figure});
        runs.push_back({tr(" entries, chain unbroken"), Tone::Dim});
    }
    if (trail.tornBytes() > 0) {
        runs.push_back({tr("; last line unfinished, %1 bytes").arg(trail.tornBytes()), Tone::High});
    }
    m_chain->setRuns(std::move(runs));
}

void AuditView::openMoment(quint64 key) {
    if (const AuditRow* row = m_model.rowFor(key)) {
        Q_EMIT momentRequested(row->at);
    }
}

}  // namespace orrery::console
