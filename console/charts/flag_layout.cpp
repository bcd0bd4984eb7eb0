// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/charts/flag_layout.h"

#include <algorithm>
#include <iterator>

namespace orrery::console {
namespace {

constexpr double beside = 5;    ///< Between a line and its word.
constexpr double between = 10;  ///< Between two words; room for nothing else.
constexpr double countRoom = 30;  ///< For " +99" behind a word.

/// A word that found its room, and how many others it stands for.
struct Spot {
    const FlagWord* word;
    double left;
    double width;
    int others = 0;
};

bool isFree(const std::vector<Spot>& spots, double left, double width) {
    constexpr double room = countRoom + between;
    return std::none_of(spots.begin(), spots.end(), [left, width](const Spot& spot) {
        return left < spot.left + spot.width + room && spot.left < left + width + room;
    });
}

/// The spot whose count takes `word` in: the last one before it, or the first of all.
Spot& nearest(std::vector<Spot>& spots, const FlagWord& word) {
    const auto after = std::upper_bound(spots.begin(), spots.end(), word.x,
                                        [](double x, const Spot& spot) { return x < spot.word->x; });
    return after == spots.begin() ? *after : *std::prev(after);
}

}  // namespace

std::vector<PlacedWord> layOutFlags(const std::vector<FlagWord>& words, double left, double right,
                                    const std::function<double(const QString&)>& widthOf) {
    std::vector<const FlagWord*> byRank;
    for (const FlagWord& word : words) {
        if (!word.text.isEmpty()) {
            byRank.push_back(&word);
        }
    }
    std::stable_sort(byRank.begin(), byRank.end(),
                     [](const FlagWord* a, const FlagWord* b) { return a->rank < b->rank; });
    std::vector<Spot> spots;
    std::vector<const FlagWord*> counted;
    for (const FlagWord* word : byRank) {
        const double width = widthOf(word->text);
        const double start = std::max(left, std::min(word->x + beside, right - countRoom - width));
        if (isFree(spots, start, width)) {
            spots.push_back({word, start, width});
        } else {
            counted.push_back(word);
        }
    }
    std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.left < b.left; });
    for (const FlagWord* word : counted) {
        ++nearest(spots, *word).others;
    }
    std::vector<PlacedWord> placed;
    for (const Spot& spot : spots) {
        const QString text = spot.others == 0 ? spot.word->text : QStringLiteral("%1 +%2").arg(spot.word->text).arg(spot.others);
        const double width = widthOf(text);
        placed.push_back({std::min(spot.left, right - width), width, text});
    }
    return placed;
}

}  // namespace orrery::console
