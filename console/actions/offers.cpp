// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By the same rules as the grid's own.
#include "console/actions/offers.h"

#include <algorithm>

#include <QCoreApplication>

namespace orrery::console {
namespace {

using model::ActionKind;
using model::UnitState;

constexpr ActionKind onUnits[] = {ActionKind::DrainUnit, ActionKind::RestartUnit, ActionKind::KillUnit,
                                  ActionKind::PausePump, ActionKind::ResumePump};

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::Offers", text); }

bool isRunning(const model::UnitDescription& unit) {
    return unit.state == UnitState::Ready || unit.state == UnitState::Draining || unit.state == UnitState::Unhealthy;
}

}  // namespace

bool fits(ActionKind kind, const model::UnitDescription& unit) {
    switch (kind) {
    case ActionKind::DrainUnit: return unit.state == UnitState::Ready;
    case ActionKind::KillUnit: return isRunning(unit);
    case ActionKind::RestartUnit:
        return unit.state == UnitState::Draining || unit.state == UnitState::Stopped || unit.state == UnitState::Dead;
    case ActionKind::PausePump: return isRunning(unit) && !unit.pumpPaused;
    case ActionKind::ResumePump: return unit.pumpPaused;
    default: return false;
    }
}

bool fits(ActionKind kind, const model::PartitionDescription& partition) {
    const bool isLed = partition.primary && !partition.lost;
    switch (kind) {
    case ActionKind::MovePartition: return isLed;
    case ActionKind::FailoverPartition: return isLed && partition.inSync.size() > 1;
    case ActionKind::RestorePartition: return partition.lost;
    default: return false;
    }
}

std::vector<ActionKind> offersFor(const model::UnitDescription& unit) {
    std::vector<ActionKind> offers;
    std::copy_if(std::begin(onUnits), std::end(onUnits), std::back_inserter(offers),
                 [&unit](ActionKind kind) { return fits(kind, unit); });
    return offers;
}

QString verbOf(ActionKind kind, const model::UnitDescription& unit) {
    switch (kind) {
    case ActionKind::DrainUnit: return tr("Drain");
    case ActionKind::KillUnit: return tr("Kill");
    case ActionKind::RestartUnit: return unit.state == UnitState::Draining ? tr("Stop draining") : tr("Restart");
    case ActionKind::PausePump: return tr("Pause the pump");
    case ActionKind::ResumePump: return tr("Resume the pump");
    default: return {};
    }
}

QString offerText(ActionKind kind, const model::UnitDescription& unit) {
    const bool isOfPump = kind == ActionKind::PausePump || kind == ActionKind::ResumePump;
    return (isOfPump ? tr("%1 of %2") : tr("%1 %2")).arg(verbOf(kind, unit), QString::fromStdString(unit.name));
}

model::Action offerOf(ActionKind kind, const model::UnitDescription& unit) {
    model::Action action;
    action.kind = kind;
    action.unit = unit.name;
    return action;
}

}  // namespace orrery::console
