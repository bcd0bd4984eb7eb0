// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two lines that say how far each copy can be trusted, and the table.
#include "console/views/audit_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

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
    if (!row.difference.isEmpty()) {
        parts << row.difference;
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
    field->setFixedWidth(metrics::scaled(280));
    header()->addWidget(field);
    m_kinds->setObjectName(QStringLiteral("auditView.kinds"));
    m_kinds->setAccessibleName(tr("Which entries"));
    header()->addWidget(m_kinds);
    header()->addStretch();
    m_verify->setObjectName(QStringLiteral("auditView.verify"));
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
    table->setColumns({{176, CellType::Figure},
                       {88},
                       {132, CellType::Text, false, 1200},
                       {160, CellType::Text, true},
                       {84, CellType::Figure, false, 1300},
                       {104, CellType::Figure},
                       {128, CellType::Text, true},
                       {104},
                       {64, CellType::Figure},
                       {104, CellType::Text, false, 1000},
                       {160, CellType::Text, true}});
    table->setLook(lookOfAudit);
    table->sortByColumn(AuditModel::Time, Qt::DescendingOrder);
    connect(m_kinds, &SegmentedControl::chosen, this,
            [field](int choice) { field->setText(withTerm(field->text(), choice)); });
    connect(m_verify, &QPushButton::clicked, context.actions, &ActionController::verifyTrail);
    connect(context.actions, &ActionController::trailChanged, this, &AuditView::refreshRows);
    connect(&m_history, &AuditHistory::changed, this, [this] {
        refreshRows();
        showGridCopy(*snapshot());
    });
    connect(m_table, &FilteredTable::opened, this, &AuditView::openMoment);
    connect(m_table, &FilteredTable::chosen, this, [this](quint64 key) {
        const AuditRow* row = m_model.rowFor(key);
        m_sentence->setText(row ? sentenceOf(*row) : QString());
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
    showChain();
}

void AuditView::showGridCopy(const GridSnapshot& snapshot) {
    std::vector<TextRun> runs{{tr("Grid's journal "), Tone::Dim}};
    const bool isOld = snapshot.tableFreshness == Freshness::Stale || snapshot.contact.state != ContactState::Live;
    if (isOld) {
        const WallTime last = wallTimeOf(snapshot.now.at - snapshot.tableAge, snapshot.now);
        runs.push_back({tr("not read since %1").arg(formatClock(last)), Tone::High});
        runs.push_back({QStringLiteral(", ") + formatAge(snapshot.tableAge), Tone::Dim});
    } else if (snapshot.events.empty()) {
        runs.push_back({tr("holds no entry"), Tone::Dim});
    } else {
        runs.push_back({tr("entries "), Tone::Dim});
        runs.push_back({tr("%1 to %2").arg(formatCount(snapshot.events.at(0).event->number),
                                          formatCount(snapshot.events.last().event->number)),
                        Tone::Normal, RunStyle::Figure});
        for (TextRun& run : olderRuns()) {
            runs.push_back(std::move(run));
        }
    }
    m_gridCopy->setRuns(std::move(runs));
}

std::vector<TextRun> AuditView::olderRuns() const {
    switch (m_history.state()) {
    case AuditHistory::State::Unread: return {{tr(" as held here"), Tone::Dim}};
    case AuditHistory::State::Reading: return {{tr(", older actions are being read"), Tone::Dim}};
    case AuditHistory::State::Failed: return {{tr(", older actions not read: %1").arg(m_history.why()), Tone::High}};
    case AuditHistory::State::Read: break;
    }
    return {{tr(", older actions read"), Tone::Dim}};
}

void AuditView::showChain() {
    const AuditTrail& trail = context().actions->trail();
    m_verify->setVisible(trail.isOpen());
    std::vector<TextRun> runs;
    if (!trail.isOpen()) {
        runs.push_back({trail.problem().isEmpty() ? tr("No copy of this desk: only live grids have one") : trail.problem(),
                        trail.problem().isEmpty() ? Tone::Dim : Tone::High});
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
