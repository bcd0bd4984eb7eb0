// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps a pool of series, one per segment, and paints everything around the curves itself.
#include "console/charts/chart_canvas.h"

#include <QChart>
#include <QDateTime>
#include <QMouseEvent>
#include <QPainter>
#include <QTimeZone>
#include <algorithm>
#include <cmath>

#include "console/charts/flag_layout.h"
#include "console/widgets/crisp.h"
#include "console/widgets/curve.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr metrics::Length leftRoom{68};
constexpr metrics::Length topRoom{28};
constexpr metrics::Length flagRoom{16};
constexpr metrics::Length timeRoom{26};
constexpr metrics::Length bottomRoom{14};
constexpr double flagTick = 4;   ///< What a flag's line reaches above the plot, towards its word.

/// The smallest "round" number not below `value`, so that its half is round too.
double roundedUp(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1e-6))));
    for (const double step : {1.0, 1.2, 1.6, 2.0, 2.4, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
        if (value <= step * power) {
            return step * power;
        }
    }
    return 10 * power;
}

/// A piece of `line` as it is drawn, solid, dashed or dotted, but always as thick as `place` is high.
void paintKey(QPainter& painter, const QRectF& place, const ChartLine& line) {
    const QRectF piece = aligned(painter, place);
    QPen pen(line.color, piece.height(), line.style, Qt::FlatCap);
    if (line.style == Qt::DashLine) {
        pen.setDashPattern({2.5, 2});   // Two whole dashes: those of the curve would end in half a one.
    }
    painter.setPen(pen);
    painter.drawLine(QPointF(piece.left(), piece.center().y()), QPointF(piece.right(), piece.center().y()));
}

QString clock(double millis, double span) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(millis), Qt::UTC);
    return time.toString(span > 2 * 3600e3 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
}

}  // namespace

TimeChart::Canvas::Canvas(TimeChart* owner, QString (*format)(double))
    : QChartView(owner),
      m_owner(owner),
      m_format(format),
      m_time(new QValueAxis),
      m_value(new QValueAxis) {
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent"));
    viewport()->setAutoFillBackground(false);
    setRenderHint(QPainter::Antialiasing, true);
    QChart* made = chart();
    made->legend()->hide();
    made->setBackgroundVisible(false);
    made->setMargins(QMargins());
    made->setAnimationOptions(QChart::NoAnimation);
    // Never a range of nothing: Qt Charts would divide by it and draw to no number.
    m_time->setRange(m_from, m_to);
    m_value->setRange(0, m_top);
    made->addAxis(m_time, Qt::AlignBottom);
    made->addAxis(m_value, Qt::AlignLeft);
    m_time->setVisible(false);
    m_value->setVisible(false);
}

QLineSeries* TimeChart::Canvas::seriesAt(std::size_t index) {
    while (m_series.size() <= index) {
        auto* series = new QLineSeries;
        chart()->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_value);
        m_series.push_back(series);
    }
    return m_series[index];
}

void TimeChart::Canvas::setLines(std::vector<ChartLine> lines) {
    m_lines = std::move(lines);
    std::size_t used = 0;
    double highest = 0;
    for (const ChartLine& line : m_lines) {
        for (const Segment& segment : line.segments) {
            QLineSeries* series = seriesAt(used++);
            series->setPen(curvePen(line.color, line.width, line.style));
            series->replace(QList<QPointF>(segment.begin(), segment.end()));
            for (const QPointF& point : segment) {
                highest = std::max(highest, point.y());
            }
        }
    }
    segmentCount = static_cast<int>(used);
    for (std::size_t i = used; i < m_series.size(); ++i) {
        m_series[i]->replace(QList<QPointF>());
    }
    // The axis grows at once and shrinks only when the curve has become much smaller.
    const double wanted = roundedUp(std::max(highest * 1.06, 1.0));
    if (wanted > m_top || wanted < m_top / 2.4) {
        m_top = wanted;
        m_value->setRange(0, m_top);
    }
    viewport()->update();
}

void TimeChart::Canvas::setRange(double from, double to) {
    m_from = from;
    m_to = std::max(to, from + 1);
    m_time->setRange(m_from, m_to);
    viewport()->update();
}

void TimeChart::Canvas::layOutPlot() {
    const double top = edges.flagWords ? topRoom + flagRoom : topRoom;
    const double bottom = edges.timeLabels ? timeRoom : bottomRoom;
    m_plot = QRectF(leftRoom, top, std::max(10.0, width() - leftRoom - 6.0),
                    std::max(10.0, height() - top - bottom));
    chart()->setGeometry(QRectF(0, 0, width(), height()));
    chart()->setPlotArea(m_plot);
}

void TimeChart::Canvas::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    layOutPlot();
}

double TimeChart::Canvas::xOf(double millis) const {
    return m_plot.left() + (millis - m_from) / (m_to - m_from) * m_plot.width();
}

double TimeChart::Canvas::timeAt(double x) const {
    return m_from + std::clamp((x - m_plot.left()) / m_plot.width(), 0.0, 1.0) * (m_to - m_from);
}

void TimeChart::Canvas::drawBackground(QPainter* painter, const QRectF&) {
    const Colors& colors = theme::colors();
    painter->resetTransform();
    painter->fillRect(QRectF(0, 0, width(), height()), colors.ground);
    painter->setFont(theme::monoFont(metrics::tinySize));
    for (int i = 0; i <= 2; ++i) {
        const double y = m_plot.bottom() - m_plot.height() * i / 2;
        fillCrisp(*painter, QRectF(m_plot.left(), y - (i == 0 ? 0 : 1), m_plot.width(), 1),
                  i == 0 ? colors.line : mixed(colors.ground, colors.line, 0.6));
        painter->setPen(colors.dim);
        painter->drawText(QRectF(0, y - metrics::scaled(9.0), leftRoom - metrics::grid, metrics::scaled(18.0)), Qt::AlignRight | Qt::AlignVCenter,
                          m_format(m_top * i / 2));
    }
    paintFlagLines(*painter);
}

std::optional<double> TimeChart::Canvas::valueAt(const ChartLine& line, double millis) const {
    for (const Segment& segment : line.segments) {
        if (segment.empty() || millis < segment.front().x() || millis > segment.back().x() + 1) {
            continue;
        }
        const auto after =
            std::lower_bound(segment.begin(), segment.end(), millis,
                             [](const QPointF& point, double at) { return point.x() < at; });
        return after == segment.end() ? segment.back().y() : after->y();
    }
    return std::nullopt;
}

std::optional<double> TimeChart::Canvas::newestOf(const ChartLine& line) const {
    // A line that ended a while ago has no value now: nothing is carried forward.
    constexpr double longestMillis = 3000;
    if (line.segments.empty() || m_to - line.segments.back().back().x() > longestMillis) {
        return std::nullopt;
    }
    return line.segments.back().back().y();
}

void TimeChart::Canvas::paintHeading(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const QFont strong = theme::textFont(metrics::smallSize, theme::Weight::SemiBold);
    const QFont mono = theme::monoFont(metrics::monoSize);
    const QFont text = theme::textFont(metrics::smallSize);
    const double height = metrics::scaled(20.0);
    painter.setFont(strong);
    painter.setPen(colors.dim);
    painter.drawText(QRectF(0, 0, m_plot.right(), height), Qt::AlignVCenter,
                     QFontMetricsF(strong).elidedText(title, Qt::ElideRight, m_plot.right()));
    const double titleEnd = QFontMetricsF(strong).horizontalAdvance(title) + metrics::margin;
    double right = m_plot.right();
    for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) {
        const auto last = cursor ? valueAt(*line, *cursor) : newestOf(*line);
        const QString value = last ? m_format(*last) : QStringLiteral("–");
        const double valueWidth = QFontMetricsF(mono).horizontalAdvance(value);
        const double nameWidth = QFontMetricsF(text).horizontalAdvance(line->name);
        if (right - valueWidth - nameWidth - metrics::scaled(28.0) < titleEnd) {
            return;   // The lines drawn last, the chosen one among them, keep their words.
        }
        painter.setFont(mono);
        painter.setPen(colors.text);
        painter.drawText(QRectF(right - valueWidth, 0, valueWidth + 1, height), Qt::AlignVCenter,
                         value);
        right -= valueWidth + metrics::grid;
        painter.setFont(text);
        painter.setPen(colors.dim);
        painter.drawText(QRectF(right - nameWidth, 0, nameWidth + 1, height), Qt::AlignVCenter,
                         line->name);
        right -= nameWidth + metrics::scaled(20.0);
        paintKey(painter, QRectF(right, height / 2 - 1, metrics::scaled(14.0), 2), *line);
        right -= metrics::scaled(22.0);
    }
}

void TimeChart::Canvas::paintTimeLabels(QPainter& painter) const {
    constexpr int labels = 6;
    painter.setFont(theme::monoFont(metrics::tinySize));
    painter.setPen(theme::colors().dim);
    const QFontMetricsF letters(painter.font());
    double end = m_plot.right() + metrics::margin;   // Where the label to the right begins.
    // From the right: the newest moment is always named, and what has no room is left out.
    for (int i = labels; i >= 0; --i) {
        const double at = m_from + (m_to - m_from) * i / labels;
        const QString text =
            clock(at, m_to - m_from) + (i == labels ? QStringLiteral(" UTC") : QString());
        const double width = letters.horizontalAdvance(text);
        const double wanted = i == 0 ? xOf(at) : xOf(at) - width / 2;
        const double left = std::min(wanted, m_plot.right() - width);
        if (left + width + metrics::margin <= end + (i == labels ? metrics::margin : 0) &&
            (i == 0 || left >= m_plot.left())) {
            painter.drawText(QRectF(left, m_plot.bottom() + 6, width + 1, metrics::scaled(18.0)),
                             Qt::AlignVCenter, text);
            end = left;
        }
    }
}

void TimeChart::Canvas::paintBefore(QPainter& painter) const {
    double first = m_to;
    for (const ChartLine& line : m_lines) {
        if (!line.segments.empty()) {
            first = std::min(first, line.segments.front().front().x());
        }
    }
    const QRectF room(m_plot.left() + 12, m_plot.top(), xOf(first) - m_plot.left() - 24,
                      m_plot.height() / 2);
    if (room.width() > metrics::scaled(180)) {
        painter.setFont(theme::textFont(metrics::tinySize));
        painter.setPen(theme::colors().faint);
        painter.drawText(room, Qt::AlignCenter,
                         m_lines.empty() || first >= m_to
                             ? TimeChart::tr("no samples")
                             : TimeChart::tr("no samples before %1").arg(clock(first, 0)));
    }
}

void TimeChart::Canvas::paintCursor(QPainter& painter) const {
    const Colors& colors = theme::colors();
    if (m_pressed && m_dragged) {
        QColor band = colors.accent;
        band.setAlpha(40);
        const double a = xOf(*m_pressed);
        const double b = xOf(*m_dragged);
        painter.fillRect(QRectF(std::min(a, b), m_plot.top(), std::abs(b - a), m_plot.height()),
                         band);
    }
    if (!cursor || *cursor < m_from || *cursor > m_to) {
        return;
    }
    const double x = xOf(*cursor);
    fillCrisp(painter, QRectF(x, m_plot.top(), 1, m_plot.height()), colors.text);
    for (const ChartLine& line : m_lines) {
        if (const auto value = valueAt(line, *cursor)) {
            const double y = m_plot.bottom() - *value / m_top * m_plot.height();
            painter.setPen(QPen(colors.ground, 1.5));
            painter.setBrush(line.color);
            painter.drawEllipse(QPointF(x + 0.5, y), 3.5, 3.5);
        }
    }
}

void TimeChart::Canvas::paintFlagLines(QPainter& painter) const {
    for (const ChartFlag& flag : flags) {
        if (flag.atMillis >= m_from && flag.atMillis <= m_to) {
            const double x = xOf(flag.atMillis);
            painter.setPen(QPen(flag.color, 1, Qt::DashLine));
            painter.drawLine(QPointF(x, m_plot.top() - metrics::scaled(flagTick)), QPointF(x, m_plot.bottom()));
        }
    }
}

void TimeChart::Canvas::paintFlagWords(QPainter& painter) const {
    std::vector<FlagWord> words;
    for (const ChartFlag& flag : flags) {
        if (flag.atMillis >= m_from && flag.atMillis <= m_to) {
            words.push_back({xOf(flag.atMillis), flag.text, flag.rank});
        }
    }
    painter.setFont(theme::textFont(metrics::tinySize));
    painter.setPen(theme::colors().dim);
    const QFontMetricsF metric(painter.font());
    const QRectF lane(m_plot.left(), m_plot.top() - flagRoom - metrics::scaled(flagTick), m_plot.width(), flagRoom);
    for (const PlacedWord& word : layOutFlags(words, lane.left(), lane.right(), [&metric](const QString& text) {
             return metric.horizontalAdvance(text);
         })) {
        painter.drawText(QRectF(word.left, lane.top(), word.width + 2, lane.height()), Qt::AlignVCenter, word.text);
    }
}

void TimeChart::Canvas::drawForeground(QPainter* painter, const QRectF&) {
    painter->save();
    painter->resetTransform();
    painter->setRenderHint(QPainter::Antialiasing, true);
    paintHeading(*painter);
    paintBefore(*painter);
    if (edges.flagWords) {
        paintFlagWords(*painter);
    }
    if (edges.timeLabels) {
        paintTimeLabels(*painter);
    }
    paintCursor(*painter);
    painter->restore();
}

void TimeChart::Canvas::mouseMoveEvent(QMouseEvent* event) {
    const double at = timeAt(event->position().x());
    if (m_pressed) {
        m_dragged = at;
    }
    Q_EMIT m_owner->pointed(at);
}

void TimeChart::Canvas::mousePressEvent(QMouseEvent* event) {
    m_pressed = timeAt(event->position().x());
    m_dragged.reset();
}

void TimeChart::Canvas::mouseReleaseEvent(QMouseEvent*) {
    const auto from = m_pressed;
    const auto to = m_dragged;
    m_pressed.reset();
    m_dragged.reset();
    constexpr double shortest = 2000;
    if (from && to && std::abs(*to - *from) > shortest) {
        Q_EMIT m_owner->rangeChosen(std::min(*from, *to), std::max(*from, *to));
    }
    viewport()->update();
}

void TimeChart::Canvas::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT m_owner->resetRequested(); }

void TimeChart::Canvas::leaveEvent(QEvent*) { Q_EMIT m_owner->pointed(std::nullopt); }

}  // namespace orrery::console
