// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A partition's log in its plainest form, for tests of the pump: a list of entries, each of one or more
// changes, and a commit point. Keys of the space "scratch" are not accepted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cluster/core/pump/pump_source.h"
#include "cluster/core/pump/row.h"
#include "shared/base/slot.h"

namespace orrery::test {

class MemorySource final : public core::PumpSource {
public:
    explicit MemorySource(PartitionId partition, Epoch epoch) : m_partition(partition), m_epoch(epoch) {}

    void write(const std::string& key, const std::string& value) { append({key}, value, false); }
    void writeMany(const std::set<std::string>& keys, const std::string& value) {
        append(keys, value, false);
    }
    void remove(const std::string& key) { append({key}, {}, true); }
    /// From now on the changes of this space count as unaccepted, those in the log as well.
    void refuseSpace(const std::string& space) { m_refused.insert(space); }
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
        for (const Record& record : m_log) {
            for (const core::StoreRow& row : record) {
                if (isAccepted(row)) {
                    rows[row.key] = row;
                }
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
        std::set<std::string> keys;
        std::size_t bytes = 0;
        for (std::uint64_t number = after.value + 1; !slice.gap && number <= m_committed.value; ++number) {
            std::vector<core::StoreRow> fresh;
            std::size_t size = 0;
            for (const core::StoreRow& change : entry(number)) {
                if (isAccepted(change) && !keys.contains(change.key)) {
                    fresh.push_back(newest(change.key));
                    size += fresh.back().key.size() + fresh.back().value.size();
                }
            }
            const bool isFull = keys.size() + fresh.size() > limit.rows || bytes + size > limit.bytes;
            if (isFull && !keys.empty()) {
                return;
            }
            bytes += size;
            for (core::StoreRow& row : fresh) {
                keys.insert(row.key);
                slice.rows.push_back(std::move(row));
            }
            count(entry(number), slice.covered);
            slice.upTo = Sequence{number};
        }
    }

private:
    using Record = std::vector<core::StoreRow>;

    bool isAccepted(const core::StoreRow& row) const { return !m_refused.contains(row.space); }
    void count(const Record& record, core::PumpBacklog& backlog) const {
        for (const core::StoreRow& row : record) {
            if (isAccepted(row)) {
                ++backlog.changes;
                backlog.bytes += row.key.size() + row.value.size();
            }
        }
    }
    void append(const std::set<std::string>& keys, const std::string& value, bool deleted) {
        Record record;
        for (const std::string& key : keys) {
            core::StoreRow row = core::tombstoneOf(key, m_partition, {m_epoch, Sequence{last().value + 1}});
            row.deleted = deleted;
            row.type = deleted ? "" : "string";
            row.value = value;
            record.push_back(std::move(row));
        }
        m_log.push_back(std::move(record));
    }
    const Record& entry(std::uint64_t number) const { return m_log.at(number - m_base - 1); }
    const core::StoreRow& newest(const std::string& key) const {
        for (std::uint64_t number = m_committed.value;; --number) {
            for (const core::StoreRow& row : entry(number)) {
                if (row.key == key) {
                    return row;
                }
            }
        }
    }

    PartitionId m_partition;
    Epoch m_epoch;
    std::vector<Record> m_log;
    std::set<std::string> m_refused{"scratch"};
    std::uint64_t m_base = 0;
    std::uint64_t m_first = 1;
    Sequence m_committed;
};

}  // namespace orrery::test
