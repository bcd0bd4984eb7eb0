// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of views: what exists, in the order of the views bar.
#pragma once

#include <optional>
#include <vector>

#include <QString>

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
/// The view's word in settings and commands: "partitions". Empty for a view that does not exist.
QString wordFor(ViewName view);
/// The view with that word; none when there is none.
std::optional<ViewName> viewFor(const QString& word);
/// Translated.
QString titleOf(ViewName view);

}  // namespace orrery::console
