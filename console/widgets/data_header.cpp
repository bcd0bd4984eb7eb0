// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the sections; behaviour is QHeaderView's.
#include "console/widgets/data_header.h"

#include <QAbstractItemModel>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>

#include "console/widgets/crisp.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

DataHeader::DataHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(metrics::scaled(24));
}

void DataHeader::setColumns(std::vector<ColumnPlan> columns) { m_columns = std::move(columns); }

QSize DataHeader::sizeHint() const {
    return QSize(QHeaderView::sizeHint().width(), metrics::header);
}

QString DataHeader::nameOf(int logicalIndex) const {
    return model()->headerData(logicalIndex, Qt::Horizontal).toString();
}

double DataHeader::arrowOf(int logicalIndex) const {
    return isSortIndicatorShown() && sortIndicatorSection() == logicalIndex ? metrics::scaled(12) : 0;
}

double DataHeader::roomIn(int logicalIndex, double width) const {
    return width - 2 * metrics::grid - arrowOf(logicalIndex);
}

bool DataHeader::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto& help = static_cast<const QHelpEvent&>(*event);
        const int index = logicalIndexAt(help.pos());
        const QFontMetricsF letters(theme::textFont(metrics::smallSize));
        if (index >= 0 && letters.horizontalAdvance(nameOf(index)) > roomIn(index, sectionSize(index))) {
            showWhole(help, *viewport(), nameOf(index));
            return true;
        }
    }
    return QHeaderView::viewportEvent(event);
}

void DataHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const {
    const Colors& colors = theme::colors();
    painter->save();
    fillCrisp(*painter, QRectF(rect.left(), rect.bottom(), rect.width(), 1), colors.line);
    const bool figure = static_cast<std::size_t>(logicalIndex) < m_columns.size() &&
                        m_columns[static_cast<std::size_t>(logicalIndex)].type == CellType::Figure;
    const QFont font = theme::textFont(metrics::smallSize);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == logicalIndex;
    const QRectF box = QRectF(rect).adjusted(metrics::grid, 0, -metrics::grid, -1);
    const double arrow = arrowOf(logicalIndex);
    const QString name = QFontMetricsF(font).elidedText(nameOf(logicalIndex), Qt::ElideRight,
                                                        roomIn(logicalIndex, rect.width()));
    painter->setFont(font);
    painter->setPen(sorted ? colors.text : colors.dim);
    painter->drawText(box.adjusted(figure ? arrow : 0, 0, 0, 0),
                      Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft), name);
    if (sorted) {
        const double width = QFontMetricsF(font).horizontalAdvance(name);
        const double x =
            figure ? box.right() - width - metrics::scaled(10.0) : box.left() + width + metrics::scaled(6.0);
        const double up = metrics::scaled(sortIndicatorOrder() == Qt::AscendingOrder ? -1.0 : 1.0);
        const double y = box.center().y();
        QPainterPath path(QPointF(x, y - 2 * up));
        path.lineTo(x + metrics::scaled(7.0), y - 2 * up);
        path.lineTo(x + metrics::scaled(3.5), y + 2.5 * up);
        path.closeSubpath();
        painter->setRenderHint(QPainter::Antialiasing, true);
        painter->fillPath(path, colors.dim);
    }
    painter->restore();
}

}  // namespace orrery::console
