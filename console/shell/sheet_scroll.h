// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The middle of a sheet: as high as what it holds while the window has room, and scrolling, between a head and a foot
// that stay in sight, when it has not. Never scrolls sideways.
#pragma once

#include <QScrollArea>

namespace orrery::console {

class SheetScroll : public QScrollArea {
    Q_OBJECT
public:
    /// Takes `content`, which has its layout already.
    explicit SheetScroll(QWidget* content, QWidget* parent = nullptr);

    /// What the content needs at that width.
    int wantedHeight(int width) const;
    /// Nothing: the sheet adds wantedHeight() itself, and takes away what the window does not have.
    QSize sizeHint() const override { return {0, 0}; }
    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace orrery::console
