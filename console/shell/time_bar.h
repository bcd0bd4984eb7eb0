// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line below everything: where in time the picture stands. Live it shows the last hour with a flag
// for every event; of a recording it shows the whole and can be played, stepped and dragged.
#pragma once

#include <vector>

#include "console/shell/session.h"
#include "console/state/grid_snapshot.h"
#include "console/widgets/card.h"
#include "console/widgets/colors.h"

class QPushButton;

namespace orrery::console {

class ToneLabel;

/// The track of the time bar: a line with event flags and the play head. Left, Right move it when it
/// may be moved.
class TimeTrack : public QWidget {
    Q_OBJECT
public:
    struct Flag { Instant at; Tone tone = Tone::Normal; };

    explicit TimeTrack(QWidget* parent = nullptr);
    void setRange(Instant from, Instant to, WallTime wallAtTo);
    void setHead(Instant head);
    void setFlags(std::vector<Flag> flags);
    void setMovable(Qt::FocusPolicy whenMovable);
    QSize sizeHint() const override;

Q_SIGNALS:
    void moved(orrery::Instant at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double positionOf(Instant at) const;
    Instant instantAt(double position) const;
    bool isMovable() const { return focusPolicy() != Qt::NoFocus; }

    Instant m_from, m_to, m_head;
    WallTime m_wallAtTo;
    std::vector<Flag> m_flags;
};

class TimeBar : public Panel {
    Q_OBJECT
public:
    TimeBar(Session& session, QWidget* parent = nullptr);

    void showSnapshot(const GridSnapshot& snapshot);
    void showSession();
    /// Space: play or pause a recording, hold or go on with the display of a live grid.
    void togglePlay();
    void stepBack();
    void stepForward();
    void changeSpeed(double factor);
    bool isHeld() const { return m_held; }

Q_SIGNALS:
    /// The display of a live grid is held or goes on; data go on in any case.
    void heldChanged();
    void recordPressed();

private:
    void showPlay();
    std::vector<TimeTrack::Flag> flagsOf(const GridSnapshot& snapshot) const;

    Session& m_session;
    bool m_held = false;
    QPushButton* m_back;
    QPushButton* m_play;
    QPushButton* m_forward;
    QPushButton* m_speed;
    TimeTrack* m_track;
    ToneLabel* m_place;
    QPushButton* m_record;
};

}  // namespace orrery::console
