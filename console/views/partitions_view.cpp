// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lays map and matrix side by side over their common legend.
#include "console/views/partitions_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/views/copies_parts.h"
#include "console/views/move_menu.h"
#include "console/views/view_support.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/crisp.h"
#include "console/widgets/labels.h"
#include "console/widgets/legend.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"

namespace orrery::console {

namespace {

constexpr int roomyWidth = 440;   ///< At 100 %: from here on map and matrix stand side by side.

std::vector<LegendEntry> legendEntries() {
    const auto colors = [] { return theme::colors(); };
    return {
        {PartitionsView::tr("load low to high"),
         [colors](QPainter& p, const QRectF& r) {
             const double half = r.width() / 2;
             fillCrisp(p, QRectF(r.left(), r.top(), half, r.height()), mixed(colors().track, colors().primary, 0.42));
             fillCrisp(p, QRectF(r.left() + half, r.top(), half, r.height()), colors().primary);
         }},
        {PartitionsView::tr("backup"),
         [colors](QPainter& p, const QRectF& r) { frameCrisp(p, r, colors().backup); }},
        {PartitionsView::tr("moving"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, mixed(colors().track, colors().primary, 0.22));
             paintChevron(p, r, colors().accent);
         }},
        {PartitionsView::tr("catching up"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, mixed(colors().track, colors().primary, 0.22));
             paintCatchingUp(p, r.adjusted(-6, -6, 6, 6), colors().accent);
         }},
        {PartitionsView::tr("lag 10 ms, 100 ms, 1 s"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, mixed(colors().track, colors().primary, 0.42));
             paintLagStep(p, r, 2, colors().text);
         }},
        {PartitionsView::tr("copy missing"),
         [](QPainter& p, const QRectF& r) {
             paintUrgency(p, r.adjusted(1, 1, -1, -1), Urgency::High, MarkState::Active);
         }},
        {PartitionsView::tr("lost"),
         [](QPainter& p, const QRectF& r) {
             paintUrgency(p, r.adjusted(1, 1, -1, -1), Urgency::Critical, MarkState::Active);
         }},
        {PartitionsView::tr("copies share a host"),
         [colors](QPainter& p, const QRectF& r) {
             const double wide = r.width() * 0.43;
             frameCrisp(p, QRectF(r.left(), r.top(), wide, r.height()), colors().medium);
             frameCrisp(p, QRectF(r.right() - wide, r.top(), wide, r.height()), colors().medium);
         }},
        {PartitionsView::tr("not heard lately"),
         [colors](QPainter& p, const QRectF& r) {
             fillCrisp(p, r, mixed(colors().track, colors().primary, 0.6));
             hatch(p, r, colors().ground);
         }},
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
    connectMoves();
}

void PartitionsView::buildHeader() {
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("partitionsView.filter"));
    m_field->setPlaceholderText(tr("Filter: lag>50 primary:b1"));
    m_field->setAccessibleName(tr("Filter partitions"));
    m_field->setMinimumWidth(metrics::scaled(120));
    m_field->setMaximumWidth(metrics::scaled(280));
    m_field->setClearButtonEnabled(true);
    header()->addWidget(m_field, 1);
    auto* group = new QButtonGroup(this);
    const auto chip = [&](const QString& text, Tone tone, MapFilter filter, const char* name) {
        auto* button = new ChipButton(text, tone, this);
        button->setObjectName(QStringLiteral("partitionsView.") + QLatin1String(name));
        group->addButton(button);
        header()->addWidget(button);
        // Not clicked: a screen reader toggles a chip without a click.
        connect(button, &QAbstractButton::toggled, this, [this, filter](bool on) {
            if (on) {
                m_map->setFilter(filter);
            }
        });
        m_chips[static_cast<std::size_t>(filter)] = button;
    };
    chip(tr("All"), Tone::Normal, MapFilter::All, "all");
    chip(tr("Moving"), Tone::Accent, MapFilter::Moving, "moving");
    chip(tr("Copy missing"), Tone::High, MapFilter::UnderReplicated, "underReplicated");
    chip(tr("One copy"), Tone::High, MapFilter::OneCopy, "oneCopy");
    chip(tr("Hot"), Tone::Accent, MapFilter::Hot, "hot");
    chip(tr("Lost"), Tone::Critical, MapFilter::Lost, "lost");
    header()->addStretch();
    m_problem = makeExplanation({}, this);
    m_problem->setWordWrap(false);
    m_problem->hide();
    body()->addWidget(m_problem);
    connect(m_field, &QLineEdit::textChanged, this, &PartitionsView::applyTypedFilter);
}

void PartitionsView::buildBody() {
    m_map = new PartitionMap(this);
    m_map->setObjectName(QStringLiteral("partitionsView.map"));
    m_chips.front()->setChecked(true);  // Sets the map's filter, so not before there is one.
    m_matrix = new PlacementMatrix(this);
    m_matrix->setObjectName(QStringLiteral("partitionsView.matrix"));
    m_matrixText = new RunLabel(this);
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::grid);
    ToneLabel* mapHeading = makeSection(tr("Partitions"), this);
    mapHeading->setMinimumHeight(m_matrixText->minimumSizeHint().height());   // On one line with the heading beside it.
    left->addWidget(mapHeading);
    left->addWidget(m_map, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(metrics::grid);
    auto* heading = new QHBoxLayout;
    heading->addWidget(makeSection(tr("Units by partitions"), this));
    heading->addStretch();
    m_matrixText->setAlignment(Qt::AlignRight);
    heading->addWidget(m_matrixText, 3);
    right->addLayout(heading);
    right->addWidget(m_matrix, 1);
    m_pictures = new QBoxLayout(QBoxLayout::LeftToRight);
    m_pictures->setSpacing(metrics::scaled(40));
    m_pictures->addLayout(left, 54);
    m_pictures->addLayout(right, 46);
    body()->addLayout(m_pictures, 1);
    body()->addSpacing(metrics::gap);
    body()->addWidget(new Legend(legendEntries(), this));
    buildCopies();
    m_carried = makeText({}, this);
    m_carried->setObjectName(QStringLiteral("partitionsView.carried"));
    m_carried->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_carried->hide();
}

void PartitionsView::buildCopies() {
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
    connect(m_map, &PartitionMap::opened, this, &View::detailRequested);
    connect(m_matrix, &PlacementMatrix::unitOpened, this, &View::detailRequested);
}

void PartitionsView::connectMoves() {
    connect(m_map, &PartitionMap::moveRequested, this, &PartitionsView::offerTargets);
    connect(m_map, &PartitionMap::dragMoved, this, &PartitionsView::carry);
    connect(m_map, &PartitionMap::dropped, this, &PartitionsView::drop);
    connect(m_map, &PartitionMap::dragEnded, this, &PartitionsView::endCarry);
    m_opening.setSingleShot(true);
    m_opening.setInterval(500);
    connect(&m_opening, &QTimer::timeout, this, [this] { m_matrix->toggleHost(m_hostBelow); });
}

void PartitionsView::offerTargets(PartitionId partition, const QPoint& at) {
    if (!context().actions->offersActions() || snapshot()->partition(partition) == nullptr) {
        return;
    }
    const auto ask = [this, partition](UnitId unit) {
        Q_EMIT actionRequested(moveAction(*snapshot(), partition, unit));
    };
    QMenu* menu =
        makeMoveMenu(*snapshot(), partition, context().actions->whyUnavailable(), ask, this);
    menu->setObjectName(QStringLiteral("partitionsView.moveMenu"));
    menu->popup(at);
}

QString PartitionsView::whyNotDrop(PartitionId partition, std::optional<UnitId> unit) const {
    const QString why = context().actions->whyUnavailable();
    if (!why.isEmpty()) {
        return why;
    }
    return unit ? whyNotMove(*snapshot(), partition, *unit) : tr("drop it on a unit");
}

void PartitionsView::carry(PartitionId partition, const QPoint& at) {
    const QPoint inMatrix = m_matrix->mapFromGlobal(at);
    const auto unit = m_matrix->unitAt(inMatrix);
    const QString whyNot = whyNotDrop(partition, unit);
    m_matrix->setDropTarget(unit, whyNot.isEmpty() ? DropState::Welcome : DropState::Refused);
    const auto row = m_matrix->rect().contains(inMatrix)
                         ? m_matrix->geometryOfMatrix().rowAt(inMatrix.y())
                         : std::nullopt;
    const MatrixRow* below = row ? &m_matrix->rows()[static_cast<std::size_t>(*row)] : nullptr;
    if (below == nullptr || !below->isHost() || below->open) {
        m_opening.stop();
    } else if (!m_opening.isActive() || m_hostBelow != below->host) {
        m_hostBelow = below->host;
        m_opening.start();
    }
    m_carried->setText(whyNot.isEmpty()
                           ? tr("move partition %1 to %2…")
                                 .arg(QString::number(partition.value), snapshot()->unitName(*unit))
                           : tr("partition %1: %2").arg(QString::number(partition.value), whyNot));
    m_carried->adjustSize();
    const QPoint wanted = mapFromGlobal(at) + QPoint(14, 14);
    m_carried->move(std::clamp(wanted.x(), 0, std::max(0, width() - m_carried->width())),
                    std::clamp(wanted.y(), 0, std::max(0, height() - m_carried->height())));
    m_carried->show();
    m_carried->raise();
}

void PartitionsView::drop(PartitionId partition, const QPoint& at) {
    const auto unit = m_matrix->unitAt(m_matrix->mapFromGlobal(at));
    if (unit && whyNotDrop(partition, unit).isEmpty()) {
        Q_EMIT actionRequested(moveAction(*snapshot(), partition, *unit));
    }
}

void PartitionsView::endCarry() {
    m_opening.stop();
    m_carried->hide();
    m_matrix->setDropTarget(std::nullopt, DropState::None);
}

void PartitionsView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    const bool isWide = width() >= metrics::scaled(roomyWidth);
    m_pictures->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

QWidget* PartitionsView::filterField() { return m_field; }

void PartitionsView::applyTypedFilter() {
    m_proxy.setFilterText(m_field->text());
    if (m_field->text().trimmed().isEmpty()) {
        m_map->setMatches(std::nullopt);
        showNote(*snapshot());
        return;
    }
    std::set<int> matches;
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        matches.insert(m_proxy.index(row, 0).data(IdentityRole).toInt());
    }
    m_map->setMatches(std::move(matches));
    showNote(*snapshot());
}

void PartitionsView::showNote(const GridSnapshot& shown) {
    QString note = m_proxy.problem();
    if (!shown.hasState) {
        const Contact& contact = shown.contact;
        note = contact.state == ContactState::Lost
                   ? tr("No contact with %1. %2").arg(contact.peer, contact.why)
                   : tr("Nothing is known of the grid yet. %1").arg(contact.why);
    } else if (note.isEmpty() && m_proxy.hiddenRows() > 0) {
        note = tr("%1 do not match").arg(m_proxy.hiddenRows());
        if (const int alarmed = m_proxy.hiddenAlarmedRows(); alarmed > 0) {
            note += tr(", %1 of them with an alarm").arg(alarmed);
        }
    }
    m_problem->setText(note.trimmed());
    m_problem->setVisible(!note.isEmpty());
}

void PartitionsView::showCounts(const GridSnapshot& shown) {
    const MapScale scale = scaleOf(shown);
    for (std::size_t i = 1; i < m_chips.size(); ++i) {
        m_chips[i]->setCount(countOf(static_cast<MapFilter>(i), shown, scale));
    }
    // With two copies wanted, a missing one always leaves one: the plainer chip says it.
    m_chips[static_cast<std::size_t>(MapFilter::UnderReplicated)]->setVisible(shown.state->backups >
                                                                              1);
    std::vector<TextRun> runs{
        {tr("+ and - open and close a host, * all"), Tone::Faint, RunStyle::Text}};
    if (const int shared = m_matrix->sharedHosts(); shared > 0) {
        runs = {{formatCount(static_cast<std::uint64_t>(shared)), Tone::Medium, RunStyle::Figure},
                {tr(" with two copies on one host"), Tone::Medium, RunStyle::Text}};
    }
    m_matrixText->setRuns(std::move(runs));
}

void PartitionsView::showSnapshot(const GridSnapshot& shown) {
    m_map->setDragging(context().actions->offersActions() ? Dragging::Offered : Dragging::Absent);
    m_map->setSnapshot(snapshot());
    m_map->setCursorCell(context().selection->partition());
    m_matrix->setSnapshot(snapshot());
    const MapGeometry geometry = m_map->geometryOfMap();
    m_matrix->setPictureHeight(geometry.rows() * geometry.pitch().height());
    showCounts(shown);
    m_copies->setParts(copiesParts(shown.totals));
    m_copiesText->setRuns(copiesText(shown.totals));
    m_model.setSnapshot(snapshot());
    if (!m_field->text().isEmpty()) {
        m_proxy.refresh();
        applyTypedFilter();
    } else {
        showNote(shown);
    }
}

}  // namespace orrery::console
