// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes RESP2 or RESP3 at the end of a byte string. The caller says what it means (a map, a null, a
// boolean); the writer knows how each protocol version spells it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::resp {

struct Value;

enum class Version : std::uint8_t { Resp2 = 2, Resp3 = 3 };

class Writer {
public:
    /// Appends to `target`, which must outlive the writer.
    Writer(std::string& target, Version version) : m_target(target), m_version(version) {}

    Version version() const { return m_version; }
    void ok() { m_target.append("+OK\r\n", 5); }
    /// CR and LF in `text` become spaces.
    void simple(std::string_view text);
    /// `text` starts with the error's code in capitals ("ERR", "MOVED" ...); CR and LF become spaces.
    void error(std::string_view text);
    void integer(std::int64_t value);
    void bulk(std::string_view bytes);
    /// RESP3 "_", RESP2 "$-1".
    void null();
    /// RESP3 "_", RESP2 "*-1": where Redis answers a null array.
    void nullArray();
    /// RESP3 "#t" / "#f", RESP2 1 / 0.
    void boolean(bool value);
    /// RESP3 ",", RESP2 a bulk string. Shortest form that reads back as the same number.
    void number(double value);
    /// RESP3 verbatim text "=", RESP2 a bulk string.
    void verbatim(std::string_view text);
    /// RESP3 "(", RESP2 a bulk string. `digits` is a decimal integer of any length.
    void bigNumber(std::string_view digits);
    /// Headers: the caller writes `count` items (2 x `count` for a map) next. RESP2 spells a map,
    /// a set and a push as arrays.
    void array(std::size_t count) { header('*', count); }
    void map(std::size_t count);
    void set(std::size_t count);
    void push(std::size_t count);
    /// A whole tree. A map must hold an even number of items.
    void value(const Value& value);

private:
    void header(char kind, std::size_t count);
    std::string& m_target;
    Version m_version;
};

}  // namespace orrery::resp
