// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/shown_reading.h"

#include <QRegularExpression>
#include <QStringList>

#include "console/state/redaction.h"

namespace orrery::console {
namespace {

/// 2026-11-21T01:26:32.123Z warning
QRegularExpressionMatch headOf(const QString& line) {
    static const QRegularExpression head(
        QStringLiteral("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z (debug|info|warning|error) "));
    return head.match(line);
}

}  // namespace

LogWeight weightOf(const QString& line) {
    static const QStringList words{QString(), QStringLiteral("debug"), QStringLiteral("info"),
                                   QStringLiteral("warning"), QStringLiteral("error")};
    const QRegularExpressionMatch head = headOf(line);
    return head.hasMatch() ? static_cast<LogWeight>(words.indexOf(head.captured(1))) : LogWeight::Plain;
}

QString shownLogLine(const GridSnapshot& snapshot, const QString& line) {
    return snapshot.naming ? headOf(line).captured(0) + QLatin1String(Redaction::removedText) : line;
}

QString shownSetting(const GridSnapshot& snapshot, const QString& name, const QString& value) {
    static const QStringList harmless{QStringLiteral("log-level"), QStringLiteral("memory-limit"),
                                      QStringLiteral("password")};
    return !snapshot.naming || harmless.contains(name) ? value : Redaction::removedIfAny(value);
}

}  // namespace orrery::console
