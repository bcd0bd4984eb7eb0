// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/views_bar.h"

#include <algorithm>

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "console/views/charts_view.h"
#include "console/widgets/icons.h"
#include "console/widgets/metrics.h"
#include "console/widgets/room_watch.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr metrics::Length iconsOnly{56};

class Row : public QAbstractButton {
public:
    Row(const QString& name, const QString& iconName, int number, QWidget* parent)
        : QAbstractButton(parent), m_icon(iconName), m_number(QString::number(number)) {
        setText(name);
        setCheckable(true);
        setFixedHeight(metrics::viewsBarRow);
        setAccessibleName(name);
        setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(name).arg(number));
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Colors& colors = theme::colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? colors.raised : mixed(colors.panel, colors.raised, 0.5));
            painter.drawRoundedRect(box, metrics::radius, metrics::radius);
        }
        if (isChecked()) {
            painter.fillRect(QRectF(0, metrics::scaled(4.0), 2, height() - metrics::scaled(8.0)), colors.accent);
        }
        if (hasFocus()) {
            painter.setPen(QPen(colors.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), metrics::radius, metrics::radius);
        }
        const double side = std::min<double>(metrics::icon, height() - metrics::scaled(4.0));
        paintIcon(painter, m_icon,
                  QRectF(metrics::scaled(10) + (metrics::icon - side) / 2, (height() - side) / 2, side, side),
                  isChecked() ? colors.text : colors.dim);
        if (width() < 2 * iconsOnly) {
            return;
        }
        painter.setPen(isChecked() ? colors.text : colors.dim);
        painter.setFont(theme::textFont(metrics::textSize, isChecked() ? theme::Weight::Medium : theme::Weight::Regular));
        const QRectF place(metrics::scaled(40), 0, width() - metrics::scaled(68), height());
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(painter.font()).elidedText(text(), Qt::ElideRight, place.width()));
        painter.setPen(colors.faint);
        painter.setFont(theme::monoFont(metrics::tinySize));
        painter.drawText(QRectF(0, 0, width() - metrics::scaled(12), height()), Qt::AlignVCenter | Qt::AlignRight, m_number);
    }
    void enterEvent(QEnterEvent* event) override { update(); QAbstractButton::enterEvent(event); }
    void leaveEvent(QEvent* event) override { update(); QAbstractButton::leaveEvent(event); }

private:
    QString m_icon;
    QString m_number;
};

}  // namespace

ViewsBar::ViewsBar(QWidget* parent)
    : Panel(Qt::RightEdge, parent), m_rows(new QVBoxLayout(this)), m_group(new QButtonGroup(this)) {
    setFixedWidth(metrics::viewsBar);
    setAccessibleName(tr("Views"));
    setAcceptDrops(true);
    m_rows->setContentsMargins(metrics::grid, metrics::grid, metrics::grid + 1, metrics::grid);
    m_rows->setSpacing(0);
    m_rows->addStretch(1);
    new RoomWatch(this, [this](Room room) {
        setFixedWidth(room == Room::Wide ? metrics::viewsBar : iconsOnly);
    });
    // Not idClicked: a screen reader toggles a row without a click.
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on) {
            Q_EMIT chosen(m_views[static_cast<std::size_t>(id)]);
        }
    });
}

void ViewsBar::add(ViewName view, const QString& name, const QString& iconName) {
    const int index = static_cast<int>(m_views.size());
    auto* row = new Row(name, iconName, (index + 1) % 10, this);
    row->setObjectName(QStringLiteral("viewsBar.") + iconName);
    m_group->addButton(row, index);
    m_rows->insertWidget(index, row);
    m_views.push_back(view);
}

void ViewsBar::fitRows() {
    const int count = static_cast<int>(m_views.size());
    const int room = count == 0 ? 0 : (height() - 2 * metrics::grid) / count;
    const int each = std::clamp<int>(room, metrics::scaled(12), metrics::viewsBarRow);
    bool isChanged = false;
    for (QAbstractButton* row : m_group->buttons()) {
        if (row->minimumHeight() != each) {
            row->setFixedHeight(each);
            isChanged = true;
        }
    }
    if (isChanged) {
        m_rows->setGeometry(rect());   // At once: a point is looked up in them.
    }
}

bool ViewsBar::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        fitRows();
    }
    return Panel::event(event);
}

void ViewsBar::resizeEvent(QResizeEvent* event) {
    Panel::resizeEvent(event);
    fitRows();
}

bool ViewsBar::isOverCharts(const QPoint& point) const {
    for (std::size_t index = 0; index < m_views.size(); ++index) {
        if (m_group->button(static_cast<int>(index))->geometry().contains(point)) {
            return m_views[index] == ViewName::Charts;
        }
    }
    return false;
}

void ViewsBar::dragEnterEvent(QDragEnterEvent* event) {
    event->setAccepted(ChartsView::metricIn(*event->mimeData()).has_value());
}

void ViewsBar::dragMoveEvent(QDragMoveEvent* event) {
    event->setAccepted(isOverCharts(event->position().toPoint()));
}

void ViewsBar::dropEvent(QDropEvent* event) {
    const std::optional<Metric> metric = ChartsView::metricIn(*event->mimeData());
    if (metric && isOverCharts(event->position().toPoint())) {
        event->acceptProposedAction();
        Q_EMIT metricDropped(*metric);
    }
}

void ViewsBar::setCurrent(ViewName view) {
    const QSignalBlocker quiet(m_group);
    for (std::size_t index = 0; index < m_views.size(); ++index) {
        if (m_views[index] == view) {
            m_group->button(static_cast<int>(index))->setChecked(true);
        }
    }
}

}  // namespace orrery::console
