// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Table, filter and the four actions on units.
#include "console/views/units_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/charts/time_chart.h"
#include "console/views/figures.h"
#include "console/views/view_support.h"
#include "console/widgets/icons.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr std::size_t mostLines = 24;  ///< More curves than these tell nothing.
constexpr std::size_t pointsPerUnit = 200;

CellLook lookOfUnit(const QModelIndex& index) {
    CellLook look = lookOf(index);
    if (index.column() == UnitsModel::State) {
        look.mark = urgencyAt(index);
        if (index.data().toString() == QLatin1String("draining") ||
            index.data().toString() == QLatin1String("starting")) {
            look.tone = Tone::Accent;
            look.icon = QStringLiteral("chevron-right");
        } else if (!look.mark) {
            look.tone = Tone::Dim;
        }
    } else if (index.column() == UnitsModel::Activity) {
        look.type = CellType::Curve;
        const auto values =
            index.data(SparklineRole).value<std::shared_ptr<const std::vector<float>>>();
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
    const auto later = [](int width, int shownFrom, CellType type = CellType::Figure) {
        return ColumnPlan{width, type, false, shownFrom};
    };
    return {{92},
            {52},
            {52},
            figure(80),
            figure(76),
            figure(84),
            figure(80),
            figure(88),
            figure(80),
            figure(76),
            later(76, 1250),
            figure(118),
            later(76, 1250),
            later(80, 1400, CellType::Text),
            later(84, 1250),
            later(64, 1500),
            figure(84),
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
    m_unitButtons = {
        addButton(tr("Drain…"), "drain", "unitsView.drain", model::ActionKind::DrainUnit),
        addButton(tr("Restart…"), "restart", "unitsView.restart", model::ActionKind::RestartUnit),
        addButton(tr("Kill…"), "kill", "unitsView.kill", model::ActionKind::KillUnit)};
    m_table->setFittedToRows();
    body()->addWidget(m_table, 3);
    m_chart = new TimeChart(
        tr("Requests by unit"),
        [](double value) { return metricText(Metric::OperationsPerSecond, value); }, this);
    m_chart->setTimeLabelsVisible();
    m_chart->setMinimumHeight(160);
    body()->addSpacing(24);
    body()->addWidget(m_chart, 2);
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Units"));
    table->setColumns(plansOfColumns());
    table->setLook(lookOfUnit);
    table->sortByColumn(UnitsModel::Name, Qt::AscendingOrder);
    Selection* selection = context.selection;
    const auto select = [selection](quint64 key) {
        selection->select(UnitId{static_cast<std::uint32_t>(key)});
    };
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
    const bool offered = context().actions->offersActions();
    m_add->setVisible(offered);
    m_add->setEnabled(why.isEmpty());
    m_add->setToolTip(why);
    for (QPushButton* button : m_unitButtons) {
        button->setVisible(offered);
        button->setEnabled(why.isEmpty() && chosen);
        button->setToolTip(!why.isEmpty() ? why : chosen ? QString() : tr("Choose a unit first"));
    }
}

QWidget* UnitsView::filterField() { return m_table->field(); }

void UnitsView::showChart(const GridSnapshot& shown) {
    const Colors& colors = theme::colors();
    const Instant from = shown.now.at - trendSpan(*context().history, shown.now.at);
    const auto chosen = context().selection->unit();
    std::vector<ChartLine> lines;
    const auto add = [&](UnitId unit, const QString& name, const QColor& color, double width) {
        const SeriesRequest request{Metric::OperationsPerSecond, unit, from, shown.now.at,
                                    pointsPerUnit};
        lines.push_back({name, color, width, context().history->series(request, shown.now)});
    };
    const std::size_t count = std::min(shown.units.size(), mostLines);
    for (std::size_t i = 0; i < count; ++i) {
        const UnitId unit = shown.units[i].id;
        if (chosen != unit) {
            add(unit, count > 8 ? QString() : shown.unitName(unit),
                mixed(colors.backup, colors.primary, static_cast<double>(i) / count), 1.2);
        }
    }
    if (chosen && shown.unitView(*chosen) != nullptr) {
        add(*chosen, shown.unitName(*chosen), colors.accent, 1.8);
    }
    m_chart->setLines(std::move(lines));
    m_chart->setRange(static_cast<double>(wallTimeOf(from, shown.now).millis),
                      static_cast<double>(shown.now.wall.millis));
}

void UnitsView::showSnapshot(const GridSnapshot& shown) {
    m_model.setSnapshot(snapshot());
    showChart(shown);
    if (const auto unit = context().selection->unit()) {
        m_table->selectKey(unit->value);
    }
    updateButtons();
}

}  // namespace orrery::console
