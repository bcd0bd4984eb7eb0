// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening, indexing and reading of recordings.
#include "console/source/recording_reader.h"

#include <algorithm>

#include "console/source/block_scanner.h"

namespace orrery::console {
namespace {

constexpr Duration clocksAgree = seconds(5);

Error withPath(Error error, const QString& path) {
    error.detail = path.toStdString() + ": " + error.detail;
    return error;
}

std::shared_ptr<const model::StreamMessage> shared(model::StreamMessage message) {
    return std::make_shared<const model::StreamMessage>(std::move(message));
}

}  // namespace

RecordingReader::~RecordingReader() = default;

Result<std::unique_ptr<RecordingReader>> RecordingReader::open(const QStringList& paths,
                                                               OpeningCheck check) {
    std::unique_ptr<RecordingReader> reader(new RecordingReader);
    std::optional<Error> unreadable;  // One of many (begun on a full disk, removed meanwhile) is a gap.
    for (const QString& path : paths) {
        auto scanner = BlockScanner::open(path);
        if (scanner) {
            reader->m_files.push_back({scanner.take(), Duration{}, 0});
        } else if (!unreadable) {
            unreadable = withPath(scanner.error(), path);
        }
    }
    if (reader->m_files.empty() && unreadable) {
        return *unreadable;
    }
    std::sort(reader->m_files.begin(), reader->m_files.end(),
              [](const File& left, const File& right) {
                  return left.scanner->header().started.wall < right.scanner->header().started.wall;
              });
    reader->joinClocks();
    for (std::size_t index = 0; index < reader->m_files.size(); ++index) {
        reader->indexFile(index, check);
    }
    if (reader->m_keyframes.empty()) {
        return Error{ErrorCode::Corrupt, "the recording holds no sound message"};
    }
    return reader;
}

void RecordingReader::joinClocks() {
    if (m_files.empty()) {
        return;
    }
    // The newest file's clock rules: it is the one that runs on while the console watches the grid.
    m_header = m_files.front().scanner->header();
    const Moment newest = m_files.back().scanner->header().started;
    std::uint64_t before = 0;
    for (File& file : m_files) {
        const Moment& started = file.scanner->header().started;
        const Duration byWall = milliseconds(started.wall.millis - newest.wall.millis);
        const Duration shift{byWall.micros - (started.at - newest.at).micros};
        const bool agree = shift <= clocksAgree && shift >= clocksAgree * -1;
        file.shift = agree ? Duration{} : shift;
        file.bytesBefore = before;
        before += file.scanner->length();
    }
}

void RecordingReader::indexFile(std::size_t index, OpeningCheck check) {
    File& file = m_files[index];
    std::uint64_t offset = file.scanner->firstBlock();
    bool first = true;
    while (true) {
        const auto skimmed = check == OpeningCheck::FramesOnly ? file.scanner->skim(offset)
                                                               : std::nullopt;
        if (skimmed && skimmed->kind != BlockKind::Event) {
            noteSkimmed(index, *skimmed, first);
            first = false;
            offset = skimmed->end;
            continue;
        }
        const auto found = file.scanner->find(offset);
        if (found.skipped > 0) {
            const Instant to = found.block ? found.block->at.at + file.shift : m_end.at;
            m_gaps.push_back({m_end.at, to, found.skipped});
        }
        if (!found.block) {
            return;
        }
        noteBlock({index, found.offset}, *found.block, first);
        first = false;
        offset = found.end;
    }
}

void RecordingReader::noteSkimmed(std::size_t file, const BlockScanner::Skimmed& skimmed,
                                  bool firstOfFile) {
    const Cursor cursor{file, skimmed.offset};
    const Moment at{skimmed.at.at + m_files[file].shift, skimmed.at.wall};
    if (m_keyframes.empty()) {
        m_begin = at;
        m_end = at;
    }
    if (firstOfFile || skimmed.kind == BlockKind::Keyframe) {
        m_keyframes.push_back({cursor, at.at});
    }
    if (skimmed.kind == BlockKind::Tier) {
        m_tiers.push_back({cursor, at.at});
    }
    if (at.at >= m_end.at) {
        m_end = at;
    }
}

void RecordingReader::noteBlock(const Cursor& cursor, const Block& block, bool firstOfFile) {
    noteSkimmed(cursor.file, {block.kind, block.at, cursor.offset, cursor.offset}, firstOfFile);
    if (block.kind == BlockKind::Event) {
        if (auto message = messageFrom(block.payload)) {
            const Moment at{block.at.at + m_files[cursor.file].shift, block.at.wall};
            m_events.push_back({at, shared(message.take()), {}});
        }
    }
}

Moment RecordingReader::momentAt(Instant at) const {
    return Moment{at, wallTimeOf(at, m_end)};
}

std::uint64_t RecordingReader::linear(const Cursor& cursor) const {
    return m_files[cursor.file].bytesBefore + cursor.offset;
}

std::size_t RecordingReader::keyframeFor(Instant at, Duration history, std::uint64_t budget) const {
    const auto lastAt = [this](Instant point) {
        const auto above = std::upper_bound(
            m_keyframes.begin(), m_keyframes.end(), point,
            [](Instant wanted, const Keyframe& keyframe) { return wanted < keyframe.at; });
        const auto index = above - m_keyframes.begin();
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(index - 1, 0));
    };
    const std::size_t nearest = lastAt(at);
    std::size_t chosen = lastAt(at - history);
    while (chosen < nearest &&
           linear(m_keyframes[nearest].cursor) - linear(m_keyframes[chosen].cursor) > budget) {
        ++chosen;
    }
    return chosen;
}

Instant RecordingReader::reachOf(Instant at, Duration history, std::uint64_t budget) const {
    return m_keyframes[keyframeFor(at, history, budget)].at;
}

bool RecordingReader::reaches(Instant at, Duration history, std::uint64_t budget) const {
    return keyframeFor(at, history, budget) == keyframeFor(at, history, UINT64_MAX);
}

StreamBatch RecordingReader::seek(Instant at, Duration history, std::uint64_t budget) {
    const Keyframe& keyframe = m_keyframes[keyframeFor(at, history, budget)];
    StreamBatch batch;
    batch.restart = true;
    batch.contact = Contact{ContactState::Live, momentAt(keyframe.at), QString(), QString()};
    m_contactLost = false;
    for (const ReceivedMessage& event : m_events) {
        if (event.at.at < keyframe.at) {
            batch.messages.push_back(event);
        }
    }
    batch.restored = batch.messages.size();
    m_cursor = keyframe.cursor;
    m_useKeyframe = true;
    m_waiting.reset();
    m_parts.clear();
    readUntil(at, batch);
    batch.now = momentAt(at);
    return batch;
}

StreamBatch RecordingReader::next(Instant until) {
    StreamBatch batch;
    readUntil(until, batch);
    batch.now = momentAt(until);
    return batch;
}

bool RecordingReader::atEnd() const {
    return !m_waiting && m_parts.empty() && m_cursor.file >= m_files.size();
}

std::shared_ptr<const HistoryTier> RecordingReader::tier(std::size_t index) {
    const Cursor cursor = m_tiers[index].cursor;
    const File& file = m_files[cursor.file];
    const auto found = file.scanner->find(cursor.offset);
    if (!found.block || found.block->kind != BlockKind::Tier) {
        return nullptr;
    }
    auto tier = decodeTier(found.block->payload);
    if (!tier) {
        return nullptr;
    }
    HistoryTier result = tier.take();
    result.from = result.from + file.shift;
    result.to = result.to + file.shift;
    return std::make_shared<const HistoryTier>(std::move(result));
}

std::size_t RecordingReader::tierIndexAt(Instant at) const {
    const auto found =
        std::lower_bound(m_tiers.begin(), m_tiers.end(), at,
                         [](const Keyframe& tier, Instant wanted) { return tier.at < wanted; });
    return static_cast<std::size_t>(found - m_tiers.begin());
}

std::optional<Block> RecordingReader::nextPart() {
    while (m_parts.empty()) {
        std::optional<Block> block = readBlock();
        if (!block || block->kind != BlockKind::Batch) {
            return block;
        }
        const Duration shift = m_files[m_cursor.file].shift;
        if (auto parts = decodeBatch(block->payload)) {
            for (Block& part : parts.value()) {
                part.at.at = part.at.at + shift;
                m_parts.push_back(std::move(part));
            }
        }
    }
    Block part = std::move(m_parts.front());
    m_parts.pop_front();
    return part;
}

std::optional<Block> RecordingReader::readBlock() {
    while (m_cursor.file < m_files.size()) {
        const File& file = m_files[m_cursor.file];
        auto found = file.scanner->find(std::max(m_cursor.offset, file.scanner->firstBlock()));
        if (found.block) {
            m_cursor.offset = found.end;
            m_useKeyframe = m_useKeyframe || found.skipped > 0;
            found.block->at.at = found.block->at.at + file.shift;
            return std::move(found.block);
        }
        m_cursor = Cursor{m_cursor.file + 1, 0};
        m_useKeyframe = true;
    }
    return std::nullopt;
}

void RecordingReader::readUntil(Instant until, StreamBatch& batch) {
    while (true) {
        if (!m_waiting) {
            m_waiting = nextPart();
        }
        if (!m_waiting || m_waiting->at.at > until) {
            return;
        }
        deliver(std::move(*m_waiting), batch);
        m_waiting.reset();
    }
}

void RecordingReader::deliver(Block block, StreamBatch& batch) {
    if (block.kind == BlockKind::ContactLost) {
        m_contactLost = true;
        batch.contact =
            Contact{ContactState::Lost, block.at, QString(), QString::fromStdString(block.payload)};
        return;
    }
    if (block.kind == BlockKind::Keyframe) {
        if (m_useKeyframe) {
            deliverKeyframe(block, batch);
        }
        m_useKeyframe = false;
        return;
    }
    if (block.kind == BlockKind::Tier) {
        return;
    }
    m_useKeyframe = m_useKeyframe && block.kind != BlockKind::State;
    if (auto message = messageFrom(block.payload)) {
        if (m_contactLost) {
            m_contactLost = false;
            batch.contact = Contact{ContactState::Live, block.at, QString(), QString()};
        }
        batch.messages.push_back({block.at, shared(message.take()), std::move(block.payload)});
    }
}

void RecordingReader::deliverKeyframe(const Block& block, StreamBatch& batch) const {
    const std::size_t file = std::min(m_cursor.file, m_files.size() - 1);
    auto parts = decodeKeyframe(block.payload);
    if (!parts) {
        return;
    }
    const std::size_t before = batch.messages.size();
    for (const KeyframePart& part : parts.value()) {
        if (auto message = messageFrom(part.bytes)) {
            const Moment at{part.at.at + m_files[file].shift, part.at.wall};
            batch.messages.push_back({at, shared(message.take()), {}});
        }
    }
    if (batch.restart && batch.restored == before) {
        batch.restored = batch.messages.size();
    }
}

}  // namespace orrery::console
