// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bar gauge: a track, the band in which the value is normal, and a marker where it stands. The
// marker takes colour only when it leaves the band.
#pragma once

#include <QWidget>
#include <optional>

#include "console/widgets/colors.h"

namespace orrery::console {

/// All four in the unit of the value; `low` <= `high`. Values outside the scale stand at its end.
struct RangeScale {
    double minimum = 0;
    double maximum = 1;
    double low = 0;
    double high = 1;
    friend bool operator==(const RangeScale&, const RangeScale&) = default;
};

/// Whether a picture may be read as of now. Stale ones are hatched and stand in brackets.
enum class Wear { Fresh, Stale };

class RangeBar : public QWidget {
    Q_OBJECT
public:
    explicit RangeBar(QWidget* parent = nullptr);

    /// Without a value only track and band are shown.
    void setValue(std::optional<double> value, const RangeScale& scale);
    void setTone(Tone tone);
    void setWear(Wear wear);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RangeScale m_scale;
    std::optional<double> m_value;
    Tone m_tone = Tone::Normal;
    Wear m_wear = Wear::Fresh;
};

}  // namespace orrery::console
