// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/time_track.h"

#include <algorithm>
#include <functional>
#include <map>

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "console/shell/time_track_access.h"
#include "console/state/formatting.h"
#include "console/widgets/icons.h"
#include "console/widgets/marks.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr metrics::Length edge{8};  ///< So that the head is whole at both ends.
constexpr metrics::Length flagHeight{16};
constexpr double groupWidth = 4;  ///< Flags closer than this are drawn as one.
constexpr double reach = 5;       ///< The pointer finds what is this near.

int loudness(Tone tone) { return tone == Tone::Critical ? 2 : tone == Tone::High ? 1 : 0; }

/// Assigns and says whether anything is different.
template <typename Value>
bool assign(Value& target, Value value) {
    if (target == value) {
        return false;
    }
    target = std::move(value);
    return true;
}

}  // namespace

TimeTrack::TimeTrack(QWidget* parent) : QWidget(parent) {
    installTimeTrackAccess();
    setObjectName(QStringLiteral("timeBar.track"));
    setAccessibleName(tr("Time"));
    setMinimumWidth(metrics::scaled(64));
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
}

QSize TimeTrack::sizeHint() const { return {600, metrics::timeBar - 2}; }

void TimeTrack::setRange(Instant from, Instant to, const ClockLine& clock) {
    m_from = from;
    m_to = std::max(to, from + milliseconds(1));
    m_clock = clock;
    m_steps = clock.steps();
    update();
}

void TimeTrack::setHead(Instant head) {
    if (assign(m_head, head)) {
        announceTimeTrack(*this);
        update();
    }
}

void TimeTrack::setFlags(std::vector<Flag> flags) {
    if (assign(m_flags, std::move(flags))) {
        update();
    }
}

void TimeTrack::setBookmarks(std::vector<Note> bookmarks) {
    if (assign(m_bookmarks, std::move(bookmarks))) {
        update();
    }
}

void TimeTrack::setHoles(std::vector<Hole> holes) {
    if (assign(m_holes, std::move(holes))) {
        update();
    }
}

void TimeTrack::setLoop(const std::optional<PlaybackLoop>& loop) {
    if (assign(m_loop, loop)) {
        update();
    }
}

void TimeTrack::setMovable(Qt::FocusPolicy whenMovable) {
    setFocusPolicy(whenMovable);
    setCursor(isMovable() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

double TimeTrack::positionOf(Instant at) const {
    // Before the first range both ends are one moment.
    const auto whole = static_cast<double>(std::max<std::int64_t>(1, (m_to - m_from).micros));
    const double share = static_cast<double>((at - m_from).micros) / whole;
    return edge + std::clamp(share, 0.0, 1.0) * (width() - 2 * edge);
}

Instant TimeTrack::instantAt(double position) const {
    const double share = std::clamp((position - edge) / (width() - 2 * edge), 0.0, 1.0);
    return m_from + microseconds(static_cast<std::int64_t>(
                        share * static_cast<double>((m_to - m_from).micros)));
}

void TimeTrack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLine(painter);
    paintHoles(painter);
    paintClock(painter);
    paintClockSteps(painter);
    paintFlags(painter);
    paintHead(painter);
}

void TimeTrack::paintLine(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const double line = lineHeight();
    painter.fillRect(QRectF(edge, line - 1.5, width() - 2 * edge, 3), colors.track);
    if (m_loop) {
        const double left = positionOf(m_loop->from);
        const double right = positionOf(m_loop->to);
        painter.fillRect(QRectF(left, line - 3, right - left, 6),
                         mixed(colors.panel, colors.accent, 0.45));
        painter.setFont(theme::textFont(metrics::tinySize, theme::Weight::SemiBold));
        painter.setPen(colors.accent);
        const auto letter = [&](double at, const QString& name) {
            const QSizeF size(metrics::scaled(28.0), metrics::scaled(14.0));
            const QPointF corner(at - size.width() / 2, line + metrics::scaled(4.0));
            painter.drawText(QRectF(corner, size), Qt::AlignCenter, name);
        };
        letter(left, QStringLiteral("A"));
        letter(right, QStringLiteral("B"));
    }
}

void TimeTrack::paintHoles(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const double line = lineHeight();
    for (const Hole& hole : m_holes) {
        if (hole.to < m_from || hole.from > m_to) {
            continue;
        }
        const double left = positionOf(hole.from);
        const QRectF place(left, line - 5, std::max(positionOf(hole.to) - left, 3.0), 10);
        painter.fillRect(place, colors.panel);
        if (hole.kind == HoleKind::Damaged) {
            painter.fillRect(place, QBrush(colors.high, Qt::BDiagPattern));
        } else {
            painter.setPen(QPen(colors.track, 1, Qt::DotLine));
            painter.drawLine(QPointF(place.left(), line), QPointF(place.right(), line));
        }
    }
}

void TimeTrack::paintClock(QPainter& painter) const {
    constexpr int most = 4;
    painter.setFont(theme::monoFont(metrics::tinySize));
    painter.setPen(theme::colors().dim);
    const bool isLong = m_to - m_from >= seconds(1800);
    const QString widest = isLong ? QStringLiteral("00:00") : QStringLiteral("00:00:00");
    const double each = painter.fontMetrics().horizontalAdvance(widest);
    const int labels = std::clamp(static_cast<int>((width() - edge) / (each * 1.5)), 1, most);
    for (int label = 0; label < labels; ++label) {
        const Instant at = m_from + microseconds((m_to - m_from).micros * label / labels);
        const QString clock = clockAt(at);
        painter.drawText(QPointF(positionOf(at), metrics::scaled(13.0)), isLong ? clock.left(5) : clock);
    }
}

QString TimeTrack::clockAt(Instant at) const { return formatClock(m_clock.momentAt(at).wall); }

void TimeTrack::paintClockSteps(QPainter& painter) const {
    // Two strokes across the line: here the time on the dial is not the time before plus what has passed.
    const double line = lineHeight();
    painter.setPen(QPen(theme::colors().text, 1.5));
    for (const ClockStep& step : m_steps) {
        if (inSight(step.at)) {
            for (const double beside : {-2.5, 2.5}) {
                const double place = positionOf(step.at) + beside;
                painter.drawLine(QPointF(place - 2, line + 7), QPointF(place + 2, line - 7));
            }
        }
    }
}

void TimeTrack::paintFlags(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const double line = lineHeight();
    struct Group {
        Tone tone = Tone::Normal;
        int count = 0;
    };
    std::map<int, Group> groups;
    for (const Flag& flag : m_flags) {
        if (inSight(flag.at)) {
            Group& group = groups[static_cast<int>(positionOf(flag.at) / groupWidth)];
            ++group.count;
            group.tone = loudness(flag.tone) > loudness(group.tone) ? flag.tone : group.tone;
        }
    }
    for (const auto& [place, group] : groups) {
        const bool loud = group.tone != Tone::Normal;
        const double wide = group.count > 1 ? 4 : 2;
        const double raised = loud ? 3 : 0;
        painter.fillRect(
            QRectF(place * groupWidth, line - flagHeight / 2.0 - raised, wide, flagHeight + raised),
            loud ? toneColor(colors, group.tone) : colors.dim);
    }
    for (const Note& bookmark : m_bookmarks) {
        if (inSight(bookmark.at)) {
            const double side = metrics::scaled(12.0);
            paintIcon(painter, QStringLiteral("bookmark"),
                      QRectF(positionOf(bookmark.at) - side / 2, metrics::scaled(16.0), side, side), colors.text);
        }
    }
}

void TimeTrack::paintHead(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const QPointF head(positionOf(m_head), lineHeight());
    painter.setPen(QPen(colors.panel, 2));
    painter.setBrush(hasFocus() ? colors.accent : colors.text);
    painter.drawEllipse(head, metrics::scaled(6.0), metrics::scaled(6.0));
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(head, metrics::scaled(9.0), metrics::scaled(9.0));
    }
}

QString TimeTrack::sightsAt(double position) const {
    constexpr qsizetype most = 8;
    QStringList lines;
    const auto near = [&](Instant at) {
        return inSight(at) && std::abs(positionOf(at) - position) <= reach;
    };
    for (const Flag& flag : m_flags) {
        if (near(flag.at)) {
            lines.push_back(clockAt(flag.at) + QLatin1Char(' ') + flag.text);
        }
    }
    for (const Note& bookmark : m_bookmarks) {
        if (near(bookmark.at)) {
            lines.push_back(clockAt(bookmark.at) + QStringLiteral(" ★ ") +
                            bookmark.text);
        }
    }
    for (const ClockStep& step : m_steps) {
        if (near(step.at)) {
            lines.push_back(clockAt(step.at) + QLatin1Char(' ') + textOf(step));
        }
    }
    for (const Hole& hole : m_holes) {
        if (positionOf(hole.from) <= position + reach && positionOf(hole.to) >= position - reach) {
            lines.push_back(hole.kind == HoleKind::Damaged ? tr("damaged: nothing can be read here")
                                                           : tr("nothing is recorded here"));
        }
    }
    if (lines.size() > most) {
        const auto more = static_cast<int>(lines.size() - most);
        lines = lines.mid(0, most);
        lines.push_back(tr("and %n more", nullptr, more));
    }
    return lines.isEmpty() ? clockAt(instantAt(position))
                           : lines.join(QLatin1Char('\n'));
}

QStringList TimeTrack::sightsAsText() const {
    std::vector<Note> sights = m_bookmarks;
    for (const Flag& flag : m_flags) {
        sights.push_back({flag.at, flag.text});
    }
    for (const ClockStep& step : m_steps) {
        sights.push_back({step.at, textOf(step)});
    }
    std::stable_sort(sights.begin(), sights.end(),
                     [](const Note& left, const Note& right) { return left.at < right.at; });
    QStringList result;
    for (const Note& sight : sights) {
        if (inSight(sight.at)) {
            result.push_back(clockAt(sight.at) + QLatin1Char(' ') +
                             sight.text);
        }
    }
    return result;
}

bool TimeTrack::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), sightsAt(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

void TimeTrack::mousePressEvent(QMouseEvent* event) {
    if (isMovable() && event->button() == Qt::LeftButton) {
        Q_EMIT moved(instantAt(event->position().x()));
    }
}

void TimeTrack::mouseMoveEvent(QMouseEvent* event) {
    if (isMovable() && (event->buttons() & Qt::LeftButton) != 0) {
        Q_EMIT moved(instantAt(event->position().x()));
    }
}

void TimeTrack::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() != 0) {
        Q_EMIT zoomPressed(event->angleDelta().y() > 0 ? StepDirection::Forward
                                                       : StepDirection::Back);
    }
}

void TimeTrack::keyPressEvent(QKeyEvent* event) {
    const Duration step = seconds((event->modifiers() & Qt::ShiftModifier) != 0 ? 10 : 1);
    const std::map<int, std::function<void()>> keys{
        {Qt::Key_Left, [&] { Q_EMIT moved(m_head - step); }},
        {Qt::Key_Right, [&] { Q_EMIT moved(m_head + step); }},
        {Qt::Key_Comma, [&] { Q_EMIT samplePressed(StepDirection::Back); }},
        {Qt::Key_Period, [&] { Q_EMIT samplePressed(StepDirection::Forward); }},
        {Qt::Key_Less, [&] { Q_EMIT eventPressed(StepDirection::Back); }},
        {Qt::Key_Greater, [&] { Q_EMIT eventPressed(StepDirection::Forward); }},
        {Qt::Key_Up, [&] { Q_EMIT bookmarkPressed(StepDirection::Forward); }},
        {Qt::Key_Down, [&] { Q_EMIT bookmarkPressed(StepDirection::Back); }},
        {Qt::Key_Space, [&] { Q_EMIT playPressed(); }},
        {Qt::Key_L, [&] { Q_EMIT livePressed(); }},
        {Qt::Key_Home, [&] { Q_EMIT livePressed(); }},
        {Qt::Key_BracketLeft, [&] { Q_EMIT loopStartPressed(); }},
        {Qt::Key_BracketRight, [&] { Q_EMIT loopEndPressed(); }},
        {Qt::Key_Backslash, [&] { Q_EMIT loopClearPressed(); }},
        {Qt::Key_Plus, [&] { Q_EMIT zoomPressed(StepDirection::Forward); }},
        {Qt::Key_Equal, [&] { Q_EMIT zoomPressed(StepDirection::Forward); }},
        {Qt::Key_Minus, [&] { Q_EMIT zoomPressed(StepDirection::Back); }},
    };
    const auto found = keys.find(event->key());
    const bool commanded = (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0;
    if (!isMovable() || commanded || found == keys.end()) {
        QWidget::keyPressEvent(event);
        return;
    }
    found->second();
}

QString textOf(const ClockStep& step) {
    const bool isBack = step.by < Duration{};
    const QString span = formatDuration(isBack ? step.by * -1 : step.by).joined();
    return isBack ? QCoreApplication::translate("TimeTrack", "clock set back %1").arg(span)
                  : QCoreApplication::translate("TimeTrack", "clock set forward %1").arg(span);
}

}  // namespace orrery::console
