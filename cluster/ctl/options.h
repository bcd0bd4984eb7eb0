// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line of orreryctl.
#pragma once

#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/model/grid_state.h"

namespace orrery::ctl {

enum class CommandKind : std::uint8_t {
    Status, Units, Partitions, Events, WaitSafe, Snapshot, Operations, Settings, Log, Plan,
    Act,   ///< `request` holds the acting command as the grid wants it.
};

enum class Output : std::uint8_t { Table, Json };
enum class Consent : std::uint8_t { Ask, Given };

struct Options {
    CommandKind command = CommandKind::Status;
    std::vector<std::string> request;         ///< Act and Plan: "UNIT", "DRAIN", "b1" ...
    std::vector<model::Endpoint> seeds;
    std::string password;
    Output output = Output::Table;
    Consent consent = Consent::Ask;
    std::string by;                           ///< Who acts.
    std::string reason;
    std::optional<Epoch> ifEpoch;
    Duration timeout = seconds(10);           ///< To find the controller; wait-safe: to become safe.
    bool follow = false;                      ///< Events: go on until a signal.
    std::optional<std::uint64_t> from;        ///< Events: first number.
    std::uint64_t count = 50;                 ///< Events, log: at most.
    std::string unit;                         ///< Settings, log: whose.
};

/// Exit codes of orreryctl, as its help documents them.
enum class ExitCode : int { Done = 0, Refused = 1, Usage = 2, NoContact = 3, Unknown = 4, Timeout = 5 };

/// Reads the command line (the program's name first). Refused with a line for the user when it does
/// not make sense. `--help` and `--version` print and end the process.
Result<Options> optionsFrom(const QStringList& arguments);

}  // namespace orrery::ctl
