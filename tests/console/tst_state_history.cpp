// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures over time and as words.
#include <QSignalSpy>
#include <QTest>

#include "console/state/formatting.h"
#include "console/state/metric_history.h"
#include "console/state/name_order.h"
#include "console/state/selection.h"
#include "console/state/time_cursor.h"
#include "shared/base/random.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

Moment nowAt(Instant at) { return Moment{at, WallTime{1'000'000 + at.micros / 1000}}; }

MetricValues valuesOf(const std::map<Metric, double>& known) {
    MetricValues values;
    for (const auto& [metric, value] : known) {
        values[static_cast<std::size_t>(metric)] = value;
    }
    return values;
}

std::vector<QPointF> joined(const std::vector<Segment>& segments) {
    std::vector<QPointF> points;
    for (const Segment& segment : segments) {
        points.insert(points.end(), segment.begin(), segment.end());
    }
    return points;
}

}  // namespace

class HistoryTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void namesStandWherePeopleLookForThem() {
        std::vector<std::string> names{"b10", "c", "b2", "a", "b02x", "10.0.0.9", "10.0.0.10", "b"};
        std::sort(names.begin(), names.end(), isNamedBefore);
        QCOMPARE(names, (std::vector<std::string>{"10.0.0.9", "10.0.0.10", "a", "b", "b2", "b02x", "b10", "c"}));
        QVERIFY(!isNamedBefore("b2", "b02") && !isNamedBefore("b02", "b2"));
    }

    void decimationKeepsEveryExtreme() {
        Random random(3);
        for (int round = 0; round < 50; ++round) {
            MetricHistory history;
            double low = 1e9, high = -1e9;
            const int count = 700 + static_cast<int>(random.below(500));
            for (int index = 0; index < count; ++index) {
                const double value = static_cast<double>(random.below(10'000));
                low = std::min(low, value);
                high = std::max(high, value);
                history.add(Metric::LagMillis, UnitId{1}, Instant{index * 500'000LL}, value);
            }
            const Instant end{count * 500'000LL};
            const auto segments =
                history.series({Metric::LagMillis, UnitId{1}, Instant{}, end, 600}, nowAt(end));
            const auto points = joined(segments);
            QVERIFY(points.size() <= 600);
            const auto byHeight = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
            QCOMPARE(std::min_element(points.begin(), points.end(), byHeight)->y(), low);
            QCOMPARE(std::max_element(points.begin(), points.end(), byHeight)->y(), high);
            QVERIFY(
                std::is_sorted(points.begin(), points.end(),
                               [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
        }
    }

    void aGapBreaksTheLine() {
        MetricHistory history;
        for (int index = 0; index < 10; ++index) {
            history.add(Metric::QueuedWrites, std::nullopt, Instant{index * 500'000LL}, index);
        }
        history.add(Metric::QueuedWrites, std::nullopt, Instant{20'000'000}, 5);
        history.breakLine(std::nullopt);
        history.add(Metric::QueuedWrites, std::nullopt, Instant{20'500'000}, 6);
        const Instant end{21'000'000};
        const auto segments =
            history.series({Metric::QueuedWrites, std::nullopt, Instant{}, end, 600}, nowAt(end));
        QCOMPARE(segments.size(), std::size_t{3});
        QCOMPARE(segments[0].size(), std::size_t{10});
        QVERIFY(
            !history.valueAt(Metric::QueuedWrites, std::nullopt, Instant{15'000'000}).has_value());
        QCOMPARE(history.valueAt(Metric::QueuedWrites, std::nullopt, Instant{2'100'000}).value(),
                 4.0);
    }

    void aFigureThatIsMissingNowAndThenBreaksItsOwnLineOnly() {
        MetricHistory history;
        constexpr int samples = 5000;   // More than are kept singly: the past lies in half minutes.
        for (int index = 0; index < samples; ++index) {
            const bool isMissing = index % 1000 >= 900;   // For 50 s, and not known in the meantime.
            history.add(UnitId{1}, Instant{index * 500'000LL},
                        valuesOf({{Metric::LagMillis, 3}, {Metric::CommitP99Millis, isMissing ? std::nan("") : 7}}));
        }
        const Instant end{samples * 500'000LL};
        const auto read = [&](Metric metric) { return history.series({metric, UnitId{1}, Instant{}, end, 4000}, nowAt(end)); };
        QCOMPARE(read(Metric::LagMillis).size(), std::size_t{1});
        const auto broken = read(Metric::CommitP99Millis);
        QCOMPARE(broken.size(), std::size_t{5});
        for (std::size_t index = 1; index < broken.size(); ++index) {
            const double gap = broken[index].front().x() - broken[index - 1].back().x();
            QVERIFY2(gap > 20'000 && gap <= 51'000, qPrintable(QString::number(gap)));   // Half minutes have no finer ends.
        }
        QVERIFY(!history.valueAt(Metric::CommitP99Millis, UnitId{1}, end));
        QCOMPARE(history.valueAt(Metric::LagMillis, UnitId{1}, end), std::optional(3.0));
        QVERIFY(read(Metric::CpuPercent).empty());
        QVERIFY(!history.normalRange(Metric::CpuPercent, UnitId{1}));
    }

    void moreBreaksThanPointsStayWithinTheLimit() {
        MetricHistory history;
        for (int index = 0; index < 1000; ++index) {
            history.add(Metric::QueuedWrites, UnitId{2}, Instant{index * 4'000'000LL}, index % 7);
        }
        const Instant end{4'000'000'000};
        const auto segments =
            history.series({Metric::QueuedWrites, UnitId{2}, Instant{}, end, 100}, nowAt(end));
        QVERIFY(joined(segments).size() <= 100);
        QVERIFY(segments.size() > 1);
    }

    void longRunsAreBoundedAndKeepTheirPast() {
        MetricHistory history;
        const int samples = 2 * 3600 * 3;
        for (int index = 0; index < samples; ++index) {
            history.add(Metric::LagMillis, UnitId{1}, Instant{index * 500'000LL},
                        index == 100 ? 999 : 1);
        }
        const Instant end{samples * 500'000LL};
        const auto points =
            joined(history.series({Metric::LagMillis, UnitId{1}, Instant{}, end, 600}, nowAt(end)));
        QVERIFY(points.size() <= 600);
        QVERIFY(points.size() > 300);
        QVERIFY(std::any_of(points.begin(), points.end(),
                            [](const QPointF& point) { return point.y() == 999; }));
        QCOMPARE(history.oldest().value().micros, 0LL);
        QCOMPARE(points.back().x(), static_cast<double>(1'000'000 + samples * 500 - 500));
    }

    void theNormalRangeLeavesOutTheTails() {
        MetricHistory history;
        for (int index = 0; index < 59; ++index) {
            history.add(Metric::LagMillis, UnitId{1}, Instant{index * 500'000LL}, 2);
        }
        QVERIFY(!history.normalRange(Metric::LagMillis, UnitId{1}).has_value());
        for (int index = 59; index < 200; ++index) {
            history.add(Metric::LagMillis, UnitId{1}, Instant{index * 500'000LL},
                        index == 70 ? 5000 : 3);
        }
        const auto range = history.normalRange(Metric::LagMillis, UnitId{1});
        QCOMPARE(range->low, 2.0);
        QCOMPARE(range->high, 3.0);
    }

    void whatIsUsualIsTakenFromAnHour() {
        MetricHistory history;
        long long step = 0;
        const auto addMinutes = [&](int minutes, double value) {
            for (const long long end = step + minutes * 120; step < end; ++step) {
                const double seen = step % 60 == 30 ? 1000 : value;   // The extreme of every half minute.
                history.add(Metric::LagMillis, std::nullopt, Instant{step * 500'000}, seen);
            }
        };
        addMinutes(30, 900);   // More than an hour ago at the end: forgotten.
        addMinutes(40, 10);
        addMinutes(20, 50);    // Fills the single samples twice.
        const auto range = history.normalRange(Metric::LagMillis, std::nullopt);
        QCOMPARE(range->low, 10.0);
        QCOMPARE(range->high, 50.0);
    }

    void figuresReadAsPeopleSayThem_data() {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("expected");
        QTest::newRow("rate") << formatRate(41'800).joined() << "41.8 k/s";
        QTest::newRow("small rate") << formatRate(120).joined() << "120 /s";
        QTest::newRow("thousands") << formatRate(7'010).joined() << "7,010 /s";
        QTest::newRow("millions") << formatRate(1'200'000).joined() << "1.2 M/s";
        QTest::newRow("no time") << formatDuration({}).joined() << "0 ms";
        QTest::newRow("short") << formatDuration(microseconds(3'100)).joined() << "3.1 ms";
        QTest::newRow("millis") << formatDuration(milliseconds(38)).joined() << "38 ms";
        QTest::newRow("seconds") << formatDuration(milliseconds(4'200)).joined() << "4.2 s";
        QTest::newRow("minutes") << formatDuration(seconds(41 * 60)).joined() << "41 min";
        QTest::newRow("hours") << formatDuration(seconds(11'520)).joined() << "3.2 h";
        QTest::newRow("bytes") << formatBytes(1'400'000).joined() << "1.4 MB";
        QTest::newRow("few bytes") << formatBytes(12).joined() << "12 B";
        QTest::newRow("many bytes") << formatBytes(118'000'000).joined() << "118 MB";
        QTest::newRow("count") << formatCount(48'201'334) << "48,201,334";
        QTest::newRow("ratio") << formatRatio(0.974).joined() << "97.4 %";
        QTest::newRow("elapsed") << formatElapsed(seconds(6)) << "00:06";
        QTest::newRow("long elapsed") << formatElapsed(seconds(3733)) << "1:02:13";
        QTest::newRow("age") << formatAge(seconds(12)) << "12 s ago";
        QTest::newRow("young") << formatAge(milliseconds(300)) << "just now";
        QTest::newRow("date") << formatDateTime(WallTime{1'795'183'357'000})
                              << "2026-11-20 14:02:37 UTC";
        QTest::newRow("iso") << formatIso(WallTime{1'795'183'357'108})
                             << "2026-11-20T14:02:37.108Z";
        QTest::newRow("stale") << formatAged("38 ms", Freshness::Stale) << "[38 ms]";
        QTest::newRow("unknown") << formatAged("0", Freshness::Unknown) << "–";
        QTest::newRow("not given") << formatAged("0", Freshness::NotAvailable) << "n/a";
    }

    void figuresReadAsPeopleSayThem() {
        QFETCH(QString, made);
        QTEST(made, "expected");
    }

    void theSelectionCanBeWalkedBack() {
        Selection selection;
        QSignalSpy spy(&selection, &Selection::changed);
        selection.select(UnitId{3});
        selection.select(PartitionId{7});
        selection.select(PartitionId{7});
        QCOMPARE(spy.count(), 2);
        QVERIFY(!selection.unit());
        selection.goBack();
        QCOMPARE(selection.unit()->value, 3u);
        selection.goForward();
        QCOMPARE(selection.partition()->value, std::uint16_t{7});
        selection.goForward();
        QCOMPARE(spy.count(), 4);
        selection.goBack();
        selection.select(LinkId{UnitId{1}, UnitId{2}});
        QVERIFY(!selection.canGoForward());
    }

    void theTimeCursorFollowsNowUntilSomeoneZooms() {
        TimeCursor cursor;
        cursor.setSpan(seconds(60));
        QCOMPARE(cursor.rangeAt(Instant{100'000'000}).from.micros, 40'000'000LL);
        cursor.setFixedRange(TimeRange{Instant{5}, Instant{9}});
        QCOMPARE(cursor.rangeAt(Instant{100'000'000}).to.micros, 9LL);
        cursor.setFixedRange(TimeRange{Instant{9}, Instant{5}});
        QCOMPARE(cursor.rangeAt(Instant{}).from.micros, 5LL);
        cursor.setFixedRange(std::nullopt);
        QVERIFY(cursor.followsNow());
        cursor.setSpan(seconds(1));
        QCOMPARE(cursor.span().micros, seconds(10).micros);
    }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "tst_state_history.moc"
