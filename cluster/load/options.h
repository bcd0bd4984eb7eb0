// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line of orrery-load.
#pragma once

#include <QStringList>

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/model/grid_state.h"

namespace orrery::load {

enum class ShapeKind : std::uint8_t { FlashSale, Sessions, Leaderboard };
enum class Audit : std::uint8_t { None, AtEnd, Only };
/// Whether writes carry request ids. Other Redis servers do not know them.
enum class RequestIds : std::uint8_t { Used, NotUsed };

struct Options {
    ShapeKind shape = ShapeKind::FlashSale;
    std::vector<model::Endpoint> seeds;
    std::string password;
    std::uint32_t rate = 1000;        ///< Operations a second; 0 = as fast as they are answered.
    std::uint32_t clients = 32;       ///< Operations under way at most.
    Duration length{0};               ///< 0 = until a signal.
    std::uint64_t seed = 1;
    std::uint32_t scale = 100;        ///< Percent of the shape's usual number of keys.
    Duration deadline = seconds(10);  ///< Of one operation.
    std::string ledgerPath;           ///< Empty: none is written.
    Audit audit = Audit::None;
    std::string storePath;            ///< Verify-only: the SQLite file whose watermarks excuse.
    std::uint16_t partitionCount = defaultPartitions;
    RequestIds requestIds = RequestIds::Used;

    static constexpr std::uint16_t defaultPartitions = 256;
};

/// Reads the command line (the program's name first). Refused with a line for the user when it does
/// not make sense. `--help` and `--version` print and end the process.
Result<Options> optionsFrom(const QStringList& arguments);

}  // namespace orrery::load
