// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/fault_injector.h"

#include <optional>

#include <QCoreApplication>

namespace orrery::console {
namespace {

QString say(const char* text) { return QCoreApplication::translate("SimulatedFault", text); }

Status refuse(const char* text, const QString& target) {
    return Error{ErrorCode::Refused, say(text).arg(target).toStdString()};
}

const simulation::Process* unitNamed(const simulation::World& world, const std::string& name) {
    const simulation::ProcessTable& processes = world.processes();
    for (simulation::SlotIndex slot = 0; slot < processes.size(); ++slot) {
        const simulation::Process& process = processes.at(slot);
        if (process.node.kind == core::NodeKind::Unit && process.name == name) {
            return &process;
        }
    }
    return nullptr;
}

std::optional<simulation::HostIndex> hostNamed(const simulation::World& world, const std::string& name) {
    for (simulation::HostIndex host = 0; host < world.hostCount(); ++host) {
        if (world.processes().at(world.agentOf(host)).name == name) {
            return host;
        }
    }
    return std::nullopt;
}

Status injectIntoUnit(const SimulatedFault& fault, simulation::World& world) {
    const simulation::Process* unit = unitNamed(world, fault.target.toStdString());
    if (unit == nullptr) {
        return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "There is no unit %1."), fault.target);
    }
    if (!unit->alive) {
        return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "Unit %1 is not running."), fault.target);
    }
    if (fault.kind == FaultKind::KillUnit) {
        world.killUnit(unit->slot);
    } else if (unit->paused) {
        return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "Unit %1 stands still already."), fault.target);
    } else {
        world.pause(unit->slot, fault.span);
    }
    return Done{};
}

void separate(simulation::World& world, simulation::HostIndex host, FaultKind kind) {
    simulation::Network& network = world.network();
    for (simulation::HostIndex other = 0; other < world.hostCount(); ++other) {
        if (kind == FaultKind::CutHost) {
            network.cut(host, other);
            network.cut(other, host);
        } else {
            network.heal(host, other);
            network.heal(other, host);
        }
    }
}

Status injectIntoHost(const SimulatedFault& fault, simulation::World& world) {
    const auto host = hostNamed(world, fault.target.toStdString());
    if (!host) {
        return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "There is no host %1."), fault.target);
    }
    const bool alive = world.processes().at(world.agentOf(*host)).alive;
    if (fault.kind == FaultKind::KillHost) {
        if (!alive) {
            return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "Host %1 is down already."), fault.target);
        }
        world.killHost(*host);
    } else if (fault.kind == FaultKind::BootHost) {
        if (alive) {
            return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "Host %1 is running."), fault.target);
        }
        world.bootHost(*host);
    } else {
        separate(world, *host, fault.kind);
    }
    return Done{};
}

Status injectIntoStore(const SimulatedFault& fault, simulation::World& world) {
    if (!world.options().hasStore) {
        return refuse(QT_TRANSLATE_NOOP("SimulatedFault", "This grid has no store (%1)."), textOf(fault));
    }
    if (fault.kind == FaultKind::StoreDown) {
        world.store().failUntil(world.now() + fault.span);
    } else if (fault.kind == FaultKind::StoreSlow) {
        world.store().slowUntil(world.now() + fault.span);
    } else {
        world.store().recover();
    }
    return Done{};
}

}  // namespace

Status injectFault(const SimulatedFault& fault, simulation::World& world) {
    switch (fault.kind) {
    case FaultKind::KillUnit:
    case FaultKind::PauseUnit: return injectIntoUnit(fault, world);
    case FaultKind::KillHost:
    case FaultKind::BootHost:
    case FaultKind::CutHost:
    case FaultKind::HealHost: return injectIntoHost(fault, world);
    case FaultKind::StoreDown:
    case FaultKind::StoreSlow:
    case FaultKind::StoreUp: return injectIntoStore(fault, world);
    }
    return Done{};
}

QString textOf(const SimulatedFault& fault) {
    const double span = static_cast<double>(fault.span.millis()) / 1000.0;
    switch (fault.kind) {
    case FaultKind::KillUnit: return say("Unit %1 killed").arg(fault.target);
    case FaultKind::PauseUnit: return say("Unit %1 stopped for %2 s").arg(fault.target).arg(span);
    case FaultKind::KillHost: return say("Host %1 killed").arg(fault.target);
    case FaultKind::BootHost: return say("Host %1 started").arg(fault.target);
    case FaultKind::CutHost: return say("Host %1 cut off").arg(fault.target);
    case FaultKind::HealHost: return say("Host %1 joined again").arg(fault.target);
    case FaultKind::StoreDown: return say("Store down for %1 s").arg(span);
    case FaultKind::StoreSlow: return say("Store slow for %1 s").arg(span);
    case FaultKind::StoreUp: return say("Store well again");
    }
    return {};
}

}  // namespace orrery::console
