// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Filters by severity through the filter language, so that both ways of filtering stay one.
#include "console/views/events_view.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "console/views/alarm_board.h"
#include "console/views/timeline_widget.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"

namespace orrery::console {

namespace {

CellLook lookOfEvent(const QModelIndex& index) {
    CellLook look = lookOf(index);
    switch (index.column()) {
    case EventsModel::Time:
        if (index.data(EventsModel::ReceivedLateRole).toBool()) {
            look.icon = QStringLiteral("clock");
        }
        break;
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

/// The first terms of the filter that a choice stands for.
const QString& termOf(int choice) {
    static const QString terms[] = {
        {}, QStringLiteral("severity:!notice"), QStringLiteral("severity:critical"),
        QStringLiteral("severity:high"), QStringLiteral("severity:medium"),
        QStringLiteral("by:!controller by:!agent")};
    return terms[choice];
}

QString withSeverity(const QString& typed, int choice) {
    QString rest = typed;
    for (int other = 1; other <= 5; ++other) {
        rest.remove(termOf(other));
    }
    rest = rest.simplified();
    const QString& term = termOf(choice);
    return term.isEmpty() ? rest : rest.isEmpty() ? term : term + QLatin1Char(' ') + rest;
}

}  // namespace

EventsView::EventsView(const ViewContext& context, QWidget* parent)
    : View(tr("Events and alarms"), context, parent),
      m_journal(&m_model),
      m_fetching(this),
      m_field(new QLineEdit(this)),
      m_kinds(new SegmentedControl(
          {tr("All"), tr("Alarming"), tr("P1"), tr("P2"), tr("P3"), tr("By people")}, this)),
      m_count(new RunLabel(this)) {
    setObjectName(QStringLiteral("eventsView"));
    buildHeader();
    buildTimeline();
    m_board = new AlarmBoard(context, this);
    body()->addSpacing(metrics::margin);
    body()->addWidget(m_board);
    body()->addSpacing(metrics::margin);
    buildJournal();
    m_fetching.setInterval(0);
    connect(&m_fetching, &QTimer::timeout, this, &EventsView::fetchSome);
    connect(context.selection, &Selection::changed, this, [this] {
        if (const auto event = this->context().selection->event()) {
            selectEvent(event->value);
        }
    });
}

void EventsView::buildHeader() {
    m_field->setObjectName(QStringLiteral("eventsView.filter"));
    m_field->setAccessibleName(tr("Filter of the journal"));
    m_field->setPlaceholderText(tr("Filter: unit:b2 kind:failover"));
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(metrics::scaled(120));
    m_field->setMaximumWidth(metrics::scaled(260));
    m_kinds->setObjectName(QStringLiteral("eventsView.kinds"));
    m_kinds->setAccessibleName(tr("Journal by severity"));
    header()->addWidget(m_field, 1);
    header()->addWidget(m_kinds);
    m_count->setAlignment(Qt::AlignRight);
    header()->addWidget(m_count, 1);
    connect(m_field, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_journal.setFilterText(text); });
    connect(m_kinds, &SegmentedControl::chosen, this,
            [this](int choice) { m_field->setText(withSeverity(m_field->text(), choice)); });
}

void EventsView::buildTimeline() {
    m_timeline = new TimelineWidget(context().cursor, this);
    body()->addWidget(m_timeline);
    Selection* selection = context().selection;
    connect(m_timeline, &TimelineWidget::eventChosen, this,
            [selection](quint64 number) { selection->select(EventNumber{number}); });
    connect(m_timeline, &TimelineWidget::alarmChosen, this,
            [selection](const AlarmId& alarm) { selection->select(alarm); });
}

void EventsView::buildJournal() {
    body()->addWidget(makeSection(tr("Journal, newest first"), this));
    body()->addSpacing(metrics::grid);
    m_table = new DataTable(this);
    m_table->setObjectName(QStringLiteral("eventsView.table"));
    m_table->setAccessibleName(tr("Journal"));
    m_table->setModel(&m_journal);
    m_table->setColumns({{124, CellType::Figure},
                         {72, CellType::Figure, false, 860},
                         {92},
                         {148},
                         {56},
                         {116, CellType::Figure, false, 640},
                         {72, CellType::Figure, false, 780},
                         {88, CellType::Text, false, 710},
                         {80, CellType::Text, true}});
    m_table->setLook(lookOfEvent);
    m_table->setMinimumHeight(metrics::header + 3 * metrics::row);
    m_hidden = makeExplanation({}, this);
    m_hidden->setWordWrap(false);
    body()->addWidget(m_table, 1);
    body()->addWidget(m_hidden);
    const auto choose = [this](const QModelIndex& index) {
        if (index.isValid() && !m_following) {
            context().selection->select(EventNumber{index.data(IdentityRole).toULongLong()});
        }
    };
    connect(m_table, &QTableView::clicked, this, choose);
    connect(m_table, &DataTable::opened, this, choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, choose](const QModelIndex& current) {
                if (m_table->hasFocus()) {
                    choose(current);
                }
            });
    connect(&m_journal, &JournalProxy::filterChanged, this, [this] {
        showHidden();
        m_fetching.start();
    });
}

void EventsView::fetchSome() {
    if (!isVisible() || !m_journal.canFetchMore()) {
        m_fetching.stop();
        return;
    }
    m_journal.fetchMore();
}

void EventsView::selectEvent(std::uint64_t number) {
    const int row = m_journal.rowOf(number);
    m_following = true;
    if (row >= 0) {
        m_table->selectRow(row);
        m_table->scrollTo(m_journal.index(row, 0));
    }
    m_following = false;
}

QWidget* EventsView::filterField() { return m_field; }

void EventsView::showHidden() {
    QString text = m_journal.problem();
    if (text.isEmpty() && m_journal.hiddenRows() > 0) {
        text = tr("%n do not match", nullptr, m_journal.hiddenRows());
    }
    m_hidden->setText(text);
    m_hidden->setVisible(!text.isEmpty());
    const bool waits = m_journal.canFetchMore();
    m_table->setEmptyText(m_journal.hiddenRows() > 0 && !waits
                              ? tr("Nothing matches. Clear the filter to see the journal.")
                              : QString());
}

void EventsView::showCount(const GridSnapshot& shown) {
    std::vector<TextRun> runs{{formatCount(shown.events.size()), Tone::Normal, RunStyle::Figure},
                              {tr(" events held"), Tone::Dim, RunStyle::Text}};
    if (shown.events.dropped() > 0) {
        runs.push_back({tr(", %1 before them not held").arg(formatCount(shown.events.dropped())),
                        Tone::Dim, RunStyle::Text});
    }
    m_count->setRuns(std::move(runs));
}

void EventsView::showSnapshot(const GridSnapshot& shown) {
    m_model.setSnapshot(snapshot());
    if (m_journal.canFetchMore() && !m_fetching.isActive()) {
        m_journal.fetchMore();
        m_fetching.start();
    }
    m_timeline->setSnapshot(snapshot());
    m_board->showSnapshot(snapshot());
    showCount(shown);
    showHidden();
}

}  // namespace orrery::console
