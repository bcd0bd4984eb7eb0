// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/side_by_side.h"

#include <QBoxLayout>

#include "console/widgets/metrics.h"

namespace orrery::console {

SideBySide::SideBySide(int leastWidth, QWidget* parent)
    : QWidget(parent), m_leastWidth(leastWidth), m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    m_parts->setContentsMargins(0, 0, 0, 0);
}

void SideBySide::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isWide = width() >= metrics::scaled(m_leastWidth);
    m_parts->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

}  // namespace orrery::console
