// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Filters by severity through the filter language, so that both ways of filtering stay one.
#include "console/views/events_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/run_label.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

namespace {

CellLook lookOfEvent(const QModelIndex& index) {
    CellLook look = lookOf(index);
    switch (index.column()) {
    case EventsModel::SeverityColumn:
        look.mark = urgencyAt(index);
        look.tone = look.mark ? Tone::Normal : Tone::Faint;
        break;
    case EventsModel::Number:
    case EventsModel::Actor:
    case EventsModel::Kind: look.tone = Tone::Dim; break;
    default: break;
    }
    return look;
}

QString withSeverity(const QString& typed, int choice) {
    static const QString terms[] = {
        {}, QStringLiteral("severity:!notice"), QStringLiteral("by:!controller by:!agent")};
    QString rest = typed;
    for (const QString& term : terms) {
        if (!term.isEmpty()) {
            rest.remove(term);
        }
    }
    rest = rest.simplified();
    const QString term = terms[choice];
    return term.isEmpty() ? rest : rest.isEmpty() ? term : term + QLatin1Char(' ') + rest;
}

}  // namespace

EventsView::EventsView(const ViewContext& context, QWidget* parent)
    : View(tr("Events"), context, parent),
      m_table(new FilteredTable(QStringLiteral("eventsView"), &m_model, this)),
      m_kinds(new SegmentedControl({tr("All"), tr("Alarms"), tr("By people")}, this)),
      m_count(new RunLabel(this)) {
    setObjectName(QStringLiteral("eventsView"));
    m_kinds->setObjectName(QStringLiteral("eventsView.kinds"));
    QLineEdit* field = m_table->field();
    field->setPlaceholderText(tr("Filter: unit:b2 kind:failover"));
    field->setFixedWidth(metrics::scaled(280));
    header()->addWidget(field);
    header()->addWidget(m_kinds);
    m_count->setAlignment(Qt::AlignRight);
    header()->addWidget(m_count, 1);
    body()->addWidget(m_table, 1);
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Events"));
    table->setColumns({{108, CellType::Figure},
                       {88, CellType::Figure},
                       {92},
                       {148},
                       {56},
                       {112, CellType::Figure},
                       {76, CellType::Figure},
                       {96},
                       {80, CellType::Text, true}});
    table->setLook(lookOfEvent);
    table->sortByColumn(EventsModel::Number, Qt::DescendingOrder);
    connect(m_kinds, &SegmentedControl::chosen, this,
            [field](int choice) { field->setText(withSeverity(field->text(), choice)); });
    Selection* selection = context.selection;
    connect(m_table, &FilteredTable::chosen, this,
            [selection](quint64 number) { selection->select(EventNumber{number}); });
    connect(selection, &Selection::changed, this, [this, selection] {
        if (const auto event = selection->event()) {
            m_table->selectKey(event->value);
        }
    });
}

QWidget* EventsView::filterField() { return m_table->field(); }

void EventsView::showSnapshot(const GridSnapshot& shown) {
    m_model.setSnapshot(snapshot());
    std::vector<TextRun> runs{{formatCount(shown.events.size()), Tone::Normal, RunStyle::Figure},
                              {tr(" events held"), Tone::Dim, RunStyle::Text}};
    if (shown.events.dropped() > 0) {
        runs.push_back({tr(", %1 before them not held").arg(formatCount(shown.events.dropped())),
                        Tone::Dim, RunStyle::Text});
    }
    m_count->setRuns(std::move(runs));
}

}  // namespace orrery::console
