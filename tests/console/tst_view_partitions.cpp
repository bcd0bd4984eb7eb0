// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The map and the matrix: every cell can be hit and nothing else, at every scale; the whole path
// works from the keyboard; what is in trouble is marked and what is quiet has no colour.
#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include "console/views/partition_map.h"
#include "console/views/partitions_view.h"
#include "console/views/placement_matrix.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"

using namespace orrery;
using namespace orrery::console;

namespace {

QImage pictureOf(QWidget& widget, double ratio) {
    QImage image(widget.size() * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(theme::colors().ground);
    widget.render(&image, QPoint(), QRegion(), QWidget::DrawChildren);
    return image;
}

bool holdsColor(const QImage& image, const QColor& wanted) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (std::abs(color.red() - wanted.red()) + std::abs(color.green() - wanted.green()) +
                    std::abs(color.blue() - wanted.blue()) <
                12) {
                return true;
            }
        }
    }
    return false;
}

/// Shares of pixels that are clearly not grey.
int colored(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            count += color.hsvSaturation() > 90 && color.value() > 90 ? 1 : 0;
        }
    }
    return count;
}

}  // namespace

class PartitionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCellOfTheMapIsHitAtItsMiddleAndItsCorners();
    void mapIsHitOnlyInsideItsCells();
    void everyCellOfTheMatrixIsHit_data();
    void everyCellOfTheMatrixIsHit();
    void hitAndPictureAgreeAtEveryScale_data();
    void hitAndPictureAgreeAtEveryScale();
    void arrowsMoveTheCursorAndShiftExtends();
    void enterOpensTheCell();
    void aQuietGridHasNoColorInItsMap();
    void movingAndSingleCopiesAreMarked();
    void choosingInTheMapSelectsForTheWholeWindow();
    void typedFilterFadesOtherCells();
    void anEmptyGridShowsAPageAndNoMap();
    void twoHundredUnitsPaintInAFractionOfASecond();

private:
    SnapshotPointer m_quiet;
    SnapshotPointer m_killed;
};

void PartitionsTest::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_quiet = fixture::scenarioSnapshot(seconds(30));
    m_killed = fixture::scenarioSnapshot(seconds(46));
}

void PartitionsTest::everyCellOfTheMapIsHitAtItsMiddleAndItsCorners() {
    for (const int count : {1, 16, 100, 256, 1000}) {
        const MapGeometry geometry(QRectF(0, 0, 560, 570), count);
        for (int partition = 0; partition < count; ++partition) {
            const QRectF cell = geometry.cell(partition);
            QCOMPARE(geometry.partitionAt(cell.center()), std::optional<int>(partition));
            QCOMPARE(geometry.partitionAt(cell.topLeft() + QPointF(0.1, 0.1)),
                     std::optional<int>(partition));
            QCOMPARE(geometry.partitionAt(cell.bottomRight() - QPointF(0.1, 0.1)),
                     std::optional<int>(partition));
        }
    }
}

void PartitionsTest::mapIsHitOnlyInsideItsCells() {
    const MapGeometry geometry(QRectF(0, 0, 560, 570), 250);
    QVERIFY(!geometry.partitionAt(QPointF(5, 50)));
    QVERIFY(!geometry.partitionAt(QPointF(-1, -1)));
    QVERIFY(!geometry.partitionAt(QPointF(5000, 50)));
    const QRectF last = geometry.cell(249);
    QVERIFY(!geometry.partitionAt(last.center() + QPointF(geometry.pitch().width(), 0)));
}

void PartitionsTest::everyCellOfTheMatrixIsHit_data() {
    QTest::addColumn<int>("units");
    QTest::addColumn<int>("partitions");
    QTest::newRow("six units") << 6 << 256;
    QTest::newRow("one unit, few partitions") << 1 << 16;
    QTest::newRow("two hundred units") << 200 << 256;
}

void PartitionsTest::everyCellOfTheMatrixIsHit() {
    QFETCH(int, units);
    QFETCH(int, partitions);
    const MatrixGeometry geometry(QRectF(0, 0, 800, 600), units, partitions);
    for (int unit = 0; unit < units; ++unit) {
        for (int partition = 0; partition < partitions; ++partition) {
            const MatrixCell wanted{unit, partition};
            QCOMPARE(geometry.cellAt(geometry.cell(wanted).center()),
                     std::optional<MatrixCell>(wanted));
        }
    }
    QVERIFY(!geometry.cellAt(QPointF(10, 10)));
    QVERIFY(!geometry.cellAt(QPointF(400, 700)));
}

void PartitionsTest::hitAndPictureAgreeAtEveryScale_data() {
    QTest::addColumn<double>("ratio");
    for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
        QTest::addRow("x%g", ratio) << ratio;
    }
}

void PartitionsTest::hitAndPictureAgreeAtEveryScale() {
    QFETCH(double, ratio);
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    const PartitionId chosen{137};
    map.setCursorCell(chosen);
    const QImage image = pictureOf(map, ratio);
    // Every pixel of the cursor's colour lies at its cell, and its cell is where a click finds it.
    const QRectF around = map.geometryOfMap().cell(chosen.value).adjusted(-4, -4, 4, 4);
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == theme::colors().accent) {
                const QPointF logical((x + 0.5) / ratio, (y + 0.5) / ratio);
                QVERIFY(around.contains(logical));
                ++found;
            }
        }
    }
    QVERIFY(found > 40);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.geometryOfMap().cell(42).center().toPoint());
    QCOMPARE(map.cursorCell(), std::optional<PartitionId>(PartitionId{42}));
}

void PartitionsTest::arrowsMoveTheCursorAndShiftExtends() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.cursorCell(), std::optional<PartitionId>(PartitionId{0}));
    QTest::keyClick(&map, Qt::Key_Down);
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.cursorCell(), std::optional<PartitionId>(PartitionId{17}));
    QTest::keyClick(&map, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&map, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(map.selectedCells().size(), std::size_t{3});
    QTest::keyClick(&map, Qt::Key_End);
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(map.cursorCell(), std::optional<PartitionId>(PartitionId{255}));
    QCOMPARE(map.selectedCells().size(), std::size_t{1});
    QVERIFY(map.accessibleDescription().contains(QLatin1String("255")));
}

void PartitionsTest::enterOpensTheCell() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    QSignalSpy opened(&map, &PartitionMap::opened);
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(opened.count(), 0);
    QTest::keyClick(&map, Qt::Key_Home);
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
}

void PartitionsTest::aQuietGridHasNoColorInItsMap() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    PlacementMatrix matrix;
    matrix.resize(560, 570);
    matrix.setSnapshot(m_quiet);
    QCOMPARE(colored(pictureOf(map, 1)), 0);
    QCOMPARE(colored(pictureOf(matrix, 1)), 0);
}

void PartitionsTest::movingAndSingleCopiesAreMarked() {
    QVERIFY(m_killed->totals.copies[1] > 0);
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_killed);
    const QImage image = pictureOf(map, 1);
    const bool single = std::any_of(
        m_killed->partitions.begin(), m_killed->partitions.end(), [](const PartitionView& view) {
            return view.condition == PartitionCondition::UnderReplicated;
        });
    const bool moving = std::any_of(
        m_killed->partitions.begin(), m_killed->partitions.end(),
        [](const PartitionView& view) { return view.condition == PartitionCondition::Moving; });
    QVERIFY(single || moving);
    QCOMPARE(holdsColor(image, theme::colors().high), single);
    QCOMPARE(holdsColor(image, theme::colors().accent), moving);
}

void PartitionsTest::choosingInTheMapSelectsForTheWholeWindow() {
    Selection selection;
    TimeCursor cursor;
    MetricHistory history;
    ActionController actions;
    PartitionsView view({&selection, &cursor, &history, &actions});
    view.resize(1080, 720);
    view.show();
    view.refresh(m_quiet);
    auto* map = view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"));
    QVERIFY(map != nullptr);
    QTest::mouseClick(map, Qt::LeftButton, {}, map->geometryOfMap().cell(99).center().toPoint());
    QCOMPARE(selection.partition(), std::optional<PartitionId>(PartitionId{99}));
    selection.select(PartitionId{7});
    QCOMPARE(map->cursorCell(), std::optional<PartitionId>(PartitionId{7}));
    selection.select(UnitId{1});
    QVERIFY(!map->cursorCell());
}

void PartitionsTest::typedFilterFadesOtherCells() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    const QImage before = pictureOf(map, 1);
    map.setMatches(std::set<int>{3});
    const QImage after = pictureOf(map, 1);
    const QPoint kept = map.geometryOfMap().cell(3).center().toPoint();
    const QPoint faded = map.geometryOfMap().cell(4).center().toPoint();
    QCOMPARE(after.pixel(kept), before.pixel(kept));
    QVERIFY(after.pixel(faded) != before.pixel(faded));
}

void PartitionsTest::anEmptyGridShowsAPageAndNoMap() {
    Selection selection;
    TimeCursor cursor;
    MetricHistory history;
    ActionController actions;
    PartitionsView view({&selection, &cursor, &history, &actions});
    view.resize(1080, 720);
    view.show();
    view.refresh(emptySnapshot());
    QVERIFY(!view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"))->isVisible());
    view.refresh(m_quiet);
    QVERIFY(view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"))->isVisible());
}

void PartitionsTest::twoHundredUnitsPaintInAFractionOfASecond() {
    const SnapshotPointer large = fixture::scenarioSnapshot(
        seconds(6), {.hosts = 40, .unitsPerHost = 5, .length = seconds(8), .killAt = seconds(8)});
    QCOMPARE(large->units.size(), std::size_t{200});
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(large);
    PlacementMatrix matrix;
    matrix.resize(760, 570);
    matrix.setSnapshot(large);
    pictureOf(matrix, 1);
    QElapsedTimer timer;
    timer.start();
    pictureOf(map, 1);
    const qint64 forMap = timer.restart();
    pictureOf(matrix, 1);
    const qint64 forMatrix = timer.elapsed();
    qInfo("map %lld ms, matrix of 200 x 256 %lld ms", forMap, forMatrix);
    // Far above the budget of one frame, so that a busy machine does not fail it; far below a
    // freeze.
    QVERIFY(forMap < 250 && forMatrix < 250);
}

QTEST_MAIN(PartitionsTest)
#include "tst_view_partitions.moc"
