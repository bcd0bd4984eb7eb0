// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records what a source delivers: the always-on ring (files of a folder, the oldest removed when
// they grow too old or too many) and a recording that a person started. Thread-safe; accept() runs
// on the source's worker thread.
#pragma once

#include <memory>
#include <mutex>

#include <QObject>

#include "console/source/recording_writer.h"

namespace orrery::console {

struct RingOptions {
    QString folder;                            ///< Created when missing. Empty: no ring.
    std::uint64_t segmentBytes = 64ULL << 20;  ///< A file is closed at this size,
    Duration segmentLength = seconds(600);     ///< or this length.
    std::uint64_t totalBytes = 2ULL << 30;     ///< All files together stay below,
    Duration keep = seconds(24 * 3600);        ///< and younger than this.
};

class Recorder : public QObject {
    Q_OBJECT
public:
    explicit Recorder(RingOptions ring = {}, QObject* parent = nullptr);
    ~Recorder() override;

    /// Connect to GridSource::batchReceived with Qt::DirectConnection.
    void accept(const StreamBatchPointer& batch);
    /// Starts a recording of a person's own in `path`, which begins with the whole picture.
    Status startRecording(const QString& path);
    /// Ends it; System when the last bytes could not be written.
    Status stopRecording();
    bool isRecording() const;
    /// Files of the ring, oldest first; together they make one recording.
    QStringList ringFiles() const;

Q_SIGNALS:
    /// Writing failed (disk full ...); nothing more is written to that file.
    void failed(const QString& path, const QString& why);

private:
    void write(std::unique_ptr<RecordingWriter>& writer, const StreamBatch& batch);
    void rotateRing(const StreamBatch& batch);
    void removeOldSegments(const Moment& now);

    RingOptions m_ring;
    mutable std::mutex m_mutex;  ///< Protects all below.
    std::unique_ptr<RecordingWriter> m_ringWriter;
    std::unique_ptr<RecordingWriter> m_ownWriter;
    RecordingWriter m_picture;  ///< Never opened: remembers the picture for files that start later.
    Instant m_segmentStart;
    bool m_ringFailed = false;  ///< A segment could not be opened: the ring stays off.
    Moment m_now;               ///< Of the last batch.
    std::string m_gridName;
};

}  // namespace orrery::console
