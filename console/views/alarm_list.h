// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The alarms that need a person, one line each: mark, what, why, since when. Chosen by pointer or
// key. A critical one that nobody has acknowledged has a blinking border.
#pragma once

#include <QWidget>
#include <vector>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

/// Since when nothing asked for a person: the last urgent line of the journal, or the beginning of
/// contact when that is later.
WallTime quietSince(const GridSnapshot& snapshot);

class AlarmList : public QWidget {
    Q_OBJECT
public:
    explicit AlarmList(std::size_t limit, QWidget* parent = nullptr);

    void setSnapshot(const GridSnapshot& snapshot);
    /// Rows and words `zoom` times as large; 1 by default.
    void setZoom(double zoom);
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const orrery::console::AlarmId& alarm);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static bool blinks(const Alarm& alarm);
    void paintRow(QPainter& painter, const QRectF& row, const Alarm& alarm) const;
    void paintWords(QPainter& painter, const QRectF& row, const Alarm& alarm) const;
    void choose(int row);

    std::size_t m_limit;
    std::vector<Alarm> m_alarms;
    Instant m_now;
    QString m_quiet;
    int m_current = 0;
    double m_zoom = 1;
};

}  // namespace orrery::console
