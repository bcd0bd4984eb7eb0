// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/partition/copy.h"

#include <algorithm>
#include <utility>

#include "cluster/core/pump/row.h"
#include "shared/base/assert.h"

namespace orrery::core {

const AnsweredRequest* RequestMemory::find(std::string_view id) const {
    const auto found = m_answered.find(id);
    return found == m_answered.end() ? nullptr : &found->second;
}

void RequestMemory::remember(AnsweredRequest answered) {
    m_order.push_back(answered.id);
    std::string id = answered.id;
    m_answered.insert_or_assign(std::move(id), std::move(answered));
    while (m_order.size() > limit) {
        m_answered.erase(m_order.front());
        m_order.pop_front();
    }
}

void RequestMemory::forgetAfter(Sequence sequence) {
    while (!m_order.empty()) {
        const auto newest = m_answered.find(m_order.back());
        if (newest != m_answered.end() && newest->second.position.sequence <= sequence) {
            return;
        }
        if (newest != m_answered.end()) {
            m_answered.erase(newest);
        }
        m_order.pop_back();
    }
}

void RequestMemory::clear() {
    m_answered.clear();
    m_order.clear();
}

std::vector<AnsweredRequest> RequestMemory::all() const {
    std::vector<AnsweredRequest> answered;
    for (const std::string& id : m_order) {
        if (const AnsweredRequest* request = find(id)) {
            answered.push_back(*request);
        }
    }
    return answered;
}

Copy::Copy(PartitionId partition, Slot firstSlot, std::uint16_t slots)
    : m_partition(partition), m_entries(firstSlot, slots) {}

void Copy::append(SharedRecord record, Instant now) {
    std::vector<Change> undo;
    for (const Change& change : record->changes) {
        m_entries.apply(change, record->position, &undo);
    }
    if (!record->requestId.empty()) {
        m_requests.remember({record->requestId, record->position, record->result});
    }
    m_log.append(std::move(record), std::move(undo), now);
}

void Copy::applyUnlogged(Position position, std::vector<Change>& changes) {
    ORRERY_ASSERT(m_log.isEmpty());
    for (Change& change : changes) {
        m_entries.apply(std::move(change), position, nullptr);
    }
    m_log.restart(position);
    m_commit = position.sequence;
    m_pumped = position.sequence;
}

void Copy::commitTo(Sequence sequence) {
    ORRERY_ASSERT(sequence <= last().sequence);
    if (sequence > m_commit) {
        m_commit = sequence;
        m_log.settle(sequence);
    }
}

void Copy::pumpedTo(Sequence sequence) { m_pumped = std::max(m_pumped, std::min(sequence, m_commit)); }

void Copy::undoTo(Sequence sequence) {
    ORRERY_ASSERT(sequence >= m_commit);
    const Position restored = committedPosition();
    while (last().sequence > sequence) {
        ReplicaLog::Taken taken = m_log.takeLast();
        for (auto change = taken.undo.rbegin(); change != taken.undo.rend(); ++change) {
            m_entries.apply(std::move(*change), restored, nullptr);
        }
    }
    m_requests.forgetAfter(sequence);
}

void Copy::trim(Sequence upTo, std::uint64_t keepBytes) {
    const Sequence bound = std::min(upTo, m_commit);
    while (m_log.bytes() > keepBytes && m_log.base().sequence < bound) {
        m_log.dropFirst();
    }
}

void Copy::restart(Position base) {
    m_entries.clear();
    m_requests.clear();
    m_log.restart(base);
    m_commit = base.sequence;
    m_pumped = Sequence{0};
}

void Copy::settleLoaded(Position base) {
    m_log.restart(base);
    m_commit = base.sequence;
    m_pumped = base.sequence;
}

void Copy::place(Change&& change, Position position) { m_entries.apply(std::move(change), position, nullptr); }

StoreRow Copy::committedRow(std::string_view key) const {
    const Slot slot = slotOf(key);
    const Entry* entry = m_entries.findRaw(slot, key);
    bool touchedSince = entry != nullptr && entry->lastSequence > m_commit;
    for (Sequence at{m_commit.value + 1}; !touchedSince && entry == nullptr && at <= last().sequence; ++at.value) {
        const auto& changes = m_log.at(at)->changes;
        touchedSince = std::any_of(changes.begin(), changes.end(), [&](const Change& c) { return c.key == key; });
    }
    if (!touchedSince) {
        return entry != nullptr ? rowOf(*entry, m_partition) : tombstoneOf(key, m_partition, committedPosition());
    }
    EntryStore aside(slot, 1);
    if (entry != nullptr) {
        aside.apply(recreate(*entry), committedPosition(), nullptr);
    }
    for (Sequence at = last().sequence; at > m_commit; --at.value) {
        const std::vector<Change>& undo = m_log.undoAt(at);
        for (auto change = undo.rbegin(); change != undo.rend(); ++change) {
            if (change->key == key) {
                aside.apply(*change, committedPosition(), nullptr);
            }
        }
    }
    const Entry* committed = aside.findRaw(slot, key);
    return committed != nullptr ? rowOf(*committed, m_partition)
                                : tombstoneOf(key, m_partition, committedPosition());
}

}  // namespace orrery::core
