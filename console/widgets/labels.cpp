// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets the tone's colour just before painting, so that no label has to hear of a new appearance.
#include "console/widgets/labels.h"

#include <algorithm>

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>
#include <cmath>

#include "console/widgets/icons.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

ToneLabel::ToneLabel(const QString& text, const QFont& font, Tone tone, QWidget* parent)
    : QLabel(text, parent), m_tone(tone) {
    setFont(font);
    setTextFormat(Qt::PlainText);
}

void ToneLabel::setTone(Tone tone) {
    m_tone = tone;
    update();
}

QSize ToneLabel::minimumSizeHint() const {
    return bounded(QLabel::minimumSizeHint(), metrics::scaled(160));
}

QSize ToneLabel::sizeHint() const { return bounded(QLabel::sizeHint(), metrics::scaled(1600)); }

QSize ToneLabel::bounded(QSize wanted, int widest) const {
    constexpr qsizetype longText = 300;
    if (text().size() > longText) {
        wanted.setWidth(std::min(wanted.width(), widest));
    }
    return wanted;
}

void ToneLabel::paintEvent(QPaintEvent* event) {
    const QColor wanted = toneColor(theme::colors(), m_tone);
    if (palette().color(QPalette::WindowText) != wanted) {
        QPalette changed = palette();
        changed.setColor(QPalette::WindowText, wanted);
        setPalette(changed);
    }
    if (!isCut()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QRect room = contentsRect();
    style()->drawItemText(&painter, room, static_cast<int>(alignment()), palette(), isEnabled(),
                          fontMetrics().elidedText(text(), Qt::ElideRight, room.width()), QPalette::WindowText);
}

bool ToneLabel::isCut() const {
    return !wordWrap() && indent() <= 0 && margin() == 0 && !text().contains(QLatin1Char('\n')) &&
           fontMetrics().horizontalAdvance(text()) > contentsRect().width() + 1;
}

bool ToneLabel::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isCut()) {
        showWhole(static_cast<const QHelpEvent&>(*event), *this, text());
        return true;
    }
    return QLabel::event(event);
}

IconLabel::IconLabel(const QString& name, int side, Tone tone, QWidget* parent)
    : QWidget(parent), m_name(name), m_side(side), m_tone(tone) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QString& name) {
    m_name = name;
    update();
}

void IconLabel::setTone(Tone tone) {
    m_tone = tone;
    update();
}

QSize IconLabel::sizeHint() const { return {metrics::scaled(m_side), metrics::scaled(m_side)}; }

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintIcon(painter, m_name, QRectF(rect()), toneColor(theme::colors(), m_tone));
}

void showWhole(const QHelpEvent& event, QWidget& widget, const QString& text) {
    QToolTip::showText(event.globalPos(), text, &widget);
}

QString withoutKeyMark(QString text) {
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString wordsOnButton(const QString& text, int mostLetters) {
    return withoutKeyMark(text.size() <= mostLetters
                              ? text
                              : text.left(mostLetters / 2) + QStringLiteral("…") + text.right(mostLetters / 2));
}

ToneLabel* makeTitle(const QString& text, QWidget* parent) {
    return new ToneLabel(text, theme::textFont(metrics::titleSize, theme::Weight::SemiBold),
                         Tone::Normal, parent);
}

ToneLabel* makeSection(const QString& text, QWidget* parent) {
    auto* label = new ToneLabel(text, theme::textFont(metrics::smallSize, theme::Weight::SemiBold),
                                Tone::Dim, parent);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return label;
}

void zoomSection(ToneLabel& section, double zoom) {
    const int pixels = static_cast<int>(std::lround(metrics::smallSize * zoom));
    const QFont font = theme::textFont(pixels, theme::Weight::SemiBold);
    if (section.font().pixelSize() != font.pixelSize()) {
        section.setFont(font);
    }
}

ToneLabel* makeExplanation(const QString& text, QWidget* parent) {
    auto* label = new ToneLabel(text, theme::textFont(metrics::textSize), Tone::Dim, parent);
    label->setWordWrap(true);
    return label;
}

ToneLabel* makeText(const QString& text, QWidget* parent) {
    return new ToneLabel(text, theme::textFont(metrics::textSize), Tone::Normal, parent);
}

ToneLabel* makeFigure(const QString& text, QWidget* parent) {
    return new ToneLabel(text, theme::monoFont(metrics::monoSize), Tone::Normal, parent);
}

ToneLabel* makeKeyHint(const QString& keys, QWidget* parent) {
    return new ToneLabel(keys, theme::monoFont(metrics::tinySize), Tone::Faint, parent);
}

}  // namespace orrery::console
