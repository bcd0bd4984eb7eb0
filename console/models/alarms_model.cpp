// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the alarms table.
#include "console/models/alarms_model.h"

#include <algorithm>

#include "console/models/cells.h"

namespace orrery::console {
namespace {

Cell stateCell(const Alarm& alarm, const Moment& now) {
    Cell cell = textCell(wordsOf(alarm.state));
    if (alarm.shelvedUntil) {
        cell.text +=
            SnapshotTableModel::tr(", %1 left").arg(formatElapsed(alarm.shelvedUntil->at - now.at));
    }
    return cell;
}

}  // namespace

/// Indexed once per snapshot, so that a cell costs no search. The place that was found is compared with
/// what stands there: a list at the address of an earlier one is noticed.
const Alarm* AlarmsModel::find(const GridSnapshot& snapshot, AlarmId id) const {
    const auto look = [&]() -> const Alarm* {
        const auto found = m_places.find(id);
        const bool holds = found != m_places.end() && found->second < snapshot.alarms.size() &&
                           snapshot.alarms[found->second].id == id;
        return holds ? &snapshot.alarms[found->second] : nullptr;
    };
    const bool indexed = m_indexed == &snapshot && m_places.size() == snapshot.alarms.size();
    const Alarm* known = indexed ? look() : nullptr;
    if (known != nullptr || (indexed && !m_places.contains(id))) {
        return known;
    }
    m_places.clear();
    for (std::size_t place = 0; place < snapshot.alarms.size(); ++place) {
        m_places.emplace(snapshot.alarms[place].id, place);
    }
    m_indexed = &snapshot;
    return look();
}

SnapshotTableModel::Cell AlarmsModel::causeCell(const GridSnapshot& snapshot,
                                                const Alarm& alarm) const {
    if (alarm.firstOut()) {
        return textCell(alarm.followers == 0
                            ? tr("first")
                            : tr("first of %1").arg(formatCount(alarm.followers + 1)));
    }
    const Alarm* cause = find(snapshot, alarm.cause);
    return textCell(cause ? cause->text : QString());
}

const std::vector<Column>& AlarmsModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "Priority"), "priority", true},
        {QT_TRANSLATE_NOOP("Column", "State"), "state"},
        {QT_TRANSLATE_NOOP("Column", "Alarm"), "alarm"},
        {QT_TRANSLATE_NOOP("Column", "Detail"), "detail"},
        {QT_TRANSLATE_NOOP("Column", "Raised, UTC"), "raised", true},
        {QT_TRANSLATE_NOOP("Column", "Lasting"), "lasting", true},
        {QT_TRANSLATE_NOOP("Column", "Times"), "times", true},
        {QT_TRANSLATE_NOOP("Column", "Cause"), "cause"},
        {QT_TRANSLATE_NOOP("Column", "By"), "by"},
        {QT_TRANSLATE_NOOP("Column", "What to do"), "response"},
    };
    return all;
}

bool AlarmsModel::isShown(AlarmState state) const {
    switch (m_shown) {
    case Shown::Standing:
        return state == AlarmState::Unacknowledged || state == AlarmState::Acknowledged ||
               state == AlarmState::ReturnedUnacknowledged;
    case Shown::Shelved: return state == AlarmState::Shelved;
    case Shown::Suppressed: return state == AlarmState::SuppressedByDesign;
    case Shown::OutOfService: return state == AlarmState::OutOfService;
    case Shown::All: return true;
    }
    return true;
}

std::vector<RowKey> AlarmsModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    std::size_t followers = 0;
    for (const Alarm& alarm : snapshot.alarms) {
        const bool head = alarm.firstOut() || find(snapshot, alarm.cause) == nullptr;
        const bool opened = m_opened && alarm.cause == *m_opened && ++followers <= longestGroup;
        if (isShown(alarm.state) && (m_scope == Scope::All || head || opened)) {
            keys.push_back(keyOfAlarm(alarm.id));
        }
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

SnapshotTableModel::Cell AlarmsModel::cell(const GridSnapshot& snapshot, RowKey key,
                                           int column) const {
    const Alarm* alarm = find(snapshot, alarmOf(key));
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
    case Detail:
        return textCell(alarm->state == AlarmState::SuppressedByDesign ? alarm->suppressedBy
                                                                       : alarm->detail);
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
    case Count: return {formatCount(alarm->count), alarm->count, Freshness::Live, {}, 0};
    case By:
        return textCell(alarm->reason.isEmpty() ? alarm->by
                                                : tr("%1: %2").arg(alarm->by, alarm->reason));
    case Cause: return causeCell(snapshot, *alarm);
    case Response: return textCell(alarm->response);
    default: return unknownCell();
    }
}

}  // namespace orrery::console
