// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: the situations that every view must be able to show, each as a made-up grid at one
// moment. Pictures and layout tests walk through all of them.
#pragma once

#include <memory>
#include <vector>

#include <QString>

#include "support/scenario_source.h"

namespace orrery::console::fixture {

enum class Situation {
    Unknown,      ///< Attached, and nothing has come yet.
    Quiet,        ///< All is well.
    Failover,     ///< A unit died six seconds ago.
    Silent,       ///< Two units have said nothing for 12 s; the others talk.
    ContactLost,  ///< We have lost the grid 8 s ago; of the grid itself nothing bad is known.
    StoreDown,    ///< Every pump is blocked or backs off; queues grow.
    Lost,         ///< Three partitions have no copy left.
};

/// In the order in which pictures show them.
const std::vector<Situation>& allSituations();
/// "quiet", "contact-lost"
QString wordFor(Situation situation);
/// A source that has to be attached and then brought there with reach().
std::unique_ptr<ScenarioSource> makeSource(Situation situation, const ScenarioOptions& options = {});
/// Delivers up to the situation's moment. Pre: the source was made for it and is attached.
void reach(ScenarioSource& source, Situation situation);

}  // namespace orrery::console::fixture
