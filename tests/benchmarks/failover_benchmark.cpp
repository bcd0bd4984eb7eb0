// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the kill of a unit to the next acknowledged write of each of its partitions, over many kills of
// a six-unit grid: half, 95 % and 99 % of all partitions, and the slowest partition of each kill.
//
// Each partition of the unit that will be killed has a writer of its own, which writes again 5 ms after
// its last write was acknowledged. What counts is the first acknowledged write begun after the kill.
//
//   failover_benchmark [kills]     50 by default
#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include "cluster/runtime/client/client_clock.h"
#include "cluster/runtime/client/cluster_client.h"
#include "shared/base/random.h"
#include "shared/base/slot.h"
#include "tests/support/local_grid.h"

using namespace orrery;

namespace {

constexpr std::uint16_t partitions = 256;
constexpr int pauseBetweenWritesMillis = 5;

/// Writes one key of each chosen partition, over and over.
class Writers {
public:
    explicit Writers(const test::LocalGrid& grid) : m_client(optionsFor(grid)), m_writers(partitions) {
        std::size_t found = 0;
        for (int number = 0; found < m_writers.size(); ++number) {
            const std::string key = "failover:" + std::to_string(number);
            Writer& writer = m_writers[partitionOf(slotOf(key), partitions).value];
            if (writer.key.empty()) {
                writer.key = key;
                ++found;
            }
        }
    }

    /// From now on only these partitions are written.
    void choose(const std::vector<std::size_t>& chosen) {
        for (Writer& writer : m_writers) {
            writer.chosen = false;
        }
        for (const std::size_t index : chosen) {
            m_writers[index].chosen = true;
            if (!m_writers[index].running) {
                m_writers[index].running = true;
                write(index);
            }
        }
    }

    void kill(Instant at) {
        m_killedAt = at;
        for (Writer& writer : m_writers) {
            writer.after.reset();
        }
    }

    /// From the kill to the first acknowledged write of the partition begun after it.
    std::optional<Duration> pauseOf(std::size_t partition) const { return m_writers[partition].after; }

private:
    struct Writer {
        std::string key;
        bool chosen = false;
        bool running = false;
        std::optional<Duration> after;
    };

    static client::ClusterClientOptions optionsFor(const test::LocalGrid& grid) {
        client::ClusterClientOptions options;
        options.seeds = {grid.agent(0), grid.agent(1), grid.agent(2)};
        return options;
    }

    void write(std::size_t index) {
        client::Call call;
        call.key = m_writers[index].key;
        call.arguments = {"INCR", call.key};
        call.requestId = "failover-" + std::to_string(m_nextRequest++);
        call.deadline = seconds(30);
        const Instant begun = client::clientNow();
        m_client.call(std::move(call), [this, index, begun](const client::Outcome& outcome) {
            Writer& writer = m_writers[index];
            if (outcome.kind == client::OutcomeKind::Ok && begun >= m_killedAt && !writer.after) {
                writer.after = client::clientNow() - m_killedAt;
            }
            QTimer::singleShot(pauseBetweenWritesMillis, &m_client, [this, index] { again(index); });
        });
    }

    void again(std::size_t index) {
        if (m_writers[index].chosen) {
            write(index);
        } else {
            m_writers[index].running = false;
        }
    }

    client::ClusterClient m_client;
    std::vector<Writer> m_writers;
    std::uint64_t m_nextRequest = 1;
    Instant m_killedAt;
};

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values.empty() ? 0 : values[index];
}

void print(const char* what, const std::vector<double>& millis) {
    std::printf("%-44s p50 %7.1f ms   p95 %7.1f ms   p99 %7.1f ms   longest %7.1f ms\n", what,
                quantile(millis, 0.5), quantile(millis, 0.95), quantile(millis, 0.99), quantile(millis, 1));
}

/// Kills one unit; appends the pauses of the partitions it was the primary of.
bool killOne(test::LocalGrid& grid, Writers& writers, Random& random, std::vector<double>& all,
             std::vector<double>& slowest) {
    const auto state = grid.state();
    if (!state) {
        return false;
    }
    // A unit that was just started again may lead nothing yet: its death would measure nothing.
    auto units = grid.runningUnits();
    std::erase_if(units, [&](const model::UnitDescription& unit) {
        return std::none_of(state->partitions.begin(), state->partitions.end(),
                            [&](const auto& one) { return one.primary == unit.id; });
    });
    if (units.empty()) {
        return false;
    }
    const model::UnitDescription victim = units[random.below(units.size())];
    std::vector<std::size_t> mine;
    for (const model::PartitionDescription& partition : state->partitions) {
        if (partition.primary == victim.id) {
            mine.push_back(partition.id.value);
        }
    }
    writers.choose(mine);
    QTest::qWait(300);   // All of them are writing when the unit is killed.
    writers.kill(client::clientNow());
    test::LocalGrid::signal(victim, test::LocalGrid::Signal::Kill);
    const bool served = QTest::qWaitFor(
        [&] {
            return std::all_of(mine.begin(), mine.end(),
                               [&](std::size_t one) { return writers.pauseOf(one).has_value(); });
        },
        30000);
    double worst = 0;
    for (const std::size_t one : mine) {
        const double millis = served ? static_cast<double>(writers.pauseOf(one)->micros) / 1000 : 30000;
        all.push_back(millis);
        worst = std::max(worst, millis);
    }
    slowest.push_back(worst);
    // Whole again means: with another life of the victim. Right after the kill the table still looks whole.
    const bool replaced = QTest::qWaitFor(
        [&] {
            const auto now = grid.state();
            const model::UnitDescription* unit = now ? model::findUnit(*now, victim.id) : nullptr;
            return unit != nullptr && unit->incarnation != victim.incarnation;
        },
        30000);
    return replaced && grid.waitWhole();
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const int kills = argc > 1 ? std::atoi(argv[1]) : 50;
    test::LocalGrid grid;
    if (!grid.start()) {
        std::fprintf(stderr, "the grid did not start\n");
        return 1;
    }
    Writers writers(grid);
    Random random(1);
    std::vector<double> all;
    std::vector<double> slowest;
    for (int kill = 0; kill < kills; ++kill) {
        if (!killOne(grid, writers, random, all, slowest)) {
            std::fprintf(stderr, "the grid did not become whole after kill %d\n", kill + 1);
            break;
        }
    }
    std::printf("%zu kills, %zu partitions without primary (aim: p50 300 ms, p99 800 ms)\n",
                slowest.size(), all.size());
    print("kill to next acknowledged write, partitions", all);
    print("kill to next acknowledged write, slowest", slowest);
    return 0;
}
