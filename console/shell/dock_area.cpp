// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/dock_area.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QResizeEvent>

#include "console/widgets/card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr metrics::Length barHeight{32};

QPushButton* barButton(const char* iconName, const QString& name, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setIcon(icon(QString::fromLatin1(iconName)));
    button->setProperty("flat", true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

}  // namespace

Dock::Dock(const QString& name, const QString& title, QWidget* content, QWidget* parent)
    : QDockWidget(title, parent), m_bar(new Panel(Qt::BottomEdge | Qt::LeftEdge, this)), m_noBar(new QWidget(this)) {
    setObjectName(QStringLiteral("dock.") + name);
    setAccessibleName(title);
    m_noBar->setFixedHeight(0);
    m_bar->setFixedHeight(barHeight);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(metrics::margin, 0, metrics::grid, 1);
    row->setSpacing(0);
    row->addWidget(makeSection(title, m_bar));
    row->addStretch(1);
    auto* detach = barButton("panel-right", tr("Float or dock"), m_bar);
    auto* close = barButton("close", tr("Close"), m_bar);
    row->addWidget(detach);
    row->addWidget(close);
    connect(detach, &QPushButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    setWidget(content);
    setLock(DockLock::Locked);
}

void Dock::setLock(DockLock lock) {
    const bool locked = lock == DockLock::Locked;
    setFeatures(locked ? QDockWidget::NoDockWidgetFeatures
                       : QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable |
                             QDockWidget::DockWidgetFloatable);
    setTitleBarWidget(locked && !isFloating() ? m_noBar : m_bar);
    m_bar->setVisible(!locked || isFloating());
}

DockArea::DockArea(QWidget* parent) : QMainWindow(parent) {
    setWindowFlags(Qt::Widget);   // A part of the window, not a window of its own.
    setObjectName(QStringLiteral("dockArea"));
    setDockNestingEnabled(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_settling.setSingleShot(true);
    connect(&m_settling, &QTimer::timeout, this, &DockArea::settle);
}

Dock* DockArea::addDock(const QString& name, const QString& title, QWidget* content) {
    auto* dock = new Dock(name, title, content, this);
    addDockWidget(Qt::RightDockWidgetArea, dock, Qt::Vertical);
    m_docks.push_back(dock);
    return dock;
}

void DockArea::reveal(Dock& dock) {
    constexpr int share = 2;         // Of the dock shown, beside ...
    constexpr int ofTheOthers = 3;   // ... that of each other one.
    if (!dock.isHidden()) {
        return;
    }
    dock.show();
    layout()->activate();
    QList<QDockWidget*> column;
    QList<int> heights;
    for (Dock* other : m_docks) {
        if (!other->isHidden() && !other->isFloating()) {
            column.push_back(other);
            heights.push_back(other == &dock ? share : ofTheOthers);
        }
    }
    const bool isSqueezed = dock.height() * (share + ofTheOthers) < height() * share;
    if (isSqueezed && column.size() > 1 && !dock.isFloating()) {
        resizeDocks(column, heights, Qt::Vertical);
    }
}

void DockArea::setLock(DockLock lock) {
    m_lock = lock;
    for (Dock* dock : m_docks) {
        dock->setLock(lock);
    }
}

bool DockArea::restoreLayout(const QByteArray& state) {
    // What was just shown or hidden in the middle must have its say first: its least width counts.
    QCoreApplication::sendPostedEvents(centralWidget(), QEvent::LayoutRequest);
    layout()->activate();
    if (!restoreState(state, layoutVersion)) {
        return false;
    }
    setLock(m_lock);
    m_wanted = state;
    if (isVisible()) {
        m_settling.start(settleMillis);
    }
    return true;
}

void DockArea::settle() {
    m_wanted.clear();
    m_settling.stop();
}

bool DockArea::event(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        settle();   // A border is about to be moved.
    }
    return QMainWindow::event(event);
}

void DockArea::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (!m_wanted.isEmpty()) {
        restoreState(m_wanted, layoutVersion);
    }
}

void DockArea::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (!m_wanted.isEmpty() && !m_settling.isActive()) {
        m_settling.start(settleMillis);
    }
}

}  // namespace orrery::console
