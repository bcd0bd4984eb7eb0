// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One copy of a partition in a unit, through all its roles. It follows the control log's description
// and the primary's messages, whichever comes first; the higher epoch always wins.
//
// Roles: primary (a Primary exists), backup or joining copy (the rest of this class). Which of the
// latter two only the control log knows; a copy behaves the same in both.
#pragma once

#include <memory>
#include <optional>

#include "cluster/core/partition/copy.h"
#include "cluster/core/partition/primary.h"

namespace orrery::core {

class Replica {
public:
    Replica(PartitionId partition, Slot firstSlot, std::uint16_t slots, ReplicaHost& host);

    /// What the control log says. False: this unit is no copy of the partition any more; drop it.
    [[nodiscard]] bool describe(const model::PartitionDescription& description, Moment moment);

    void receive(UnitId from, const PartitionMessage& message, Moment moment);
    void linkUp(UnitId unit, Moment moment);
    void linkDown(UnitId unit, Moment moment);
    void tick(Moment moment);
    void flush(Moment moment);
    /// The unit lets go of the copy: what waits is answered.
    void end();

    /// The reign, when this unit is primary; else null.
    Primary* primary() { return m_primary.get(); }
    const Primary* primary() const { return m_primary.get(); }
    const Copy& copy() const { return m_copy; }
    Epoch epoch() const { return m_epoch; }
    model::Role role() const;
    /// Commands asked of this copy since it was made.
    std::uint64_t operations() const { return m_operations; }
    /// A command for the primary of this copy. Pre: primary() is not null.
    void execute(const DataRequest& request, Moment moment) {
        ++m_operations;
        m_primary->execute(request, moment);
    }
    /// Content is whole: no snapshot is under way and none of its inverses rests on one.
    /// What is not in its log is in the store: it could lead and pump.
    bool isWhole() const {
        return !m_receivingSnapshot && m_toldCommit >= m_wholeFrom &&
               m_copy.pumped() >= m_copy.log().base().sequence;
    }

    void pumpedTo(Sequence sequence) { m_copy.pumpedTo(sequence); }
    /// Drops log that nobody needs while more than `keepBytes` are held.
    void trim(std::uint64_t keepBytes);

private:
    void on(UnitId from, const TakeOver& message, Moment moment);
    void on(UnitId from, const Replicate& message, Moment moment);
    void on(UnitId from, const SnapshotChunk& message, Moment moment);
    void on(UnitId from, const VerifyCopy& message, Moment moment);
    void on(UnitId from, const StaleEpoch& message, Moment moment);
    template <typename ToPrimary>
    void on(UnitId from, const ToPrimary& message, Moment moment) {
        if (m_primary) {
            m_primary->receive(from, message, moment);
        }
    }
    bool followsSender(UnitId from, Epoch epoch);
    void outOfStep(UnitId from);
    void stepDown();
    Position agreeWith(const TakeOver& message);

    ReplicaHost& m_host;
    Copy m_copy;
    Epoch m_epoch;                        ///< Highest epoch heard of, from whomever.
    std::uint64_t m_version = 0;          ///< Descriptions older than this say nothing new.
    bool m_described = false;             ///< The description of m_version itself was seen.
    bool m_inSync = false;                ///< By the control log.
    std::unique_ptr<Primary> m_primary;
    std::uint64_t m_operations = 0;

    std::optional<UnitId> m_following;    ///< Whose log ours agrees with, in m_agreedEpoch.
    Epoch m_agreedEpoch;
    bool m_saidOutOfStep = false;
    bool m_receivingSnapshot = false;
    std::uint32_t m_nextChunk = 0;
    Sequence m_wholeFrom;                 ///< Undo is sound only from this commit point on.
    Sequence m_toldCommit;                ///< What a primary has told us is committed.
    std::optional<UnitId> m_acknowledgeTo;  ///< An acknowledgement is due at the end of the turn.
};

}  // namespace orrery::core
