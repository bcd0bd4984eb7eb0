// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chooses the samples that need not be read while nobody looks, though they come: they are recorded, or the grid is
// too old to send fewer. Reading is most of what a stream costs; of each unit one sample a second is enough for alarms
// and curves. Tables, events and signs of life are always read. Plain object on the source's worker thread.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "console/state/picture_pace.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::console {

class SampleSieve {
public:
    /// Between two samples of a unit that are read. Less than a second, so that of two samples a second
    /// every other one is read and none looks late.
    static constexpr Duration interval = milliseconds(650);
    /// Units that are told apart; of more than these (a grid that lies) every sample is read.
    static constexpr std::size_t mostUnits = 4096;

    /// Seen: everything is read.
    void setPace(PicturePace pace);
    /// The unit, when `push`, received at `at`, is a sample that need not be read.
    std::optional<UnitId> passesOver(std::string_view push, Instant at);

private:
    PicturePace m_pace = PicturePace::Seen;
    std::unordered_map<std::uint32_t, Instant> m_lastRead;   ///< By number of the unit.
};

/// The unit that `push` is a sample of, as grids of today spell it; none for every other push, and for a
/// spelling that is not known here.
std::optional<UnitId> sampledUnit(std::string_view push);

}  // namespace orrery::console
