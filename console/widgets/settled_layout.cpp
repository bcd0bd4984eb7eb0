// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/settled_layout.h"

#include <QCoreApplication>

namespace orrery::console {

void settleLayout(QWidget& changed) {
    for (QWidget* widget = &changed; widget != nullptr; widget = widget->isWindow() ? nullptr : widget->parentWidget()) {
        QCoreApplication::sendPostedEvents(widget, QEvent::LayoutRequest);
    }
}

}  // namespace orrery::console
