// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: whether what is on a window has room there: no control lies over another, none reaches out of what
// holds it, no text is cut without saying so by an ellipsis, and nothing scrolls sideways.
#pragma once

#include <vector>

#include <QWidget>

#include "support/text_audit.h"

namespace orrery::console::fixture {

/// Faults of `root` and of everything visible in it; sheets and notices over the window are not looked at.
std::vector<TextFault> crowding(QWidget& root);

}  // namespace orrery::console::fixture
