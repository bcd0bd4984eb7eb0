// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is normal is measured (5th to 95th percentile of this grid's own history), never assumed;
// before there is a history the gauge shows no band.
#include "console/views/figures.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/views/view_support.h"

namespace orrery::console {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("orrery::console::Figures", text);
}

/// A scale that holds band and value, ending at a round number.
RangeScale scaleAround(double value, const std::optional<NormalRange>& normal) {
    const double high = normal ? normal->high : value;
    const double top = std::max({value, high, 1e-6}) * 1.6;
    const double power = std::pow(10.0, std::floor(std::log10(top)));
    RangeScale scale;
    scale.maximum = std::ceil(top / power) * power;
    scale.low = normal ? normal->low : 0;
    scale.high = normal ? normal->high : 0;
    return scale;
}

/// A sum rests on the units that were heard: "198/200".
QString baseOf(const GridTotals& totals) {
    return QStringLiteral("%1/%2").arg(totals.reportingUnits).arg(totals.expectedUnits);
}

template <typename Value>
void addAge(CardFigure& figure, const Aged<Value>& aged) {
    figure.wear = wearOf(aged.freshness);
    if (aged.freshness == Freshness::Stale) {
        figure.footnote = formatAge(aged.age);
    }
}

}  // namespace

QString metricText(Metric metric, double value) {
    switch (metric) {
    case Metric::OperationsPerSecond:
    case Metric::ReadsPerSecond:
    case Metric::WritesPerSecond:
    case Metric::AcceptedPerSecond:
    case Metric::PersistedPerSecond: return formatRate(value).joined();
    case Metric::HitPercent:
    case Metric::CpuPercent: return formatNumber(value, 1) + QStringLiteral(" %");
    case Metric::LagMillis:
    case Metric::OldestQueuedMillis:
    case Metric::CommitP99Millis:
        return formatDuration(Duration{static_cast<std::int64_t>(value * 1000)}).joined();
    case Metric::QueuedWrites: return formatNumber(value);
    case Metric::MemoryBytes:
        return formatBytes(static_cast<std::uint64_t>(std::max(0.0, value))).joined();
    }
    return {};
}

Duration trendSpan(const MetricHistory& history, Instant now) {
    const auto oldest = history.oldest();
    const Duration held = oldest ? now - *oldest : Duration{};
    return std::clamp(held, seconds(60), seconds(300));
}

QString trendHeading(Duration span) {
    return span == seconds(300) ? tr("Last 5 minutes") : tr("Last %1 s").arg(span.millis() / 1000);
}

QString trendWords(Duration span) {
    return span == seconds(300) ? tr("last 5 minutes") : tr("last %1 s").arg(span.millis() / 1000);
}

std::vector<double> trendValues(const MetricHistory& history, Metric metric,
                                std::optional<UnitId> unit, Instant now, Duration span) {
    constexpr int points = 240;
    std::vector<double> values(points, std::nan(""));
    for (int i = 0; i < points; ++i) {
        const Instant at = now - span + Duration{span.micros * i / (points - 1)};
        values[static_cast<std::size_t>(i)] =
            history.valueAt(metric, unit, at).value_or(std::nan(""));
    }
    return values;
}

CardFigure requestsFigure(const GridSnapshot& snapshot, const MetricHistory& history) {
    const Aged<double>& rate = snapshot.totals.operationsPerSecond;
    CardFigure figure;
    figure.base = baseOf(snapshot.totals);
    const auto normal = history.normalRange(Metric::OperationsPerSecond, std::nullopt);
    figure.scale = scaleAround(rate.value.value_or(0), normal);
    if (rate.value) {
        const Figure text = formatRate(*rate.value);
        figure.value = text.number;
        figure.unit = text.unit;
        figure.amount = *rate.value;
    }
    figure.footnote =
        normal ? tr("normal %1 to %2")
                     .arg(formatRate(normal->low).joined(), formatRate(normal->high).joined())
               : tr("what is normal is not known yet");
    addAge(figure, rate);
    return figure;
}

CardFigure lagFigure(const GridSnapshot& snapshot, const MetricHistory& history) {
    const Aged<Duration>& lag = snapshot.totals.worstLag;
    CardFigure figure;
    figure.base = baseOf(snapshot.totals);
    const auto normal = history.normalRange(Metric::LagMillis, std::nullopt);
    const double millis = lag.value ? static_cast<double>(lag.value->micros) / 1000 : 0;
    figure.scale = scaleAround(millis, normal);
    figure.scale->low = 0;
    if (lag.value) {
        const Figure text = formatDuration(*lag.value);
        figure.value = text.number;
        figure.unit = text.unit;
        figure.amount = millis;
    }
    const QString link = snapshot.totals.worstLagFrom.value == 0
                             ? QString()
                             : tr("%1 → %2").arg(snapshot.unitName(snapshot.totals.worstLagFrom),
                                                 snapshot.unitName(snapshot.totals.worstLagTo));
    const QString base =
        normal ? tr("normal below %1").arg(metricText(Metric::LagMillis, normal->high))
               : tr("what is normal is not known yet");
    figure.footnote = link.isEmpty() ? base : link + QStringLiteral(", ") + base;
    addAge(figure, lag);
    return figure;
}

CardFigure memoryOnlyFigure(const GridSnapshot& snapshot, const MetricHistory& history) {
    const GridTotals& totals = snapshot.totals;
    CardFigure figure;
    figure.base = baseOf(snapshot.totals);
    const auto normal = history.normalRange(Metric::QueuedWrites, std::nullopt);
    const double count = static_cast<double>(totals.onlyInMemory.value.value_or(0));
    figure.scale = scaleAround(count, normal);
    figure.scale->low = 0;
    if (totals.onlyInMemory.value) {
        figure.value = formatCount(*totals.onlyInMemory.value);
        figure.unit = tr("writes");
        figure.amount = count;
    }
    const bool growing =
        std::any_of(snapshot.units.begin(), snapshot.units.end(),
                    [](const UnitView& unit) { return unit.pump.trend == DrainTrend::Growing; });
    QStringList notes;
    notes << (totals.drainTime.value ? tr("drains in %1").arg(textOf(totals.drainTime.value))
              : growing              ? tr("growing")
                                     : tr("drain time not known"));
    if (totals.oldestOnlyInMemory.value) {
        notes << tr("oldest %1").arg(textOf(totals.oldestOnlyInMemory.value));
    }
    figure.footnote = notes.join(QStringLiteral(", "));
    if (normal && count > normal->high * 4 && growing) {
        figure.tone = Tone::Medium;
    }
    addAge(figure, totals.onlyInMemory);
    return figure;
}

CardFigure hitFigure(const GridSnapshot& snapshot, const MetricHistory& history) {
    const Aged<double>& ratio = snapshot.totals.hitRatio;
    CardFigure figure;
    figure.base = baseOf(snapshot.totals);
    const auto normal = history.normalRange(Metric::HitPercent, std::nullopt);
    figure.scale = RangeScale{.minimum = 0,
                              .maximum = 100,
                              .low = normal ? normal->low : 0,
                              .high = normal ? normal->high : 0};
    if (normal && normal->low > 80) {
        figure.scale->minimum = 80;
    }
    if (ratio.value) {
        const Figure text = formatRatio(*ratio.value);
        figure.value = text.number;
        figure.unit = text.unit;
        figure.amount = *ratio.value * 100;
    }
    figure.footnote = normal ? tr("normal %1 to %2 %")
                                   .arg(formatNumber(normal->low, 1), formatNumber(normal->high, 1))
                             : tr("what is normal is not known yet");
    addAge(figure, ratio);
    return figure;
}

}  // namespace orrery::console
