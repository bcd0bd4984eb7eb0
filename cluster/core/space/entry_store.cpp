// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/space/entry_store.h"

#include <algorithm>
#include <utility>

#include "cluster/core/space/digest.h"
#include "cluster/core/space/store_content.h"

namespace orrery::core {
namespace {

constexpr int groupShift = 64 - walkHashBits;

/// The position behind the whole group of `hash` in `slot`.
WalkPosition behind(std::uint16_t slot, std::uint64_t hash) {
    const std::uint64_t next = ((hash >> groupShift) + 1) << groupShift;
    return next == 0 ? WalkPosition{static_cast<std::uint16_t>(slot + 1), 0}
                     : WalkPosition{slot, next};
}

}  // namespace

EntryStore::EntryStore(Slot first, std::uint16_t count)
    : m_content(std::make_unique<Content>(first, count)) {
    ORRERY_ASSERT(first.value + count <= slotCount);
}

EntryStore::~EntryStore() = default;
EntryStore::EntryStore(EntryStore&&) noexcept = default;
EntryStore& EntryStore::operator=(EntryStore&&) noexcept = default;

const Entry* EntryStore::find(Slot slot, std::string_view key, WallTime now) const {
    const Entry* entry = findRaw(slot, key);
    return entry != nullptr && !entry->isExpired(now) ? entry : nullptr;
}

const Entry* EntryStore::findRaw(Slot slot, std::string_view key) const {
    const EntryNode* node = std::as_const(*m_content).state(slot).table.find(keyHash(key), key);
    return node == nullptr ? nullptr : &node->entry;
}

void EntryStore::apply(Change&& change, Position position, std::vector<Change>* undo) {
    m_content->apply(std::move(change), position, undo);
}

void EntryStore::apply(const Change& change, Position position, std::vector<Change>* undo) {
    Change copy = change;
    m_content->apply(std::move(copy), position, undo);
}

WalkPosition EntryStore::walk(WalkPosition from, std::size_t limit,
                              const std::function<void(const Entry&)>& visit) const {
    const int end = m_content->first.value + slotsHeld();
    if (from.done || from.slot < m_content->first.value) {
        from = from.done ? from : WalkPosition{m_content->first.value, 0};
    }
    std::size_t visited = 0;
    for (int number = from.slot; number < end && !from.done; ++number) {
        const auto slot = static_cast<std::uint16_t>(number);
        const SlotTable& table = std::as_const(*m_content).state(Slot{slot}).table;
        WalkPosition next{slot, slot == from.slot ? from.hash : 0};
        for (auto place = table.lowerBound(next.hash); place.node != nullptr;
             place = table.next(place)) {
            const WalkPosition after = behind(slot, place.node->hash);
            if (visited >= limit && after != next) {
                return next;
            }
            visit(place.node->entry);
            ++visited;
            next = after;
        }
        if (visited >= limit && number + 1 < end) {
            return WalkPosition{static_cast<std::uint16_t>(number + 1), 0};
        }
    }
    return WalkPosition{static_cast<std::uint16_t>(end), 0, true};
}

std::vector<std::string> EntryStore::expiredKeys(WallTime now, std::size_t limit) const {
    return m_content->expiries.expired(now, limit);
}

std::uint64_t EntryStore::slotDigest(Slot slot) const {
    return std::as_const(*m_content).state(slot).digest;
}

std::uint64_t EntryStore::digest() const {
    std::uint64_t digest = 0;
    for (const Content::SlotState& slot : m_content->slots) {
        digest = mixed(digest + 0x9E3779B97F4A7C15ULL) ^ slot.digest;
    }
    return mixed(digest);
}

std::size_t EntryStore::entryCount() const { return m_content->entryCount; }
std::size_t EntryStore::byteCount() const { return m_content->byteCount; }
Slot EntryStore::firstSlot() const { return m_content->first; }
std::uint16_t EntryStore::slotsHeld() const {
    return static_cast<std::uint16_t>(m_content->slots.size());
}
bool EntryStore::holds(Slot slot) const { return m_content->holds(slot); }

void EntryStore::clear() { m_content = std::make_unique<Content>(m_content->first, slotsHeld()); }

Change recreate(const Entry& entry) {
    if (const std::string* value = std::get_if<std::string>(&entry.content)) {
        return Change{ChangeKind::PutString, entry.key, *value, {}, entry.expiresAt};
    }
    const HashFields& fields = std::get<HashFields>(entry.content);
    return Change{
        ChangeKind::PutHash, entry.key, {}, {fields.begin(), fields.end()}, entry.expiresAt};
}

}  // namespace orrery::core
