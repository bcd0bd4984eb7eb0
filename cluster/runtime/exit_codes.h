// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Exit codes of the grid's processes, as --help lists them.
#pragma once

namespace orrery::runtime {

enum ExitCode : int {
    ExitSuccess = 0,
    ExitFailure = 1,        ///< Anything not named below.
    ExitConfiguration = 2,  ///< Usage or configuration is wrong.
    ExitUnavailable = 3,    ///< A port is in use or a folder cannot be written.
    ExitDamaged = 4,        ///< Data on disk is damaged or of a later version.
};

inline constexpr const char* exitCodesHelp =
    "Exit codes: 0 success, 1 failure, 2 usage or configuration, 3 port in use or folder not "
    "writable, "
    "4 data damaged.";

}  // namespace orrery::runtime
