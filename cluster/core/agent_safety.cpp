// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Is everything safe? GRID SAFE: nothing moves, every copy is there, nothing waits for the store at this moment.
// GRID SAFE WITHIN micros: as that, but what was acknowledged in the last `micros` may still wait. Asked again and
// again with the time since the first asking, the second ends under any load that the store can follow.
#include <utility>

#include "cluster/core/agent_parts.h"
#include "cluster/core/words.h"
#include "shared/resp/integer.h"

namespace orrery::core {
namespace {

constexpr Duration freshEnough = milliseconds(1500);

/// The span after WITHIN among the arguments, if there is one.
std::optional<Duration> spanIn(RequestArguments arguments) {
    for (std::size_t index = 2; index + 1 < arguments.size(); ++index) {
        const std::optional<std::int64_t> micros = resp::parseInteger(arguments[index + 1]);
        if (isWord(arguments[index], "within") && micros && *micros >= 0) {
            return Duration{*micros};
        }
    }
    return std::nullopt;
}

bool shouldReport(const model::UnitDescription& unit) {
    return unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
}

void append(std::vector<std::string>& reasons, std::vector<std::string> more) {
    reasons.insert(reasons.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<std::string> AgentCore::Parts::missingCopies() const {
    std::size_t lost = 0;
    std::size_t thin = 0;
    std::size_t moving = 0;
    const std::size_t wanted = state.grid().backups + 1U;
    for (const model::PartitionDescription& partition : state.grid().partitions) {
        lost += partition.lost || !partition.primary ? 1 : 0;
        thin += partition.inSync.size() < wanted ? 1 : 0;
        moving += !partition.joining.empty() || partition.handoverTo ? 1 : 0;
    }
    std::vector<std::string> reasons;
    if (lost > 0) {
        reasons.push_back(std::to_string(lost) + " partitions have no primary");
    }
    if (thin > 0) {
        reasons.push_back(std::to_string(thin) + " partitions have fewer than " + std::to_string(wanted) +
                          " copies in sync");
    }
    if (moving > 0) {
        reasons.push_back(std::to_string(moving) + " partitions are moving or catching up");
    }
    if (state.grid().partitions.empty()) {
        reasons.emplace_back("the grid has no partitions yet");
    }
    return reasons;
}

bool AgentCore::Parts::reportsLately(const model::UnitDescription& unit) const {
    const auto sample = samples.find(unit.id);
    return sample != samples.end() && now.instant - sample->second.receivedAt <= freshEnough &&
           sample->second.telemetry->incarnation == unit.incarnation;
}

std::vector<std::string> AgentCore::Parts::unitTroubles() const {
    std::vector<std::string> reasons;
    for (const model::UnitDescription& unit : state.grid().units) {
        if (unit.state == model::UnitState::Stopped) {
            continue;
        }
        if (unit.pumpPaused) {
            reasons.push_back("the pump of unit " + unit.name + " is paused");
        }
        if (!shouldReport(unit)) {
            reasons.push_back("unit " + unit.name + " is " + std::string(model::wordFor(unit.state)));
        } else if (!reportsLately(unit)) {
            reasons.push_back("unit " + unit.name + " has not reported lately");
        }
    }
    return reasons;
}

std::vector<std::string> AgentCore::Parts::waitingWrites() const {
    std::vector<std::string> reasons;
    for (const model::UnitDescription& unit : state.grid().units) {
        if (shouldReport(unit) && reportsLately(unit)) {
            const std::uint64_t queued = samples.at(unit.id).telemetry->pump.queued;
            if (queued > 0) {
                reasons.push_back(std::to_string(queued) + " writes of unit " + unit.name + " wait for the store");
            }
        }
    }
    return reasons;
}

std::vector<std::string> AgentCore::Parts::notStoredWithin(Duration span) const {
    const std::optional<Duration> age = storedUpTo.age(state.grid(), now.instant);
    if (!age) {
        return {"it is not known yet what of every partition is in the store"};
    }
    return *age <= span ? std::vector<std::string>{}
                        : std::vector<std::string>{"the store has what was acknowledged up to " +
                                                   std::to_string(age->millis()) + " ms ago; asked is " +
                                                   std::to_string(span.millis()) + " ms ago"};
}

resp::Value AgentCore::Parts::safety(RequestArguments arguments) const {
    const std::optional<Duration> span = spanIn(arguments);
    std::vector<std::string> reasons = missingCopies();
    append(reasons, unitTroubles());
    append(reasons, span ? notStoredWithin(*span) : waitingWrites());
    std::vector<resp::Value> texts;
    for (const std::string& reason : reasons) {
        texts.push_back(resp::Value::bulk(reason));
    }
    resp::Value answer = resp::Value::map()
                             .with("safe", resp::Value::boolean(reasons.empty()))
                             .with("reasons", resp::Value::array(std::move(texts)));
    if (const std::optional<Duration> age = storedUpTo.age(state.grid(), now.instant)) {
        answer.with("stored-age-micros", resp::Value::number64(age->micros));
    }
    return answer;
}

}  // namespace orrery::core
