// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace orrery {

void assertionFailed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "orrery: internal error: %s does not hold (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace orrery
