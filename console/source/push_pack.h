// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pushes as the differences to pushes before them. Two samples of one unit are the same text but for some
// numbers; kept are where they differ and by how much, a tenth of the bytes, and every byte comes back.
//
// A pack can be read with the base that it names and nothing else: the newest sample of each unit in the
// keyframe before it. So a damaged pack costs its own second, and a seek reads the packs it needs.
//
// Inside a pack what repeats (where the differences stand) and what does not (how large they are) lie
// apart, because that compresses better.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/source/recording_format.h"

namespace orrery::console {

/// What packs are differences to.
struct PushBase {
    Moment at;  ///< Of the keyframe; tells one base from another.
    std::map<std::uint32_t, std::string> pushes;  ///< By the number of the unit.
};

/// One push out of a pack.
struct PackedPush {
    BlockKind kind = BlockKind::Alive;
    Moment at;
    std::uint32_t unit = 0;  ///< Of a sample; else 0.
    std::string bytes;
    friend bool operator==(const PackedPush&, const PackedPush&) = default;
};

class PushPacker {
public:
    /// Begins an empty pack of differences to `base`, which must stay as it is until take(); null: none.
    void begin(const PushBase* base);
    void add(PackedPush push);
    bool empty() const { return m_pushes.empty(); }
    std::size_t count() const { return m_pushes.size(); }
    /// Bytes of the pushes as they were given.
    std::size_t plainBytes() const { return m_plainBytes; }
    /// Time of the first and the last push; not of an empty pack.
    Instant start() const { return m_pushes.front().at.at; }
    Moment end() const { return m_pushes.back().at; }
    /// The payload of the pack, which is empty afterwards.
    std::string take();

private:
    const PushBase* m_base = nullptr;
    std::vector<PackedPush> m_pushes;
    std::size_t m_plainBytes = 0;
};

/// What a PushPacker was given. Corrupt when the bytes do not follow the format, or name another base than
/// `base` (null: none is known).
Result<std::vector<PackedPush>> unpackPushes(std::string_view payload, const PushBase* base);

/// The time of the base that a pack names; none when it needs none, or does not follow the format.
std::optional<Instant> baseOf(std::string_view payload);

}  // namespace orrery::console
