// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/words.h"

namespace orrery::model {

std::string_view wordFor(UnitState state) { return lookUpWord(state); }
std::string_view wordFor(PumpStrategy strategy) { return lookUpWord(strategy); }
std::string_view wordFor(Role role) { return lookUpWord(role); }
std::string_view wordFor(PumpState state) { return lookUpWord(state); }
std::string_view wordFor(EventKind kind) { return lookUpWord(kind); }
std::string_view wordFor(Severity severity) { return lookUpWord(severity); }
std::string_view wordFor(ActionKind kind) { return lookUpWord(kind); }
std::string_view wordFor(RiskTier tier) { return lookUpWord(tier); }

std::optional<UnitState> unitStateFrom(std::string_view word) {
    return lookUpEnum<UnitState>(word);
}
std::optional<PumpStrategy> pumpStrategyFrom(std::string_view word) {
    return lookUpEnum<PumpStrategy>(word);
}
std::optional<Role> roleFrom(std::string_view word) { return lookUpEnum<Role>(word); }
std::optional<PumpState> pumpStateFrom(std::string_view word) {
    return lookUpEnum<PumpState>(word);
}
std::optional<EventKind> eventKindFrom(std::string_view word) {
    return lookUpEnum<EventKind>(word);
}
std::optional<Severity> severityFrom(std::string_view word) { return lookUpEnum<Severity>(word); }
std::optional<ActionKind> actionKindFrom(std::string_view word) {
    return lookUpEnum<ActionKind>(word);
}
std::optional<RiskTier> riskTierFrom(std::string_view word) { return lookUpEnum<RiskTier>(word); }

}  // namespace orrery::model
