// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/planted_bug.h"

#include <algorithm>
#include <array>

namespace orrery::simulation {
namespace {

struct Named { std::string_view name; PlantedBug bug; };

constexpr std::array<Named, 6> all{{{"answer-before-backup", PlantedBug::AnswerBeforeBackup},
                                    {"skip-backup", PlantedBug::SkipBackup},
                                    {"clock-stops-in-pause", PlantedBug::ClockStopsInPause},
                                    {"store-ignores-fences", PlantedBug::StoreIgnoresFences},
                                    {"store-loses-batches", PlantedBug::StoreLosesBatches},
                                    {"disk-lies", PlantedBug::DiskLies}}};

/// Forges the acknowledgement of every change on its way to a backup.
class ForgedAcknowledgements final : public Tamper {
public:
    ForgedAcknowledgements(World& world, PlantedBug bug) : m_world(world), m_bug(bug) {}

    bool passes(core::NodeId from, core::NodeId to, const core::Message& message) override {
        const auto* traffic = std::get_if<core::PartitionTraffic>(&message);
        if (traffic == nullptr) {
            return true;
        }
        const Process* backup = m_world.processes().find(to);
        core::PartitionTraffic forged;
        for (const core::PartitionMessage& one : traffic->messages) {
            const auto* replicate = std::get_if<core::Replicate>(&one);
            if (replicate != nullptr && !replicate->records.empty()) {
                forged.messages.push_back(core::Acknowledge{replicate->partition, replicate->epoch,
                                                            backup->incarnation,
                                                            replicate->records.back()->position.sequence});
            }
        }
        if (forged.messages.empty()) {
            return true;
        }
        m_world.network().forge(to, from, std::move(forged));
        return m_bug == PlantedBug::AnswerBeforeBackup;
    }

private:
    World& m_world;
    PlantedBug m_bug;
};

}  // namespace

std::vector<std::string_view> plantedBugNames() {
    std::vector<std::string_view> names;
    for (const Named& one : all) {
        names.push_back(one.name);
    }
    return names;
}

std::optional<PlantedBug> plantedBugFrom(std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [name](const Named& one) { return one.name == name; });
    return found == all.end() ? std::nullopt : std::optional(found->bug);
}

std::unique_ptr<Tamper> plant(PlantedBug bug, World& world) {
    switch (bug) {
    case PlantedBug::None: break;
    case PlantedBug::AnswerBeforeBackup:
    case PlantedBug::SkipBackup: {
        auto tamper = std::make_unique<ForgedAcknowledgements>(world, bug);
        world.network().setTamper(tamper.get());
        return tamper;
    }
    case PlantedBug::ClockStopsInPause: world.lies().clockStopsInPause = true; break;
    case PlantedBug::StoreIgnoresFences: world.store().lie(StoreLie::IgnoresFences); break;
    case PlantedBug::StoreLosesBatches: world.store().lie(StoreLie::LosesBatches); break;
    case PlantedBug::DiskLies: world.disk().startLying(); break;
    }
    return nullptr;
}

}  // namespace orrery::simulation
