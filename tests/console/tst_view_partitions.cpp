// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The map and the matrix: every cell can be hit and nothing else, at every scale; the whole path
// works from the keyboard; what is in trouble is marked and what is quiet has no colour.
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>

#include "console/views/partition_map.h"
#include "console/views/partitions_view.h"
#include "console/views/placement_matrix.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

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

/// A source that answers nothing.
class SilentSource : public GridSource {
public:
    enum class Acting { Possible, Impossible };

    explicit SilentSource(Acting acting = Acting::Possible) : m_acting(acting) {}

    SourceKind kind() const override { return SourceKind::Live; }
    QString title() const override { return QStringLiteral("test"); }
    void start() override {}
    void stop() override {}
    bool canAct() const override { return m_acting == Acting::Possible; }

private:
    Acting m_acting;
};

struct Desk : fixture::ViewStage {
    SilentSource source;
    ~Desk() { actions.setSource(nullptr); }
};

}  // namespace

class PartitionsTest : public fixture::WatchedTest {
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
    void anUnknownGridIsDrawnWithDashesAndSaysWhy();
    void chipsCountWhatTheyShow();
    void lagOfAPartitionIsTheWorstOfItsLinksAndUnknownIsNotZero();
    void hostsCloseToOneRowAndKeepEveryCopy();
    void manyUnitsBeginWithTheirHostsClosed();
    void twoCopiesOnOneHostStandOut();
    void matrixIsReachedByKeysAlone();
    void droppingACellOnAUnitAsksForItsPlan();
    void escapeGivesTheDragUp();
    void whereThereIsNothingToActOnNothingIsOffered();
    void keyOpensTheUnitsAPartitionCanMoveTo();
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
    std::vector<MatrixRow> rows{{"a", -1, units, true}};
    for (int unit = 0; unit < units; ++unit) {
        rows.push_back({"a", unit, 0, true});
    }
    rows.push_back({"b", -1, 3, false});
    const MatrixGeometry geometry(QRectF(0, 0, 800, 600), rows, partitions);
    QVERIFY(!geometry.cellAt(geometry.band(0).center()));
    for (int row = 1; row <= units + 1; ++row) {
        for (int partition = 0; partition < partitions; ++partition) {
            const MatrixCell wanted{row, partition};
            QCOMPARE(geometry.cellAt(geometry.cell(wanted).center()),
                     std::optional<MatrixCell>(wanted));
        }
        QCOMPARE(geometry.rowAt(geometry.band(row).center().y()), std::optional<int>(row));
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
    const bool moving =
        std::any_of(m_killed->partitions.begin(), m_killed->partitions.end(),
                    [](const PartitionView& view) { return view.handover || view.joining > 0; });
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

void PartitionsTest::anUnknownGridIsDrawnWithDashesAndSaysWhy() {
    Desk desk;
    PartitionsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    auto unknown = std::make_shared<GridSnapshot>(*emptySnapshot());
    unknown->contact.state = ContactState::Lost;
    unknown->contact.peer = QStringLiteral("127.0.0.1:7101");
    view.refresh(unknown);
    auto* map = view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"));
    QVERIFY(map->isVisible());
    QCOMPARE(colored(pictureOf(*map, 1)), 0);
    QCOMPARE(map->tableRows(), 0);
    QTest::mouseClick(map, Qt::LeftButton, {}, map->geometryOfMap().cell(3).center().toPoint());
    QVERIFY(!map->cursorCell());
    bool said = false;
    for (const QLabel* label : view.findChildren<QLabel*>()) {
        said =
            said || (label->isVisible() && label->text().contains(QLatin1String("127.0.0.1:7101")));
    }
    QVERIFY(said);
    view.refresh(m_quiet);
    QCOMPARE(map->tableRows(), 16);
}

void PartitionsTest::chipsCountWhatTheyShow() {
    const MapScale scale = scaleOf(*m_killed);
    QVERIFY(scale.busiest >= scale.mean && scale.mean > 0);
    QCOMPARE(countOf(MapFilter::All, *m_killed, scale), 256);
    QCOMPARE(countOf(MapFilter::OneCopy, *m_killed, scale),
             static_cast<int>(m_killed->totals.copies[1]));
    QCOMPARE(countOf(MapFilter::Moving, *m_killed, scale),
             static_cast<int>(m_killed->totals.movingPartitions));
    QCOMPARE(countOf(MapFilter::Lost, *m_killed, scale), 0);
    PartitionView hot = m_quiet->partitions.front();
    hot.operationsPerSecond = scale.mean * 3;
    QVERIFY(belongsTo(MapFilter::Hot, hot, scale));
    hot.operationsPerSecond.reset();
    QVERIFY(!belongsTo(MapFilter::Hot, hot, scale));
}

void PartitionsTest::lagOfAPartitionIsTheWorstOfItsLinksAndUnknownIsNotZero() {
    auto changed = std::make_shared<GridSnapshot>(*m_quiet);
    const model::PartitionDescription& partition = changed->state->partitions[5];
    for (LinkView& link : changed->links) {
        if (link.from == partition.primary && link.to == partition.inSync.back()) {
            link.lag = Aged<Duration>::of(milliseconds(250), {}, Freshness::Live);
        }
    }
    QCOMPARE(lagOf(*changed, partition.id), std::optional<Duration>(milliseconds(250)));
    QCOMPARE(lagStep(lagOf(*changed, partition.id)), 2);
    QVERIFY(sentenceOf(*changed, partition.id).contains(QLatin1String("lag 250 ms")));
    for (LinkView& link : changed->links) {
        link.lag = Aged<Duration>::unknown();
    }
    QVERIFY(!lagOf(*changed, partition.id));
    QVERIFY(sentenceOf(*changed, partition.id).contains(QLatin1String("lag not known")));
}

void PartitionsTest::hostsCloseToOneRowAndKeepEveryCopy() {
    const std::vector<MatrixRow> open = matrixRows(*m_quiet, {});
    const std::vector<MatrixRow> closed = matrixRows(*m_quiet, {"b"});
    QCOMPARE(open.size(), std::size_t{9});
    QCOMPARE(closed.size(), std::size_t{7});
    const auto count = [](const std::vector<std::vector<PlacedCell>>& cells, Placed what) {
        int found = 0;
        for (const std::vector<PlacedCell>& row : cells) {
            found += static_cast<int>(std::count_if(
                row.begin(), row.end(), [&](const PlacedCell& c) { return c.what == what; }));
        }
        return found;
    };
    QCOMPARE(count(placement(*m_quiet, open), Placed::Primary), 256);
    QCOMPARE(count(placement(*m_quiet, closed), Placed::Primary), 256);
    QCOMPARE(count(placement(*m_quiet, closed), Placed::Backup), 256);
}

void PartitionsTest::manyUnitsBeginWithTheirHostsClosed() {
    PlacementMatrix matrix;
    matrix.resize(600, 570);
    matrix.setSnapshot(m_quiet);
    QCOMPARE(matrix.tableRows(), 9);
    PlacementMatrix many;
    many.resize(600, 570);
    many.setSnapshot(fixture::scenarioSnapshot(
        seconds(2), {.hosts = 20, .unitsPerHost = 3, .length = seconds(3), .killAt = seconds(3)}));
    QCOMPARE(many.tableRows(), 20);
    QTest::keyClick(&many, Qt::Key_Down);
    QTest::keyClick(&many, Qt::Key_Plus);
    QCOMPARE(many.tableRows(), 23);
    QTest::keyClick(&many, Qt::Key_Asterisk);
    QCOMPARE(many.tableRows(), 80);
}

void PartitionsTest::twoCopiesOnOneHostStandOut() {
    auto shared = std::make_shared<GridSnapshot>(*m_quiet);
    auto state = std::make_shared<model::GridState>(*shared->state);
    state->partitions[7].inSync = {UnitId{1}, UnitId{2}};
    state->partitions[7].primary = UnitId{1};
    shared->state = state;
    shared->partitions[7].sharedHost = true;
    PlacementMatrix matrix;
    matrix.resize(760, 570);
    matrix.setSnapshot(shared);
    QCOMPARE(matrix.sharedHosts(), 1);
    QVERIFY(holdsColor(pictureOf(matrix, 1), theme::colors().medium));
    QVERIFY(matrix.cellText({1, 7}).contains(QLatin1String("same host")));
    QVERIFY(!matrix.cellText({1, 6}).contains(QLatin1String("same host")));
}

void PartitionsTest::matrixIsReachedByKeysAlone() {
    Desk desk;
    PartitionsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_quiet);
    auto* matrix = view.findChild<PlacementMatrix*>(QStringLiteral("partitionsView.matrix"));
    QTest::keyClick(matrix, Qt::Key_Down);
    QTest::keyClick(matrix, Qt::Key_Down);
    QCOMPARE(desk.selection.unit(), std::optional<UnitId>(UnitId{1}));
    QTest::keyClick(matrix, Qt::Key_Right);
    QTest::keyClick(matrix, Qt::Key_Right);
    QCOMPARE(desk.selection.partition(), std::optional<PartitionId>(PartitionId{1}));
    QTest::keyClick(matrix, Qt::Key_Minus);
    QCOMPARE(matrix->tableRows(), 7);
}

void PartitionsTest::droppingACellOnAUnitAsksForItsPlan() {
    Desk desk;
    desk.actions.setSource(&desk.source);
    desk.actions.setSnapshot(m_quiet);
    PartitionsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_quiet);
    auto* map = view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"));
    auto* matrix = view.findChild<PlacementMatrix*>(QStringLiteral("partitionsView.matrix"));
    auto* carried = view.findChild<QWidget*>(QStringLiteral("partitionsView.carried"));
    QSignalSpy asked(&view, &View::actionRequested);
    const QPoint from = map->geometryOfMap().cell(0).center().toPoint();
    const auto carryTo = [&](int row) {
        const QPoint there = matrix->geometryOfMatrix().band(row).center().toPoint();
        QTest::mousePress(map, Qt::LeftButton, {}, from);
        QTest::mouseMove(map, from + QPoint(40, 0));
        QTest::mouseMove(map, map->mapFromGlobal(matrix->mapToGlobal(there)));
        QVERIFY(map->draggedCell().has_value());
        QVERIFY(carried->isVisible());
        QTest::mouseRelease(map, Qt::LeftButton, {},
                            map->mapFromGlobal(matrix->mapToGlobal(there)));
        QVERIFY(!carried->isVisible());
    };
    // Row 1 is a1, which leads partition 0 already; row 4 is b1.
    carryTo(1);
    QCOMPARE(asked.count(), 0);
    carryTo(4);
    QCOMPARE(asked.count(), 1);
    const auto action = asked.first().first().value<model::Action>();
    QCOMPARE(action.kind, model::ActionKind::MovePartition);
    QCOMPARE(action.partition, std::optional<PartitionId>(PartitionId{0}));
    QCOMPARE(action.target, std::string("b1"));
}

void PartitionsTest::escapeGivesTheDragUp() {
    PartitionMap map;
    map.resize(560, 570);
    map.show();
    map.setSnapshot(m_quiet);
    map.setDragging(Dragging::Offered);
    QSignalSpy dropped(&map, &PartitionMap::dropped);
    QSignalSpy ended(&map, &PartitionMap::dragEnded);
    const QPoint from = map.geometryOfMap().cell(17).center().toPoint();
    QTest::mousePress(&map, Qt::LeftButton, {}, from);
    QTest::mouseMove(&map, from + QPoint(60, 0));
    QCOMPARE(map.draggedCell(), std::optional<PartitionId>(PartitionId{17}));
    QTest::keyClick(&map, Qt::Key_Escape);
    QVERIFY(!map.draggedCell());
    QTest::mouseRelease(&map, Qt::LeftButton, {}, from + QPoint(60, 0));
    QCOMPARE(dropped.count(), 0);
    QCOMPARE(ended.count(), 1);
}

void PartitionsTest::whereThereIsNothingToActOnNothingIsOffered() {
    Desk desk;
    SilentSource recording(SilentSource::Acting::Impossible);
    desk.actions.setSource(&recording);
    PartitionsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_quiet);
    auto* map = view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"));
    const QPoint from = map->geometryOfMap().cell(17).center().toPoint();
    QTest::mousePress(map, Qt::LeftButton, {}, from);
    QTest::mouseMove(map, from + QPoint(60, 0));
    QVERIFY(!map->draggedCell());
    QTest::mouseRelease(map, Qt::LeftButton, {}, from);
    QTest::keyClick(map, Qt::Key_M);
    QVERIFY(view.findChild<QMenu*>(QStringLiteral("partitionsView.moveMenu")) == nullptr);
}

void PartitionsTest::keyOpensTheUnitsAPartitionCanMoveTo() {
    Desk desk;
    desk.actions.setSource(&desk.source);
    desk.actions.setSnapshot(m_quiet);
    PartitionsView view(desk.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_quiet);
    QSignalSpy asked(&view, &View::actionRequested);
    auto* map = view.findChild<PartitionMap*>(QStringLiteral("partitionsView.map"));
    QTest::keyClick(map, Qt::Key_Home);
    QTest::keyClick(map, Qt::Key_M);
    auto* menu = view.findChild<QMenu*>(QStringLiteral("partitionsView.moveMenu"));
    QVERIFY(menu != nullptr);
    QStringList targets;
    for (const QAction* action : menu->actions()) {
        targets << (action->isSeparator() ? QString() : action->text());
    }
    targets.removeAll(QString());
    QCOMPARE(targets.size(), 5);
    QVERIFY(!targets.contains(QLatin1String("a1 (host a)")));
    menu->actions().last()->trigger();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().value<model::Action>().target, std::string("c2"));
    menu->close();
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
