// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A look at a store from outside, for tools that judge a grid after a crash. It changes nothing and
// claims nothing, so that it may be used beside a running grid or on a copy of the file.
#pragma once

#include <map>
#include <string>

#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace orrery::store {

/// The watermark of every partition in the SQLite store at `path`: all changes up to it are in the
/// store. NotFound when there is no such file, System with the database's words when it cannot be read.
Result<std::map<PartitionId, Position>> readWatermarks(const std::string& path);

}  // namespace orrery::store
