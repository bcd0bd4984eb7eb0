// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt lays nested layouts out one level at a time, and paints in between: what has grown is seen cut until the last
// of those that hold it has been asked. (QLayout::activate() posts the next level's LayoutRequest behind the
// UpdateRequest that waits already.)
#pragma once

#include <QWidget>

namespace orrery::console {

/// Lays out `changed` and everything that holds it before this returns, so that the next picture is whole. From the UI
/// thread; not from within a layout or a paint event.
void settleLayout(QWidget& changed);

}  // namespace orrery::console
