// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/look_settings.h"

#include <algorithm>

#include "console/shell/settings.h"

namespace orrery::console {
namespace {

struct AppearanceWord { Appearance appearance; const char* word; };

constexpr AppearanceWord words[] = {{Appearance::Dark, "dark"}, {Appearance::Light, "light"},
                                    {Appearance::DarkContrast, "dark-contrast"},
                                    {Appearance::LightContrast, "light-contrast"}};

QString appearanceKey() { return QStringLiteral("look/appearance"); }
QString scaleKey() { return QStringLiteral("look/scale"); }
QString motionKey() { return QStringLiteral("look/motion"); }

}  // namespace

theme::Look storedLook(const Settings& settings) {
    theme::Look look;
    const QString stored = settings.value(appearanceKey()).toString();
    for (const AppearanceWord& entry : words) {
        if (stored == QLatin1String(entry.word)) {
            look.appearance = entry.appearance;
        }
    }
    look.scalePercent = std::clamp(settings.value(scaleKey(), metrics::normalPercent).toInt(),
                                   metrics::smallestPercent, metrics::largestPercent);
    look.motion = settings.value(motionKey()).toString() == QLatin1String("reduced") ? theme::Motion::Reduced
                                                                                      : theme::Motion::Full;
    return look;
}

void storeLook(Settings& settings, const theme::Look& before, const theme::Look& after) {
    for (const AppearanceWord& entry : words) {
        if (entry.appearance == after.appearance && after.appearance != before.appearance) {
            settings.setValue(appearanceKey(), QString::fromLatin1(entry.word));
        }
    }
    if (after.scalePercent != before.scalePercent) {
        settings.setValue(scaleKey(), after.scalePercent);
    }
    if (after.motion != before.motion) {
        settings.setValue(motionKey(), after.motion == theme::Motion::Reduced ? QStringLiteral("reduced")
                                                                               : QStringLiteral("full"));
    }
}

}  // namespace orrery::console
