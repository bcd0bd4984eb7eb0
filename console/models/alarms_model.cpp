// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the alarms table.
#include "console/models/alarms_model.h"

#include <algorithm>

#include "console/models/cells.h"

namespace orrery::console {
namespace {

const Alarm* findAlarm(const GridSnapshot& snapshot, AlarmId id) {
    const auto found = std::find_if(snapshot.alarms.begin(), snapshot.alarms.end(),
                                    [id](const Alarm& alarm) { return alarm.id == id; });
    return found != snapshot.alarms.end() ? &*found : nullptr;
}

Cell stateCell(const Alarm& alarm, const Moment& now) {
    Cell cell = textCell(wordsOf(alarm.state));
    if (alarm.shelvedUntil) {
        cell.text +=
            SnapshotTableModel::tr(", %1 left").arg(formatElapsed(alarm.shelvedUntil->at - now.at));
    }
    return cell;
}

Cell causeCell(const GridSnapshot& snapshot, const Alarm& alarm) {
    if (alarm.firstOut()) {
        return textCell(alarm.followers == 0
                            ? SnapshotTableModel::tr("first")
                            : SnapshotTableModel::tr("first of %1").arg(alarm.followers + 1));
    }
    const Alarm* cause = findAlarm(snapshot, alarm.cause);
    return textCell(cause ? cause->text : QString());
}

}  // namespace

const std::vector<Column>& AlarmsModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "Priority"), "priority", true},
        {QT_TRANSLATE_NOOP("Column", "State"), "state"},
        {QT_TRANSLATE_NOOP("Column", "Alarm"), "alarm"},
        {QT_TRANSLATE_NOOP("Column", "Detail"), "detail"},
        {QT_TRANSLATE_NOOP("Column", "Raised, UTC"), "raised", true},
        {QT_TRANSLATE_NOOP("Column", "Lasting"), "lasting", true},
        {QT_TRANSLATE_NOOP("Column", "Cause"), "cause"},
        {QT_TRANSLATE_NOOP("Column", "What to do"), "response"},
    };
    return all;
}

std::vector<RowKey> AlarmsModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    for (const Alarm& alarm : snapshot.alarms) {
        keys.push_back(keyOfAlarm(alarm.id));
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

SnapshotTableModel::Cell AlarmsModel::cell(const GridSnapshot& snapshot, RowKey key,
                                           int column) const {
    const Alarm* alarm = findAlarm(snapshot, alarmOf(key));
    if (!alarm) {
        return unknownCell();
    }
    switch (column) {
    case PriorityColumn: {
        const int priority = static_cast<int>(alarm->priority);
        return {QString::number(priority), priority, Freshness::Live, {},
                alarm->calls() ? priority : 0};
    }
    case State: return stateCell(*alarm, snapshot.now);
    case Text: return textCell(alarm->text);
    case Detail: return textCell(alarm->detail);
    case Raised:
        return {formatClock(alarm->raisedAt.wall),
                static_cast<double>(alarm->raisedAt.at.micros),
                Freshness::Live,
                {},
                0};
    case Lasting: {
        const Instant end = alarm->clearedAt ? alarm->clearedAt->at : snapshot.now.at;
        const Duration lasting = end - alarm->raisedAt.at;
        return {
            formatElapsed(lasting), static_cast<double>(lasting.millis()), Freshness::Live, {}, 0};
    }
    case Cause: return causeCell(snapshot, *alarm);
    case Response: return textCell(alarm->response);
    default: return unknownCell();
    }
}

}  // namespace orrery::console
