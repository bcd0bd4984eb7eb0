// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Table and matrix share the selected link.
#include "console/views/replication_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include "console/views/link_matrix.h"
#include "console/views/trend_row.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/crisp.h"
#include "console/widgets/labels.h"
#include "console/widgets/legend.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"

namespace orrery::console {

namespace {

constexpr int roomyWidth = 560;    ///< At 100 %: from here on table and matrix stand side by side.
constexpr int roomyHeight = 700;   ///< At 100 %: from here on there is room for trends below the table.

std::vector<LegendEntry> legendEntries() {
    return {
        {ReplicationView::tr("calm to bad"),
         [](QPainter& p, const QRectF& r) {
             const Colors& c = theme::colors();
             for (int i = 0; i < 4; ++i) {
                 fillCrisp(p, QRectF(r.left() + i * r.width() / 4, r.top(), r.width() / 4, r.height()),
                           mixed(mixed(c.track, c.primary, 0.15), c.accent, i / 3.0));
             }
         }},
        {ReplicationView::tr("silent or not heard: unknown"),
         [](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, theme::colors().track);
             hatch(p, r, theme::colors().dim);
         }},
        {ReplicationView::tr("no link"),
         [](QPainter& p, const QRectF& r) {
             fillCrisp(p, QRectF(r.center() - QPointF(1.5, 1.5), QSizeF(3, 3)),
                       theme::colors().backup);
         }},
    };
}

}  // namespace

ReplicationView::ReplicationView(const ViewContext& context, QWidget* parent)
    : View(tr("Replication"), context, parent),
      m_table(new FilteredTable(QStringLiteral("replicationView"), &m_model, this)),
      m_matrix(new LinkMatrix(this)),
      m_worst(new RunLabel(this)),
      m_metric(new SegmentedControl(
          {tr("Lag"), tr("Records"), tr("Queued"), tr("Resends"), tr("Last answer")}, this)),
      m_byHost(new ChipButton(tr("By host"), Tone::Normal, this)) {
    setObjectName(QStringLiteral("replicationView"));
    m_matrix->setObjectName(QStringLiteral("replicationView.matrix"));
    m_metric->setObjectName(QStringLiteral("replicationView.metric"));
    m_byHost->setObjectName(QStringLiteral("replicationView.byHost"));
    buildHeader();
    buildBody();
    buildTable();
    connect(m_metric, &SegmentedControl::chosen, this, &ReplicationView::setMetric);
    connect(m_byHost, &QAbstractButton::toggled, this, [this](bool on) {
        m_matrix->setGrouping(on ? LinkGrouping::ByHost : LinkGrouping::ByUnit);
    });
    connect(m_table, &FilteredTable::chosen, this, [this](quint64 key) {
        select(LinkId{UnitId{static_cast<std::uint32_t>(key >> 32)},
                      UnitId{static_cast<std::uint32_t>(key)}});
    });
    connect(m_table, &FilteredTable::opened, this, &View::detailRequested);
    connect(m_matrix, &LinkMatrix::chosen, this, &ReplicationView::select);
    connect(m_matrix, &LinkMatrix::opened, this, &View::detailRequested);
    connect(context.selection, &Selection::changed, this, &ReplicationView::follow);
}

void ReplicationView::select(const LinkId& link) { context().selection->select(link); }

void ReplicationView::buildHeader() {
    m_table->field()->setPlaceholderText(tr("Filter: from:b1 lag>20"));
    m_table->field()->setMinimumWidth(metrics::scaled(120));
    m_table->field()->setMaximumWidth(metrics::scaled(240));
    header()->addWidget(m_table->field(), 1);
    header()->addWidget(m_metric);
    header()->addWidget(m_byHost);
    header()->addStretch();
    m_worst->setAlignment(Qt::AlignRight);
    header()->addWidget(m_worst, 1);
}

void ReplicationView::buildBody() {
    m_halves = new QBoxLayout(QBoxLayout::LeftToRight);
    m_halves->setSpacing(metrics::scaled(32));
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::grid);
    m_heading = makeSection({}, this);
    left->addWidget(m_heading);
    left->addWidget(m_table, 4);
    m_trends = new TrendRow({Metric::LagMillis, Metric::WritesPerSecond}, 48, this);
    m_trends->layout()->setContentsMargins(0, metrics::margin, 0, 0);
    left->addWidget(m_trends, 1);
    left->addStretch();   // What few links and no trends leave over goes below them.
    auto* right = new QVBoxLayout;
    right->setSpacing(metrics::grid);
    right->addWidget(makeSection(tr("Sender (row) by receiver (column)"), this));
    right->addWidget(m_matrix, 1);
    right->addWidget(new Legend(legendEntries(), this));
    m_halves->addLayout(left, 54);
    m_halves->addLayout(right, 46);
    body()->addLayout(m_halves, 1);
}

void ReplicationView::buildTable() {
    DataTable* table = m_table->table();
    table->setAccessibleName(tr("Replication links"));
    table->setColumns({{52},
                       {52},
                       {84, CellType::Figure},
                       {84, CellType::Figure},
                       {76, CellType::Figure},
                       {76, CellType::Figure, false, 530},
                       {92, CellType::Figure, true, 450},
                       {84, CellType::Figure, false, 630}});
    table->setLook([](const QModelIndex& index) { return lookOf(index); });
    m_table->setFittedToRows();
    setMetric(0);
}

void ReplicationView::setMetric(int index) {
    const auto metric = static_cast<LinkMetric>(index);
    const int column = metric == LinkMetric::Lag           ? LinksModel::Lag
                       : metric == LinkMetric::Records     ? LinksModel::LagRecords
                       : metric == LinkMetric::QueuedBytes ? LinksModel::QueuedBytes
                       : metric == LinkMetric::Resends     ? LinksModel::Resends
                                                           : LinksModel::LastAcknowledgement;
    m_matrix->setMetric(metric);
    m_table->table()->sortByColumn(column, Qt::DescendingOrder);
    m_heading->setText(tr("Links, worst first by %1").arg(nameOf(metric)));
}

void ReplicationView::follow() {
    const auto link = context().selection->link();
    m_matrix->setSelected(link);
    m_matrix->setHighlightedUnit(context().selection->unit());
    m_table->selectKey(link ? LinksModel::keyOfLink(link->from, link->to) : 0);
}

void ReplicationView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    const bool isWide = width() >= metrics::scaled(roomyWidth);
    m_table->setAsks(isWide ? FilteredTable::Asks::TwoRows : FilteredTable::Asks::ItsRows);
    m_halves->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_trends->setVisible(height() >= metrics::scaled(roomyHeight));
}

QWidget* ReplicationView::filterField() { return m_table->field(); }

void ReplicationView::showSnapshot(const GridSnapshot& shown) {
    constexpr std::size_t readable = 48;
    if (!m_arranged && !shown.units.empty()) {
        m_arranged = true;
        m_byHost->setChecked(shown.units.size() > readable);
    }
    m_model.setSnapshot(snapshot());
    m_matrix->setSnapshot(snapshot());
    follow();
    const GridTotals& totals = shown.totals;
    const QString lag = formatAged(textOf(totals.worstLag.value), totals.worstLag.freshness);
    std::vector<TextRun> runs{{tr("worst lag "), Tone::Dim, RunStyle::Text},
                              {lag, Tone::Normal, RunStyle::StrongFigure}};
    if (totals.worstLagFrom.value != 0) {
        runs.push_back(
            {tr("  %1 → %2")
                 .arg(shown.unitName(totals.worstLagFrom), shown.unitName(totals.worstLagTo)),
             Tone::Dim, RunStyle::Text});
    }
    m_worst->setRuns(std::move(runs));
    const auto link = context().selection->link();
    m_trends->showSnapshot(shown, *context().history, link ? std::optional(link->from) : std::nullopt);
}

}  // namespace orrery::console
