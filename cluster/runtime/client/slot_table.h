// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which endpoint serves which slot, as far as this client knows: the answer to CLUSTER SLOTS, put
// right by each MOVED that comes in between. It is a hint; only the units decide who serves.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/base/slot.h"
#include "shared/model/grid_state.h"
#include "shared/resp/value.h"

namespace orrery::client {

class SlotTable {
public:
    SlotTable() { m_owner.fill(nobody); }

    /// Reads the reply to CLUSTER SLOTS. `answeredBy` stands in where the reply leaves a host empty.
    /// Malformed when the reply does not follow its form; slots nobody serves are allowed.
    static Result<SlotTable> fromReply(const resp::Value& reply, const model::Endpoint& answeredBy);

    /// Who serves `slot`, or null when nobody does.
    const model::Endpoint* ownerOf(Slot slot) const;

    /// A MOVED was received.
    void move(Slot slot, const model::Endpoint& endpoint);

    /// Every endpoint that serves at least one slot, in no promised order.
    const std::vector<model::Endpoint>& endpoints() const { return m_endpoints; }
    bool empty() const { return m_endpoints.empty(); }

private:
    static constexpr std::uint16_t nobody = 0xFFFF;
    std::uint16_t indexOf(const model::Endpoint& endpoint);

    std::array<std::uint16_t, slotCount> m_owner;   ///< Index into m_endpoints.
    std::vector<model::Endpoint> m_endpoints;
};

}  // namespace orrery::client
