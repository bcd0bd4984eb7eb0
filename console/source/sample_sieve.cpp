// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/sample_sieve.h"

#include <charconv>

namespace orrery::console {
namespace {

constexpr std::string_view sampleBegins = ">3\r\n$4\r\ngrid\r\n$9\r\ntelemetry\r\n%";
constexpr std::string_view unitBegins = "\r\n$4\r\nunit\r\n:";
constexpr std::string_view numberEnds = "\r\n";

/// Takes a number of at most ten digits from the front of `text`; none when there is no such number.
std::optional<std::uint32_t> takeNumber(std::string_view& text) {
    std::uint32_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return number;
}

bool takeText(std::string_view& text, std::string_view wanted) {
    const bool found = text.starts_with(wanted);
    text.remove_prefix(found ? wanted.size() : 0);
    return found;
}

}  // namespace

void SampleSieve::setPace(PicturePace pace) {
    m_pace = pace;
    m_lastRead.clear();
}

std::optional<UnitId> SampleSieve::passesOver(std::string_view push, Instant at) {
    const std::optional<UnitId> unit = m_pace == PicturePace::Unseen ? sampledUnit(push) : std::nullopt;
    if (!unit) {
        return std::nullopt;
    }
    const auto last = m_lastRead.find(unit->value);
    if (last != m_lastRead.end() && at >= last->second && at - last->second < interval) {
        return unit;
    }
    if (last != m_lastRead.end()) {
        last->second = at;
    } else if (m_lastRead.size() < mostUnits) {
        m_lastRead.emplace(unit->value, at);
    }
    return std::nullopt;
}

std::optional<UnitId> sampledUnit(std::string_view push) {
    std::string_view rest = push;
    if (!takeText(rest, sampleBegins) || !takeNumber(rest) || !takeText(rest, unitBegins)) {
        return std::nullopt;
    }
    const std::optional<std::uint32_t> unit = takeNumber(rest);
    return unit && rest.starts_with(numberEnds) ? std::optional(UnitId{*unit}) : std::nullopt;
}

}  // namespace orrery::console
