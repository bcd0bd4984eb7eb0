// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What waits in one of a unit's queues: PUMP SHOW on the unit's own RESP port, and its answer.
#pragma once

#include <string>
#include <vector>

#include "console/source/grid_source.h"
#include "shared/resp/value.h"

namespace orrery::console {

/// {"PUMP", "SHOW", "b1", "PARTITION", "31", "COUNT", "100"}
std::vector<std::string> queueCommand(const QueueQuestion& question);
/// Reads the answer: a record with the list under "items", or that list alone. An item without a key
/// is left out.
QueueAnswer queueAnswerFrom(const resp::Value& reply);
/// The answer when there is no reply.
QueueAnswer queueUnavailable(const QString& why);

}  // namespace orrery::console
