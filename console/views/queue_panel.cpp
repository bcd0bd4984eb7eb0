// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two tables side by side.
#include "console/views/queue_panel.h"

#include <QGridLayout>
#include <QHash>
#include <QHeaderView>
#include <QLineEdit>

#include "console/state/redaction.h"
#include "console/views/filtered_table.h"
#include "console/views/view_support.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

/// `largest` share fills its bar.
CellLook lookOfShare(const QModelIndex& index, double largest) {
    CellLook look = lookOf(index);
    if (index.column() == QueuePartitionsModel::Share) {
        look.parts = {{index.data(SortRole).toDouble(), theme::colors().primary, {}}};
        look.total = largest;
    } else if (index.column() != QueuePartitionsModel::Queued &&
               index.column() != QueuePartitionsModel::Partition) {
        look.tone = Tone::Dim;
    }
    return look;
}

/// The unit's word for a change as a person says it; a word of a newer grid as it is.
QString wordsOfChange(const std::string& word) {
    const QString said = QString::fromStdString(word);
    const QHash<QString, QString> known = {
        {QStringLiteral("put-string"), QueuePanel::tr("set")},
        {QStringLiteral("put-hash"), QueuePanel::tr("set whole record")},
        {QStringLiteral("set-fields"), QueuePanel::tr("set fields")},
        {QStringLiteral("remove-fields"), QueuePanel::tr("remove fields")},
        {QStringLiteral("remove"), QueuePanel::tr("remove")},
        {QStringLiteral("set-expiry"), QueuePanel::tr("set expiry")}};
    return known.value(said, said);
}

CellLook lookOfItem(const QModelIndex& index) {
    CellLook look = lookOf(index);
    look.tone = index.column() == QueueItemsModel::Change ? Tone::Dim : Tone::Normal;
    return look;
}

}  // namespace

QueuePanel::QueuePanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_reader(context.actions),
      m_partsHeading(makeSection({}, this)),
      m_itemsHeading(makeSection({}, this)),
      m_partsTable(new FilteredTable(QStringLiteral("pumpsView.partitions"), &m_parts, this)),
      m_itemsTable(new DataTable(this)) {
    buildPartitions();
    buildItems();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(3 * metrics::grid);
    grid->setVerticalSpacing(metrics::grid);
    grid->addWidget(m_partsHeading, 0, 0);
    grid->addWidget(m_itemsHeading, 0, 1);
    grid->addWidget(m_partsTable, 1, 0);
    grid->addWidget(m_itemsTable, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    connect(&m_reader, &QueueReader::changed, this, &QueuePanel::showAnswer);
}

void QueuePanel::buildPartitions() {
    m_partsTable->field()->hide();
    DataTable* table = m_partsTable->table();
    table->setAccessibleName(tr("Queue by partition"));
    table->setColumns({{metrics::scaled(84), CellType::Figure},
                       {metrics::scaled(84), CellType::Figure},
                       {metrics::scaled(160), CellType::Figure, true},
                       {metrics::scaled(110), CellType::Figure, false, metrics::scaled(480)},
                       {metrics::scaled(110), CellType::Figure, false, metrics::scaled(480)}});
    table->setLook([this](const QModelIndex& index) { return lookOfShare(index, m_largestShare); });
    table->sortByColumn(QueuePartitionsModel::Queued, Qt::DescendingOrder);
    connect(m_partsTable, &FilteredTable::chosen, this, [this](quint64 key) {
        m_picked = PartitionId{static_cast<std::uint16_t>(key)};
        if (m_parts.unit()) {
            choosePartition(*m_parts.snapshot(), *m_parts.unit());
        }
    });
    connect(m_partsTable, &FilteredTable::opened, this, [this](quint64 key) {
        m_context.selection->select(PartitionId{static_cast<std::uint16_t>(key)});
    });
}

void QueuePanel::buildItems() {
    m_itemsTable->setObjectName(QStringLiteral("pumpsView.items"));
    m_itemsTable->setAccessibleName(tr("Queued writes, oldest first"));
    m_itemsTable->setModel(&m_items);
    m_itemsTable->setColumns({{metrics::scaled(160), CellType::Text, true},
                              {metrics::scaled(96)},
                              {metrics::scaled(110), CellType::Figure},
                              {metrics::scaled(84), CellType::Figure}});
    m_itemsTable->setLook(lookOfItem);
}

void QueuePanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_reader.follow(std::nullopt);
}

void QueuePanel::showQueue(const SnapshotPointer& snapshot, std::optional<UnitId> unit) {
    if (unit != m_parts.unit()) {
        m_picked.reset();
        m_parts.setUnit(unit);
    }
    m_parts.setSnapshot(snapshot);
    const auto deepest = unit ? QueuePartitionsModel::deepest(*snapshot, *unit) : std::nullopt;
    const int top = deepest ? m_parts.rowOf(deepest->value) : -1;
    m_largestShare =
        top < 0 ? 1 : m_parts.index(top, QueuePartitionsModel::Share).data(SortRole).toDouble();
    m_partsHeading->setText(
        unit ? tr("Queue of %1 by partition, most queued first").arg(snapshot->unitName(*unit))
             : tr("Queue by partition"));
    if (unit) {
        choosePartition(*snapshot, *unit);
    } else {
        m_shown.reset();
        m_reader.follow(std::nullopt);
    }
    showAnswer();
}

void QueuePanel::choosePartition(const GridSnapshot& snapshot, UnitId unit) {
    const model::UnitDescription* described = snapshot.unit(unit);
    // A partition that a person picked stays; without one the deepest is followed until it is empty.
    const bool follows = !m_picked && (!m_shown || m_parts.rowOf(m_shown->value) < 0 ||
                                       !QueuePartitionsModel::deepest(snapshot, unit));
    m_shown = m_picked ? m_picked
              : follows ? QueuePartitionsModel::deepest(snapshot, unit)
                        : m_shown;
    m_partsTable->selectKey(m_shown ? m_shown->value : 0);
    const bool askable = m_shown && described != nullptr && described->client.port != 0 &&
                         snapshot.contact.state == ContactState::Live && isVisible();
    m_reader.follow(askable ? std::optional(QueueQuestion{unit, described->name, described->client,
                                                          *m_shown})
                            : std::nullopt);
}

void QueuePanel::showAnswer() {
    QString heading = m_shown ? tr("Partition %1, oldest writes first").arg(m_shown->value)
                              : tr("Oldest writes first");
    std::vector<QueueRow> rows;
    if (const auto& answer = m_reader.answer()) {
        if (answer->queued && *answer->queued > answer->items.size()) {
            heading += tr(", %1 of %2")
                           .arg(formatCount(answer->items.size()), formatCount(*answer->queued));
        }
        for (const QueuedItem& item : answer->items) {
            const QString key = QString::fromStdString(item.key);
            const auto& naming = m_parts.snapshot()->naming;
            rows.push_back({naming ? naming->redactKey(key) : key, wordsOfChange(item.change),
                            item.sequence, item.age});
        }
    }
    m_itemsHeading->setText(heading);
    m_items.setRows(std::move(rows));
    m_itemsTable->setEmptyText(whyNoItems());
}

QString QueuePanel::whyNoItems() const {
    if (!m_shown) {
        return tr("Nothing waits for the database here.");
    }
    const auto& answer = m_reader.answer();
    if (!answer) {
        return m_reader.question() ? tr("Asking the unit…") : tr("The unit cannot be asked now.");
    }
    switch (answer->outcome) {
    case QueueOutcome::Answered: return tr("Nothing waits in this partition any more.");
    case QueueOutcome::Refused: return tr("The unit refused: %1").arg(shownFreely(*m_parts.snapshot(), answer->why));
    case QueueOutcome::Unavailable: return tr("No answer: %1").arg(shownFreely(*m_parts.snapshot(), answer->why));
    case QueueOutcome::NotRecorded: return answer->why;
    }
    return {};
}

}  // namespace orrery::console
