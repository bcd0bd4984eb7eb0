// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Walks back from the newest event.
#include "console/views/event_facts.h"

#include <QCoreApplication>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

constexpr std::size_t mostFacts = 6;
constexpr std::size_t mostLookedAt = 2000;

}  // namespace

std::vector<Fact> recentEvents(const GridSnapshot& snapshot,
                               const std::function<bool(const model::GridEvent&)>& concerns) {
    std::vector<Fact> facts;
    const EventLog& log = snapshot.events;
    const std::size_t end = log.size() > mostLookedAt ? log.size() - mostLookedAt : 0;
    for (std::size_t i = log.size(); i > end && facts.size() < mostFacts; --i) {
        const model::GridEvent& event = *log.at(i - 1).event;
        if (concerns(event)) {
            facts.push_back({QString::fromStdString(event.text), formatClock(event.at)});
        }
    }
    if (facts.empty()) {
        facts.push_back(
            {QCoreApplication::translate("orrery::console::DetailPage", "None among the last events"), QStringLiteral(" ")});
    }
    return facts;
}

}  // namespace orrery::console
