// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A unit's settings and the end of its log: the words of the question, and the reading of the answer.
#pragma once

#include <string>
#include <vector>

#include "console/source/grid_source.h"
#include "shared/resp/value.h"

namespace orrery::console {

/// {"GRID", "SETTINGS", "b1"} or {"GRID", "LOG", "b1", "COUNT", "200"}
std::vector<std::string> unitCommand(const UnitQuestion& question);
UnitAnswer unitAnswerFrom(UnitReading what, const resp::Value& reply);
/// The answer when there is no reply.
UnitAnswer unitUnavailable(const QString& why);

}  // namespace orrery::console
