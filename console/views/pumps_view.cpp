// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Table, ledger and the last five minutes of queue, age and commit time.
#include "console/views/pumps_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "console/views/trend_row.h"
#include "console/views/view_support.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"

namespace orrery::console {

namespace {

/// The age of the oldest queued write on a logarithmic bar from 10 ms to 10 s; grey up to a second.
std::vector<BarPart> ageParts(double millis) {
    const Colors& colors = theme::colors();
    const auto place = [](double value) {
        return std::clamp(std::log10(std::max(value, 10.0) / 10) / 3, 0.0, 1.0);
    };
    const double calm = place(std::min(millis, 1000.0));
    std::vector<BarPart> parts{{std::max(calm, 0.02), colors.primary, {}}};
    if (millis > 1000) {
        parts.push_back({std::max(place(millis) - calm, 0.04), colors.medium, {}});
    }
    return parts;
}

}  // namespace

PumpsView::PumpsView(const ViewContext& context, QWidget* parent)
    : View(tr("Pumps"), context, parent),
      m_table(new FilteredTable(QStringLiteral("pumpsView"), &m_model, this)) {
    setObjectName(QStringLiteral("pumpsView"));
    m_table->field()->setPlaceholderText(tr("Filter: unit:a2 queued>1000"));
    m_table->field()->setFixedWidth(240);
    header()->addWidget(m_table->field());
    m_full = new RunLabel(this);
    m_full->setAlignment(Qt::AlignRight);
    header()->addWidget(m_full, 1);
    buildTable();
    buildLedger();
    buildTrends();
}

void PumpsView::buildTable() {
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Pumps"));
    const auto figure = [](int width) { return ColumnPlan{width, CellType::Figure}; };
    table->setColumns({{60},
                       {110, CellType::Text, true},
                       figure(84),
                       figure(168),
                       figure(68),
                       figure(68),
                       figure(130),
                       figure(64),
                       {96, CellType::Figure, false, 1150},
                       figure(98),
                       figure(72),
                       figure(106),
                       {240, CellType::Text, true, 1400}});
    m_table->setFittedToRows();
    table->setLook([this](const QModelIndex& index) { return lookOfPump(index); });
    table->sortByColumn(PumpsModel::Unit, Qt::AscendingOrder);
    body()->addWidget(m_table, 3);
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
        } else if (!look.mark) {
            look.tone = Tone::Dim;
        } else {
            look.tone = look.mark == Urgency::Medium ? Tone::Normal : look.tone;
        }
        break;
    case PumpsModel::Oldest: {
        bool known = false;
        const double millis = index.data(SortRole).toDouble(&known);
        if (known) {
            look.parts = ageParts(millis);
            look.total = 1;
        }
        break;
    }
    case PumpsModel::LastError: look.tone = Tone::Dim; break;
    default: break;
    }
    return look;
}

void PumpsView::buildLedger() {
    body()->addSpacing(metrics::margin);
    body()->addWidget(makeSection(
        tr("Ledger, all units: accepted = persisted + coalesced + queued + dead letters"), this));
    body()->addSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::gap);
    for (const QString& name :
         {tr("Accepted"), tr("Persisted"), tr("Coalesced"), tr("Queued"), tr("Dead letters")}) {
        auto* card = new FigureCard(name, this);
        row->addWidget(card, 1);
        m_ledger.push_back(card);
    }
    body()->addLayout(row);
}

void PumpsView::buildTrends() {
    body()->addSpacing(20);
    m_trends = new TrendRow({Metric::QueuedWrites, Metric::OldestQueuedMillis, Metric::CommitP99Millis}, 72, this);
    body()->addWidget(m_trends, 2);
}

QWidget* PumpsView::filterField() { return m_table->field(); }

void PumpsView::showSnapshot(const GridSnapshot& shown) {
    m_model.setSnapshot(snapshot());
    m_table->selectKey(context().selection->unit() ? context().selection->unit()->value : 0);
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
    const QString full = formatAged(textOf(totals.throttleIn.value), totals.throttleIn.freshness);
    m_full->setRuns(
        {{tr("If the database stays down, memory is full in  "), Tone::Dim, RunStyle::Text},
         {full, Tone::Normal, RunStyle::StrongFigure}});
    m_trends->show(shown, *context().history, context().selection->unit());
}

}  // namespace orrery::console
