// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes names out of messages: units, hosts, addresses, actors, spaces and the grid itself get other
// names, the same one each time, so that the story stays readable. Sentences keep their words with
// the names in them replaced; what people or a database wrote in words of their own is left out,
// because anything may stand in it.
#pragma once

#include <map>
#include <string>

#include "shared/model/codec.h"

namespace orrery::console {

class Redaction {
public:
    /// The message without names. Names are learned from the tables that come by, so pass messages in
    /// their order.
    model::StreamMessage of(model::StreamMessage message);
    /// The replacement of the grid's name.
    std::string gridName(const std::string& name) { return replacementOf("grid", name); }

private:
    std::string replacementOf(const std::string& sort, const std::string& name);
    std::string sentence(const std::string& text) const;
    void endpoint(model::Endpoint& endpoint);
    void agent(model::AgentDescription& agent);
    void unit(model::UnitDescription& unit);
    void event(model::GridEvent& event);
    std::string actor(const std::string& name);

    std::map<std::string, std::string> m_names;     ///< From the original to the replacement.
    std::map<std::string, std::size_t> m_numbers;   ///< Replacements given, by sort.
};

}  // namespace orrery::console
