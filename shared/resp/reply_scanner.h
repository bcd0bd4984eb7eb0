// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds where a reply or push ends without reading it: for whoever keeps its bytes, or looks at few of
// many. A tenth of the work of ReplyParser, and no memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shared/resp/parser.h"

namespace orrery::resp {

/// Understands lines, lengths and counts, and not what lies between them: ReplyParser may still refuse
/// what was found complete here (a number that is none, too deep a nesting). Never the other way round,
/// and both agree on where a reply ends.
class ReplyScanner {
public:
    /// Of the limits, those of lines, strings, counts and the whole reply are kept.
    explicit ReplyScanner(Limits limits = {}) : m_limits(limits) {}

    /// Looks at `buffer`, which starts at the first byte of the unfinished reply and may have grown since
    /// the last call (it may also have moved).
    /// Complete: length() is the length of the reply; the next call must start behind it.
    /// Failed: error() says what and at which byte of the stream; the scanner stays failed.
    Progress scan(std::string_view buffer);

    std::size_t length() const { return m_length; }
    const std::string& error() const { return m_error; }

private:
    /// Numbers and short strings that are there as a whole: nearly all of a record. What is left is for step().
    void passUsual(std::string_view buffer);
    /// One line, with the string that it announces; false when bytes are missing or it failed.
    bool step(std::string_view buffer);
    bool passString(std::string_view buffer, std::string_view body, std::size_t next);
    bool passHeader(char type, std::string_view body, std::size_t next);
    bool pass(std::size_t next);
    bool fail(std::string_view reason);

    Limits m_limits;
    std::size_t m_scanned = 0;       ///< Bytes of the unfinished reply that are understood.
    std::size_t m_searched = 0;      ///< Bytes before it hold no end of the line at m_scanned.
    std::size_t m_missing = 1;       ///< Values that the unfinished reply still lacks.
    std::size_t m_itemCount = 0;     ///< Items its headers announced.
    std::size_t m_length = 0;
    std::size_t m_streamOffset = 0;  ///< Bytes of the stream before the unfinished reply.
    std::string m_error;
};

}  // namespace orrery::resp
