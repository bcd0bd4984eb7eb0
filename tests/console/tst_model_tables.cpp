// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables of the console: rows with an identity, one ranged signal, filtering and ordering.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "console/models/alarms_model.h"
#include "console/models/events_model.h"
#include "console/models/filter_proxy.h"
#include "console/models/link_table.h"
#include "console/models/links_model.h"
#include "console/models/partitions_model.h"
#include "console/models/pumps_model.h"
#include "console/models/units_model.h"
#include "console/state/formatting.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr int pictures[] = {0, 30, 41, 44, 60, 76, 90, 101, 119, 20, 0};

const SnapshotPointer& pictureAt(int second) {
    static std::map<int, SnapshotPointer> made;
    SnapshotPointer& snapshot = made[second];
    if (!snapshot) {
        snapshot = fixture::scenarioSnapshot(seconds(second));
    }
    return snapshot;
}

QString textAt(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

template <typename Model>
void walkThroughScenario() {
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FilterProxy proxy;
    proxy.setSourceModel(&model);
    QAbstractItemModelTester proxyTester(&proxy,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    proxy.sort(0, Qt::DescendingOrder);
    for (const int second : pictures) {
        model.setSnapshot(pictureAt(second));
        proxy.refresh();
        QCOMPARE(proxy.rowCount(), model.rowCount());
    }
    model.setSnapshot(emptySnapshot());
    QCOMPARE(model.rowCount(), 0);
}

}  // namespace

class TablesTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void hostsShowTheirWorstLinkAndNeverTheMean() {
        auto grid = std::make_shared<GridSnapshot>(*pictureAt(30));
        const LinkView* from = nullptr;
        for (LinkView& link : grid->links) {
            link.lag = Aged<Duration>::of(milliseconds(1), {}, Freshness::Live);
            if (from == nullptr && link.from == UnitId{1} && link.to == UnitId{4}) {
                link.lag = Aged<Duration>::of(milliseconds(900), {}, Freshness::Live);
                from = &link;
            }
        }
        QVERIFY(from != nullptr);
        const LinkTable units = linkTable(*grid, LinkMetric::Lag, LinkGrouping::ByUnit);
        const LinkTable hosts = linkTable(*grid, LinkMetric::Lag, LinkGrouping::ByHost);
        QCOMPARE(units.names.size(), std::size_t{6});
        QCOMPARE(hosts.names.size(), std::size_t{3});
        QCOMPARE(units.squares.size(), grid->links.size());
        const LinkSquare& worst = hosts.squares.at({0, 1});
        QVERIFY(worst.links > 1);
        QCOMPARE(worst.worst, std::optional<double>(900'000.0));
        QCOMPARE(worst.representative, (LinkId{UnitId{1}, UnitId{4}}));
        QCOMPARE(hosts.squares.at({1, 2}).worst, std::optional<double>(1000.0));
    }

    void aHostWithAnUnknownLinkSaysSoAndAnUnknownIsNeverZero() {
        auto grid = std::make_shared<GridSnapshot>(*pictureAt(30));
        for (LinkView& link : grid->links) {
            const bool silent = link.from == UnitId{1} || link.from == UnitId{5};
            link.lag = silent ? Aged<Duration>::unknown()
                              : Aged<Duration>::of(milliseconds(2), {}, Freshness::Live);
        }
        const LinkTable hosts = linkTable(*grid, LinkMetric::Lag, LinkGrouping::ByHost);
        const LinkSquare& partly = hosts.squares.at({0, 1});
        QVERIFY(partly.unknown > 0 && partly.unknown < partly.links);
        QCOMPARE(partly.worst, std::optional<double>(2000.0));
        for (LinkView& link : grid->links) {
            link.lag = Aged<Duration>::unknown();
        }
        const LinkTable none = linkTable(*grid, LinkMetric::Lag, LinkGrouping::ByHost);
        QVERIFY(!none.squares.at({0, 1}).worst);
        QCOMPARE(textOf(LinkMetric::Lag, none.squares.at({0, 1}).worst), unknownText());
    }

    void everyMetricOfALinkHasItsOwnFigure() {
        LinkView link;
        link.counters.lagRecords = 1204;
        link.counters.queuedBytes = 1'400'000;
        link.counters.resends = 3;
        QCOMPARE(textOf(LinkMetric::Records, valueOf(link, LinkMetric::Records)),
                 QStringLiteral("1,204"));
        QCOMPARE(textOf(LinkMetric::QueuedBytes, valueOf(link, LinkMetric::QueuedBytes)),
                 QStringLiteral("1.4 MB"));
        QCOMPARE(textOf(LinkMetric::Resends, valueOf(link, LinkMetric::Resends)),
                 QStringLiteral("3"));
        QVERIFY(!valueOf(link, LinkMetric::AcknowledgementAge));
        QVERIFY(!valueOf(link, LinkMetric::Lag));
        QVERIFY(isSilent(link));
        link.counters.lastAcknowledgement = milliseconds(40);
        QVERIFY(!isSilent(link));
        QCOMPARE(
            textOf(LinkMetric::AcknowledgementAge, valueOf(link, LinkMetric::AcknowledgementAge)),
            QStringLiteral("40 ms"));
        QCOMPARE(shadeOf(LinkMetric::Lag, 0), 0.0);
        QCOMPARE(shadeOf(LinkMetric::Lag, 5e6), 1.0);
    }

    void headroomIsAShareOfTheLimitAndSaysWhenThereIsNone() {
        auto grid = std::make_shared<GridSnapshot>(*pictureAt(30));
        auto sample = std::make_shared<model::UnitTelemetry>(*grid->units[0].telemetry);
        sample->memoryBytes = 250;
        sample->memoryLimit = 1000;
        grid->units[0].telemetry = sample;
        auto unlimited = std::make_shared<model::UnitTelemetry>(*grid->units[1].telemetry);
        unlimited->memoryLimit = 0;
        grid->units[1].telemetry = unlimited;
        UnitsModel model;
        model.setSnapshot(grid);
        QCOMPARE(textAt(model, 0, UnitsModel::Headroom), QStringLiteral("75.0 %"));
        QCOMPARE(textAt(model, 1, UnitsModel::Headroom), QStringLiteral("no limit"));
        QVERIFY(!model.index(1, UnitsModel::Headroom).data(SortRole).isValid());
    }

    void everyModelKeepsTheRulesOfItemModels() {
        walkThroughScenario<UnitsModel>();
        walkThroughScenario<PartitionsModel>();
        walkThroughScenario<LinksModel>();
        walkThroughScenario<PumpsModel>();
        walkThroughScenario<AlarmsModel>();
        walkThroughScenario<EventsModel>();
    }

    void aRefreshIsOneRangedSignalAndNoReset() {
        UnitsModel model;
        model.setSnapshot(pictureAt(30));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.setSnapshot(pictureAt(44));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][1].toModelIndex().row(), 5);
        QCOMPARE(reset.count() + inserted.count(), 0);
    }

    void anIndexKeepsItsUnitWhenOthersAppear() {
        const SnapshotPointer whole = pictureAt(30);
        auto fewer = std::make_shared<GridSnapshot>(*whole);
        auto state = std::make_shared<model::GridState>(*whole->state);
        state->units.erase(state->units.begin(), state->units.begin() + 2);
        fewer->units.erase(fewer->units.begin(), fewer->units.begin() + 2);
        fewer->state = state;
        UnitsModel model;
        model.setSnapshot(fewer);
        const QPersistentModelIndex index = model.index(1, UnitsModel::Name);
        QCOMPARE(index.data().toString(), QStringLiteral("b2"));
        model.setSnapshot(whole);
        QCOMPARE(index.data().toString(), QStringLiteral("b2"));
        QCOMPARE(index.row(), 3);
        QCOMPARE(model.rowOf(4), 3);
    }

    void staleValuesStandInBracketsAndUnknownOnesAreDashes() {
        UnitsModel model;
        model.setSnapshot(pictureAt(60));
        QVERIFY(textAt(model, 3, UnitsModel::Memory).startsWith('['));
        QCOMPARE(model.index(3, UnitsModel::Memory).data(FreshnessRole).toInt(),
                 static_cast<int>(Freshness::Stale));
        QCOMPARE(textAt(model, 3, UnitsModel::State), QStringLiteral("dead"));
        QCOMPARE(model.index(3, UnitsModel::State).data(PriorityRole).toInt(), 2);
        auto unheard = std::make_shared<GridSnapshot>(*pictureAt(0));
        unheard->units[5] = UnitView{};
        unheard->units[5].id = UnitId{6};
        model.setSnapshot(unheard);
        QCOMPARE(textAt(model, 5, UnitsModel::Memory), QStringLiteral("–"));
        QVERIFY(!model.index(5, UnitsModel::Memory).data(SortRole).isValid());
    }

    void figuresAreAlignedRightAndMarkedAsFigures() {
        UnitsModel model;
        model.setSnapshot(pictureAt(30));
        const auto alignment = model.index(0, UnitsModel::Operations)
                                   .data(Qt::TextAlignmentRole)
                                   .value<Qt::Alignment>();
        QVERIFY(alignment.testFlag(Qt::AlignRight));
        QVERIFY(model.index(0, UnitsModel::Operations).data(FigureRole).toBool());
        QVERIFY(!model.index(0, UnitsModel::Host).data(FigureRole).toBool());
        const auto line = model.index(0, UnitsModel::Activity)
                              .data(SparklineRole)
                              .value<std::shared_ptr<const std::vector<float>>>();
        QVERIFY(line && line->size() == 60);
    }

    void theGrowingPumpSaysSo() {
        PumpsModel model;
        model.setSnapshot(pictureAt(95));
        QVERIFY(textAt(model, 1, PumpsModel::Drain).startsWith("growing +"));
        QCOMPARE(textAt(model, 1, PumpsModel::State), QStringLiteral("backing off"));
        QCOMPARE(model.index(1, PumpsModel::State).data(PriorityRole).toInt(), 3);
    }

    void eventsOnlyAppend() {
        EventsModel model;
        model.setSnapshot(pictureAt(30));
        const int before = model.rowCount();
        QVERIFY(before >= 10);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setSnapshot(pictureAt(44));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), before);
        QCOMPARE(reset.count(), 0);
        model.setSnapshot(pictureAt(20));
        QCOMPARE(reset.count(), 1);
    }

    void alarmsNameTheirCause() {
        AlarmsModel model;
        model.setSnapshot(pictureAt(44));
        const int row = model.rowOf(AlarmsModel::keyOfAlarm({AlarmKind::UnitDead, 4}));
        QVERIFY(row >= 0);
        QVERIFY(textAt(model, row, AlarmsModel::Cause).startsWith("first of "));
        const int other = row == 0 ? 1 : 0;
        QCOMPARE(textAt(model, other, AlarmsModel::Cause), QStringLiteral("Unit b2 is dead"));
    }

    void theFilterLanguage_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("units");
        QTest::newRow("nothing") << "" << QStringList{"a1", "a2", "b1", "b2", "c1", "c2"};
        QTest::newRow("a column") << "host:b" << QStringList{"b1", "b2"};
        QTest::newRow("not") << "state:!ready" << QStringList{"b2"};
        QTest::newRow("two terms") << "host:b state:ready" << QStringList{"b1"};
        QTest::newRow("a number") << "primaries>0 backups>=0 host:b" << QStringList{"b1"};
        QTest::newRow("equal") << "primaries=0" << QStringList{"b2"};
        QTest::newRow("free text") << "DEAD" << QStringList{"b2"};
        QTest::newRow("free text, not") << "!ready" << QStringList{"b2"};
        QTest::newRow("quoted") << "\"b2\"" << QStringList{"b2"};
        QTest::newRow("unknown never compares") << "requests<1e9 unit:b2" << QStringList{"b2"};
        QTest::newRow("unknown column filters nothing")
            << "zone:x host:a" << QStringList{"a1", "a2"};
        QTest::newRow("number missing") << "lag>much host:a" << QStringList{"a1", "a2"};
    }

    void theFilterLanguage() {
        QFETCH(QString, filter);
        QFETCH(QStringList, units);
        UnitsModel model;
        model.setSnapshot(pictureAt(44));
        FilterProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setFilterText(filter);
        QStringList found;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            found.push_back(textAt(proxy, row, UnitsModel::Name));
        }
        QCOMPARE(found, units);
        QCOMPARE(proxy.hiddenRows(), 6 - units.size());
    }

    void aFilterThatIsNotUnderstoodSaysWhy() {
        UnitsModel model;
        FilterProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setFilterText("zone:x");
        QVERIFY(proxy.problem().contains("zone"));
        proxy.setFilterText("lag>much");
        QVERIFY(proxy.problem().contains("needs a number"));
        proxy.setFilterText("lag>5");
        QVERIFY(proxy.problem().isEmpty());
    }

    void aFilterNeverHidesTroubleSilently() {
        UnitsModel model;
        model.setSnapshot(pictureAt(44));
        FilterProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setFilterText("host:a");
        QCOMPARE(proxy.hiddenRows(), 4);
        QCOMPARE(proxy.hiddenAlarmedRows(), 1);
    }

    void rowsKeepTheirPlaceBetweenTwoOrderings() {
        OrderedUnits units;
        units.proxy.setOrdering(FilterProxy::Ordering::Held);
        const QString first = units.first();
        units.model.setSnapshot(pictureAt(44));
        QCOMPARE(units.first(), first);
        units.proxy.refresh();
        QCOMPARE(units.first(), QStringLiteral("b2"));
    }

    void whatChangedIsOrderedOfItselfAndThenNothingWakes() {
        OrderedUnits units;
        units.model.setSnapshot(pictureAt(44));
        QVERIFY(units.mayWake());
        QTRY_COMPARE(units.first(), QStringLiteral("b2"));
        QVERIFY(!units.mayWake());
    }

    void whatChangedWhileHeldIsOrderedWhenItIsLetGo() {
        OrderedUnits units;
        units.proxy.setOrdering(FilterProxy::Ordering::Held);
        const QString first = units.first();
        units.model.setSnapshot(pictureAt(44));
        QTRY_VERIFY(!units.mayWake());
        QCOMPARE(units.first(), first);
        units.proxy.setOrdering(FilterProxy::Ordering::Running);
        QTRY_COMPARE(units.first(), QStringLiteral("b2"));
    }

private:
    /// Those with the fewest primaries first; b2 has none from the 44th second on.
    struct OrderedUnits {
        OrderedUnits() {
            model.setSnapshot(pictureAt(30));
            proxy.setSourceModel(&model);
            proxy.sort(UnitsModel::Primaries, Qt::AscendingOrder);
        }
        QString first() const { return textAt(proxy, 0, UnitsModel::Name); }
        bool mayWake() const {
            const auto timers = proxy.findChildren<QTimer*>();
            return std::any_of(timers.begin(), timers.end(), [](const QTimer* timer) { return timer->isActive(); });
        }
        UnitsModel model;
        FilterProxy proxy;
    };
};

QTEST_GUILESS_MAIN(TablesTest)
#include "tst_model_tables.moc"
