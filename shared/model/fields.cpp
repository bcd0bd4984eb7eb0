// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/fields.h"

namespace orrery::model {
namespace {

std::string_view describe(resp::Kind kind) {
    using resp::Kind;
    switch (kind) {
    case Kind::Null: return "nothing";
    case Kind::Simple:
    case Kind::Bulk:
    case Kind::Verbatim: return "text";
    case Kind::Error: return "an error";
    case Kind::Integer:
    case Kind::BigNumber: return "a number";
    case Kind::Double: return "a fraction";
    case Kind::Boolean: return "a boolean";
    case Kind::Array:
    case Kind::Set: return "a list";
    case Kind::Map: return "a map";
    case Kind::Push: return "a push";
    }
    return "an unknown kind";
}

/// What does not fit an integer: a big number, which RESP2 spells as text.
std::optional<std::uint64_t> bigNumber(const resp::Value& value) {
    std::uint64_t number = 0;
    const char* const end = value.text.data() + value.text.size();
    const auto [stop, error] = std::from_chars(value.text.data(), end, number);
    const bool spelled = value.kind == resp::Kind::BigNumber || value.kind == resp::Kind::Bulk;
    const bool fits = error == std::errc() && stop == end && number >> 63 == 1;
    return spelled && fits ? std::optional(number) : std::nullopt;
}

}  // namespace

void FieldReader::fail(std::string_view reason, ErrorCode code) {
    if (m_error) {
        return;
    }
    std::string path;
    for (const Step& step : m_path) {
        if (step.name.empty()) {
            path += "[" + std::to_string(step.index) + "]";
        } else {
            path += (path.empty() ? "" : ".");
            path += step.name;
        }
    }
    m_error = Error{code, path + " " + std::string(reason)};
}

void FieldReader::expect(std::string_view wanted, const resp::Value& found) {
    fail("should be " + std::string(wanted) + " and is " + std::string(describe(found.kind)));
}

std::optional<std::uint64_t> FieldReader::unsignedNumber(const resp::Value& value) {
    if (value.kind == resp::Kind::Integer && value.integer >= 0) {
        return static_cast<std::uint64_t>(value.integer);
    }
    if (const std::optional<std::uint64_t> big = bigNumber(value)) {
        return big;
    }
    if (value.kind == resp::Kind::Integer) {
        fail("is " + std::to_string(value.integer) + ", which is out of range");
    } else if (value.kind == resp::Kind::BigNumber) {
        fail("is out of range");
    } else {
        expect("a number", value);
    }
    return std::nullopt;
}

void FieldReader::read(const resp::Value& value, bool& field) {
    // RESP2 has no booleans and spells them 0 and 1.
    const bool spelled = value.kind == resp::Kind::Boolean || value.kind == resp::Kind::Integer;
    if (!spelled) {
        return expect("a boolean", value);
    }
    if (value.integer != 0 && value.integer != 1) {
        return fail("is " + std::to_string(value.integer) + ", which is out of range");
    }
    field = value.integer == 1;
}

void FieldReader::read(const resp::Value& value, std::string& field) {
    if (!value.isText()) {
        return expect("text", value);
    }
    field = value.text;
}

void FieldReader::read(const resp::Value& value, std::int64_t& field) {
    if (value.kind != resp::Kind::Integer) {
        return expect("a number", value);
    }
    field = value.integer;
}

}  // namespace orrery::model
