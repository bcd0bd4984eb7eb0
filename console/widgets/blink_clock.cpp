// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Follows showing and hiding of what blinks, so that no timer runs for what nobody sees.
#include "console/widgets/blink_clock.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QWidget>
#include <algorithm>

#include "console/widgets/theme.h"

namespace orrery::console {

BlinkClock::BlinkClock(QObject* parent) : QObject(parent) {
    m_timer.setInterval(halfMillis);
    connect(&m_timer, &QTimer::timeout, this, &BlinkClock::tick);
}

BlinkClock& BlinkClock::shared() {
    static QPointer<BlinkClock> clock;
    if (!clock) {
        clock = new BlinkClock(QCoreApplication::instance());
    }
    return *clock;
}

void BlinkClock::start(QWidget& widget) {
    if (std::find(m_widgets.begin(), m_widgets.end(), &widget) != m_widgets.end()) {
        return;
    }
    m_widgets.push_back(&widget);
    widget.installEventFilter(this);
    connect(&widget, &QObject::destroyed, this, [this, gone = &widget] {
        m_widgets.erase(std::remove(m_widgets.begin(), m_widgets.end(), gone), m_widgets.end());
        settle();
    });
    settle();
    widget.update();
}

void BlinkClock::stop(QWidget& widget) {
    const auto found = std::find(m_widgets.begin(), m_widgets.end(), &widget);
    if (found == m_widgets.end()) {
        return;
    }
    m_widgets.erase(found);
    widget.removeEventFilter(this);
    widget.disconnect(this);
    settle();
    widget.update();
}

bool BlinkClock::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide) {
        settle();
    }
    return QObject::eventFilter(watched, event);
}

void BlinkClock::tick() {
    m_lit = !m_lit;
    repaint();
}

void BlinkClock::settle() {
    const bool isSeen = std::any_of(m_widgets.begin(), m_widgets.end(),
                                    [](const QWidget* widget) { return widget->isVisible(); });
    const bool runs = isSeen && theme::motion() == theme::Motion::Full;
    if (runs == m_timer.isActive()) {
        return;
    }
    m_lit = true;
    runs ? m_timer.start() : m_timer.stop();
    repaint();
}

void BlinkClock::repaint() {
    for (QWidget* widget : m_widgets) {
        widget->update();
    }
}

}  // namespace orrery::console
