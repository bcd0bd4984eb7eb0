// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One cell = ground (hover, selection, hatching, rule) + content.
#include "console/widgets/data_delegate.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <algorithm>

#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/sparkline.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr metrics::Length markRoom{18};
constexpr metrics::Length iconRoom{20};

QFont fontOf(const CellLook& look) {
    return look.type == CellType::Figure ? theme::monoFont(metrics::monoSize) : theme::textFont(metrics::textSize);
}

/// Left of the text.
int signRoom(const CellLook& look) {
    return look.mark ? markRoom : look.icon.isEmpty() ? 0 : static_cast<int>(iconRoom);
}

}  // namespace

DataDelegate::DataDelegate(DataTable* table, LookFunction look)
    : QStyledItemDelegate(table), m_table(table), m_look(std::move(look)) {}

void DataDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    const Colors& colors = theme::colors();
    const QRectF rect(option.rect);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        painter.fillRect(rect, colors.raised);
    } else if (m_table->hoveredRow() == index.row()) {
        painter.fillRect(rect, mixed(colors.ground, colors.raised, 0.55));
    }
    if (selected && m_table->horizontalHeader()->visualIndex(index.column()) == 0) {
        fillCrisp(painter, QRectF(rect.left(), rect.top(), 2, rect.height()), colors.accent);
    }
    fillCrisp(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colors.line);
}

void DataDelegate::paintText(QPainter& painter, const QRectF& rect, const QString& text,
                             const CellLook& look) const {
    const Colors& colors = theme::colors();
    const bool figure = look.type == CellType::Figure;
    const bool stale = look.wear == Wear::Stale;
    const QFont font = fontOf(look);
    QRectF box = rect;
    if (look.mark) {
        const double side = metrics::scaled(11.0);
        paintUrgency(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), *look.mark,
                     MarkState::Active);
    } else if (!look.icon.isEmpty()) {
        const double side = metrics::scaled(14.0);
        paintIcon(painter, look.icon, QRectF(box.left(), box.center().y() - side / 2, side, side),
                  toneColor(colors, look.tone));
    }
    box.setLeft(box.left() + signRoom(look));
    if (figure && stale) {
        // The brackets of an old figure hang in the cell's margins: digits stay below digits, and none is cut.
        const double bracket = QFontMetricsF(font).horizontalAdvance(QLatin1Char(']'));
        box.adjust(-bracket, 0, std::min<double>(bracket, metrics::grid), 0);
    }
    painter.setFont(font);
    painter.setPen(stale ? colors.dim : toneColor(colors, look.tone));
    const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.width() + 0.5);
    painter.drawText(box, Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft), shown);
}

bool DataDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index) {
    const CellLook look = index.isValid() && m_look ? m_look(index) : CellLook{};
    const QString text = index.data(Qt::DisplayRole).toString();
    const double room = option.rect.width() - 2 * metrics::grid - signRoom(look);
    const bool isText = (look.type == CellType::Text || look.type == CellType::Figure) && look.parts.empty();
    const double needed = QFontMetricsF(fontOf(look)).horizontalAdvance(text);
    if (event->type() == QEvent::ToolTip && isText && needed > room + 0.5) {
        showWhole(*event, *view->viewport(), text);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

void DataDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const Colors& colors = theme::colors();
    const CellLook look = m_look ? m_look(index) : CellLook{};
    paintGround(*painter, option, index);
    const QRectF rect = QRectF(option.rect).adjusted(metrics::grid, 0, -metrics::grid, -1);
    if (look.wear == Wear::Stale) {
        hatch(*painter, QRectF(option.rect).adjusted(0, 0, 0, -1),
              mixed(colors.line, colors.dim, 0.12));
    }
    switch (look.type) {
    case CellType::Bar:
        paintStackedBar(*painter, QRectF(rect.left(), rect.center().y() - metrics::grid / 2.0, rect.width(), metrics::grid),
                        look.parts, look.total);
        break;
    case CellType::Curve: {
        const QColor ink = look.wear == Wear::Stale ? colors.backup : colors.primary;
        paintSparkline(*painter, rect.adjusted(0, metrics::scaled(6), 0, -metrics::scaled(6)), look.values, ink);
        break;
    }
    case CellType::Text:
    case CellType::Figure:
        if (!look.parts.empty()) {
            const QString text = index.data(Qt::DisplayRole).toString();
            const double figure = QFontMetricsF(theme::monoFont(metrics::monoSize)).horizontalAdvance(text);
            const double kept = std::max(figure, metrics::scaled(64.0)) + metrics::grid;
            const QRectF bar(rect.left(), rect.center().y() - metrics::grid / 2.0,
                             std::max(0.0, rect.width() - kept), metrics::grid);
            paintStackedBar(*painter, bar, look.parts, look.total);
        }
        paintText(*painter, rect, index.data(Qt::DisplayRole).toString(), look);
        break;
    }
    const bool current = m_table->hasFocus() && m_table->currentIndex() == index;
    if (current) {
        frameCrisp(*painter, QRectF(option.rect).adjusted(1, 1, -1, -2),
                   mixed(colors.raised, colors.accent, 0.7));
    }
}

}  // namespace orrery::console
