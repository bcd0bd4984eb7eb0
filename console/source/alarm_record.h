// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of alarms in a recording: what this desk showed, with who acknowledged and since when, so that
// the past shows alarms as they stood and not as if they had begun when the recording was opened. Written
// whole after each keyframe, and as a difference when it has changed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/state/alarm.h"
#include "shared/base/result.h"

namespace orrery::console {

using KeptAlarms = std::shared_ptr<const std::vector<Alarm>>;

/// One kept list. `serial` counts the lists of a file.
struct AlarmRecord {
    std::uint64_t serial = 0;
    KeptAlarms alarms;  ///< Null: none was kept yet.
};

/// `alarms` whole.
std::string encodeAlarms(std::uint64_t serial, const std::vector<Alarm>& alarms);
/// What makes `alarms` of `before`, whose serial is one less than `serial`.
std::string encodeAlarmChanges(std::uint64_t serial, const std::vector<Alarm>& alarms,
                               const std::vector<Alarm>& before);
/// The list after `payload`. Corrupt when it does not follow the format; NotFound when it is a difference to
/// another list than `before`: a block between them was lost, and the next whole list says it again.
Result<AlarmRecord> decodeAlarms(std::string_view payload, const AlarmRecord& before);

/// True when an alarm of P1 or P2 that `before` does not hold active stands in `alarms`.
bool hasNewTrouble(const std::vector<Alarm>& alarms, const std::vector<Alarm>& before);

/// True when the same alarms stand in both, in the same order and states; their words may differ.
bool standAlike(const std::vector<Alarm>& alarms, const std::vector<Alarm>& before);

}  // namespace orrery::console
