// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What happened, twice: always as a running hash, so that two runs of a seed can be compared, and on
// request as lines of text for a person who looks for the cause of a failure.
#pragma once

#include <cstdio>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/time.h"

namespace orrery::simulation {

class Trace {
public:
    /// Lines go to `output`; null: only the hash is kept.
    explicit Trace(std::FILE* output) : m_output(output) {}

    void add(std::uint64_t value) {
        m_hash = (m_hash ^ value) * 0x9E3779B97F4A7C15ULL;
        m_hash ^= m_hash >> 32;
    }
    void add(std::string_view bytes) {
        std::uint64_t hash = 0xCBF29CE484222325ULL;
        for (const char byte : bytes) {
            hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
        }
        add(hash);
    }
    std::uint64_t hash() const { return m_hash; }

    /// Ask before a line is put together: most runs have no reader.
    bool wanted() const { return m_output != nullptr; }
    void line(Instant at, std::string_view who, std::string_view what) const {
        std::fprintf(m_output, "%12.6f %-6.*s %.*s\n", static_cast<double>(at.micros) / 1e6,
                     static_cast<int>(who.size()), who.data(), static_cast<int>(what.size()), what.data());
    }

private:
    std::FILE* m_output;
    std::uint64_t m_hash = 1;
};

}  // namespace orrery::simulation
