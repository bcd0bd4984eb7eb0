// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures and recordings that may leave the house: names of the grid, its hosts, units and people, and
// all addresses are replaced by made-up ones, the same name always by the same one. Figures, times and
// the order of events stay, or the thing would be of no use. What people and the store wrote freely
// (reasons, error texts) is removed: nothing can tell what stands in it.
//
// Words inside the journal's sentences are replaced where they are known names. A name of one letter
// ("a") is also an English word, so it is replaced only behind "host" or "agent".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "console/state/grid_snapshot.h"
#include "shared/model/codec.h"

namespace orrery::console {

class Redaction {
public:
    /// What every grid is called.
    static constexpr const char* gridName = "grid";

    /// Learns the names in `state` or `change`; names once given stay.
    void learn(const model::GridState& state);
    void learn(const model::GridChange& change);

    /// `message` with its names replaced. Learns from states and changes on the way.
    model::StreamMessage redact(const model::StreamMessage& message);
    /// `text` with known names replaced.
    std::string redactText(std::string_view text) const;
    /// The replacement of a person's or process' name in the journal.
    std::string redactActor(const std::string& actor);

private:
    void learnHost(const std::string& host);
    void learnUnit(const model::UnitDescription& unit);
    model::UnitDescription redact(model::UnitDescription unit) const;
    model::AgentDescription redact(model::AgentDescription agent) const;
    model::GridEvent redact(model::GridEvent event);
    std::string hostName(const std::string& host) const;
    std::string unitName(const std::string& unit) const;

    std::string m_grid;
    std::map<std::string, std::string> m_hosts;
    std::map<std::string, std::string> m_units;
    std::map<std::string, std::string> m_people;
};

/// `snapshot` under other names, for a picture: what the views show of it is redacted throughout.
SnapshotPointer redacted(const GridSnapshot& snapshot);

}  // namespace orrery::console
