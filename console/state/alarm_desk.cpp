// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Raising and clearing by comparison of what the picture wants with what is on the list.
#include "console/state/alarm_desk.h"

#include <algorithm>
#include <set>

#include <QCoreApplication>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString words(const char* text) { return QCoreApplication::translate("Alarm", text); }

QString copiesText(std::uint32_t partition, std::size_t copies) {
    if (copies == 0) {
        return words("Partition %1 has no copy").arg(partition);
    }
    return copies == 1 ? words("Partition %1 has one copy").arg(partition)
                       : words("Partition %1 has %2 copies").arg(partition).arg(copies);
}

QString pumpDetail(const model::PumpTelemetry& pump) {
    QString detail = formatPlural(pump.retries, words("retry"), words("retries"));
    if (pump.commitP99) {
        detail += words(", p99 commit %1").arg(formatDuration(*pump.commitP99).joined());
    }
    return pump.lastError.empty() ? detail : QString::fromStdString(pump.lastError);
}

bool isUnitTrouble(AlarmKind kind) {
    return kind == AlarmKind::UnitDead || kind == AlarmKind::UnitUnhealthy;
}

bool isPartitionTrouble(AlarmKind kind) {
    return kind == AlarmKind::PartitionLost || kind == AlarmKind::PartitionUnderReplicated;
}

}  // namespace

void AlarmDesk::judge(const GridSnapshot& picture) {
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        Alarm& alarm = it->second.alarm;
        const bool over = alarm.shelvedUntil && picture.now.at >= alarm.shelvedUntil->at;
        if (over) {
            alarm.shelvedUntil.reset();
            alarm.state = AlarmState::Unacknowledged;
        }
        it = over && !alarm.active ? m_alarms.erase(it) : std::next(it);
    }
    if (!picture.hasState || picture.contact.state == ContactState::Lost) {
        return;
    }
    const std::vector<Wanted> wanted = wantedBy(picture);
    for (const Wanted& one : wanted) {
        raise(one, picture.now);
    }
    clearMissing(wanted, picture.now);
    rememberMembers(picture);
    trim();
}

std::vector<AlarmDesk::Wanted> AlarmDesk::wantedBy(const GridSnapshot& picture) const {
    std::vector<Wanted> wanted;
    for (std::size_t index = 0; index < picture.units.size(); ++index) {
        wantUnit(picture.state->units[index], wanted);
    }
    for (const PartitionView& view : picture.partitions) {
        wantPartition(picture, view, wanted);
    }
    for (std::size_t index = 0; index < picture.units.size(); ++index) {
        wantPump(picture.state->units[index], picture.units[index], wanted);
    }
    return wanted;
}

void AlarmDesk::wantUnit(const model::UnitDescription& unit, std::vector<Wanted>& wanted) {
    const QString name = QString::fromStdString(unit.name);
    const QString why = QString::fromStdString(unit.reason);
    const QString host = QString::fromStdString(unit.host);
    if (unit.state == model::UnitState::Dead) {
        wanted.push_back(
            {{AlarmKind::UnitDead, unit.id.value},
             unit.id,
             std::nullopt,
             words("Unit %1 is dead").arg(name),
             why,
             words("Its agent starts it again. If it stays away for a minute, look at host %1: "
                   "until then its partitions have a copy less.")
                 .arg(host)});
    } else if (unit.state == model::UnitState::Unhealthy) {
        wanted.push_back(
            {{AlarmKind::UnitUnhealthy, unit.id.value},
             unit.id,
             std::nullopt,
             words("Unit %1 is not heard").arg(name),
             why,
             words("Its beats ceased without proof of death. Look at host %1 and at its network; "
                   "its primaries answer nothing meanwhile.")
                 .arg(host)});
    }
}

void AlarmDesk::wantPump(const model::UnitDescription& unit, const UnitView& view,
                         std::vector<Wanted>& wanted) const {
    using State = model::PumpState;
    const bool runs =
        unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
    const State state = view.pump.counters.state;
    if (!runs || (state != State::Blocked && state != State::BackingOff)) {
        return;
    }
    const AlarmKind kind =
        state == State::Blocked ? AlarmKind::PumpBlocked : AlarmKind::PumpBackingOff;
    const AlarmId id{kind, unit.id.value};
    const auto known = m_alarms.find(id);
    const bool standing = known != m_alarms.end() && known->second.alarm.active;
    if (view.freshness == Freshness::Stale && !standing) {
        return;
    }
    const QString name = QString::fromStdString(unit.name);
    const QString text = kind == AlarmKind::PumpBlocked
                             ? words("Pump of %1 is blocked, writers are refused")
                             : words("Pump of %1 waits for the database");
    wanted.push_back(
        {id, unit.id, std::nullopt, text.arg(name), pumpDetail(view.pump.counters),
         words("Look at the database. Nothing is lost while the backlog is below its limit; "
               "at the limit writers are refused.")});
}

void AlarmDesk::wantPartition(const GridSnapshot& picture, const PartitionView& view,
                              std::vector<Wanted>& wanted) const {
    if (view.condition == PartitionCondition::Lost) {
        wanted.push_back(
            {{AlarmKind::PartitionLost, view.id.value},
             std::nullopt,
             view.id,
             words("Partition %1 is lost").arg(view.id.value),
             words("no living copy holds every acknowledged write"),
             words("Its keys answer CLUSTERDOWN until a unit that holds a copy returns or it is "
                   "restored from the store.")});
        return;
    }
    if (view.condition != PartitionCondition::UnderReplicated) {
        return;
    }
    QStringList joining;
    for (UnitId unit : picture.state->partitions[view.id.value].joining) {
        joining.push_back(picture.unitName(unit));
    }
    const QString detail = joining.isEmpty()
                               ? words("no unit is catching up")
                               : words("%1 is catching up").arg(joining.join(QStringLiteral(", ")));
    wanted.push_back(
        {{AlarmKind::PartitionUnderReplicated, view.id.value},
         std::nullopt,
         view.id,
         copiesText(view.id.value, view.copies),
         detail,
         words("If no copy joins by itself, add or restart a unit on another host. One more "
               "death may lose writes.")});
}

void AlarmDesk::raise(const Wanted& wanted, const Moment& now) {
    const auto known = m_alarms.find(wanted.id);
    const bool standing = known != m_alarms.end() && known->second.alarm.active;
    if (standing) {
        known->second.alarm.text = wanted.text;
        known->second.alarm.detail = wanted.detail;
        return;
    }
    Alarm alarm;
    alarm.id = wanted.id;
    alarm.priority = priorityOf(wanted.id.kind);
    alarm.raisedAt = now;
    alarm.unit = wanted.unit;
    alarm.partition = wanted.partition;
    alarm.text = wanted.text;
    alarm.detail = wanted.detail;
    alarm.response = wanted.response;
    alarm.cause = causeOf(wanted);
    if (known != m_alarms.end() && known->second.alarm.state == AlarmState::Shelved) {
        alarm.state = AlarmState::Shelved;
        alarm.shelvedUntil = known->second.alarm.shelvedUntil;
    }
    m_alarms[wanted.id] = Entry{std::move(alarm), m_nextOrder++};
}

AlarmId AlarmDesk::causeOf(const Wanted& wanted) const {
    const Entry* first = nullptr;
    const auto consider = [&](const Entry& entry) {
        if (entry.alarm.active && entry.alarm.id != wanted.id &&
            (!first || entry.order < first->order)) {
            first = &entry;
        }
    };
    const bool partition = isPartitionTrouble(wanted.id.kind);
    const auto members = wanted.partition ? m_members.find(*wanted.partition) : m_members.end();
    for (const auto& [id, entry] : m_alarms) {
        if (partition && isUnitTrouble(id.kind) && members != m_members.end() &&
            std::count(members->second.begin(), members->second.end(), UnitId{id.subject}) > 0) {
            consider(entry);
        }
    }
    for (const auto& [id, entry] : m_alarms) {
        const bool sameSort = (partition && isPartitionTrouble(id.kind)) ||
                              (!partition && !isUnitTrouble(wanted.id.kind) &&
                               !isUnitTrouble(id.kind) && !isPartitionTrouble(id.kind));
        const bool groupHead = entry.alarm.cause == id;
        if (!first && sameSort && groupHead && entry.alarm.active && id != wanted.id) {
            first = &entry;
        }
    }
    return first ? first->alarm.cause : wanted.id;
}

void AlarmDesk::clearMissing(const std::vector<Wanted>& wanted, const Moment& now) {
    std::set<AlarmId> standing;
    for (const Wanted& one : wanted) {
        standing.insert(one.id);
    }
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        Alarm& alarm = it->second.alarm;
        if (!alarm.active || standing.contains(alarm.id)) {
            ++it;
            continue;
        }
        alarm.active = false;
        alarm.clearedAt = now;
        if (alarm.state == AlarmState::Acknowledged) {
            it = m_alarms.erase(it);
            continue;
        }
        if (alarm.state == AlarmState::Unacknowledged) {
            alarm.state = AlarmState::ReturnedUnacknowledged;
        }
        ++it;
    }
}

void AlarmDesk::rememberMembers(const GridSnapshot& picture) {
    for (const PartitionView& view : picture.partitions) {
        const bool whole = view.condition == PartitionCondition::Whole ||
                           view.condition == PartitionCondition::Moving;
        if (whole) {
            m_members[view.id] = picture.state->partitions[view.id.value].inSync;
        }
    }
}

void AlarmDesk::acknowledge(AlarmId id) {
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        Alarm& alarm = it->second.alarm;
        const bool meant = alarm.id == id || alarm.cause == id;
        if (meant && alarm.state == AlarmState::Unacknowledged) {
            alarm.state = AlarmState::Acknowledged;
        }
        const bool over = meant && alarm.state == AlarmState::ReturnedUnacknowledged;
        it = over ? m_alarms.erase(it) : std::next(it);
    }
}

void AlarmDesk::acknowledgeAll() {
    for (const Alarm& alarm : alarms()) {
        acknowledge(alarm.id);
    }
}

void AlarmDesk::shelve(AlarmId id, Duration span, Moment now) {
    const auto found = m_alarms.find(id);
    if (found == m_alarms.end() || span <= Duration{}) {
        return;
    }
    const Duration limited = std::min(span, longestShelf);
    found->second.alarm.state = AlarmState::Shelved;
    found->second.alarm.shelvedUntil =
        Moment{now.at + limited, WallTime{now.wall.millis + limited.millis()}};
}

void AlarmDesk::unshelve(AlarmId id) {
    const auto found = m_alarms.find(id);
    if (found == m_alarms.end() || found->second.alarm.state != AlarmState::Shelved) {
        return;
    }
    Alarm& alarm = found->second.alarm;
    alarm.shelvedUntil.reset();
    alarm.state = alarm.active ? AlarmState::Unacknowledged : AlarmState::ReturnedUnacknowledged;
}

void AlarmDesk::trim() {
    while (m_alarms.size() > capacity) {
        auto oldest = m_alarms.end();
        for (auto it = m_alarms.begin(); it != m_alarms.end(); ++it) {
            const bool cleared = !it->second.alarm.active;
            if (cleared && (oldest == m_alarms.end() || it->second.order < oldest->second.order)) {
                oldest = it;
            }
        }
        if (oldest == m_alarms.end()) {
            return;
        }
        m_alarms.erase(oldest);
    }
}

std::vector<Alarm> AlarmDesk::alarms() const {
    std::vector<const Entry*> entries;
    std::map<AlarmId, std::uint32_t> followers;
    for (const auto& [id, entry] : m_alarms) {
        entries.push_back(&entry);
        followers[entry.alarm.cause] += entry.alarm.cause != id;
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry* left, const Entry* right) { return left->order < right->order; });
    std::vector<Alarm> result;
    result.reserve(entries.size());
    for (const Entry* entry : entries) {
        result.push_back(entry->alarm);
        result.back().followers = followers[entry->alarm.id];
    }
    return result;
}

}  // namespace orrery::console
