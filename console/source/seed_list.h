// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The agents a live source may talk to: what the operator named and what the grid told. Plain
// object.
#pragma once

#include <optional>
#include <vector>

#include "shared/model/grid_state.h"

namespace orrery::console {

class SeedList {
public:
    static constexpr std::size_t capacity = 256;
    static constexpr int mostRedirects = 4;  ///< NOTCONTROLLER answers followed in one round.

    explicit SeedList(std::vector<model::Endpoint> seeds) : m_seeds(std::move(seeds)) {}

    /// Adds the agents of a grid; those that are there stay where they are.
    void learn(const std::vector<model::AgentDescription>& agents);
    /// Moves or adds `endpoint` to the front.
    void preferFirst(const model::Endpoint& endpoint);
    /// A redirect to try next; ignored when a round has followed too many.
    void follow(const model::Endpoint& endpoint);
    /// The next one to try in this round; none when all were tried.
    std::optional<model::Endpoint> next();
    void startRound();

private:
    std::vector<model::Endpoint> m_seeds;
    std::optional<model::Endpoint> m_redirect;
    std::size_t m_position = 0;
    int m_redirects = 0;
};

/// The address in "NOTCONTROLLER host:port"; none when the text is another error or names nobody.
std::optional<model::Endpoint> redirectIn(std::string_view error);

}  // namespace orrery::console
