// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps the console where it can be seen and reached: when a display is unplugged, plugged in elsewhere or
// made smaller, and when a remembered place is on a display that is gone. Windows that are wholly in sight
// are left where a person put them.
#pragma once

#include <QList>
#include <QObject>
#include <QRect>
#include <QTimer>

class QScreen;
class QWidget;

namespace orrery::console {

/// Where a window with this frame belongs on displays with these free areas: itself while they cover it, else
/// within the nearest area, made smaller when it does not fit. Itself when there is no display at all.
QRect broughtIntoSight(const QRect& frame, const QList<QRect>& areas);

class ScreenWatch : public QObject {
    Q_OBJECT
public:
    /// A window manager answers a changed display by itself; what it left out of sight is moved after this.
    static constexpr int settleMillis = 400;

    /// Watches over `window`, which owns it, and over the windows that belong to it: floating panels, details.
    /// `least` is the window's least size while the display has room for it.
    ScreenWatch(QWidget* window, QSize least);

    /// Moves what is out of sight, now.
    void look();
    /// The same for the windows that belong to it only; its own remembered place is corrected by Qt.
    void lookAtOthers();

protected:
    /// The window came back from being minimised, maximised or full screen: its plain place is seen to as well.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QScreen* screen);
    void lookSoon();
    void bringIntoSight(QWidget& one) const;

    QWidget* m_window;
    QSize m_least;
    QTimer m_settling;
    int m_looks = 0;        ///< Left: window managers are late, maximised windows later still.
    bool m_isOwed = false;  ///< The displays changed, and the window was not seen in its plain state since.
};

}  // namespace orrery::console
