// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/store_trouble.h"

namespace orrery::core {

void StoreTrouble::failed(const std::string& text, Instant now) {
    const bool isOver = m_told == StoreHealth::Well && m_workedAt.has_value();
    if (m_failures == 0 || isOver) {
        m_text = text.substr(0, longestText);
        m_firstFailure = now;
        m_failures = 0;
    }
    ++m_failures;
    m_lastFailure = now;
    m_workedAt.reset();
}

void StoreTrouble::succeeded(Instant now) {
    if (m_failures > 0 && !m_workedAt) {
        m_workedAt = now;
    }
}

std::optional<StoreStanding> StoreTrouble::takeNews(Instant now) {
    const bool isTroubled = m_failures > 0 && (!m_workedAt || now - m_lastFailure < quietFor);
    if (isTroubled == (m_told == StoreHealth::Troubled)) {
        return std::nullopt;
    }
    if (isTroubled && m_workedAt) {
        return std::nullopt;   // Over before anybody has heard of it.
    }
    m_told = isTroubled ? StoreHealth::Troubled : StoreHealth::Well;
    return standingAt(now);
}

std::optional<StoreStanding> StoreTrouble::standing(Instant now) const {
    return m_failures > 0 ? std::optional(standingAt(now)) : std::nullopt;
}

StoreStanding StoreTrouble::standingAt(Instant now) const {
    return StoreStanding{m_told, m_text, m_workedAt.value_or(now) - m_firstFailure, m_failures};
}

}  // namespace orrery::core
