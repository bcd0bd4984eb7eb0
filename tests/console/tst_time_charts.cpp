// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The charts board: panels, one cursor for all, lines over many units, flags that do not cover each other,
// numbers for export.
#include <algorithm>
#include <array>

#include <QChart>
#include <QChartView>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QXYSeries>

#include "console/actions/action_controller.h"
#include "console/charts/flag_layout.h"
#include "console/shell/export_subjects.h"
#include "console/state/quantiles.h"
#include "console/views/charts_view.h"
#include "console/widgets/theme.h"
#include "shared/base/random.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

struct Board {
    Board() {
        fixture::ScenarioOptions options;
        options.partitions = 16;
        shown = fixture::scenarioSnapshot(seconds(110), history, options);
        view.resize(1200, 760);
        view.refresh(shown);
    }
    Selection selection;
    TimeCursor cursor;
    MetricHistory history;
    ActionController actions;
    ChartsView view{{&selection, &cursor, ShownHistory(&history), &actions}};
    SnapshotPointer shown;
};

ChartPanel* panel(ChartsView& view, int index) {
    return view.findChild<ChartPanel*>(QStringLiteral("chartsView.panel%1").arg(index));
}

}  // namespace

class ChartsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }

    void oneCursorMovesInTwelvePanels() {
        Board board;
        while (board.view.plans().size() < ChartsView::mostPanels) {
            QVERIFY(board.view.addPanel({Metric::CpuPercent, PanelScope::Worst}));
        }
        QVERIFY(!board.view.addPanel({Metric::CpuPercent, PanelScope::Grid}));
        const Instant at = board.shown->now.at - seconds(20);
        board.cursor.setPoint(at);
        const double millis = static_cast<double>(wallTimeOf(at, board.shown->now).millis);
        for (int index = 0; index < 12; ++index) {
            QCOMPARE(panel(board.view, index)->chart().cursor(), std::optional(millis));
        }
        QTest::keyClick(panel(board.view, 7), Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(*board.cursor.point() < at);
        for (int index = 0; index < 12; ++index) {
            QVERIFY(*panel(board.view, index)->chart().cursor() < millis);
        }
        board.cursor.setPoint(std::nullopt);
        QVERIFY(!panel(board.view, 11)->chart().cursor());
    }

    void timeThatPassesDrawsTwoPanelsAPictureAndAllInTurn() {
        // A panel of dense curves takes as long to paint as many slices of a budget; all of them in one took 58 ms.
        Board board;
        while (board.view.plans().size() < ChartsView::mostPanels) {
            QVERIFY(board.view.addPanel({Metric::CpuPercent, PanelScope::Worst}));
        }
        std::array<int, ChartsView::mostPanels> drawn{};
        for (int step = 1; step <= 6; ++step) {
            std::array<const ChartLine*, ChartsView::mostPanels> before{};
            for (int index = 0; index < 12; ++index) {
                before[static_cast<std::size_t>(index)] = panel(board.view, index)->chart().lines().data();
            }
            auto later = std::make_shared<GridSnapshot>(*board.shown);
            later->now.at = later->now.at + milliseconds(600 * step);
            later->now.wall.millis += 600 * step;
            board.view.refresh(later);
            int together = 0;
            for (int index = 0; index < 12; ++index) {
                const auto place = static_cast<std::size_t>(index);
                const bool isDrawn = panel(board.view, index)->chart().lines().data() != before[place];
                drawn[place] += isDrawn;
                together += isDrawn;
            }
            QCOMPARE(together, 2);
        }
        QVERIFY(std::ranges::all_of(drawn, [](int times) { return times == 1; }));
    }

    void panelsAreMovedTakenAwayAndRemembered() {
        Board board;
        QSignalSpy laidOut(&board.view, &ChartsView::boardChanged);
        board.view.setBoardLayout("4:grid 0:units 99:grid 5:nonsense 6:worst");
        QCOMPARE(laidOut.size(), 1);   // Once for all panels, not once for each.
        QCOMPARE(board.view.boardLayout(), QString("4:grid 0:units 6:worst"));
        QTest::keyClick(panel(board.view, 0), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(board.view.boardLayout(), QString("0:units 4:grid 6:worst"));
        QTest::keyClick(panel(board.view, 2), Qt::Key_Delete);
        QCOMPARE(board.view.boardLayout(), QString("0:units 4:grid"));
        board.view.removePanel(0);
        board.view.removePanel(0);
        QCOMPARE(board.view.plans().size(), std::size_t{1});
        board.view.setBoardLayout(QString());
        QCOMPARE(board.view.plans().size(), std::size_t{4});
    }

    void aDroppedMetricBecomesAPanel() {
        Board board;
        QMimeData data;
        data.setData(ChartsView::metricMime, "10");
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&board.view, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&board.view, &drop);
        QCOMPARE(board.view.plans().back().metric, Metric::MemoryBytes);
    }

    void theHighestLineKeepsEveryUnitsExtremes() {
        Random random(5);
        for (int round = 0; round < 20; ++round) {
            MetricHistory history;
            double highest = 0;
            std::vector<UnitId> units;
            for (std::uint32_t unit = 1; unit <= 40; ++unit) {
                units.push_back(UnitId{unit});
                for (int index = 0; index < 600; ++index) {
                    const auto value = static_cast<double>(random.below(100'000));
                    highest = std::max(highest, value);
                    history.add(Metric::LagMillis, UnitId{unit}, Instant{index * 500'000LL}, value);
                }
            }
            const Moment now{Instant{300'000'000}, WallTime{1'000'000}};
            const QuantileLines lines =
                quantileLines(history, Metric::LagMillis, units, {Instant{0}, now.at}, 120, now);
            QCOMPARE(lines.worst.size(), std::size_t{1});
            double seen = 0;
            for (std::size_t index = 0; index < lines.worst[0].size(); ++index) {
                seen = std::max(seen, lines.worst[0][index].y());
                QVERIFY(lines.middle[0][index].y() <= lines.high[0][index].y());
                QVERIFY(lines.high[0][index].y() <= lines.worst[0][index].y());
            }
            QCOMPARE(static_cast<float>(seen), static_cast<float>(highest));
        }
    }

    void aStretchWithoutAnyUnitBreaksTheLines() {
        MetricHistory history;
        for (int index = 0; index < 600; ++index) {
            if (index < 200 || index >= 300) {
                history.add(Metric::LagMillis, UnitId{1}, Instant{index * 500'000LL}, 1);
            }
        }
        const Moment now{Instant{300'000'000}, WallTime{1'000'000}};
        QCOMPARE(
            quantileLines(history, Metric::LagMillis, {UnitId{1}}, {Instant{0}, now.at}, 120, now)
                .middle.size(),
            std::size_t{2});
    }

    /// What lies further back than single samples reach is kept as four samples each half minute.
    void halfMinutesGiveUnbrokenLinesOverUnits() {
        MetricHistory history;
        for (std::int64_t index = 0; index < 2 * 2400; ++index) {
            const double peak = index == 2 * 700 ? 90 : 0;
            history.add(Metric::LagMillis, UnitId{1}, Instant{index * 500'000LL}, 1 + peak);
            history.add(Metric::LagMillis, UnitId{2}, Instant{index * 500'000LL}, 3);
        }
        const Moment now{Instant{2400'000'000LL}, WallTime{1'800'000'000'000}};
        const TimeRange range{Instant{305'000'000LL}, Instant{1205'000'000LL}};
        const QuantileLines lines = quantileLines(history, Metric::LagMillis, {UnitId{1}, UnitId{2}}, range, 180, now);
        QCOMPARE(lines.worst.size(), std::size_t{1});
        QCOMPARE(lines.worst[0].size(), std::size_t{180});
        QCOMPARE(std::ranges::max(lines.worst[0], {}, &QPointF::y).y(), 91.0);
        QCOMPARE(std::ranges::min(lines.worst[0], {}, &QPointF::y).y(), 3.0);
        // So short that no sample lies in it: the lines lead through.
        const TimeRange inside{Instant{421'000'000LL}, Instant{422'000'000LL}};
        QCOMPARE(worstUnits(history, Metric::LagMillis, {UnitId{1}, UnitId{2}}, inside, 1), std::vector{UnitId{2}});
    }

    void theWorstUnitsComeFirst() {
        MetricHistory history;
        for (std::uint32_t unit = 1; unit <= 5; ++unit) {
            for (int index = 0; index < 10; ++index) {
                history.add(Metric::LagMillis, UnitId{unit}, Instant{index * 500'000LL},
                            unit == 2 && index == 4 ? 90 : unit);
            }
        }
        const std::vector<UnitId> units{UnitId{1}, UnitId{2}, UnitId{3},
                                        UnitId{4}, UnitId{5}, UnitId{6}};
        const Moment now{Instant{5'000'000}, WallTime{1'000'000}};
        const auto worst =
            worstUnits(history, Metric::LagMillis, units, {Instant{0}, now.at}, 3);
        QCOMPARE(worst.size(), std::size_t{3});
        QCOMPARE(worst[0].value, 2u);
        QCOMPARE(worst[1].value, 5u);
        QVERIFY(worstUnits(history, Metric::LagMillis, {UnitId{6}}, {Instant{0}, now.at}, 3)
                    .empty());
    }

    void wordsOfFlagsNeverCoverEachOther() {
        Random random(9);
        const auto width = [](const QString& text) { return static_cast<double>(text.size()) * 7; };
        for (int round = 0; round < 200; ++round) {
            std::vector<FlagWord> words;
            const int count = 1 + static_cast<int>(random.below(40));
            for (int index = 0; index < count; ++index) {
                words.push_back({70 + static_cast<double>(random.below(900)), QStringLiteral("b%1 died").arg(index),
                                 static_cast<int>(random.below(3))});
            }
            std::sort(words.begin(), words.end(),
                      [](const FlagWord& a, const FlagWord& b) { return a.x < b.x; });
            const auto placed = layOutFlags(words, 68, 980, width);
            QVERIFY(!placed.empty());
            int said = 0;
            for (std::size_t one = 0; one < placed.size(); ++one) {
                QVERIFY(placed[one].left >= 68 && placed[one].left + placed[one].width <= 980);
                const qsizetype plus = placed[one].text.indexOf(QLatin1Char('+'));
                said += 1 + (plus < 0 ? 0 : placed[one].text.mid(plus + 1).toInt());
                for (std::size_t two = one + 1; two < placed.size(); ++two) {
                    const bool apart = placed[one].left + placed[one].width <= placed[two].left ||
                                       placed[two].left + placed[two].width <= placed[one].left;
                    QVERIFY(apart);
                }
            }
            QCOMPARE(said, count);
        }
    }

    void theGravestFlagSpeaksForItsNeighbours() {
        const auto width = [](const QString& text) { return static_cast<double>(text.size()) * 7; };
        const std::vector<FlagWord> words{{500, QStringLiteral("a1 ready"), 3},
                                          {510, QStringLiteral("b2 died"), 1},
                                          {520, QStringLiteral("a1 ready"), 3}};
        const auto placed = layOutFlags(words, 68, 980, width);
        QCOMPARE(placed.size(), std::size_t{1});
        QCOMPARE(placed.front().text, QStringLiteral("b2 died +2"));
    }

    void theComparisonIsTheSameCurveFromBefore() {
        Board board;
        board.view.setBoardLayout("0:grid");
        board.cursor.setSpan(seconds(20));
        board.view.compareWith(seconds(30));
        const auto& lines = panel(board.view, 0)->chart().lines();
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].style, Qt::DashLine);
        const QPointF then = lines[0].segments[0].front();
        const Instant at =
            board.shown->now.at -
            milliseconds(board.shown->now.wall.millis - static_cast<std::int64_t>(then.x())) -
            seconds(30);
        const auto value =
            board.history.valueAt(Metric::OperationsPerSecond, std::nullopt, at + milliseconds(1));
        QCOMPARE(static_cast<float>(*value), static_cast<float>(then.y()));
    }

    /// A busy curve as large as the window took seconds to paint with a round or a wide dashed pen (paint_benchmark).
    void everyCurveHasAPenThatQtIsQuickWith() {
        Board board;
        board.view.setBoardLayout("0:grid 4:units 5:worst");
        board.view.compareWith(seconds(30));
        int dashed = 0, solid = 0;
        for (const QChartView* chart : board.view.findChildren<QChartView*>()) {
            for (const QAbstractSeries* series : chart->chart()->series()) {
                const QPen pen = qobject_cast<const QXYSeries*>(series)->pen();
                const bool isSolid = pen.style() == Qt::SolidLine;
                ++(isSolid ? solid : dashed);
                QVERIFY(isSolid ? pen.capStyle() != Qt::RoundCap : pen.isCosmetic() && pen.widthF() <= 1);
                QCOMPARE(pen.color().alpha(), 255);
            }
        }
        QVERIFY(solid >= 3 && dashed >= 3);
    }

    void numbersComeOutWithIsoTimesAndUnits() {
        Board board;
        board.view.setBoardLayout("4:grid 10:grid");
        const ExportTable table = chartTableOf(board.view);
        QCOMPARE(table.columns, QStringList({"time", "Replication lag, grid", "Memory, grid"}));
        QCOMPARE(table.units, QStringList({"UTC", "ms", "B"}));
        std::size_t points = 0;
        for (const ChartData& curve : board.view.chartData()) {
            for (const Segment& segment : curve.segments) {
                points += segment.size();
            }
        }
        std::size_t cells = 0;
        QString last;
        for (const QStringList& parts : table.rows) {
            QCOMPARE(parts.size(), 3);
            QVERIFY(parts[0].startsWith("2026-11-20T14:0") && parts[0].endsWith('Z'));
            QVERIFY(parts[0] > last);
            last = parts[0];
            cells += !parts[1].isEmpty();
            cells += !parts[2].isEmpty();
        }
        QCOMPARE(cells, points);
    }
};

QTEST_MAIN(ChartsTest)
#include "tst_time_charts.moc"
