// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/value_rows.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <numeric>

#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int lineHeight = 24;
constexpr int noteHeight = 18;
constexpr double mostOfNames = 0.45;

QString whole(const ValueRow& row) {
    QString text = ValueRows::tr("%1: %2").arg(row.name, row.value);
    for (const QString& more : {row.note, row.origin}) {
        text += more.isEmpty() ? QString() : QStringLiteral("\n") + more;
    }
    return text;
}

}  // namespace

ValueRows::ValueRows(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ValueRows::setRows(std::vector<ValueRow> rows) {
    if (rows == m_rows) {
        return;
    }
    m_rows = std::move(rows);
    QStringList spoken;
    for (const ValueRow& row : m_rows) {
        spoken << whole(row).replace(QLatin1Char('\n'), QLatin1String(", "));
    }
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int ValueRows::heightOf(const ValueRow& row) {
    return metrics::scaled(lineHeight) + (row.note.isEmpty() ? 0 : metrics::scaled(noteHeight));
}

QSize ValueRows::sizeHint() const {
    const int height = std::accumulate(m_rows.begin(), m_rows.end(), 0,
                                       [](int sum, const ValueRow& row) { return sum + heightOf(row); });
    return QSize(metrics::scaled(200), height);
}

QSize ValueRows::minimumSizeHint() const { return QSize(metrics::scaled(80), sizeHint().height()); }

const ValueRow* ValueRows::rowAt(int y) const {
    for (const ValueRow& row : m_rows) {
        y -= heightOf(row);
        if (y < 0) {
            return &row;
        }
    }
    return nullptr;
}

bool ValueRows::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const ValueRow* row = rowAt(help->pos().y());
    QToolTip::showText(help->globalPos(), row != nullptr ? whole(*row) : QString(), this);
    return true;
}

void ValueRows::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const QFont text = theme::textFont(metrics::textSize);
    const QFont strong = theme::textFont(metrics::textSize, theme::Weight::SemiBold);
    const QFont mono = theme::monoFont(metrics::monoSize);
    const QFont small = theme::textFont(metrics::smallSize);
    int top = 0;
    for (const ValueRow& row : m_rows) {
        const QRectF line(0, top, width(), metrics::scaled(lineHeight));
        const QFont& nameFont = row.note.isEmpty() ? text : strong;
        const QString name = QFontMetricsF(nameFont).elidedText(row.name, Qt::ElideRight, width() * mostOfNames);
        painter.setFont(nameFont);
        painter.setPen(row.note.isEmpty() ? colors.dim : colors.text);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, name);
        const double room = width() - QFontMetricsF(nameFont).horizontalAdvance(name) - metrics::scaled(10);
        painter.setFont(mono);
        painter.setPen(toneColor(colors, row.tone));
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight,
                         QFontMetricsF(mono).elidedText(row.value, Qt::ElideMiddle, room));
        if (!row.note.isEmpty()) {
            const QRectF below(0, line.bottom() - metrics::scaled(2), width(), metrics::scaled(noteHeight));
            painter.setFont(small);
            painter.setPen(colors.dim);
            painter.drawText(below, Qt::AlignVCenter | Qt::AlignRight,
                             QFontMetricsF(small).elidedText(row.note, Qt::ElideRight, width()));
        }
        top += heightOf(row);
    }
}

}  // namespace orrery::console
