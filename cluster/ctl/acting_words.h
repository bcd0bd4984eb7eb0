// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the words an operator types to the command the grid wants.
#pragma once

#include <QStringList>

#include <string>
#include <vector>

#include "shared/base/result.h"

namespace orrery::ctl {

/// Options that only some acting words take; empty: not given.
struct ActingOptions { QString host; QString target; QString atMost; };

/// "drain b1" becomes UNIT DRAIN b1, and so on. Refused with a line for the user when a word is
/// unknown, missing or too many.
Result<std::vector<std::string>> actingRequest(const QStringList& words, const ActingOptions& options);

}  // namespace orrery::ctl
