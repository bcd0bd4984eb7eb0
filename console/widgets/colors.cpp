// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The palettes' values and how colours are mixed.
#include "console/widgets/colors.h"

#include <algorithm>

namespace orrery::console {

namespace {

Colors darkColors() {
    return Colors{.ground = QColor(0x24, 0x27, 0x2A),
                  .panel = QColor(0x2B, 0x2F, 0x33),
                  .raised = QColor(0x31, 0x36, 0x3B),
                  .line = QColor(0x3C, 0x42, 0x48),
                  .track = QColor(0x3A, 0x40, 0x46),
                  .band = QColor(0x4F, 0x56, 0x5D),
                  .text = QColor(0xDD, 0xE1, 0xE4),
                  .dim = QColor(0x98, 0xA0, 0xA7),
                  .faint = QColor(0x6C, 0x74, 0x7B),
                  .primary = QColor(0x8E, 0x95, 0x9C),
                  .backup = QColor(0x56, 0x5D, 0x64),
                  .critical = QColor(0xFF, 0x5C, 0x5C),
                  .high = QColor(0xFF, 0x9A, 0x1F),
                  .medium = QColor(0xFF, 0xE0, 0x66),
                  .mediumOutline = QColor(0xFF, 0xE0, 0x66),
                  .accent = QColor(0x4D, 0xA3, 0xF5),
                  .accentText = QColor(0x12, 0x1A, 0x22)};
}

Colors lightColors() {
    return Colors{.ground = QColor(0xE4, 0xE6, 0xE8),
                  .panel = QColor(0xEF, 0xF0, 0xF2),
                  .raised = QColor(0xF7, 0xF8, 0xF9),
                  .line = QColor(0xCD, 0xD1, 0xD5),
                  .track = QColor(0xD5, 0xD9, 0xDD),
                  .band = QColor(0xB9, 0xBF, 0xC5),
                  .text = QColor(0x23, 0x27, 0x2B),
                  .dim = QColor(0x5F, 0x65, 0x6B),
                  .faint = QColor(0x86, 0x8D, 0x93),
                  .primary = QColor(0x5F, 0x65, 0x6B),
                  .backup = QColor(0xA3, 0xA9, 0xAF),
                  .critical = QColor(0xA5, 0x00, 0x26),
                  .high = QColor(0xD9, 0x5F, 0x02),
                  .medium = QColor(0xF2, 0xC4, 0x00),
                  .mediumOutline = QColor(0x23, 0x27, 0x2B),
                  .accent = QColor(0x1F, 0x6F, 0xB2),
                  .accentText = QColor(0xFF, 0xFF, 0xFF)};
}

Colors darkContrastColors() {
    return Colors{.ground = QColor(0x00, 0x00, 0x00),
                  .panel = QColor(0x00, 0x00, 0x00),
                  .raised = QColor(0x0D, 0x0F, 0x11),
                  .line = QColor(0x8A, 0x92, 0x99),
                  .track = QColor(0x33, 0x38, 0x3D),
                  .band = QColor(0x63, 0x6B, 0x72),
                  .text = QColor(0xFF, 0xFF, 0xFF),
                  .dim = QColor(0xE2, 0xE6, 0xE9),
                  .faint = QColor(0xB4, 0xBB, 0xC1),
                  .primary = QColor(0xA8, 0xAF, 0xB5),
                  .backup = QColor(0x82, 0x8A, 0x91),
                  .critical = QColor(0xFF, 0x5C, 0x5C),
                  .high = QColor(0xFF, 0x9A, 0x1F),
                  .medium = QColor(0xFF, 0xEA, 0x70),
                  .mediumOutline = QColor(0xFF, 0xEA, 0x70),
                  .accent = QColor(0x4D, 0xA3, 0xF5),
                  .accentText = QColor(0x00, 0x00, 0x00)};
}

Colors lightContrastColors() {
    return Colors{.ground = QColor(0xFF, 0xFF, 0xFF),
                  .panel = QColor(0xFF, 0xFF, 0xFF),
                  .raised = QColor(0xFF, 0xFF, 0xFF),
                  .line = QColor(0x5A, 0x61, 0x67),
                  .track = QColor(0xD2, 0xD7, 0xDB),
                  .band = QColor(0x98, 0xA0, 0xA7),
                  .text = QColor(0x00, 0x00, 0x00),
                  .dim = QColor(0x24, 0x28, 0x2C),
                  .faint = QColor(0x4C, 0x53, 0x59),
                  .primary = QColor(0x4A, 0x50, 0x56),
                  .backup = QColor(0x7E, 0x86, 0x8D),
                  .critical = QColor(0xA5, 0x00, 0x26),
                  .high = QColor(0xCE, 0x58, 0x00),
                  .medium = QColor(0xF2, 0xC4, 0x00),
                  .mediumOutline = QColor(0x00, 0x00, 0x00),
                  .accent = QColor(0x0F, 0x5F, 0xA8),
                  .accentText = QColor(0xFF, 0xFF, 0xFF)};
}

}  // namespace

bool isDark(Appearance appearance) {
    return appearance == Appearance::Dark || appearance == Appearance::DarkContrast;
}

bool isHighContrast(Appearance appearance) {
    return appearance == Appearance::DarkContrast || appearance == Appearance::LightContrast;
}

Appearance otherGround(Appearance appearance) {
    switch (appearance) {
    case Appearance::Dark: return Appearance::Light;
    case Appearance::Light: return Appearance::Dark;
    case Appearance::DarkContrast: return Appearance::LightContrast;
    case Appearance::LightContrast: return Appearance::DarkContrast;
    }
    return appearance;
}

Appearance otherContrast(Appearance appearance) {
    switch (appearance) {
    case Appearance::Dark: return Appearance::DarkContrast;
    case Appearance::Light: return Appearance::LightContrast;
    case Appearance::DarkContrast: return Appearance::Dark;
    case Appearance::LightContrast: return Appearance::Light;
    }
    return appearance;
}

const char* nameOf(Appearance appearance) {
    switch (appearance) {
    case Appearance::Dark: return "dark";
    case Appearance::Light: return "light";
    case Appearance::DarkContrast: return "dark-contrast";
    case Appearance::LightContrast: return "light-contrast";
    }
    return "dark";
}

std::optional<Appearance> appearanceFrom(std::string_view name) {
    for (const Appearance appearance : allAppearances) {
        if (name == nameOf(appearance)) {
            return appearance;
        }
    }
    return std::nullopt;
}

const Colors& colorsFor(Appearance appearance) {
    static const Colors dark = darkColors();
    static const Colors light = lightColors();
    static const Colors darkContrast = darkContrastColors();
    static const Colors lightContrast = lightContrastColors();
    switch (appearance) {
    case Appearance::Dark: return dark;
    case Appearance::Light: return light;
    case Appearance::DarkContrast: return darkContrast;
    case Appearance::LightContrast: return lightContrast;
    }
    return dark;
}

QColor toneColor(const Colors& colors, Tone tone) {
    switch (tone) {
    case Tone::Normal: return colors.text;
    case Tone::Dim: return colors.dim;
    case Tone::Faint: return colors.faint;
    case Tone::Accent: return colors.accent;
    case Tone::Medium: return colors.mediumOutline;
    case Tone::High: return colors.high;
    case Tone::Critical: return colors.critical;
    }
    return colors.text;
}

QColor mixed(const QColor& from, const QColor& to, double share) {
    const double amount = std::clamp(share, 0.0, 1.0);
    const auto channel = [amount](int a, int b) {
        return static_cast<int>(a + (b - a) * amount + 0.5);
    };
    return QColor(channel(from.red(), to.red()), channel(from.green(), to.green()),
                  channel(from.blue(), to.blue()));
}

}  // namespace orrery::console
