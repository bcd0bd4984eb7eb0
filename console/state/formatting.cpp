// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures as words.
#include "console/state/formatting.h"

#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace orrery::console {
namespace {

const QLocale& locale() {
    static const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english;
}

QString translated(const char* text) { return QCoreApplication::translate("Formatting", text); }

/// One decimal below ten and where the figure is scaled, none from a hundred on.
QString threePlaces(double number) {
    return formatNumber(number, std::abs(number) < 99.95 ? 1 : 0);
}

QString wholeOrOne(double number) { return formatNumber(number, std::abs(number) < 9.95 ? 1 : 0); }

QDateTime utc(WallTime time) { return QDateTime::fromMSecsSinceEpoch(time.millis, Qt::UTC); }

}  // namespace

QString Figure::joined() const {
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

QString unknownText() { return QStringLiteral("–"); }

QString formatCount(std::uint64_t count) {
    return locale().toString(static_cast<qulonglong>(count));
}

QString formatNumber(double number, int decimals) {
    return locale().toString(number, 'f', decimals);
}

Figure formatRate(double perSecond) {
    const double size = std::abs(perSecond);
    if (size >= 999'500) {
        return {threePlaces(perSecond / 1e6), QStringLiteral("M/s")};
    }
    if (size >= 9'999.5) {
        return {threePlaces(perSecond / 1e3), QStringLiteral("k/s")};
    }
    return {size > 0 && size < 9.95 ? formatNumber(perSecond, 1) : formatNumber(perSecond),
            QStringLiteral("/s")};
}

Figure formatDuration(Duration duration) {
    const double millis = static_cast<double>(duration.micros) / 1000.0;
    const double size = std::abs(millis);
    if (duration.micros == 0) {
        return {QStringLiteral("0"), QStringLiteral("ms")};
    }
    if (size < 999.5) {
        return {wholeOrOne(millis), QStringLiteral("ms")};
    }
    if (size < 120'000) {
        return {size < 59'950 ? wholeOrOne(millis / 1e3) : formatNumber(millis / 1e3),
                QStringLiteral("s")};
    }
    if (size < 120 * 60'000.0) {
        return {formatNumber(millis / 60e3), QStringLiteral("min")};
    }
    if (size < 48 * 3600e3) {
        return {formatNumber(millis / 3600e3, 1), QStringLiteral("h")};
    }
    return {formatNumber(millis / 86400e3, 1), QStringLiteral("d")};
}

Figure formatBytes(std::uint64_t bytes) {
    constexpr std::array<const char*, 5> units = {"B", "kB", "MB", "GB", "TB"};
    double size = static_cast<double>(bytes);
    std::size_t step = 0;
    while (size >= 999.5 && step + 1 < units.size()) {
        size /= 1000.0;
        ++step;
    }
    return {step == 0 ? formatNumber(size) : threePlaces(size), QString::fromLatin1(units[step])};
}

Figure formatRatio(double ratio) { return {formatNumber(ratio * 100.0, 1), QStringLiteral("%")}; }

QString formatElapsed(Duration duration) {
    const qint64 total = std::max<qint64>(duration.micros / 1'000'000, 0);
    const QLatin1Char zero('0');
    const QString tail =
        QStringLiteral("%1:%2").arg(total / 60 % 60, 2, 10, zero).arg(total % 60, 2, 10, zero);
    return total < 3600 ? tail : QStringLiteral("%1:%2").arg(total / 3600).arg(tail);
}

QString formatAge(Duration age) {
    const qint64 secondsOld = age.micros / 1'000'000;
    if (secondsOld < 1) {
        return translated("just now");
    }
    if (secondsOld < 120) {
        return translated("%1 s ago").arg(secondsOld);
    }
    if (secondsOld < 7200) {
        return translated("%1 min ago").arg(secondsOld / 60);
    }
    return secondsOld < 172'800 ? translated("%1 h ago").arg(secondsOld / 3600)
                                : translated("%1 d ago").arg(secondsOld / 86'400);
}

QString formatDateTime(WallTime time) {
    return utc(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

QString formatClock(WallTime time) { return utc(time).toString(QStringLiteral("HH:mm:ss")); }

QString formatClockMillis(WallTime time) {
    return utc(time).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString formatIso(WallTime time) {
    return utc(time).toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"));
}

QString formatAged(const QString& text, Freshness freshness) {
    switch (freshness) {
    case Freshness::Live:
    case Freshness::Late: return text;
    case Freshness::Stale: return QLatin1Char('[') + text + QLatin1Char(']');
    case Freshness::Unknown: return unknownText();
    case Freshness::NotAvailable: return translated("n/a");
    }
    return text;
}

QString formatPlural(std::uint64_t count, const QString& one, const QString& many) {
    return formatCount(count) + QLatin1Char(' ') + (count == 1 ? one : many);
}

}  // namespace orrery::console
