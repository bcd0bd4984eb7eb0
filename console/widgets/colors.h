// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The four palettes. Grey is normal; colour means "look here" and never stands alone: a shape or a
// word stands beside it. `tests/console/tst_theme.cpp` proves contrast and that people with each of
// the three kinds of colour blindness can tell the alarm colours apart.
#pragma once

#include <QColor>
#include <array>
#include <optional>
#include <string_view>

namespace orrery::console {

enum class Appearance { Dark, Light, DarkContrast, LightContrast };

/// All of them, for tests and for lists to choose from.
inline constexpr std::array allAppearances{Appearance::Dark, Appearance::Light, Appearance::DarkContrast,
                                           Appearance::LightContrast};

/// Whether text is light on dark ground.
bool isDark(Appearance appearance);
/// Whether lines and explanations are as strong as text.
bool isHighContrast(Appearance appearance);
/// The other ground with the same strength of contrast.
Appearance otherGround(Appearance appearance);
/// The same ground, in usual or high contrast.
Appearance otherContrast(Appearance appearance);

/// The word for settings and the command line: dark, light, dark-contrast, light-contrast.
const char* nameOf(Appearance appearance);
/// The appearance of that word; nothing for another text.
std::optional<Appearance> appearanceFrom(std::string_view name);

/// What a colour is used for. Values are opaque.
struct Colors {
    QColor ground;  ///< Behind the central view.
    QColor panel;   ///< Bars and docks.
    QColor raised;  ///< Cards, buttons, fields.
    QColor line;    ///< Borders and rules, one pixel.
    QColor track;   ///< Empty part of a bar.
    QColor band;    ///< Normal range on a track.
    QColor text;
    QColor dim;       ///< Labels and explanations.
    QColor faint;     ///< Units, key hints; never the only bearer of a fact.
    QColor primary;   ///< A primary's cell, a curve, a bar in its normal state.
    QColor backup;    ///< Outline of a backup's cell.
    QColor critical;  ///< P1
    QColor high;      ///< P2
    QColor medium;    ///< P3; on light ground only with `mediumOutline`, never as text.
    QColor mediumOutline;
    QColor accent;      ///< Selection, what moves, what an operator does.
    QColor accentText;  ///< On a fill of `accent`.
};

/// The palette of an appearance. The reference stays valid for the whole run.
const Colors& colorsFor(Appearance appearance);

/// What a value asks of a person. Chooses the colour of text and marks.
enum class Tone { Normal, Dim, Faint, Accent, Medium, High, Critical };

/// The colour of text in `tone`. Medium is plain text colour on light ground, where yellow cannot
/// be read.
QColor toneColor(const Colors& colors, Tone tone);

/// `from` and `to` mixed; `share` 0 gives `from`, 1 gives `to`. Clamped to that range.
QColor mixed(const QColor& from, const QColor& to, double share);

}  // namespace orrery::console
