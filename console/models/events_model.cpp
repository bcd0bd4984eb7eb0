// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the journal.
#include "console/models/events_model.h"

#include <array>

#include <QCoreApplication>

#include "console/models/cells.h"

namespace orrery::console {
namespace {

constexpr std::array<Column, EventsModel::columnTotal> columns = {{
    {QT_TRANSLATE_NOOP("Column", "Time, UTC"), "time", true},
    {QT_TRANSLATE_NOOP("Column", "Number"), "number", true},
    {QT_TRANSLATE_NOOP("Column", "Severity"), "severity"},
    {QT_TRANSLATE_NOOP("Column", "Kind"), "kind"},
    {QT_TRANSLATE_NOOP("Column", "Unit"), "unit"},
    {QT_TRANSLATE_NOOP("Column", "Partition"), "partition", true},
    {QT_TRANSLATE_NOOP("Column", "Took"), "took", true},
    {QT_TRANSLATE_NOOP("Column", "By"), "by"},
    {QT_TRANSLATE_NOOP("Column", "What happened"), "text"},
}};

QString partitionText(const model::GridEvent& event) {
    if (event.partition) {
        return QString::number(event.partition->value);
    }
    return event.partitionCount > 0
               ? EventsModel::tr("%1 partitions").arg(formatCount(event.partitionCount))
               : QString();
}

std::uint64_t numberAt(const EventLog& log, std::size_t index) {
    return log.at(index).event->number;
}

}  // namespace

void EventsModel::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    const EventLog& log = snapshot->events;
    const bool continues = !m_log.empty() && !log.empty() &&
                           numberAt(log, 0) >= numberAt(m_log, 0) &&
                           m_log.indexOf(numberAt(log, 0)) < m_log.size() &&
                           log.indexOf(m_log.last().event->number) < log.size();
    if (!continues) {
        if (!m_log.empty() || !log.empty()) {
            beginResetModel();
            m_log = log;
            endResetModel();
        }
        return;
    }
    const std::size_t gone = m_log.indexOf(numberAt(log, 0));
    const std::size_t kept = log.indexOf(m_log.last().event->number) + 1;
    const std::size_t added = log.size() - kept;
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_shown = kept;
        m_log = log;
        endRemoveRows();
    }
    if (added > 0) {
        beginInsertRows({}, static_cast<int>(kept), static_cast<int>(log.size()) - 1);
        m_log = log;
        m_shown.reset();
        endInsertRows();
    }
    m_shown.reset();
}

int EventsModel::rowOf(std::uint64_t number) const {
    const std::size_t index = m_log.indexOf(number);
    return index < static_cast<std::size_t>(rowCount()) ? static_cast<int>(index) : -1;
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.value_or(m_log.size()));
}

int EventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) {
        return {};
    }
    return headerOf(columns[static_cast<std::size_t>(section)], role);
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ReceivedEvent& received = eventAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(received, index.column());
    case SortRole: return sortValue(received, index.column());
    case FreshnessRole: return static_cast<int>(Freshness::Live);
    case AgeRole:
        return QVariant::fromValue<qint64>((m_snapshot->now.at - received.receivedAt.at).micros);
    case IdentityRole: return QVariant::fromValue<quint64>(received.event->number);
    case PriorityRole:
        return index.column() == SeverityColumn ? priorityOf(received.event->severity) : 0;
    case MissingBeforeRole: return QVariant::fromValue<quint64>(received.missingBefore);
    case ExportRole:
        return index.column() == Time ? QVariant(formatIso(received.event->at)) : QVariant();
    case ExportUnitRole: return index.column() == Took ? QStringLiteral("ms") : QString();
    case ReceivedLateRole: return received.late;
    case FigureRole:
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    default: return {};
    }
}

QString EventsModel::text(const ReceivedEvent& received, int column) const {
    const model::GridEvent& event = *received.event;
    switch (column) {
    case Time: return formatClockMillis(event.at);
    case Number: return formatCount(event.number);
    case SeverityColumn: return textFrom(model::wordFor(event.severity));
    case Kind: return textFrom(model::wordFor(event.kind));
    case Unit: return event.unit ? m_snapshot->unitName(*event.unit) : QString();
    case Partition: return partitionText(event);
    case Took: return event.took > Duration{} ? formatDuration(event.took).joined() : QString();
    case Actor: return QString::fromStdString(event.actor);
    case Text: return sentence(received);
    default: return {};
    }
}

QString EventsModel::sentence(const ReceivedEvent& received) {
    QString sentence = QString::fromStdString(received.event->text);
    if (received.late) {
        sentence += tr(" · received late, %1").arg(formatClock(received.receivedAt.wall));
    }
    if (received.missingBefore > 0) {
        sentence += tr(" · %1 before it not received").arg(formatCount(received.missingBefore));
    }
    if (received.unbelievedBefore > 0) {
        sentence += tr(" · %1 before it left out: their numbers cannot be")
                        .arg(formatCount(received.unbelievedBefore));
    }
    return sentence;
}

QVariant EventsModel::sortValue(const ReceivedEvent& received, int column) {
    const model::GridEvent& event = *received.event;
    switch (column) {
    case Time:
    case Number: return QVariant::fromValue<quint64>(event.number);
    case SeverityColumn: return static_cast<int>(event.severity);
    case Kind: return textFrom(model::wordFor(event.kind));
    case Unit: return event.unit ? QVariant(event.unit->value) : QVariant();
    case Partition:
        return event.partition ? QVariant(static_cast<uint>(event.partition->value)) : QVariant();
    case Took:
        return event.took > Duration{} ? QVariant(static_cast<double>(event.took.micros) / 1000.0)
                                       : QVariant();
    case Actor: return QString::fromStdString(event.actor);
    case Text: return QString::fromStdString(event.text);
    default: return {};
    }
}

}  // namespace orrery::console
