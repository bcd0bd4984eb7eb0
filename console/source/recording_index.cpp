// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/recording_index.h"

#include <algorithm>

#include "console/source/alarm_record.h"
#include "console/source/moment_codec.h"
#include "console/source/push_pack.h"
#include "shared/base/bytes.h"

namespace orrery::console {
namespace {

constexpr std::uint64_t indexAtLength = blockHeaderLength + 8;

void writeBlocks(ByteWriter& writer, const std::vector<IndexedBlock>& blocks) {
    writer.varint(blocks.size());
    for (const IndexedBlock& block : blocks) {
        writer.varint(block.offset);
        writer.i64(block.at.micros);
    }
}

std::vector<IndexedBlock> readBlocks(ByteReader& reader) {
    std::vector<IndexedBlock> blocks;
    for (std::size_t count = reader.count(); count > 0 && !reader.failed(); --count) {
        const std::uint64_t offset = reader.varint();
        blocks.push_back({offset, Instant{reader.i64()}});
    }
    return blocks;
}

void writeEvents(ByteWriter& writer, const std::vector<Block>& events) {
    writer.varint(events.size());
    for (const Block& event : events) {
        writeMoment(writer, event.at);
        writer.text(event.payload);
    }
}

std::vector<Block> readEvents(ByteReader& reader) {
    std::vector<Block> events;
    for (std::size_t count = reader.count(); count > 0 && !reader.failed(); --count) {
        const Moment at = readMoment(reader);
        events.push_back({BlockKind::Event, at, std::string(reader.text())});
    }
    return events;
}

/// The index that stands at the end of the file, if one does.
std::optional<RecordingIndex> ownIndex(BlockScanner& scanner) {
    if (scanner.length() < scanner.firstBlock() + indexAtLength) {
        return std::nullopt;
    }
    const auto pointer = scanner.exactly(scanner.length() - indexAtLength);
    if (!pointer || pointer->kind != BlockKind::IndexAt) {
        return std::nullopt;
    }
    ByteReader reader(pointer->payload);
    const std::uint64_t offset = reader.u64();
    const auto block = reader.complete() ? scanner.exactly(offset) : std::nullopt;
    if (!block || block->kind != BlockKind::Index) {
        return std::nullopt;
    }
    auto index = decodeIndex(block->payload);
    const bool usable = index && index.value().begin && !index.value().keyframes.empty();
    return usable ? std::optional(index.take()) : std::nullopt;
}

/// Goes through a file, block by block.
class Survey {
public:
    Survey(BlockScanner& scanner, OpeningCheck check) : m_scanner(scanner), m_check(check) {}

    RecordingIndex run() {
        std::uint64_t offset = m_scanner.firstBlock();
        while (true) {
            const auto skimmed = m_check == OpeningCheck::FramesOnly ? m_scanner.skim(offset) : std::nullopt;
            if (skimmed && !isRead(skimmed->kind)) {
                m_index.note(skimmed->kind, skimmed->at, skimmed->offset);
                offset = skimmed->end;
                continue;
            }
            auto found = m_scanner.find(offset);
            if (found.skipped > 0) {
                const Instant to = found.block ? found.block->at.at : m_index.end.at;
                m_index.gaps.push_back({m_index.end.at, to, found.skipped});
            }
            if (!found.block) {
                return std::move(m_index);
            }
            m_index.note(found.block->kind, found.block->at, found.offset);
            offset = found.end;
            read(*found.block, found.end - found.offset);
            m_previous = m_index.end.at;
        }
    }

private:
    static bool isRead(BlockKind kind) {
        return kind == BlockKind::Event || kind == BlockKind::Earlier || kind == BlockKind::Alarms;
    }

    void read(Block& block, std::uint64_t bytes) {
        switch (block.kind) {
        case BlockKind::Event: m_index.events.push_back(std::move(block)); break;
        case BlockKind::Earlier: readEarlier(block); break;
        case BlockKind::Alarms: readAlarms(block); break;
        case BlockKind::PackedKeyframe:
            m_base = block.at.at;
            m_isLosing = false;
            break;
        case BlockKind::Pack: checkBase(block, bytes); break;
        default: break;
        }
    }

    void readEarlier(const Block& block) {
        if (auto pushes = unpackPushes(block.payload, nullptr)) {
            for (PackedPush& push : pushes.value()) {
                m_index.earlier.push_back({push.kind, push.at, std::move(push.bytes)});
            }
        }
    }

    void readAlarms(const Block& block) {
        auto record = decodeAlarms(block.payload, m_alarms);
        if (!record) {
            return;
        }
        if (m_alarms.alarms && hasNewTrouble(*record.value().alarms, *m_alarms.alarms)) {
            m_index.troubles.push_back(block.at.at);
        }
        m_alarms = record.take();
    }

    /// A pack whose keyframe is damaged cannot be read either.
    void checkBase(const Block& block, std::uint64_t bytes) {
        const auto wanted = baseOf(block.payload);
        if (!wanted || wanted == m_base) {
            return;
        }
        auto& gaps = m_index.gaps;
        const bool goesOn = !gaps.empty() && (m_isLosing || gaps.back().to >= m_previous);
        if (!goesOn) {
            gaps.push_back({m_previous, block.at.at, 0});
        }
        gaps.back().to = block.at.at;
        gaps.back().bytes += bytes;
        m_isLosing = true;
    }

    BlockScanner& m_scanner;
    OpeningCheck m_check;
    RecordingIndex m_index;
    AlarmRecord m_alarms;
    std::optional<Instant> m_base;  ///< Time of the last sound keyframe.
    Instant m_previous;             ///< Of the block before.
    bool m_isLosing = false;        ///< The last pack could not be read for want of its keyframe.
};

}  // namespace

void RecordingIndex::note(BlockKind kind, const Moment& at, std::uint64_t offset) {
    if (kind == BlockKind::Index || kind == BlockKind::IndexAt || kind == BlockKind::Earlier) {
        return;  // No part of the time that the file is of.
    }
    const bool isKeyframe = kind == BlockKind::Keyframe || kind == BlockKind::PackedKeyframe;
    if (!begin || isKeyframe) {
        keyframes.push_back({offset, at.at});
    }
    if (kind == BlockKind::Tier) {
        tiers.push_back({offset, at.at});
    }
    end = !begin || at.at >= end.at ? at : end;
    begin = begin.value_or(at);
    clock.note(at);
}

std::string encodeIndex(const RecordingIndex& index) {
    std::string payload;
    ByteWriter writer(payload);
    writeMoment(writer, index.begin.value_or(Moment{}));
    writeMoment(writer, index.end);
    writeBlocks(writer, index.keyframes);
    writeBlocks(writer, index.tiers);
    writeEvents(writer, index.events);
    writeEvents(writer, index.earlier);
    writer.varint(index.troubles.size());
    for (const Instant trouble : index.troubles) {
        writer.i64(trouble.micros);
    }
    writer.varint(index.clock.anchors().size());
    for (const Moment& anchor : index.clock.anchors()) {
        writeMoment(writer, anchor);
    }
    return payload;
}

Result<RecordingIndex> decodeIndex(std::string_view payload) {
    ByteReader reader(payload);
    RecordingIndex index;
    index.begin = readMoment(reader);
    index.end = readMoment(reader);
    index.keyframes = readBlocks(reader);
    index.tiers = readBlocks(reader);
    index.events = readEvents(reader);
    index.earlier = readEvents(reader);
    for (std::size_t count = reader.count(); count > 0 && !reader.failed(); --count) {
        index.troubles.push_back(Instant{reader.i64()});
    }
    for (std::size_t count = reader.count(); count > 0 && !reader.failed(); --count) {
        index.clock.note(readMoment(reader));
    }
    index.clock.note(index.end);
    if (!reader.complete()) {
        return Error{ErrorCode::Corrupt, "an index does not follow its format"};
    }
    return index;
}

std::string encodeIndexAt(std::uint64_t offset) {
    std::string payload;
    ByteWriter(payload).u64(offset);
    return payload;
}

RecordingIndex indexOf(BlockScanner& scanner, OpeningCheck check) {
    if (check == OpeningCheck::FramesOnly) {
        if (auto own = ownIndex(scanner)) {
            return std::move(*own);
        }
    }
    return Survey(scanner, check).run();
}

}  // namespace orrery::console
