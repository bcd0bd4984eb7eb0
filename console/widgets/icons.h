// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our own line icons, tinted by the palette when they are painted: one SVG serves both appearances,
// every state of a button and every scale.
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QPainter;

namespace orrery::console {

/// The icon `name` (a file of resources/icons without its ending), in the text colour of the
/// palette at the time of painting; faint when disabled. An unknown name gives an icon that paints
/// nothing.
QIcon icon(const QString& name);

/// Paints the icon `name` into the square `rect` in `color`.
void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color);

/// The icon of the program: windows, task bar, tray. It has colours of its own; sharp from 16 to 256.
QIcon applicationIcon();

}  // namespace orrery::console
