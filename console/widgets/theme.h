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
#include "console/widgets/metrics.h"

class QApplication;

namespace orrery::console::theme {

/// Weight of text; the three that are bundled.
enum class Weight { Regular, Medium, SemiBold };

/// Whether things may move or blink by themselves.
enum class Motion { Full, Reduced };

/// All that a person chooses about the look.
struct Look {
    Appearance appearance = Appearance::Dark;
    int scalePercent = metrics::normalPercent;  ///< Clamped to what metrics.h allows.
    Motion motion = Motion::Full;
    friend bool operator==(const Look&, const Look&) = default;
};

/// Gives `application` our fonts, palette, style and scale. May be called again at any time: widgets
/// that exist follow at once. The bundled fonts come from the resource file; without it the system's
/// sans serif stands in.
void apply(QApplication& application, const Look& look);
/// The same with another appearance and all else as it is.
void apply(QApplication& application, Appearance appearance);

/// What `apply` was last called with; the defaults before the first call.
const Look& look();
Appearance appearance();
Motion motion();

/// The next larger or smaller step of the font scale from `percent`; the last step at the ends.
enum class Zoom { In, Out, Reset };
int zoomed(int percent, Zoom zoom);

/// The palette in use.
const Colors& colors();

/// The text font at `pixels` of 100 %, in the font scale of this moment.
QFont textFont(int pixels, Weight weight = Weight::Regular);

/// The font of figures: every digit has one width. `pixels` as for textFont.
QFont monoFont(int pixels, Weight weight = Weight::Regular);

}  // namespace orrery::console::theme
