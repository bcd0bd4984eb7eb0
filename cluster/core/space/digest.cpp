// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/space/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace orrery::core {
namespace {

std::uint64_t hashOf(std::string_view bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

}  // namespace

std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

std::uint64_t keyHash(std::string_view key) { return XXH3_64bits(key.data(), key.size()); }

std::uint64_t headDigest(std::uint64_t keyHash, ContentKind kind, WallTime expiresAt) {
    const std::uint64_t expiry =
        mixed(static_cast<std::uint64_t>(expiresAt.millis) + 0x9E3779B97F4A7C15ULL);
    return mixed(keyHash ^ expiry ^ static_cast<std::uint64_t>(kind));
}

std::uint64_t stringDigest(std::uint64_t keyHash, std::string_view value) {
    return hashOf(value, keyHash);
}

std::uint64_t fieldDigest(std::uint64_t keyHash, std::string_view name, std::string_view value) {
    return hashOf(value, hashOf(name, keyHash));
}

std::uint64_t entryDigest(std::uint64_t keyHash, const Entry& entry) {
    if (const std::string* value = std::get_if<std::string>(&entry.content)) {
        return headDigest(keyHash, ContentKind::String, entry.expiresAt) ^
               stringDigest(keyHash, *value);
    }
    std::uint64_t digest = headDigest(keyHash, ContentKind::Hash, entry.expiresAt);
    for (const auto& [name, value] : std::get<HashFields>(entry.content)) {
        digest ^= fieldDigest(keyHash, name, value);
    }
    return digest;
}

}  // namespace orrery::core
