// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a view needs around it: what is selected, the time cursor, curves and actions, all of them empty.
#pragma once

#include "console/views/view.h"

namespace orrery::console::fixture {

/// Outlives the views made over its context. A test that needs a source derives from it, keeps the source and
/// takes it away from the actions before it ends.
struct ViewStage {
    Selection selection;
    TimeCursor cursor;
    MetricHistory history;
    ActionController actions;
    ViewContext context{&selection, &cursor, &history, &actions};
};

}  // namespace orrery::console::fixture
