// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/scenario.h"

#include <algorithm>
#include <array>

namespace orrery::simulation {
namespace {

struct Named { std::string_view name; FaultWeights weights; };

constexpr FaultWeights quiet{};
constexpr FaultWeights crashes{.unitCrash = 6, .hostCrash = 1, .linkBreak = 3, .connectionBreak = 2};
constexpr FaultWeights partitions{.unitCrash = 1, .cut = 6, .linkBreak = 3, .clog = 2, .connectionBreak = 1};
constexpr FaultWeights pauses{.unitCrash = 1, .unitPause = 6, .agentPause = 1, .linkBreak = 1, .clog = 1};
constexpr FaultWeights store{.unitCrash = 3, .unitPause = 2, .linkBreak = 1, .storeOutage = 4, .storeBusy = 2};
constexpr FaultWeights operations{.unitCrash = 1, .linkBreak = 1, .clog = 1, .move = 6, .drain = 2};
constexpr FaultWeights stops{.unitCrash = 1, .agentPause = 1, .linkBreak = 1, .clog = 1, .move = 1, .stop = 8};
constexpr FaultWeights pumps{.unitCrash = 3, .unitPause = 1, .agentPause = 1, .linkBreak = 1, .storeOutage = 1,
                             .move = 2, .drain = 1, .pumpPause = 6};
constexpr FaultWeights everything{.unitCrash = 4, .hostCrash = 1, .unitPause = 3, .agentPause = 1, .cut = 3,
                                  .linkBreak = 3, .clog = 2, .storeOutage = 2, .storeBusy = 1,
                                  .connectionBreak = 2, .move = 3, .drain = 1};

constexpr std::array<Named, 9> all{{{"quiet", quiet},
                                    {"crashes", crashes},
                                    {"partitions", partitions},
                                    {"pauses", pauses},
                                    {"store", store},
                                    {"operations", operations},
                                    {"stops", stops},
                                    {"pumps", pumps},
                                    {"everything", everything}}};

void drawSurroundings(Random& random, FaultModel& faults) {
    faults.network.throughCodec = random.chance(1, 4);
    if (random.chance(1, 2)) {
        faults.network.delay.most = milliseconds(1 + static_cast<std::int64_t>(random.below(6)));
    }
    if (random.chance(1, 2)) {
        faults.process.batchWindow.most = microseconds(100 + static_cast<std::int64_t>(random.below(2000)));
    }
    if (random.chance(1, 3)) {
        faults.process.wallSkewMillis = static_cast<std::int64_t>(random.below(60000));
    }
    if (random.chance(1, 4)) {
        faults.disk.sync.most = milliseconds(30);
    }
    faults.store.busy = random.chance(1, 3) ? 50000 : 0;
    faults.store.lostAnswer = random.chance(1, 3) ? 20000 : 0;
    faults.store.stalled = random.chance(1, 3) ? 5000 : 0;
}

}  // namespace

std::vector<std::string_view> scenarioNames() {
    std::vector<std::string_view> names;
    for (const Named& one : all) {
        names.push_back(one.name);
    }
    return names;
}

std::optional<Scenario> makeScenario(std::string_view name, std::uint64_t seed) {
    const auto found = std::find_if(all.begin(), all.end(), [name](const Named& one) { return one.name == name; });
    if (found == all.end()) {
        return std::nullopt;
    }
    Random random(seed);
    Scenario scenario;
    scenario.name = std::string(name);
    scenario.weights = found->weights;
    scenario.world.seed = random.next();
    scenario.world.hosts = 3;
    scenario.world.units = 4 + static_cast<std::uint32_t>(random.below(3));
    scenario.world.partitions = random.chance(1, 2) ? 8 : 16;
    scenario.world.backups = random.chance(1, 4) ? 2 : 1;
    scenario.world.minimumInSync = random.chance(1, 4) ? 2 : 1;
    scenario.sparesLastCopy = !random.chance(1, 10);
    drawSurroundings(random, scenario.world.faults);
    return scenario;
}

}  // namespace orrery::simulation
