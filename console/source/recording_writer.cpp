// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appending, and remembering enough to write the whole picture now and then.
#include "console/source/recording_writer.h"

#include <algorithm>
#include <utility>

#include <QFileInfo>

namespace orrery::console {
namespace {

constexpr std::size_t samplesKept = 2;

Error writeError(const QFile& file) {
    return Error{ErrorCode::System, "cannot write " + file.fileName().toStdString() + ": " +
                                        file.errorString().toStdString()};
}

}  // namespace

RecordingWriter::~RecordingWriter() {
    if (isOpen()) {
        static_cast<void>(close());
    }
}

Status RecordingWriter::open(const QString& path, const RecordingHeader& header) {
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered)) {
        return writeError(m_file);
    }
    m_pending = encodeHeader(header);
    m_bytes = 0;
    m_lastKeyframe.reset();
    m_failure.reset();
    m_base = {};
    m_packer.begin(nullptr);
    m_index = {};
    return flush();
}

void RecordingWriter::inheritFrom(const RecordingWriter& previous) {
    m_hasState = previous.m_hasState;
    m_state = previous.m_state;
    m_stateAt = previous.m_stateAt;
    m_samples = previous.m_samples;
    m_alarms = previous.m_alarms;
}

void RecordingWriter::appendBlock(BlockKind kind, const Moment& at, std::string_view payload, Form form) {
    m_index.note(kind, at, bytesWritten());
    if (form == Form::Compressed) {
        appendCompressed(m_pending, kind, at, payload);
    } else {
        console::appendBlock(m_pending, kind, at, payload);
    }
}

void RecordingWriter::appendEarlier(const std::vector<ReceivedMessage>& events) {
    const std::size_t surplus = events.size() - std::min(events.size(), RecordingIndex::mostEvents);
    PushPacker packer;
    packer.begin(nullptr);
    for (std::size_t index = surplus; index < events.size() && packer.plainBytes() < packBytes * 4; ++index) {
        const ReceivedMessage& event = events[index];
        std::string bytes = event.bytes.empty() ? pushBytes(*event.message) : event.bytes;
        m_index.earlier.push_back({BlockKind::Event, event.at, bytes});
        packer.add({BlockKind::Event, event.at, 0, std::move(bytes)});
    }
    if (!packer.empty()) {
        const Moment end = packer.end();
        appendBlock(BlockKind::Earlier, end, packer.take(), Form::Compressed);
    }
}

void RecordingWriter::beginKeyframeWhenDue(const Moment& at) {
    if (isOpen() && (!m_lastKeyframe || at.at - *m_lastKeyframe >= keyframeInterval)) {
        endPack();
        writeKeyframe(at);
        writeTier(at);
        m_lastKeyframe = at.at;
    }
}

void RecordingWriter::append(const StreamBatch& batch, Unread unread) {
    const std::size_t count = unread == Unread::Written ? batch.unread.size() : 0;
    std::size_t next = 0;
    for (const ReceivedMessage& received : batch.messages) {
        for (; next < count && batch.unread.at(next).at.at < received.at.at; ++next) {
            append(batch.unread.at(next));
        }
        append(received);
    }
    for (; next < count; ++next) {
        append(batch.unread.at(next));
    }
}

void RecordingWriter::append(const UnreadSample& sample) {
    if (sample.bytes.size() > longestBlock) {
        return;
    }
    beginKeyframeWhenDue(sample.at);
    if (isOpen()) {
        pack({BlockKind::Telemetry, sample.at, sample.unit.value, std::string(sample.bytes)});
    }
    rememberSample(sample.unit, sample.at, sample.bytes);
}

void RecordingWriter::append(const ReceivedMessage& received) {
    beginKeyframeWhenDue(received.at);
    const std::string made = received.bytes.empty() ? pushBytes(*received.message) : std::string();
    const std::string_view bytes = received.bytes.empty() ? std::string_view(made) : received.bytes;
    if (bytes.size() > longestBlock) {
        return;
    }
    if (isOpen()) {
        appendPush(received, bytes);
    }
    remember(received, bytes);
}

void RecordingWriter::appendPush(const ReceivedMessage& received, std::string_view bytes) {
    const BlockKind kind = blockKindOf(*received.message);
    if (kind == BlockKind::Event) {
        appendEvent(received.at, bytes);
        return;
    }
    if (kind != BlockKind::Telemetry && kind != BlockKind::Alive) {
        endPack();
        appendBlock(kind, received.at, bytes, Form::Plain);
        return;
    }
    const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get());
    pack({kind, received.at, sample != nullptr ? sample->unit.value : 0, std::string(bytes)});
}

void RecordingWriter::pack(PackedPush push) {
    if (!m_packer.empty() && (push.at.at - m_packer.start() >= m_packLength ||
                              m_packer.plainBytes() + push.bytes.size() > packBytes)) {
        endPack();
    }
    if (m_packer.empty()) {
        m_packer.begin(&m_base);
    }
    m_packer.add(std::move(push));
}

void RecordingWriter::appendEvent(const Moment& at, std::string_view bytes) {
    endPack();
    appendBlock(BlockKind::Event, at, bytes, Form::Plain);
    if (m_index.events.size() <= RecordingIndex::mostEvents) {
        m_index.events.push_back({BlockKind::Event, at, std::string(bytes)});
    }
}

void RecordingWriter::endPack() {
    if (!m_packer.empty()) {
        const Moment end = m_packer.end();
        appendBlock(BlockKind::Pack, end, m_packer.take(), Form::Compressed);
    }
}

void RecordingWriter::writeTier(const Moment& at) {
    if (m_history != nullptr && m_tierStart) {
        if (const auto tier = m_history->tier(*m_tierStart, at.at)) {
            appendTier(*tier, at);
        }
    }
    m_tierStart = at.at;
}

void RecordingWriter::appendTier(const HistoryTier& tier, const Moment& at) {
    endPack();
    appendBlock(BlockKind::Tier, at, encodeTier(tier), Form::Compressed);
}

void RecordingWriter::remember(const ReceivedMessage& received, std::string_view bytes) {
    if (const auto* state = std::get_if<model::GridState>(received.message.get())) {
        if (state->gridId != m_state.gridId) {
            m_samples.clear();
        }
        m_state = *state;
        m_stateAt = received.at;
        m_hasState = true;
    } else if (const auto* change = std::get_if<model::GridChange>(received.message.get())) {
        model::apply(*change, m_state);
        m_stateAt = received.at;
    } else if (const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get())) {
        rememberSample(sample->unit, received.at, bytes);
    }
}

void RecordingWriter::rememberSample(UnitId unit, const Moment& at, std::string_view bytes) {
    // A unit may speak before the table names it; but not any number of them for ever.
    if (!m_samples.contains(unit) && m_samples.size() >= m_state.units.size() + strangers) {
        return;
    }
    auto& kept = m_samples[unit];
    if (kept.size() < samplesKept) {
        kept.push_back({at, std::string(bytes)});
        return;
    }
    Kept oldest = std::move(kept.front());   // Its memory is used again.
    kept.pop_front();
    oldest.at = at;
    oldest.bytes.assign(bytes);
    kept.push_back(std::move(oldest));
}

void RecordingWriter::writeKeyframe(const Moment& at) {
    m_base = PushBase{at, {}};
    if (!m_hasState) {
        return;
    }
    PushPacker parts;
    parts.begin(nullptr);
    parts.add({BlockKind::State, m_stateAt, 0, pushBytes(model::StreamMessage(m_state))});
    for (const auto& [unit, kept] : m_samples) {
        for (const Kept& sample : kept) {
            parts.add({BlockKind::Telemetry, sample.at, unit.value, sample.bytes});
        }
    }
    if (parts.plainBytes() > longestBlock / 2) {
        return;
    }
    for (const auto& [unit, kept] : m_samples) {
        m_base.pushes[unit.value] = kept.back().bytes;
    }
    appendBlock(BlockKind::PackedKeyframe, at, parts.take(), Form::Compressed);
    if (m_alarms.alarms) {
        writeAlarms(at);
    }
}

void RecordingWriter::writeAlarms(const Moment& at) {
    appendBlock(BlockKind::Alarms, at, encodeAlarms(++m_alarms.serial, *m_alarms.alarms), Form::Compressed);
}

void RecordingWriter::setAlarms(const KeptAlarms& alarms, const Moment& at) {
    if (alarms == m_alarms.alarms || (m_alarms.alarms && *alarms == *m_alarms.alarms)) {
        return;
    }
    const KeptAlarms before = std::exchange(m_alarms.alarms, alarms);
    // What comes before the first keyframe is said behind it.
    if (!isOpen() || !m_lastKeyframe) {
        return;
    }
    endPack();
    if (!before) {
        writeAlarms(at);
        return;
    }
    if (hasNewTrouble(*alarms, *before)) {
        m_index.troubles.push_back(at.at);
    }
    appendBlock(BlockKind::Alarms, at, encodeAlarmChanges(++m_alarms.serial, *alarms, *before), Form::Compressed);
}

void RecordingWriter::writeIndex() {
    if (!m_index.begin || m_index.events.size() > RecordingIndex::mostEvents) {
        return;
    }
    const std::string payload = encodeIndex(m_index);
    if (payload.size() > longestBlock) {
        return;
    }
    const std::uint64_t offset = bytesWritten();
    appendCompressed(m_pending, BlockKind::Index, m_index.end, payload);
    console::appendBlock(m_pending, BlockKind::IndexAt, m_index.end, encodeIndexAt(offset));
}

void RecordingWriter::appendContactLost(const Moment& at, const QString& why) {
    if (isOpen()) {
        endPack();
        appendBlock(BlockKind::ContactLost, at, why.toStdString(), Form::Plain);
    }
}

Status RecordingWriter::flush() {
    if (m_failure) {
        m_pending.clear();
        return *m_failure;
    }
    const auto size = static_cast<qint64>(m_pending.size());
    const bool written = m_file.write(m_pending.data(), size) == size;
    m_bytes += m_pending.size();
    m_pending.clear();
    if (!written) {
        m_failure = writeError(m_file);
        return *m_failure;
    }
    return Done{};
}

Status RecordingWriter::flushAll() {
    endPack();
    return flush();
}

Status RecordingWriter::close() {
    endPack();
    writeIndex();
    Status status = flush();
    m_file.close();
    return status;
}

}  // namespace orrery::console
