// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of views: what exists, in the order of the views bar.
#pragma once

#include <vector>

#include "console/views/view.h"

namespace orrery::console {

struct ViewEntry {
    ViewName name;
    const char* title;      ///< To be translated in the context "Views".
    const char* iconName;
    View* (*make)(const ViewContext& context, QWidget* parent);
};

/// Every view of this program, in order.
const std::vector<ViewEntry>& viewEntries();

}  // namespace orrery::console
