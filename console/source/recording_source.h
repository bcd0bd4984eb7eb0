// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recording as a source: play, pause, speed, seek. The source's clock is the play head, so values
// age as they aged when it was recorded; nothing can be acted on.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QThread>

#include "console/source/grid_source.h"
#include "console/source/recording_reader.h"

namespace orrery::console {

class RecordingPlayer;

/// A stretch that is played again and again; `from` < `to`.
struct PlaybackLoop {
    Instant from, to;
    friend bool operator==(const PlaybackLoop&, const PlaybackLoop&) = default;
};

/// Where the play head stands and what it does.
struct PlaybackState {
    Moment position;
    bool playing = false;
    double speed = 1.0;
    bool atEnd = false;
    std::uint64_t answered = 0;  ///< Seeks asked for up to this number are carried out.
    bool ranOut = false;  ///< The end was reached by playing, not by a seek.
    std::optional<PlaybackLoop> loop;
    friend bool operator==(const PlaybackState&, const PlaybackState&) = default;
};

enum class StepDirection { Back, Forward };

class RecordingSource : public GridSource {
    Q_OBJECT
public:
    static constexpr double slowest = 0.25;
    static constexpr double fastest = 60.0;
    /// How much before the play head a seek restores, for the charts.
    static constexpr Duration history = seconds(300);
    /// Units measure twice a second.
    static constexpr Duration sampleStep = milliseconds(500);

    /// Opens the file, or the files of a ring as one. Reads them through once; for a large ring
    /// call it off the user interface's thread and move the result.
    static Result<std::unique_ptr<RecordingSource>> open(const QStringList& paths);
    using Opened = std::function<void(Result<std::unique_ptr<RecordingSource>>)>;
    /// The same on a thread of its own. `done` is called in the thread of `receiver`, unless that is
    /// gone by then.
    static void openLater(const QStringList& paths, OpeningCheck check, QObject* receiver,
                          Opened done);
    ~RecordingSource() override;

    SourceKind kind() const override { return SourceKind::Recording; }
    QString title() const override { return m_title; }
    /// Before start(): where it shall begin instead of at begin().
    void setStart(Instant at) { m_startAt = at; }
    /// Shows the beginning, paused. A stopped recording is not started again.
    void start() override;
    void stop() override;
    bool canAct() const override { return false; }
    void setPace(PicturePace pace) override;

    void play();
    void pause();
    /// Brought into slowest .. fastest.
    void setSpeed(double speed);
    /// Brought into begin .. end. Playing goes on from there.
    void seek(Instant at);
    /// To the next or the previous event, paused; to the end or the beginning when there is none.
    void stepToNextEvent();
    void stepToPreviousEvent();
    /// By sampleStep, paused.
    void stepSample(StepDirection direction);
    /// None: plays on. The head is not moved into the stretch; it comes back when it passes the end.
    void setLoop(const std::optional<PlaybackLoop>& loop);

    /// The files it plays.
    const QStringList& paths() const { return m_paths; }
    /// After a seek the position is the one asked for, even before it is on screen.
    PlaybackState playback() const { return m_playback; }
    Moment begin() const { return m_begin; }
    Moment end() const { return m_end; }
    /// For the flags of the time bar: all events of the recording, oldest first.
    const std::vector<ReceivedMessage>& events() const { return m_events; }
    const std::vector<RecordingGap>& gaps() const { return m_gaps; }
    /// Which wall time belongs to which instant of it.
    const ClockLine& clock() const { return m_clock; }
    const RecordingHeader& header() const { return m_header; }

Q_SIGNALS:
    /// While nobody looks the head's moving on is not told; setPace(Seen) tells where it has got to.
    void playbackChanged(const orrery::console::PlaybackState& playback);

private:
    RecordingSource() = default;
    template <typename Work>
    void post(Work work);
    void adopt(std::unique_ptr<RecordingReader> reader, const QStringList& paths);

    QString m_title;
    QStringList m_paths;
    RecordingHeader m_header;
    Moment m_begin, m_end;
    std::vector<ReceivedMessage> m_events;
    std::vector<RecordingGap> m_gaps;
    ClockLine m_clock;
    PlaybackState m_playback;
    PicturePace m_pace = PicturePace::Seen;
    std::optional<Instant> m_startAt;
    std::uint64_t m_asked = 0;  ///< Number of the last seek.
    QThread m_thread;
    RecordingPlayer* m_player = nullptr;  ///< Lives on m_thread once started, which deletes it.
    bool m_started = false;
};

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::PlaybackState)
