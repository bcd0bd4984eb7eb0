// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/slot_table.h"

#include <algorithm>

#include "shared/base/assert.h"

namespace orrery::client {
namespace {

constexpr std::size_t endpointLimit = 4096;   ///< More servers than slots make sense for is malformed.

bool isSlotNumber(const resp::Value& value) {
    return value.kind == resp::Kind::Integer && value.integer >= 0 && value.integer < slotCount;
}

}  // namespace

Result<SlotTable> SlotTable::fromReply(const resp::Value& reply, const model::Endpoint& answeredBy) {
    const Error malformed{ErrorCode::Malformed, "the reply to CLUSTER SLOTS has another form"};
    if (reply.kind != resp::Kind::Array) {
        return malformed;
    }
    SlotTable table;
    for (const resp::Value& range : reply.items) {
        if (range.items.size() < 3 || !isSlotNumber(range.items[0]) ||
            !isSlotNumber(range.items[1]) || range.items[2].items.size() < 2) {
            return malformed;
        }
        const resp::Value& host = range.items[2].items[0];
        const resp::Value& port = range.items[2].items[1];
        if (port.kind != resp::Kind::Integer || port.integer < 1 || port.integer > 65535 ||
            table.m_endpoints.size() >= endpointLimit) {
            return malformed;
        }
        const bool named = host.isText() && !host.text.empty() && host.text != "?";
        const std::uint16_t owner = table.indexOf(
            {named ? host.text : answeredBy.address, static_cast<std::uint16_t>(port.integer)});
        for (std::int64_t slot = range.items[0].integer; slot <= range.items[1].integer; ++slot) {
            table.m_owner[static_cast<std::size_t>(slot)] = owner;
        }
    }
    return table;
}

const model::Endpoint* SlotTable::ownerOf(Slot slot) const {
    ORRERY_ASSERT(slot.value < slotCount);
    const std::uint16_t owner = m_owner[slot.value];
    return owner == nobody ? nullptr : &m_endpoints[owner];
}

void SlotTable::move(Slot slot, const model::Endpoint& endpoint) {
    ORRERY_ASSERT(slot.value < slotCount);
    if (m_endpoints.size() < endpointLimit) {
        m_owner[slot.value] = indexOf(endpoint);
    }
}

std::uint16_t SlotTable::indexOf(const model::Endpoint& endpoint) {
    const auto found = std::find(m_endpoints.begin(), m_endpoints.end(), endpoint);
    if (found != m_endpoints.end()) {
        return static_cast<std::uint16_t>(found - m_endpoints.begin());
    }
    m_endpoints.push_back(endpoint);
    return static_cast<std::uint16_t>(m_endpoints.size() - 1);
}

}  // namespace orrery::client
