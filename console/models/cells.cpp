// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of each sort.
#include "console/models/cells.h"

namespace orrery::console {

QString textFrom(std::string_view word) {
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

Cell unknownCell() { return {unknownText(), QVariant(), Freshness::Unknown, {}, 0}; }

Cell textCell(const QString& text, Age age) { return {text, text, age.freshness, age.age, 0}; }

Cell countCell(std::optional<std::uint64_t> count, Age age) {
    return count ? Cell{formatCount(*count), QVariant::fromValue<quint64>(*count), age.freshness,
                        age.age, 0}
                 : unknownCell();
}

Cell rateCell(std::optional<double> perSecond, Age age) {
    return perSecond ? Cell{formatNumber(*perSecond), *perSecond, age.freshness, age.age, 0, "1/s"}
                     : unknownCell();
}

Cell durationCell(std::optional<Duration> duration, Age age) {
    if (!duration) {
        return unknownCell();
    }
    return {formatDuration(*duration).joined(), static_cast<double>(duration->micros) / 1000.0,
            age.freshness, age.age, 0, "ms"};
}

Cell bytesCell(std::optional<std::uint64_t> bytes, Age age) {
    return bytes ? Cell{formatBytes(*bytes).joined(), QVariant::fromValue<quint64>(*bytes),
                        age.freshness, age.age, 0, "bytes"}
                 : unknownCell();
}

Cell ratioCell(std::optional<double> ratio, Age age) {
    return ratio ? Cell{formatRatio(*ratio).joined(), *ratio * 100.0, age.freshness, age.age, 0, "%"}
                 : unknownCell();
}

}  // namespace orrery::console
