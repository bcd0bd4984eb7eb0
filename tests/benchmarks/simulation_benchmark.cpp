// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a simulated grid costs the console: processor time per second of the grid's time, with everything that
// runs on the worker thread (world, clients, decoding of the stream, aggregation), and the memory held.
// Processor time, so that what else the machine does counts little.
//   simulation_benchmark [options as for orrery-console --simulate] [seconds]
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <sys/resource.h>

#include "console/source/simulated/simulated_grid.h"
#include "console/state/snapshot_store.h"

namespace {

using namespace orrery;
using namespace orrery::console;

constexpr int usageError = 2;
constexpr int formedAfter = 5;  ///< Seconds of the grid's time in which it forms.

double secondsFor(SimulatedGrid& grid, int gridSeconds) {
    const std::clock_t begin = std::clock();
    for (int batch = 0; batch < gridSeconds * 20; ++batch) {
        grid.advance(milliseconds(50));
        grid.deliver(Course::Running);
    }
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

int measure(const SimulationOptions& options, int gridSeconds) {
    SnapshotStore store;
    SimulatedGrid grid(options, {[&store](const StreamBatchPointer& batch) { store.accept(batch); },
                                 [](const Contact&) {},
                                 {}});
    grid.start();
    const double forming = secondsFor(grid, formedAfter);
    const std::uint64_t events = grid.eventCount();
    const double running = secondsFor(grid, gridSeconds);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%s\n", qPrintable(titleOf(options)));
    std::printf("  forming        %8.2f s for the first %d s\n", forming, formedAfter);
    std::printf("  one second     %8.1f ms, %.0f events\n", running * 1000.0 / gridSeconds,
                static_cast<double>(grid.eventCount() - events) / gridSeconds);
    std::printf("  fastest speed  %8.1f times\n", gridSeconds / running);
    std::printf("  memory         %8ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = simulationOptionsFrom(QString::fromUtf8(argc > 1 ? argv[1] : ""));
    const int gridSeconds = argc > 2 ? std::atoi(argv[2]) : 30;
    if (!options || gridSeconds < 1) {
        std::fprintf(stderr, "%s\n", options ? "Seconds must be 1 or more." : options.error().detail.c_str());
        return usageError;
    }
    return measure(options.value(), gridSeconds);
}
