// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures and recordings that may leave the house: names of the grid, its hosts, units, spaces and people, and
// all addresses are replaced by made-up ones, the same name always by the same one. Figures, times and
// the order of events stay, or the thing would be of no use. What people and the store wrote freely
// (reasons, notes, error texts, keys) is removed: nothing can tell what stands in it.
//
// Words inside the journal's sentences are replaced where they are known names. A name of one letter
// ("a") is also an English word, so it is replaced only behind "host" or "agent". Names that are in no table
// any more are learned from the journal's sentences about them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QString>

#include "console/state/failover_receipt.h"
#include "console/state/grid_snapshot.h"
#include "shared/model/codec.h"
#include "shared/model/plan.h"

namespace orrery::console {

class Redaction {
public:
    /// What every grid is called.
    static constexpr const char* gridName = "grid";
    /// What stands where something was taken out.
    static constexpr const char* removedText = "(removed)";

    /// Learns the names in `state`, `change` or `event`; names once given stay.
    void learn(const model::GridState& state);
    void learn(const model::GridChange& change);
    void learn(const model::GridEvent& event);

    /// `message` with its names replaced. Learns from states, changes and events on the way.
    model::StreamMessage redact(const model::StreamMessage& message);
    model::Plan redact(model::Plan plan) const;
    model::Action redact(model::Action action) const;
    FailoverReceipt redact(FailoverReceipt receipt);
    /// `text` with known names replaced.
    std::string redactText(std::string_view text) const;
    QString text(const QString& original) const;
    /// The replacement of a person's or process' name in the journal. A replacement stays what it is.
    std::string redactActor(const std::string& actor);
    QString actor(const QString& original);
    /// The space under its other name; the rest of the key is removed.
    QString redactKey(const QString& key) const;
    /// What a person wrote freely: removed when there is any.
    static QString removedIfAny(const QString& text);
    /// True when `typed`, as it is after redactText, still holds a piece of a name.
    bool hintsAt(const QString& typed) const;

private:
    using Names = std::map<std::string, std::string>;

    /// Remembers `replacement` for `name`, unless it has one.
    const std::string& give(Names& names, const std::string& name, std::string replacement);
    void learnHost(const std::string& host);
    void learnUnit(const model::UnitDescription& unit);
    void learnPersonIn(const std::string& text);
    /// `name` under its other name; removed when it was never learned.
    std::string replaced(const Names& names, const std::string& name) const;
    std::string withoutPartsOfNames(std::string word) const;
    const std::string* replacementOf(const std::string& word, std::string_view before) const;
    model::UnitDescription redact(model::UnitDescription unit) const;
    model::AgentDescription redact(model::AgentDescription agent) const;
    model::GridEvent redact(model::GridEvent event);

    std::string m_grid;
    Names m_hosts;
    Names m_units;
    Names m_spaces;
    Names m_people;
    std::set<std::string> m_given;   ///< All replacements.
    /// Names with other characters than a word's, which a search by words would not find.
    std::vector<std::pair<std::string, std::string>> m_odd;
};

/// `snapshot` under other names, for a picture: what the views show of it is redacted throughout, and its
/// `naming` tells them how to call what they show from elsewhere.
SnapshotPointer redacted(const GridSnapshot& snapshot);

/// `text` from elsewhere than the snapshot, as it may stand in a picture of it.
QString shownText(const GridSnapshot& snapshot, const QString& text);
/// The same for what a person or the store wrote freely: removed in a picture under other names.
QString shownFreely(const GridSnapshot& snapshot, const QString& text);
/// `receipt` as it may stand in a picture of `snapshot`.
FailoverReceipt shownReceipt(const GridSnapshot& snapshot, FailoverReceipt receipt);

}  // namespace orrery::console
