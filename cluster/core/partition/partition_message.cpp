// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/partition/partition_message.h"

#include <algorithm>
#include <type_traits>

namespace orrery::core {
namespace {

constexpr std::size_t reserveAtMost = 4096;

void write(const TakeOver& message, ByteWriter& writer) {
    writer.varint(message.version);
    writer.position(message.last);
    writer.varint(message.commit.value);
}

void read(TakeOver& message, ByteReader& reader) {
    message.version = reader.varint();
    message.last = reader.position();
    message.commit = Sequence{reader.varint()};
}

void write(const TakeOverAck& message, ByteWriter& writer) {
    writer.varint(message.incarnation.value);
    writer.position(message.last);
}

void read(TakeOverAck& message, ByteReader& reader) {
    message.incarnation = Incarnation{reader.varint()};
    message.last = reader.position();
}

void write(const Replicate& message, ByteWriter& writer) {
    writer.position(message.previous);
    writer.varint(message.commit.value);
    writer.varint(message.pumped.value);
    writer.varint(message.records.size());
    for (const SharedRecord& record : message.records) {
        encode(*record, writer);
    }
}

void read(Replicate& message, ByteReader& reader) {
    message.previous = reader.position();
    message.commit = Sequence{reader.varint()};
    message.pumped = Sequence{reader.varint()};
    const std::size_t count = reader.count();
    message.records.reserve(std::min(count, reserveAtMost));
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        message.records.push_back(decodeLogRecord(reader));
    }
}

void write(const Acknowledge& message, ByteWriter& writer) {
    writer.varint(message.incarnation.value);
    writer.varint(message.sequence.value);
}

void read(Acknowledge& message, ByteReader& reader) {
    message.incarnation = Incarnation{reader.varint()};
    message.sequence = Sequence{reader.varint()};
}

void write(const OutOfStep&, ByteWriter&) {}
void read(OutOfStep&, ByteReader&) {}

void write(const AnsweredRequest& answered, ByteWriter& writer) {
    writer.text(answered.id);
    writer.position(answered.position);
    writer.text(answered.result);
}

void write(const SnapshotChunk& message, ByteWriter& writer) {
    writer.varint(message.number);
    writer.u8(message.last ? 1 : 0);
    writer.position(message.at);
    writer.varint(message.items.size());
    for (const SnapshotChunk::Item& item : message.items) {
        encode(item.change, writer);
        writer.position(item.position);
    }
    writer.varint(message.answered.size());
    for (const AnsweredRequest& answered : message.answered) {
        write(answered, writer);
    }
}

void read(SnapshotChunk& message, ByteReader& reader) {
    message.number = static_cast<std::uint32_t>(reader.varint());
    message.last = reader.u8() != 0;
    message.at = reader.position();
    const std::size_t items = reader.count();
    message.items.reserve(std::min(items, reserveAtMost));
    for (std::size_t index = 0; index < items && !reader.failed(); ++index) {
        SnapshotChunk::Item item{decodeChange(reader), {}};
        item.position = reader.position();
        message.items.push_back(std::move(item));
    }
    const std::size_t answered = reader.count();
    for (std::size_t index = 0; index < answered && !reader.failed(); ++index) {
        AnsweredRequest request;
        request.id = reader.text();
        request.position = reader.position();
        request.result = reader.text();
        message.answered.push_back(std::move(request));
    }
}

void write(const SnapshotAck& message, ByteWriter& writer) {
    writer.varint(message.incarnation.value);
    writer.varint(message.number);
}

void read(SnapshotAck& message, ByteReader& reader) {
    message.incarnation = Incarnation{reader.varint()};
    message.number = static_cast<std::uint32_t>(reader.varint());
}

void write(const VerifyCopy& message, ByteWriter& writer) {
    writer.varint(message.sequence.value);
    writer.u64(message.digest);
}

void read(VerifyCopy& message, ByteReader& reader) {
    message.sequence = Sequence{reader.varint()};
    message.digest = reader.u64();
}

void write(const CopyVerified& message, ByteWriter& writer) {
    writer.varint(message.incarnation.value);
    writer.varint(message.sequence.value);
    writer.u8(message.equal ? 1 : 0);
}

void read(CopyVerified& message, ByteReader& reader) {
    message.incarnation = Incarnation{reader.varint()};
    message.sequence = Sequence{reader.varint()};
    message.equal = reader.u8() != 0;
}

/// The alternative number `wanted` of the variant, read from `reader`.
template <std::size_t Index = 0>
PartitionMessage readAlternative(std::size_t wanted, PartitionId partition, Epoch epoch, ByteReader& reader) {
    if constexpr (Index == std::variant_size_v<PartitionMessage>) {
        reader.fail();
        return OutOfStep{};
    } else {
        if (wanted != Index) {
            return readAlternative<Index + 1>(wanted, partition, epoch, reader);
        }
        using Kind = std::variant_alternative_t<Index, PartitionMessage>;
        Kind message{};
        message.partition = partition;
        if constexpr (std::is_same_v<Kind, StaleEpoch>) {
            message.newer = epoch;
        } else {
            message.epoch = epoch;
            read(message, reader);
        }
        return message;
    }
}

}  // namespace

void encode(const PartitionMessage& message, ByteWriter& writer) {
    writer.u8(static_cast<std::uint8_t>(message.index()));
    std::visit(
        [&](const auto& kind) {
            writer.u16(kind.partition.value);
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, StaleEpoch>) {
                writer.varint(kind.newer.value);
            } else {
                writer.varint(kind.epoch.value);
                write(kind, writer);
            }
        },
        message);
}

PartitionMessage decodePartitionMessage(ByteReader& reader) {
    const std::size_t index = reader.u8();
    const PartitionId partition{reader.u16()};
    const Epoch epoch{reader.varint()};
    return readAlternative(index, partition, epoch, reader);
}

}  // namespace orrery::core
