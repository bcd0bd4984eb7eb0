// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One RESP value as a tree (RESP3 specification, redis/redis-specifications protocol/RESP3.md).
// Used where a reply is looked at as a whole: clients, the console, model codecs. The front door
// never builds one: it parses and writes in place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::resp {

enum class Kind : std::uint8_t { Null, Simple, Error, Integer, Bulk, Double, Boolean, Verbatim, BigNumber,
                                 Array, Map, Set, Push };

/// A value owns its children. In a map, `items` holds key, value, key, value ...
struct Value {
    Kind kind = Kind::Null;
    std::string text;              ///< Simple, Error, Bulk, Verbatim (without its prefix), BigNumber
    std::int64_t integer = 0;      ///< Integer; Boolean as 0 or 1
    double number = 0;             ///< Double
    std::vector<Value> items;      ///< Array, Map, Set, Push

    static Value null() { return {}; }
    static Value simple(std::string_view text) { return leaf(Kind::Simple, text); }
    static Value error(std::string_view text) { return leaf(Kind::Error, text); }
    static Value bulk(std::string_view text) { return leaf(Kind::Bulk, text); }
    static Value number64(std::int64_t integer);
    static Value boolean(bool truth);
    static Value array(std::vector<Value> items = {}) { return tree(Kind::Array, std::move(items)); }
    static Value map(std::vector<Value> items = {}) { return tree(Kind::Map, std::move(items)); }
    static Value push(std::vector<Value> items = {}) { return tree(Kind::Push, std::move(items)); }

    /// Appends a field to a map and returns *this, so that a record reads as a list of its fields.
    Value& with(std::string_view name, Value value);

    /// The field `name` of a map (also of an array of key, value pairs, as RESP2 gives it), or null
    /// when there is none.
    const Value* find(std::string_view name) const;

    bool isError() const { return kind == Kind::Error; }
    bool isText() const { return kind == Kind::Simple || kind == Kind::Bulk || kind == Kind::Verbatim; }

    friend bool operator==(const Value&, const Value&) = default;

private:
    static Value leaf(Kind kind, std::string_view text);
    static Value tree(Kind kind, std::vector<Value> items);
};

}  // namespace orrery::resp
