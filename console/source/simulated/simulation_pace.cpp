// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulation_pace.h"

#include <algorithm>

namespace orrery::console {
namespace {

constexpr Duration tooLittle = milliseconds(500);
constexpr double goodEnough = 0.95;

}  // namespace

void SimulationPace::setSpeed(double speed) {
    m_speed = speed;
    restart();
}

void SimulationPace::passed(Duration real) {
    const double most = static_cast<double>(mostOwed.micros) * m_speed;
    m_owed = std::min(m_owed + static_cast<double>(real.micros) * m_speed, most);
    m_stretches.push_back({real, Duration{}});
    m_sum.real = m_sum.real + real;
    while (m_sum.real > window && m_stretches.size() > 1) {
        m_sum.real.micros -= m_stretches.front().real.micros;
        m_sum.grid.micros -= m_stretches.front().grid.micros;
        m_stretches.pop_front();
    }
}

Duration SimulationPace::owed() const { return Duration{std::max<std::int64_t>(0, static_cast<std::int64_t>(m_owed))}; }

void SimulationPace::ran(Duration span) {
    m_owed -= static_cast<double>(span.micros);
    if (!m_stretches.empty()) {
        m_stretches.back().grid = m_stretches.back().grid + span;
        m_sum.grid = m_sum.grid + span;
    }
}

double SimulationPace::achieved() const {
    if (m_sum.real < tooLittle) {
        return m_speed;
    }
    return static_cast<double>(m_sum.grid.micros) / static_cast<double>(m_sum.real.micros);
}

bool SimulationPace::keepsUp() const { return achieved() >= m_speed * goodEnough; }

void SimulationPace::restart() {
    m_owed = 0.0;
    m_stretches.clear();
    m_sum = {};
}

}  // namespace orrery::console
