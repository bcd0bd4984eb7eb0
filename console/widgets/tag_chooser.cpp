// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/tag_chooser.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

const metrics::Length side{24};
constexpr int count = static_cast<int>(allTagColors.size());

}  // namespace

TagChooser::TagChooser(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tagWord(m_current));
}

void TagChooser::setCurrent(TagColor tag) {
    m_current = tag;
    setAccessibleName(tagWord(tag));
    update();
}

QRectF TagChooser::fieldAt(int index) const {
    return {1.0 + index * (side + metrics::grid), (height() - side) / 2.0, double(side), double(side)};
}

QSize TagChooser::sizeHint() const {
    int widest = 0;
    for (const TagColor tag : allTagColors) {
        widest = std::max(widest, QFontMetrics(theme::textFont(metrics::textSize)).horizontalAdvance(tagWord(tag)));
    }
    return {count * (side + metrics::grid) + metrics::grid + widest, metrics::control};
}

void TagChooser::step(int by) {
    const auto* found = std::find(allTagColors.begin(), allTagColors.end(), m_current);
    const int index = static_cast<int>(found - allTagColors.begin()) + by;
    setCurrent(allTagColors[static_cast<std::size_t>(std::clamp(index, 0, count - 1))]);
}

void TagChooser::mousePressEvent(QMouseEvent* event) {
    for (int index = 0; index < count; ++index) {
        if (fieldAt(index).contains(event->position())) {
            setCurrent(allTagColors[static_cast<std::size_t>(index)]);
        }
    }
}

void TagChooser::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        step(event->key() == Qt::Key_Left ? -1 : 1);
        return;
    }
    QWidget::keyPressEvent(event);
}

void TagChooser::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    for (int index = 0; index < count; ++index) {
        const TagColor tag = allTagColors[static_cast<std::size_t>(index)];
        const QRectF field = fieldAt(index);
        roundedBox(painter, field.adjusted(3, 3, -3, -3), tagColor(tag, theme::appearance()), QColor(), 3);
        if (tag == m_current) {
            roundedBox(painter, field, QColor(), hasFocus() ? colors.accent : colors.text, metrics::radius, 2);
        }
    }
    painter.setFont(theme::textFont(metrics::textSize));
    painter.setPen(colors.dim);
    painter.drawText(QRectF(fieldAt(count).left(), 0, width(), height()), Qt::AlignVCenter, tagWord(m_current));
}

}  // namespace orrery::console
