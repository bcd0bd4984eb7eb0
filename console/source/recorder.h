// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records what a source delivers: the always-on ring (files of a folder, the oldest removed when
// they grow too old or too many) and a recording that a person started. Thread-safe; accept() runs
// on the source's worker thread.
//
// Events, changes of the table and this desk's alarms are kept complete. Samples of the newest part of the
// ring are kept complete too; a closed file is thinned to one sample a second and unit once the next one is
// closed, but around what someone may want to look at (see ring_keeper.h). While nobody looks and nothing
// happens, what the window did not read is left out at once, and need() tells that it need not come. One console
// writes the ring of a grid; a second one of the same person reads it.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include <QLockFile>
#include <QObject>
#include <QStringList>

#include "console/source/recording_writer.h"
#include "console/state/clock_line.h"
#include "console/state/event_log.h"
#include "console/state/picture_pace.h"

namespace orrery::console {

class SnapshotStore;

struct RingOptions {
    /// Rings of all grids stand below it, each as <root>/<name and id of the grid>/ring: two grids of one
    /// name have a ring each. Empty: no ring.
    QString root;
    std::uint64_t segmentBytes = 64ULL << 20;  ///< A file is closed at this size,
    Duration segmentLength = seconds(600);     ///< or this length.
    std::uint64_t totalBytes = 2ULL << 30;     ///< All files together stay below,
    Duration keep = seconds(24 * 3600);        ///< and younger than this.
    std::string clock;  ///< Names the clock of the source's instants; see RecordingHeader.
};

/// The files of a ring in `folder`, oldest first, whatever the wall clock did meanwhile.
QStringList ringFilesIn(const QString& folder);

/// What a person chooses of a ring.
struct RingLimits {
    Duration keep = seconds(24 * 3600);     ///< Whole hours, leastHours .. mostHours.
    std::uint64_t totalBytes = 2ULL << 30;  ///< leastBytes .. mostBytes.
    static constexpr std::int64_t leastHours = 1, mostHours = 168;
    static constexpr std::uint64_t leastBytes = 256ULL << 20, mostBytes = 64ULL << 30;
    friend bool operator==(const RingLimits&, const RingLimits&) = default;
};

/// The ring as it stands on the disk.
struct RingNote {
    bool exists = false;
    QString trouble;  ///< Why it is off though it was asked for; empty while it is written.
    bool isOfAnother = false;  ///< Another console of this person writes it.
    WallTime from, to;  ///< Of the oldest and the newest in it; only when it exists.
    std::uint64_t bytes = 0;
};

/// The name of a grid as the name of a folder: letters, digits, '-', '_' and '.' stay, all else
/// becomes '_'; never empty, never hidden.
QString folderNameFor(const std::string& gridName);

class Recorder : public QObject {
    Q_OBJECT
public:
    explicit Recorder(RingOptions ring = {}, QObject* parent = nullptr);
    ~Recorder() override;

    /// Another source begins: what was known of the one before is forgotten, its files are closed.
    /// `history`, which may be null, must take in each batch before accept() does.
    void begin(RingOptions ring, const MetricHistory* history);
    /// Where the alarms of this desk come from. It must have worked in each batch before accept() does; null:
    /// none are recorded. Forgotten by begin().
    void setPictures(const SnapshotStore* pictures);
    /// Closes all files. Nothing is recorded until begin().
    void end();

    /// Older or surplus files go when the next file of the ring begins.
    void limitRing(const RingLimits& limits);

    /// Connect to GridSource::batchReceived with Qt::DirectConnection.
    void accept(const StreamBatchPointer& batch);
    /// Starts a recording of a person's own in `path`, which begins with the whole picture and the newest
    /// events that are known. A recording under way is closed first.
    Status startRecording(const QString& path);
    /// Ends it; System when the last bytes could not be written.
    Status stopRecording();
    bool isRecording() const;
    /// The file a person's recording goes to; empty when there is none.
    QString recordingPath() const;
    /// Files of the ring, oldest first; together they make one recording. What was received up to
    /// now is in them.
    QStringList ringFiles();
    /// Where the ring of this grid stands; empty while there is none or the grid is not known yet.
    QString ringFolder() const;
    RingNote ringNote() const;
    /// Which samples it has a use for: every one while a person's own recording runs, and for two minutes after anything
    /// that happened as long as the ring is written.
    SampleNeed need() const;
    /// Which wall time belonged to which instant since begin().
    ClockLine clock() const;
    /// Why the ring is off though it was asked for; empty while it is written.
    QString ringTrouble() const;

Q_SIGNALS:
    /// Writing failed (disk full ...); nothing more is written to that file. The ring is begun again
    /// every minute, and said again only after a file of it went well. May come from the source's thread.
    void failed(const QString& path, const QString& why);
    /// need() is another, told with the first batch after that. May come from the source's thread.
    void needChanged();
    /// A recording of a person's own began or ended.
    void recordingChanged();
    /// A file of the ring was closed. From the source's thread.
    void segmentClosed(const QString& path);

private:
    /// What others ask of it. Kept apart so that nobody waits while a batch is written, however slow the disk.
    struct Face {
        bool isRecording = false;
        QString recordingPath;
        QString folder;
        QString ringTrouble;
        bool isOfAnother = false;
        Moment now;
        ClockLine clock;
        SampleNeed need = SampleNeed::Sparse;
    };
    Face face() const;
    /// With m_mutex held, after whatever others may ask about.
    void showFace();
    void take(const StreamBatch& batch);
    /// Whether the alarms of this desk are others than those last written.
    bool haveAlarmsChanged() const;
    /// Whether need() is another than when this was asked before.
    bool hasNeedChanged();
    SampleNeed needNow() const;
    void write(const StreamBatch& batch, RecordingWriter::Unread unread);
    void write(std::unique_ptr<RecordingWriter>& writer, const StreamBatch& batch, RecordingWriter::Unread unread);
    void rotateRing(const StreamBatch& batch);
    /// False: another console writes the ring of this grid.
    bool holdsRing();
    void beginSegment(const Moment& now, std::optional<Instant> tierStart);
    void removeOldSegments(const Moment& now);
    void followAlarms();
    void followEvents(const ReceivedMessage& received);
    std::vector<ReceivedMessage> knownEvents() const;
    void learnName(const StreamBatch& batch);
    void ringFailed(const QString& path, const QString& why);
    bool ringMayBeTried(Instant now) const;
    bool holdRing(Instant now);

    mutable std::mutex m_faceMutex;  ///< Protects m_face; held for no longer than a copy takes.
    Face m_face;
    RingOptions m_ring;
    std::mutex m_mutex;  ///< Protects all below and m_ring; held while files are written.
    bool m_open = true;
    const MetricHistory* m_history = nullptr;
    const SnapshotStore* m_pictures = nullptr;
    EventLog m_events;  ///< What a recording that begins now knows of before.
    std::string m_eventsOf;
    Epoch m_epoch;       ///< Of the last state of that grid.
    KeptAlarms m_alarms;  ///< As last written.
    Instant m_alarmsAt;
    ClockLine m_clock;
    std::unique_ptr<QLockFile> m_lock;  ///< Of the ring's folder, while this console writes there.
    bool m_isOfAnother = false;         ///< The ring is another console's.
    QString m_folder;  ///< Of this grid's ring; empty until its name is known.
    std::unique_ptr<RecordingWriter> m_ringWriter;
    std::unique_ptr<RecordingWriter> m_ownWriter;
    std::unique_ptr<RecordingWriter> m_picture;  ///< Never opened: the picture for later files.
    Instant m_completeUntil;  ///< Until then every sample is written: something happened.
    SampleNeed m_need = SampleNeed::Sparse;  ///< As last told.
    Instant m_segmentStart;
    QString m_ringTrouble;
    Instant m_ringRetry;  ///< With m_ringTrouble, or while another console writes the ring: not tried before.
    bool m_troubleSaid = false;  ///< failed() has spoken of the ring; false again when a file was filled.
    std::optional<std::pair<QString, QString>> m_unsaid;  ///< Failure to tell without the lock.
    QString m_closed;  ///< File of the ring to tell of without the lock.
    Moment m_now;  ///< Of the last batch.
    std::string m_gridName;
    std::string m_gridId;
};

}  // namespace orrery::console
