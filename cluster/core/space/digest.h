// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 64-bit hashes of keys and content (XXH3 with fixed seeds), the same on every machine. Parts of an
// entry's digest are joined by XOR, so that one field of a large hash can be exchanged without
// looking at the others. Every part is seeded with the hash of the key: equal content under two
// keys must not cancel out in the slot's digest.
#pragma once

#include <cstdint>
#include <string_view>

#include "cluster/core/space/entry_store.h"

namespace orrery::core {

/// Decides the order of entries within a slot. Part of the inner protocol: never change it.
std::uint64_t keyHash(std::string_view key);

enum class ContentKind : std::uint8_t { String = 1, Hash = 2 };

/// The part of an entry's digest that does not depend on its content.
std::uint64_t headDigest(std::uint64_t keyHash, ContentKind kind, WallTime expiresAt);
/// The content part of a string entry.
std::uint64_t stringDigest(std::uint64_t keyHash, std::string_view value);
/// What one field adds (by XOR) to the digest of a hash entry.
std::uint64_t fieldDigest(std::uint64_t keyHash, std::string_view name, std::string_view value);
/// Head and content of `entry`, computed from scratch.
std::uint64_t entryDigest(std::uint64_t keyHash, const Entry& entry);

/// Spreads the bits of `value` over all 64 (a bijection).
std::uint64_t mixed(std::uint64_t value);

}  // namespace orrery::core
