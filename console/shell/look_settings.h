// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The look that a person chose, over runs.
#pragma once

#include "console/widgets/theme.h"

namespace orrery::console {

class Settings;

/// What was stored; the defaults for what was not, or makes no sense.
theme::Look storedLook(const Settings& settings);
/// Stores what `after` changes of `before`: the rest may be another console's choice by now.
void storeLook(Settings& settings, const theme::Look& before, const theme::Look& after);

}  // namespace orrery::console
