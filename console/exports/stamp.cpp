// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/exports/stamp.h"

#include <QCoreApplication>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString say(const char* text) { return QCoreApplication::translate("Stamp", text); }

QString freshnessOf(const GridSnapshot& snapshot) {
    if (!snapshot.hasState) {
        return say("nothing known yet");
    }
    const GridTotals& totals = snapshot.totals;
    QString text = say("%1 of %2 units reporting").arg(totals.reportingUnits).arg(totals.expectedUnits);
    if (totals.reportingUnits > 0) {
        text += say(", oldest %1").arg(formatDuration(totals.oldestSample).joined());
    }
    if (snapshot.tableFreshness == Freshness::Stale) {
        text += say(", table %1 old").arg(formatDuration(snapshot.tableAge).joined());
    }
    return text;
}

}  // namespace

QString Stamp::line() const {
    QStringList parts{grid, view, mode, shown};
    if (!from.isEmpty()) {
        parts << from + QStringLiteral(" – ") + to;
    }
    parts << freshness << version;
    parts.removeAll(QString());
    return parts.join(QStringLiteral("  ·  "));
}

QStringList Stamp::lines() const {
    QStringList all{QStringLiteral("grid: ") + grid, QStringLiteral("view: ") + view,
                    QStringLiteral("mode: ") + mode, QStringLiteral("shown: ") + shown};
    if (!from.isEmpty()) {
        all << QStringLiteral("range: ") + from + QStringLiteral(" / ") + to;
    }
    all << QStringLiteral("zone: UTC") << QStringLiteral("freshness: ") + freshness
        << QStringLiteral("version: ") + version;
    return all;
}

Stamp stampOf(const GridSnapshot& snapshot, const QString& view, const QString& mode,
              std::optional<TimeRange> range) {
    Stamp stamp;
    stamp.grid = QString::fromStdString(snapshot.state->name);
    stamp.view = view;
    stamp.mode = mode;
    stamp.shown = formatIso(snapshot.now.wall);
    if (range) {
        stamp.from = formatIso(wallTimeOf(range->from, snapshot.now));
        stamp.to = formatIso(wallTimeOf(range->to, snapshot.now));
    }
    stamp.freshness = freshnessOf(snapshot);
    stamp.version = QStringLiteral("Orrery " ORRERY_VERSION);
    return stamp;
}

}  // namespace orrery::console
