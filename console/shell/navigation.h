// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a person has been: view, selection and the view's filter, as one stack. Alt+Left and Alt+Right
// walk it, so that a look aside never costs the way back.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QString>

#include "console/state/selection.h"
#include "console/views/view.h"

namespace orrery::console {

struct Place {
    ViewName view = ViewName::Wall;
    Selected selected;
    QString filter;
    friend bool operator==(const Place&, const Place&) = default;
};

class Navigation : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t longestTrail = 200;

    using QObject::QObject;

    /// A person is at `place` now. The same place again is not noted twice; what lay ahead is let go.
    /// A place that differs from the last one only in its filter replaces it while it is being typed.
    void note(const Place& place);
    /// The place before or after; null at the end of the trail. The caller shows it; noting it again on
    /// the way changes nothing.
    const Place* goBack();
    const Place* goForward();
    bool canGoBack() const { return m_index > 0; }
    bool canGoForward() const { return m_index + 1 < m_trail.size(); }
    void clear();

private:
    std::vector<Place> m_trail;
    std::size_t m_index = 0;
};

}  // namespace orrery::console
