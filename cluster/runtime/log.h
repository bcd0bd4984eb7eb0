// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Structured log lines on standard error:
//   2026-11-21T01:26:32.123Z warning peers "link to unit 3 is down" reason="silent for 1 s"
// One write per line, so that lines of several processes in one file do not mix.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "cluster/core/effects.h"

namespace orrery::runtime {

using core::LogLevel;

struct LogField {
    std::string_view key;
    std::string value;
};

/// Lines below `level` are left out from now on. The start value is Info. Any thread.
void setLogLevel(LogLevel level);
bool logs(LogLevel level);

/// Writes one line. `component` is one word. Any thread; never fails.
void logLine(LogLevel level, std::string_view component, std::string_view text,
             std::initializer_list<LogField> fields = {});

/// The line as logLine() writes it, newline included. Quotes and control characters are escaped.
std::string formatLogLine(WallTime at, LogLevel level, std::string_view component,
                          std::string_view text, std::initializer_list<LogField> fields);

/// "debug", "info", "warning" or "error".
std::optional<LogLevel> logLevelFrom(std::string_view word);
std::string_view wordFor(LogLevel level);

}  // namespace orrery::runtime
