// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The circuit breaker before the store. Closed: all flows. Open: nothing is sent until the retry time, which
// doubles with each failure in a row up to a limit and is spread by chance, so that units that failed
// together do not come back together. Probing: one small request is under way and decides.
#pragma once

#include <algorithm>
#include <cstdint>

#include "shared/base/random.h"
#include "shared/base/time.h"

namespace orrery::core {

class Breaker {
public:
    Breaker(Duration retryMin, Duration retryMax) : m_min(retryMin), m_max(retryMax) {}

    bool isClosed() const { return m_state == State::Closed; }
    /// Open, and the time for one probe has come.
    bool isProbeDue(Instant now) const { return m_state == State::Open && now >= m_retryAt; }

    void probeSent() { m_state = State::Probing; }
    /// The store has answered as it should.
    void succeeded() { m_state = State::Closed; m_failures = 0; }
    /// The store is in trouble. Answers to requests from before it opened do not lengthen the wait.
    void failed(Instant now, Random& random) {
        if (m_state == State::Open) {
            return;
        }
        m_state = State::Open;
        const std::int64_t doubled = m_min.micros << std::min(m_failures, 20U);
        const std::int64_t span = std::min(doubled, m_max.micros);
        m_retryAt = now + jittered(microseconds(span), random);
        ++m_failures;
    }

    /// Between half of `span` and all of it.
    static Duration jittered(Duration span, Random& random) {
        const std::int64_t half = span.micros / 2;
        const auto chance = random.below(static_cast<std::uint64_t>(span.micros - half) + 1);
        return microseconds(half + static_cast<std::int64_t>(chance));
    }

private:
    enum class State : std::uint8_t { Closed, Open, Probing };
    Duration m_min;
    Duration m_max;
    State m_state = State::Closed;
    unsigned m_failures = 0;     ///< In a row.
    Instant m_retryAt;
};

}  // namespace orrery::core
