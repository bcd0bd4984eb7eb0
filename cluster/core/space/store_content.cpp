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
constexpr std::size_t entryOverhead = sizeof(EntryNode) + allocatorHeader + treeBytes(sizeof(OwnedEntry));
constexpr std::size_t fieldOverhead = treeBytes(sizeof(HashFields::value_type));
constexpr std::size_t expiryOverhead = treeBytes(24);

std::size_t fieldBytes(std::string_view name, std::string_view value) {
    return fieldOverhead + textBytes(name.size()) + textBytes(value.size());
}

std::size_t expiryBytes(WallTime expiresAt) {
    return expiresAt.millis == 0 ? 0 : expiryOverhead;
}

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

}  // namespace

void EntryStore::Content::apply(Change&& change, Position position, std::vector<Change>* undo) {
    SlotState& slot = state(slotOf(change.key));
    const std::uint64_t hash = keyHash(change.key);
    Step step{slot, hash, slot.tree.find(SoughtEntry{hash, change.key}), position, undo};
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
    if (!step.found() || step.node().entry.isString()) {
        change.expiresAt = step.found() ? step.node().entry.expiresAt : WallTime{};
        return putHash(step, std::move(change));
    }
    leaveAccounts(step);
    EntryNode& node = step.node();
    HashFields& fields = std::get<HashFields>(node.entry.content);
    Change added{ChangeKind::RemoveFields, {}, {}, {}, {}};
    Change former{ChangeKind::SetFields, {}, {}, {}, {}};
    for (Field& field : change.fields) {
        auto place = fields.lower_bound(field.first);
        node.entry.digest ^= fieldDigest(node.hash, field.first, field.second);
        node.bytes += fieldBytes(field.first, field.second);
        if (place == fields.end() || place->first != field.first) {
            added.fields.emplace_back(field.first, std::string());
            fields.emplace_hint(place, std::move(field.first), std::move(field.second));
            continue;
        }
        node.entry.digest ^= fieldDigest(node.hash, place->first, place->second);
        node.bytes -= fieldBytes(place->first, place->second);
        former.fields.emplace_back(std::move(field.first), std::exchange(place->second, std::move(field.second)));
    }
    enterAccounts(step);
    if (step.undo == nullptr) {
        return;
    }
    // A field may be named twice. Undone from the back: each takes its former value again, the oldest
    // last, and then the added ones go.
    std::reverse(former.fields.begin(), former.fields.end());
    for (Change* inverse : {&added, &former}) {
        if (!inverse->fields.empty()) {
            inverse->key = change.key;
            step.undo->push_back(std::move(*inverse));
        }
    }
}

void EntryStore::Content::removeFields(Step& step, Change&& change) {
    if (!step.found() || step.node().entry.isString()) {
        return;
    }
    leaveAccounts(step);
    EntryNode& node = step.node();
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
    if (!step.found()) {
        return;
    }
    if (step.undo != nullptr) {
        step.undo->push_back(dismantle(step.node().entry, std::move(change.key)));
    }
    drop(step);
}

void EntryStore::Content::setExpiry(Step& step, Change&& change) {
    if (!step.found()) {
        return;
    }
    EntryNode& node = step.node();
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
    if (step.found()) {
        leaveAccounts(step);
        if (step.undo != nullptr) {
            step.undo->push_back(dismantle(step.node().entry, std::move(key)));
        }
        return step.node();
    }
    if (step.undo != nullptr) {
        step.undo->push_back(Change{ChangeKind::Remove, key, {}, {}, {}});
    }
    auto node = std::make_unique<EntryNode>();
    node->entry.key = std::move(key);
    node->hash = step.hash;
    step.place = step.state.tree.insert(OwnedEntry{step.hash, std::move(node)}).first;
    ++entryCount;
    return step.node();
}

void EntryStore::Content::endWhole(Step& step, WallTime expiresAt) {
    EntryNode& node = step.node();
    moveExpiry(node, expiresAt);
    node.entry.digest = entryDigest(node.hash, node.entry);
    node.bytes = entryBytes(node.entry);
    enterAccounts(step);
}

void EntryStore::Content::leaveAccounts(Step& step) {
    step.state.digest ^= step.node().entry.digest;
    byteCount -= step.node().bytes;
}

void EntryStore::Content::enterAccounts(Step& step) {
    EntryNode& node = step.node();
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
    moveExpiry(step.node(), WallTime{});
    step.state.tree.erase(step.place);
    --entryCount;
}

}  // namespace orrery::core
