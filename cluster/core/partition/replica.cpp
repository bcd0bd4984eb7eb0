// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/partition/replica.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "shared/base/assert.h"

namespace orrery::core {
namespace {

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

}  // namespace

Replica::Replica(PartitionId partition, Slot firstSlot, std::uint16_t slots, ReplicaHost& host)
    : m_host(host), m_copy(partition, firstSlot, slots) {}

model::Role Replica::role() const {
    if (m_primary) {
        return model::Role::Primary;
    }
    return m_inSync ? model::Role::Backup : model::Role::Joining;
}

bool Replica::describe(const model::PartitionDescription& description, Moment moment) {
    if (description.version < m_version) {
        return true;
    }
    const bool isRepeated = description.version == m_version && m_described;
    m_version = description.version;
    m_described = true;
    m_inSync = contains(description.inSync, m_host.self());
    if (!m_inSync && !contains(description.joining, m_host.self())) {
        return false;
    }
    const bool isNewReign = description.epoch > m_epoch;
    const bool isOurs = description.primary == m_host.self();
    if (isNewReign) {
        stepDown();
        m_epoch = description.epoch;
        m_following.reset();
        if (isOurs && (description.fromStore || isWhole())) {
            m_receivingSnapshot = false;
            m_wholeFrom = Sequence{0};
            m_primary = std::make_unique<Primary>(m_copy, m_host, description, moment);
        } else if (isOurs) {
            m_host.log(LogLevel::Error, "partition " + std::to_string(description.id.value) +
                                            ": asked to be primary with an unfinished copy; refused");
        }
    } else if (isOurs && m_primary && description.epoch == m_epoch && !isRepeated) {
        // A table told again must not end the waiting for a copy that was asked in and not decided yet.
        m_primary->membership(description, moment);
    }
    return true;
}

void Replica::receive(UnitId from, const PartitionMessage& message, Moment moment) {
    std::visit([&](const auto& kind) { on(from, kind, moment); }, message);
}

void Replica::linkUp(UnitId unit, Moment moment) {
    if (m_primary) {
        m_primary->linkUp(unit, moment);
    }
}

void Replica::linkDown(UnitId unit, Moment moment) {
    if (m_primary) {
        m_primary->linkDown(unit, moment);
    }
    if (m_following == unit) {
        m_following.reset();
    }
    if (m_acknowledgeTo == unit) {
        m_acknowledgeTo.reset();
    }
}

void Replica::tick(Moment moment) {
    if (m_primary) {
        m_primary->tick(moment);
    }
}

void Replica::flush(Moment moment) {
    if (m_primary) {
        m_primary->flush(moment);
    }
    if (m_acknowledgeTo) {
        m_host.send(*m_acknowledgeTo, Acknowledge{m_copy.partition(), m_epoch, m_host.incarnation(),
                                                  m_copy.last().sequence});
        m_acknowledgeTo.reset();
    }
}

void Replica::end() { stepDown(); }

void Replica::stepDown() {
    if (m_primary) {
        m_primary->end();
        m_primary.reset();
    }
}

void Replica::trim(std::uint64_t keepBytes) {
    m_copy.trim(m_primary ? m_primary->effectivePumped() : m_copy.pumped(), keepBytes);
}

void Replica::on(UnitId from, const TakeOver& message, Moment) {
    if (message.epoch < m_epoch) {
        m_host.send(from, StaleEpoch{m_copy.partition(), m_epoch});
        return;
    }
    if (m_primary && message.epoch == m_epoch) {
        m_host.log(LogLevel::Error, "two primaries in one epoch for partition " +
                                        std::to_string(m_copy.partition().value) + ": a call from unit " +
                                        std::to_string(from.value) + " is ignored");
        return;
    }
    if (message.epoch > m_epoch) {
        stepDown();
        m_epoch = message.epoch;
    }
    if (message.version > m_version) {
        m_version = message.version;
        m_described = false;
    }
    const Position last = agreeWith(message);
    m_agreedEpoch = message.epoch;
    m_following = from;
    m_saidOutOfStep = false;
    m_acknowledgeTo.reset();
    m_host.send(from, TakeOverAck{m_copy.partition(), m_epoch, m_host.incarnation(), last});
}

/// Gives up what the new primary may not have and returns where our log ends now. What is
/// committed here is in every log that may become primary; beyond that only an equal end is a proof.
Position Replica::agreeWith(const TakeOver& message) {
    if (!isWhole()) {
        m_receivingSnapshot = false;
        m_wholeFrom = Sequence{0};
        m_copy.restart({});
        return {};
    }
    const bool agreedBefore = m_agreedEpoch == message.epoch;
    if (!agreedBefore && m_copy.last() != message.last) {
        m_copy.undoTo(m_copy.commit());
    }
    return m_copy.last();
}

bool Replica::followsSender(UnitId from, Epoch epoch) {
    if (epoch < m_epoch) {
        m_host.send(from, StaleEpoch{m_copy.partition(), m_epoch});
        return false;
    }
    return m_following == from && m_agreedEpoch == epoch && !m_primary;
}

void Replica::outOfStep(UnitId from) {
    if (!m_saidOutOfStep) {
        m_saidOutOfStep = true;
        m_host.send(from, OutOfStep{m_copy.partition(), m_epoch});
    }
}

void Replica::on(UnitId from, const Replicate& message, Moment moment) {
    if (!followsSender(from, message.epoch)) {
        return;
    }
    if (message.previous != m_copy.last()) {
        outOfStep(from);
        return;
    }
    for (const SharedRecord& record : message.records) {
        if (record->position.sequence.value != m_copy.last().sequence.value + 1) {
            outOfStep(from);
            return;
        }
        m_copy.append(record, moment.instant);
    }
    m_toldCommit = std::max(m_toldCommit, message.commit);
    m_copy.commitTo(std::min(message.commit, m_copy.last().sequence));
    m_copy.pumpedTo(message.pumped);
    if (!message.records.empty()) {
        m_acknowledgeTo = from;
        m_host.needsFlush(m_copy.partition());
    }
}

void Replica::on(UnitId from, const SnapshotChunk& message, Moment) {
    if (!followsSender(from, message.epoch)) {
        return;
    }
    if (message.number == 0) {
        m_copy.restart(message.at);
        m_receivingSnapshot = true;
        m_nextChunk = 0;
    }
    if (!m_receivingSnapshot || message.number != m_nextChunk) {
        outOfStep(from);
        return;
    }
    ++m_nextChunk;
    for (const SnapshotChunk::Item& item : message.items) {
        m_copy.place(Change(item.change), item.position);
    }
    for (const AnsweredRequest& answered : message.answered) {
        m_copy.remember(answered);
    }
    if (message.last) {
        m_receivingSnapshot = false;
        m_wholeFrom = message.at.sequence;
    }
    m_host.send(from, SnapshotAck{m_copy.partition(), m_epoch, m_host.incarnation(), message.number});
    m_acknowledgeTo = from;
    m_host.needsFlush(m_copy.partition());
}

void Replica::on(UnitId from, const VerifyCopy& message, Moment) {
    if (!followsSender(from, message.epoch)) {
        return;
    }
    if (message.sequence != m_copy.last().sequence) {
        outOfStep(from);
        return;
    }
    const bool equal = message.digest == m_copy.entries().digest();
    m_host.send(from, CopyVerified{m_copy.partition(), m_epoch, m_host.incarnation(), message.sequence, equal});
}

void Replica::on(UnitId, const StaleEpoch&, Moment) {
    // The newer table is on its way to us from the controller; until it comes our lease guards reads and
    // the missing acknowledgements guard writes.
}

}  // namespace orrery::core
