// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/store_watermarks.h"

#include <map>

#include "cluster/store/store_inspection.h"
#include "shared/base/slot.h"

namespace orrery::load {

Result<ConfirmedRule> confirmedRule(const std::string& path, std::uint16_t partitionCount) {
    if (path.empty()) {
        return ConfirmedRule([](const std::string&, Position) { return false; });
    }
    auto watermarks = store::readWatermarks(path);
    if (!watermarks) {
        return watermarks.error();
    }
    return ConfirmedRule(
        [marks = watermarks.take(), partitionCount](const std::string& key, Position position) {
            const auto found = marks.find(partitionOf(slotOf(key), partitionCount));
            return found != marks.end() && position <= found->second;
        });
}

}  // namespace orrery::load
