// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frame around the whole window says in which mode it is, before a word is read: grey to observe,
// an amber line to operate, hatched for a simulated grid, striped for what is past. The word stands in
// the strip and in the title as well. While the link is lost a veil greys everything it holds.
#pragma once

#include <QWidget>

#include "console/shell/connection_marks.h"

namespace orrery::console {

class Session;

/// What the window shows and what may be done in it.
enum class FrameMode { Nothing, Observe, Protected, Operate, SimulatedObserve, SimulatedOperate, Replay, Past };

/// Guards count only while the session observes.
FrameMode frameModeOf(Session& session, Guard guard);
/// "OPERATE", "SIMULATED"; empty for Nothing. Translated.
QString wordOf(FrameMode mode);

class ModeFrame : public QWidget {
    Q_OBJECT
public:
    static constexpr int width = 4;   ///< On every side.

    explicit ModeFrame(QWidget* parent = nullptr);
    void setMode(FrameMode mode);
    FrameMode mode() const { return m_mode; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FrameMode m_mode = FrameMode::Nothing;
};

/// Greys its parent and lets every key and press through. Hidden at first.
class Veil : public QWidget {
    Q_OBJECT
public:
    explicit Veil(QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
};

}  // namespace orrery::console
