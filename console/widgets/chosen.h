// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one of several choices wears while it is chosen.
#pragma once

#include <QColor>

namespace orrery::console {

/// The ground below the words of what is chosen, in the appearance of this moment: `share` of the way from a control's
/// colour to that of lines. In high contrast lines are as strong as text; there it stays so far from the text that this
/// can be read at 7 to 1.
QColor chosenFill(double share);
/// The edge around it; none (invalid) but in high contrast, where the ground alone says too little.
QColor chosenEdge();

}  // namespace orrery::console
