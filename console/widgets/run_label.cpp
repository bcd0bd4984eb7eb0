// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lays runs out one after the other on a common baseline; the last run that does not fit is elided.
#include "console/widgets/run_label.h"

#include <QHelpEvent>
#include <QPainter>

#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double leastReadable = 72;   ///< At 100 %: a note at the right edge is not written in less.

QFont fontOf(RunStyle style) {
    switch (style) {
    case RunStyle::Text: return theme::textFont(metrics::textSize);
    case RunStyle::Strong: return theme::textFont(metrics::textSize, theme::Weight::SemiBold);
    case RunStyle::Figure: return theme::monoFont(metrics::monoSize);
    case RunStyle::StrongFigure: return theme::monoFont(metrics::monoSize, theme::Weight::SemiBold);
    }
    return theme::textFont(metrics::textSize);
}

}  // namespace

double runWidth(const std::vector<TextRun>& runs) {
    double width = 0;
    for (const TextRun& run : runs) {
        width += QFontMetricsF(fontOf(run.style)).horizontalAdvance(run.text);
    }
    return width;
}

void paintRuns(QPainter& painter, const QRectF& rect, const std::vector<TextRun>& runs) {
    const QFontMetricsF base(theme::textFont(metrics::textSize));
    const double baseline = rect.center().y() + (base.ascent() - base.descent()) / 2;
    double x = rect.left();
    for (const TextRun& run : runs) {
        const QFont font = fontOf(run.style);
        const QFontMetricsF letters(font);
        const double room = rect.right() - x;
        if (room < 6) {
            return;
        }
        const double width = letters.horizontalAdvance(run.text);
        // Half a pixel of rounding must not cost the last letter.
        const QString text =
            width > room + 1 ? letters.elidedText(run.text, Qt::ElideRight, room) : run.text;
        painter.setFont(font);
        painter.setPen(toneColor(theme::colors(), run.tone));
        painter.drawText(QPointF(x, baseline), text);
        x += width;
    }
}

RunLabel::RunLabel(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RunLabel::setRuns(std::vector<TextRun> runs, const std::vector<TextRun>& spoken) {
    QString name;
    for (const TextRun& run : spoken.empty() ? runs : spoken) {
        name += run.text;
    }
    if (name != accessibleName()) {
        setAccessibleName(name);
    }
    if (runs == m_runs) {
        return;
    }
    m_runs = std::move(runs);
    updateGeometry();
    update();
}

void RunLabel::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    update();
}

void RunLabel::setZoom(double zoom) {
    if (zoom != m_zoom) {
        m_zoom = zoom;
        updateGeometry();
        update();
    }
}

QSize RunLabel::sizeHint() const {
    return QSize(static_cast<int>(runWidth(m_runs)) + 2, metrics::scaled(22)) * m_zoom;
}

QSize RunLabel::minimumSizeHint() const { return QSize(metrics::scaled(24), metrics::scaled(22)) * m_zoom; }

bool RunLabel::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && runWidth(m_runs) * m_zoom > width() + 1) {
        showWhole(static_cast<const QHelpEvent&>(*event), *this, accessibleName());
        return true;
    }
    return QWidget::event(event);
}

void RunLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(m_zoom, m_zoom);
    QRectF box(QPointF(), QSizeF(size()) / m_zoom);
    if (m_alignment & Qt::AlignRight) {
        box.setLeft(std::max(0.0, box.right() - runWidth(m_runs)));
    }
    const double needed = runWidth(m_runs);
    const bool isStump = box.width() < needed && box.width() < metrics::scaled(leastReadable);
    if (!isStump || !(m_alignment & Qt::AlignRight)) {   // Two letters and an ellipsis at the edge say nothing.
        paintRuns(painter, box, m_runs);
    }
}

}  // namespace orrery::console
