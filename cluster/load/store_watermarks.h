// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a store says it holds: the watermark of each partition, read from its file.
#pragma once

#include <string>

#include "cluster/load/ledger/ledger_file.h"
#include "shared/base/result.h"

namespace orrery::load {

/// A rule that tells of a write whether the store at `path` (a SQLite file, read and not changed) has
/// confirmed it. An empty path: a rule that confirms nothing. Errors as the store gives them.
Result<ConfirmedRule> confirmedRule(const std::string& path, std::uint16_t partitionCount);

}  // namespace orrery::load
