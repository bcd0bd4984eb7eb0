// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one point in time that all charts, the event list and the time bar point at, and the range
// they show. Lives in the user interface's thread.
#pragma once

#include <optional>

#include <QObject>

#include "shared/base/time.h"

namespace orrery::console {

struct TimeRange {
    Instant from;
    Instant to;
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

class TimeCursor : public QObject {
    Q_OBJECT
public:
    explicit TimeCursor(QObject* parent = nullptr) : QObject(parent) {}

    /// Where the pointer or the keyboard cursor is; none when nowhere.
    std::optional<Instant> point() const { return m_point; }
    void setPoint(std::optional<Instant> point);
    /// The span shown when the right edge follows the newest sample.
    Duration span() const { return m_span; }
    /// Between 10 s and 24 h; other values are brought to the nearer limit.
    void setSpan(Duration span);
    /// A range that a person zoomed to; none: the last span() up to now.
    std::optional<TimeRange> fixedRange() const { return m_fixed; }
    void setFixedRange(std::optional<TimeRange> range);
    /// What to show when the newest point is `now`.
    TimeRange rangeAt(Instant now) const;
    bool followsNow() const { return !m_fixed; }

Q_SIGNALS:
    void pointChanged();
    void rangeChanged();

private:
    std::optional<Instant> m_point;
    std::optional<TimeRange> m_fixed;
    Duration m_span = seconds(300);
};

}  // namespace orrery::console
