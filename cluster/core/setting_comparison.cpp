// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/setting_comparison.h"

#include <algorithm>
#include <array>
#include <map>

#include "cluster/core/words.h"

namespace orrery::core {
namespace {

constexpr std::size_t mostSettings = 64;
constexpr std::size_t longestName = 64;
constexpr std::size_t longestValue = 512;
constexpr std::string_view hidden = "***";

constexpr std::array<std::string_view, 9> identity{"unit",     "name",       "host", "incarnation", "agent-id",
                                                   "agent-peer", "port", "bind", "advertise"};
constexpr std::array<std::string_view, 6> tellingWords{"password", "passwd", "pwd", "secret", "token", "key"};

/// User and password of scheme://user:password@host.
std::string withoutUser(std::string value) {
    const std::size_t scheme = value.find("://");
    if (scheme == std::string::npos) {
        return value;
    }
    const std::size_t from = scheme + 3;
    const std::size_t to = value.find_first_of("/?#", from);
    const std::size_t at = value.substr(from, to == std::string::npos ? to : to - from).rfind('@');
    if (at != std::string::npos) {
        value.replace(from, at, hidden);
    }
    return value;
}

/// True when the word that ends before `end` is one of tellingWords, or ends in one ("api-key").
bool isTelling(std::string_view value, std::size_t end) {
    return std::any_of(tellingWords.begin(), tellingWords.end(), [&](std::string_view word) {
        return end >= word.size() && isWord(value.substr(end - word.size(), word.size()), word);
    });
}

std::string withoutNamedSecrets(std::string_view value) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = value.find('='); at != std::string_view::npos; at = value.find('=', at + 1)) {
        if (at < done || !isTelling(value, at)) {
            continue;
        }
        const std::size_t end = std::min(value.find_first_of("&;, ", at + 1), value.size());
        out.append(value.substr(done, at + 1 - done)).append(hidden);
        done = end;
    }
    return out.append(value.substr(done));
}

/// The unit's own: what its agent cannot have said for all its units.
std::vector<model::Setting> settingsOf(const model::UnitDescription& unit, const std::vector<model::Setting>& ofHost) {
    const auto own = [](const char* name, std::string value) {
        return model::Setting{name, std::move(value), model::SettingOrigin::Agent};
    };
    std::vector<model::Setting> all{own("unit", std::to_string(unit.id.value)), own("name", unit.name),
                                    own("incarnation", std::to_string(unit.incarnation.value))};
    if (unit.client.port != 0) {
        all.push_back(own("port", std::to_string(unit.client.port)));
    }
    all.insert(all.end(), ofHost.begin(), ofHost.end());
    return all;
}

using Counts = std::map<std::string, std::uint64_t>;

void compare(model::ComparedSetting& one, const Counts& counts) {
    for (const auto& [value, units] : counts) {
        if (units > one.mostUnits || (units == one.mostUnits && value == one.setting.value)) {
            one.most = value;
            one.mostUnits = units;
        }
    }
    one.differs = one.most && *one.most != one.setting.value;
}

}  // namespace

model::SettingSort sortOf(std::string_view setting) {
    if (setting == "password") {
        return model::SettingSort::Secret;
    }
    const bool isIdentity = std::find(identity.begin(), identity.end(), setting) != identity.end();
    return isIdentity ? model::SettingSort::Identity : model::SettingSort::Compared;
}

std::string withoutSecrets(std::string_view value) {
    return withoutNamedSecrets(withoutUser(std::string(value))).substr(0, longestValue);
}

std::vector<model::Setting> admissible(std::vector<model::Setting> told) {
    told.resize(std::min(told.size(), mostSettings));
    for (model::Setting& one : told) {
        one.name.resize(std::min(one.name.size(), longestName));
        const bool isSecret = sortOf(one.name) == model::SettingSort::Secret;
        one.value = !isSecret              ? withoutSecrets(one.value)
                    : one.value == "not set" ? one.value
                                             : std::string("set");
    }
    return told;
}

model::UnitSettings compareSettings(const model::GridState& grid, const model::UnitDescription& unit,
                                    const SettingsOfHost& settings) {
    model::UnitSettings result;
    result.unit = unit.name;
    std::map<std::string, Counts> countsByName;
    for (const model::UnitDescription& other : grid.units) {
        if (other.id == unit.id || other.state == model::UnitState::Stopped) {
            continue;
        }
        const std::vector<model::Setting>* ofHost = settings(other.host);
        if (ofHost == nullptr) {
            ++result.unheard;
            continue;
        }
        ++result.others;
        for (const model::Setting& one : *ofHost) {
            ++countsByName[one.name][one.value];
        }
    }
    for (model::Setting& one : settingsOf(unit, *settings(unit.host))) {
        model::ComparedSetting compared;
        compared.sort = sortOf(one.name);
        compared.setting = std::move(one);
        if (compared.sort != model::SettingSort::Identity) {
            compare(compared, countsByName[compared.setting.name]);
        }
        result.settings.push_back(std::move(compared));
    }
    return result;
}

}  // namespace orrery::core
