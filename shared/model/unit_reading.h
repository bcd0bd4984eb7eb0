// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an operator reads of one unit: the settings it runs with, beside those of the other units, and the
// last lines it wrote. Answers of GRID SETTINGS and GRID LOG; as RESP trees like the records of codec.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/resp/value.h"

namespace orrery::model {

/// Where the value of a setting was written.
enum class SettingOrigin : std::uint8_t {
    Default,      ///< Nowhere: it is the program's own.
    File,         ///< In the agent's file of settings.
    CommandLine,  ///< On the agent's command line.
    Agent,        ///< The agent made it up for its host or this unit.
};

/// What comparing a setting with that of the other units means.
enum class SettingSort : std::uint8_t {
    Compared,  ///< Units of one grid should agree on it.
    Identity,  ///< It differs by nature: a name, an address, a number.
    Secret,    ///< `value` says only whether it is set.
};

struct Setting {
    std::string name;   ///< As it is written on the command line, without dashes.
    std::string value;  ///< As it would be written there; of a secret "set" or "not set".
    SettingOrigin origin = SettingOrigin::Default;
    friend bool operator==(const Setting&, const Setting&) = default;
};

struct ComparedSetting {
    Setting setting;
    SettingSort sort = SettingSort::Compared;
    /// What most of the others have, and how many of them: absent and 0 of an identity, or without others.
    std::optional<std::string> most;
    std::uint64_t mostUnits = 0;
    bool differs = false;  ///< From `most`. Never true of an identity.
    friend bool operator==(const ComparedSetting&, const ComparedSetting&) = default;
};

struct UnitSettings {
    std::string unit;
    std::uint64_t others = 0;   ///< Other units of the grid it was compared with.
    std::uint64_t unheard = 0;  ///< Other units whose agent has not said what they run with.
    std::vector<ComparedSetting> settings;
    friend bool operator==(const UnitSettings&, const UnitSettings&) = default;
};

struct UnitLog {
    std::string unit;
    std::string file;             ///< On the unit's host; empty: there is none.
    std::uint64_t fileBytes = 0;
    std::optional<WallTime> writtenAt;  ///< When the file was last written, by its host's clock.
    bool hasEarlier = false;      ///< Lines before the first one were left out.
    bool isUnfinished = false;    ///< The last line has no line end (yet).
    std::vector<std::string> lines;  ///< Oldest first; printable UTF-8.
    std::string note;             ///< Why there are no lines; empty when there are some.
    friend bool operator==(const UnitLog&, const UnitLog&) = default;
};

resp::Value encode(const UnitSettings& settings);
resp::Value encode(const UnitLog& log);
/// Malformed with the path to what is wrong.
Result<UnitSettings> decodeUnitSettings(const resp::Value& value);
Result<UnitLog> decodeUnitLog(const resp::Value& value);

/// "default", "file", "command-line", "agent".
std::string_view wordFor(SettingOrigin origin);

/// A list of settings without comparison, as agents tell it to the controller.
resp::Value encode(const std::vector<Setting>& settings);
Result<std::vector<Setting>> decodeSettings(const resp::Value& value);

}  // namespace orrery::model
