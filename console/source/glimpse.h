// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One moment of a recording with as little reading as it needs: the keyframe before it, what changed since,
// and of the samples the newest two of each unit. Half a minute of a large grid holds ten thousand samples;
// a picture needs four hundred.
#pragma once

#include <optional>
#include <vector>

#include "console/source/alarm_record.h"
#include "console/source/block_scanner.h"
#include "console/source/push_pack.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

/// All times are the file's own.
struct Glimpse {
    std::vector<ReceivedMessage> messages;  ///< In an order in which they may be worked in.
    std::optional<Block> contactLost;       ///< The link broke, and nothing was heard after it.
    std::optional<Moment> heardAgain;       ///< The link broke, and this was heard first after it.
    AlarmRecord alarms;
    PushBase base;            ///< For the packs that follow.
    std::vector<Block> rest;  ///< Pushes later than the moment, of the last block that was read.
    std::uint64_t next = 0;   ///< Where the next block begins.
};

/// The moment `until` of the file, from the keyframe (or first block) at `offset` on, which is not later.
Glimpse glimpseOf(BlockScanner& scanner, std::uint64_t offset, Instant until);

/// The pushes of a Batch or a Pack. Corrupt as decodeBatch() and unpackPushes() say.
Result<std::vector<PackedPush>> partsOf(const Block& block, const PushBase& base);
/// The pushes of a keyframe of any format; none when it cannot be read. Those of old ones do not tell their
/// kind: State, unit 0.
std::vector<PackedPush> keyframeParts(const Block& block);
/// What the packs behind a PackedKeyframe with these parts are differences to.
PushBase baseFrom(const Moment& at, const std::vector<PackedPush>& parts);

}  // namespace orrery::console
