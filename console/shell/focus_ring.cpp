// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/focus_ring.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>

#include "console/shell/shortcuts.h"

namespace orrery::console {
namespace {

bool takesFocus(const QWidget* widget) {
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && widget->isEnabled();
}

}  // namespace

void FocusRing::setPanes(std::vector<QWidget*> panes) { m_panes = std::move(panes); }

QWidget* FocusRing::current() const {
    const QWidget* focused = QApplication::focusWidget();
    for (QWidget* pane : m_panes) {
        if (focused != nullptr && (pane == focused || pane->isAncestorOf(focused))) {
            return pane;
        }
    }
    return nullptr;
}

/// What a pane is for comes before the fields and buttons above it.
QWidget* FocusRing::firstWithin(QWidget* pane) {
    QWidget* first = takesFocus(pane) ? pane : nullptr;
    QWidget* content = nullptr;
    for (QWidget* child : pane->findChildren<QWidget*>()) {
        if (!takesFocus(child)) {
            continue;
        }
        if (isPicture(child) || qobject_cast<QAbstractItemView*>(child) != nullptr) {
            return child;
        }
        const bool isControl = qobject_cast<QAbstractButton*>(child) != nullptr ||
                               qobject_cast<QLineEdit*>(child) != nullptr;
        content = content == nullptr && !isControl ? child : content;
        first = first == nullptr ? child : first;
    }
    return content != nullptr ? content : first;
}

bool FocusRing::enter(QWidget* pane) {
    if (!pane->isVisible()) {
        return false;
    }
    QWidget* target = m_last.value(pane);
    if (target == nullptr || !takesFocus(target) || !pane->isAncestorOf(target)) {
        target = firstWithin(pane);
    }
    if (target == nullptr) {
        return false;
    }
    target->window()->activateWindow();
    target->setFocus(Qt::TabFocusReason);
    return true;
}

bool FocusRing::begin(QWidget* part) {
    QWidget* target = firstWithin(part);
    if (target == nullptr) {
        return false;
    }
    target->setFocus(Qt::OtherFocusReason);
    return true;
}

bool FocusRing::leaveField() {
    QWidget* pane = qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr ? current() : nullptr;
    return pane != nullptr && begin(pane);
}

void FocusRing::go(Direction direction) {
    QWidget* from = current();
    if (from != nullptr) {
        m_last.insert(from, QApplication::focusWidget());
    }
    const int count = static_cast<int>(m_panes.size());
    const int step = direction == Direction::Forward ? 1 : -1;
    int at = direction == Direction::Forward ? -1 : 0;
    for (int index = 0; index < count; ++index) {
        at = m_panes[static_cast<std::size_t>(index)] == from ? index : at;
    }
    for (int tried = 0; tried < count; ++tried) {
        at = (at + step + count) % count;
        if (enter(m_panes[static_cast<std::size_t>(at)])) {
            return;
        }
    }
}

}  // namespace orrery::console
