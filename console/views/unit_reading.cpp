// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is urgent is read from the alarms, not judged a second time.
#include "console/views/unit_reading.h"

#include <QCoreApplication>
#include <map>

#include "console/state/formatting.h"
#include "console/views/view_support.h"

namespace orrery::console {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("orrery::console::UnitReading", text);
}

}  // namespace

std::vector<std::optional<Urgency>> urgencies(const GridSnapshot& snapshot) {
    std::map<UnitId, Urgency> worst;
    for (const Alarm& alarm : snapshot.alarms) {
        if (!alarm.unit || !alarm.active || alarm.state == AlarmState::Shelved) {
            continue;
        }
        const Urgency urgency = urgencyOf(alarm.priority);
        const auto [known, added] = worst.emplace(*alarm.unit, urgency);
        if (!added && urgency < known->second) {
            known->second = urgency;
        }
    }
    std::vector<std::optional<Urgency>> result;
    for (const UnitView& unit : snapshot.units) {
        const auto found = worst.find(unit.id);
        result.push_back(found == worst.end() ? std::nullopt : std::optional(found->second));
    }
    return result;
}

std::optional<double> primaryShare(const UnitView& unit) {
    const double copies = unit.primaries + unit.backups + unit.joining;
    return copies > 0 ? std::optional(unit.primaries / copies) : std::nullopt;
}

QString unitSentence(const GridSnapshot& snapshot, std::size_t index) {
    const UnitView& view = snapshot.units[index];
    const model::UnitDescription& unit = snapshot.state->units[index];
    const std::string_view word = model::wordFor(unit.state);
    const QString state = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    QStringList parts{tr("unit %1").arg(QString::fromStdString(unit.name)), state};
    if (!unit.reason.empty()) {
        parts << QString::fromStdString(unit.reason);
    }
    parts << formatPlural(view.primaries, tr("primary"), tr("primaries"));
    parts << formatPlural(view.backups, tr("backup"), tr("backups"));
    parts << (view.rates.operations ? formatRate(*view.rates.operations).joined()
                                    : tr("rate not known"));
    if (view.freshness == Freshness::Stale) {
        parts << tr("heard %1").arg(formatAge(view.age));
    } else if (view.freshness == Freshness::Unknown) {
        parts << tr("never heard");
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace orrery::console
