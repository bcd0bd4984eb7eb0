// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a unit is told at its start: everything comes from its agent, by flags, and the password by the
// environment (ORRERY_PASSWORD), where other users of the machine cannot read it.
#pragma once

#include <QStringList>
#include <span>
#include <string>

#include "cluster/core/unit_core.h"
#include "cluster/runtime/log.h"
#include "cluster/runtime/settings.h"
#include "shared/base/result.h"

namespace orrery::runtime {

struct UnitSettings {
    core::UnitOptions core;
    std::string bindAddress;
    std::string storePath;  ///< Of the SQLite file; empty: no store.
    LogLevel logLevel = LogLevel::Info;
    std::string notice;  ///< To be printed before leaving with code 0; empty: go on.
};

/// All flags of orrery-unit, with the values they have when they are not given.
std::span<const Option> unitFlags();

/// `arguments` starts with the program's name; `password` is what the environment holds. Malformed with
/// one line for a person.
Result<UnitSettings> readUnitSettings(const QStringList& arguments, const std::string& password);

}  // namespace orrery::runtime
