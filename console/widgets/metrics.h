// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every size of the console, in one place. Units are device-independent pixels on a grid of 8, as they
// are at a font scale of 100 %. A person may choose 80 to 200 %; then everything that holds text grows
// with the text. A `Length` therefore is no constant: it becomes pixels when it is read, in the scale of
// that moment. Plain numbers in painting code go through `scaled`.
//
// Text sizes are the exception: they stay as they are at 100 %, because theme::textFont and
// theme::monoFont scale what they are given.
//
// Call everything here from the UI thread only.
#pragma once

namespace orrery::console::metrics {

constexpr int smallestPercent = 80;
constexpr int normalPercent = 100;
constexpr int largestPercent = 200;

/// The font scale in use, in percent. theme::apply sets it.
int scalePercent();

/// Changes the font scale; clamped to [smallestPercent, largestPercent]. Only theme::apply calls this:
/// whoever calls it alone leaves widgets that exist in the old scale.
void setScalePercent(int percent);

/// `pixels` of 100 % in the present scale, rounded to whole pixels.
int scaled(int pixels);
/// The same for painting between pixels; not rounded.
double scaled(double pixels);

/// A length at 100 % that reads as pixels of the present scale.
class Length {
public:
    constexpr explicit Length(int pixels) : m_pixels(pixels) {}
    // Implicit on purpose: a length is used wherever Qt asks for pixels.
    operator int() const { return scaled(m_pixels); }

private:
    int m_pixels;
};

inline constexpr Length grid{8};
inline constexpr Length margin{16};  ///< Between a panel's edge and what it holds.
inline constexpr Length gap{12};     ///< Between cards in a row.
constexpr int radius = 4;

constexpr int windowWidth = 1600;
constexpr int windowHeight = 900;
inline constexpr Length statusStrip{44};
inline constexpr Length alarmBand{32};
inline constexpr Length timeBar{52};
inline constexpr Length viewsBar{176};
inline constexpr Length detailDock{344};
inline constexpr Length viewsBarRow{36};

inline constexpr Length row{30};         ///< A table row.
inline constexpr Length header{30};      ///< A table's header.
inline constexpr Length control{30};     ///< Buttons and fields.
inline constexpr Length viewHeader{64};  ///< Title line of a view, its margins counted.
inline constexpr Length icon{20};

// The type scale, for theme::textFont and theme::monoFont.
constexpr int textSize = 13;
constexpr int smallSize = 12;
constexpr int tinySize = 11;
constexpr int titleSize = 16;
constexpr int figureSize = 30;
constexpr int ledgerSize = 20;
constexpr int monoSize = 12;

}  // namespace orrery::console::metrics
