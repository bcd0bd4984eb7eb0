// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lays map and matrix side by side over their common legend.
#include "console/views/partitions_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include "console/views/copies_parts.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/crisp.h"
#include "console/widgets/labels.h"
#include "console/widgets/legend.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"

namespace orrery::console {

namespace {

std::vector<LegendEntry> legendEntries() {
    const auto colors = [] { return theme::colors(); };
    return {
        {PartitionsView::tr("primary, load low to high"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, QRectF(r.left(), r.top(), 7, r.height()),
                       mixed(colors().track, colors().primary, 0.42));
             fillCrisp(p, QRectF(r.left() + 7, r.top(), 7, r.height()), colors().primary);
         }},
        {PartitionsView::tr("backup"),
         [colors](QPainter& p, const QRectF& r) { frameCrisp(p, r, colors().backup); }},
        {PartitionsView::tr("moving or catching up"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, mixed(colors().track, colors().primary, 0.22));
             paintChevron(p, r, colors().accent);
         }},
        {PartitionsView::tr("one copy"),
         [](QPainter& p, const QRectF& r) {
             paintUrgency(p, r.adjusted(1, 1, -1, -1), Urgency::High, MarkState::Active);
         }},
        {PartitionsView::tr("lost"),
         [](QPainter& p, const QRectF& r) {
             paintUrgency(p, r.adjusted(1, 1, -1, -1), Urgency::Critical, MarkState::Active);
         }},
        {PartitionsView::tr("not heard lately"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, mixed(colors().track, colors().primary, 0.6));
             hatch(p, r, colors().ground);
         }},
        {PartitionsView::tr("selected"),
         [colors](QPainter& p, const QRectF& r) { frameCrisp(p, r, colors().accent, 2); }},
    };
}

}  // namespace

PartitionsView::PartitionsView(const ViewContext& context, QWidget* parent)
    : View(tr("Partitions"), context, parent) {
    setObjectName(QStringLiteral("partitionsView"));
    m_proxy.setSourceModel(&m_model);
    buildHeader();
    buildBody();
    connectSelection();
}

void PartitionsView::buildHeader() {
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("partitionsView.filter"));
    m_field->setPlaceholderText(tr("Filter: lag>50 primary:b1"));
    m_field->setAccessibleName(tr("Filter partitions"));
    m_field->setFixedWidth(280);
    m_field->setClearButtonEnabled(true);
    header()->addWidget(m_field);
    auto* group = new QButtonGroup(this);
    const auto chip = [&](const QString& text, Tone tone, MapFilter filter) {
        auto* button = new ChipButton(text, tone, this);
        group->addButton(button);
        header()->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, filter] { setFilter(filter); });
        return button;
    };
    m_all = chip(tr("All"), Tone::Normal, MapFilter::All);
    m_moving = chip(tr("Moving"), Tone::Accent, MapFilter::Moving);
    m_oneCopy = chip(tr("One copy"), Tone::High, MapFilter::OneCopy);
    m_moving->setObjectName(QStringLiteral("partitionsView.moving"));
    m_oneCopy->setObjectName(QStringLiteral("partitionsView.oneCopy"));
    m_all->setChecked(true);
    m_problem = makeExplanation({}, this);
    m_problem->setWordWrap(false);
    header()->addWidget(m_problem, 1);
    connect(m_field, &QLineEdit::textChanged, this, &PartitionsView::applyTypedFilter);
}

void PartitionsView::buildBody() {
    m_map = new PartitionMap(this);
    m_map->setObjectName(QStringLiteral("partitionsView.map"));
    m_matrix = new PlacementMatrix(this);
    m_matrix->setObjectName(QStringLiteral("partitionsView.matrix"));
    auto* pictures = new QHBoxLayout;
    pictures->setSpacing(40);
    pictures->addWidget(m_map, 54);
    pictures->addWidget(m_matrix, 46);
    body()->addLayout(pictures, 1);
    body()->addSpacing(metrics::gap);
    body()->addWidget(new Legend(legendEntries(), this));
    body()->addSpacing(metrics::gap);
    m_copies = new StackedBar(12, this);
    m_copiesText = new RunLabel(this);
    m_copiesText->setAlignment(Qt::AlignRight);
    auto* copies = new QHBoxLayout;
    copies->setSpacing(metrics::margin);
    copies->addWidget(makeSection(tr("Copies"), this));
    copies->addWidget(m_copies, 1);
    copies->addWidget(m_copiesText);
    body()->addLayout(copies);
}

void PartitionsView::connectSelection() {
    Selection* selection = context().selection;
    connect(m_map, &PartitionMap::chosen, selection,
            [selection](PartitionId id) { selection->select(id); });
    connect(m_matrix, &PlacementMatrix::partitionChosen, selection,
            [selection](PartitionId id) { selection->select(id); });
    connect(m_matrix, &PlacementMatrix::unitChosen, selection,
            [selection](UnitId id) { selection->select(id); });
    const auto follow = [this, selection] {
        m_map->setCursorCell(selection->partition());
        m_map->setHighlightedUnit(selection->unit());
        m_matrix->setSelected(selection->partition(), selection->unit());
    };
    connect(selection, &Selection::changed, this, follow);
    follow();
}

QWidget* PartitionsView::filterField() { return m_field; }

void PartitionsView::setFilter(MapFilter filter) { m_map->setFilter(filter); }

void PartitionsView::applyTypedFilter() {
    m_proxy.setFilterText(m_field->text());
    m_problem->setText(m_proxy.problem());
    if (m_field->text().trimmed().isEmpty()) {
        m_map->setMatches(std::nullopt);
        return;
    }
    std::set<int> matches;
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        matches.insert(m_proxy.index(row, 0).data(IdentityRole).toInt());
    }
    m_map->setMatches(std::move(matches));
}

void PartitionsView::showSnapshot(const GridSnapshot& shown) {
    m_map->setSnapshot(snapshot());
    m_map->setCursorCell(context().selection->partition());
    m_matrix->setSnapshot(snapshot());
    const MapGeometry geometry = m_map->geometryOfMap();
    m_matrix->setPictureHeight(geometry.rows() * geometry.pitch().height());
    m_moving->setCount(static_cast<int>(shown.totals.movingPartitions));
    const std::uint32_t single = shown.totals.copies[1] + shown.totals.copies[0];
    m_oneCopy->setCount(static_cast<int>(single));
    m_copies->setParts(copiesParts(shown.totals));
    m_copiesText->setRuns(copiesText(shown.totals));
    m_model.setSnapshot(snapshot());
    if (!m_field->text().isEmpty()) {
        m_proxy.refresh();
        applyTypedFilter();
    }
}

}  // namespace orrery::console
