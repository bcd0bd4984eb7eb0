// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/time_words.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

namespace orrery::console {
namespace {

constexpr std::int64_t secondMillis = 1'000;
constexpr std::int64_t dayMillis = 24 * 3'600 * secondMillis;

std::optional<WallTime> backFrom(const QString& words, WallTime now) {
    static const QRegularExpression form(QStringLiteral("^-\\s*(\\d{1,6})\\s*(s|m|min|h)$"));
    const QRegularExpressionMatch match = form.match(words);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const QChar unit = match.captured(2).at(0);
    const std::int64_t factor = unit == QLatin1Char('s') ? 1 : unit == QLatin1Char('m') ? 60 : 3'600;
    return WallTime{now.millis - match.captured(1).toLongLong() * factor * secondMillis};
}

}  // namespace

std::optional<WallTime> wallTimeFrom(const QString& words, WallTime now) {
    const QString text = words.trimmed().toLower();
    if (text.startsWith(QLatin1Char('-'))) {
        return backFrom(text, now);
    }
    for (const char* form : {"yyyy-MM-dd h:mm", "yyyy-MM-dd h:mm:ss"}) {
        QDateTime moment = QDateTime::fromString(text, QString::fromLatin1(form));
        moment.setTimeZone(QTimeZone::utc());
        if (moment.isValid()) {
            return WallTime{moment.toMSecsSinceEpoch()};
        }
    }
    for (const char* form : {"h:mm", "h:mm:ss"}) {
        const QTime time = QTime::fromString(text, QString::fromLatin1(form));
        if (time.isValid()) {
            const std::int64_t midnight = now.millis - now.millis % dayMillis;
            const std::int64_t today = midnight + time.msecsSinceStartOfDay();
            return WallTime{today > now.millis ? today - dayMillis : today};
        }
    }
    return std::nullopt;
}

}  // namespace orrery::console
