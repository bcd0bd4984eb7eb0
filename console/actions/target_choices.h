// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an action can be pointed at: the units a partition can move to, the hosts a unit can be added on, and
// the things an action can act on in the first place. Taken from the table alone; whether it may be done is
// the planner's word.
#pragma once

#include <vector>

#include <QString>

#include "console/state/grid_snapshot.h"
#include "shared/model/plan.h"

namespace orrery::console {

struct TargetChoice {
    QString text;           ///< "b1"
    QString detail;         ///< "host b, 43 primaries"
    model::Action action;   ///< The action when this is chosen.
};

/// The variations of `action`: other receiving units or hosts, "the planner chooses" first where it may.
/// Empty: the action has no receiver to choose.
std::vector<TargetChoice> receiversFor(const model::Action& action, const GridSnapshot& snapshot);

/// Operations of the journal that have begun and not ended, newest first, as far as they may be stopped; each with
/// the action that stops it. Looks at the newest 2,000 lines.
std::vector<TargetChoice> stoppableOperations(const GridSnapshot& snapshot);

/// How fast the action may go: none first (as fast as the units can), then 1, 2, 4 and so on. Empty: it has no pace.
std::vector<TargetChoice> pacesFor(const model::Action& action);

/// What `kind` can act on in `snapshot`: units, partitions, hosts, or what is lost. May be empty.
std::vector<TargetChoice> subjectsFor(model::ActionKind kind, const GridSnapshot& snapshot);

/// "Drain a unit", "Move a partition": the action without its subject.
QString titleOf(model::ActionKind kind);
/// One sentence: what it is for.
QString purposeOf(model::ActionKind kind);
/// Name of an icon.
QString iconOf(model::ActionKind kind);

}  // namespace orrery::console
