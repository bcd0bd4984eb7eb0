// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shades run from the accent to the text colour, so that neighbours differ in lightness and not in hue alone.
#include "console/views/primaries_map.h"

#include <algorithm>
#include <map>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "console/state/formatting.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int columns = 32;
constexpr qsizetype mostNamed = 16;   ///< Units in the sentence.
constexpr int usualPitch = 6;      ///< From cell to cell, at 100 %.
constexpr int smallestPitch = 3;
constexpr int largestPitch = 14;
constexpr metrics::Length gapBetween{20};
constexpr metrics::Length labelHeight{18};
constexpr metrics::Length aboveSentence{6};

int rowsFor(int count) { return (count + columns - 1) / columns; }

QString nameOf(const std::string& unit) { return unit.empty() ? PrimariesMap::tr("none") : QString::fromStdString(unit); }

}  // namespace

PrimariesMap::PrimariesMap(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PrimariesMap::setChanges(const std::vector<model::PrimaryChange>& changes, int partitionCount) {
    m_changes = changes;
    m_count = std::max(0, partitionCount);
    m_units.clear();
    for (const model::PrimaryChange& change : m_changes) {
        m_units.push_back(change.from);
        m_units.push_back(change.to);
    }
    std::sort(m_units.begin(), m_units.end());
    m_units.erase(std::unique(m_units.begin(), m_units.end()), m_units.end());
    setAccessibleName(tr("Primaries before and after: %1").arg(sentence()));
    setFixedHeight(heightForWidth(width()));
    update();
}

QString PrimariesMap::sentence() const {
    std::map<std::string, int> given, got;
    for (const model::PrimaryChange& change : m_changes) {
        ++given[change.from];
        ++got[change.to];
    }
    given.erase(std::string());
    QStringList parts;
    for (const auto& [unit, count] : given) {
        parts << tr("%1 gives up %2").arg(nameOf(unit)).arg(count);
    }
    for (const auto& [unit, count] : got) {
        parts << tr("%1 gets %2").arg(nameOf(unit)).arg(count);
    }
    if (parts.size() > mostNamed) {
        const auto more = static_cast<int>(parts.size() - mostNamed);
        parts = parts.mid(0, mostNamed) << tr("and %n more", nullptr, more);
    }
    return parts.join(QStringLiteral(", "));
}

QSize PrimariesMap::sizeHint() const {
    const int width = 2 * columns * metrics::scaled(usualPitch) + gapBetween;
    return {width, heightForWidth(width)};
}

QSize PrimariesMap::minimumSizeHint() const {
    const int width = 2 * columns * metrics::scaled(smallestPitch) + gapBetween;
    return {width, heightForWidth(width)};
}

int PrimariesMap::pitchFor(int width) const {
    return std::clamp((width - gapBetween) / (2 * columns), metrics::scaled(smallestPitch),
                      metrics::scaled(largestPitch));
}

int PrimariesMap::sentenceHeight(int width) const {
    const QFontMetrics letters(theme::textFont(metrics::smallSize));
    return letters.boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), Qt::TextWordWrap, sentence()).height();
}

int PrimariesMap::heightForWidth(int width) const {
    return labelHeight + rowsFor(m_count) * pitchFor(width) + aboveSentence + sentenceHeight(width);
}

QRectF PrimariesMap::cell(Side side, int partition) const {
    const int pitch = pitchFor(width());
    const int gap = pitch > 9 ? 2 : 1;
    const int left = side == Side::Before ? 0 : columns * pitch + gapBetween;
    return QRectF(left + partition % columns * pitch, labelHeight + partition / columns * pitch, pitch - gap,
                  pitch - gap);
}

std::size_t PrimariesMap::shadeOf(const std::string& unit) const {
    return static_cast<std::size_t>(std::lower_bound(m_units.begin(), m_units.end(), unit) - m_units.begin());
}

void PrimariesMap::paintSide(QPainter& painter, Side side) const {
    const Colors& colors = theme::colors();
    for (int partition = 0; partition < m_count; ++partition) {
        fillCrisp(painter, cell(side, partition), colors.track);
    }
    const double last = std::max<double>(1, static_cast<double>(m_units.size()) - 1);
    for (const model::PrimaryChange& change : m_changes) {
        if (change.partition.value >= m_count) {
            continue;
        }
        const std::string& unit = side == Side::Before ? change.from : change.to;
        const double share = static_cast<double>(shadeOf(unit)) / last * 0.75;
        const QRectF box = cell(side, change.partition.value);
        if (unit.empty()) {
            frameCrisp(painter, box, colors.critical);
        } else {
            fillCrisp(painter, box, mixed(colors.accent, colors.text, share));
        }
    }
}

void PrimariesMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Not left to the layout: within a scrolled page it asks for the height of another width.
    if (const int needed = heightForWidth(width()); needed != minimumHeight()) {
        setFixedHeight(needed);
    }
}

void PrimariesMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    painter.setFont(theme::textFont(metrics::smallSize));
    painter.setPen(colors.dim);
    const double wide = columns * pitchFor(width());
    painter.drawText(QRectF(0, 0, wide, labelHeight - 2), Qt::AlignLeft | Qt::AlignVCenter, tr("before"));
    painter.drawText(QRectF(wide + gapBetween, 0, wide, labelHeight - 2), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("after"));
    paintSide(painter, Side::Before);
    paintSide(painter, Side::After);
    painter.setPen(colors.dim);
    const int top = labelHeight + rowsFor(m_count) * pitchFor(width()) + aboveSentence;
    painter.drawText(QRect(0, top, width(), height() - top), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     sentence());
}

bool PrimariesMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (const model::PrimaryChange& change : m_changes) {
            const bool hit = cell(Side::Before, change.partition.value).adjusted(0, 0, 1, 1).contains(help->pos()) ||
                             cell(Side::After, change.partition.value).adjusted(0, 0, 1, 1).contains(help->pos());
            if (hit) {
                QToolTip::showText(help->globalPos(), tr("Partition %1: %2 → %3")
                                                          .arg(change.partition.value)
                                                          .arg(nameOf(change.from), nameOf(change.to)),
                                   this);
                return true;
            }
        }
        QToolTip::showText(help->globalPos(), sentence(), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace orrery::console
