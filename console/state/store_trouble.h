// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the store answered when it refused: its words, since when, until when, how often. Telemetry
// carries only the last words; this follows them over the samples.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <QString>

#include "console/state/moment.h"
#include "shared/model/telemetry.h"

namespace orrery::console {

struct StoreTrouble {
    std::string text;             ///< The store's last words, as they came.
    Moment first;                 ///< The first sample of this run of refusals.
    Moment last;                  ///< The last sample that showed it.
    std::uint64_t refusals = 0;   ///< Batches refused since `first`, that one counted.
    std::uint64_t countedTo = 0;  ///< The unit's counter of retries at `last`.
    bool standing = true;         ///< False: a batch has gone well since.
    friend bool operator==(const StoreTrouble&, const StoreTrouble&) = default;
};

/// What is known after a sample of the same life that came at `at`. A run of refusals that is over
/// stays known for an hour.
std::optional<StoreTrouble> followTrouble(const std::optional<StoreTrouble>& before,
                                          const model::PumpTelemetry& counters, const Moment& at);

enum class StoreTroubleKind : std::uint8_t { Locked, Unreachable, Full, Refused, Damaged, Behind, Other };

/// What kind of trouble the store's words tell of.
StoreTroubleKind kindOfTrouble(const std::string& text);
/// "the database is locked by another writer"; for Other the store's own words.
QString wordsOf(StoreTroubleKind kind, const std::string& text);

}  // namespace orrery::console
