// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Memory in large pages, for programs of the console that are woken once a second: see the decision of that name.
#pragma once

namespace orrery::console {

/// Reserves one piece of addresses, not of memory, from which the allocator serves what is asked for later; in many small
/// pieces few large pages would find room. The first thing a program does. Without jemalloc it changes nothing.
void reserveLargePages();

}  // namespace orrery::console
