// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a recording: every message as received, and every 30 seconds the whole picture, so that a
// seek need not read from the beginning; at the end an index, so that opening need not either. What is
// flushed survives a crash of the console.
//
// Used on one thread at a time; the Recorder calls it from the source's worker.
#pragma once

#include <deque>
#include <map>

#include <QFile>

#include "console/source/alarm_record.h"
#include "console/source/push_pack.h"
#include "console/source/recording_format.h"
#include "console/source/recording_index.h"
#include "console/state/metric_history.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

class RecordingWriter {
public:
    static constexpr Duration keyframeInterval = seconds(30);
    /// Samples of so long, or of so many bytes before packing, share a block.
    static constexpr Duration packLength = milliseconds(900);
    static constexpr std::size_t packBytes = 4 * 1024 * 1024;
    /// Units that the table does not name and that are kept in keyframes all the same.
    static constexpr std::size_t strangers = 256;

    RecordingWriter() = default;
    ~RecordingWriter();
    RecordingWriter(const RecordingWriter&) = delete;
    RecordingWriter& operator=(const RecordingWriter&) = delete;

    /// Creates `path` (replacing what is there) and writes the header. System: the error's words.
    Status open(const QString& path, const RecordingHeader& header);
    /// Events from before the file begins, oldest first; at most RecordingIndex::mostEvents, of more the
    /// newest. Before anything is appended.
    void appendEarlier(const std::vector<ReceivedMessage>& events);
    /// Adds a message; its bytes are made when it carries none. Writes a keyframe first when due.
    void append(const ReceivedMessage& received);
    /// What becomes of the samples of a batch that nobody read.
    enum class Unread { Written, LeftOut };
    /// Adds what came in a batch in the order received.
    void append(const StreamBatch& batch, Unread unread = Unread::Written);
    void appendContactLost(const Moment& at, const QString& why);
    /// The list of alarms as it is from `at` on; not null. Kept until the next one; nothing is written when it
    /// is the same. A writer that never hears of alarms writes none.
    void setAlarms(const KeptAlarms& alarms, const Moment& at);
    /// Where the extremes of each half minute come from; null: none are written. It must have taken
    /// in what is appended here before it is appended, and outlive the writer.
    void setHistory(const MetricHistory* history) { m_history = history; }
    /// Where the stretch begins that the next keyframe sums up; none: at the keyframe before it. Taken
    /// over from the file before, so that no stretch is missing between two files of a ring.
    void setTierStart(std::optional<Instant> start) { m_tierStart = start; }
    std::optional<Instant> tierStart() const { return m_tierStart; }
    /// Adds a stretch taken from another recording, which ends at `at`.
    void appendTier(const HistoryTier& tier, const Moment& at);
    /// How long the samples of one block may be; for copies, which no crash cuts short.
    void setPackLength(Duration length) { m_packLength = length; }
    /// Hands what was appended to the operating system, all but the samples of the last second,
    /// which wait for their block to fill.
    Status flush();
    /// Ends the waiting block, then flushes.
    Status flushAll();
    /// Adds the index, flushes and closes. Nothing may be appended afterwards.
    Status close();

    bool isOpen() const { return m_file.isOpen(); }
    std::uint64_t bytesWritten() const { return m_bytes + m_pending.size(); }
    QString path() const { return m_file.fileName(); }
    /// Carries the picture over to the next file of a ring, which then starts with a keyframe.
    void inheritFrom(const RecordingWriter& previous);

private:
    struct Kept {
        Moment at;
        std::string bytes;
    };
    /// Whether a payload is worth packing.
    enum class Form { Plain, Compressed };
    void append(const UnreadSample& sample);
    void beginKeyframeWhenDue(const Moment& at);
    void appendBlock(BlockKind kind, const Moment& at, std::string_view payload, Form form);
    void remember(const ReceivedMessage& received, std::string_view bytes);
    void rememberSample(UnitId unit, const Moment& at, std::string_view bytes);
    void appendPush(const ReceivedMessage& received, std::string_view bytes);
    void pack(PackedPush push);
    void appendEvent(const Moment& at, std::string_view bytes);
    void endPack();
    void writeTier(const Moment& at);
    void writeKeyframe(const Moment& at);
    void writeAlarms(const Moment& at);
    void writeIndex();

    QFile m_file;
    std::string m_pending;  ///< Not handed to the operating system yet.
    std::uint64_t m_bytes = 0;
    bool m_hasState = false;
    model::GridState m_state;
    Moment m_stateAt;
    std::map<UnitId, std::deque<Kept>> m_samples;  ///< Last two of each unit: rates need both.
    std::optional<Instant> m_lastKeyframe;
    const MetricHistory* m_history = nullptr;
    std::optional<Instant> m_tierStart;
    Duration m_packLength = packLength;
    PushBase m_base;      ///< Of the last keyframe in this file.
    PushPacker m_packer;  ///< The block that is filling.
    AlarmRecord m_alarms;
    RecordingIndex m_index;
    std::optional<Error> m_failure;  ///< First failed write; nothing is written after it.
};

}  // namespace orrery::console
