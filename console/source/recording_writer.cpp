// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appending, and remembering enough to write the whole picture now and then.
#include "console/source/recording_writer.h"

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
    return flush();
}

void RecordingWriter::inheritFrom(const RecordingWriter& previous) {
    m_hasState = previous.m_hasState;
    m_state = previous.m_state;
    m_stateAt = previous.m_stateAt;
    m_samples = previous.m_samples;
}

void RecordingWriter::beginKeyframeWhenDue(const Moment& at) {
    if (isOpen() && (!m_lastKeyframe || at.at - *m_lastKeyframe >= keyframeInterval)) {
        endBatch();
        writeKeyframe(at);
        writeTier(at);
        m_lastKeyframe = at.at;
    }
}

void RecordingWriter::append(const StreamBatch& batch) {
    std::size_t unread = 0;
    for (const ReceivedMessage& received : batch.messages) {
        for (; unread < batch.unread.size() && batch.unread.at(unread).at.at < received.at.at; ++unread) {
            append(batch.unread.at(unread));
        }
        append(received);
    }
    for (; unread < batch.unread.size(); ++unread) {
        append(batch.unread.at(unread));
    }
}

void RecordingWriter::append(const UnreadSample& sample) {
    if (sample.bytes.size() > longestBlock) {
        return;
    }
    beginKeyframeWhenDue(sample.at);
    if (isOpen()) {
        appendPush(BlockKind::Telemetry, sample.at, sample.bytes);
    }
    remember(sample.unit, sample.at, sample.bytes);
}

void RecordingWriter::append(const ReceivedMessage& received) {
    beginKeyframeWhenDue(received.at);
    const std::string bytes =
        received.bytes.empty() ? pushBytes(*received.message) : received.bytes;
    if (bytes.size() > longestBlock) {
        return;
    }
    if (isOpen()) {
        appendPush(blockKindOf(*received.message), received.at, bytes);
    }
    remember(received, bytes);
}

void RecordingWriter::appendPush(BlockKind kind, const Moment& at, std::string_view bytes) {
    if (kind != BlockKind::Telemetry && kind != BlockKind::Alive) {
        endBatch();
        appendBlock(m_pending, kind, at, bytes);
        return;
    }
    if (!m_batch.empty() && (at.at - m_batchStart >= batchLength ||
                             m_batch.size() + bytes.size() > batchBytes)) {
        endBatch();
    }
    if (m_batch.empty()) {
        m_batchStart = at.at;
    }
    m_batchEnd = at;
    encodeBatchPart(m_batch, kind, at, bytes);
}

void RecordingWriter::endBatch() {
    if (!m_batch.empty()) {
        appendCompressed(m_pending, BlockKind::Batch, m_batchEnd, m_batch);
        m_batch.clear();
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
    endBatch();
    appendCompressed(m_pending, BlockKind::Tier, at, encodeTier(tier));
}

void RecordingWriter::remember(const ReceivedMessage& received, const std::string& bytes) {
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
        remember(sample->unit, received.at, bytes);
    }
}

void RecordingWriter::remember(UnitId unit, const Moment& at, std::string_view bytes) {
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
    if (!m_hasState) {
        return;
    }
    std::vector<KeyframePart> parts;
    parts.push_back({m_stateAt, pushBytes(model::StreamMessage(m_state))});
    std::size_t total = parts.back().bytes.size();
    for (const auto& [unit, kept] : m_samples) {
        for (const Kept& sample : kept) {
            parts.push_back({sample.at, sample.bytes});
            total += sample.bytes.size() + 32;
        }
    }
    if (total < longestBlock / 2) {
        appendCompressed(m_pending, BlockKind::Keyframe, at, encodeKeyframe(parts));
    }
}

void RecordingWriter::appendContactLost(const Moment& at, const QString& why) {
    if (isOpen()) {
        endBatch();
        appendBlock(m_pending, BlockKind::ContactLost, at, why.toStdString());
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
    endBatch();
    return flush();
}

Status RecordingWriter::close() {
    Status status = flushAll();
    m_file.close();
    return status;
}

}  // namespace orrery::console
