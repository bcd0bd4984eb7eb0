// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/overlay.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "console/shell/sheet_scroll.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

namespace {

/// A field in the scrolling part of a sheet.
void bringIntoSight(QWidget& field) {
    for (QWidget* at = field.parentWidget(); at != nullptr; at = at->parentWidget()) {
        if (auto* scroll = qobject_cast<SheetScroll*>(at)) {
            scroll->ensureWidgetVisible(&field);
        }
    }
}

}  // namespace

Overlay::Overlay(QWidget* window) : QWidget(window) {
    hide();
    window->installEventFilter(this);
    setFocusPolicy(Qt::ClickFocus);
}

QRect Overlay::placed(QSize size, CardPlace place) const {
    const QSize room = this->size() - 2 * QSize(metrics::margin, metrics::margin);
    const QSize given = size.boundedTo(room);
    const int above = height() - given.height();
    return {QPoint((width() - given.width()) / 2, place == CardPlace::Upper ? above / 3 : above / 2), given};
}

QSize Overlay::fitted(const QWidget& card, int width) const {
    const int given = std::min(width, this->width() - 2 * metrics::margin);
    return {given, card.hasHeightForWidth() ? card.heightForWidth(given) : card.sizeHint().height()};
}

QSize Overlay::fittedAround(const QWidget& card, const SheetScroll& middle, int width) const {
    const QSize rest = fitted(card, width);
    const QMargins edges = card.layout()->contentsMargins();
    return {rest.width(), rest.height() + middle.wantedHeight(rest.width() - edges.left() - edges.right())};
}

void Overlay::open(QWidget* focus) {
    card()->installEventFilter(this);
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    card()->setGeometry(cardGeometry());
    show();
    raise();
    focus->setFocus(Qt::OtherFocusReason);
}

void Overlay::dismiss() {
    hide();
    const bool canGoBack = m_before && m_before->isVisible();
    (canGoBack ? m_before.data() : parentWidget())->setFocus(Qt::OtherFocusReason);
}

bool Overlay::event(QEvent* event) {
    // The override climbs from the focused field up to here; accepted, it ends as a plain key press.
    if (event->type() == QEvent::ShortcutOverride && isVisible()) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool Overlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
    }
    if (watched == card() && event->type() == QEvent::LayoutRequest && isVisible()) {
        card()->setGeometry(cardGeometry());   // A text came or went; the scale changed.
    }
    return QWidget::eventFilter(watched, event);
}

bool Overlay::focusNextPrevChild(bool next) {
    // Walk the chain until it comes back inside: the focus never leaves the sheet.
    QWidget* from = focusWidget() != nullptr ? focusWidget() : this;
    QWidget* at = from;
    do {
        at = next ? at->nextInFocusChain() : at->previousInFocusChain();
        const bool takes = (at->focusPolicy() & Qt::TabFocus) != 0 && at->isVisible() && at->isEnabled();
        if (takes && isAncestorOf(at)) {
            at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            bringIntoSight(*at);
            return true;
        }
    } while (at != from);
    return true;
}

void Overlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
    } else if (event->key() == Qt::Key_F1) {
        Q_EMIT helpWanted();
    }
    event->accept();   // No key reaches the window behind.
}

void Overlay::mousePressEvent(QMouseEvent* event) {
    if (!cardGeometry().contains(event->pos())) {
        Q_EMIT cancelled();
    }
}

void Overlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, 130));
}

void Overlay::resizeEvent(QResizeEvent*) { card()->setGeometry(cardGeometry()); }

}  // namespace orrery::console
