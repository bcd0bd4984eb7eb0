// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Built like the plan that takes its place, so that the eye finds things where they were.
#include "console/views/plan_overview.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/views/copies_parts.h"
#include "console/views/partition_map.h"
#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/stacked_bar.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int barThickness = 14;
constexpr int twoColumnsFrom = 760;   ///< Pixels at 100 %.
constexpr int roomForMap = 600;        ///< Height at 100 % from which there is room for the map.
constexpr int roomForPrimaries = 540;  ///< The same for the bars, when they stand below the figures.
constexpr int leastRows = 4;
constexpr int usualRows = 12;
constexpr metrics::Length rowHeight{26};
constexpr metrics::Length figureWidth{56};

std::vector<ShareBars::Share> primariesOf(const GridSnapshot& snapshot) {
    std::vector<ShareBars::Share> shares;
    for (std::size_t i = 0; i < snapshot.units.size(); ++i) {
        const model::UnitDescription& unit = snapshot.state->units[i];
        const bool serves = unit.state == model::UnitState::Ready;
        shares.push_back({unitWithHost(snapshot, unit.id), snapshot.units[i].primaries,
                          serves ? Tone::Normal : Tone::Dim});
    }
    std::stable_sort(shares.begin(), shares.end(), [](const ShareBars::Share& left, const ShareBars::Share& right) {
        return left.amount > right.amount;
    });
    return shares;
}

std::vector<Fact> factsOf(const GridSnapshot& snapshot) {
    const GridTotals& totals = snapshot.totals;
    const auto shared = std::count_if(snapshot.partitions.begin(), snapshot.partitions.end(),
                                      [](const PartitionView& view) { return view.sharedHost; });
    return {{PlanOverview::tr("Units that serve"),
             PlanOverview::tr("%1 of %2").arg(totals.readyUnits).arg(totals.expectedUnits)},
            {PlanOverview::tr("Partitions with every copy"),
             PlanOverview::tr("%1 of %2").arg(totals.wholePartitions).arg(snapshot.partitions.size())},
            {PlanOverview::tr("Moving or catching up"), formatCount(totals.movingPartitions),
             totals.movingPartitions > 0 ? Tone::Accent : Tone::Normal},
            {PlanOverview::tr("Both copies on one host"), formatCount(static_cast<std::uint64_t>(shared)),
             shared > 0 ? Tone::Medium : Tone::Normal},
            {PlanOverview::tr("Worst replication lag"),
             formatAged(textOf(totals.worstLag.value), totals.worstLag.freshness)},
            {PlanOverview::tr("Writes only in memory"),
             formatAged(textOf(totals.onlyInMemory.value), totals.onlyInMemory.freshness)},
            {PlanOverview::tr("Memory of entries"), formatBytes(totals.memoryBytes).joined()},
            {PlanOverview::tr("Epoch of the table"), formatCount(snapshot.state->epoch.value)}};
}

}  // namespace

ShareBars::ShareBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ShareBars::setShares(std::vector<Share> shares) {
    if (shares == m_shares) {
        return;
    }
    m_shares = std::move(shares);
    QStringList spoken;
    for (const Share& share : m_shares) {
        spoken << QStringLiteral("%1: %2").arg(share.name).arg(share.amount);
    }
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize ShareBars::sizeHint() const {
    return {metrics::scaled(240), rowHeight * std::clamp(static_cast<int>(m_shares.size()), leastRows, usualRows)};
}

QSize ShareBars::minimumSizeHint() const { return {metrics::scaled(160), rowHeight * leastRows}; }

void ShareBars::paintShare(QPainter& painter, const QRectF& row, const Share& share,
                           double nameWidth) const {
    const Colors& colors = theme::colors();
    const QFont text = theme::textFont(metrics::textSize);
    painter.setFont(text);
    painter.setPen(toneColor(colors, share.tone));
    painter.drawText(QRectF(row.left(), row.top(), nameWidth, row.height()), Qt::AlignVCenter,
                     QFontMetricsF(text).elidedText(share.name, Qt::ElideRight, nameWidth));
    const double left = nameWidth + metrics::gap;
    const double whole = std::max(0.0, row.width() - left - figureWidth);
    const QRectF track(left, row.center().y() - metrics::grid / 2.0, whole, metrics::grid);
    const double most = std::max<double>(1, m_shares.front().amount);
    fillCrisp(painter, track, colors.track);
    if (share.amount > 0) {
        const QSizeF filled(whole * share.amount / most, track.height());
        fillCrisp(painter, QRectF(track.topLeft(), filled), colors.primary);
    }
    painter.setFont(theme::monoFont(metrics::monoSize));
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, formatCount(share.amount));
}

void ShareBars::paintEvent(QPaintEvent*) {
    if (m_shares.empty()) {
        return;
    }
    QPainter painter(this);
    const QFontMetricsF letters(theme::textFont(metrics::textSize));
    double nameWidth = 0;
    for (const Share& share : m_shares) {
        nameWidth = std::max(nameWidth, letters.horizontalAdvance(share.name) + 1);
    }
    nameWidth = std::min(nameWidth, width() * 0.4);
    const auto room = static_cast<std::size_t>(std::max(1, height() / rowHeight));
    const bool fits = m_shares.size() <= room;
    const std::size_t shown = fits ? m_shares.size() : room - 1;
    for (std::size_t i = 0; i < shown; ++i) {
        paintShare(painter, QRectF(0, static_cast<double>(i) * rowHeight, width(), rowHeight), m_shares[i],
                   nameWidth);
    }
    if (!fits) {
        painter.setFont(theme::textFont(metrics::textSize));
        painter.setPen(theme::colors().dim);
        painter.drawText(QRectF(0, static_cast<double>(shown) * rowHeight, width(), rowHeight), Qt::AlignVCenter,
                         tr("and %n more", nullptr, static_cast<int>(m_shares.size() - shown)));
    }
}

PlanOverview::PlanOverview(QWidget* parent)
    : QWidget(parent), m_title(makeTitle({}, this)), m_explanation(makeExplanation({}, this)),
      m_copies(new StackedBar(barThickness, this)), m_copiesText(new RunLabel(this)),
      m_primariesPart(new QWidget(this)), m_primaries(new ShareBars(m_primariesPart)),
      m_facts(new FactList(this)), m_mapPart(new QWidget(this)),
      m_map(new PartitionMap(m_mapPart)), m_halves(new QBoxLayout(QBoxLayout::LeftToRight)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid / 2);
    column->addWidget(m_title);
    column->addWidget(m_explanation);
    column->addSpacing(metrics::gap);
    m_halves->setSpacing(3 * metrics::grid);
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::grid);
    m_halves->addLayout(left, 1);
    left->addWidget(makeSection(tr("The grid as it stands"), this));
    left->addWidget(m_facts);
    left->addSpacing(metrics::grid);
    left->addWidget(makeSection(tr("Copies of partitions"), this));
    left->addWidget(m_copies);
    left->addWidget(m_copiesText);
    left->addStretch(1);
    auto* right = new QVBoxLayout(m_primariesPart);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(metrics::grid);
    right->addWidget(makeSection(tr("Primaries by unit, most first"), m_primariesPart));
    right->addWidget(m_primaries, 1);
    m_halves->addWidget(m_primariesPart, 1);
    column->addLayout(m_halves);
    auto* mapColumn = new QVBoxLayout(m_mapPart);
    mapColumn->setContentsMargins(0, metrics::gap, 0, 0);
    mapColumn->setSpacing(metrics::grid);
    mapColumn->addWidget(makeSection(tr("Partitions"), m_mapPart));
    mapColumn->addWidget(m_map, 1);
    m_map->setFocusPolicy(Qt::NoFocus);   // To look at; its own view is for choosing.
    m_map->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(m_mapPart, 1);
    column->addStretch();
}

void PlanOverview::setHeading(const QString& title, const QString& explanation) {
    m_title->setText(title);
    m_explanation->setText(explanation);
    setAccessibleName(title);
}

void PlanOverview::showSnapshot(const SnapshotPointer& snapshot) {
    m_copies->setParts(copiesParts(snapshot->totals));
    m_copiesText->setRuns(copiesText(snapshot->totals));
    m_primaries->setShares(primariesOf(*snapshot));
    m_facts->setFacts(factsOf(*snapshot));
    m_map->setSnapshot(snapshot);
}

void PlanOverview::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isWide = width() >= metrics::scaled(twoColumnsFrom);
    m_halves->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_primariesPart->setVisible(isWide || height() >= metrics::scaled(roomForPrimaries));
    m_mapPart->setVisible(isWide && height() >= metrics::scaled(roomForMap));
}

}  // namespace orrery::console
