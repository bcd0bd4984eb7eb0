// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of help: the handbook's Markdown files as they lie in the program, and pages that are made
// from what the program knows (one per kind of alarm). Knows texts and where words stand in them; how
// they are shown is the help sheet's business.
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace orrery::console {

struct HelpPage {
    QString id;     ///< File name without its ending: "view-wall".
    QString title;  ///< Its first heading.
    QString text;   ///< Markdown, without the licence lines.
};

/// A page in which all words of a search stand.
struct HelpHit {
    QString id;
    QString title;
    QString excerpt;  ///< The line of the first hit; empty when the title alone holds it.
    int weight = 0;   ///< More is better.
};

class Handbook {
public:
    static constexpr int longestExcerpt = 90;

    /// Reads every page of the resources. The first page's table of contents gives the order.
    Handbook();

    const std::vector<HelpPage>& pages() const { return m_pages; }
    /// The page of `id`; null when there is none. Stays valid until the next add.
    const HelpPage* find(const QString& id) const;
    /// Adds a page at the end, or replaces the one of its id.
    void add(HelpPage page);
    /// Pages that hold every word of `words`, best first: hits in titles before hits in texts.
    std::vector<HelpHit> search(const QString& words) const;

    /// The id that a link of a page leads to ("runbook-drain.md#check" -> "runbook-drain"); empty when
    /// it leads out of the handbook.
    QString target(const QString& link) const;

private:
    std::vector<HelpPage> m_pages;
};

}  // namespace orrery::console
