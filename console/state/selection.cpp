// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The trail of what was selected.
#include "console/state/selection.h"

namespace orrery::console {

void Selection::select(const Selected& what) {
    if (what == m_current) {
        return;
    }
    m_trail.resize(m_index + 1);
    m_trail.push_back(what);
    if (m_trail.size() > longestTrail) {
        m_trail.erase(m_trail.begin());
    }
    show(m_trail.size() - 1);
}

void Selection::goBack() {
    if (canGoBack()) {
        show(m_index - 1);
    }
}

void Selection::goForward() {
    if (canGoForward()) {
        show(m_index + 1);
    }
}

void Selection::show(std::size_t index) {
    m_index = index;
    m_current = m_trail[index];
    Q_EMIT changed();
}

}  // namespace orrery::console
