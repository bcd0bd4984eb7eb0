// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/pump/lane.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace orrery::core {

namespace {
constexpr std::size_t maximumMarks = 512;
constexpr Duration markSpan = milliseconds(10);
}  // namespace

void QueueAges::add(std::uint64_t changes, Instant now) {
    if (changes == 0) {
        return;
    }
    const bool join = !m_marks.empty()
        && (now - m_marks.back().since < markSpan || m_marks.size() >= maximumMarks);
    if (join) {
        m_marks.back().changes += changes;
    } else {
        m_marks.push_back(Mark{changes, now});
    }
}

void QueueAges::settle(std::uint64_t changes) {
    while (changes > 0 && !m_marks.empty()) {
        Mark& front = m_marks.front();
        const std::uint64_t taken = std::min(changes, front.changes);
        front.changes -= taken;
        changes -= taken;
        if (front.changes == 0) {
            m_marks.pop_front();
        }
    }
}

std::optional<Instant> QueueAges::oldest() const {
    return m_marks.empty() ? std::nullopt : std::optional(m_marks.front().since);
}

void Suspicion::suspect(std::size_t count, std::string words) {
    rows = count;
    rowLimit = count;
    tries = 0;
    reason = std::move(words);
}

void Suspicion::refused(std::size_t count, std::string words) {
    rows = count;
    rowLimit = std::max<std::size_t>(count / 2, 1);
    tries = count == 1 ? tries + 1 : 0;
    reason = std::move(words);
}

void Suspicion::passed(std::size_t count) {
    rows -= std::min(rows, count);
    rowLimit = rows == 0 ? std::numeric_limits<std::size_t>::max() : (rows + 1) / 2;
    tries = 0;
    notBefore = Instant{};
}

}  // namespace orrery::core
