// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The history of what is on screen now: of the live grid, or of the past that the window shows. All
// copies point at the same one, so that a view built once follows when the window goes back in time.
// Lives in the user interface's thread.
#pragma once

#include <memory>

#include "console/state/metric_history.h"

namespace orrery::console {

class ShownHistory {
public:
    /// Points at `history`, which must outlive all copies and must not be null.
    ShownHistory(const MetricHistory* history)
        : m_shown(std::make_shared<const MetricHistory*>(history)) {}

    /// All copies point at `history` from now on.
    void show(const MetricHistory& history) { *m_shown = &history; }

    const MetricHistory& operator*() const { return **m_shown; }
    const MetricHistory* operator->() const { return *m_shown; }

private:
    std::shared_ptr<const MetricHistory*> m_shown;
};

}  // namespace orrery::console
