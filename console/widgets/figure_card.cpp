// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts are painted, the gauge is a child: it is the only part with a picture of its own.
#include "console/widgets/figure_card.h"

#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <algorithm>

#include "console/widgets/crisp.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

const metrics::Length inset{13};

}  // namespace

FigureCard::FigureCard(const QString& name, QWidget* parent)
    : Card(parent), m_name(name), m_bar(new RangeBar(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_bar->hide();
}

void FigureCard::setFigure(const CardFigure& figure) {
    if (figure == m_figure) {
        return;
    }
    const bool hadScale = m_figure.scale.has_value();
    m_figure = figure;
    m_bar->setVisible(figure.scale.has_value());
    if (figure.scale) {
        m_bar->setValue(figure.amount, *figure.scale);
        m_bar->setTone(figure.tone);
        m_bar->setWear(figure.wear);
    }
    if (hadScale != figure.scale.has_value()) {
        updateGeometry();
    }
    const QString base = figure.base.isEmpty() ? QString() : tr(", of %1 units").arg(figure.base);
    setAccessibleName(
        QStringLiteral("%1: %2%3. %4").arg(m_name, figureValue(), base, figure.footnote));
    update();
}

QAccessible::Role FigureCard::figureRole() const {
    return isPressable() ? QAccessible::Button : QAccessible::Graphic;
}

QString FigureCard::figureValue() const {
    return m_figure.value.isEmpty() ? tr("not known")
                                    : (m_figure.value + QLatin1Char(' ') + m_figure.unit).trimmed();
}

void FigureCard::setZoom(double zoom) {
    if (zoom != m_zoom) {
        m_zoom = zoom;
        placeBar();
        updateGeometry();
        update();
    }
}

QSize FigureCard::sizeHint() const { return QSize(metrics::scaled(220), metrics::scaled(m_figure.scale ? 118 : 72)) * m_zoom; }

double FigureCard::nameRoom(double width) const {
    const QFontMetricsF letters(theme::monoFont(metrics::tinySize));
    const double base = m_figure.base.isEmpty() ? 0 : letters.horizontalAdvance(m_figure.base) + metrics::grid;
    return width - 2 * inset - base;
}

bool FigureCard::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const double width = this->width() / m_zoom;
        const QFontMetricsF name(theme::textFont(metrics::textSize));
        const QFontMetricsF small(theme::textFont(metrics::tinySize));
        const bool isCut = name.horizontalAdvance(m_name) > nameRoom(width) ||
                           (m_figure.scale && small.horizontalAdvance(m_figure.footnote) > width - 2 * inset);
        const QString whole = (m_name + QLatin1Char('\n') + m_figure.footnote).trimmed();
        showWhole(static_cast<const QHelpEvent&>(*event), *this, isCut ? whole : QString());
        return true;
    }
    return Card::event(event);
}

void FigureCard::resizeEvent(QResizeEvent*) { placeBar(); }

void FigureCard::placeBar() {
    const QRectF bar(inset, metrics::scaled(71.0), width() / m_zoom - 2 * inset,
                     metrics::scaled(12.0));
    m_bar->setGeometry(QRectF(bar.topLeft() * m_zoom, bar.size() * m_zoom).toRect());
}

void FigureCard::paintEvent(QPaintEvent* event) {
    Card::paintEvent(event);
    QPainter painter(this);
    const Colors& colors = theme::colors();
    if (m_figure.wear == Wear::Stale) {
        hatch(painter, QRectF(rect()).adjusted(1, 1, -1, -1),
              mixed(colors.raised, colors.line, 0.6));
    }
    painter.scale(m_zoom, m_zoom);
    const double width = this->width() / m_zoom;
    const QRectF head(inset, metrics::scaled(11.0), width - 2 * inset, metrics::scaled(20.0));
    const QFont base = theme::monoFont(metrics::tinySize);
    painter.setFont(base);
    painter.setPen(colors.dim);
    painter.drawText(head, Qt::AlignVCenter | Qt::AlignRight, m_figure.base);
    const QFont name = theme::textFont(metrics::textSize);
    painter.setFont(name);
    painter.drawText(head, Qt::AlignVCenter,
                     QFontMetricsF(name).elidedText(m_name, Qt::ElideRight, nameRoom(width)));
    paintValue(painter, width);
}

void FigureCard::paintValue(QPainter& painter, double width) const {
    const Colors& colors = theme::colors();
    const bool stale = m_figure.wear == Wear::Stale;
    int size = m_figure.scale ? metrics::figureSize : metrics::ledgerSize;
    const double baseline = metrics::scaled(m_figure.scale ? 61.0 : 54.0);
    QString value = m_figure.value.isEmpty() ? QStringLiteral("–") : m_figure.value;
    if (stale && !m_figure.value.isEmpty()) {
        value = QStringLiteral("[%1]").arg(value);
    }
    // A figure is never cut, and never without its unit: on a narrow card both are written smaller.
    const double room = width - 2 * inset;
    const auto unitFont = [&](int besides) {
        return theme::textFont(std::min(besides, m_figure.scale ? 14 : metrics::textSize));
    };
    const auto needed = [&](int pixels) {
        return QFontMetricsF(theme::textFont(pixels, theme::Weight::SemiBold)).horizontalAdvance(value) + metrics::grid +
               QFontMetricsF(unitFont(pixels)).horizontalAdvance(m_figure.unit);
    };
    while (size > metrics::tinySize && needed(size) > room) {
        --size;
    }
    const QFont big = theme::textFont(size, theme::Weight::SemiBold);
    painter.setFont(big);
    painter.setPen(stale ? colors.dim : toneColor(colors, m_figure.tone));
    painter.drawText(QPointF(inset, baseline), value);
    const double after = inset + QFontMetricsF(big).horizontalAdvance(value) + metrics::grid;
    painter.setFont(unitFont(size));
    painter.setPen(colors.dim);
    painter.drawText(QPointF(after, baseline), m_figure.unit);

    const QFont small = theme::textFont(metrics::tinySize);
    painter.setFont(small);
    if (m_figure.scale) {
        const QString note =
            QFontMetricsF(small).elidedText(m_figure.footnote, Qt::ElideRight, width - 2 * inset);
        painter.drawText(QRectF(inset, metrics::scaled(88.0), width - 2 * inset, metrics::scaled(18.0)), Qt::AlignVCenter, note);
    } else if (!m_figure.footnote.isEmpty()) {
        painter.drawText(QRectF(after, metrics::scaled(38.0), width - after - inset, metrics::scaled(18.0)),
                         Qt::AlignVCenter | Qt::AlignRight, m_figure.footnote);
    }
}

}  // namespace orrery::console
