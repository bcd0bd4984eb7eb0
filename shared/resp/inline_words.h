// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Splits a line typed by a person into words, as Redis does it (sdssplitargs): words are separated by
// white space; "..." knows \n \r \t \a \b \\ \" and \xHH; '...' knows only \'; behind a closing quote
// must come white space or the end.
#pragma once

#include <string>
#include <string_view>

namespace orrery::resp {

class InlineWords {
public:
    /// `line` must outlive the object.
    explicit InlineWords(std::string_view line) : m_line(line) {}

    /// Moves to the next word; false at the end or when a quote is not closed properly.
    bool next();
    /// The word that next() found, without quotes; valid until the next call of next().
    std::string_view word() const { return m_word; }
    /// True when next() gave up because of a quote.
    bool unbalanced() const { return m_unbalanced; }

private:
    bool readPlain();
    /// Reads behind an opening quote up to its partner; false when there is none.
    bool readDoubleQuoted();
    bool readSingleQuoted();
    void readEscape();
    /// What stands behind a closing quote must be white space or the end of the line.
    bool atBoundary() const;

    std::string_view m_line;
    std::size_t m_at = 0;
    std::string m_word;
    bool m_unbalanced = false;
};

}  // namespace orrery::resp
