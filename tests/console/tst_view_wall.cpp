// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The wall: calm while nothing matters, the whole page used at every size, every unit in sight
// whatever their number, and each figure with the base it rests on.
#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

#include "console/state/formatting.h"
#include "console/views/alarm_list.h"
#include "console/views/figures.h"
#include "console/views/host_card.h"
#include "console/views/unit_reading.h"
#include "console/views/unit_tiles.h"
#include "console/views/wall_view.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using Stage = fixture::ViewStage;

namespace {

fixture::ScenarioOptions gridOf(std::uint32_t hosts, std::uint32_t unitsPerHost) {
    return {
        .hosts = hosts, .unitsPerHost = unitsPerHost, .length = seconds(9), .killAt = seconds(9)};
}

int colored(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const QColor color(line[x]);
            count += color.hsvSaturation() > 90 && color.value() > 90 ? 1 : 0;
        }
    }
    return count;
}

/// The lowest and the rightmost painted pixel that is not ground, as shares of the page.
QSizeF used(const QImage& image) {
    const QRgb ground = theme::colors().ground.rgb();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != ground) {
                right = std::max(right, x);
                bottom = std::max(bottom, y);
            }
        }
    }
    return {1.0 * right / image.width(), 1.0 * bottom / image.height()};
}

}  // namespace

class WallTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void aQuietGridHasNoColor_data();
    void aQuietGridHasNoColor();
    void thePageIsUsedToItsEnd_data();
    void thePageIsUsedToItsEnd();
    void everyTileIsInSightAndHit_data();
    void everyTileIsInSightAndHit();
    void aDeadUnitIsMarkedAmongHundreds();
    void tilesAreReachedByKeys();
    void figuresNameTheirBase();
    void failoversOfADayAreCounted();
    void whatIsNormalIsNotKnownAtFirst();
};

void WallTest::aQuietGridHasNoColor_data() {
    QTest::addColumn<int>("hosts");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {true, false}) {
        QTest::addRow("6 units, %s", dark ? "dark" : "light") << 3 << dark;
        QTest::addRow("80 units, %s", dark ? "dark" : "light") << 40 << dark;
    }
}

void WallTest::aQuietGridHasNoColor() {
    QFETCH(int, hosts);
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? Appearance::Dark : Appearance::Light);
    Stage stage;
    const SnapshotPointer quiet = fixture::scenarioSnapshot(
        seconds(8), stage.history, gridOf(static_cast<std::uint32_t>(hosts), 2));
    WallView wall(stage.context);
    wall.resize(1280, 720);
    wall.refresh(quiet);
    QCOMPARE(colored(wall.grab().toImage().convertToFormat(QImage::Format_RGB32)), 0);
    theme::apply(*qApp, Appearance::Dark);
}

void WallTest::thePageIsUsedToItsEnd_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("hosts");
    for (const int hosts : {3, 40}) {
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)}) {
            QTest::addRow("%d units at %dx%d", hosts * 2, size.width(), size.height())
                << size << hosts;
        }
    }
}

void WallTest::thePageIsUsedToItsEnd() {
    QFETCH(QSize, size);
    QFETCH(int, hosts);
    Stage stage;
    const SnapshotPointer shown = fixture::scenarioSnapshot(
        seconds(8), stage.history, gridOf(static_cast<std::uint32_t>(hosts), 2));
    WallView wall(stage.context);
    wall.resize(size);
    wall.show();
    wall.refresh(shown);
    QCoreApplication::processEvents();
    QCOMPARE(wall.size(), size);
    const QSizeF share = used(wall.grab().toImage());
    QVERIFY2(share.width() > 0.97 && share.height() > 0.94,
             qPrintable(QStringLiteral("%1 %2").arg(share.width()).arg(share.height())));
    // Nothing lies over anything else.
    auto* alarms = wall.findChild<AlarmList*>();
    for (const FigureCard* card : wall.findChildren<FigureCard*>()) {
        QVERIFY(card->geometry().bottom() < alarms->geometry().top());
    }
    const auto* tiles = wall.findChild<UnitTiles*>();
    QVERIFY(!tiles->isVisible() || tiles->geometry().bottom() < alarms->geometry().top());
    QCOMPARE(tiles->isVisible(), hosts == 40);
}

void WallTest::everyTileIsInSightAndHit_data() {
    QTest::addColumn<int>("hosts");
    QTest::addColumn<int>("unitsPerHost");
    QTest::addColumn<QSize>("size");
    QTest::newRow("200 units") << 40 << 5 << QSize(1040, 260);
    QTest::newRow("500 units") << 50 << 10 << QSize(1040, 260);
    QTest::newRow("500 units on five hosts") << 5 << 100 << QSize(1040, 260);
    QTest::newRow("200 units, large") << 40 << 5 << QSize(3800, 1000);
    QTest::newRow("200 units, narrow") << 40 << 5 << QSize(620, 200);
}

void WallTest::everyTileIsInSightAndHit() {
    QFETCH(int, hosts);
    QFETCH(int, unitsPerHost);
    QFETCH(QSize, size);
    std::vector<std::vector<int>> grouped;
    for (int host = 0; host < hosts; ++host) {
        grouped.emplace_back();
        for (int unit = 0; unit < unitsPerHost; ++unit) {
            grouped.back().push_back(host * unitsPerHost + unit);
        }
    }
    const TileGeometry geometry(QSizeF(size), grouped, 1);
    const QRectF page(QPointF(0, 0), QSizeF(size));
    for (int unit = 0; unit < hosts * unitsPerHost; ++unit) {
        const QRectF tile = geometry.tile(unit);
        QVERIFY2(page.contains(tile), qPrintable(QString::number(unit)));
        QCOMPARE(geometry.unitAt(tile.center()), std::optional<int>(unit));
    }
}

void WallTest::aDeadUnitIsMarkedAmongHundreds() {
    const SnapshotPointer killed = fixture::scenarioSnapshot(
        seconds(8), {.hosts = 40, .unitsPerHost = 5, .length = seconds(9), .killAt = seconds(5)});
    const auto marks = urgencies(*killed);
    QCOMPARE(std::count(marks.begin(), marks.end(), std::optional(Urgency::High)), 1);
    UnitTiles tiles;
    tiles.resize(1040, 260);
    tiles.setSnapshot(killed);
    QVERIFY(colored(tiles.grab().toImage().convertToFormat(QImage::Format_RGB32)) > 20);
    QVERIFY(tiles.cellText({3, 0}).contains(QLatin1String("dead")));
}

void WallTest::tilesAreReachedByKeys() {
    UnitTiles tiles;
    tiles.resize(1040, 260);
    tiles.setSnapshot(fixture::scenarioSnapshot(seconds(8), gridOf(40, 5)));
    QSignalSpy chosen(&tiles, &UnitTiles::unitChosen);
    QSignalSpy opened(&tiles, &UnitTiles::unitOpened);
    QTest::keyClick(&tiles, Qt::Key_Right);
    QTest::keyClick(&tiles, Qt::Key_Right);
    QCOMPARE(tiles.currentCell(), std::optional(TableCell{1, 0}));
    QTest::keyClick(&tiles, Qt::Key_Down);
    QCOMPARE(tiles.currentCell(), std::optional(TableCell{6, 0}));
    QTest::keyClick(&tiles, Qt::Key_Up);
    QCOMPARE(tiles.currentCell(), std::optional(TableCell{1, 0}));
    QTest::keyClick(&tiles, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(chosen.count(), 4);
}

void WallTest::figuresNameTheirBase() {
    Stage stage;
    const SnapshotPointer killed = fixture::scenarioSnapshot(seconds(45), stage.history);
    for (const CardFigure& figure :
         {requestsFigure(*killed, stage.history), lagFigure(*killed, stage.history),
          memoryOnlyFigure(*killed, stage.history), hitFigure(*killed, stage.history)}) {
        QCOMPARE(figure.base, QStringLiteral("5/6"));
    }
}

void WallTest::failoversOfADayAreCounted() {
    Stage stage;
    const auto countAt = [&](Duration offset) {
        const SnapshotPointer shown = fixture::scenarioSnapshot(offset, stage.history);
        WallView wall(stage.context);
        wall.resize(1080, 720);
        wall.refresh(shown);
        return wall.findChild<RunLabel*>(QStringLiteral("wallView.failovers"))->accessibleName();
    };
    QVERIFY(countAt(seconds(30)).endsWith(QLatin1String("0")));
    QVERIFY2(countAt(seconds(60)).contains(QLatin1String("1  last 14:00:40")),
             qPrintable(countAt(seconds(60))));
}

void WallTest::whatIsNormalIsNotKnownAtFirst() {
    MetricHistory history;
    const SnapshotPointer early = fixture::scenarioSnapshot(seconds(10), history);
    QVERIFY(requestsFigure(*early, history).footnote.contains(QLatin1String("not known yet")));
    const SnapshotPointer later = fixture::scenarioSnapshot(seconds(39), history);
    QVERIFY(requestsFigure(*later, history).footnote.startsWith(QLatin1String("normal ")));
}

QTEST_MAIN(WallTest)
#include "tst_view_wall.moc"
