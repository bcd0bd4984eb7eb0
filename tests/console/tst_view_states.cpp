// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What views show when data is missing, late or lost, and how they are reached: every view paints
// an empty, a live and a stale grid; stale is visible; unknown is never 0; everything has a name.
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "console/charts/time_chart.h"
#include "console/models/snapshot_table_model.h"
#include "console/shell/view_factory.h"
#include "console/views/alarm_list.h"
#include "console/views/charts_view.h"
#include "console/views/consequence.h"
#include "console/views/figures.h"
#include "console/views/host_card.h"
#include "console/views/link_matrix.h"
#include "console/views/units_view.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/data_table.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/filter_field.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using Stage = fixture::ViewStage;

namespace {

/// The same picture as if nothing had been heard for a minute.
SnapshotPointer gone(const SnapshotPointer& live) {
    auto stale = std::make_shared<GridSnapshot>(*live);
    stale->contact.state = ContactState::Lost;
    stale->contact.why = QStringLiteral("connection refused");
    stale->tableFreshness = Freshness::Stale;
    stale->actionsAllowed = false;
    for (UnitView& unit : stale->units) {
        unit.freshness = Freshness::Stale;
        unit.age = seconds(60);
    }
    for (PartitionView& partition : stale->partitions) {
        partition.freshness = Freshness::Stale;
    }
    for (LinkView& link : stale->links) {
        link.freshness = Freshness::Stale;
        link.lag.freshness = Freshness::Stale;
    }
    stale->totals.operationsPerSecond.freshness = Freshness::Stale;
    stale->totals.worstLag.freshness = Freshness::Stale;
    stale->totals.onlyInMemory.freshness = Freshness::Stale;
    return stale;
}

/// A source that answers nothing.
class ActingSource : public GridSource {
public:
    enum class Acting { Possible, Impossible };

    explicit ActingSource(Acting acting = Acting::Possible) : m_acting(acting) {}

    SourceKind kind() const override { return SourceKind::Live; }
    QString title() const override { return QStringLiteral("test"); }
    void start() override {}
    void stop() override {}
    bool canAct() const override { return m_acting == Acting::Possible; }

private:
    Acting m_acting;
};

void selectRows(DataTable& table, const std::vector<int>& rows) {
    table.clearSelection();
    for (const int row : rows) {
        table.selectionModel()->select(table.model()->index(row, 0),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

}  // namespace

class ViewStates : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyViewShowsEmptyLiveAndStale_data();
    void everyViewShowsEmptyLiveAndStale();
    void everythingThatTakesFocusHasAName_data();
    void everythingThatTakesFocusHasAName();
    void staleFiguresStandInBrackets();
    void unknownFiguresAreDashesAndNotZero();
    void unitsTableFollowsTheSelectionAndSelectsForAll();
    void actionsAreAbsentWhereThereIsNothingToActOn();
    void severalUnitsAreDrainedOneAfterTheOther();
    void puttingAPlanAwayEndsTheRow();
    void severalUnitsCanBeCompared();
    void typingFindsAUnitByItsName();
    void hiddenRowsAreCountedAndTheFilterCanBeCleared();
    void filtersAreSavedAndForgotten();
    void newestEventStandsOnTop();
    void gapsBreakTheLine();
    void noChartHoldsMoreThanSixHundredPoints();
    void segmentsAreChosenByKey();
    void aLinkIsHitWhereItIsPainted();
    void deathOfAUnitIsJudgedByTheTableAlone();
    void lastCopyIsNamedAsALoss();
    void aCopyThatIsNamedTwiceIsOne();
    void wallDrillsDownByKey();

private:
    SnapshotPointer m_live;
};

void ViewStates::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_live = fixture::scenarioSnapshot(seconds(35));
}

void ViewStates::everyViewShowsEmptyLiveAndStale_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < viewEntries().size(); ++i) {
        QTest::newRow(viewEntries()[i].iconName) << static_cast<int>(i);
    }
}

void ViewStates::everyViewShowsEmptyLiveAndStale() {
    QFETCH(int, index);
    Stage stage;
    std::unique_ptr<View> view(
        viewEntries()[static_cast<std::size_t>(index)].make(stage.context, nullptr));
    view->resize(1080, 720);
    view->show();
    view->refresh(emptySnapshot());
    const QImage empty = view->grab().toImage();
    view->refresh(m_live);
    const QImage live = view->grab().toImage();
    QVERIFY(empty != live);
    view->refresh(gone(m_live));
    const QImage stale = view->grab().toImage();
    const ViewName name = viewEntries()[static_cast<std::size_t>(index)].name;
    // Charts, events and recordings are records of the past: they do not age.
    const bool ages = name != ViewName::Charts && name != ViewName::Events && name != ViewName::Recordings;
    QCOMPARE(stale != live, ages);
}

void ViewStates::everythingThatTakesFocusHasAName_data() { everyViewShowsEmptyLiveAndStale_data(); }

void ViewStates::everythingThatTakesFocusHasAName() {
    QFETCH(int, index);
    Stage stage;
    std::unique_ptr<View> view(
        viewEntries()[static_cast<std::size_t>(index)].make(stage.context, nullptr));
    view->resize(1080, 720);
    view->show();
    view->refresh(m_live);
    QVERIFY(!view->accessibleName().isEmpty());
    for (const QWidget* widget : view->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)) {
            continue;
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named =
            !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        const bool inner = widget->inherits("QScrollArea") || widget->inherits("QChartView");
        QVERIFY2(named || inner,
                 qPrintable(QString::fromLatin1(widget->metaObject()->className()) +
                            widget->objectName() +
                            QLatin1String(widget->parentWidget()->metaObject()->className())));
    }
}

void ViewStates::staleFiguresStandInBrackets() {
    Stage stage;
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(gone(m_live));
    auto* table = view.findChild<DataTable*>(QStringLiteral("unitsView.table"));
    QVERIFY(table != nullptr);
    QCOMPARE(table->model()->rowCount(), 6);
    const QModelIndex memory = table->model()->index(0, UnitsModel::Memory);
    QVERIFY2(memory.data().toString().startsWith(QLatin1Char('[')),
             qPrintable(memory.data().toString()));
    QCOMPARE(requestsFigure(*gone(m_live), stage.history).wear, Wear::Stale);
}

void ViewStates::unknownFiguresAreDashesAndNotZero() {
    auto unheard = std::make_shared<GridSnapshot>(*m_live);
    unheard->totals.worstLag = Aged<Duration>::unknown();
    unheard->totals.hitRatio = Aged<double>::unknown();
    MetricHistory history;
    QVERIFY(lagFigure(*unheard, history).value.isEmpty());
    QVERIFY(!lagFigure(*unheard, history).amount);
    FigureCard card(QStringLiteral("Lag"));
    card.setFigure(hitFigure(*unheard, history));
    QVERIFY(card.accessibleName().contains(FigureCard::tr("not known")));
}

void ViewStates::unitsTableFollowsTheSelectionAndSelectsForAll() {
    Stage stage;
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_live);
    auto* table = view.findChild<DataTable*>(QStringLiteral("unitsView.table"));
    stage.selection.select(UnitId{3});
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->currentIndex().data(IdentityRole).toULongLong(), 3ULL);
    const QModelIndex other = table->model()->index(4, UnitsModel::Name);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(other).center());
    QCOMPARE(stage.selection.unit()->value, other.data(IdentityRole).toUInt());
}

void ViewStates::actionsAreAbsentWhereThereIsNothingToActOn() {
    Stage stage;
    ActingSource recording(ActingSource::Acting::Impossible);
    stage.actions.setSource(&recording);
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_live);
    stage.selection.select(UnitId{3});
    auto* kill = view.findChild<QPushButton*>(QStringLiteral("unitsView.kill"));
    QVERIFY(kill != nullptr);
    QVERIFY(!kill->isVisible());
    ActingSource source;
    stage.actions.setSource(&source);
    view.refresh(m_live);
    QVERIFY(kill->isVisible());
    QVERIFY(!kill->isEnabled());
    QVERIFY(!kill->toolTip().isEmpty());
    stage.actions.setSnapshot(m_live);
    view.refresh(m_live);
    QVERIFY(kill->isEnabled());
}

void ViewStates::severalUnitsAreDrainedOneAfterTheOther() {
    Stage stage;
    ActingSource source;
    stage.actions.setSource(&source);
    stage.actions.setSnapshot(m_live);
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_live);
    QSignalSpy asked(&view, &View::actionRequested);
    auto* table = view.findChild<DataTable*>(QStringLiteral("unitsView.table"));
    selectRows(*table, {1, 3});
    QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("unitsView.drain")),
                      Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    const auto first = asked[0][0].value<model::Action>();
    QCOMPARE(first.kind, model::ActionKind::DrainUnit);
    auto* stop = view.findChild<QPushButton*>(QStringLiteral("unitsView.stopQueue"));
    QVERIFY(stop->isVisible());
    Q_EMIT stage.actions.stageChanged(ActionStage::Finished);
    Q_EMIT stage.actions.stageChanged(ActionStage::Idle);
    QTRY_COMPARE(asked.count(), 2);
    QVERIFY(asked[1][0].value<model::Action>().unit != first.unit);
    QVERIFY(!stop->isVisible());
}

void ViewStates::puttingAPlanAwayEndsTheRow() {
    Stage stage;
    ActingSource source;
    stage.actions.setSource(&source);
    stage.actions.setSnapshot(m_live);
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_live);
    QSignalSpy asked(&view, &View::actionRequested);
    selectRows(*view.findChild<DataTable*>(QStringLiteral("unitsView.table")), {1, 3});
    QTest::mouseClick(view.findChild<QPushButton*>(QStringLiteral("unitsView.drain")),
                      Qt::LeftButton);
    Q_EMIT stage.actions.stageChanged(ActionStage::Planned);
    Q_EMIT stage.actions.stageChanged(ActionStage::Idle);
    QCoreApplication::processEvents();
    QCOMPARE(asked.count(), 1);
    QVERIFY(!view.findChild<QPushButton*>(QStringLiteral("unitsView.stopQueue"))->isVisible());
}

void ViewStates::severalUnitsCanBeCompared() {
    Stage stage;
    const SnapshotPointer live = fixture::scenarioSnapshot(seconds(35), stage.history);
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(live);
    auto* compare = view.findChild<ChipButton*>(QStringLiteral("unitsView.compare"));
    QVERIFY(!compare->isVisible());
    selectRows(*view.findChild<DataTable*>(QStringLiteral("unitsView.table")), {0, 2});
    QVERIFY(compare->isVisible());
    auto* chart = view.findChild<TimeChart*>();
    QCOMPARE(chart->drawnSegments(), 6);
    QTest::mouseClick(compare, Qt::LeftButton);
    QCOMPARE(chart->drawnSegments(), 2);
}

void ViewStates::typingFindsAUnitByItsName() {
    Stage stage;
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    view.refresh(m_live);
    auto* table = view.findChild<DataTable*>(QStringLiteral("unitsView.table"));
    table->setFocus();
    QTest::keyClicks(table, QStringLiteral("c1"));
    QCOMPARE(table->currentIndex().siblingAtColumn(UnitsModel::Name).data().toString(),
             QStringLiteral("c1"));
}

void ViewStates::hiddenRowsAreCountedAndTheFilterCanBeCleared() {
    Stage stage;
    UnitsView view(stage.context);
    view.resize(1080, 720);
    view.show();
    const SnapshotPointer killed = fixture::scenarioSnapshot(seconds(45));
    view.refresh(killed);
    auto* field = view.findChild<FilterField*>(QStringLiteral("unitsView.filter"));
    auto* clear = view.findChild<QPushButton*>(QStringLiteral("unitsView.clearFilter"));
    auto* table = view.findChild<DataTable*>(QStringLiteral("unitsView.table"));
    QVERIFY(!clear->isVisible());
    field->setText(QStringLiteral("host:a"));
    QCOMPARE(table->model()->rowCount(), 2);
    QVERIFY(clear->isVisible());
    bool counted = false;
    for (const QLabel* label : view.findChildren<QLabel*>()) {
        counted = counted || (label->text().startsWith(QLatin1String("4 do not match")) &&
                              label->text().contains(QLatin1String("1 of them with an alarm")));
    }
    QVERIFY(counted);
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(table->model()->rowCount(), 6);
}

void ViewStates::filtersAreSavedAndForgotten() {
    FilterField field;
    QSignalSpy changed(&field, &FilterField::savedChanged);
    field.save();
    QCOMPARE(changed.count(), 0);
    field.setText(QStringLiteral("lag>50"));
    field.save();
    field.setText(QStringLiteral("host:b"));
    field.save();
    QCOMPARE(field.saved(), (QStringList{QStringLiteral("host:b"), QStringLiteral("lag>50")}));
    QTest::keyClick(&field, Qt::Key_Down);
    auto* menu = field.findChild<QMenu*>(QStringLiteral("savedFilters"));
    QVERIFY(menu != nullptr);
    menu->actions().at(1)->trigger();
    QCOMPARE(field.text(), QStringLiteral("lag>50"));
    menu->close();
    field.forget(QStringLiteral("lag>50"));
    QCOMPARE(field.saved().size(), 1);
    QCOMPARE(changed.count(), 3);
}

void ViewStates::newestEventStandsOnTop() {
    Stage stage;
    std::unique_ptr<View> view;
    for (const ViewEntry& entry : viewEntries()) {
        if (entry.name == ViewName::Events) {
            view.reset(entry.make(stage.context, nullptr));
        }
    }
    view->resize(1080, 720);
    view->show();
    const SnapshotPointer late = fixture::scenarioSnapshot(seconds(90));
    view->refresh(late);
    auto* table = view->findChild<DataTable*>(QStringLiteral("eventsView.table"));
    QTRY_COMPARE(table->model()->index(0, 0).data(IdentityRole).toULongLong(),
                 late->events.last().event->number);
    // And it stays there when the order is made again.
    QTest::qWait(1200);
    QCOMPARE(table->model()->index(0, 0).data(IdentityRole).toULongLong(),
             late->events.last().event->number);
}

void ViewStates::gapsBreakTheLine() {
    TimeChart chart(QStringLiteral("Requests"),
                    [](double value) { return QString::number(value); });
    chart.resize(600, 200);
    chart.setRange(0, 100);
    chart.setLines(
        {{QStringLiteral("grid"), Qt::white, 1.5, {{{0, 1}, {10, 2}}, {{50, 3}, {60, 4}}}}});
    QCOMPARE(chart.drawnSegments(), 2);
    chart.setLines({{QStringLiteral("grid"), Qt::white, 1.5, {{{0, 1}, {60, 4}}}}});
    QCOMPARE(chart.drawnSegments(), 1);
}

void ViewStates::noChartHoldsMoreThanSixHundredPoints() {
    MetricHistory history;
    for (int i = 0; i < 1200; ++i) {
        history.add(Metric::OperationsPerSecond, std::nullopt, Instant{i * 500'000LL}, i % 7);
    }
    const Moment now{Instant{1200 * 500'000LL}, WallTime{1'800'000'000'000}};
    std::size_t points = 0;
    for (const Segment& segment : history.series(
             {Metric::OperationsPerSecond, std::nullopt, Instant{0}, now.at, 600}, now)) {
        points += segment.size();
    }
    QVERIFY(points > 100 && points <= 600);
}

void ViewStates::segmentsAreChosenByKey() {
    SegmentedControl control({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    QTest::keyClick(&control, Qt::Key_Right);
    QTest::keyClick(&control, Qt::Key_Right);
    QTest::keyClick(&control, Qt::Key_Right);
    QCOMPARE(control.current(), 2);
    QCOMPARE(chosen.count(), 2);
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(4, 10));
    QCOMPARE(control.current(), 0);
}

void ViewStates::aLinkIsHitWhereItIsPainted() {
    LinkMatrix matrix;
    matrix.resize(460, 600);
    matrix.setSnapshot(m_live);
    QVERIFY(!m_live->links.empty());
    int hit = 0;
    for (std::size_t row = 0; row < m_live->units.size(); ++row) {
        for (std::size_t column = 0; column < m_live->units.size(); ++column) {
            const QRectF cell = matrix.cellRect(static_cast<int>(row), static_cast<int>(column));
            const bool exists =
                m_live->link(m_live->units[row].id, m_live->units[column].id) != nullptr;
            QCOMPARE(matrix.linkAt(cell.center()).has_value(), exists);
            hit += exists ? 1 : 0;
        }
    }
    QCOMPARE(static_cast<std::size_t>(hit), m_live->links.size());
}

void ViewStates::deathOfAUnitIsJudgedByTheTableAlone() {
    model::GridState state;
    state.units.resize(2);
    state.units[0].id = UnitId{1};
    state.units[0].name = "a1";
    state.units[1].id = UnitId{2};
    state.units[1].name = "b1";
    for (std::uint16_t i = 0; i < 3; ++i) {
        model::PartitionDescription partition;
        partition.id = PartitionId{i};
        partition.primary = UnitId{i == 2 ? 2u : 1u};
        partition.inSync = {*partition.primary, UnitId{i == 2 ? 1u : 2u}};
        state.partitions.push_back(partition);
    }
    const Consequence consequence = ifUnitDies(state, UnitId{1});
    QCOMPARE(consequence.primaries, 2u);
    QCOMPARE(consequence.successors.at("b1"), 2u);
    QCOMPARE(consequence.lost, 0u);
    QCOMPARE(consequence.singleAfter, 3u);
    QVERIFY(sentenceFor(consequence).contains(QLatin1String("No acknowledged write is at risk")));
}

void ViewStates::lastCopyIsNamedAsALoss() {
    model::GridState state;
    state.units.resize(1);
    state.units[0].id = UnitId{1};
    state.units[0].name = "a1";
    model::PartitionDescription partition;
    partition.primary = UnitId{1};
    partition.inSync = {UnitId{1}};
    state.partitions.push_back(partition);
    const Consequence consequence = ifUnitDies(state, UnitId{1});
    QCOMPARE(consequence.lost, 1u);
    QVERIFY(sentenceFor(consequence).contains(QLatin1String("lost")));
    QVERIFY(!sentenceFor(consequence).contains(QLatin1String("No acknowledged write is at risk")));
    QVERIFY(ifPrimaryDies(state, PartitionId{0}).contains(QLatin1String("lost")));
}

void ViewStates::aCopyThatIsNamedTwiceIsOne() {
    GridSnapshot snapshot = *emptySnapshot();
    model::GridState state;
    model::PartitionDescription partition;
    partition.primary = UnitId{1};
    partition.inSync = {UnitId{1}, UnitId{1}, UnitId{1}};
    state.partitions.push_back(partition);
    partition.id = PartitionId{1};
    partition.inSync = {UnitId{2}, UnitId{1}, UnitId{2}};
    state.partitions.push_back(partition);
    snapshot.state = std::make_shared<const model::GridState>(state);
    const ConsequenceDetail detail = detailIfUnitDies(snapshot, UnitId{1});
    QCOMPARE(detail.counts.lost, 1u);
    QCOMPARE(detail.counts.singleAfter, 1u);
    QCOMPARE(detail.lost, std::vector{PartitionId{0}});
    QCOMPARE(detail.leftWithOne, std::vector{PartitionId{1}});
    QCOMPARE(detail.heirs.size(), std::size_t{1});
    QCOMPARE(detail.heirs.front().unit, UnitId{2});
}

void ViewStates::wallDrillsDownByKey() {
    Stage stage;
    std::unique_ptr<View> wall(viewEntries().front().make(stage.context, nullptr));
    wall->resize(1080, 720);
    wall->show();
    wall->refresh(m_live);
    QSignalSpy requested(wall.get(), &View::viewRequested);
    auto* card = wall->findChild<FigureCard*>(QStringLiteral("wallView.lag"));
    QVERIFY(card != nullptr);
    QTest::keyClick(card, Qt::Key_Return);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.first().first().value<ViewName>(), ViewName::Replication);
    auto* host = wall->findChild<HostCard*>();
    QVERIFY(host != nullptr);
    QTest::keyClick(host, Qt::Key_Down);
    QVERIFY(stage.selection.unit().has_value());
}

QTEST_MAIN(ViewStates)
#include "tst_view_states.moc"
