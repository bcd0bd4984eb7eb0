// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/wrap_row.h"

#include <QEvent>
#include <algorithm>

#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr metrics::Length lineGap{8};

}  // namespace

bool WrapRow::grows(int index) const {
    const QLayoutItem* item = itemAt(index);
    return stretch(index) > 0 || (item->expandingDirections() & Qt::Horizontal) != 0;
}

int WrapRow::wantedWidth(int index) const {
    QLayoutItem* item = itemAt(index);
    const int least = item->minimumSize().width();
    return grows(index) ? least : std::max(least, item->sizeHint().width());
}

int WrapRow::lineWidth() const {
    int width = -spacing();
    for (int index = 0; index < count(); ++index) {
        if (!itemAt(index)->isEmpty()) {
            width += wantedWidth(index) + spacing();
        }
    }
    return std::max(0, width);
}

QSize WrapRow::minimumSize() const {
    int widest = 0;
    for (int index = 0; index < count(); ++index) {
        widest = std::max(widest, itemAt(index)->isEmpty() ? 0 : itemAt(index)->minimumSize().width());
    }
    return {widest, QHBoxLayout::minimumSize().height()};
}

QSize WrapRow::maximumSize() const { return {QHBoxLayout::maximumSize().width(), QLAYOUTSIZE_MAX}; }

std::vector<WrapRow::Line> WrapRow::linesIn(int width) const {
    std::vector<Line> lines;
    int used = 0;
    QLayoutItem* space = nullptr;   // Before the control at hand.
    for (int index = 0; index < count(); ++index) {
        QLayoutItem* item = itemAt(index);
        if (item->spacerItem() != nullptr) {
            space = grows(index) ? item : nullptr;
            continue;
        }
        if (item->isEmpty()) {
            continue;
        }
        const int wanted = std::min(wantedWidth(index), width);
        if (lines.empty() || used + spacing() + wanted > width) {
            lines.emplace_back();
            lines.back().push_back({item, wanted, grows(index), space != nullptr});
            used = wanted;
        } else {
            lines.back().push_back({item, wanted, grows(index), false});
            used += spacing() + wanted;
        }
        space = nullptr;
    }
    return lines;
}

int WrapRow::heightOf(const Line& line) const {
    int height = 0;
    for (const Part& part : line) {
        height = std::max(height, part.item->sizeHint().height());
    }
    return height;
}

int WrapRow::heightFor(int width) const {
    const std::vector<Line> lines = linesIn(lineWidth() <= width ? QWIDGETSIZE_MAX : width);
    int height = lines.empty() ? 0 : -lineGap;
    for (const Line& line : lines) {
        height += lineGap + heightOf(line);
    }
    return height;
}

int WrapRow::placeLine(Line& line, const QRect& place, int top) {
    int left = place.width() - static_cast<int>(line.size() - 1) * spacing();
    for (const Part& part : line) {
        left -= part.width;
    }
    for (Part& part : line) {
        const int more = part.grows ? std::min(left, part.item->maximumSize().width() - part.width) : 0;
        part.width += std::max(0, more);
        left -= std::max(0, more);
    }
    const int height = heightOf(line);
    int x = place.left() + (line.front().keepsRight ? std::max(0, left) : 0);
    for (const Part& part : line) {
        const int own = std::min(height, part.item->sizeHint().height());
        part.item->setGeometry(QRect(x, top + (height - own) / 2, part.width, own));
        x += part.width + spacing();
    }
    return height;
}

void WrapRow::setGeometry(const QRect& place) {
    if (lineWidth() <= place.width()) {
        QHBoxLayout::setGeometry(place);
        return;
    }
    QLayout::setGeometry(place);
    int top = place.top();
    for (Line& line : linesIn(place.width())) {
        top += placeLine(line, place, top) + lineGap;
    }
}

WrapBox::WrapBox(QWidget* parent) : QWidget(parent), m_row(new WrapRow(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics::gap);
}

void WrapBox::fit() {
    const int height = m_row->heightFor(width());
    if (height > 0 && height != minimumHeight()) {
        setFixedHeight(height);
        m_row->setGeometry(rect());   // A widget about to be shown loses the second of two sizes.
    }
}

bool WrapBox::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        fit();
    }
    return QWidget::event(event);
}

void WrapBox::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

}  // namespace orrery::console
