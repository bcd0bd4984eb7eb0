// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Joining by the journal first, then by what things depend on.
#include "console/state/alarm_groups.h"

namespace orrery::console {
namespace {

/// Troubles of one host that begin within this span have one cause, even if the host's own alarm
/// is not raised yet.
constexpr Duration together = seconds(10);

enum Sort { UnitSort, PartitionSort, PumpSort, LinkSort, OwnSort };

Sort sortOf(AlarmKind kind) {
    switch (kind) {
    case AlarmKind::HostLost:
    case AlarmKind::UnitDead:
    case AlarmKind::UnitUnhealthy: return UnitSort;
    case AlarmKind::PartitionLost:
    case AlarmKind::PartitionUnderReplicated: return PartitionSort;
    case AlarmKind::PumpBlocked:
    case AlarmKind::PumpBackingOff:
    case AlarmKind::PumpFilling: return PumpSort;
    case AlarmKind::LinkSilent: return LinkSort;
    case AlarmKind::LedgerMismatch:
    case AlarmKind::DeadLetters:
    case AlarmKind::MemoryHigh: return OwnSort;
    }
    return OwnSort;
}

bool isTrouble(const model::GridEvent& event) {
    return event.severity != model::Severity::Notice || event.cause != 0;
}

template <typename Key, typename Value>
void keepNewest(std::map<Key, Value>& map, std::size_t limit) {
    while (map.size() > limit) {
        map.erase(map.begin());
    }
}

}  // namespace

void AlarmGroups::learn(const model::GridEvent& event) {
    if (!isTrouble(event)) {
        return;
    }
    const auto known = m_roots.find(event.cause);
    const std::uint64_t root = event.cause == 0         ? event.number
                               : known == m_roots.end() ? event.cause
                                                        : known->second;
    m_roots[event.number] = root;
    keepNewest(m_roots, rootsKept);
    if (event.unit) {
        m_rootOfUnit[event.unit->value] = root;
    }
    if (event.partition) {
        m_rootOfPartition[event.partition->value] = root;
    }
}

std::optional<std::uint64_t> AlarmGroups::rootOf(const AlarmSubject& subject) const {
    if (subject.partition) {
        const auto found = m_rootOfPartition.find(subject.partition->value);
        return found == m_rootOfPartition.end() ? std::nullopt : std::optional(found->second);
    }
    if (sortOf(subject.id.kind) != UnitSort || subject.units.size() != 1) {
        return std::nullopt;
    }
    const auto found = m_rootOfUnit.find(subject.units.front().value);
    return found == m_rootOfUnit.end() ? std::nullopt : std::optional(found->second);
}

template <typename Key>
std::optional<AlarmId> AlarmGroups::standing(const std::map<Key, Head>& heads, const Key& key,
                                             const Stands& stands) {
    ++m_steps;
    const auto found = heads.find(key);
    return found != heads.end() && stands(found->second.id) ? std::optional(found->second.id)
                                                            : std::nullopt;
}

std::optional<AlarmId> AlarmGroups::byDependency(const AlarmSubject& subject, Instant now,
                                                 const Stands& stands) {
    const Sort sort = sortOf(subject.id.kind);
    if (sort == UnitSort && !subject.host.empty()) {
        const auto head = standing(m_headOfHost, subject.host, stands);
        const bool sameTime = head && now - m_headOfHost[subject.host].raisedAt <= together;
        const bool host = head && (head->kind == AlarmKind::HostLost ||
                                   subject.id.kind == AlarmKind::HostLost);
        return sameTime || host ? head : std::nullopt;
    }
    if (sort == LinkSort || sort == PartitionSort) {
        for (const UnitId unit : subject.units) {
            if (const auto head = standing(m_headOfUnit, unit.value, stands)) {
                return head;
            }
        }
    }
    return sort == PartitionSort || sort == PumpSort ? standing(m_headOfSort, int{sort}, stands)
                                                     : std::nullopt;
}

void AlarmGroups::remember(const AlarmSubject& subject, const Head& head) {
    const Sort sort = sortOf(subject.id.kind);
    if (sortOf(head.id.kind) == sort) {
        m_headOfSort[sort] = head;
    }
    if (sort == UnitSort && !subject.host.empty()) {
        m_headOfHost.try_emplace(subject.host, head).first->second = head;
    }
    if (sort == UnitSort || sort == LinkSort) {
        for (const UnitId unit : subject.units) {
            m_headOfUnit[unit.value] = head;
        }
    }
}

AlarmId AlarmGroups::join(const AlarmSubject& subject, Instant now, const Stands& stands) {
    const std::optional<std::uint64_t> root = rootOf(subject);
    std::optional<AlarmId> head = root ? standing(m_headOfRoot, *root, stands) : std::nullopt;
    if (!head) {
        head = byDependency(subject, now, stands);
    }
    if (head == subject.id) {
        head.reset();
    }
    const Head own{head.value_or(subject.id), now};
    remember(subject, own);
    if (root) {
        m_headOfRoot[*root] = own;
        keepNewest(m_headOfRoot, rootsKept);
    }
    return own.id;
}

}  // namespace orrery::console
