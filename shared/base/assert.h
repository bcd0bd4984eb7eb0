// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Assertions for our own bugs. They stay on in release: a unit that has caught itself in a wrong
// state stops, and its peers carry on. Bytes from outside never reach an assertion; they are parsed
// into a type or refused.
#pragma once

namespace orrery {

/// Prints the failed condition with its place to standard error and aborts the process.
[[noreturn]] void assertionFailed(const char* condition, const char* file, int line);

}  // namespace orrery

/// Stops the process if `condition` does not hold. One fact per assertion.
#define ORRERY_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::orrery::assertionFailed(#condition, __FILE__, __LINE__))
