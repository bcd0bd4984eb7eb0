// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the copies of a partition say to each other. The shape follows PacificA (Lin, Yang, Zhang, Zhou:
// "PacificA: Replication in Log-Based Distributed Storage Systems", 2008): the primary orders, every
// in-sync copy appends before a write counts, and the membership of the set lives in the control log.
//
// All of them travel on one ordered link per pair of units. A link that breaks loses what was in
// flight; the primary then starts over with TakeOver, which is harmless to repeat.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "cluster/core/partition/log_record.h"

namespace orrery::core {

/// Primary to copy: "in epoch I am your primary; my log ends at last". The copy gives up what the
/// primary may not have and answers with TakeOverAck.
struct TakeOver {
    PartitionId partition;
    Epoch epoch;
    std::uint64_t version = 0;   ///< Of the partition's description this rests on.
    Position last;
    Sequence commit;
};

/// Copy to primary: "this is where my log ends now". The zero position: I hold nothing usable.
struct TakeOverAck {
    PartitionId partition;
    Epoch epoch;
    Incarnation incarnation;
    Position last;
};

/// Primary to copy: records that follow `previous`, and how far the log is committed and pumped. With no
/// records it only carries the latter two.
struct Replicate {
    PartitionId partition;
    Epoch epoch;
    Position previous;
    Sequence commit;
    Sequence pumped;
    std::vector<SharedRecord> records;
};

/// Copy to primary: everything up to `sequence` is appended here. Cumulative.
struct Acknowledge {
    PartitionId partition;
    Epoch epoch;
    Incarnation incarnation;
    Sequence sequence;
};

/// Copy to primary: what you sent does not follow what I have; take over again.
struct OutOfStep { PartitionId partition; Epoch epoch; };

/// Copy to a former primary: there is a newer epoch.
struct StaleEpoch { PartitionId partition; Epoch newer; };

/// What a request id was answered, carried along with a snapshot.
struct AnsweredRequest { std::string id; Position position; std::string result; };

/// Primary to joining copy: a piece of the content, in walk order. The first piece empties the copy.
struct SnapshotChunk {
    PartitionId partition;
    Epoch epoch;
    std::uint32_t number = 0;          ///< From 0, without gaps.
    struct Item { Change change; Position position; };
    std::vector<Item> items;
    std::vector<AnsweredRequest> answered;
    bool last = false;
    Position at;                       ///< Position of the primary's log when the piece was read.
};

/// Joining copy to primary: chunk `number` is applied; send more.
struct SnapshotAck { PartitionId partition; Epoch epoch; Incarnation incarnation; std::uint32_t number = 0; };

/// Primary to joining copy: at `sequence` your content must have this digest.
struct VerifyCopy { PartitionId partition; Epoch epoch; Sequence sequence; std::uint64_t digest = 0; };

struct CopyVerified {
    PartitionId partition;
    Epoch epoch;
    Incarnation incarnation;
    Sequence sequence;
    bool equal = false;
};

using PartitionMessage = std::variant<TakeOver, TakeOverAck, Replicate, Acknowledge, OutOfStep, StaleEpoch,
                                      SnapshotChunk, SnapshotAck, VerifyCopy, CopyVerified>;

void encode(const PartitionMessage& message, ByteWriter& writer);
/// Fails the reader when the bytes are no message.
PartitionMessage decodePartitionMessage(ByteReader& reader);

}  // namespace orrery::core
