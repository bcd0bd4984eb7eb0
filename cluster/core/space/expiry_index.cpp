// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/space/expiry_index.h"

namespace orrery::core {

std::vector<std::string> ExpiryIndex::expired(WallTime now, std::size_t limit) const {
    std::vector<std::string> keys;
    for (auto place = m_byTime.begin(); place != m_byTime.end() && keys.size() < limit; ++place) {
        if (place->time > now) {
            break;
        }
        keys.push_back(place->node->entry.key);
    }
    return keys;
}

}  // namespace orrery::core
