// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of text made of runs with their own tone and type: "in memory only 1,204 writes".
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "console/widgets/colors.h"

namespace orrery::console {

enum class RunStyle { Text, Strong, Figure, StrongFigure };

struct TextRun {
    QString text;
    Tone tone = Tone::Normal;
    RunStyle style = RunStyle::Text;
    friend bool operator==(const TextRun&, const TextRun&) = default;
};

class RunLabel : public QWidget {
    Q_OBJECT
public:
    explicit RunLabel(QWidget* parent = nullptr);

    /// Replaces the text. The accessible name is the runs' text in one, or that of `spoken`: what is written
    /// shorter for want of room need not be said shorter.
    void setRuns(std::vector<TextRun> runs, const std::vector<TextRun>& spoken = {});
    void setAlignment(Qt::Alignment alignment);
    /// Everything `zoom` times as large; 1 by default.
    void setZoom(double zoom);
    const std::vector<TextRun>& runs() const { return m_runs; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    /// What does not fit is said in a tool tip.
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<TextRun> m_runs;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    double m_zoom = 1;
};

/// The width of `runs` in logical pixels, and their painting from `left` on, centred in `rect`.
double runWidth(const std::vector<TextRun>& runs);
void paintRuns(QPainter& painter, const QRectF& rect, const std::vector<TextRun>& runs);

}  // namespace orrery::console
