// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The look of the running program: fonts, palette and style sheet, applied to the whole application
// at once. Painted widgets ask `theme::colors()` each time they paint, so a switch needs no more
// than the repaint that Qt does by itself when the application's palette changes.
//
// Call everything here from the UI thread only.
#pragma once

#include <QFont>

#include "console/widgets/colors.h"

class QApplication;

namespace orrery::console::theme {

/// Weight of text; the three that are bundled.
enum class Weight { Regular, Medium, SemiBold };

/// Gives `application` our fonts, palette and style. May be called again to switch the appearance.
/// The bundled fonts come from the resource file; without it the system's sans serif stands in.
void apply(QApplication& application, Appearance appearance);

/// What `apply` was last called with; Dark before the first call.
Appearance appearance();

/// The palette in use.
const Colors& colors();

/// The text font at `pixels`.
QFont textFont(int pixels, Weight weight = Weight::Regular);

/// The font of figures: every digit has one width.
QFont monoFont(int pixels, Weight weight = Weight::Regular);

}  // namespace orrery::console::theme
