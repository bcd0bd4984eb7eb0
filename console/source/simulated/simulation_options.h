// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a simulated grid is like: its size, what it is asked to do, what goes wrong by itself. Everything
// that happens follows from these and from what a person does while it runs: the same options give the
// same history.
#pragma once

#include <cstdint>
#include <string_view>

#include <QMetaType>
#include <QString>

#include "shared/base/result.h"

namespace orrery::console {

/// How the rate of requests goes over time.
enum class LoadShape : std::uint8_t {
    Steady,  ///< Always `rate`.
    Wave,    ///< Swings around `rate` by four fifths, every two minutes.
    Burst,   ///< A third of `rate`; for five seconds of every thirty, four times that.
    HotKey,  ///< Always `rate`, and half of it to one single key.
};

/// What goes wrong by itself.
enum class FailureModel : std::uint8_t {
    None,
    Calm,   ///< A unit crashes now and then, every minute or two.
    Rough,  ///< Every ten to thirty seconds: crashes of units and hosts, pauses, cuts, store outages.
};

struct SimulationOptions {
    std::uint32_t hosts = 3;           ///< 1 .. 26
    std::uint32_t units = 6;           ///< `hosts` .. 500, dealt out over the hosts.
    std::uint32_t partitions = 256;    ///< A power of two, 16 .. 1024.
    std::uint32_t backups = 1;         ///< 0 .. 3, and fewer than hosts: copies never share a host.
    std::uint64_t seed = 7;
    LoadShape shape = LoadShape::Steady;
    std::uint32_t rate = 500;          ///< Requests per second, 0 .. 20,000.
    std::uint32_t readPercent = 80;    ///< 0 .. 100
    std::uint32_t valueBytes = 128;    ///< 1 .. 65,536
    std::uint32_t keys = 10000;        ///< 1 .. 1,000,000
    FailureModel failures = FailureModel::None;
    bool hasStore = true;              ///< A pretended database behind the pumps.
    double speed = 1.0;                ///< At the start; slowestSimulation .. fastestSimulation.
    friend bool operator==(const SimulationOptions&, const SimulationOptions&) = default;
};

inline constexpr double slowestSimulation = 0.25;
inline constexpr double fastestSimulation = 60.0;
/// All copies of all values together, so that the console's memory stays bounded.
inline constexpr std::uint64_t mostSimulatedBytes = 256ULL * 1024 * 1024;

enum class SimulationPreset : std::uint8_t { Small, DataHall, Largest };

SimulationOptions presetOptions(SimulationPreset preset);

/// Done, or Refused with the first thing that is wrong, in words for the person who chose it.
Status check(const SimulationOptions& options);

/// Reads "units=200,hosts=20,seed=7": what is not named keeps its usual value, an empty text is the usual
/// grid. Words: hosts units partitions backups seed load rate reads value keys failures store speed.
/// Malformed with what is wrong; what was read is checked too.
Result<SimulationOptions> simulationOptionsFrom(const QString& text);

/// `options` as simulationOptionsFrom reads them; every name stands in it.
QString textOf(const SimulationOptions& options);

/// "200 units on 20 hosts, seed 7".
QString titleOf(const SimulationOptions& options);

/// "steady", "wave", "burst", "hot-key"; "none", "calm", "rough".
std::string_view wordFor(LoadShape shape);
std::string_view wordFor(FailureModel model);

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::SimulationOptions)
