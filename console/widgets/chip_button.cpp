// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Both paint themselves: a style sheet cannot colour one word of a button.
#include "console/widgets/chip_button.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "console/widgets/chosen.h"
#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int foldedExtra = 12 + 12 + 14;   ///< Beside the words of a folded control, at 100 %.

}  // namespace

ChipButton::ChipButton(const QString& text, Tone tone, QWidget* parent)
    : QAbstractButton(parent), m_tone(tone) {
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void ChipButton::setCount(int count) {
    if (count == m_count) {
        return;
    }
    m_count = count;
    setAccessibleName(label());
    updateGeometry();
    update();
}

QString ChipButton::label() const {
    return m_count < 0 ? text() : text() + QLatin1Char(' ') + QString::number(m_count);
}

QSize ChipButton::sizeHint() const {
    const QFontMetrics letters(theme::textFont(metrics::textSize));
    return QSize(letters.horizontalAdvance(label()) + metrics::scaled(26), metrics::control);
}

void ChipButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const bool toned = m_tone != Tone::Normal && m_count != 0;
    const QColor ink = toned ? toneColor(colors, m_tone) : (isChecked() ? colors.text : colors.dim);
    QColor fill = isChecked() ? chosenFill(0.6) : colors.raised;
    if (underMouse()) {
        fill = mixed(fill, colors.line, 0.4);
    }
    const QColor border = hasFocus()    ? colors.accent
                          : isChecked() ? (toned ? ink : colors.dim)
                                        : colors.line;
    roundedBox(painter, QRectF(rect()), fill, border, metrics::radius, hasFocus() ? 2 : 1);
    painter.setFont(theme::textFont(metrics::textSize,
                                    isChecked() ? theme::Weight::Medium : theme::Weight::Regular));
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignCenter, label());
}

SegmentedControl::SegmentedControl(const QStringList& choices, QWidget* parent)
    : QWidget(parent), m_choices(choices) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(choices.value(0));
}

void SegmentedControl::setCurrent(int index) {
    if (index < 0 || index >= m_choices.size() || index == m_current) {
        return;
    }
    m_current = index;
    setAccessibleName(m_choices.at(index));
    update();
}

void SegmentedControl::setChoices(const QStringList& choices) {
    m_choices = choices;
    m_current = 0;
    setAccessibleName(choices.value(0));
    updateGeometry();
    update();
}

double SegmentedControl::edge(int index) const {
    const QFontMetricsF letters(theme::textFont(metrics::textSize));
    double x = 0;
    for (int i = 0; i < index; ++i) {
        x += letters.horizontalAdvance(m_choices.at(i)) + metrics::scaled(24);
    }
    return x;
}

QSize SegmentedControl::sizeHint() const {
    return QSize(static_cast<int>(edge(static_cast<int>(m_choices.size()))) + 1, metrics::control);
}

QSize SegmentedControl::minimumSizeHint() const {
    const QFontMetrics letters(theme::textFont(metrics::textSize, theme::Weight::Medium));
    int widest = 0;
    for (const QString& choice : m_choices) {
        widest = std::max(widest, letters.horizontalAdvance(choice));
    }
    return {std::min(widest + metrics::scaled(foldedExtra), sizeHint().width()), metrics::control};
}

void SegmentedControl::paintFolded() {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    roundedBox(painter, QRectF(rect()), colors.raised, hasFocus() ? colors.accent : colors.line, metrics::radius,
               hasFocus() ? 2 : 1);
    const QFont font = theme::textFont(metrics::textSize, theme::Weight::Medium);
    const double side = metrics::scaled(14.0);
    const QRectF words = QRectF(rect()).adjusted(metrics::gap, 0, -side - metrics::gap, 0);
    painter.setFont(font);
    painter.setPen(colors.text);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(font).elidedText(m_choices.value(m_current), Qt::ElideRight, words.width()));
    paintIcon(painter, QStringLiteral("chevron-down"),
              QRectF(width() - side - metrics::grid, (height() - side) / 2.0, side, side), colors.dim);
}

void SegmentedControl::openChoices() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < m_choices.size(); ++i) {
        QAction* action = menu->addAction(withoutKeyMark(m_choices.at(i)), this, [this, i] { choose(i); });
        action->setCheckable(true);
        action->setChecked(i == m_current);
    }
    menu->popup(mapToGlobal(QPoint(0, height())));
}

void SegmentedControl::paintEvent(QPaintEvent*) {
    if (isFolded()) {
        paintFolded();
        return;
    }
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const int count = static_cast<int>(m_choices.size());
    const QRectF whole(0, 0, edge(count), height());
    roundedBox(painter, whole, colors.raised, hasFocus() ? colors.accent : colors.line,
               metrics::radius, hasFocus() ? 2 : 1);
    for (int i = 0; i < count; ++i) {
        const QRectF part(edge(i), 0, edge(i + 1) - edge(i), height());
        const bool current = i == m_current;
        if (current) {
            roundedBox(painter, part.adjusted(2, 2, -2, -2), chosenFill(0.8), chosenEdge(), 3);
        }
        painter.setFont(theme::textFont(metrics::textSize,
                                        current ? theme::Weight::Medium : theme::Weight::Regular));
        painter.setPen(current ? colors.text : colors.dim);
        painter.drawText(part, Qt::AlignCenter, m_choices.at(i));
    }
}

void SegmentedControl::choose(int index) {
    if (index >= 0 && index < m_choices.size() && index != m_current) {
        setCurrent(index);
        Q_EMIT chosen(index);
    }
}

void SegmentedControl::mousePressEvent(QMouseEvent* event) {
    if (isFolded()) {
        openChoices();
        return;
    }
    for (int i = 0; i < m_choices.size(); ++i) {
        if (event->position().x() < edge(i + 1)) {
            choose(i);
            return;
        }
    }
}

void SegmentedControl::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        choose(m_current + (event->key() == Qt::Key_Left ? -1 : 1));
        return;
    }
    if (event->key() == Qt::Key_Space && isFolded()) {
        openChoices();
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace orrery::console
