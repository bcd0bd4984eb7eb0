// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a simulated client did and what it was told: the evidence that the checkers judge by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cluster/core/node.h"

namespace orrery::simulation {

enum class Verb : std::uint8_t { Increment, IncrementField, Set, Delete, Get, GetField };

constexpr bool isWrite(Verb verb) { return verb < Verb::Get; }
constexpr bool isCount(Verb verb) { return verb == Verb::Increment || verb == Verb::IncrementField; }

/// One operation of one client. A write keeps its request id through all attempts and is one operation
/// however often it is tried; a read that is tried again is a new operation.
struct Operation {
    std::uint64_t number = 0;
    std::uint32_t client = 0;
    Verb verb = Verb::Get;
    std::string key;
    std::string field;                  ///< Of a hash; else empty.
    PartitionId partition;
    std::string requestId;              ///< Empty: asked without one.
    std::uint64_t version = 0;          ///< Set, Delete: which version of its register it makes. From 1.
    bool isFinal = false;               ///< One of the reads after everything has come to rest.
    Instant started;                    ///< World time of the first attempt.

    Instant finished;                   ///< What follows is known once it has ended well.
    std::optional<std::string> content; ///< A read's answer; none: there is no such entry.
    std::int64_t count = 0;             ///< Increment, IncrementField: the answer.
    Position position;                  ///< As told with a request id.
    core::NodeId server;                ///< Who answered,
    std::uint32_t serverLife = 0;       ///< and in which of its lives.

    /// What the operation is about, as one word.
    std::string subject() const { return field.empty() ? key : key + "." + field; }
};

/// The text of version `version` of a register, and back. 0: none of ours.
inline std::string textOfVersion(std::uint64_t version) { return "v" + std::to_string(version); }
std::uint64_t versionOfText(const std::string& text);

/// The number a counter's content stands for; an absent entry counts as 0, anything else as -1.
std::int64_t countOf(const std::optional<std::string>& content);

}  // namespace orrery::simulation
