// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/space/store_content.h"

#include <algorithm>
#include <utility>

#include "cluster/core/space/digest.h"
#include "cluster/core/space/memory_estimate.h"

namespace orrery::core {
namespace {

constexpr std::size_t allocatorHeader = 16;
constexpr std::size_t placeBytes = 28;  // 16 bytes in a table that is a little more than half full.
constexpr std::size_t entryOverhead = sizeof(EntryNode) + allocatorHeader + placeBytes;
constexpr std::size_t fieldOverhead = treeBytes(sizeof(HashFields::value_type));
constexpr std::size_t expiryOverhead = treeBytes(24);

std::size_t fieldBytes(std::string_view name, std::string_view value) {
    return fieldOverhead + textBytes(name.size()) + textBytes(value.size());
}

std::size_t expiryBytes(WallTime expiresAt) { return expiresAt.millis == 0 ? 0 : expiryOverhead; }

std::size_t entryBytes(const Entry& entry) {
    std::size_t bytes = entryOverhead + textBytes(entry.key.size()) + expiryBytes(entry.expiresAt);
    if (const std::string* value = std::get_if<std::string>(&entry.content)) {
        return bytes + textBytes(value->size());
    }
    for (const auto& [name, value] : std::get<HashFields>(entry.content)) {
        bytes += fieldBytes(name, value);
    }
    return bytes;
}

ContentKind kindOf(const Entry& entry) {
    return entry.isString() ? ContentKind::String : ContentKind::Hash;
}

/// The change that recreates `entry`, made of its content: the entry is left with none.
Change dismantle(Entry& entry, std::string&& key) {
    Change change{ChangeKind::PutString, std::move(key), {}, {}, entry.expiresAt};
    if (std::string* value = std::get_if<std::string>(&entry.content)) {
        change.value = std::move(*value);
        return change;
    }
    change.kind = ChangeKind::PutHash;
    HashFields& fields = std::get<HashFields>(entry.content);
    change.fields.reserve(fields.size());
    for (auto& [name, value] : fields) {
        change.fields.emplace_back(name, std::move(value));
    }
    return change;
}

/// Gathers the inverse of setting fields, if one is wanted.
class FieldsUndo {
public:
    explicit FieldsUndo(std::vector<Change>* undo) : m_undo(undo) {}

    void noteAdded(const std::string& name) {
        if (m_undo != nullptr) {
            m_added.fields.emplace_back(name, std::string());
        }
    }
    void noteReplaced(std::string&& name, std::string&& value) {
        if (m_undo != nullptr) {
            m_replaced.fields.emplace_back(std::move(name), std::move(value));
        }
    }

    /// A field may have been named twice. Undone from the back: each takes its former value again,
    /// the oldest last, and then the added ones go.
    void finish(const std::string& key) {
        std::reverse(m_replaced.fields.begin(), m_replaced.fields.end());
        for (Change* inverse : {&m_added, &m_replaced}) {
            if (!inverse->fields.empty()) {
                inverse->key = key;
                m_undo->push_back(std::move(*inverse));
            }
        }
    }

private:
    std::vector<Change>* m_undo;
    Change m_added{ChangeKind::RemoveFields, {}, {}, {}, {}};
    Change m_replaced{ChangeKind::SetFields, {}, {}, {}, {}};
};

}  // namespace

void EntryStore::Content::apply(Change&& change, Position position, std::vector<Change>* undo) {
    SlotState& slot = state(slotOf(change.key));
    const std::uint64_t hash = keyHash(change.key);
    Step step{slot, hash, slot.table.find(hash, change.key), position, undo};
    switch (change.kind) {
    case ChangeKind::PutString: return putString(step, std::move(change));
    case ChangeKind::PutHash: return putHash(step, std::move(change));
    case ChangeKind::SetFields: return setFields(step, std::move(change));
    case ChangeKind::RemoveFields: return removeFields(step, std::move(change));
    case ChangeKind::Remove: return remove(step, std::move(change));
    case ChangeKind::SetExpiry: return setExpiry(step, std::move(change));
    }
    ORRERY_ASSERT(!"a change has one of the kinds above; decodeChange lets no other through");
}

void EntryStore::Content::putString(Step& step, Change&& change) {
    Entry& entry = beginWhole(step, std::move(change.key)).entry;
    if (std::string* value = std::get_if<std::string>(&entry.content)) {
        *value = std::move(change.value);
    } else {
        entry.content = std::move(change.value);
    }
    endWhole(step, change.expiresAt);
}

void EntryStore::Content::putHash(Step& step, Change&& change) {
    if (change.fields.empty()) {
        return remove(step, std::move(change));  // There are no empty hashes.
    }
    Entry& entry = beginWhole(step, std::move(change.key)).entry;
    HashFields fields;
    for (Field& field : change.fields) {
        fields.insert_or_assign(fields.end(), std::move(field.first), std::move(field.second));
    }
    entry.content = std::move(fields);
    endWhole(step, change.expiresAt);
}

void EntryStore::Content::setFields(Step& step, Change&& change) {
    if (change.fields.empty()) {
        return;
    }
    if (step.node == nullptr || step.node->entry.isString()) {
        change.expiresAt = step.node != nullptr ? step.node->entry.expiresAt : WallTime{};
        return putHash(step, std::move(change));
    }
    leaveAccounts(step);
    EntryNode& node = *step.node;
    HashFields& fields = std::get<HashFields>(node.entry.content);
    FieldsUndo inverse(step.undo);
    for (Field& field : change.fields) {
        node.entry.digest ^= fieldDigest(node.hash, field.first, field.second);
        node.bytes += fieldBytes(field.first, field.second);
        const auto place = fields.lower_bound(field.first);
        if (place == fields.end() || place->first != field.first) {
            inverse.noteAdded(field.first);
            fields.emplace_hint(place, std::move(field.first), std::move(field.second));
            continue;
        }
        node.entry.digest ^= fieldDigest(node.hash, place->first, place->second);
        node.bytes -= fieldBytes(place->first, place->second);
        inverse.noteReplaced(std::move(field.first), std::move(place->second));
        place->second = std::move(field.second);
    }
    enterAccounts(step);
    inverse.finish(change.key);
}

void EntryStore::Content::removeFields(Step& step, Change&& change) {
    if (step.node == nullptr || step.node->entry.isString()) {
        return;
    }
    leaveAccounts(step);
    EntryNode& node = *step.node;
    HashFields& fields = std::get<HashFields>(node.entry.content);
    Change inverse{ChangeKind::SetFields, std::move(change.key), {}, {}, {}};
    for (Field& field : change.fields) {
        const auto place = fields.find(field.first);
        if (place == fields.end()) {
            continue;
        }
        node.entry.digest ^= fieldDigest(node.hash, place->first, place->second);
        node.bytes -= fieldBytes(place->first, place->second);
        inverse.fields.emplace_back(std::move(field.first), std::move(place->second));
        fields.erase(place);
    }
    const bool changed = !inverse.fields.empty();
    const bool emptied = fields.empty();
    if (emptied) {
        inverse.kind = ChangeKind::PutHash;
        inverse.expiresAt = node.entry.expiresAt;
    }
    enterAccounts(step);
    if (emptied) {
        drop(step);
    }
    if (changed && step.undo != nullptr) {
        step.undo->push_back(std::move(inverse));
    }
}

void EntryStore::Content::remove(Step& step, Change&& change) {
    if (step.node == nullptr) {
        return;
    }
    if (step.undo != nullptr) {
        step.undo->push_back(dismantle(step.node->entry, std::move(change.key)));
    }
    drop(step);
}

void EntryStore::Content::setExpiry(Step& step, Change&& change) {
    if (step.node == nullptr) {
        return;
    }
    EntryNode& node = *step.node;
    Entry& entry = node.entry;
    leaveAccounts(step);
    const WallTime former = entry.expiresAt;
    entry.digest ^= headDigest(node.hash, kindOf(entry), former);
    entry.digest ^= headDigest(node.hash, kindOf(entry), change.expiresAt);
    node.bytes += expiryBytes(change.expiresAt);
    node.bytes -= expiryBytes(former);
    moveExpiry(node, change.expiresAt);
    enterAccounts(step);
    if (step.undo != nullptr) {
        step.undo->push_back(Change{ChangeKind::SetExpiry, std::move(change.key), {}, {}, former});
    }
}

EntryNode& EntryStore::Content::beginWhole(Step& step, std::string&& key) {
    if (step.node != nullptr) {
        leaveAccounts(step);
        if (step.undo != nullptr) {
            step.undo->push_back(dismantle(step.node->entry, std::move(key)));
        }
        return *step.node;
    }
    if (step.undo != nullptr) {
        step.undo->push_back(Change{ChangeKind::Remove, key, {}, {}, {}});
    }
    auto node = std::make_unique<EntryNode>();
    node->entry.key = std::move(key);
    node->hash = step.hash;
    step.node = &step.state.table.insert(std::move(node));
    ++entryCount;
    return *step.node;
}

void EntryStore::Content::endWhole(Step& step, WallTime expiresAt) {
    EntryNode& node = *step.node;
    moveExpiry(node, expiresAt);
    node.entry.digest = entryDigest(node.hash, node.entry);
    node.bytes = entryBytes(node.entry);
    enterAccounts(step);
}

void EntryStore::Content::leaveAccounts(Step& step) {
    step.state.digest ^= step.node->entry.digest;
    byteCount -= step.node->bytes;
}

void EntryStore::Content::enterAccounts(Step& step) {
    EntryNode& node = *step.node;
    node.entry.lastEpoch = step.position.epoch;
    node.entry.lastSequence = step.position.sequence;
    step.state.digest ^= node.entry.digest;
    byteCount += node.bytes;
}

void EntryStore::Content::moveExpiry(EntryNode& node, WallTime expiresAt) {
    if (node.entry.expiresAt == expiresAt) {
        return;
    }
    if (node.entry.expiresAt.millis != 0) {
        expiries.remove(node);
    }
    node.entry.expiresAt = expiresAt;
    if (expiresAt.millis != 0) {
        expiries.add(node);
    }
}

void EntryStore::Content::drop(Step& step) {
    leaveAccounts(step);
    moveExpiry(*step.node, WallTime{});
    step.state.table.erase(*step.node);
    --entryCount;
}

}  // namespace orrery::core
