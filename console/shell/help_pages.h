// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which page of the handbook helps where, and the pages made of what the program knows about alarms.
#pragma once

#include <QString>

#include "console/state/alarm.h"

namespace orrery::console {

class Handbook;

/// Adds a page for each kind of alarm: what it says, what lies behind it, what to do, what waiting costs.
void addAlarmPages(Handbook& handbook);

/// The page of an alarm's kind, as addAlarmPages names it.
QString alarmPageId(AlarmKind kind);

/// The page about the sheet of that object name; the first page when none is about it.
QString pageOfSheet(const QString& sheetName);

}  // namespace orrery::console
