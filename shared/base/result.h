// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Result<T>: a value or an error that the caller must look at. A code exists only if somebody reacts
// to it; everything else is detail text for a person. C++20 has no std::expected.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "shared/base/assert.h"

namespace orrery {

enum class ErrorCode : std::uint8_t {
    Malformed,      ///< Bytes from outside do not follow their format.
    TooLarge,       ///< A length or count is over its limit.
    Unsupported,    ///< Well formed, but of a version or kind this program does not speak.
    NotFound,       ///< The named thing does not exist.
    Refused,        ///< Understood and not done; the detail says why and what to do.
    Unavailable,    ///< Not now: try again later.
    Unknown,        ///< Sent, but the answer is not known. Never shown as failed or done.
    Corrupt,        ///< Our own data failed its check.
    System,         ///< The operating system refused; the detail carries its words.
};

struct Error {
    ErrorCode code = ErrorCode::System;
    std::string detail;  ///< What, where and what to do, in one line.
};

template <typename Value>
class [[nodiscard]] Result {
public:
    Result(Value value) : m_content(std::move(value)) {}
    Result(Error error) : m_content(std::move(error)) {}

    bool ok() const { return std::holds_alternative<Value>(m_content); }
    explicit operator bool() const { return ok(); }

    /// The value. Must hold one.
    Value& value() { ORRERY_ASSERT(ok()); return std::get<Value>(m_content); }
    const Value& value() const { ORRERY_ASSERT(ok()); return std::get<Value>(m_content); }
    Value take() { ORRERY_ASSERT(ok()); return std::move(std::get<Value>(m_content)); }

    /// The error. Must hold one.
    const Error& error() const { ORRERY_ASSERT(!ok()); return std::get<Error>(m_content); }

private:
    std::variant<Value, Error> m_content;
};

struct Done {};
using Status = Result<Done>;

}  // namespace orrery
