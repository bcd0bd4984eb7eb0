// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One function per thing that can be in trouble.
#include "console/state/alarm_rules.h"

#include <algorithm>
#include <set>

namespace orrery::console {
namespace {

constexpr Duration fillsSoon = seconds(15 * 60);
constexpr Duration fillsLater = seconds(20 * 60);  ///< Ends the alarm.
constexpr double memoryHigh = 0.90;
constexpr double memoryEased = 0.85;  ///< Ends the alarm.

class Finder {
public:
    Finder(const GridSnapshot& picture, const std::function<bool(AlarmId)>& stands)
        : m_picture(picture), m_stands(stands) {}

    std::vector<AlarmWish> find() {
        for (const model::AgentDescription& agent : m_picture.state->agents) {
            findHost(agent);
        }
        for (const model::UnitDescription& unit : m_picture.state->units) {
            findUnit(unit);
        }
        for (const PartitionView& view : m_picture.partitions) {
            findPartition(view);
        }
        for (std::size_t index = 0; index < m_picture.units.size(); ++index) {
            findMeasured(m_picture.state->units[index], m_picture.units[index]);
        }
        for (const LinkView& link : m_picture.links) {
            findLink(link);
        }
        return std::move(m_wishes);
    }

private:
    AlarmWish& add(AlarmKind kind, std::uint32_t subject) {
        return m_wishes.emplace_back(AlarmWish{{{kind, subject}, {}, {}, {}}, {}, {}, 0});
    }

    AlarmWish& addUnit(AlarmKind kind, const model::UnitDescription& unit) {
        AlarmWish& wish = add(kind, unit.id.value);
        wish.unit = unit.id;
        wish.subject.units = {unit.id};
        wish.subject.host = unit.host;
        return wish;
    }

    void findHost(const model::AgentDescription& agent) {
        if (!agent.connected) {
            add(AlarmKind::HostLost, agent.id.value).subject.host = agent.host;
        }
    }

    void findUnit(const model::UnitDescription& unit) {
        if (unit.state == model::UnitState::Dead) {
            addUnit(AlarmKind::UnitDead, unit).figures = std::hash<std::string>{}(unit.reason);
        } else if (unit.state == model::UnitState::Unhealthy) {
            addUnit(AlarmKind::UnitUnhealthy, unit).figures = std::hash<std::string>{}(unit.reason);
        }
    }

    void findPartition(const PartitionView& view) {
        const bool lost = view.condition == PartitionCondition::Lost;
        if (!lost && view.condition != PartitionCondition::UnderReplicated) {
            return;
        }
        AlarmWish& wish = add(
            lost ? AlarmKind::PartitionLost : AlarmKind::PartitionUnderReplicated, view.id.value);
        wish.subject.partition = view.id;
        wish.figures = view.copies;
        for (const UnitId unit : m_picture.state->partitions[view.id.value].joining) {
            wish.figures = wish.figures * 65'599 + unit.value + 1;
        }
    }

    /// `shows` is asked of fresh figures only; a standing alarm of a silent unit goes on standing.
    template <typename Shows>
    AlarmWish* measured(AlarmKind kind, const model::UnitDescription& unit, const UnitView& view,
                        Shows shows) {
        const bool standing = m_stands({kind, unit.id.value});
        const bool fresh =
            view.freshness == Freshness::Live || view.freshness == Freshness::Late;
        if (fresh ? !shows(standing) : !standing) {
            return nullptr;
        }
        return &addUnit(kind, unit);
    }

    void findMeasured(const model::UnitDescription& unit, const UnitView& view) {
        const bool runs =
            unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
        if (!runs || !view.telemetry) {
            return;
        }
        const model::PumpTelemetry& pump = view.pump.counters;
        findPumpState(unit, view);
        measured(AlarmKind::LedgerMismatch, unit, view,
                 [&](bool) { return !ledgerBalances(pump); });
        if (AlarmWish* wish = measured(AlarmKind::DeadLetters, unit, view,
                                       [&](bool) { return pump.deadLettered > 0; })) {
            wish->figures = pump.deadLettered;
        }
        measured(AlarmKind::PumpFilling, unit, view, [&](bool standing) {
            const bool full = pump.limitBytes > 0 && pump.queuedBytes >= pump.limitBytes;
            const auto& in = view.pump.fillsIn;
            return full ? pump.state == model::PumpState::Paused
                        : in && *in < (standing ? fillsLater : fillsSoon);
        });
        measured(AlarmKind::MemoryHigh, unit, view, [&](bool standing) {
            const auto limit = static_cast<double>(view.telemetry->memoryLimit);
            const double high = standing ? memoryEased : memoryHigh;
            return limit > 0 && static_cast<double>(view.telemetry->memoryBytes) >= limit * high;
        });
    }

    void findPumpState(const model::UnitDescription& unit, const UnitView& view) {
        using State = model::PumpState;
        const model::PumpTelemetry& pump = view.pump.counters;
        for (const auto& [kind, state] :
             {std::pair{AlarmKind::PumpBlocked, State::Blocked},
              std::pair{AlarmKind::PumpBackingOff, State::BackingOff}}) {
            AlarmWish* wish =
                measured(kind, unit, view, [&](bool) { return pump.state == state; });
            if (wish != nullptr) {
                wish->figures = pump.retries * 31 + std::hash<std::string>{}(pump.lastError);
                wish->suppressedBy = unit.pumpPaused ? std::optional(unit.id) : std::nullopt;
            }
        }
    }

    void findLink(const LinkView& link) {
        const bool fresh =
            link.freshness == Freshness::Live || link.freshness == Freshness::Late;
        const auto subject = linkSubject(link.from, link.to);
        if (!subject) {
            return;
        }
        const auto& silentFor = link.counters.lastAcknowledgement;
        const bool silent = link.counters.lagRecords > 0 && silentFor && *silentFor > linkSilence;
        const bool standing = m_stands({AlarmKind::LinkSilent, *subject});
        if (fresh ? !silent : !standing) {
            return;
        }
        const model::UnitDescription* receiver = m_picture.unit(link.to);
        const bool expected = receiver == nullptr || receiver->state != model::UnitState::Ready;
        AlarmWish& wish = add(AlarmKind::LinkSilent, *subject);
        wish.unit = link.from;
        wish.subject.units = {link.to, link.from};
        wish.suppressedBy = expected ? std::optional(link.to) : std::nullopt;
    }

    const GridSnapshot& m_picture;
    const std::function<bool(AlarmId)>& m_stands;
    std::vector<AlarmWish> m_wishes;
};

}  // namespace

std::vector<AlarmWish> alarmsIn(const GridSnapshot& picture,
                                const std::function<bool(AlarmId)>& stands) {
    return Finder(picture, stands).find();
}

}  // namespace orrery::console
