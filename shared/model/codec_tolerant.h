// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading a grid that is newer than this program: a word of an enumeration that is not known here leaves
// out the smallest record of a list that holds it (a unit of a state, a step), and the rest is read. Only
// for pictures; whoever acts on a record (a plan) reads it whole or not at all, with codec.h.
#pragma once

#include <cstdint>
#include <string>

#include "shared/model/codec.h"

namespace orrery::model {

/// What was left out since it was made.
struct Omissions {
    std::uint64_t count = 0;
    std::string first;  ///< Path and word of the first; empty while there is none.

    void note(const std::string& detail) {
        first = count++ == 0 ? detail : first;
    }
    friend bool operator==(const Omissions&, const Omissions&) = default;
};

/// As those of codec.h, but for unknown words: noted in `omissions`, and Unsupported when the record as a
/// whole cannot do without the word (the kind of an event).
Result<GridState> decodeGridState(const resp::Value& value, Omissions& omissions);
Result<GridChange> decodeGridChange(const resp::Value& value, Omissions& omissions);
Result<UnitTelemetry> decodeUnitTelemetry(const resp::Value& value, Omissions& omissions);
Result<GridEvent> decodeGridEvent(const resp::Value& value, Omissions& omissions);
Result<StreamMessage> decodePush(const resp::Value& value, Omissions& omissions);

}  // namespace orrery::model
