// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/preset_card.h"

#include <QPainter>

#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int cardHeight = 64;
constexpr int iconSide = 24;
constexpr int tickSide = 16;

QFont nameFont() { return theme::textFont(metrics::textSize, theme::Weight::SemiBold); }

QFont lineFont() { return theme::textFont(metrics::smallSize); }

int textLeft() { return metrics::margin + metrics::scaled(iconSide) + metrics::gap; }

}  // namespace

PresetCard::PresetCard(const QString& iconName, const QString& name, const QString& line, QWidget* parent)
    : QAbstractButton(parent), m_iconName(iconName), m_line(line) {
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(line);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize PresetCard::sizeHint() const {
    const int letters = std::max(QFontMetrics(nameFont()).horizontalAdvance(text()),
                                 QFontMetrics(lineFont()).horizontalAdvance(m_line));
    return {textLeft() + letters + metrics::scaled(tickSide) + 2 * metrics::margin, metrics::scaled(cardHeight)};
}

void PresetCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const QColor fill = underMouse() ? mixed(colors.raised, colors.line, 0.35) : colors.raised;
    const bool marked = isChecked() || hasFocus();
    roundedBox(painter, QRectF(rect()), fill, marked ? colors.accent : colors.line, metrics::radius, hasFocus() ? 2 : 1);
    const int side = metrics::scaled(iconSide);
    const QColor ink = isChecked() ? colors.accent : colors.dim;
    paintIcon(painter, m_iconName, QRectF(metrics::margin, (height() - side) / 2.0, side, side), ink);
    const QRect lines = rect().adjusted(textLeft(), 0, -metrics::margin, 0);
    const int middle = height() / 2;
    painter.setFont(nameFont());
    painter.setPen(colors.text);
    painter.drawText(QRect(lines.left(), 0, lines.width(), middle + 1), Qt::AlignLeft | Qt::AlignBottom, text());
    painter.setFont(lineFont());
    painter.setPen(colors.dim);
    painter.drawText(QRect(lines.left(), middle + 2, lines.width(), middle), Qt::AlignLeft | Qt::AlignTop, m_line);
    if (isChecked()) {
        const int tick = metrics::scaled(tickSide);
        paintIcon(painter, QStringLiteral("check"),
                  QRectF(width() - tick - metrics::gap, metrics::gap, tick, tick), colors.accent);
    }
}

}  // namespace orrery::console
