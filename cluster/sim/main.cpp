// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orrery-sim: the simulator from a shell. Runs seeds of a scenario and prints one line for each that fails,
// with the command that runs it again. Exit code 0: all passed, 1: some failed, 2: wrong arguments.
#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "cluster/simulation/run_seed.h"

namespace {

using namespace std::string_view_literals;
namespace simulation = orrery::simulation;

constexpr std::string_view usage =
    "usage: orrery-sim [--seed N | --seeds A..B] [--scenario NAME] [--hosts N] [--units N] [--seconds N]\n"
    "                  [--planted-bug NAME] [--trace] [--verbose]\n"
    "  --seed, --seeds   which histories to run; default 1..100\n"
    "  --scenario        what befalls the grid; default everything\n"
    "  --hosts, --units  size of the grid; default drawn from the seed\n"
    "  --seconds         how long faults are done, in simulated time; default 5\n"
    "  --planted-bug     break a rule on purpose, to see that the checkers notice\n"
    "  --trace           tell each event on standard error\n"
    "  --verbose         one line for each seed that passes, too\n";

struct Arguments {
    std::uint64_t first = 1;
    std::uint64_t last = 100;
    std::string_view scenario = "everything";
    std::uint64_t hosts = 0;      ///< 0: as the scenario has it.
    std::uint64_t units = 0;
    std::uint64_t seconds = 0;
    simulation::PlantedBug bug = simulation::PlantedBug::None;
    bool trace = false;
    bool verbose = false;
};

bool readNumber(std::string_view text, std::uint64_t& number) {
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && stopped == text.data() + text.size();
}

bool readRange(std::string_view text, Arguments& arguments) {
    const std::size_t dots = text.find("..");
    return dots != std::string_view::npos && readNumber(text.substr(0, dots), arguments.first) &&
           readNumber(text.substr(dots + 2), arguments.last) && arguments.first <= arguments.last;
}

bool readValue(std::string_view option, std::string_view value, Arguments& arguments) {
    if (option == "--seed"sv) {
        const bool ok = readNumber(value, arguments.first);
        arguments.last = arguments.first;
        return ok;
    }
    if (option == "--seeds"sv) {
        return readRange(value, arguments);
    }
    if (option == "--scenario"sv) {
        arguments.scenario = value;
        return simulation::makeScenario(value, 1).has_value();
    }
    if (option == "--hosts"sv) {
        return readNumber(value, arguments.hosts) && arguments.hosts >= 1 && arguments.hosts <= 26;
    }
    if (option == "--units"sv) {
        return readNumber(value, arguments.units) && arguments.units >= 1 && arguments.units <= 1000;
    }
    if (option == "--seconds"sv) {
        return readNumber(value, arguments.seconds) && arguments.seconds >= 1 && arguments.seconds <= 86400;
    }
    if (option == "--planted-bug"sv) {
        const auto bug = simulation::plantedBugFrom(value);
        arguments.bug = bug.value_or(simulation::PlantedBug::None);
        return bug.has_value();
    }
    return false;
}

std::optional<Arguments> readArguments(int count, char** words) {
    Arguments arguments;
    for (int index = 1; index < count; ++index) {
        const std::string_view word = words[index];
        if (word == "--trace"sv) {
            arguments.trace = true;
        } else if (word == "--verbose"sv) {
            arguments.verbose = true;
        } else if (index + 1 >= count || !readValue(word, words[index + 1], arguments)) {
            std::fprintf(stderr, "orrery-sim: cannot use \"%s\"\n", words[index]);
            return std::nullopt;
        } else {
            ++index;
        }
    }
    return arguments;
}

simulation::Verdict run(const Arguments& arguments, std::uint64_t seed) {
    simulation::Scenario scenario = *simulation::makeScenario(arguments.scenario, seed);
    if (arguments.hosts > 0) {
        scenario.world.hosts = static_cast<std::uint32_t>(arguments.hosts);
    }
    if (arguments.units > 0) {
        scenario.world.units = static_cast<std::uint32_t>(arguments.units);
    }
    if (arguments.seconds > 0) {
        scenario.faultsFor = orrery::seconds(static_cast<std::int64_t>(arguments.seconds));
    }
    scenario.world.trace = arguments.trace ? stderr : nullptr;
    return simulation::runScenario(scenario, seed, arguments.bug);
}

void printPassed(const simulation::Verdict& verdict) {
    std::printf("seed %llu ok, %.1f s simulated, %llu events, %llu operations, %llu unknown, trace %016llx",
                static_cast<unsigned long long>(verdict.seed),
                static_cast<double>(verdict.simulatedTime.micros) / 1e6,
                static_cast<unsigned long long>(verdict.events),
                static_cast<unsigned long long>(verdict.operations.finished),
                static_cast<unsigned long long>(verdict.operations.unknown),
                static_cast<unsigned long long>(verdict.traceHash));
    for (const auto& [what, count] : verdict.faults) {
        std::printf(", %llu %s", static_cast<unsigned long long>(count), what.c_str());
    }
    std::printf("\n");
}

}  // namespace

int main(int argumentCount, char** words) {
    const auto arguments = readArguments(argumentCount, words);
    if (!arguments) {
        std::fprintf(stderr, "%.*s  scenarios:", static_cast<int>(usage.size()), usage.data());
        for (const std::string_view name : simulation::scenarioNames()) {
            std::fprintf(stderr, " %.*s", static_cast<int>(name.size()), name.data());
        }
        std::fprintf(stderr, "\n  planted bugs:");
        for (const std::string_view name : simulation::plantedBugNames()) {
            std::fprintf(stderr, " %.*s", static_cast<int>(name.size()), name.data());
        }
        std::fprintf(stderr, "\n");
        return 2;
    }
    std::uint64_t failed = 0;
    for (std::uint64_t seed = arguments->first; seed <= arguments->last; ++seed) {
        const simulation::Verdict verdict = run(*arguments, seed);
        failed += verdict.ok ? 0 : 1;
        if (!verdict.ok) {
            std::printf("%s\n", simulation::replayLine(verdict).c_str());
        } else if (arguments->verbose) {
            printPassed(verdict);
        }
        std::fflush(stdout);
    }
    std::printf("%llu of %llu seeds failed\n", static_cast<unsigned long long>(failed),
                static_cast<unsigned long long>(arguments->last - arguments->first + 1));
    return failed == 0 ? 0 : 1;
}
