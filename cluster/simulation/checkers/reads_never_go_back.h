// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads and writes of one key look as if they happened one after another, in an order that agrees with
// time (Herlihy and Wing, "Linearizability", 1990). Here in the form that versions allow: each state of
// a key has a number (a counter's content; a register's version, given by its only writer), so that it is
// enough to see that an answer is never older than what any earlier-ended operation has shown, and never
// newer than what has been asked for.
#pragma once

#include <map>
#include <set>

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

class ReadsNeverGoBack final : public Checker {
public:
    std::string_view claim() const override { return "reads never go back"; }
    void started(const Operation& operation) override;
    void finished(const Operation& operation) override;
    void abandoned(const Operation& operation) override;
    void forgotten(PartitionId partition) override { m_forgotten.insert(partition); }

private:
    struct Subject {
        std::uint64_t floor = 0;             ///< Newest version an ended operation has shown.
        std::uint64_t asked = 0;             ///< Counters: increments begun. Registers: newest version begun.
        std::set<std::uint64_t> deletions{0};   ///< Registers: versions without content.
        std::set<std::uint64_t> abandoned;   ///< Registers: versions that were refused for good.
    };
    void judgeCount(const Operation& operation, Subject& subject, std::uint64_t floor);
    void judgeRegister(const Operation& operation, Subject& subject, std::uint64_t floor);

    std::map<std::string, Subject> m_subjects;
    std::map<std::uint64_t, std::uint64_t> m_floorAtStart;   ///< By operation under way.
    std::set<PartitionId> m_forgotten;
};

}  // namespace orrery::simulation
