// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the simulated surroundings of the cores are like: how long things take and which small
// accidents happen by themselves. Large accidents (crashes, pauses, cuts) are done by the nemesis,
// from outside. A reader can take in the whole model here.
//
// Inner links are TCP connections: in order and without loss while they are up. So the faults of the
// network are those of links: they break (what was under way is lost, each side hears of it at its own
// time), a direction falls silent (cut: nothing arrives; the receiving shell closes the link after
// `silenceLimit`), a direction is clogged (everything arrives, later).
#pragma once

#include <cstdint>

#include "shared/base/random.h"
#include "shared/base/time.h"

namespace orrery::simulation {

/// Bounds of a uniformly distributed span, both included.
struct Span { Duration least; Duration most; };

inline Duration draw(Random& random, Span span) {
    const auto width = static_cast<std::uint64_t>(span.most.micros - span.least.micros) + 1;
    return Duration{span.least.micros + static_cast<std::int64_t>(random.below(width))};
}

/// Chance as "so many out of a million".
using PerMillion = std::uint32_t;

struct NetworkModel {
    Span delay{microseconds(50), microseconds(800)};         ///< Of one message between processes.
    PerMillion slowMessage = 2000;                           ///< Messages that take `slowDelay` instead.
    Span slowDelay{milliseconds(5), milliseconds(60)};
    Span connect{milliseconds(1), milliseconds(8)};          ///< From wanting a link to its being up.
    Span connectAgain{milliseconds(20), milliseconds(150)};  ///< Between attempts.
    Span detection{microseconds(100), milliseconds(20)};     ///< From a break to a side's hearing of it.
    Duration silenceLimit = seconds(1);                      ///< A shell closes a link that is silent so long.
    bool throughCodec = false;                               ///< Encode and decode each message on its way.
};

struct ProcessModel {
    Duration tick = milliseconds(10);
    Span batchWindow{microseconds(0), microseconds(0)};      ///< How long a turn of the shell's loop gathers events.
    Span unitStart{milliseconds(5), milliseconds(60)};       ///< From StartProcess to a running core.
    Span deathNotice{microseconds(500), milliseconds(5)};    ///< From a unit's end to its agent's knowing.
    std::int64_t wallSkewMillis = 0;                         ///< Wall clocks differ by up to so much either way.
};

struct DiskModel {
    Span sync{microseconds(200), milliseconds(4)};
    PerMillion slowSync = 5000;
    Span slowSyncTime{milliseconds(20), milliseconds(200)};
};

struct StoreModel {
    Span execute{microseconds(300), milliseconds(6)};        ///< From request to the transaction's commit.
    Span answer{microseconds(50), microseconds(500)};        ///< From the commit to the unit's hearing of it.
    PerMillion busy = 0;                                     ///< Requests that end Busy.
    PerMillion lostAnswer = 0;                               ///< Batches that commit but are told Unavailable.
    PerMillion stalled = 0;                                  ///< Batches that take `stall`: zombies, should their sender die meanwhile.
    Span stall{milliseconds(200), milliseconds(2500)};
};

struct ClientModel {
    Span delay{microseconds(50), microseconds(500)};
};

struct FaultModel {
    NetworkModel network;
    ProcessModel process;
    DiskModel disk;
    StoreModel store;
    ClientModel client;
};

inline bool happens(Random& random, PerMillion chance) {
    return chance > 0 && random.chance(chance, 1000000);
}

}  // namespace orrery::simulation
