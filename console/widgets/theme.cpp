// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loads the fonts once, builds the palette and fills the style sheet's @names with its colours.
#include "console/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QRegularExpression>
#include <QToolTip>
#include <algorithm>
#include <array>

#include "console/widgets/blink_clock.h"
#include "console/widgets/console_style.h"
#include "console/widgets/rescaling.h"

namespace orrery::console::theme {

namespace {

Look currentLook;

constexpr std::array scaleSteps{80, 90, 100, 110, 125, 150, 175, 200};

struct Families {
    QString text;
    QString mono;
};

QString loadFamily(const QStringList& files, const QString& fallback) {
    QString family = fallback;
    for (const QString& file : files) {
        const int id = QFontDatabase::addApplicationFont(QStringLiteral(":/orrery/fonts/") + file);
        const QStringList names =
            id < 0 ? QStringList() : QFontDatabase::applicationFontFamilies(id);
        if (!names.isEmpty() && family == fallback) {
            family = names.first();
        }
    }
    return family;
}

const Families& families() {
    static const Families loaded{
        loadFamily({QStringLiteral("Inter-Regular.otf"), QStringLiteral("Inter-Medium.otf"),
                    QStringLiteral("Inter-SemiBold.otf")},
                   QStringLiteral("Sans Serif")),
        loadFamily(
            {QStringLiteral("JetBrainsMono-Regular.ttf"), QStringLiteral("JetBrainsMono-Bold.ttf")},
            QStringLiteral("Monospace"))};
    return loaded;
}

QFont::Weight qtWeight(Weight weight) {
    switch (weight) {
    case Weight::Regular: return QFont::Normal;
    case Weight::Medium: return QFont::Medium;
    case Weight::SemiBold: return QFont::DemiBold;
    }
    return QFont::Normal;
}

QPalette makePalette(const Colors& colors) {
    QPalette palette(colors.raised, colors.ground);
    palette.setColor(QPalette::Window, colors.ground);
    palette.setColor(QPalette::Base, colors.raised);
    palette.setColor(QPalette::AlternateBase, colors.panel);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::Button, colors.raised);
    palette.setColor(QPalette::BrightText, colors.critical);
    palette.setColor(QPalette::PlaceholderText, colors.faint);
    palette.setColor(QPalette::ToolTipBase, colors.raised);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.accentText);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Dark, colors.line);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colors.faint);
    }
    return palette;
}

QString hex(const QColor& color) { return color.name(QColor::HexRgb); }

/// Scales the sheet's lengths. Lines of one and two pixels stay lines.
QString scaledSheet(const QString& sheet) {
    static const QRegularExpression length(QStringLiteral("(\\d+)px"));
    QString result;
    qsizetype end = 0;
    for (auto matches = length.globalMatch(sheet); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int pixels = match.captured(1).toInt();
        result += sheet.mid(end, match.capturedStart() - end);
        result += QString::number(pixels > 2 ? metrics::scaled(pixels) : pixels) + QStringLiteral("px");
        end = match.capturedEnd();
    }
    return result + sheet.mid(end);
}

QString styleSheet(const Colors& colors) {
    QFile file(QStringLiteral(":/orrery/themes/orrery.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = scaledSheet(QString::fromUtf8(file.readAll()));
    const std::pair<const char*, QString> names[] = {
        {"@accentText", hex(colors.accentText)},
        {"@accent", hex(colors.accent)},
        {"@ground", hex(colors.ground)},
        {"@panel", hex(colors.panel)},
        {"@raised", hex(colors.raised)},
        {"@hover", hex(mixed(colors.raised, colors.line, 0.55))},
        {"@line", hex(colors.line)},
        {"@edge", hex(mixed(colors.line, colors.dim, 0.35))},
        {"@track", hex(colors.track)},
        {"@text", hex(colors.text)},
        {"@dim", hex(colors.dim)},
        {"@faint", hex(colors.faint)},
        {"@critical", hex(colors.critical)},
        {"@high", hex(colors.high)},
        {"@mono", families().mono}};
    for (const auto& [name, value] : names) {
        sheet.replace(QLatin1String(name), value);
    }
    return sheet;
}

}  // namespace

void apply(QApplication& application, const Look& look) {
    const int before = metrics::scalePercent();
    metrics::setScalePercent(look.scalePercent);
    currentLook = look;
    currentLook.scalePercent = metrics::scalePercent();
    if (qobject_cast<ConsoleStyle*>(application.style()) == nullptr && application.styleSheet().isEmpty()) {
        application.setStyle(new ConsoleStyle);
    }
    application.setFont(textFont(metrics::textSize));
    const QPalette palette = makePalette(colors());
    application.setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(textFont(metrics::smallSize));
    if (before != metrics::scalePercent()) {
        rescaleWidgets(before, metrics::scalePercent());
    }
    application.setStyleSheet(styleSheet(colors()));
    // Also in the same scale: the sheet has given every label the font of its first one back.
    rescaleFonts(before, metrics::scalePercent());
    BlinkClock::shared().followMotion();
}

void apply(QApplication& application, Appearance appearance) {
    Look changed = currentLook;
    changed.appearance = appearance;
    apply(application, changed);
}

const Look& look() { return currentLook; }

Appearance appearance() { return currentLook.appearance; }

Motion motion() { return currentLook.motion; }

int zoomed(int percent, Zoom zoom) {
    switch (zoom) {
    case Zoom::In: {
        const auto* next = std::upper_bound(scaleSteps.begin(), scaleSteps.end(), percent);
        return next == scaleSteps.end() ? scaleSteps.back() : *next;
    }
    case Zoom::Out: {
        const auto* next = std::lower_bound(scaleSteps.begin(), scaleSteps.end(), percent);
        return next == scaleSteps.begin() ? scaleSteps.front() : *(next - 1);
    }
    case Zoom::Reset: return metrics::normalPercent;
    }
    return percent;
}

const Colors& colors() { return colorsFor(currentLook.appearance); }

QFont textFont(int pixels, Weight weight) {
    QFont font(families().text);
    font.setPixelSize(metrics::scaled(pixels));
    font.setWeight(qtWeight(weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont monoFont(int pixels, Weight weight) {
    QFont font(families().mono);
    font.setPixelSize(metrics::scaled(pixels));
    font.setWeight(weight == Weight::Regular ? QFont::Normal : QFont::Bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleHint(QFont::Monospace);
    return font;
}

}  // namespace orrery::console::theme
