// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults that a person puts into a simulated grid, in words and as data.
#pragma once

#include <cstdint>

#include <QMetaType>
#include <QString>

#include "console/state/moment.h"

namespace orrery::console {

enum class FaultKind : std::uint8_t {
    KillUnit,    ///< Its process dies.
    PauseUnit,   ///< Its process stands still for `span`.
    KillHost,    ///< Its agent and all its units die.
    BootHost,    ///< It comes back.
    CutHost,     ///< Nothing passes between it and the other hosts.
    HealHost,    ///< Everything passes again.
    StoreDown,   ///< The database cannot be reached for `span`.
    StoreSlow,   ///< It answers after 200 to 900 ms for `span`.
    StoreUp,     ///< It is well again.
};

struct SimulatedFault {
    FaultKind kind = FaultKind::KillUnit;
    QString target;  ///< Name of the unit or host; the store has none.
    Duration span;   ///< PauseUnit, StoreDown, StoreSlow: how long, above zero.
    friend bool operator==(const SimulatedFault&, const SimulatedFault&) = default;
};

/// What became of it.
struct InjectedFault {
    SimulatedFault fault;
    Moment at;
    QString refusal;  ///< Empty: done. Else why not.
    friend bool operator==(const InjectedFault&, const InjectedFault&) = default;
};

/// "Unit b1 killed", "Host c cut off" ...
QString textOf(const SimulatedFault& fault);

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::InjectedFault)
