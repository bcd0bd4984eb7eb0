// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line below everything: where in time the picture stands. Moving the head of a live grid takes the
// whole window into the past that the ring keeps; LIVE brings it back. Of a recording it shows the whole.
// It also starts and ends recordings, and says when recording has failed.
#pragma once

#include <optional>
#include <vector>

#include "console/shell/session.h"
#include "console/shell/time_track.h"
#include "console/state/grid_snapshot.h"
#include "console/widgets/card.h"

class QLineEdit;
class QPushButton;

namespace orrery::console {

class ToneLabel;

class TimeBar : public Panel {
    Q_OBJECT
public:
    TimeBar(Session& session, QWidget* parent = nullptr);

    /// The shown picture; called at every refresh.
    void showSnapshot(const GridSnapshot& snapshot);
    /// Another source is attached, or the window went to another place in time.
    void showSession();

    /// Space: play or pause a recording or the past; hold or go on with the display of a live grid.
    void togglePlay();
    /// One sample back or forward; takes a live grid into the past.
    void stepSample(StepDirection direction);
    void stepEvent(StepDirection direction);
    void stepBookmark(StepDirection direction);
    /// Faster or slower by `factor`; behind the fastest comes the slowest.
    void changeSpeed(double factor);
    /// Back to the present; the end of a recording.
    void goLive();
    /// Marks the moment on screen and offers a field for a note.
    void addBookmark();
    /// Starts a recording, or ends the one under way.
    void toggleRecording();
    /// "13:58", "13:58:02" of the day on screen, or "2026-11-20 13:58": goes there. False: no time.
    bool goTo(const QString& time);

    bool isHeld() const { return m_held; }
    TimeTrack& track() { return *m_track; }

Q_SIGNALS:
    /// The display of a live grid is held or goes on; data go on in any case.
    void heldChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectParts();
    void showPlay();
    void showRange();
    void showMarks();
    void showTrouble();
    void saveNote();
    void zoom(StepDirection direction);
    void applyLoop();
    void clearLoop();
    void openMenu();
    void saveLoop(Naming naming);
    std::vector<TimeTrack::Flag> flags() const;
    std::optional<TimeRange> whole() const;

    Session& m_session;
    bool m_held = false;
    bool m_isCompact = false;   ///< Too narrow for words on buttons that have an icon.
    int m_zoom;
    std::optional<Instant> m_loopStart, m_loopEnd;
    QString m_failure;  ///< Of the last recording or copy.
    WallTime m_noteAt;
    std::uint64_t m_flagsOf = 0;  ///< Number of the last event that flags() saw.
    QPushButton* m_back;
    QPushButton* m_play;
    QPushButton* m_forward;
    QPushButton* m_speed;
    QPushButton* m_more;
    TimeTrack* m_track;
    QLineEdit* m_note;
    ToneLabel* m_trouble;
    ToneLabel* m_place;
    QPushButton* m_live;
    QPushButton* m_record;
    QPushButton* m_bookmark;
};

}  // namespace orrery::console
