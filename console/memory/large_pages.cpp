// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How jemalloc, which gives a program of the console its memory, is set up (jemalloc(3), TUNING). Compiled into each
// program that links orrery_console_memory; jemalloc looks for the name.

extern "C" {

/// thp, metadata_thp: the system is asked for large pages, because a console that nobody looks at wakes once a second and
/// finds nothing of its memory in the processor's caches, nor where its pages lie: with small pages, each first touch of
/// one is a walk through tables that lie in memory too, on a virtual machine through two of them.
/// narenas: all threads share one arena, so that there are few pages.
extern const char* malloc_conf;
const char* malloc_conf = "thp:always,metadata_thp:always,narenas:1";

}
