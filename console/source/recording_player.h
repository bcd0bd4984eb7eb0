// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The worker of a RecordingSource: moves the play head and reads what it passes. Lives on the
// worker thread; the functions marked so may be called from any thread.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "console/source/recording_source.h"

namespace orrery::console {

class RecordingPlayer : public QObject {
    Q_OBJECT
public:
    RecordingPlayer(std::unique_ptr<RecordingReader> reader, QString name);

    /// Any thread. Only the newest of several unanswered seeks is carried out. The number that
    /// PlaybackState::answered will have reached by then.
    std::uint64_t requestSeek(Instant at);
    /// Worker thread.
    void play();
    void pause();
    void setSpeed(double speed);
    void setLoop(const std::optional<PlaybackLoop>& loop);
    /// Unseen: the head moves on and nothing is read; Seen again: the picture of where it has got to.
    void setPace(PicturePace pace);
    /// Any thread: what takes long is left as it is, for the thread is to end.
    void giveUp() { m_isGivingUp = true; }

Q_SIGNALS:
    void batchMade(const orrery::console::StreamBatchPointer& batch);
    void contactChanged(const orrery::console::Contact& contact);
    void playbackChanged(const orrery::console::PlaybackState& playback);

private:
    void carryOutSeek();
    void advance();
    void catchUp();
    void deliver(StreamBatch batch);
    void report();
    /// Reads some more of the curves before the play head, the newest first.
    void fillArchive();
    void readTiers(std::size_t most);
    /// The head rests: shows the same moment again with all samples of the minutes before it.
    void refine();
    bool isSeekWanted();
    /// A small step forward needs nothing but what lies between. False: it is none.
    bool goOnTo(Instant at);

    static constexpr int tickMillis = 50;
    static constexpr int longestStepMillis = 250;  ///< Of real time, in one batch.
    static constexpr int unseenTickMillis = 1000;
    static constexpr int longestUnseenStepMillis = 5000;
    static constexpr int restMillis = 250;  ///< A head that stays so long rests.
    static constexpr std::uint64_t refineBudget = 2ULL << 20;  ///< About twenty thousand samples.
    static constexpr Duration refineSlice = seconds(1);
    static constexpr std::size_t tiersAtOnce = 10;  ///< Five minutes.
    std::unique_ptr<RecordingReader> m_reader;
    QString m_name;
    PlaybackState m_state;
    PicturePace m_pace = PicturePace::Seen;
    bool m_isBehind = false;  ///< The head has moved past what was not read.
    std::shared_ptr<HistoryArchive> m_archive = std::make_shared<HistoryArchive>();
    std::optional<Instant> m_shown;  ///< What the receivers hold, when that is one whole moment.
    std::set<Instant> m_known;  ///< Ends of the stretches that were read.
    std::size_t m_tiersLeft = 0;  ///< Stretches before this index are not read yet, or were before.
    QTimer* m_archiveTimer;
    QTimer* m_refineTimer;
    QTimer* m_timer;
    QElapsedTimer m_elapsed;
    std::atomic<bool> m_isGivingUp = false;
    std::mutex m_mutex;
    std::optional<Instant> m_wanted;  ///< Protected by m_mutex, as the next.
    std::uint64_t m_requested = 0;
};

}  // namespace orrery::console
