// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Painted figures for people who do not see them: a card with a number is read as that number, a
// curve as its extremes and its last value. The widget says it in words; the adapter gives role,
// name and value. Values that tick are never announced, only read when asked for.
#pragma once

#include <QAccessible>
#include <QString>

namespace orrery::console {

/// What a painted figure says of itself. Implemented by widgets beside QWidget.
class PaintedFigure {
public:
    /// Makes painted figures known to Qt's accessibility, once for the whole program.
    PaintedFigure();
    virtual ~PaintedFigure() = default;

    /// A button where it can be pressed, a graphic where it is a picture.
    virtual QAccessible::Role figureRole() const = 0;
    /// The value in words; may be empty.
    virtual QString figureValue() const = 0;
};

}  // namespace orrery::console
