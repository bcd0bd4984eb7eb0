// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the store costs per operation, against a plain hash table that does the same. The peer keeps
// no order, digests, byte accounts, positions or undo; the ratio is the price of those.
//
//   space_benchmark [keys]      (1,000,000 by default)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <vector>

#include "cluster/core/commands/command_table.h"
#include "shared/base/random.h"

namespace {

using namespace orrery;
using namespace orrery::core;

constexpr std::size_t rounds = 2'000'000;
constexpr WallTime now{1'700'000'000'000};

struct Workload {
    std::vector<std::string> keys;
    std::vector<Slot> slots;
    std::vector<std::uint32_t> order;
};

Workload makeWorkload(std::size_t keyCount) {
    Random random(1);
    Workload work;
    for (std::size_t index = 0; index < keyCount; ++index) {
        work.keys.push_back("order:" + std::to_string(1'000'000'000 + index));
        work.slots.push_back(slotOf(work.keys.back()));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        work.order.push_back(static_cast<std::uint32_t>(random.below(keyCount)));
    }
    return work;
}

template <typename Operation>
double nanosecondsEach(const Workload& work, const Operation& operation) {
    const auto start = std::chrono::steady_clock::now();
    for (const std::uint32_t index : work.order) {
        operation(index);
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    return spent.count() / static_cast<double>(work.order.size());
}

void report(const char* name, double ours, double peer) {
    std::printf("%-34s %6.0f ns   unordered_map %6.0f ns   ratio %.2f\n", name, ours, peer,
                ours / peer);
}

/// A request as the unit runs it: found in the table, run, its changes applied with their undo.
class RequestRunner {
public:
    explicit RequestRunner(EntryStore& store) : m_store(store) {}

    void run(std::span<const std::string_view> arguments, Slot slot) {
        m_reply.clear();
        m_changes.clear();
        m_undo.clear();
        resp::Writer writer(m_reply, resp::Version::Resp2);
        CommandContext context{m_store, now, slot, writer, m_changes, Sequence{}};
        findDataCommand(arguments[0])->run(context, arguments);
        for (const Change& change : m_changes) {
            m_store.apply(change, Position{Epoch{1}, Sequence{++m_sequence}}, &m_undo);
        }
    }

private:
    EntryStore& m_store;
    std::string m_reply;
    std::vector<Change> m_changes;
    std::vector<Change> m_undo;
    std::uint64_t m_sequence = 0;
};

using Peer = std::unordered_map<std::string, std::string>;

void compareReads(const Workload& work, EntryStore& store, const Peer& peer) {
    std::uint64_t checksum = 0;
    const double theirs = nanosecondsEach(work, [&](std::uint32_t index) {
        checksum += static_cast<unsigned char>(peer.find(work.keys[index])->second.front());
    });
    const double find = nanosecondsEach(work, [&](std::uint32_t index) {
        const Entry* entry = store.find(work.slots[index], work.keys[index], now);
        checksum -= static_cast<unsigned char>(std::get<std::string>(entry->content).front());
    });
    RequestRunner runner(store);
    const double get = nanosecondsEach(work, [&](std::uint32_t index) {
        const std::string_view words[] = {"GET", work.keys[index]};
        runner.run(words, work.slots[index]);
    });
    report("find", find, theirs);
    report("GET with reply", get, theirs);
    if (checksum != 0) {
        std::printf("the stores differ\n");
    }
}

void compareWrites(const Workload& work, EntryStore& store, Peer& peer, const std::string& value) {
    const double theirs = nanosecondsEach(
        work, [&](std::uint32_t index) { peer[work.keys[index]] = std::string(value); });
    const double apply = nanosecondsEach(work, [&](std::uint32_t index) {
        Change change{ChangeKind::PutString, work.keys[index], value, {}, {}};
        store.apply(std::move(change), {}, nullptr);
    });
    RequestRunner runner(store);
    const double set = nanosecondsEach(work, [&](std::uint32_t index) {
        const std::string_view words[] = {"SET", work.keys[index], value};
        runner.run(words, work.slots[index]);
    });
    report("apply PutString", apply, theirs);
    report("SET with reply, change and undo", set, theirs);
}

}  // namespace

int main(int argumentCount, char** arguments) {
    const long long wanted = argumentCount > 1 ? std::atoll(arguments[1]) : 1'000'000;
    const std::size_t keyCount = static_cast<std::size_t>(std::max(1LL, wanted));
    const Workload work = makeWorkload(keyCount);
    const std::string value(32, 'v');
    EntryStore store(Slot{0}, slotCount);
    Peer peer;
    for (const std::string& key : work.keys) {
        store.apply(Change{ChangeKind::PutString, key, value, {}, {}}, {}, nullptr);
    }
    for (const std::string& key : work.keys) {
        peer[key] = value;
    }
    std::printf("%zu keys, %zu operations each, %.0f bytes per entry by the store's account\n",
                keyCount, rounds,
                static_cast<double>(store.byteCount()) / static_cast<double>(keyCount));
    compareReads(work, store, peer);
    compareWrites(work, store, peer, value);
    return 0;
}
