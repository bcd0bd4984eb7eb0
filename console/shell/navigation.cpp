// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/navigation.h"

namespace orrery::console {
namespace {

/// Still the same word that is being typed or taken back.
bool isTypingOn(const Place& before, const Place& now) {
    const bool sameElse = before.view == now.view && before.selected == now.selected;
    return sameElse && !before.filter.isEmpty() && !now.filter.isEmpty() &&
           (now.filter.startsWith(before.filter) || before.filter.startsWith(now.filter));
}

}  // namespace

void Navigation::note(const Place& place) {
    if (m_trail.empty()) {
        m_trail.push_back(place);
        m_index = 0;
        return;
    }
    if (m_trail[m_index] == place) {
        return;
    }
    m_trail.resize(m_index + 1);
    if (isTypingOn(m_trail.back(), place)) {
        m_trail.back() = place;
        return;
    }
    m_trail.push_back(place);
    if (m_trail.size() > longestTrail) {
        m_trail.erase(m_trail.begin());
    }
    m_index = m_trail.size() - 1;
}

const Place* Navigation::goBack() { return canGoBack() ? &m_trail[--m_index] : nullptr; }

const Place* Navigation::goForward() { return canGoForward() ? &m_trail[++m_index] : nullptr; }

void Navigation::clear() {
    m_trail.clear();
    m_index = 0;
}

}  // namespace orrery::console
