// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Settings of a process: a TOML file (--config FILE) with flags over it. A key of the file is the name
// of the flag; a list in the file is the same as its items with commas between, a table the same as
// key=value items. What neither knows is refused.
//
// Errors name the place: "grid.toml:12: units: \"two\" is not a number from 0 to 64".
#pragma once

#include <QStringList>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"
#include "shared/model/grid_state.h"
#include "shared/model/unit_reading.h"

namespace orrery::runtime {

struct Option {
    const char* name;
    const char* valueName;  ///< Null: a switch.
    const char* help;
    const char* fallback = "";  ///< When neither file nor flag has it.
};

struct Program {
    const char* name;
    const char* purpose;
    std::span<const Option> options;
};

class Settings {
public:
    /// Reads file and flags. `arguments` starts with the program's name. Options config, help and
    /// version need not be listed.
    static Result<Settings> read(const Program& program, const QStringList& arguments);

    /// Text to print before leaving with code 0 (--help, --version); empty: go on.
    const std::string& notice() const { return m_notice; }

    bool isSet(const char* name) const { return m_values.contains(name); }
    bool isOn(const char* name);
    std::string text(const char* name) const;
    /// Not empty, else an error.
    std::string required(const char* name);
    std::int64_t number(const char* name, std::int64_t least, std::int64_t most);
    model::Endpoint endpoint(const char* name);
    /// Items of "a=1,b=2", in order; "a" alone is refused.
    std::vector<std::pair<std::string, std::string>> pairs(const char* name);

    /// Where the value of `name` was written. Default when the program has no such setting.
    model::SettingOrigin originOf(const char* name) const;

    /// Notes that the value of `name` is wrong. Only the first error is kept; getters go on after it.
    void refuse(const char* name, const std::string& why);
    /// The first error, or done.
    Status status() const;

private:
    struct Entry {
        std::string value;
        std::string place;
        model::SettingOrigin origin;
    };  ///< place: "grid.toml:12: units" or "--units".

    Status readFile(const Program& program, const std::string& path);
    std::string placeOf(const char* name) const;

    std::map<std::string, Entry, std::less<>> m_values;
    std::map<std::string, std::string, std::less<>> m_fallbacks;
    std::string m_notice;
    std::string m_error;
};

/// The password in the first line of `path`; errors name the file.
Result<std::string> readPassword(const std::string& path);

/// Refuses to listen beyond this machine without a password.
Status checkListener(std::string_view address, std::string_view password);

}  // namespace orrery::runtime
