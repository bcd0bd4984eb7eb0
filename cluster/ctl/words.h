// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers as people read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/base/time.h"

namespace orrery::ctl {

/// 12,345
std::string grouped(std::uint64_t number);
/// "12.3 MiB"
std::string bytesText(std::uint64_t bytes);
/// "0.4 ms", "1.2 s", "3 min"; a dash for none.
std::string durationText(std::optional<Duration> span);
/// "7 partitions", "1 partition"
std::string counted(std::uint64_t number, const std::string& noun);

}  // namespace orrery::ctl
