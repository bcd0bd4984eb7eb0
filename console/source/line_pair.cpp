// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/line_pair.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace orrery::console {
namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::size_t wordLength = 8;
constexpr std::uint64_t ones = 0x0101010101010101;
constexpr std::uint64_t lowBits = 0x7F7F7F7F7F7F7F7F;

std::uint64_t wordAt(std::string_view text, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    return word;
}

/// The top bit of every byte of `word` that is `letter`.
std::uint64_t matches(std::uint64_t word, char letter) {
    const std::uint64_t other = word ^ (ones * static_cast<unsigned char>(letter));
    return ~(((other & lowBits) + lowBits) | other | lowBits);
}

/// How many top bits of bytes are set.
std::size_t count(std::uint64_t topBits) { return static_cast<std::size_t>(((topBits >> 7) * ones) >> 56); }

std::string_view takeLine(std::string_view& text, bool& isOver) {
    const std::size_t end = text.find(lineEnd);
    const std::string_view line = text.substr(0, end);
    isOver = end == std::string_view::npos;
    text.remove_prefix(isOver ? text.size() : end + lineEnd.size());
    return line;
}

}  // namespace

std::size_t LinePair::passEqual() {
    if (m_knownIsOver) {
        return 0;
    }
    std::size_t whole = equalLength();
    while (whole >= lineEnd.size() && (m_text[whole - 1] != '\n' || m_text[whole - 2] != '\r')) {
        --whole;
    }
    if (whole < lineEnd.size()) {
        return 0;
    }
    const std::size_t passed = countEnds(m_text.substr(0, whole));
    m_text.remove_prefix(whole);
    m_known.remove_prefix(whole);
    return passed;
}

std::pair<std::string_view, std::string_view> LinePair::take() {
    const std::string_view line = takeLine(m_text, m_isOver);
    return {line, m_knownIsOver ? std::string_view() : takeLine(m_known, m_knownIsOver)};
}

std::size_t LinePair::countEnds(std::string_view text) {
    std::size_t ends = 0, at = 1;
    for (; at + wordLength <= text.size(); at += wordLength) {
        ends += count(matches(wordAt(text, at), '\n') & matches(wordAt(text, at - 1), '\r'));
    }
    for (; at < text.size(); ++at) {
        ends += text[at] == '\n' && text[at - 1] == '\r' ? 1 : 0;
    }
    return ends;
}

std::size_t LinePair::equalLength() const {
    const std::size_t most = std::min(m_text.size(), m_known.size());
    std::size_t at = 0;
    while (at + wordLength <= most && wordAt(m_text, at) == wordAt(m_known, at)) {
        at += wordLength;
    }
    while (at < most && m_text[at] == m_known[at]) {
        ++at;
    }
    return at;
}

}  // namespace orrery::console
