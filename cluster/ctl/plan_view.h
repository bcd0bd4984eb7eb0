// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plan as text: what would happen, what speaks against it, what it costs, how to go back.
#pragma once

#include <string>

#include "shared/model/plan.h"

namespace orrery::ctl {

std::string planText(const model::Plan& plan);

}  // namespace orrery::ctl
