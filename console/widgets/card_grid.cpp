// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/card_grid.h"

#include <QEvent>
#include <QGridLayout>
#include <algorithm>

#include "console/widgets/metrics.h"

namespace orrery::console {

CardGrid::CardGrid(int leastWidth, int mostColumns, QWidget* parent)
    : QWidget(parent), m_leastWidth(leastWidth), m_mostColumns(mostColumns), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(metrics::gap);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void CardGrid::add(QWidget* card) {
    card->setParent(this);
    card->show();   // Together with the grid: a child of a visible parent would else stay hidden.
    m_cards.push_back(card);
    arrange();
}

void CardGrid::setZoom(double zoom) {
    m_zoom = zoom;
    arrange();
}

int CardGrid::columnsFor(int width, int cards) const {
    const double each = metrics::scaled(m_leastWidth) * m_zoom + metrics::gap;
    const int fitting = static_cast<int>((width + metrics::gap) / each);
    const int most = std::clamp(fitting, 1, m_mostColumns);
    if (cards <= most) {
        return std::max(1, cards);
    }
    const int rows = (cards + most - 1) / most;
    return (cards + rows - 1) / rows;
}

void CardGrid::arrange() {
    std::vector<QWidget*> shown;
    std::copy_if(m_cards.begin(), m_cards.end(), std::back_inserter(shown),
                 [](const QWidget* card) { return !card->isHidden(); });
    const int columns = columnsFor(width(), static_cast<int>(shown.size()));
    if (columns == m_columns && shown == m_placed) {
        return;
    }
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item;
    }
    for (int column = 0; column < std::max(columns, m_columns); ++column) {
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    for (std::size_t index = 0; index < shown.size(); ++index) {
        const int at = static_cast<int>(index);
        m_grid->addWidget(shown[index], at / columns, at % columns, Qt::AlignTop);
    }
    m_columns = columns;
    m_placed = std::move(shown);
}

bool CardGrid::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        arrange();   // A card came or went; the scale changed.
    }
    return QWidget::event(event);
}

void CardGrid::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

}  // namespace orrery::console
