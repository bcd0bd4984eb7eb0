// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening, indexing and reading of recordings.
#include "console/source/recording_reader.h"

#include <algorithm>
#include <utility>

#include "console/source/block_scanner.h"
#include "console/source/glimpse.h"

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

Contact contactLostBy(const Block& block) {
    return {ContactState::Lost, block.at, QString(), QString::fromStdString(block.payload)};
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
            RecordingIndex index = indexOf(*scanner.value(), check);
            reader->m_files.push_back({path, scanner.take(), std::move(index), Duration{}, 0});
        } else if (!unreadable) {
            unreadable = withPath(scanner.error(), path);
        }
    }
    if (reader->m_files.empty() && unreadable) {
        return *unreadable;
    }
    std::erase_if(reader->m_files, [](const File& file) { return !file.index.begin; });
    if (reader->m_files.empty()) {
        return Error{ErrorCode::Corrupt, "the recording holds no sound message"};
    }
    reader->sortFiles();
    reader->joinClocks();
    reader->adoptIndices();
    return reader;
}

void RecordingReader::sortFiles() {
    std::sort(m_files.begin(), m_files.end(), [](const File& left, const File& right) {
        const RecordingHeader& one = left.scanner->header();
        const RecordingHeader& two = right.scanner->header();
        return std::pair(one.number, one.started.wall) < std::pair(two.number, two.started.wall);
    });
    m_header = m_files.front().scanner->header();
    for (File& file : m_files) {
        file.bytesBefore = m_bytes;
        m_bytes += file.scanner->length();
    }
}

void RecordingReader::joinClocks() {
    // The newest file's clock rules: it is the one that runs on while the console watches the grid.
    for (std::size_t index = m_files.size() - 1; index-- > 0;) {
        File& file = m_files[index];
        const File& next = m_files[index + 1];
        const RecordingHeader& one = file.scanner->header();
        const RecordingHeader& two = next.scanner->header();
        file.shift = next.shift;
        if (!one.clock.empty() && one.clock == two.clock) {
            continue;
        }
        const Duration byWall = one.started.wall - two.started.wall;
        const Duration apart = byWall + (two.started.at - one.started.at);
        if (apart <= clocksAgree && apart >= clocksAgree * -1) {
            continue;
        }
        // Another clock; and where the wall clock was set back between the two, right before the next file.
        const Instant end = file.index.end.at + next.shift + apart;
        const Instant latest = next.index.begin->at + next.shift;
        file.shift = next.shift + apart + (end > latest ? latest - end : Duration{});
    }
}

void RecordingReader::adoptIndices() {
    for (std::size_t number = 0; number < m_files.size(); ++number) {
        const File& file = m_files[number];
        const RecordingIndex& index = file.index;
        for (const IndexedBlock& keyframe : index.keyframes) {
            m_keyframes.push_back({{number, keyframe.offset}, keyframe.at + file.shift});
        }
        for (const IndexedBlock& tier : index.tiers) {
            m_tiers.push_back({{number, tier.offset}, tier.at + file.shift});
        }
        for (const Instant trouble : index.troubles) {
            m_troubles.push_back(trouble + file.shift);
        }
        for (const RecordingGap& gap : index.gaps) {
            m_gaps.push_back({gap.from + file.shift, gap.to + file.shift, gap.bytes});
        }
        for (const Moment& anchor : index.clock.anchors()) {
            m_clock.note({anchor.at + file.shift, anchor.wall});
        }
        m_clock.note({index.end.at + file.shift, index.end.wall});
        adoptEvents(number);
        const Moment begin{index.begin->at + file.shift, index.begin->wall};
        const Moment end{index.end.at + file.shift, index.end.wall};
        m_begin = number == 0 ? begin : m_begin;
        m_end = number == 0 || end.at >= m_end.at ? end : m_end;
    }
}

void RecordingReader::adoptEvents(std::size_t file) {
    RecordingIndex& index = m_files[file].index;
    const Duration moved = m_files[file].shift;
    const auto adopt = [&](std::vector<Block>& events) {
        for (Block& event : events) {
            if (auto message = messageFrom(event.payload)) {
                m_events.push_back({{event.at.at + moved, event.at.wall}, shared(message.take()), {}});
            }
        }
        events = {};
    };
    // Of the others, the file before it tells what was before.
    if (file == 0) {
        adopt(index.earlier);
    }
    adopt(index.events);
}

const RecordingReader::File* RecordingReader::fileAt(const QString& path) const {
    const auto found = std::find_if(m_files.begin(), m_files.end(),
                                    [&path](const File& file) { return file.path == path; });
    return found != m_files.end() ? &*found : nullptr;
}

RecordingReader::Span RecordingReader::spanOf(const QString& path) const {
    const File* file = fileAt(path);
    return file != nullptr ? Span{file->index.begin->at + file->shift, file->index.end.at + file->shift}
                           : Span{m_begin.at, m_end.at};
}

RecordingHeader RecordingReader::headerOf(const QString& path) const {
    const File* file = fileAt(path);
    return file != nullptr ? file->scanner->header() : m_header;
}

std::uint64_t RecordingReader::linear(const Cursor& cursor) const {
    return m_files[cursor.file].bytesBefore + cursor.offset;
}

std::size_t RecordingReader::lastKeyframe(Instant at) const {
    const auto above =
        std::upper_bound(m_keyframes.begin(), m_keyframes.end(), at,
                         [](Instant wanted, const Keyframe& keyframe) { return wanted < keyframe.at; });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - m_keyframes.begin() - 1, 0));
}

std::uint64_t RecordingReader::bytesBefore(Instant at) const {
    const std::size_t index = lastKeyframe(at);
    const bool isLast = index + 1 == m_keyframes.size();
    const std::uint64_t from = linear(m_keyframes[index].cursor);
    const std::uint64_t to = isLast ? m_bytes : linear(m_keyframes[index + 1].cursor);
    const Instant end = isLast ? m_end.at : m_keyframes[index + 1].at;
    const double span = static_cast<double>((end - m_keyframes[index].at).micros);
    const double share = static_cast<double>((at - m_keyframes[index].at).micros) / std::max(span, 1.0);
    return from + static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(to - from));
}

std::size_t RecordingReader::keyframeFor(Instant at, Duration history, std::uint64_t budget) const {
    const std::size_t nearest = lastKeyframe(at);
    const std::uint64_t wanted = bytesBefore(at);
    std::size_t chosen = lastKeyframe(at - history);
    while (chosen < nearest && wanted - linear(m_keyframes[chosen].cursor) > budget) {
        ++chosen;
    }
    return chosen;
}

Instant RecordingReader::reachOf(Instant at, Duration history, std::uint64_t budget) const {
    return m_keyframes[keyframeFor(at, history, budget)].at;
}

bool RecordingReader::reaches(Instant at, Duration history, std::uint64_t budget) const {
    const std::size_t chosen = keyframeFor(at, history, budget);
    return chosen == keyframeFor(at, history, UINT64_MAX) &&
           bytesBefore(at) - linear(m_keyframes[chosen].cursor) <= budget;
}

void RecordingReader::addEventsBefore(Instant at, StreamBatch& batch) const {
    for (const ReceivedMessage& event : m_events) {
        if (event.at.at < at) {
            batch.messages.push_back(event);
        }
    }
    batch.restored = batch.messages.size();
}

StreamBatch RecordingReader::seek(Instant at, Duration history, std::uint64_t budget) {
    const bool whole = reaches(at, history, budget);
    const Keyframe& keyframe = m_keyframes[whole ? lastKeyframe(at - history) : lastKeyframe(at)];
    StreamBatch batch;
    batch.restart = true;
    batch.contact = Contact{ContactState::Live, momentAt(keyframe.at), QString(), QString()};
    m_contactLost = false;
    addEventsBefore(keyframe.at, batch);
    m_cursor = keyframe.cursor;
    m_useKeyframe = true;
    m_waiting.reset();
    m_parts.clear();
    m_base = {};
    m_alarms = {};
    if (whole) {
        readUntil(at, batch);
    } else {
        glimpse(keyframe, at, batch);
    }
    tellAlarms(batch);
    batch.now = momentAt(at);
    return batch;
}

void RecordingReader::glimpse(const Keyframe& keyframe, Instant at, StreamBatch& batch) {
    const Duration moved = m_files[keyframe.cursor.file].shift;
    Glimpse seen = glimpseOf(*m_files[keyframe.cursor.file].scanner, keyframe.cursor.offset, at - moved);
    for (ReceivedMessage& received : seen.messages) {
        received.at.at = received.at.at + moved;
        batch.messages.push_back(std::move(received));
    }
    batch.restored = batch.messages.size();
    m_contactLost = seen.contactLost.has_value();
    if (seen.contactLost) {
        seen.contactLost->at.at = seen.contactLost->at.at + moved;
        batch.contact = contactLostBy(*seen.contactLost);
    } else if (seen.heardAgain) {
        const Moment since{seen.heardAgain->at + moved, seen.heardAgain->wall};
        batch.contact = Contact{ContactState::Live, since, QString(), QString()};
    }
    for (Block& part : seen.rest) {
        part.at.at = part.at.at + moved;
        m_parts.push_back(std::move(part));
    }
    m_cursor.offset = seen.next;
    m_useKeyframe = false;
    m_base = std::move(seen.base);
    m_alarms = std::move(seen.alarms);
}

StreamBatch RecordingReader::next(Instant until) {
    StreamBatch batch;
    const std::uint64_t alarms = m_alarms.serial;
    readUntil(until, batch);
    if (m_alarms.serial != alarms) {
        tellAlarms(batch);
    }
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

Duration RecordingReader::shift() const { return m_files[std::min(m_cursor.file, m_files.size() - 1)].shift; }

std::optional<Block> RecordingReader::nextPart() {
    while (m_parts.empty()) {
        std::optional<Block> block = readBlock();
        if (!block || (block->kind != BlockKind::Batch && block->kind != BlockKind::Pack)) {
            return block;
        }
        if (auto parts = partsOf(*block, m_base)) {
            for (PackedPush& part : parts.value()) {
                m_parts.push_back({part.kind, {part.at.at + shift(), part.at.wall}, std::move(part.bytes)});
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
    switch (block.kind) {
    case BlockKind::ContactLost:
        m_contactLost = true;
        batch.contact = contactLostBy(block);
        return;
    case BlockKind::Keyframe:
    case BlockKind::PackedKeyframe: deliverKeyframe(block, batch); return;
    case BlockKind::Alarms: takeAlarms(block); return;
    case BlockKind::Tier:
    case BlockKind::Earlier:
    case BlockKind::Index:
    case BlockKind::IndexAt: return;
    default: break;
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

void RecordingReader::deliverKeyframe(const Block& block, StreamBatch& batch) {
    std::vector<PackedPush> parts = keyframeParts(block);
    m_base = baseFrom({block.at.at - shift(), block.at.wall}, parts);
    if (!std::exchange(m_useKeyframe, false)) {
        return;
    }
    const std::size_t before = batch.messages.size();
    for (PackedPush& part : parts) {
        if (auto message = messageFrom(part.bytes)) {
            batch.messages.push_back(
                {{part.at.at + shift(), part.at.wall}, shared(message.take()), std::move(part.bytes)});
        }
    }
    if (batch.restart && batch.restored == before) {
        batch.restored = batch.messages.size();
    }
}

void RecordingReader::takeAlarms(const Block& block) {
    if (auto record = decodeAlarms(block.payload, m_alarms)) {
        m_alarms = record.take();
    }
}

void RecordingReader::tellAlarms(StreamBatch& batch) const {
    if (!m_alarms.alarms || shift() == Duration{}) {
        batch.alarms = m_alarms.alarms;
        return;
    }
    auto moved = std::make_shared<std::vector<Alarm>>(*m_alarms.alarms);
    for (Alarm& alarm : *moved) {
        alarm.raisedAt.at = alarm.raisedAt.at + shift();
        for (auto* moment : {&alarm.clearedAt, &alarm.shelvedUntil}) {
            if (*moment) {
                (*moment)->at = (*moment)->at + shift();
            }
        }
    }
    batch.alarms = std::move(moved);
}

}  // namespace orrery::console
