// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/host_settings.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cluster/core/setting_comparison.h"
#include "cluster/runtime/unit_settings.h"

namespace orrery::runtime {

namespace {

/// Of one unit and not of its host: the controller knows them.
constexpr std::array<std::string_view, 4> ofOneUnit{"unit", "name", "incarnation", "port"};

bool isOfOneUnit(std::string_view name) {
    return std::find(ofOneUnit.begin(), ofOneUnit.end(), name) != ofOneUnit.end();
}

/// What nobody wrote and no program has by itself the agent has made up.
model::SettingOrigin originOf(const Option& flag, const std::string& value, const Settings& origins) {
    const bool isUsual = value == flag.fallback || value == origins.text(flag.name);
    return !origins.isSet(flag.name) && !isUsual ? model::SettingOrigin::Agent : origins.originOf(flag.name);
}

}  // namespace

std::vector<model::Setting> settingsOfUnits(const AgentSettings& agent, const Settings& origins) {
    const core::StartProcess anyUnit{UnitId{1}, "any", Incarnation{1}};
    const QStringList arguments = agent.unitArguments(anyUnit, 0);
    std::vector<model::Setting> settings;
    for (const Option& flag : unitFlags()) {
        if (isOfOneUnit(flag.name)) {
            continue;
        }
        model::Setting one{flag.name, flag.fallback, model::SettingOrigin::Default};
        const qsizetype at = arguments.indexOf(QStringLiteral("--") + QLatin1String(flag.name));
        if (at >= 0) {
            one.value = core::withoutSecrets(arguments.at(at + 1).toStdString());
            one.origin = originOf(flag, one.value, origins);
        }
        settings.push_back(std::move(one));
    }
    settings.push_back(
        {"unit-program", core::withoutSecrets(agent.unitProgram), origins.originOf("unit-program")});
    settings.push_back({"password", agent.core.password.empty() ? "not set" : "set",
                        origins.originOf("password-file")});
    return settings;
}

}  // namespace orrery::runtime
