// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Table, filter and the four actions on units.
#include "console/views/units_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "console/actions/offers.h"
#include "console/charts/time_chart.h"
#include "console/views/figures.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr int lowPage = 400;   ///< At 100 %: below, the page scrolls, and the table not within it.

constexpr std::size_t mostLines = 6;  ///< More curves than these tell nothing.
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

/// At most mostLines, by name when they are few and busiest first when they are many.
std::vector<UnitId> busiestUnits(const GridSnapshot& snapshot) {
    std::vector<const UnitView*> units;
    for (const UnitView& unit : snapshot.units) {
        units.push_back(&unit);
    }
    if (units.size() > mostLines) {
        std::partial_sort(units.begin(), units.begin() + mostLines, units.end(),
                          [](const UnitView* left, const UnitView* right) {
                              return left->rates.operations.value_or(0) >
                                     right->rates.operations.value_or(0);
                          });
        units.resize(mostLines);
    }
    std::vector<UnitId> ids;
    for (const UnitView* unit : units) {
        ids.push_back(unit->id);
    }
    return ids;
}

std::vector<ColumnPlan> plansOfColumns() {
    const auto figure = [](int width) { return ColumnPlan{width, CellType::Figure}; };
    const auto later = [](int width, int shownFrom, CellType type = CellType::Figure) {
        return ColumnPlan{width, type, false, shownFrom};
    };
    // Each comes from the width on that has room for it and all that came before.
    return {{92},
            {52},
            {52},
            figure(80),
            later(76, 900),
            figure(84),
            later(88, 1150),
            later(80, 1000),
            figure(88),
            later(80, 1030),
            figure(76),
            later(76, 1250),
            figure(84),
            later(76, 1330),
            later(80, 1500, CellType::Text),
            later(84, 1410),
            later(64, 1570),
            later(84, 800),
            {80, CellType::Curve, true, 960}};
}

}  // namespace

UnitsView::UnitsView(const ViewContext& context, QWidget* parent)
    : View(tr("Units"), context, parent),
      m_table(new FilteredTable(QStringLiteral("unitsView"), &m_model, this)) {
    setObjectName(QStringLiteral("unitsView"));
    buildHeader();
    buildQueueLine();
    m_table->setFittedToRows();
    body()->addWidget(m_table, 3);
    m_chart = new TimeChart(
        tr("Requests by unit"),
        [](double value) { return metricText(Metric::OperationsPerSecond, value); }, this);
    m_chart->setEdges({.timeLabels = true});
    m_chart->setMinimumHeight(metrics::scaled(160));
    body()->addSpacing(metrics::scaled(24));
    body()->addWidget(m_chart, 2);
    buildTable();
    connectSelection();
    updateButtons();
}

void UnitsView::buildHeader() {
    m_table->field()->setPlaceholderText(tr("Filter: host:b lag>50 state:!ready"));
    m_table->field()->setMinimumWidth(metrics::scaled(140));
    m_table->field()->setMaximumWidth(metrics::scaled(280));
    header()->addWidget(m_table->field(), 1);
    header()->addStretch();
    m_compare = new ChipButton(tr("Compare"), Tone::Normal, this);
    m_compare->setObjectName(QStringLiteral("unitsView.compare"));
    header()->addWidget(m_compare);
    m_add = addButton(tr("Add unit…"), "add-unit", "unitsView.add", model::ActionKind::AddUnit);
    const auto offer = [this](const QString& text, const char* iconName, const char* object, model::ActionKind kind) {
        m_unitButtons.push_back({kind, addButton(text, iconName, object, kind)});
    };
    offer(tr("Drain…"), "drain", "unitsView.drain", model::ActionKind::DrainUnit);
    offer(tr("Restart…"), "restart", "unitsView.restart", model::ActionKind::RestartUnit);
    offer(tr("Kill…"), "kill", "unitsView.kill", model::ActionKind::KillUnit);
}

void UnitsView::buildQueueLine() {
    m_queueLine = new QWidget(this);
    auto* line = new QHBoxLayout(m_queueLine);
    line->setContentsMargins(0, 0, 0, metrics::grid);
    line->setSpacing(metrics::gap);
    m_queueText = makeText({}, m_queueLine);
    auto* stop = new QPushButton(tr("Stop after this one"), m_queueLine);
    stop->setObjectName(QStringLiteral("unitsView.stopQueue"));
    line->addWidget(m_queueText);
    line->addWidget(stop);
    line->addStretch();
    body()->addWidget(m_queueLine);
    connect(stop, &QPushButton::clicked, this, [this] {
        m_waiting.clear();
        showQueue();
    });
    showQueue();
}

void UnitsView::buildTable() {
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Units"));
    table->setColumns(plansOfColumns());
    table->setLook(lookOfUnit);
    table->setTypeAheadColumn(UnitsModel::Name);
    table->sortByColumn(UnitsModel::Name, Qt::AscendingOrder);
}

void UnitsView::connectSelection() {
    Selection* selection = context().selection;
    const auto select = [selection](quint64 key) {
        selection->select(UnitId{static_cast<std::uint32_t>(key)});
    };
    connect(m_table, &FilteredTable::chosen, this, select);
    connect(m_table, &FilteredTable::opened, this, [this, select](quint64 key) {
        select(key);
        Q_EMIT detailRequested();
    });
    connect(m_table, &FilteredTable::selectionChanged, this, [this] {
        updateButtons();
        showChart(*snapshot());
    });
    connect(m_compare, &QAbstractButton::toggled, this, [this] { showChart(*snapshot()); });
    connect(selection, &Selection::changed, this, [this, selection] {
        if (const auto unit = selection->unit()) {
            m_table->selectKey(unit->value);
        }
        updateButtons();
    });
    connect(context().actions, &ActionController::stageChanged, this, &UnitsView::onStage);
    connect(context().actions, &ActionController::standingChanged, this, &UnitsView::updateButtons);
}

void UnitsView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    m_table->setAsks(height() < metrics::scaled(lowPage) ? FilteredTable::Asks::ItsRows : FilteredTable::Asks::TwoRows);
}

QPushButton* UnitsView::addButton(const QString& text, const char* iconName, const char* object,
                                  model::ActionKind kind) {
    auto* button = new QPushButton(icon(QLatin1String(iconName)), text, this);
    button->setObjectName(QLatin1String(object));
    header()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, kind] { ask(kind); });
    return button;
}

std::vector<UnitId> UnitsView::chosenUnits() const {
    std::vector<UnitId> units;
    for (const quint64 key : m_table->selectedKeys()) {
        units.push_back(UnitId{static_cast<std::uint32_t>(key)});
    }
    if (units.empty() && context().selection->unit()) {
        units.push_back(*context().selection->unit());
    }
    return units;
}

std::vector<const model::UnitDescription*> UnitsView::chosenFor(model::ActionKind kind) const {
    std::vector<const model::UnitDescription*> units;
    for (const UnitId id : chosenUnits()) {
        const model::UnitDescription* unit = snapshot()->unit(id);
        if (unit != nullptr && fits(kind, *unit)) {
            units.push_back(unit);
        }
    }
    return units;
}

void UnitsView::ask(model::ActionKind kind) {
    m_waiting.clear();
    if (kind == model::ActionKind::AddUnit) {
        m_waiting.emplace_back().kind = kind;
    } else {
        for (const model::UnitDescription* unit : chosenFor(kind)) {
            m_waiting.push_back(offerOf(kind, *unit));
        }
    }
    askNext();
}

void UnitsView::askNext() {
    if (m_waiting.empty()) {
        return;
    }
    const model::Action action = m_waiting.front();
    m_waiting.pop_front();
    showQueue();
    Q_EMIT actionRequested(action);
}

void UnitsView::onStage(ActionStage stage) {
    // The next one only follows what was carried out; a plan that was put away ends the row.
    const bool carriedOut = m_stage == ActionStage::Finished;
    m_stage = stage;
    if (stage == ActionStage::Idle && !m_waiting.empty()) {
        if (carriedOut) {
            QMetaObject::invokeMethod(this, &UnitsView::askNext, Qt::QueuedConnection);
        } else {
            m_waiting.clear();
            showQueue();
        }
    }
    updateButtons();
}

void UnitsView::showQueue() {
    QStringList names;
    for (const model::Action& action : m_waiting) {
        names << QString::fromStdString(action.unit);
    }
    m_queueText->setText(
        tr("One after the other, each with its own plan. Next: %1").arg(names.join(tr(", "))));
    m_queueLine->setVisible(!m_waiting.empty());
}

void UnitsView::updateButtons() {
    const bool offered = context().actions->offersActions();
    const QString why = context().actions->whyUnavailable();
    const std::size_t chosen = chosenUnits().size();
    m_compare->setVisible(m_table->selectedCount() > 1);
    m_add->setVisible(offered);
    m_add->setEnabled(why.isEmpty());
    m_add->setToolTip(why);
    for (const auto& [kind, button] : m_unitButtons) {
        const std::size_t count = chosenFor(kind).size();
        button->setVisible(offered);
        button->setEnabled(why.isEmpty() && count > 0);
        const QString hint = chosen == 0  ? tr("Choose a unit first")
                             : count == 0 ? tr("What is chosen is not in a state for this")
                             : count > 1  ? tr("%1 units, one after the other").arg(count)
                                          : QString();
        button->setToolTip(!why.isEmpty() ? why : hint);
    }
}

QWidget* UnitsView::filterField() { return m_table->field(); }

void UnitsView::showChart(const GridSnapshot& shown) {
    const Colors& colors = theme::colors();
    const Instant from = shown.now.at - trendSpan(*context().history, shown.now.at);
    const auto chosen = context().selection->unit();
    const std::vector<UnitId> compared = chosenUnits();
    std::vector<ChartLine> lines;
    const auto add = [&](UnitId unit, const QString& name, const QColor& color, double width) {
        const SeriesRequest request{Metric::OperationsPerSecond, unit, from, shown.now.at,
                                    pointsPerUnit};
        lines.push_back({name, color, width, context().history->series(request, shown.now)});
    };
    const bool comparing = m_compare->isChecked() && compared.size() > 1;
    const std::vector<UnitId> busiest = comparing ? std::vector<UnitId>{} : busiestUnits(shown);
    for (std::size_t i = 0; i < busiest.size(); ++i) {
        if (chosen != busiest[i]) {
            const double share = static_cast<double>(i + 1) / static_cast<double>(mostLines);
            add(busiest[i], shown.unitName(busiest[i]),
                mixed(colors.primary, colors.backup, share), 1.2);
        }
    }
    // Compared curves differ by brightness and width, and each carries its name.
    const std::vector<QColor> inks{colors.accent, colors.text, colors.primary, colors.backup};
    for (std::size_t i = 0; comparing && i < std::min(compared.size(), inks.size()); ++i) {
        add(compared[i], shown.unitName(compared[i]), inks[i], i == 0 ? 2.0 : 1.6);
    }
    if (!comparing && chosen && shown.unitView(*chosen) != nullptr) {
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
