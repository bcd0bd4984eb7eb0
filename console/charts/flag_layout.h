// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the words of flags stand in their lane, so that none covers another: the gravest find room first,
// and what finds none is counted at the word before it ("b2 died +3"). Pure.
#pragma once

#include <functional>
#include <vector>

#include <QString>

namespace orrery::console {

struct FlagWord {
    double x = 0;  ///< Of the flag's line; ascending.
    QString text;  ///< May be empty: a line without a word, not counted.
    int rank = 0;  ///< Which flag speaks where not all can: the lowest; among equals the earliest.
};

struct PlacedWord {
    double left = 0;
    double width = 0;
    QString text;
};

/// Places the words, from left to right, between `left` and `right`. `widthOf` measures a text in pixels.
std::vector<PlacedWord> layOutFlags(const std::vector<FlagWord>& words, double left, double right,
                                    const std::function<double(const QString&)>& widthOf);

}  // namespace orrery::console
