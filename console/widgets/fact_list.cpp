// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figure keeps its width; the label gives way and is elided.
#include "console/widgets/fact_list.h"

#include <QHelpEvent>
#include <QPainter>
#include <algorithm>

#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double valueShare = 0.75;   ///< Of the width, at most.
constexpr metrics::Length iconRoom{24};
constexpr metrics::Length between{10};

QString valueOf(const Fact& fact) {
    const QString value = fact.value.isEmpty() ? QStringLiteral("–") : fact.value;
    return fact.wear == Wear::Stale && !fact.value.isEmpty() ? QStringLiteral("[%1]").arg(value) : value;
}

}  // namespace

FactList::FactList(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactList::setFacts(std::vector<Fact> facts) {
    if (facts == m_facts) {
        return;
    }
    const bool resized = facts.size() != m_facts.size();
    m_facts = std::move(facts);
    QStringList spoken;
    for (const Fact& fact : m_facts) {
        spoken << QStringLiteral("%1: %2").arg(fact.label,
                                               fact.value.isEmpty() ? tr("not known") : fact.value);
    }
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    if (resized) {
        updateGeometry();
    }
    update();
}

void FactList::setRuled() {
    m_ruled = true;
    updateGeometry();
}

int FactList::rowHeight() const { return m_ruled ? metrics::row : metrics::scaled(24); }

QSize FactList::sizeHint() const {
    return QSize(metrics::scaled(200), rowHeight() * static_cast<int>(m_facts.size()));
}

QSize FactList::minimumSizeHint() const { return QSize(metrics::scaled(80), sizeHint().height()); }

bool FactList::isCut(const Fact& fact) const {
    const double value = QFontMetricsF(theme::monoFont(metrics::monoSize)).horizontalAdvance(valueOf(fact));
    const double label = QFontMetricsF(theme::textFont(metrics::textSize)).horizontalAdvance(fact.label);
    const double left = fact.icon.isEmpty() ? 0 : static_cast<int>(iconRoom);
    return value > width() * valueShare || left + label + between + value > width() + 1;
}

bool FactList::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto& help = static_cast<const QHelpEvent&>(*event);
        const auto row = static_cast<std::size_t>(std::max(0, help.pos().y() / rowHeight()));
        const Fact* fact = row < m_facts.size() && isCut(m_facts[row]) ? &m_facts[row] : nullptr;
        showWhole(help, *this, fact != nullptr ? QStringLiteral("%1: %2").arg(fact->label, valueOf(*fact)) : QString());
        return true;
    }
    return QWidget::event(event);
}

void FactList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const QFont text = theme::textFont(metrics::textSize);
    const QFont mono = theme::monoFont(metrics::monoSize);
    int top = 0;
    for (const Fact& fact : m_facts) {
        const QRectF row(0, top, width(), rowHeight());
        const QString shown = QFontMetricsF(mono).elidedText(valueOf(fact), Qt::ElideRight, width() * valueShare);
        const double valueWidth = QFontMetricsF(mono).horizontalAdvance(shown);
        painter.setFont(mono);
        painter.setPen(fact.wear == Wear::Stale ? colors.dim : toneColor(colors, fact.tone));
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, shown);
        double left = 0;
        if (!fact.icon.isEmpty()) {
            const double side = metrics::scaled(14.0);
            paintIcon(painter, fact.icon, QRectF(0, row.center().y() - side / 2, side, side), colors.dim);
            left = iconRoom;
        }
        painter.setFont(text);
        painter.setPen(m_ruled ? colors.text : colors.dim);
        const double room = width() - left - valueWidth - between;
        painter.drawText(row.adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(text).elidedText(fact.label, Qt::ElideRight, room));
        if (m_ruled) {
            fillCrisp(painter, QRectF(0, row.bottom() - 1, width(), 1), colors.line);
        }
        top += rowHeight();
    }
}

}  // namespace orrery::console
