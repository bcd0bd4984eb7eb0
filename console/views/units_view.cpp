// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Table, filter and the four actions on units.
#include "console/views/units_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/views/view_support.h"
#include "console/widgets/icons.h"

namespace orrery::console {

namespace {

CellLook lookOfUnit(const QModelIndex& index) {
    CellLook look = lookOf(index);
    if (index.column() == UnitsModel::State) {
        look.mark = urgencyAt(index);
        if (index.data().toString() == QLatin1String("draining") || index.data().toString() == QLatin1String("starting")) {
            look.tone = Tone::Accent;
            look.icon = QStringLiteral("chevron-right");
        } else if (!look.mark) {
            look.tone = Tone::Dim;
        }
    } else if (index.column() == UnitsModel::Activity) {
        look.type = CellType::Curve;
        const auto values = index.data(SparklineRole).value<std::shared_ptr<const std::vector<float>>>();
        if (values) {
            look.values.assign(values->begin(), values->end());
        }
    } else if (index.column() == UnitsModel::Host || index.column() == UnitsModel::Version) {
        look.tone = Tone::Dim;
    }
    return look;
}

std::vector<ColumnPlan> plansOfColumns() {
    const auto figure = [](int width) { return ColumnPlan{width, CellType::Figure}; };
    return {{80}, {56}, {44}, figure(74), figure(70), figure(80), figure(72), figure(86), figure(78),
            figure(64), figure(64), figure(64), figure(74), {56}, figure(62), figure(52), figure(76),
            {80, CellType::Curve, true}};
}

}  // namespace

UnitsView::UnitsView(const ViewContext& context, QWidget* parent)
    : View(tr("Units"), context, parent),
      m_table(new FilteredTable(QStringLiteral("unitsView"), &m_model, this)) {
    setObjectName(QStringLiteral("unitsView"));
    m_table->field()->setPlaceholderText(tr("Filter: host:b lag>50 state:!ready"));
    m_table->field()->setFixedWidth(280);
    header()->addWidget(m_table->field());
    header()->addStretch();
    m_add = addButton(tr("Add unit…"), "add-unit", "unitsView.add", model::ActionKind::AddUnit);
    m_unitButtons = {addButton(tr("Drain…"), "drain", "unitsView.drain", model::ActionKind::DrainUnit),
                     addButton(tr("Restart…"), "restart", "unitsView.restart", model::ActionKind::RestartUnit),
                     addButton(tr("Kill…"), "kill", "unitsView.kill", model::ActionKind::KillUnit)};
    body()->addWidget(m_table, 1);
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Units"));
    table->setColumns(plansOfColumns());
    table->setLook(lookOfUnit);
    table->sortByColumn(UnitsModel::Name, Qt::AscendingOrder);
    Selection* selection = context.selection;
    const auto select = [selection](quint64 key) { selection->select(UnitId{static_cast<std::uint32_t>(key)}); };
    connect(m_table, &FilteredTable::chosen, this, select);
    connect(m_table, &FilteredTable::opened, this, select);
    connect(selection, &Selection::changed, this, [this, selection] {
        if (const auto unit = selection->unit()) {
            m_table->selectKey(unit->value);
        }
        updateButtons();
    });
    connect(context.actions, &ActionController::stageChanged, this, &UnitsView::updateButtons);
    updateButtons();
}

QPushButton* UnitsView::addButton(const QString& text, const char* iconName, const char* object,
                                  model::ActionKind kind) {
    auto* button = new QPushButton(icon(QLatin1String(iconName)), text, this);
    button->setObjectName(QLatin1String(object));
    header()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, kind] { ask(kind); });
    return button;
}

void UnitsView::ask(model::ActionKind kind) {
    model::Action action;
    action.kind = kind;
    if (kind != model::ActionKind::AddUnit) {
        const auto unit = context().selection->unit();
        if (!unit) {
            return;
        }
        action.unit = snapshot()->unitName(*unit).toStdString();
    }
    Q_EMIT actionRequested(action);
}

void UnitsView::updateButtons() {
    const QString why = context().actions->whyUnavailable();
    const bool chosen = context().selection->unit().has_value();
    m_add->setEnabled(why.isEmpty());
    m_add->setToolTip(why);
    for (QPushButton* button : m_unitButtons) {
        button->setEnabled(why.isEmpty() && chosen);
        button->setToolTip(!why.isEmpty() ? why : chosen ? QString() : tr("Choose a unit first"));
    }
}

QWidget* UnitsView::filterField() { return m_table->field(); }

void UnitsView::showSnapshot(const GridSnapshot&) {
    m_model.setSnapshot(snapshot());
    if (const auto unit = context().selection->unit()) {
        m_table->selectKey(unit->value);
    }
    updateButtons();
}

}  // namespace orrery::console
