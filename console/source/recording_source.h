// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recording as a source: play, pause, speed, seek. The source's clock is the play head, so values
// age as they aged when it was recorded; nothing can be acted on.
#pragma once

#include <vector>

#include <QThread>

#include "console/source/grid_source.h"
#include "console/source/recording_reader.h"

namespace orrery::console {

class RecordingPlayer;

/// Where the play head stands and what it does.
struct PlaybackState {
    Moment position;
    bool playing = false;
    double speed = 1.0;
    bool atEnd = false;
    friend bool operator==(const PlaybackState&, const PlaybackState&) = default;
};

class RecordingSource : public GridSource {
    Q_OBJECT
public:
    static constexpr double slowest = 0.25;
    static constexpr double fastest = 60.0;
    /// How much before the play head a seek restores, for the charts.
    static constexpr Duration history = seconds(300);

    /// Opens the file, or the files of a ring as one. Reads them through once; for a large ring
    /// call it off the user interface's thread and move the result.
    static Result<std::unique_ptr<RecordingSource>> open(const QStringList& paths);
    ~RecordingSource() override;

    SourceKind kind() const override { return SourceKind::Recording; }
    QString title() const override { return m_title; }
    /// Shows the beginning, paused. A stopped recording is not started again.
    void start() override;
    void stop() override;
    bool canAct() const override { return false; }

    void play();
    void pause();
    /// Brought into slowest .. fastest.
    void setSpeed(double speed);
    /// Brought into begin .. end. Playing goes on from there.
    void seek(Instant at);
    /// To the next or the previous event, paused.
    void stepToNextEvent();
    void stepToPreviousEvent();

    PlaybackState playback() const { return m_playback; }
    Moment begin() const { return m_begin; }
    Moment end() const { return m_end; }
    /// For the flags of the time bar: all events of the recording, oldest first.
    const std::vector<ReceivedMessage>& events() const { return m_events; }
    const std::vector<RecordingGap>& gaps() const { return m_gaps; }
    const RecordingHeader& header() const { return m_header; }

Q_SIGNALS:
    void playbackChanged(const orrery::console::PlaybackState& playback);

private:
    RecordingSource() = default;
    template <typename Work>
    void post(Work work);
    void adopt(std::unique_ptr<RecordingReader> reader, const QStringList& paths);

    QString m_title;
    RecordingHeader m_header;
    Moment m_begin, m_end;
    std::vector<ReceivedMessage> m_events;
    std::vector<RecordingGap> m_gaps;
    PlaybackState m_playback;
    QThread m_thread;
    RecordingPlayer* m_player = nullptr;  ///< Lives on m_thread once started, which deletes it.
    bool m_started = false;
};

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::PlaybackState)
