// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Model values as RESP trees: the one spelling of wire and recording. A record is a map from field
// names to values, readable in redis-cli. Decoding ignores unknown fields (a newer grid) and gives
// absent fields their defaults (an older one), but refuses a field of the wrong kind or out of range:
// the error names the path to it.
//
// The stream of GRID SUBSCRIBE is a sequence of pushes ["grid", <kind>, <record>], kind one of
// "state", "change", "telemetry", "event", "alive". A recording holds the same pushes.
#pragma once

#include <variant>

#include "shared/base/result.h"
#include "shared/model/grid_event.h"
#include "shared/model/grid_state.h"
#include "shared/model/plan.h"
#include "shared/model/telemetry.h"
#include "shared/resp/value.h"

namespace orrery::model {

/// Sent once a second when nothing else is: the source is there. Carries the controller's clock.
struct Alive {
    WallTime at;
    Epoch epoch;
    friend bool operator==(const Alive&, const Alive&) = default;
};

using StreamMessage = std::variant<GridState, GridChange, UnitTelemetry, GridEvent, Alive>;

resp::Value encode(const GridState& state);
resp::Value encode(const GridChange& change);
resp::Value encode(const UnitTelemetry& telemetry);
resp::Value encode(const GridEvent& event);
resp::Value encode(const Plan& plan);
/// The whole push ["grid", kind, record].
resp::Value encodePush(const StreamMessage& message);

Result<GridState> decodeGridState(const resp::Value& value);
Result<GridChange> decodeGridChange(const resp::Value& value);
Result<UnitTelemetry> decodeUnitTelemetry(const resp::Value& value);
Result<GridEvent> decodeGridEvent(const resp::Value& value);
Result<Plan> decodePlan(const resp::Value& value);
/// Unsupported for a push of another name or kind, Malformed with the path for a bad record.
Result<StreamMessage> decodePush(const resp::Value& value);

}  // namespace orrery::model
