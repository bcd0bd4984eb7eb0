// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every size of the console, in one place. Units are device-independent pixels on a grid of 8.
#pragma once

namespace orrery::console::metrics {

constexpr int grid = 8;
constexpr int margin = 16;  ///< Between a panel's edge and what it holds.
constexpr int gap = 12;     ///< Between cards in a row.
constexpr int radius = 4;

constexpr int windowWidth = 1600;
constexpr int windowHeight = 900;
constexpr int statusStrip = 44;
constexpr int alarmBand = 32;
constexpr int timeBar = 52;
constexpr int viewsBar = 176;
constexpr int detailDock = 344;
constexpr int viewsBarRow = 36;

constexpr int row = 30;         ///< A table row.
constexpr int header = 30;      ///< A table's header.
constexpr int control = 30;     ///< Buttons and fields.
constexpr int viewHeader = 64;  ///< Title line of a view, its margins counted.
constexpr int icon = 20;

constexpr int textSize = 13;
constexpr int smallSize = 12;
constexpr int tinySize = 11;
constexpr int titleSize = 16;
constexpr int figureSize = 30;
constexpr int ledgerSize = 20;
constexpr int monoSize = 12;

}  // namespace orrery::console::metrics
