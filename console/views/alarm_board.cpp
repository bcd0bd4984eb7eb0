// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Choices, table and buttons.
#include "console/views/alarm_board.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/views/alarm_list.h"
#include "console/views/filtered_table.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/wrap_row.h"

namespace orrery::console {
namespace {

constexpr AlarmsModel::Shown choices[] = {
    AlarmsModel::Shown::Standing, AlarmsModel::Shown::Shelved, AlarmsModel::Shown::Suppressed,
    AlarmsModel::Shown::OutOfService, AlarmsModel::Shown::All};

const Alarm* findIn(const GridSnapshot& snapshot, const std::optional<AlarmId>& id) {
    for (const Alarm& alarm : snapshot.alarms) {
        if (id && alarm.id == *id) {
            return &alarm;
        }
    }
    return nullptr;
}

CellLook lookOfAlarm(const QModelIndex& index) {
    CellLook look = lookOf(index);
    switch (index.column()) {
    case AlarmsModel::PriorityColumn:
        look.type = CellType::Text;
        look.mark = urgencyAt(index);
        look.tone = look.mark ? look.tone : Tone::Faint;
        break;
    case AlarmsModel::Text: look.tone = Tone::Normal; break;
    case AlarmsModel::Cause:
        look.icon = index.data().toString().startsWith(AlarmsModel::tr("first"))
                        ? QStringLiteral("first-out")
                        : QString();
        look.tone = Tone::Dim;
        break;
    default: look.tone = Tone::Dim; break;
    }
    return look;
}

}  // namespace

AlarmBoard::AlarmBoard(const ViewContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_table(new FilteredTable(QStringLiteral("eventsView.alarms"), &m_model, this)),
      m_states(new SegmentedControl({tr("Standing"), tr("Shelved"), tr("Suppressed"),
                                     tr("Out of service"), tr("All")},
                                    this)),
      m_quiet(makeExplanation({}, this)),
      m_head(new WrapBox(this)),
      m_foot(new WrapBox(this)) {
    m_model.setScope(AlarmsModel::Scope::Groups);
    m_model.setShown(AlarmsModel::Shown::Standing);
    m_acknowledge = addButton("acknowledge", "eventsView.acknowledge");
    m_shelve = addButton("shelve", "eventsView.shelve");
    m_service = addButton("alarm-off", "eventsView.service");
    buildHeader();
    buildFoot();
    buildTable();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    column->addWidget(m_head);
    column->addWidget(m_quiet);
    column->addWidget(m_table, 1);
    column->addWidget(m_foot);
    showButtons();
}

QPushButton* AlarmBoard::addButton(const char* iconName, const char* object) {
    auto* button = new QPushButton(icon(QLatin1String(iconName)), QString(), this);
    button->setObjectName(QLatin1String(object));
    return button;
}

void AlarmBoard::buildFoot() {
    WrapRow* row = m_foot->row();
    for (QPushButton* button : {m_acknowledge, m_shelve, m_service}) {
        row->addWidget(button);
    }
    row->addStretch();
}

void AlarmBoard::buildHeader() {
    m_states->setObjectName(QStringLiteral("eventsView.states"));
    m_states->setAccessibleName(tr("Alarms by state"));
    QLineEdit* field = m_table->field();
    field->setPlaceholderText(tr("Filter: priority:1 times>3"));
    field->setMaximumWidth(metrics::scaled(240));
    field->setMinimumWidth(metrics::scaled(120));
    WrapRow* row = m_head->row();
    row->addWidget(makeSection(tr("Alarms"), m_head));
    row->addWidget(m_states);
    row->addWidget(field, 1);
    row->addStretch();
    connect(m_states, &SegmentedControl::chosen, this, [this](int choice) {
        m_model.setShown(choices[choice]);
        showSnapshot(m_snapshot);
    });
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (m_current) {
            Q_EMIT acknowledgeRequested(*m_current);
        }
    });
    connect(m_shelve, &QPushButton::clicked, this, [this] {
        const Alarm* alarm = findIn(*m_snapshot, m_current);
        if (alarm == nullptr) {
            return;
        }
        alarm->state == AlarmState::Shelved ? Q_EMIT unshelveRequested(alarm->id)
                                            : Q_EMIT shelveRequested(alarm->id);
    });
    connect(m_service, &QPushButton::clicked, this, [this] {
        const Alarm* alarm = findIn(*m_snapshot, m_current);
        if (alarm == nullptr) {
            return;
        }
        alarm->state == AlarmState::OutOfService ? Q_EMIT putBackRequested(alarm->id)
                                                 : Q_EMIT takeOutRequested(alarm->id);
    });
}

void AlarmBoard::buildTable() {
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Alarms"));
    const auto later = [](int width, int from) {
        return ColumnPlan{width, CellType::Text, false, from};
    };
    table->setColumns({{70},
                       {140},
                       {200, CellType::Text, true},
                       later(200, 1010),
                       {104, CellType::Figure, false, 740},
                       {80, CellType::Figure},
                       {64, CellType::Figure, false, 820},
                       later(140, 640),
                       later(140, 1200),
                       later(300, 1500)});
    table->setLook(lookOfAlarm);
    table->sortByColumn(AlarmsModel::PriorityColumn, Qt::AscendingOrder);
    m_table->setFittedToRows();
    connect(m_table, &FilteredTable::chosen, this, [this](quint64 key) {
        const AlarmId id = AlarmsModel::alarmOf(key);
        choose(id);
        m_context.selection->select(id);
    });
    connect(m_table, &FilteredTable::opened, this,
            [this](quint64 key) { open(AlarmsModel::alarmOf(key)); });
    connect(m_context.selection, &Selection::changed, this, [this] {
        if (const auto alarm = m_context.selection->alarm()) {
            choose(*alarm);
        }
    });
}

void AlarmBoard::choose(std::optional<AlarmId> alarm) {
    m_current = alarm;
    m_table->selectKey(alarm ? AlarmsModel::keyOfAlarm(*alarm) : 0);
    showButtons();
}

void AlarmBoard::open(AlarmId alarm) {
    const Alarm* found = findIn(*m_snapshot, alarm);
    if (found == nullptr) {
        return;
    }
    const bool close = m_model.opened() == found->cause;
    m_model.setOpened(close || found->followers == 0 ? std::nullopt : std::optional(found->cause));
    m_context.selection->select(alarm);
    showSnapshot(m_snapshot);
}

void AlarmBoard::showSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    m_model.setSnapshot(snapshot);
    showChoices(*snapshot);
    if (!findIn(*snapshot, m_current)) {
        m_current.reset();
    }
    showButtons();
}

void AlarmBoard::showChoices(const GridSnapshot& snapshot) {
    const bool none = m_model.rowCount() == 0;
    const bool standing = m_states->current() == 0;
    m_table->setVisible(!none);
    m_foot->setVisible(!none);
    m_quiet->setVisible(none);
    m_quiet->setText(standing ? tr("No alarm. Quiet since %1 UTC.").arg(formatClock(quietSince(snapshot)))
                              : tr("No alarm is in this state."));
}

void AlarmBoard::showButtons() {
    const Alarm* alarm = findIn(*m_snapshot, m_current);
    const bool open = alarm != nullptr && (alarm->state == AlarmState::Unacknowledged ||
                                           alarm->state == AlarmState::ReturnedUnacknowledged);
    const bool shelved = alarm != nullptr && alarm->state == AlarmState::Shelved;
    const bool out = alarm != nullptr && alarm->state == AlarmState::OutOfService;
    const bool first = alarm != nullptr && alarm->firstOut() && alarm->followers > 0;
    m_acknowledge->setText(
        first && open ? tr("Acknowledge %n  Alt A", nullptr, static_cast<int>(alarm->followers) + 1)
                      : tr("Acknowledge  Alt A"));
    m_acknowledge->setEnabled(open);
    m_shelve->setText(shelved ? tr("Unshelve") : tr("Shelve…  Alt S"));
    m_shelve->setEnabled(alarm != nullptr && !out && alarm->state != AlarmState::SuppressedByDesign);
    m_service->setText(out ? tr("Put back in service") : tr("Out of service…"));
    m_service->setEnabled(alarm != nullptr);
    for (QPushButton* button : {m_acknowledge, m_shelve, m_service}) {
        button->setToolTip(alarm == nullptr ? tr("Choose an alarm first") : QString());
    }
}

}  // namespace orrery::console
