// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/log.h"

#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>

#include "cluster/runtime/clocks.h"

namespace orrery::runtime {

namespace {

constexpr std::array<std::string_view, 4> words{"debug", "info", "warning", "error"};
std::atomic<LogLevel> leastLevel{LogLevel::Info};

void appendQuoted(std::string& line, std::string_view text) {
    line.push_back('"');
    for (const char character : text) {
        if (character == '"' || character == '\\') {
            line.push_back('\\');
        }
        line.push_back(
            static_cast<unsigned char>(character) < 0x20 || character == 0x7F ? ' ' : character);
    }
    line.push_back('"');
}

void appendTime(std::string& line, WallTime at) {
    const time_t whole = at.millis / 1000;
    tm parts{};
    gmtime_r(&whole, &parts);
    char text[40];
    const std::size_t length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    line.append(text, length);
    std::snprintf(text, sizeof text, ".%03dZ", static_cast<int>(at.millis % 1000));
    line.append(text);
}

}  // namespace

void setLogLevel(LogLevel level) { leastLevel = level; }

bool logs(LogLevel level) { return level >= leastLevel.load(std::memory_order_relaxed); }

std::string formatLogLine(WallTime at, LogLevel level, std::string_view component,
                          std::string_view text, std::initializer_list<LogField> fields) {
    std::string line;
    appendTime(line, at);
    line.append(" ").append(wordFor(level)).append(" ").append(component).append(" ");
    appendQuoted(line, text);
    for (const LogField& field : fields) {
        line.append(" ").append(field.key).append("=");
        appendQuoted(line, field.value);
    }
    line.push_back('\n');
    return line;
}

void logLine(LogLevel level, std::string_view component, std::string_view text,
             std::initializer_list<LogField> fields) {
    if (!logs(level)) {
        return;
    }
    const std::string line = formatLogLine(currentMoment().wall, level, component, text, fields);
    // A log that cannot be written has nowhere to complain.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

std::optional<LogLevel> logLevelFrom(std::string_view word) {
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (words[index] == word) {
            return static_cast<LogLevel>(index);
        }
    }
    return std::nullopt;
}

std::string_view wordFor(LogLevel level) { return words[static_cast<std::size_t>(level)]; }

}  // namespace orrery::runtime
