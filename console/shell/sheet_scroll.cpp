// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/sheet_scroll.h"

#include <QEvent>
#include <algorithm>

namespace orrery::console {

SheetScroll::SheetScroll(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    content->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);   // As wide as the sheet, never wider.
    setWidget(content);
    content->setAutoFillBackground(false);   // setWidget() fills it.
    content->installEventFilter(this);
}

int SheetScroll::wantedHeight(int width) const {
    const QWidget* content = widget();
    const int wanted = content->hasHeightForWidth() ? content->heightForWidth(width) : content->sizeHint().height();
    return std::max(wanted, content->minimumSizeHint().height());
}

bool SheetScroll::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();   // The sheet grows with its content.
    }
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace orrery::console
