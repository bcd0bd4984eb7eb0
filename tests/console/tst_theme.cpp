// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The palettes keep their promises: text can be read, alarms can be told apart, with normal sight
// and with each of the three kinds of colour blindness (matrices of Machado, Oliveira and Fernandes
// 2009, severity 1.0, applied to linear light).
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFontInfo>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QtTest>
#include <array>
#include <cmath>

#include "console/widgets/chosen.h"
#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/theme.h"
#include "support/watched_test.h"

using namespace orrery::console;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr Matrix normalSight{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protanopia{{{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{{{0.367322, 0.860646, -0.227968},
                               {0.280085, 0.672501, 0.047413},
                               {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{{{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Triple linearOf(const QColor& color) {
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

Triple seen(const Matrix& sight, const Triple& light) {
    Triple result{};
    for (std::size_t row = 0; row < 3; ++row) {
        double sum = 0;
        for (std::size_t column = 0; column < 3; ++column) {
            sum += sight[row][column] * light[column];
        }
        result[row] = std::clamp(sum, 0.0, 1.0);
    }
    return result;
}

Triple labOf(const Triple& light) {
    const Triple xyz{
        (0.4124564 * light[0] + 0.3575761 * light[1] + 0.1804375 * light[2]) / 0.95047,
        0.2126729 * light[0] + 0.7151522 * light[1] + 0.0721750 * light[2],
        (0.0193339 * light[0] + 0.1191920 * light[1] + 0.9503041 * light[2]) / 1.08883};
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    return {116 * f(xyz[1]) - 16, 500 * (f(xyz[0]) - f(xyz[1])), 200 * (f(xyz[1]) - f(xyz[2]))};
}

double difference(const QColor& a, const QColor& b, const Matrix& sight) {
    const Triple one = labOf(seen(sight, linearOf(a)));
    const Triple two = labOf(seen(sight, linearOf(b)));
    return std::hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}

double luminance(const QColor& color) {
    const Triple light = linearOf(color);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

double contrast(const QColor& a, const QColor& b) {
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

QDir iconFolder() { return QDir(QStringLiteral(ORRERY_SOURCE_DIR "/resources/icons")); }

QStringList iconNames() {
    QStringList names;
    for (const QFileInfo& file : iconFolder().entryInfoList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name)) {
        names << file.completeBaseName();
    }
    return names;
}

}  // namespace

Q_DECLARE_METATYPE(Appearance)

class ThemeTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void textCanBeReadOnEveryGround_data();
    void textCanBeReadOnEveryGround();
    void alarmColorsDifferForEveryKindOfSight_data();
    void alarmColorsDifferForEveryKindOfSight();
    void marksStandOutFromTheGround_data();
    void marksStandOutFromTheGround();
    void highContrastLeavesNothingFaint_data();
    void highContrastLeavesNothingFaint();
    void chosenWordsCanBeRead();
    void everyIconIsInTheProgramAndPaints();
    void everyIconFollowsTheRulesOfTheStyle();
    void applicationIconIsSharpAtEverySize();
    void bundledFontsAreUsed();
    void switchingTheAppearanceReachesPaintedColors();
    void fillsCoverWholeDevicePixels_data();
    void fillsCoverWholeDevicePixels();
};

void ThemeTest::textCanBeReadOnEveryGround_data() {
    QTest::addColumn<Appearance>("appearance");
    for (const Appearance appearance : allAppearances) {
        QTest::newRow(nameOf(appearance)) << appearance;
    }
}

void ThemeTest::textCanBeReadOnEveryGround() {
    QFETCH(Appearance, appearance);
    const Colors& colors = colorsFor(appearance);
    for (const QColor& ground : {colors.ground, colors.panel, colors.raised}) {
        QVERIFY2(contrast(colors.text, ground) >= 7.0, "text");
        QVERIFY2(contrast(colors.dim, ground) >= 4.5, "explanations");
        QVERIFY2(contrast(colors.accent, ground) >= 4.0, "what moves");
        QVERIFY2(contrast(toneColor(colors, Tone::Critical), ground) >= 4.0, "P1");
        QVERIFY2(contrast(toneColor(colors, Tone::High), ground) >= 2.9, "P2");
        QVERIFY2(contrast(toneColor(colors, Tone::Medium), ground) >= 4.5, "P3");
    }
    QVERIFY(contrast(colors.accentText, colors.accent) >= 4.5);
}

void ThemeTest::alarmColorsDifferForEveryKindOfSight_data() {
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<int>("sight");
    const char* names[] = {"normal", "protan", "deutan", "tritan"};
    for (const Appearance appearance : allAppearances) {
        for (int sight = 0; sight < 4; ++sight) {
            QTest::addRow("%s-%s", nameOf(appearance), names[sight]) << appearance << sight;
        }
    }
}

void ThemeTest::alarmColorsDifferForEveryKindOfSight() {
    QFETCH(Appearance, appearance);
    QFETCH(int, sight);
    const Matrix* sights[] = {&normalSight, &protanopia, &deuteranopia, &tritanopia};
    const Matrix& eye = *sights[sight];
    const Colors& colors = colorsFor(appearance);
    const QColor alarms[] = {colors.critical, colors.high, colors.medium, colors.accent};
    for (int i = 0; i < 4; ++i) {
        for (int j = i + 1; j < 4; ++j) {
            const double apart = difference(alarms[i], alarms[j], eye);
            QVERIFY2(apart >= 18,
                     qPrintable(QStringLiteral("%1 and %2 differ by %3").arg(i).arg(j).arg(apart)));
        }
        const double fromGrey = difference(alarms[i], colors.primary, eye);
        QVERIFY2(fromGrey >= 18,
                 qPrintable(QStringLiteral("%1 differs from grey by %2").arg(i).arg(fromGrey)));
    }
}

void ThemeTest::marksStandOutFromTheGround_data() { textCanBeReadOnEveryGround_data(); }

void ThemeTest::marksStandOutFromTheGround() {
    QFETCH(Appearance, appearance);
    const Colors& colors = colorsFor(appearance);
    for (const QColor& mark :
         {colors.critical, colors.high, colors.mediumOutline, colors.accent, colors.primary}) {
        QVERIFY(contrast(mark, colors.ground) >= 2.9);
    }
    // P3's own colour may be paler than that: then a dark outline goes round it.
    const bool pale = contrast(colors.medium, colors.ground) < 3.0;
    QVERIFY(!pale || colors.mediumOutline != colors.medium);
}

void ThemeTest::chosenWordsCanBeRead() {
    for (const Appearance appearance : allAppearances) {
        theme::apply(*qApp, appearance);
        for (const double share : {0.6, 0.8}) {
            QVERIFY2(contrast(theme::colors().text, chosenFill(share)) >= 7.0, nameOf(appearance));
        }
        QCOMPARE(chosenEdge().isValid(), isHighContrast(appearance));
    }
    theme::apply(*qApp, Appearance::Dark);
}

void ThemeTest::highContrastLeavesNothingFaint_data() {
    QTest::addColumn<Appearance>("appearance");
    for (const Appearance appearance : {Appearance::DarkContrast, Appearance::LightContrast}) {
        QTest::newRow(nameOf(appearance)) << appearance;
    }
}

void ThemeTest::highContrastLeavesNothingFaint() {
    QFETCH(Appearance, appearance);
    const Colors& colors = colorsFor(appearance);
    for (const QColor& ground : {colors.ground, colors.panel, colors.raised}) {
        QVERIFY(contrast(colors.text, ground) >= 15.0);
        QVERIFY(contrast(colors.dim, ground) >= 10.0);
        QVERIFY(contrast(colors.faint, ground) >= 7.0);
        QVERIFY(contrast(colors.line, ground) >= 4.5);
    }
}

void ThemeTest::everyIconIsInTheProgramAndPaints() {
    const QStringList names = iconNames();
    QVERIFY(names.size() >= 60);
    for (const QString& name : names) {
        QVERIFY2(QFile::exists(QStringLiteral(":/orrery/icons/%1.svg").arg(name)), qPrintable(name));
        const QImage image =
            icon(name).pixmap(QSize(20, 20)).toImage().convertToFormat(QImage::Format_ARGB32);
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                inked += qAlpha(image.pixel(x, y)) > 40 ? 1 : 0;
            }
        }
        QVERIFY2(inked > 10, qPrintable(name));
    }
}

void ThemeTest::everyIconFollowsTheRulesOfTheStyle() {
    static const QRegularExpression paint(QStringLiteral("(fill|stroke)=\"([^\"]*)\""));
    static const QRegularExpression width(QStringLiteral("stroke-width=\"([^\"]*)\""));
    for (const QString& name : iconNames()) {
        QFile file(iconFolder().filePath(name + QStringLiteral(".svg")));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY2(QSvgRenderer(text.toUtf8()).isValid(), qPrintable(name));
        for (const char* rule : {"viewBox=\"0 0 20 20\"", "stroke-linecap=\"round\"", "stroke-linejoin=\"round\"",
                                 "SPDX-License-Identifier: GPL-3.0-or-later"}) {
            QVERIFY2(text.contains(QLatin1String(rule)), qPrintable(name + QStringLiteral(" lacks ") + QLatin1String(rule)));
        }
        for (const char* stranger : {"style=", "<text", "Gradient", "<image", "<script", "href", "opacity"}) {
            QVERIFY2(!text.contains(QLatin1String(stranger)), qPrintable(name));
        }
        for (auto found = paint.globalMatch(text); found.hasNext();) {
            const QString value = found.next().captured(2);
            QVERIFY2(value == QLatin1String("none") || value == QLatin1String("currentColor"), qPrintable(name));
        }
        for (auto found = width.globalMatch(text); found.hasNext();) {
            QVERIFY2(found.next().captured(1) == QLatin1String("1.5"), qPrintable(name));
        }
    }
}

void ThemeTest::applicationIconIsSharpAtEverySize() {
    const QIcon made = applicationIcon();
    for (const int side : {16, 32, 48, 256}) {
        QCOMPARE(made.pixmap(side, side).size(), QSize(side, side));
    }
    QVERIFY(QFile::exists(QStringLiteral(ORRERY_SOURCE_DIR "/resources/application/orrery-console.desktop")));
}

void ThemeTest::bundledFontsAreUsed() {
    theme::apply(*qApp, Appearance::Dark);
    QVERIFY(QFontInfo(theme::textFont(13)).family().contains(QLatin1String("Inter")));
    QVERIFY(QFontInfo(theme::monoFont(12)).family().contains(QLatin1String("JetBrains Mono")));
    const QFontMetricsF digits(theme::monoFont(12));
    QCOMPARE(digits.horizontalAdvance(QStringLiteral("1111")),
             digits.horizontalAdvance(QStringLiteral("8888")));
}

void ThemeTest::switchingTheAppearanceReachesPaintedColors() {
    theme::apply(*qApp, Appearance::Light);
    QCOMPARE(theme::colors().ground, QColor(0xE4, 0xE6, 0xE8));
    QCOMPARE(qApp->palette().color(QPalette::Window), theme::colors().ground);
    theme::apply(*qApp, Appearance::Dark);
    QCOMPARE(theme::colors().ground, QColor(0x24, 0x27, 0x2A));
    QCOMPARE(qApp->palette().color(QPalette::Window), theme::colors().ground);
}

void ThemeTest::fillsCoverWholeDevicePixels_data() {
    QTest::addColumn<double>("ratio");
    for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
        QTest::addRow("x%g", ratio) << ratio;
    }
}

void ThemeTest::fillsCoverWholeDevicePixels() {
    QFETCH(double, ratio);
    QImage image(QSize(40, 40) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing, true);
    fillCrisp(painter, QRectF(3.3, 5.1, 7.4, 1), Qt::white);
    frameCrisp(painter, QRectF(12.7, 12.2, 9.1, 9.6), Qt::white);
    painter.end();
    int white = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int grey = qGray(image.pixel(x, y));
            QVERIFY2(grey == 0 || grey == 255, "a smeared edge");
            white += grey == 255 ? 1 : 0;
        }
    }
    QVERIFY(white > 20);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
