// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One event at a time into the group it belongs to.
#include "console/state/failover_receipt.h"

#include <algorithm>

namespace orrery::console {
namespace {

using model::EventKind;

constexpr std::size_t mostMembers = 20'000;  ///< Event numbers remembered for their causes.

bool beginsGroup(const model::GridEvent& event) {
    return event.kind == EventKind::UnitDied || event.kind == EventKind::UnitSuspected ||
           (event.kind == EventKind::OperatorAction && !event.plan.empty());
}

/// Whether an event without a cause follows from the death before it.
bool followsDeath(EventKind kind) {
    return kind == EventKind::FailoverStarted || kind == EventKind::FailoverCompleted ||
           kind == EventKind::PartitionLost || kind == EventKind::FirstWrite ||
           kind == EventKind::RedundancyRestored;
}

/// When it happened, from the detection: measured, or by the controller's clock where it did not measure.
std::optional<Duration> sinceDetection(const FailoverReceipt& receipt, const model::GridEvent& event) {
    if (event.took > Duration{}) {
        return event.took;
    }
    const Duration apart = event.at - receipt.at;
    return apart > Duration{} ? std::optional(apart) : std::nullopt;
}

void reach(FailoverReceipt& receipt, FailoverPhase phase, std::optional<Duration> after) {
    const auto index = static_cast<std::size_t>(phase);
    receipt.reached[index] = true;
    if (after && (!receipt.phases[index] || *after > *receipt.phases[index])) {
        receipt.phases[index] = after;
    }
}

void takeDeath(FailoverReceipt& receipt, const model::GridEvent& event) {
    if (!receipt.detectedBy.isEmpty()) {
        return;   // More units of the same host: the first one began it.
    }
    receipt.at = event.at;   // Phases count from the detection, not from the wish that led to it.
    receipt.unit = event.unit;
    receipt.detectedBy = QString::fromStdString(event.actor);
    receipt.how = QString::fromStdString(event.text);
    if (event.kind == EventKind::UnitDied) {
        reach(receipt, FailoverPhase::DeathProven,
              event.took > Duration{} ? std::optional(event.took) : std::nullopt);
    }
    if (!receipt.epochAfter) {
        receipt.epochAfter = event.epoch;
        receipt.epochBefore = Epoch{event.epoch.value > 0 ? event.epoch.value - 1 : 0};
    }
}

void takeCounts(FailoverReceipt& receipt, const model::GridEvent& event) {
    receipt.movedAnswers = event.clientsRedirected ? event.clientsRedirected : receipt.movedAnswers;
    receipt.outcomesUnknown = event.outcomesUnknown ? event.outcomesUnknown : receipt.outcomesUnknown;
    receipt.writesLost = event.writesLost ? event.writesLost : receipt.writesLost;
}

void takeStart(FailoverReceipt& receipt, const model::GridEvent& event) {
    receipt.partitions += event.partitionCount;
    receipt.epochAfter = event.epoch;
    receipt.epochBefore = Epoch{event.epoch.value > 0 ? event.epoch.value - 1 : 0};
    receipt.unit = receipt.unit ? receipt.unit : event.unit;
    reach(receipt, FailoverPhase::TableCommitted, sinceDetection(receipt, event));
}

}  // namespace

const FailoverReceipt* ReceiptBook::find(std::uint64_t number) const {
    const auto found = std::find_if(m_receipts.begin(), m_receipts.end(),
                                    [number](const FailoverReceipt& one) { return one.number == number; });
    return found == m_receipts.end() ? nullptr : &*found;
}

bool ReceiptBook::read(const EventLog& log) {
    bool news = false;
    const bool isOther = log.empty() ? m_last != 0
                                     : log.last().event->number < m_last || log.at(0).event->number < m_firstSeen;
    if (isOther) {
        news = !m_receipts.empty();
        *this = {};
    }
    if (log.empty() || log.last().event->number == m_last) {
        return news;
    }
    m_firstSeen = m_firstSeen == 0 ? log.at(0).event->number : m_firstSeen;
    std::size_t index = log.indexOf(m_last);
    index = index < log.size() ? index + 1 : 0;
    for (; index < log.size(); ++index) {
        if (log.at(index).event->number > m_last) {
            m_last = log.at(index).event->number;
            news = take(log.at(index)) || news;
        }
    }
    forgetOld();
    return news;
}

ReceiptBook::Group* ReceiptBook::begin(const ReceivedEvent& received) {
    const model::GridEvent& event = *received.event;
    Group& group = m_groups[event.number];
    group.receipt.number = event.number;
    group.receipt.at = event.at;
    group.receipt.receivedAt = received.receivedAt;
    if (event.kind == EventKind::OperatorAction) {
        group.receipt.operatorAction = event.number;
        group.receipt.askedBy = QString::fromStdString(event.actor);
        group.receipt.reason = QString::fromStdString(event.reason);
        group.receipt.plan = QString::fromStdString(event.plan);
    } else if (event.cause == 0) {
        m_open = event.number;
    }
    return &group;
}

ReceiptBook::Group* ReceiptBook::groupFor(const model::GridEvent& event) {
    std::uint64_t number = 0;
    if (event.cause != 0) {
        const auto member = m_members.find(event.cause);
        number = member == m_members.end() ? 0 : member->second;
    } else if (followsDeath(event.kind)) {
        number = m_open;
    }
    const auto found = m_groups.find(number);
    return found == m_groups.end() ? nullptr : &found->second;
}

bool ReceiptBook::take(const ReceivedEvent& received) {
    const model::GridEvent& event = *received.event;
    Group* group = groupFor(event);
    if (!group && (beginsGroup(event) || event.kind == EventKind::FailoverStarted)) {
        group = begin(received);
    }
    if (!group) {
        return false;
    }
    m_members[event.number] = group->receipt.number;
    FailoverReceipt& receipt = group->receipt;
    switch (event.kind) {
    case EventKind::UnitDied:
    case EventKind::UnitSuspected: takeDeath(receipt, event); break;
    case EventKind::FailoverStarted:
        group->isFailover = true;
        takeStart(receipt, event);
        break;
    case EventKind::FailoverCompleted:
        group->isFailover = true;
        if (!receipt.hasReached(FailoverPhase::TableCommitted) || receipt.partitions == 0) {
            receipt.partitions += event.partitionCount;
        }
        reach(receipt, FailoverPhase::BackupsTookOver, sinceDetection(receipt, event));
        takeCounts(receipt, event);
        break;
    case EventKind::PartitionLost:
        group->isFailover = true;
        receipt.lostPartitions += std::max<std::uint32_t>(1, event.partitionCount);
        takeCounts(receipt, event);
        break;
    case EventKind::FirstWrite: reach(receipt, FailoverPhase::FirstWrite, sinceDetection(receipt, event)); break;
    case EventKind::OperationCompleted: takeCounts(receipt, event); break;
    case EventKind::RedundancyRestored:
        reach(receipt, FailoverPhase::CopiesWhole, sinceDetection(receipt, event));
        m_open = m_open == receipt.number ? 0 : m_open;
        closeEarlier(event);
        break;
    default: break;
    }
    if (group->isFailover) {
        file(*group);
    }
    return group->isFailover;
}

/// Every partition has all its copies: that ends all failovers, not only the one the event names as its cause.
void ReceiptBook::closeEarlier(const model::GridEvent& event) {
    for (auto& [number, group] : m_groups) {
        FailoverReceipt& receipt = group.receipt;
        const Duration apart = event.at - receipt.at;
        if (group.isFailover && number < event.number && !receipt.isOver()) {
            reach(receipt, FailoverPhase::CopiesWhole, apart > Duration{} ? std::optional(apart) : std::nullopt);
            file(group);
        }
    }
}

void ReceiptBook::file(const Group& group) {
    const auto place = std::lower_bound(
        m_receipts.begin(), m_receipts.end(), group.receipt.number,
        [](const FailoverReceipt& one, std::uint64_t number) { return one.number < number; });
    if (place != m_receipts.end() && place->number == group.receipt.number) {
        *place = group.receipt;
    } else {
        m_receipts.insert(place, group.receipt);
    }
}

void ReceiptBook::forgetOld() {
    while (m_receipts.size() > longest) {
        m_receipts.erase(m_receipts.begin());
    }
    while (m_groups.size() > 2 * longest) {
        m_groups.erase(m_groups.begin());
    }
    while (m_members.size() > mostMembers) {
        m_members.erase(m_members.begin());
    }
}

}  // namespace orrery::console
