// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/view_factory.h"

#include "console/views/partitions_view.h"

namespace orrery::console {
namespace {

template <typename Kind>
View* make(const ViewContext& context, QWidget* parent) {
    return new Kind(context, parent);
}

}  // namespace

const std::vector<ViewEntry>& viewEntries() {
    static const std::vector<ViewEntry> entries{
        {ViewName::Partitions, QT_TRANSLATE_NOOP("Views", "Partitions"), "partitions", make<PartitionsView>},
    };
    return entries;
}

}  // namespace orrery::console
