// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Table, the store's words, ledger, the queue from the inside, and the last five minutes of queue,
// age and commit time.
#include "console/views/pumps_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "console/actions/offers.h"
#include "console/views/figures.h"
#include "console/views/queue_panel.h"
#include "console/views/trend_row.h"
#include "console/views/view_support.h"
#include "console/widgets/card_grid.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/state_page.h"

namespace orrery::console {

namespace {

constexpr int lowPage = 580;       ///< At 100 %: below, the page scrolls, and the table not within it.
constexpr int leastFigure = 112;   ///< Width of a card of the ledger at 100 %.

/// Grey up to a second, yellow up to ten, orange above.
std::vector<BarPart> ageParts(const AgeClasses& ages) {
    const Colors& colors = theme::colors();
    const auto amount = [](std::uint64_t count) { return static_cast<double>(count); };
    return {{amount(ages[0]), colors.primary, {}},
            {amount(ages[1]), colors.medium, {}},
            {amount(ages[2] + ages[3]), colors.high, {}}};
}

/// The longest queue fills the bar; a short one on a quiet grid stays short.
double longestQueue(const GridSnapshot& snapshot) {
    double longest = 1'000;
    for (const UnitView& unit : snapshot.units) {
        longest = std::max(longest, static_cast<double>(unit.pump.counters.queued));
    }
    return longest;
}

/// True when every space says so, or when no unit that was heard has a pump.
bool hasNoWriteBehind(const GridSnapshot& snapshot) {
    const auto& spaces = snapshot.state->spaces;
    const bool none =
        !spaces.empty() && std::all_of(spaces.begin(), spaces.end(), [](const auto& space) {
            return space.strategy == model::PumpStrategy::None;
        });
    const auto off = [](const UnitView& unit) {
        return unit.telemetry && unit.pump.counters.state == model::PumpState::Off;
    };
    return none || (!snapshot.units.empty() &&
                    std::all_of(snapshot.units.begin(), snapshot.units.end(), off));
}

/// Units whose ledger does not balance, by name.
QStringList unbalancedUnits(const GridSnapshot& snapshot) {
    QStringList names;
    for (const UnitView& unit : snapshot.units) {
        if (unit.telemetry && !ledgerBalances(unit.pump.counters)) {
            names.push_back(snapshot.unitName(unit.id));
        }
    }
    return names;
}

/// The trouble to speak of: of `unit`, else the one seen last that still stands.
const UnitView* troubledUnit(const GridSnapshot& snapshot, std::optional<UnitId> unit) {
    const UnitView* chosen = unit ? snapshot.unitView(*unit) : nullptr;
    if (chosen != nullptr && chosen->pump.trouble) {
        return chosen;
    }
    const UnitView* latest = nullptr;
    for (const UnitView& view : snapshot.units) {
        const bool stands = view.pump.trouble && view.pump.trouble->standing;
        if (stands && (latest == nullptr ||
                       view.pump.trouble->last.at > latest->pump.trouble->last.at)) {
            latest = &view;
        }
    }
    return latest;
}

}  // namespace

PumpsView::PumpsView(const ViewContext& context, QWidget* parent)
    : View(tr("Pumps"), context, parent),
      m_table(new FilteredTable(QStringLiteral("pumpsView"), &m_model, this)) {
    setObjectName(QStringLiteral("pumpsView"));
    buildHeader();
    buildPages();
    buildTable();
    buildLedger();
    m_column->addSpacing(metrics::margin);
    m_queue = new QueuePanel(context, this);
    m_column->addWidget(m_queue, 3);
    buildTrends();
}

void PumpsView::buildHeader() {
    m_table->field()->setPlaceholderText(tr("Filter: unit:a2 queued>1000"));
    m_table->field()->setMinimumWidth(metrics::scaled(120));
    m_table->field()->setMaximumWidth(metrics::scaled(240));
    header()->addWidget(m_table->field(), 1);
    m_full = new RunLabel(this);
    m_full->setAlignment(Qt::AlignRight);
    header()->addWidget(m_full, 1);
    m_pump = new QPushButton(this);
    m_pump->setObjectName(QStringLiteral("pumpsView.pump"));
    m_pump->hide();
    header()->addWidget(m_pump);
    connect(m_pump, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(m_pumpAction); });
}

void PumpsView::buildPages() {
    m_content = new QWidget(this);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_empty = new StatePage(this);
    m_empty->setContent(QStringLiteral("pumps"), tr("This space has no write-behind"),
                        tr("No unit of this grid writes to a database, so nothing waits for one. Give a "
                           "space the strategy write-behind to see its queues here."));
    m_empty->hide();
    body()->addWidget(m_content, 1);
    body()->addWidget(m_empty, 1);
}

void PumpsView::buildTable() {
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Pumps"));
    const auto figure = [](int width) {
        return ColumnPlan{width, CellType::Figure};
    };
    const auto later = [](int width, int from) {
        return ColumnPlan{width, CellType::Figure, false, from};
    };
    // Each comes from the width on that has room for it and all that came before.
    table->setColumns({{60},
                       {140},
                       figure(72),
                       figure(72),
                       {150, CellType::Bar, true, 1080},
                       figure(60),
                       figure(60),
                       figure(136),
                       later(60, 930),
                       later(96, 1200),
                       later(94, 800),
                       later(66, 870),
                       later(98, 700),
                       {240, CellType::Text, true, 1420}});
    m_table->setFittedToRows();
    table->setLook([this](const QModelIndex& index) { return lookOfPump(index); });
    table->sortByColumn(PumpsModel::Unit, Qt::AscendingOrder);
    m_column->addWidget(m_table, 8);
    m_trouble = new RunLabel(this);
    m_trouble->setObjectName(QStringLiteral("pumpsView.trouble"));
    m_trouble->setMinimumHeight(metrics::row);
    m_column->addWidget(m_trouble);
    Selection* selection = context().selection;
    connect(m_table, &FilteredTable::chosen, this, [selection](quint64 key) {
        selection->select(UnitId{static_cast<std::uint32_t>(key)});
    });
    connect(selection, &Selection::changed, this, [this, selection] {
        m_table->selectKey(selection->unit() ? selection->unit()->value : 0);
    });
}

model::PumpState PumpsView::stateAt(const QModelIndex& index) const {
    const UnitId id{static_cast<std::uint32_t>(index.data(IdentityRole).toUInt())};
    const UnitView* unit = snapshot()->unitView(id);
    return unit == nullptr ? model::PumpState::Off : unit->pump.counters.state;
}

CellLook PumpsView::lookOfPump(const QModelIndex& index) const {
    CellLook look = lookOf(index);
    switch (index.column()) {
    case PumpsModel::State:
        look.mark = urgencyAt(index);
        if (stateAt(index) == model::PumpState::Paused) {
            look.tone = Tone::Accent;
            look.icon = QStringLiteral("pause");
        } else if (!look.mark) {
            look.tone = Tone::Dim;
        } else {
            look.tone = look.mark == Urgency::Medium ? Tone::Normal : look.tone;
        }
        break;
    case PumpsModel::Ages: {
        look.type = CellType::Bar;
        const UnitId id{static_cast<std::uint32_t>(index.data(IdentityRole).toUInt())};
        const UnitView* unit = snapshot()->unitView(id);
        if (unit != nullptr && unit->pump.ages) {
            look.parts = ageParts(*unit->pump.ages);
        }
        look.total = longestQueue(*snapshot());
        break;
    }
    case PumpsModel::LastError: look.tone = Tone::Dim; break;
    default: break;
    }
    return look;
}

void PumpsView::buildLedger() {
    m_column->addSpacing(metrics::grid);
    m_balance = new RunLabel(this);
    m_balance->setObjectName(QStringLiteral("pumpsView.balance"));
    m_column->addWidget(m_balance);
    m_column->addSpacing(metrics::grid);
    auto* cards = new CardGrid(leastFigure, 5, this);
    for (const QString& name :
         {tr("Accepted"), tr("Persisted"), tr("Coalesced"), tr("Queued"), tr("Dead letters")}) {
        auto* card = new FigureCard(name, this);
        cards->add(card);
        m_ledger.push_back(card);
    }
    m_column->addWidget(cards);
}

void PumpsView::buildTrends() {
    m_column->addSpacing(metrics::scaled(20));
    m_trends = new TrendRow({Metric::QueuedWrites, Metric::OldestQueuedMillis, Metric::CommitP99Millis}, 72, this);
    m_column->addWidget(m_trends, 2);
}

void PumpsView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    m_table->setAsks(height() < metrics::scaled(lowPage) ? FilteredTable::Asks::ItsRows : FilteredTable::Asks::TwoRows);
}

QWidget* PumpsView::filterField() { return m_table->field(); }

std::optional<UnitId> PumpsView::unitInFocus(const GridSnapshot& snapshot,
                                             std::optional<UnitId> selected) {
    if (selected && snapshot.unitView(*selected) != nullptr) {
        return selected;
    }
    std::optional<UnitId> deepest;
    std::uint64_t most = 0;
    for (const UnitView& unit : snapshot.units) {
        if (unit.telemetry && unit.pump.counters.queued > most) {
            most = unit.pump.counters.queued;
            deepest = unit.id;
        }
    }
    return deepest;
}

void PumpsView::showAction(const GridSnapshot& shown) {
    ActionController* actions = context().actions;
    const auto unit = context().selection->unit();
    const model::UnitDescription* chosen = unit ? shown.unit(*unit) : nullptr;
    const bool paused = chosen != nullptr && chosen->pumpPaused;
    const auto kind = paused ? model::ActionKind::ResumePump : model::ActionKind::PausePump;
    const bool possible = actions->offersActions() && (chosen == nullptr || fits(kind, *chosen));
    m_pump->setVisible(possible);
    if (!possible) {
        return;
    }
    m_pumpAction = chosen != nullptr ? offerOf(kind, *chosen) : model::Action{};
    const QString name = QString::fromStdString(m_pumpAction.unit);
    const QString words = chosen == nullptr ? tr("Pause…") : paused ? tr("Resume %1…").arg(name) : tr("Pause %1…").arg(name);
    m_pump->setIcon(icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pump->setText(wordsOnButton(words));
    const QString why = actions->whyUnavailable();
    m_pump->setEnabled(why.isEmpty() && chosen != nullptr);
    m_pump->setToolTip(!why.isEmpty()      ? why
                       : chosen == nullptr ? tr("Choose a unit first")
                                           : QString());
}

void PumpsView::showFull(const GridSnapshot& shown) {
    const Aged<Duration>& in = shown.totals.throttleIn;
    m_full->setRuns(
        {{tr("If the database stays down, memory is full in  "), Tone::Dim, RunStyle::Text},
         {formatAged(textOf(in.value), in.freshness), Tone::Normal, RunStyle::StrongFigure}});
}

void PumpsView::showLedger(const GridSnapshot& shown) {
    const GridTotals& totals = shown.totals;
    const std::uint64_t figures[] = {totals.accepted, totals.persisted, totals.coalesced,
                                     totals.queued, totals.deadLettered};
    const Wear wear = wearOf(totals.onlyInMemory.freshness);
    for (std::size_t i = 0; i < m_ledger.size(); ++i) {
        CardFigure figure;
        figure.value = formatCount(figures[i]);
        figure.wear = wear;
        figure.tone = i == 4 && figures[i] > 0 ? Tone::High : Tone::Normal;
        m_ledger[i]->setFigure(figure);
    }
    const QStringList broken = unbalancedUnits(shown);
    std::vector<TextRun> runs{
        {tr("Ledger, all units: accepted = persisted + coalesced + queued + dead letters  "),
         Tone::Dim, RunStyle::Text}};
    runs.push_back(broken.isEmpty()
                       ? TextRun{tr("✓ balances"), Tone::Normal, RunStyle::Strong}
                       : TextRun{tr("■ P1 does not balance: %1").arg(broken.join(QStringLiteral(", "))),
                                 Tone::Critical, RunStyle::Strong});
    m_balance->setRuns(std::move(runs));
}

void PumpsView::showTrouble(const GridSnapshot& shown, std::optional<UnitId> unit) {
    const UnitView* view = troubledUnit(shown, unit);
    m_trouble->setVisible(view != nullptr);
    if (view == nullptr) {
        return;
    }
    const StoreTrouble& trouble = *view->pump.trouble;
    const QString plain = wordsOf(kindOfTrouble(trouble.text), trouble.text);
    const QString own = QString::fromStdString(trouble.text);
    std::vector<TextRun> runs{
        {trouble.standing ? tr("The store refuses %1: ").arg(shown.unitName(view->id))
                          : tr("The store refused %1: ").arg(shown.unitName(view->id)),
         Tone::Dim, RunStyle::Text},
        {plain, trouble.standing ? Tone::Normal : Tone::Dim, RunStyle::Strong}};
    if (plain != own) {
        runs.push_back({tr("  “%1”").arg(own), Tone::Dim, RunStyle::Text});
    }
    runs.push_back({tr("  first "), Tone::Dim, RunStyle::Text});
    runs.push_back({formatClock(trouble.first.wall), Tone::Normal, RunStyle::Figure});
    runs.push_back({tr("  last "), Tone::Dim, RunStyle::Text});
    runs.push_back({formatClock(trouble.last.wall), Tone::Normal, RunStyle::Figure});
    runs.push_back({QStringLiteral("  "), Tone::Dim, RunStyle::Text});
    runs.push_back({formatPlural(trouble.refusals, tr("time"), tr("times")), Tone::Normal,
                    RunStyle::Figure});
    m_trouble->setRuns(std::move(runs));
}

void PumpsView::showSnapshot(const GridSnapshot& shown) {
    const bool none = hasNoWriteBehind(shown);
    m_content->setVisible(!none);
    m_empty->setVisible(none);
    showAction(shown);
    m_model.setSnapshot(snapshot());
    const auto selected = context().selection->unit();
    m_table->selectKey(selected ? selected->value : 0);
    const std::optional<UnitId> unit = unitInFocus(shown, selected);
    showFull(shown);
    showTrouble(shown, unit);
    showLedger(shown);
    m_queue->showQueue(snapshot(), unit);
    m_trends->showSnapshot(shown, *context().history, context().selection->unit());
}

}  // namespace orrery::console
