// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an operator sees of a grid in a shell: text made from model values, no I/O.
#pragma once

#include <string>
#include <vector>

#include "shared/model/grid_event.h"
#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"
#include "shared/model/unit_reading.h"
#include "shared/resp/value.h"

namespace orrery::ctl {

/// GRID SNAPSHOT, decoded.
struct Snapshot {
    model::GridState state;
    std::vector<model::UnitTelemetry> telemetry;
    std::vector<model::GridEvent> events;
};

/// `safety`: the reasons of GRID SAFE; empty = safe.
std::string statusText(const Snapshot& snapshot, const std::vector<std::string>& safety);
std::string unitsText(const Snapshot& snapshot);
std::string partitionsText(const Snapshot& snapshot);
/// One line, without a line end.
std::string eventText(const model::GridEvent& event);
/// `operations`: the answer to GRID OPERATIONS.
std::string operationsText(const resp::Value& operations);
/// A line that sums up, then one per setting; those that differ first and marked.
std::string settingsText(const model::UnitSettings& settings);
/// Its lines as they are; empty when there are none.
std::string logText(const model::UnitLog& log);

}  // namespace orrery::ctl
