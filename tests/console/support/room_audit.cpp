// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/room_audit.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>

#include "console/shell/overlay.h"
#include "console/shell/toasts.h"
#include "console/widgets/chip_button.h"

namespace orrery::console::fixture {
namespace {

constexpr int tolerance = 2;

/// What a person reads or presses.
bool isControl(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr ||
           qobject_cast<const QLineEdit*>(&widget) != nullptr || qobject_cast<const QLabel*>(&widget) != nullptr ||
           qobject_cast<const SegmentedControl*>(&widget) != nullptr;
}

bool isOverTheWindow(const QWidget* widget) {
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (qobject_cast<const Overlay*>(widget) != nullptr || qobject_cast<const Toasts*>(widget) != nullptr) {
            return true;
        }
    }
    return false;
}

bool isShown(const QWidget& widget) {
    return widget.isVisible() && !widget.size().isEmpty() && !isOverTheWindow(&widget);
}

QString sizeWords(const QRect& rect) {
    return QStringLiteral("%1,%2 %3x%4").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
}

void findOverlaps(const QWidget& parent, std::vector<TextFault>& faults) {
    std::vector<const QWidget*> controls;
    for (const QObject* child : parent.children()) {
        const auto* widget = qobject_cast<const QWidget*>(child);
        if (widget != nullptr && isControl(*widget) && isShown(*widget)) {
            controls.push_back(widget);
        }
    }
    for (std::size_t first = 0; first < controls.size(); ++first) {
        for (std::size_t second = first + 1; second < controls.size(); ++second) {
            const QRect shared = controls[first]->geometry() & controls[second]->geometry();
            if (shared.width() > tolerance && shared.height() > tolerance) {
                faults.push_back({nameOf(*controls[first]), nameOf(*controls[second]),
                                  QStringLiteral("lie over each other at ") + sizeWords(shared)});
            }
        }
    }
}

void findStrays(const QWidget& widget, std::vector<TextFault>& faults) {
    const QWidget* parent = widget.parentWidget();
    const auto* area = parent != nullptr ? qobject_cast<const QAbstractScrollArea*>(parent->parentWidget()) : nullptr;
    if (parent == nullptr || widget.isWindow() || (area != nullptr && area->viewport() == parent)) {
        return;   // What scrolls reaches further than is seen.
    }
    const QRect room = parent->rect().adjusted(-tolerance, -tolerance, tolerance, tolerance);
    if (isControl(widget) && !room.contains(widget.geometry())) {
        faults.push_back({nameOf(widget), sizeWords(widget.geometry()),
                          QStringLiteral("reaches out of %1x%2").arg(parent->width()).arg(parent->height())});
    }
}

void findSidewaysBars(const QWidget& widget, std::vector<TextFault>& faults) {
    const auto* area = qobject_cast<const QAbstractScrollArea*>(&widget);
    if (area != nullptr && area->horizontalScrollBar()->isVisible()) {
        faults.push_back({nameOf(widget), QString(), QStringLiteral("scrolls sideways")});
    }
    const auto* scroll = qobject_cast<const QScrollArea*>(&widget);
    const QWidget* content = scroll != nullptr ? scroll->widget() : nullptr;
    if (content != nullptr && content->width() > scroll->viewport()->width() + tolerance) {
        faults.push_back({nameOf(widget), sizeWords(content->geometry()),
                          QStringLiteral("holds more than is seen of it")});
    }
}

}  // namespace

std::vector<TextFault> crowding(QWidget& root) {
    std::vector<TextFault> faults;
    for (const TextFault& fault : cutTexts(root, Elided::Welcome)) {
        faults.push_back(fault);
    }
    findOverlaps(root, faults);
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (isShown(*widget)) {
            findOverlaps(*widget, faults);
            findStrays(*widget, faults);
            findSidewaysBars(*widget, faults);
        }
    }
    return faults;
}

}  // namespace orrery::console::fixture
