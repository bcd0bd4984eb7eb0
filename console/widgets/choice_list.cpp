// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A QListWidget with our rows: selection, focus and accessibility are Qt's.
#include "console/widgets/choice_list.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int detailRole = Qt::UserRole + 1;
constexpr int iconRole = Qt::UserRole + 2;
constexpr metrics::Length tallRow{48};

class ChoiceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const bool isShort = index.data(detailRole).toString().isEmpty();
        return {metrics::scaled(120), isShort ? metrics::row : tallRow};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = theme::colors();
        const QRectF rect(option.rect);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected) {
            painter->fillRect(rect, colors.raised);
            fillCrisp(*painter, QRectF(rect.left(), rect.top(), 2, rect.height()), colors.accent);
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(rect, mixed(colors.ground, colors.raised, 0.55));
        }
        fillCrisp(*painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colors.line);
        QRectF box = rect.adjusted(metrics::gap, 0, -metrics::grid, -1);
        const QString icon = index.data(iconRole).toString();
        if (!icon.isEmpty()) {
            const double side = metrics::scaled(16.0);
            paintIcon(*painter, icon, QRectF(box.left(), box.center().y() - side / 2, side, side), colors.dim);
            box.setLeft(box.left() + metrics::scaled(28));
        }
        paintTexts(*painter, box, index);
        const auto* list = qobject_cast<const QWidget*>(option.widget);
        if (selected && list && list->hasFocus()) {
            frameCrisp(*painter, rect.adjusted(1, 1, -1, -2), mixed(colors.raised, colors.accent, 0.7));
        }
    }

    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override {
        const QString text = index.data().toString();
        const QString detail = index.data(detailRole).toString();
        const double icon = index.data(iconRole).toString().isEmpty() ? 0 : metrics::scaled(28);
        const double room = option.rect.width() - metrics::gap - metrics::grid - icon;
        const bool isCut = QFontMetricsF(theme::textFont(metrics::textSize)).horizontalAdvance(text) > room ||
                           QFontMetricsF(theme::textFont(metrics::smallSize)).horizontalAdvance(detail) > room;
        if (event->type() == QEvent::ToolTip && isCut) {
            showWhole(*event, *view->viewport(), detail.isEmpty() ? text : text + QLatin1Char('\n') + detail);
            return true;
        }
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }

private:
    static void paintTexts(QPainter& painter, const QRectF& box, const QModelIndex& index) {
        const Colors& colors = theme::colors();
        const QString detail = index.data(detailRole).toString();
        const QRectF upper = detail.isEmpty() ? box : box.adjusted(0, metrics::scaled(5.0), 0, -box.height() / 2 + 2);
        const QFont text = theme::textFont(metrics::textSize);
        painter.setFont(text);
        painter.setPen(colors.text);
        painter.drawText(upper, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(text).elidedText(index.data().toString(), Qt::ElideRight, upper.width()));
        if (!detail.isEmpty()) {
            const QFont small = theme::textFont(metrics::smallSize);
            const QRectF lower = box.adjusted(0, box.height() / 2 - 2, 0, -metrics::scaled(5.0));
            painter.setFont(small);
            painter.setPen(colors.dim);
            painter.drawText(lower, Qt::AlignVCenter | Qt::AlignLeft,
                             QFontMetricsF(small).elidedText(detail, Qt::ElideRight, lower.width()));
        }
    }
};

}  // namespace

ChoiceList::ChoiceList(const QString& name, QWidget* parent) : QListWidget(parent) {
    setAccessibleName(name);
    setItemDelegate(new ChoiceDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_following && row >= 0) {
            Q_EMIT chosen(row);
        }
    });
    connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { Q_EMIT opened(row(item)); });
}

void ChoiceList::setRows(const std::vector<ChoiceRow>& rows) {
    if (rows == m_rows) {
        return;
    }
    m_rows = rows;
    m_following = true;
    const int before = currentRow();
    clear();
    for (const ChoiceRow& row : m_rows) {
        auto* item = new QListWidgetItem(row.text, this);
        item->setData(detailRole, row.detail);
        item->setData(iconRole, row.icon);
        item->setData(Qt::AccessibleTextRole,
                      row.detail.isEmpty() ? row.text : row.text + QStringLiteral(", ") + row.detail);
    }
    setCurrentRow(before < count() ? before : -1);
    m_following = false;
    applyFilter();
}

void ChoiceList::setChosen(int row) {
    m_following = true;
    setCurrentRow(row);
    m_following = false;
}

void ChoiceList::setFilter(const QString& typed) {
    m_filter = typed.trimmed();
    applyFilter();
}

void ChoiceList::applyFilter() {
    for (int i = 0; i < count(); ++i) {
        const ChoiceRow& row = m_rows[static_cast<std::size_t>(i)];
        const bool fits = m_filter.isEmpty() || row.text.contains(m_filter, Qt::CaseInsensitive) ||
                          row.detail.contains(m_filter, Qt::CaseInsensitive);
        item(i)->setHidden(!fits);
    }
}

}  // namespace orrery::console
