// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How jemalloc, which gives a program of the console its memory, is set up (jemalloc(3), TUNING; it looks for the name
// malloc_conf).
#include "console/memory/large_pages.h"

#include <cstddef>
#include <cstdlib>

extern "C" {

/// thp, metadata_thp: the system is asked for large pages, because a console that nobody looks at wakes once a second and
/// finds nothing of its memory in the processor's caches, nor where its pages lie: with small pages, each first touch of
/// one is a walk through tables that lie in memory too, on a virtual machine through two of them.
/// narenas, oversize_threshold: all threads and all sizes share one arena, so that there are few pages.
/// dirty_decay_ms: what was used stays. Giving back what lies idle for ten seconds takes the large pages apart: after five
/// minutes of a busy window 2 MB of 110 were left in such, and 74 of 130 with this.
extern const char* malloc_conf;
const char* malloc_conf = "thp:always,metadata_thp:always,narenas:1,oversize_threshold:0,dirty_decay_ms:-1";

}

namespace orrery::console {
namespace {

/// More than a grid of 200 units needs in its first hours.
constexpr std::size_t reservedBytes = std::size_t{128} * 1024 * 1024;

}  // namespace

void reserveLargePages() {
    // What is freed stays reserved (opt.retain). Read back as volatile, or the compiler would leave out the pair.
    void* volatile const piece = std::malloc(reservedBytes);
    std::free(piece);
}

}  // namespace orrery::console
