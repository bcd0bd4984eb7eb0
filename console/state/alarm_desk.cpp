// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Raising and clearing by comparison of what the picture shows with what is on the list.
#include "console/state/alarm_desk.h"

#include <algorithm>

#include "console/state/alarm_catalogue.h"

namespace orrery::console {

void AlarmDesk::apply(Alarm& alarm, AlarmInput input) {
    const AlarmStatus next = nextStatus({alarm.state, alarm.active}, input);
    alarm.state = next.state;
    alarm.active = next.active;
    if (next.state != AlarmState::Shelved) {
        alarm.shelvedUntil.reset();
    }
}

AlarmDesk::Entries::iterator AlarmDesk::send(Entries::iterator it, AlarmInput input) {
    apply(it->second.alarm, input);
    return it->second.alarm.state == AlarmState::Normal ? m_alarms.erase(it) : std::next(it);
}

bool AlarmDesk::isStanding(AlarmId id) const {
    const auto found = m_alarms.find(id);
    return found != m_alarms.end() && found->second.alarm.active;
}

void AlarmDesk::learn(const model::GridEvent& event) {
    m_groups.learn(event);
    using enum model::EventKind;
    switch (event.kind) {
    case GridCreated: m_formingSince = event.at; break;
    case RedundancyRestored:
    case UnitDied:
    case UnitSuspected:
    case FailoverStarted:
    case PartitionLost: m_formingSince.reset(); break;
    default: break;
    }
}

bool AlarmDesk::isForming(const Moment& now) const {
    // The controller's wall clock beside ours: where they differ by more, alarms are as of any grid.
    return m_formingSince && now.wall - *m_formingSince < formingSpan && *m_formingSince - now.wall < formingSpan;
}

void AlarmDesk::endShelves(const Moment& now) {
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        const auto& until = it->second.alarm.shelvedUntil;
        it = until && now.at >= until->at ? send(it, AlarmInput::Unshelved) : std::next(it);
    }
}

void AlarmDesk::judge(const GridSnapshot& picture) {
    endShelves(picture.now);
    if (!picture.hasState || picture.contact.state == ContactState::Lost) {
        return;
    }
    if (!m_recallUntil) {
        m_recallUntil = picture.now.at + recallSpan;
    }
    ++m_round;
    m_folded.clear();
    const bool forming = isForming(picture.now);
    for (AlarmWish& wish : alarmsIn(picture, [this](AlarmId id) { return isStanding(id); })) {
        if (wish.subject.id.kind != AlarmKind::PartitionUnderReplicated || !forming) {
            find(wish, picture);
        }
    }
    clearMissing(picture.now);
    forgetPending();
    rememberMembers(picture);
    if (picture.now.at > *m_recallUntil) {
        m_recalled.clear();
    }
}

void AlarmDesk::find(AlarmWish& wish, const GridSnapshot& picture) {
    const AlarmId id = wish.subject.id;
    auto known = m_alarms.find(id);
    const bool standing = known != m_alarms.end() && known->second.alarm.active;
    if (!standing) {
        if (!stoodLongEnough(id, picture.now)) {
            return;
        }
        knowMembers(wish);
        const AlarmId cause = m_groups.join(wish.subject, picture.now.at,
                                            [this](AlarmId one) { return isStanding(one); });
        if (known == m_alarms.end() && !makeRoomFor(wish, cause)) {
            ++m_folded[cause][static_cast<std::size_t>(priorityOf(id.kind))];
            return;
        }
        known = m_alarms.try_emplace(id).first;
        known->second.alarm.cause = cause;
        raise(known->second, wish, picture.now);
    }
    Entry& entry = known->second;
    entry.round = m_round;
    if (entry.absentSince) {
        entry.absentSince.reset();
        ++entry.alarm.count;
    }
    if (!standing || entry.figures != wish.figures) {
        const AlarmTexts texts = describe(wish, picture);
        entry.figures = wish.figures;
        entry.alarm.text = texts.text;
        entry.alarm.detail = texts.detail;
        entry.alarm.response = texts.response;
        entry.alarm.suppressedBy = texts.suppressedBy;
    }
    apply(entry.alarm, wish.suppressedBy ? AlarmInput::Suppressed : AlarmInput::Released);
}

bool AlarmDesk::stoodLongEnough(AlarmId id, const Moment& now) {
    const Duration wanted = definitionOf(id.kind).raiseAfter;
    if (wanted <= Duration{}) {
        return true;
    }
    Pending& pending = m_pending.try_emplace(id, Pending{now.at, m_round}).first->second;
    pending.round = m_round;
    return now.at - pending.since >= wanted;
}

void AlarmDesk::forgetPending() {
    std::erase_if(m_pending, [this](const auto& one) {
        return one.second.round != m_round || isStanding(one.first);
    });
}

bool AlarmDesk::makeRoomFor(const AlarmWish& wish, AlarmId cause) {
    if (m_alarms.size() < capacity) {
        return true;
    }
    const bool follows = cause != wish.subject.id;
    if (follows && m_fullRound == m_round) {
        return false;
    }
    auto victim = m_alarms.end();
    for (auto it = m_alarms.begin(); it != m_alarms.end(); ++it) {
        const Alarm& alarm = it->second.alarm;
        const bool over = alarm.state == AlarmState::ReturnedUnacknowledged;
        const bool follower = !follows && !alarm.firstOut() && alarm.calls();
        const bool better = victim == m_alarms.end() ||
                            std::pair(!over, it->second.order) <
                                std::pair(victim->second.alarm.active, victim->second.order);
        victim = (over || follower) && better ? it : victim;
    }
    if (victim == m_alarms.end()) {
        m_fullRound = m_round;
        return false;
    }
    m_alarms.erase(victim);
    return true;
}

void AlarmDesk::raise(Entry& entry, const AlarmWish& wish, const Moment& now) {
    Alarm& alarm = entry.alarm;
    const bool anew = entry.order == 0;
    alarm.id = wish.subject.id;
    alarm.priority = priorityOf(alarm.id.kind);
    alarm.unit = wish.unit;
    alarm.partition = wish.subject.partition;
    alarm.clearedAt.reset();
    alarm.count = anew ? 1 : alarm.count + 1;
    alarm.raisedAt = anew || alarm.state != AlarmState::ReturnedUnacknowledged ? now : alarm.raisedAt;
    entry.order = m_nextOrder++;
    entry.absentSince.reset();
    alarm.state = anew ? AlarmState::Normal : alarm.state;
    apply(alarm, AlarmInput::Raised);
    const auto word = m_recalled.find(alarm.id);
    if (word != m_recalled.end() && now.at <= *m_recallUntil) {
        apply(alarm, AlarmInput::Acknowledged);
        alarm.by = word->second.by;
        m_recalled.erase(word);
    }
}

void AlarmDesk::clearMissing(const Moment& now) {
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        Entry& entry = it->second;
        if (!entry.alarm.active || entry.round == m_round) {
            ++it;
            continue;
        }
        entry.absentSince = entry.absentSince.value_or(now.at);
        if (now.at - *entry.absentSince < definitionOf(it->first.kind).clearAfter) {
            ++it;
            continue;
        }
        entry.absentSince.reset();
        entry.alarm.clearedAt = now;
        it = send(it, AlarmInput::Cleared);
    }
}

/// A partition's alarm depends on the units that led and held it while it was whole.
void AlarmDesk::knowMembers(AlarmWish& wish) const {
    if (!wish.subject.partition) {
        return;
    }
    if (const auto members = m_members.find(*wish.subject.partition); members != m_members.end()) {
        wish.subject.units = members->second;
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

void AlarmDesk::acknowledge(AlarmId id, const QString& by) {
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        Alarm& alarm = it->second.alarm;
        const bool open = alarm.state == AlarmState::Unacknowledged ||
                          alarm.state == AlarmState::ReturnedUnacknowledged;
        if (!open || (alarm.id != id && alarm.cause != id)) {
            ++it;
            continue;
        }
        alarm.by = by;
        it = send(it, AlarmInput::Acknowledged);
    }
}

void AlarmDesk::acknowledgeAll(const QString& by) {
    for (const Alarm& alarm : alarms()) {
        if (alarm.firstOut() || !m_alarms.contains(alarm.cause)) {
            acknowledge(alarm.firstOut() ? alarm.id : alarm.cause, by);
        }
    }
}

void AlarmDesk::shelve(AlarmId id, const Shelving& how, Moment now) {
    const auto found = m_alarms.find(id);
    if (found == m_alarms.end() || how.span <= Duration{}) {
        return;
    }
    const Duration span = std::min(how.span, longestShelf);
    const Moment until{now.at + span, WallTime{now.wall.millis + span.millis()}};
    const Priority priority = found->second.alarm.priority;
    for (auto& [other, entry] : m_alarms) {
        Alarm& alarm = entry.alarm;
        const bool meant = other == id || (alarm.cause == id && alarm.priority >= priority);
        const bool shelved = alarm.state == AlarmState::Shelved;
        if (!meant || (shelved && other != id)) {
            continue;
        }
        apply(alarm, AlarmInput::Shelved);
        if (alarm.state == AlarmState::Shelved) {
            alarm.shelvedUntil = until;
            alarm.by = how.by;
            alarm.reason = how.reason;
        }
    }
}

void AlarmDesk::unshelve(AlarmId id) {
    for (auto it = m_alarms.begin(); it != m_alarms.end();) {
        const bool meant = it->first == id || it->second.alarm.cause == id;
        it = meant ? send(it, AlarmInput::Unshelved) : std::next(it);
    }
}

void AlarmDesk::takeOut(AlarmId id, const QString& by, const QString& reason) {
    const auto found = m_alarms.find(id);
    if (found == m_alarms.end()) {
        return;
    }
    found->second.alarm.by = by;
    found->second.alarm.reason = reason;
    send(found, AlarmInput::TakenOut);
}

void AlarmDesk::putBack(AlarmId id) {
    if (const auto found = m_alarms.find(id); found != m_alarms.end()) {
        send(found, AlarmInput::PutBack);
    }
}

void AlarmDesk::recall(const std::vector<AlarmWord>& words, Moment now) {
    m_recallUntil = now.at + recallSpan;
    for (const AlarmWord& word : words) {
        const Duration left = word.until ? *word.until - now.wall : Duration{};
        const auto [it, isNew] = m_alarms.try_emplace(word.id);
        if (word.state == AlarmState::Acknowledged) {
            if (isNew) {
                m_alarms.erase(it);
                m_recalled[word.id] = word;
            } else if (it->second.alarm.state == AlarmState::Unacknowledged) {
                it->second.alarm.by = word.by;
                send(it, AlarmInput::Acknowledged);
            }
            continue;
        }
        Alarm& alarm = it->second.alarm;
        if (isNew) {
            alarm.id = word.id;
            alarm.cause = word.id;
            alarm.priority = priorityOf(word.id.kind);
            alarm.text = word.text;
            alarm.raisedAt = now;
            alarm.active = false;
            alarm.state = AlarmState::ReturnedUnacknowledged;
            it->second.order = m_nextOrder++;
        }
        const bool over = word.state == AlarmState::Shelved && left <= Duration{};
        if (over && isNew) {
            m_alarms.erase(it);
        } else if (word.state == AlarmState::Shelved && !over) {
            shelve(word.id, Shelving(left, word.by, word.reason), now);
        } else if (word.state == AlarmState::OutOfService) {
            takeOut(word.id, word.by, word.reason);
        }
    }
}

std::vector<Alarm> AlarmDesk::alarms() const {
    std::vector<const Entry*> entries;
    entries.reserve(m_alarms.size());
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
        Alarm& alarm = result.emplace_back(entry->alarm);
        alarm.followers = followers[alarm.id];
        if (const auto folded = m_folded.find(alarm.id); folded != m_folded.end()) {
            alarm.folded = folded->second;
            alarm.followers += folded->second[1] + folded->second[2] + folded->second[3];
        }
    }
    return result;
}

}  // namespace orrery::console
