// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes the widgets that exist along to another font scale: their own fonts, fixed and smallest sizes,
// margins and spacings, header sections. A widget thus needs no code for a new scale; what it
// paints it asks of `metrics` each time anyway. Rejected: building the window anew, which would lose
// selections, scroll places and half-typed text.
#pragma once

namespace orrery::console {

/// Rescales every widget of the application from `fromPercent` to `toPercent`. What a widget had at
/// 100 % is remembered, so that going up and down again ends where it began. Windows keep their size.
void rescaleWidgets(int fromPercent, int toPercent);

/// The widgets' own fonts. Apart from the rest because a new style sheet gives widgets their former
/// fonts back: sizes go before the sheet (whose own sizes must win), fonts after it.
void rescaleFonts(int fromPercent, int toPercent);

}  // namespace orrery::console
