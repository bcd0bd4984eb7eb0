// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of an operator's command, as an action: "unit drain b1 by anna reason kernel update".
#pragma once

#include <optional>
#include <string>

#include "cluster/core/control/controller.h"
#include "cluster/core/node.h"
#include "shared/base/result.h"

namespace orrery::core {

/// UNIT ADD [HOST h] | DRAIN u | KILL u | RESTART u; PARTITION FAILOVER p [TO u] | MOVE p TO u |
/// RESTORE p|ALL; PUMP PAUSE u | RESUME u; GRID STOP n | BALANCE; then BY name, REASON text, IF-EPOCH epoch, PLAN
/// digest, AT MOST n in any order.
/// NotFound: no such command (for "unknown subcommand"). Malformed: what is wrong with it.
Result<Controller::Request> parseAction(RequestArguments words);

}  // namespace orrery::core
