// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/screen_watch.h"

#include <algorithm>

#include <QApplication>
#include <QGuiApplication>
#include <QRegion>
#include <QScreen>
#include <QWidget>

namespace orrery::console {
namespace {

constexpr int looksPerChange = 3;
constexpr int frameSlack = 8;   ///< Borders of a maximised window may stand outside.
constexpr Qt::WindowStates fillingStates = Qt::WindowMaximized | Qt::WindowFullScreen;

enum class Room { WithoutPanels, Whole };

QList<QRect> areasOfDisplays(Room room) {
    QList<QRect> areas;
    for (const QScreen* screen : QGuiApplication::screens()) {
        const QRect area = room == Room::Whole ? screen->geometry() : screen->availableGeometry();
        if (!area.isEmpty()) {
            areas.push_back(area);
        }
    }
    return areas;
}

int areaOf(const QRect& rectangle) { return std::max(0, rectangle.width()) * std::max(0, rectangle.height()); }

/// The area that shows most of `frame`; among areas that show nothing of it the nearest.
QRect nearestArea(const QRect& frame, const QList<QRect>& areas) {
    const auto isBetter = [&frame](const QRect& one, const QRect& other) {
        const int seenOfOne = areaOf(one.intersected(frame));
        const int seenOfOther = areaOf(other.intersected(frame));
        return seenOfOne != seenOfOther ? seenOfOne > seenOfOther
                                        : (one.center() - frame.center()).manhattanLength() <
                                              (other.center() - frame.center()).manhattanLength();
    };
    return *std::min_element(areas.begin(), areas.end(), isBetter);
}

bool isWindowOf(const QWidget* one, const QWidget* window) {
    const bool isPlain = one->isWindow() && one->windowType() != Qt::Popup && one->windowType() != Qt::ToolTip;
    while (one != nullptr && one != window) {
        one = one->parentWidget();
    }
    return isPlain && one == window;
}

}  // namespace

QRect broughtIntoSight(const QRect& frame, const QList<QRect>& areas) {
    QRegion seen;
    for (const QRect& area : areas) {
        seen += area;
    }
    if (areas.isEmpty() || QRegion(frame).subtracted(seen).isEmpty()) {
        return frame;
    }
    const QRect area = nearestArea(frame, areas);
    QRect placed(frame.topLeft(), frame.size().boundedTo(area.size()));
    placed.moveRight(std::min(placed.right(), area.right()));
    placed.moveBottom(std::min(placed.bottom(), area.bottom()));
    placed.moveLeft(std::max(placed.left(), area.left()));
    placed.moveTop(std::max(placed.top(), area.top()));
    return placed;
}

ScreenWatch::ScreenWatch(QWidget* window, QSize least) : QObject(window), m_window(window), m_least(least) {
    m_settling.setInterval(settleMillis);
    connect(&m_settling, &QTimer::timeout, this, [this] {
        look();
        if (--m_looks <= 0) {
            m_settling.stop();
        }
    });
    for (QScreen* screen : QGuiApplication::screens()) {
        follow(screen);
    }
    connect(qApp, &QGuiApplication::screenAdded, this, [this](QScreen* screen) {
        follow(screen);
        lookSoon();
    });
    connect(qApp, &QGuiApplication::screenRemoved, this, &ScreenWatch::lookSoon);
    window->installEventFilter(this);
}

void ScreenWatch::follow(QScreen* screen) {
    connect(screen, &QScreen::geometryChanged, this, &ScreenWatch::lookSoon);
    connect(screen, &QScreen::availableGeometryChanged, this, &ScreenWatch::lookSoon);
}

bool ScreenWatch::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::WindowStateChange && m_isOwed) {
        lookSoon();
    }
    return QObject::eventFilter(watched, event);
}

void ScreenWatch::lookSoon() {
    m_isOwed = true;
    m_looks = looksPerChange;
    m_settling.start();
}

void ScreenWatch::look() {
    bringIntoSight(*m_window);
    m_isOwed = m_isOwed && (m_window->windowState() & (fillingStates | Qt::WindowMinimized)) != 0;
    lookAtOthers();
}

void ScreenWatch::lookAtOthers() {
    for (QWidget* one : QApplication::topLevelWidgets()) {
        if (one != m_window && one->isVisible() && isWindowOf(one, m_window)) {
            bringIntoSight(*one);
        }
    }
}

void ScreenWatch::bringIntoSight(QWidget& one) const {
    const Qt::WindowStates filling = one.windowState() & fillingStates;
    const QList<QRect> areas = areasOfDisplays(filling != 0 ? Room::Whole : Room::WithoutPanels);
    if (areas.isEmpty() || one.isMinimized()) {
        return;
    }
    const QRect frame = one.frameGeometry();
    const QSize border = frame.size() - one.size();
    if (&one == m_window) {
        m_window->setMinimumSize(m_least.boundedTo(nearestArea(frame, areas).size() - border));
    }
    const int slack = filling != 0 ? frameSlack : 0;
    const QRect counted = frame.adjusted(slack, slack, -slack, -slack);
    const QRect wanted = broughtIntoSight(frame, areas);
    if (broughtIntoSight(counted, areas) == counted) {
        return;
    }
    // What fills a display fills the one it comes to; a window manager does not move it while it does.
    if (filling != 0) {
        one.setWindowState(one.windowState() & ~fillingStates);
    }
    one.resize(wanted.size() - border);
    one.move(wanted.topLeft());
    if (filling != 0) {
        one.setWindowState(one.windowState() | filling);
    }
}

}  // namespace orrery::console
