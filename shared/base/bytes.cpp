// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/bytes.h"

namespace orrery {

void ByteWriter::fixed(std::uint64_t value, int size) {
    for (int byte = 0; byte < size; ++byte) {
        m_target.push_back(static_cast<char>(value >> (8 * byte)));
    }
}

void ByteWriter::varint(std::uint64_t value) {
    while (value >= 0x80) {
        m_target.push_back(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    m_target.push_back(static_cast<char>(value));
}

void ByteWriter::text(std::string_view value) {
    varint(value.size());
    m_target.append(value);
}

std::uint64_t ByteReader::fixed(std::size_t size) {
    if (m_failed || m_source.size() - m_offset < size) {
        m_failed = true;
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t byte = 0; byte < size; ++byte) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_source[m_offset + byte])) << (8 * byte);
    }
    m_offset += size;
    return value;
}

std::uint64_t ByteReader::varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint64_t byte = fixed(1);
        value |= (byte & 0x7F) << shift;
        if ((byte & 0x80) == 0) {
            return m_failed ? 0 : value;
        }
    }
    m_failed = true;
    return 0;
}

std::string_view ByteReader::text() {
    const std::uint64_t size = varint();
    if (m_failed || size > m_source.size() - m_offset) {
        m_failed = true;
        return {};
    }
    const std::string_view view = m_source.substr(m_offset, size);
    m_offset += size;
    return view;
}

std::size_t ByteReader::count() {
    const std::uint64_t value = varint();
    if (m_failed || value > m_source.size() - m_offset) {
        m_failed = true;
        return 0;
    }
    return static_cast<std::size_t>(value);
}

}  // namespace orrery
