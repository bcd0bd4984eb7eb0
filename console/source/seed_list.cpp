// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Order of trying.
#include "console/source/seed_list.h"

#include <algorithm>

#include "console/source/live_source.h"

namespace orrery::console {

void SeedList::learn(const std::vector<model::AgentDescription>& agents) {
    for (const model::AgentDescription& agent : agents) {
        const bool usable = agent.client.port != 0 && !agent.client.address.empty();
        const bool known = std::count(m_seeds.begin(), m_seeds.end(), agent.client) > 0;
        if (usable && !known && m_seeds.size() < capacity) {
            m_seeds.push_back(agent.client);
        }
    }
}

void SeedList::preferFirst(const model::Endpoint& endpoint) {
    std::erase(m_seeds, endpoint);
    m_seeds.insert(m_seeds.begin(), endpoint);
}

void SeedList::follow(const model::Endpoint& endpoint) {
    if (m_redirects < mostRedirects) {
        ++m_redirects;
        m_redirect = endpoint;
    }
}

std::optional<model::Endpoint> SeedList::next() {
    if (m_redirect) {
        return std::exchange(m_redirect, std::nullopt);
    }
    return m_position < m_seeds.size() ? std::optional(m_seeds[m_position++]) : std::nullopt;
}

void SeedList::startRound() {
    m_position = 0;
    m_redirects = 0;
    m_redirect.reset();
}

std::optional<model::Endpoint> redirectIn(std::string_view error) {
    constexpr std::string_view word = "NOTCONTROLLER ";
    if (!error.starts_with(word)) {
        return std::nullopt;
    }
    return endpointFrom(QString::fromUtf8(error.data() + word.size(),
                                          static_cast<qsizetype>(error.size() - word.size())));
}

}  // namespace orrery::console
