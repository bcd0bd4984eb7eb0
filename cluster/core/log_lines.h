// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The end of a log as lines that can be shown anywhere. What a process wrote is foreign: clients' words stand
// in it, and a crash leaves anything.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::core {

/// Beyond these a log is cut, and says so.
inline constexpr std::size_t logLinesUsual = 50;
inline constexpr std::size_t logLinesAtMost = 500;
inline constexpr std::size_t logLineBytes = 1024;
/// Of the end of a log that is looked at.
inline constexpr std::size_t logBytesAtMost = 512 * 1024;

struct LogLines {
    std::vector<std::string> lines;   ///< Oldest first.
    bool hasEarlier = false;
    bool isUnfinished = false;        ///< The last line has no line end.
};

/// `line` as printable UTF-8 in one line: tabs become blanks; other control characters, bytes that are no UTF-8, and
/// characters that turn or hide text are written as \x1b or \u{202e}. At most logLineBytes, and then what is left
/// out is counted at its end.
std::string printableLine(std::string_view line);

/// What was found of a log.
struct LogPiece {
    std::string_view bytes;
    bool startsInside = false;   ///< Only the end of what was written: its first line may be half of one.
};

/// The last `count` lines of `piece`; half a line at its start is left out when another follows.
LogLines lastLines(const LogPiece& piece, std::size_t count);

}  // namespace orrery::core
