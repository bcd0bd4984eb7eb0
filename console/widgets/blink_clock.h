// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one clock of what blinks: all blinking parts are lit and unlit together, once a second. It runs only
// while such a part is seen and things may move; under reduced motion what would blink stands still, lit.
// Only the border of a critical alarm that nobody has acknowledged blinks; see the handbook's page of the look.
//
// Call everything here from the UI thread only.
#pragma once

#include <vector>

#include <QObject>
#include <QTimer>

class QWidget;

namespace orrery::console {

class BlinkClock : public QObject {
    Q_OBJECT
public:
    /// Lit for so long, then unlit for as long: 1 Hz.
    static constexpr int halfMillis = 500;

    /// The clock of the running program; ends with the application object, which must exist.
    static BlinkClock& shared();

    /// From now on `widget` is painted anew at each change, until stop() or its end. Not owned.
    void start(QWidget& widget);
    /// Without effect on a widget that does not blink.
    void stop(QWidget& widget);
    /// Whether what blinks is to be drawn lit now. True whenever the clock does not run.
    bool isLit() const { return m_lit; }
    bool isRunning() const { return m_timer.isActive(); }
    /// Reads anew whether things may move. theme::apply calls it.
    void followMotion() { settle(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit BlinkClock(QObject* parent);

    void tick();
    void settle();
    void repaint();

    std::vector<QWidget*> m_widgets;
    QTimer m_timer;
    bool m_lit = true;
};

}  // namespace orrery::console
