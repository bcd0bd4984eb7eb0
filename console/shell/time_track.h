// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The track of the time bar: a line with event flags, bookmarks, holes and the play head. It knows times
// only; what moving the head means is the bar's business.
//
// Keys while it has the focus: Left, Right a second (Shift: ten), comma and full stop one sample (Shift: one
// event), Up and Down the next bookmarks, Space play, L or Home the present, [ and ] the ends of a loop,
// \ no loop, + and - the span shown. For a screen reader it is a slider whose value is a time.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "console/source/recording_source.h"
#include "console/state/clock_line.h"
#include "console/widgets/colors.h"

namespace orrery::console {

class TimeTrack : public QWidget {
    Q_OBJECT
public:
    struct Flag {
        Instant at;
        Tone tone = Tone::Normal;
        QString text;
        friend bool operator==(const Flag&, const Flag&) = default;
    };
    struct Note {
        Instant at;
        QString text;
        friend bool operator==(const Note&, const Note&) = default;
    };
    enum class HoleKind {
        Damaged,      ///< Could not be read.
        NotRecorded,  ///< Nothing was written.
    };
    struct Hole {
        Instant from, to;
        HoleKind kind = HoleKind::Damaged;
        friend bool operator==(const Hole&, const Hole&) = default;
    };

    explicit TimeTrack(QWidget* parent = nullptr);
    /// `clock` ties the instants to the time of people; where it was set a mark stands.
    void setRange(Instant from, Instant to, const ClockLine& clock);
    void setHead(Instant head);
    void setFlags(std::vector<Flag> flags);
    void setBookmarks(std::vector<Note> bookmarks);
    void setHoles(std::vector<Hole> holes);
    void setLoop(const std::optional<PlaybackLoop>& loop);
    /// Qt::NoFocus: it only shows.
    void setMovable(Qt::FocusPolicy whenMovable);
    bool isMovable() const { return focusPolicy() != Qt::NoFocus; }
    QSize sizeHint() const override;

    Instant head() const { return m_head; }
    Instant from() const { return m_from; }
    Instant to() const { return m_to; }
    Moment momentOf(Instant at) const { return m_clock.momentAt(at); }
    /// Every flag, bookmark and set clock in sight as "14:02:37 b2 died", oldest first; for screen readers.
    QStringList sightsAsText() const;

Q_SIGNALS:
    /// A person moved the head.
    void moved(orrery::Instant at);
    void playPressed();
    void livePressed();
    void samplePressed(orrery::console::StepDirection direction);
    void eventPressed(orrery::console::StepDirection direction);
    void bookmarkPressed(orrery::console::StepDirection direction);
    void loopStartPressed();
    void loopEndPressed();
    void loopClearPressed();
    /// Back: more in sight. Forward: closer.
    void zoomPressed(orrery::console::StepDirection direction);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double positionOf(Instant at) const;
    Instant instantAt(double position) const;
    bool inSight(Instant at) const { return at >= m_from && at <= m_to; }
    double lineHeight() const { return height() * 0.6; }
    void paintLine(QPainter& painter) const;
    void paintHoles(QPainter& painter) const;
    void paintClock(QPainter& painter) const;
    void paintClockSteps(QPainter& painter) const;
    QString clockAt(Instant at) const;
    void paintFlags(QPainter& painter) const;
    void paintHead(QPainter& painter) const;
    QString sightsAt(double position) const;

    Instant m_from, m_to, m_head;
    ClockLine m_clock;
    std::vector<ClockStep> m_steps;  ///< Of m_clock.
    std::vector<Flag> m_flags;
    std::vector<Note> m_bookmarks;
    std::vector<Hole> m_holes;
    std::optional<PlaybackLoop> m_loop;
};

/// "clock set back 3.0 h", for a person.
QString textOf(const ClockStep& step);

}  // namespace orrery::console
