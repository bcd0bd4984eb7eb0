// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Little-endian binary writing and reading with bounds: the encoding of peer messages, the control
// log and snapshots. A reader never reads past its end: once it has failed it stays failed, every
// further value is zero or empty, and the caller checks `complete()` once at the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/ids.h"

namespace orrery {

class ByteWriter {
public:
    explicit ByteWriter(std::string& target) : m_target(target) {}

    void u8(std::uint8_t value) { m_target.push_back(static_cast<char>(value)); }
    void u16(std::uint16_t value) { fixed(value, 2); }
    void u32(std::uint32_t value) { fixed(value, 4); }
    void u64(std::uint64_t value) { fixed(value, 8); }
    void i64(std::int64_t value) { fixed(static_cast<std::uint64_t>(value), 8); }
    /// LEB128, 1 to 10 bytes: for counts and lengths, which are mostly small.
    void varint(std::uint64_t value);
    /// Length as a varint, then the bytes.
    void text(std::string_view value);
    void position(Position value) { varint(value.epoch.value); varint(value.sequence.value); }

private:
    void fixed(std::uint64_t value, int size);
    std::string& m_target;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view source) : m_source(source) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(fixed(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(fixed(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(fixed(4)); }
    std::uint64_t u64() { return fixed(8); }
    std::int64_t i64() { return static_cast<std::int64_t>(fixed(8)); }
    std::uint64_t varint();
    /// A view into the source; valid as long as the source is.
    std::string_view text();
    Position position() { const Epoch epoch{varint()}; return Position{epoch, Sequence{varint()}}; }
    /// A count of items that follow, each at least one byte: more than the bytes left is malformed,
    /// so a hostile count never leads to a large allocation.
    std::size_t count();

    bool failed() const { return m_failed; }
    /// True when everything was read and nothing failed.
    bool complete() const { return !m_failed && m_offset == m_source.size(); }
    std::size_t offset() const { return m_offset; }
    void fail() { m_failed = true; }

private:
    std::uint64_t fixed(std::size_t size);
    std::string_view m_source;
    std::size_t m_offset = 0;
    bool m_failed = false;
};

}  // namespace orrery
