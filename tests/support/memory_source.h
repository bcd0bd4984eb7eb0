// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A partition's log in its plainest form, for tests of the pump: a list of changes and a commit point.
// Keys of the space "scratch" are not accepted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "cluster/core/pump/pump_source.h"
#include "cluster/core/pump/row.h"
#include "shared/base/slot.h"

namespace orrery::test {

class MemorySource final : public core::PumpSource {
public:
    explicit MemorySource(PartitionId partition, Epoch epoch) : m_partition(partition), m_epoch(epoch) {}

    void write(const std::string& key, const std::string& value) { append(key, value, false); }
    void remove(const std::string& key) { append(key, {}, true); }
    /// Commits everything and says what of it was accepted.
    core::PumpBacklog commit() {
        const Sequence before = m_committed;
        m_committed = last();
        return backlogAfter(before);
    }
    /// A new reign over the same log.
    void beginReign(Epoch epoch) { m_epoch = epoch; }
    /// The entries up to `upTo` are gone from the log.
    void trim(Sequence upTo) { m_first = std::max(m_first, upTo.value + 1); }
    /// Numbering goes on after `upTo`, whose content is elsewhere.
    void startAfter(Sequence upTo) {
        m_log.clear();
        m_base = upTo.value;
        m_first = m_base + 1;
        m_committed = upTo;
    }
    Sequence last() const { return Sequence{m_base + m_log.size()}; }

    /// What the store must hold when all is quiet: accepted keys with their last content.
    std::map<std::string, core::StoreRow> expected() const {
        std::map<std::string, core::StoreRow> rows;
        for (const core::StoreRow& row : m_log) {
            if (isAccepted(row)) {
                rows[row.key] = row;
            }
        }
        return rows;
    }

    Position committed() const override { return Position{m_epoch, m_committed}; }

    core::PumpBacklog backlogAfter(Sequence after) const override {
        core::PumpBacklog backlog;
        for (std::uint64_t number = after.value + 1; number <= m_committed.value; ++number) {
            count(entry(number), backlog);
        }
        return backlog;
    }

    void rowsAfter(Sequence after, core::SliceLimit limit, core::PumpSlice& slice) const override {
        slice.gap = after.value + 1 < m_first;
        slice.upTo = after;
        std::map<std::string, std::size_t> places;
        std::size_t bytes = 0;
        for (std::uint64_t number = after.value + 1; !slice.gap && number <= m_committed.value; ++number) {
            const core::StoreRow& change = entry(number);
            if (isAccepted(change) && !places.contains(change.key)) {
                const core::StoreRow& row = newest(change.key);
                const std::size_t size = row.key.size() + row.value.size();
                const bool full = slice.rows.size() == limit.rows || bytes + size > limit.bytes;
                if (full && !slice.rows.empty()) {
                    return;
                }
                bytes += size;
                places[change.key] = slice.rows.size();
                slice.rows.push_back(row);
            }
            count(change, slice.covered);
            slice.upTo = Sequence{number};
        }
    }

private:
    static bool isAccepted(const core::StoreRow& row) { return row.space != "scratch"; }
    static void count(const core::StoreRow& row, core::PumpBacklog& backlog) {
        if (isAccepted(row)) {
            ++backlog.changes;
            backlog.bytes += row.key.size() + row.value.size();
        }
    }
    void append(const std::string& key, const std::string& value, bool deleted) {
        core::StoreRow row = core::tombstoneOf(key, m_partition, {m_epoch, Sequence{last().value + 1}});
        row.deleted = deleted;
        row.type = deleted ? "" : "string";
        row.value = value;
        m_log.push_back(std::move(row));
    }
    const core::StoreRow& entry(std::uint64_t number) const { return m_log.at(number - m_base - 1); }
    const core::StoreRow& newest(const std::string& key) const {
        std::uint64_t number = m_committed.value;
        while (entry(number).key != key) {
            --number;
        }
        return entry(number);
    }

    PartitionId m_partition;
    Epoch m_epoch;
    std::vector<core::StoreRow> m_log;
    std::uint64_t m_base = 0;
    std::uint64_t m_first = 1;
    Sequence m_committed;
};

}  // namespace orrery::test
