// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What persons have said about alarms, in the form that outlives the console: acknowledged, shelved,
// out of service. Everything else of an alarm follows from the grid and is not kept.
#pragma once

#include <optional>
#include <vector>

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include "console/state/alarm.h"
#include "shared/base/result.h"

namespace orrery::console {

/// How a person sets an alarm aside.
struct Shelving {
    /// A bare span says neither who nor why.
    Shelving() = default;
    Shelving(Duration howLong, QString who = {}, QString why = {})
        : span(howLong), by(std::move(who)), reason(std::move(why)) {}
    Duration span;  ///< At most AlarmDesk::longestShelf.
    QString by;
    QString reason;
};

struct AlarmWord {
    AlarmId id;
    AlarmState state = AlarmState::Acknowledged;  ///< Acknowledged, Shelved or OutOfService.
    std::optional<WallTime> until;                ///< Shelved: when that ends.
    QString by;
    QString reason;
    QString text;  ///< Of the alarm, for a list that shows it while its trouble is gone.
    friend bool operator==(const AlarmWord&, const AlarmWord&) = default;
};

/// The words that stand in `alarms`, by id.
std::vector<AlarmWord> wordsIn(const std::vector<Alarm>& alarms);

/// As a small JSON document.
QByteArray encodeWords(const std::vector<AlarmWord>& words);
/// Malformed for anything that is not such a document; entries of kinds or states that this program
/// does not know are left out.
Result<std::vector<AlarmWord>> decodeWords(const QByteArray& document);

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::Shelving)
