// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/charts/flag_layout.h"

#include <algorithm>

namespace orrery::console {
namespace {

constexpr double beside = 5;    ///< Between a line and its word.
constexpr double between = 10;  ///< Between two words; room for nothing else.
constexpr double countRoom = 26;  ///< For " +99" behind a word.

}  // namespace

std::vector<PlacedWord> layOutFlags(const std::vector<FlagWord>& words, double left, double right,
                                    const std::function<double(const QString&)>& widthOf) {
    std::vector<PlacedWord> placed;
    double freeFrom = left;
    int leftOut = 0;
    const auto count = [&] {
        if (leftOut > 0 && !placed.empty()) {
            PlacedWord& word = placed.back();
            word.text += QStringLiteral(" +%1").arg(leftOut);
            word.width = widthOf(word.text);
            word.left = std::min(word.left, right - word.width);
        }
        leftOut = 0;
    };
    for (const FlagWord& word : words) {
        if (word.text.isEmpty()) {
            continue;
        }
        const double width = widthOf(word.text);
        const bool fitsRight = word.x + beside + width <= right;
        const double start = fitsRight ? word.x + beside : word.x - beside - width;
        if (start < freeFrom) {
            ++leftOut;
            continue;
        }
        count();
        placed.push_back({start, width, word.text});
        freeFrom = start + width + countRoom + between;
    }
    count();
    return placed;
}

}  // namespace orrery::console
