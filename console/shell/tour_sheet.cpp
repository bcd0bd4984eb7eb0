// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/tour_sheet.h"

#include <algorithm>
#include <initializer_list>

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr metrics::Length cardWidth{400};
constexpr int spotRoom = 2;    ///< Between a part and its outline.
constexpr int cardRoom = 16;   ///< Between the outline and the card, and to the window's edge.
const QColor shade(0, 0, 0, 150);

}  // namespace

TourSheet::TourSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_place(makeExplanation(QString(), m_card)),
      m_title(makeTitle(QString(), m_card)), m_text(makeText(QString(), m_card)),
      m_back(new QPushButton(tr("Back"), m_card)), m_next(new QPushButton(m_card)) {
    setObjectName(QStringLiteral("tourSheet"));
    build();
    connect(m_back, &QPushButton::clicked, this, [this] { goBy(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goBy(1); });
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
}

void TourSheet::build() {
    m_back->setObjectName(QStringLiteral("tourSheet.back"));
    m_next->setObjectName(QStringLiteral("tourSheet.next"));
    auto* skip = new QPushButton(tr("End the tour"), m_card);
    skip->setObjectName(QStringLiteral("tourSheet.end"));
    connect(skip, &QPushButton::clicked, this, &Overlay::dismiss);
    for (QPushButton* button : {skip, m_back, m_next}) {
        button->installEventFilter(this);
    }
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::grid);
    column->addWidget(m_place);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(metrics::grid);
    column->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::grid);
    foot->addWidget(skip);
    foot->addStretch(1);
    foot->addWidget(m_back);
    foot->addWidget(m_next);
    column->addLayout(foot);
}

void TourSheet::start(std::vector<TourStop> stops) {
    std::erase_if(stops, [](const TourStop& stop) { return !stop.part || !stop.part->isVisible(); });
    if (stops.empty()) {
        return;
    }
    m_stops = std::move(stops);
    go(0);
    open(m_next);
}

void TourSheet::go(std::size_t stop) {
    m_current = stop;
    const TourStop& shown = m_stops[stop];
    const bool isLast = stop + 1 == m_stops.size();
    m_place->setText(tr("%1 of %2").arg(stop + 1).arg(m_stops.size()));
    m_title->setText(shown.title);
    m_text->setText(shown.text);
    m_back->setEnabled(stop > 0);
    m_next->setText(isLast ? tr("Done") : tr("Next"));
    m_next->setAccessibleDescription(shown.title + QStringLiteral(". ") + shown.text);
    setAccessibleName(shown.title);
    QAccessibleEvent told(m_next, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    m_card->setGeometry(cardGeometry());
    update();
}

void TourSheet::goBy(int steps) {
    if (steps < 0 && m_current > 0) {
        go(m_current - 1);
    } else if (steps > 0 && m_current + 1 < m_stops.size()) {
        go(m_current + 1);
    } else if (steps > 0) {
        dismiss();
    }
}

QRect TourSheet::spot() const {
    if (m_current >= m_stops.size() || !m_stops[m_current].part) {
        return {};
    }
    const QWidget* part = m_stops[m_current].part;
    return QRect(part->mapTo(parentWidget(), QPoint()), part->size())
        .adjusted(-spotRoom, -spotRoom, spotRoom, spotRoom)
        .intersected(rect());
}

QRect TourSheet::cardGeometry() const {
    const int width = std::min<int>(cardWidth, this->width() - 2 * cardRoom);
    const QSize size(width, m_card->layout()->hasHeightForWidth() ? m_card->layout()->totalHeightForWidth(width)
                                                                  : m_card->sizeHint().height());
    const QRect part = spot();
    const QRect room = rect().adjusted(cardRoom, cardRoom, -cardRoom, -cardRoom);
    const QPoint beside(part.right() + cardRoom, part.top());
    const QPoint before(part.left() - cardRoom - size.width(), part.top());
    const QPoint below(part.center().x() - size.width() / 2, part.bottom() + cardRoom);
    const QPoint above(part.center().x() - size.width() / 2, part.top() - cardRoom - size.height());
    for (const QPoint& corner : {beside, before, below, above}) {
        QRect card(corner, size);
        card.moveTop(std::clamp(card.top(), room.top(), std::max(room.top(), room.bottom() - size.height())));
        card.moveLeft(std::clamp(card.left(), room.left(), std::max(room.left(), room.right() - size.width())));
        if (!card.intersects(part)) {
            return card;
        }
    }
    return {part.center() - QPoint(size.width() / 2, size.height() / 2), size};   // The part fills the window.
}

QWidget* TourSheet::card() { return m_card; }

bool TourSheet::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && watched->parent() == m_card) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Right || key == Qt::Key_Left) {
            goBy(key == Qt::Key_Right ? 1 : -1);
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

void TourSheet::mousePressEvent(QMouseEvent*) {}   // A press beside the card is no wish to end.

void TourSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath all;
    all.addRect(rect());
    QPainterPath open;
    open.addRoundedRect(QRectF(spot()), metrics::radius, metrics::radius);
    painter.fillPath(all.subtracted(open), shade);
    painter.setPen(QPen(theme::colors().accent, 2));
    painter.drawPath(open);
}

}  // namespace orrery::console
