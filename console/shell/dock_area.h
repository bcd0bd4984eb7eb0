// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the window with docks: one central widget, docks around it that a person may move,
// float, close and lock. Locked docks show no title bar. A layout is restored for the window's final
// size: for a while every resize restores it again, because a window manager gives a maximised or a full
// screen its size late, and a layout that was restored into a smaller window keeps too small docks.
#pragma once

#include <vector>

#include <QDockWidget>
#include <QMainWindow>
#include <QTimer>

namespace orrery::console {

enum class DockLock { Locked, Loose };

/// A dock with a title bar in the console's look.
class Dock : public QDockWidget {
    Q_OBJECT
public:
    /// `name` stands in saved layouts; `content` becomes its child.
    Dock(const QString& name, const QString& title, QWidget* content, QWidget* parent);
    void setLock(DockLock lock);

private:
    QWidget* m_bar;       ///< Shown while loose.
    QWidget* m_noBar;     ///< Takes the bar's place while locked.
};

class DockArea : public QMainWindow {
    Q_OBJECT
public:
    static constexpr int layoutVersion = 1;
    static constexpr int settleMillis = 1'500;   ///< How long resizes restore.

    explicit DockArea(QWidget* parent = nullptr);

    /// Puts `content` into a new dock at the right, below those that are there. Hidden or shown as the
    /// layout says.
    Dock* addDock(const QString& name, const QString& title, QWidget* content);
    const std::vector<Dock*>& docks() const { return m_docks; }
    /// Shows `dock`, with a fair share of its column's height: a dock shown for the first time would get
    /// the least it can live with.
    void reveal(Dock& dock);
    void setLock(DockLock lock);
    DockLock lock() const { return m_lock; }

    QByteArray layoutState() const { return saveState(layoutVersion); }
    /// Arranges the docks as `state` says, now and again with every resize until a person presses
    /// something or settleMillis are over. False when it is damaged or of another version; nothing
    /// changes then.
    bool restoreLayout(const QByteArray& state);
    /// Forgets what was to be restored: a person or a perspective has arranged something else.
    void settle();

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    std::vector<Dock*> m_docks;
    DockLock m_lock = DockLock::Locked;
    QByteArray m_wanted;
    QTimer m_settling;
};

}  // namespace orrery::console
