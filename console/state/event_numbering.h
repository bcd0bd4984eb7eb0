// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which number an event of the journal may have. Numbers count up without gaps, and a console that comes
// back hears events again, so a number that is not new is a repeat. But one wild number of a grid that lies
// or errs must not shut out all that follow. A journal that began anew is told by the grid's state, whose
// epoch went back: then a new numbering begins. Plain value.
#pragma once

#include <cstdint>

namespace orrery::console {

enum class EventStanding : std::uint8_t {
    Next,    ///< New; numbers that were skipped are a gap in what we know.
    Repeat,  ///< Heard before.
    Wild,    ///< Too far ahead to be believed: left out and said.
};

class EventNumbering {
public:
    /// A journal that really went on so far without us is believed when its next number follows.
    static constexpr std::uint64_t farthestJump = 1'000'000;
    /// No journal ever counts so far: a million events a second for a hundred thousand years.
    static constexpr std::uint64_t highest = std::uint64_t{1} << 62;

    /// What the event `number` is, taking it in.
    EventStanding take(std::uint64_t number) {
        const EventStanding standing = judge(number);
        if (standing == EventStanding::Next) {
            m_last = number;
            m_begun = true;
            m_wild = 0;
        } else if (standing == EventStanding::Wild) {
            m_wild = number;
        }
        return standing;
    }
    /// The last number that was believed; 0: none.
    std::uint64_t last() const { return m_last; }

private:
    EventStanding judge(std::uint64_t number) const {
        if ((m_begun && number <= m_last) || (m_wild != 0 && number == m_wild)) {
            return EventStanding::Repeat;
        }
        const bool isFar = m_begun && number - m_last > farthestJump && number != m_wild + 1;
        return isFar || number >= highest ? EventStanding::Wild : EventStanding::Next;
    }

    std::uint64_t m_last = 0;
    std::uint64_t m_wild = 0;  ///< The last one not believed; 0: none since.
    bool m_begun = false;
};

}  // namespace orrery::console
