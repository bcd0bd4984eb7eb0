// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Centred column: icon, title, explanation, buttons.
#include "console/widgets/state_page.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

StatePage::StatePage(QWidget* parent)
    : QWidget(parent),
      m_title(makeTitle({}, this)),
      m_explanation(makeExplanation({}, this)),
      m_buttons(new QHBoxLayout) {
    m_title->setAlignment(Qt::AlignCenter);
    m_explanation->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);   // Its sentence wraps wherever it stands.
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addSpacing(metrics::scaled(48));
    column->addWidget(m_title);
    column->addWidget(m_explanation, 0, Qt::AlignHCenter);
    column->addLayout(m_buttons);
    column->addStretch(3);
    m_buttons->addStretch();
    m_buttons->addStretch();
}

void StatePage::setContent(const QString& icon, const QString& title, const QString& explanation) {
    m_icon = icon;
    m_title->setText(title);
    m_explanation->setText(explanation);
    setAccessibleName(title + QStringLiteral(". ") + explanation);
    fitExplanation();
    update();
}

void StatePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitExplanation();
}

void StatePage::fitExplanation() {
    // A centred label gets no height for its width from the layout.
    m_explanation->setFixedWidth(std::clamp(width() - 2 * metrics::margin, 1, metrics::scaled(440)));
    m_explanation->setMinimumHeight(std::max(0, m_explanation->heightForWidth(m_explanation->width())));
}

QPushButton* StatePage::addAction(const QString& text) {
    auto* button = new QPushButton(text, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

void StatePage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double side = metrics::scaled(36.0);
    const QRectF box((width() - side) / 2, m_title->y() - metrics::scaled(48), side, side);
    paintIcon(painter, m_icon, box, theme::colors().faint);
}

}  // namespace orrery::console
