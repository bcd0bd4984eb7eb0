// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far forecasts of pauses can be trusted: measured against forecast, of every action carried out from
// this desk, kept over sessions in a small file. A file that cannot be read is set aside, never overwritten.
#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "shared/base/time.h"

namespace orrery::console {

struct CalibrationSample {
    WallTime at;
    QString action;      ///< "Drain b1"
    Duration forecast;   ///< Above 0.
    Duration measured;
    double ratio() const { return static_cast<double>(measured.micros) / static_cast<double>(forecast.micros); }
    friend bool operator==(const CalibrationSample&, const CalibrationSample&) = default;
};

/// What the last samples say together. Ratios: measured divided by forecast; 1 = as forecast.
struct CalibrationSummary {
    std::size_t count = 0;
    double median = 1;
    double low = 1;    ///< 10th percentile.
    double high = 1;   ///< 90th percentile.
};

class Calibration {
public:
    static constexpr std::size_t longest = 200;   ///< Samples kept; the oldest go first.
    static constexpr std::size_t recent = 20;     ///< Samples that the summary is made of.

    /// Reads and from then on keeps the samples in `path`. Returns a sentence when the file was damaged and
    /// set aside as `path`.damaged, else nothing.
    QString keepIn(const QString& path);
    /// Adds a sample; one without a forecast above 0 is ignored. Returns why it could not be kept, else nothing.
    QString add(const CalibrationSample& sample);

    /// Oldest first.
    const std::vector<CalibrationSample>& samples() const { return m_samples; }
    /// None without a sample.
    std::optional<CalibrationSummary> summary() const;

private:
    bool read(const QByteArray& bytes);
    QByteArray written() const;

    QString m_path;
    std::vector<CalibrationSample> m_samples;
};

}  // namespace orrery::console
