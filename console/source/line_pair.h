// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two texts whose lines end in CR LF, gone through together: equal lines are passed eight bytes at a time.
// Of two samples of one unit nearly all lines are equal, and a busy grid sends thousands a second. Plain
// object; the texts must outlive it.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace orrery::console {

class LinePair {
public:
    LinePair(std::string_view text, std::string_view known) : m_text(text), m_known(known) {}

    /// All lines of the text are taken.
    bool atEnd() const { return m_isOver; }
    /// The known text still has a line here.
    bool hasKnown() const { return !m_knownIsOver; }
    /// Passes the whole lines that are equal from here on; how many. What follows differs, or is a last line.
    std::size_t passEqual();
    /// The line here in both, which is passed; the known one is empty behind its end. Not at the end.
    std::pair<std::string_view, std::string_view> take();
    /// How many lines end in `text`.
    static std::size_t countEnds(std::string_view text);

private:
    /// Bytes that are equal in both from here on.
    std::size_t equalLength() const;

    std::string_view m_text, m_known;  ///< From the line here on.
    bool m_isOver = false, m_knownIsOver = false;
};

}  // namespace orrery::console
