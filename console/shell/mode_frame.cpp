// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/mode_frame.h"

#include <QEvent>
#include <QPainter>

#include "console/shell/session.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int hatchStep = 8;
constexpr int stripeLength = 24;
constexpr int stripeGap = 12;

/// The four sides of `whole` as one region.
QRegion rimOf(const QRect& whole) {
    return QRegion(whole) - QRegion(whole.adjusted(ModeFrame::width, ModeFrame::width, -ModeFrame::width,
                                                   -ModeFrame::width));
}

void paintHatch(QPainter& painter, const QRect& whole, const QColor& color) {
    painter.setClipRegion(rimOf(whole));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 3));
    for (int x = whole.left() - whole.height(); x < whole.right(); x += hatchStep) {
        painter.drawLine(x, whole.bottom(), x + whole.height(), whole.top());
    }
}

void paintStripes(QPainter& painter, const QRect& whole, const QColor& color) {
    painter.setClipRegion(rimOf(whole));
    for (int x = whole.left(); x < whole.right(); x += stripeLength + stripeGap) {
        painter.fillRect(QRect(x, whole.top(), stripeLength, whole.height()), color);
    }
    for (int y = whole.top(); y < whole.bottom(); y += stripeLength + stripeGap) {
        painter.fillRect(QRect(whole.left(), y, ModeFrame::width, stripeLength), color);
        painter.fillRect(QRect(whole.right() - ModeFrame::width + 1, y, ModeFrame::width, stripeLength), color);
    }
}

}  // namespace

FrameMode frameModeOf(Session& session, Guard guard) {
    const bool operates = session.mode() == Mode::Operate;
    switch (session.presentation()) {
        case Presentation::Nothing: return FrameMode::Nothing;
        case Presentation::Past: return FrameMode::Past;
        case Presentation::Replay: return FrameMode::Replay;
        case Presentation::Simulated: return operates ? FrameMode::SimulatedOperate : FrameMode::SimulatedObserve;
        case Presentation::Live: break;
    }
    return operates ? FrameMode::Operate : guard == Guard::Protected ? FrameMode::Protected : FrameMode::Observe;
}

QString wordOf(FrameMode mode) {
    switch (mode) {
        case FrameMode::Nothing: return {};
        case FrameMode::Observe: return ModeFrame::tr("OBSERVE");
        case FrameMode::Protected: return ModeFrame::tr("OBSERVE, protected");
        case FrameMode::Operate: return ModeFrame::tr("OPERATE");
        case FrameMode::SimulatedObserve: return ModeFrame::tr("SIMULATED, observe");
        case FrameMode::SimulatedOperate: return ModeFrame::tr("SIMULATED, operate");
        case FrameMode::Replay: return ModeFrame::tr("REPLAY");
        case FrameMode::Past: return ModeFrame::tr("REWOUND");
    }
    return {};
}

ModeFrame::ModeFrame(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("modeFrame"));
}

void ModeFrame::setMode(FrameMode mode) {
    if (mode != m_mode) {
        m_mode = mode;
        update();
    }
}

void ModeFrame::paintEvent(QPaintEvent*) {
    const Colors& colors = theme::colors();
    QPainter painter(this);
    painter.fillRect(rect(), m_mode == FrameMode::Nothing ? colors.ground : colors.panel);
    switch (m_mode) {
        case FrameMode::Nothing: return;
        case FrameMode::Observe:
        case FrameMode::Protected:
            painter.setClipRegion(rimOf(rect()));
            painter.fillRect(rect(), colors.track);
            return;
        case FrameMode::Operate:
            painter.setPen(QPen(colors.high, 2));
            painter.drawRect(rect().adjusted(2, 2, -2, -2));
            return;
        case FrameMode::SimulatedObserve:
        case FrameMode::SimulatedOperate: paintHatch(painter, rect(), colors.dim); return;
        case FrameMode::Replay:
        case FrameMode::Past: paintStripes(painter, rect(), colors.dim); return;
    }
}

Veil::Veil(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setObjectName(QStringLiteral("veil"));
    setFocusPolicy(Qt::NoFocus);
    parent->installEventFilter(this);
    hide();
}

bool Veil::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void Veil::showEvent(QShowEvent*) {
    setGeometry(parentWidget()->rect());
    raise();
}

void Veil::paintEvent(QPaintEvent*) {
    QColor grey = theme::colors().panel;
    grey.setAlphaF(0.55F);
    QPainter painter(this);
    painter.fillRect(rect(), grey);
}

}  // namespace orrery::console
