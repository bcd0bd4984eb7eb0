// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signs that stand beside colour: a priority's shape, the chevron of what moves.
#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>

#include "console/widgets/colors.h"

class QPainter;

namespace orrery::console {

/// Alarm priorities, most urgent first. The number is what people say: "P1".
enum class Urgency { Critical = 1, High = 2, Medium = 3 };

/// Whether a mark calls for attention now or merely counts nothing.
enum class MarkState { Active, Quiet };

/// The tone that goes with a priority.
Tone toneOf(Urgency priority);

/// Square, triangle or diamond inside `rect`; grey when quiet. P3 gets its outline.
void paintUrgency(QPainter& painter, const QRectF& rect, Urgency priority, MarkState state);

/// ">" in `color`, centred in `rect`: something moves.
void paintChevron(QPainter& painter, const QRectF& rect, const QColor& color);

/// The word for it: "P1 critical". Translated.
QString urgencyWord(Urgency priority);

/// Shape and number, e.g. a red square and "1".
class UrgencyBadge : public QWidget {
    Q_OBJECT
public:
    explicit UrgencyBadge(Urgency priority, QWidget* parent = nullptr);

    void setUrgency(Urgency priority);
    /// Shows how many alarms of this priority there are; quiet at 0. Without a call no count is
    /// shown.
    void setCount(int count);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString label() const;

    Urgency m_priority;
    int m_count = -1;  ///< -1: no count shown.
};

}  // namespace orrery::console
