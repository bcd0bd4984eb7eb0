// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a screen reader finds: painted maps and matrices are tables with cells that say what they
// show, figures have names and values, and nothing breaks when rows come and go between two words.
#include <QAccessible>
#include <QApplication>
#include <QtTest>

#include "console/shell/view_factory.h"
#include "console/views/link_matrix.h"
#include "console/views/partition_map.h"
#include "console/views/placement_matrix.h"
#include "console/widgets/data_table.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/sparkline.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using Stage = fixture::ViewStage;

namespace {

QAccessibleTableInterface* tableOf(QWidget& widget) {
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&widget);
    return face == nullptr ? nullptr : face->tableInterface();
}

QString nameAt(QAccessibleTableInterface& table, int row, int column) {
    QAccessibleInterface* cell = table.cellAt(row, column);
    return cell == nullptr ? QString() : cell->text(QAccessible::Name);
}

}  // namespace

class AccessibleTables : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mapIsATableOfSentences();
    void cellsKnowTheirPlaceAndTheirTable();
    void theCursorIsTheFocusedCell();
    void aCellCanBeChosenWithoutPointerOrKey();
    void chosenCellsFollowShift();
    void matrixNamesUnitsAndRoles();
    void cellsThatWentAreInvalidAndNotDangling();
    void figuresHaveNamesAndValues();
    void curvesSayTheirExtremes();
    void everyTableKeepsACurrentRow_data();
    void everyTableKeepsACurrentRow();
    void aWalkThroughEveryViewSurvivesChangingRows();

private:
    SnapshotPointer m_quiet;
    SnapshotPointer m_killed;
};

void AccessibleTables::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_quiet = fixture::scenarioSnapshot(seconds(30));
    m_killed = fixture::scenarioSnapshot(seconds(46));
}

void AccessibleTables::mapIsATableOfSentences() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    QAccessibleTableInterface* table = tableOf(map);
    QVERIFY(table != nullptr);
    QCOMPARE(QAccessible::queryAccessibleInterface(&map)->role(), QAccessible::Table);
    QCOMPARE(table->rowCount(), 16);
    QCOMPARE(table->columnCount(), 16);
    const QString name = nameAt(*table, 8, 9);
    QVERIFY2(name.startsWith(QLatin1String("partition 137, primary ")), qPrintable(name));
    QVERIFY2(name.contains(QLatin1String("2 copies in sync, lag ")), qPrintable(name));
    QVERIFY(table->cellAt(16, 0) == nullptr);
    QVERIFY(table->cellAt(0, -1) == nullptr);
}

void AccessibleTables::cellsKnowTheirPlaceAndTheirTable() {
    PartitionMap map;
    map.resize(560, 570);
    map.show();
    map.setSnapshot(m_quiet);
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&map);
    QCOMPARE(face->childCount(), 256);
    QAccessibleInterface* cell = face->child(137);
    QVERIFY(cell != nullptr && cell->isValid());
    QCOMPARE(cell, face->tableInterface()->cellAt(8, 9));
    QCOMPARE(cell->parent(), face);
    QCOMPARE(face->indexOfChild(cell), 137);
    QCOMPARE(cell->tableCellInterface()->rowIndex(), 8);
    QCOMPARE(cell->tableCellInterface()->columnIndex(), 9);
    const QPoint middle = cell->rect().center();
    QCOMPARE(face->childAt(middle.x(), middle.y()), cell);
    QVERIFY(map.geometryOfMap().cell(137).contains(map.mapFromGlobal(middle)));
}

void AccessibleTables::theCursorIsTheFocusedCell() {
    PartitionMap map;
    map.resize(560, 570);
    map.show();
    map.setSnapshot(m_quiet);
    map.setFocus();
    QTRY_VERIFY(map.hasFocus());
    QTest::keyClick(&map, Qt::Key_Home);
    QTest::keyClick(&map, Qt::Key_Down);
    QAccessibleInterface* cell = tableOf(map)->cellAt(1, 0);
    QVERIFY(cell->state().focused);
    QVERIFY(cell->state().selected);
    QVERIFY(!tableOf(map)->cellAt(0, 0)->state().focused);
    QCOMPARE(QAccessible::queryAccessibleInterface(&map)->focusChild(), cell);
}

void AccessibleTables::aCellCanBeChosenWithoutPointerOrKey() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    QAccessibleInterface* cell = tableOf(map)->cellAt(2, 2);
    QVERIFY(cell->actionInterface() != nullptr);
    cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(map.cursorCell(), std::optional<PartitionId>(PartitionId{34}));
}

void AccessibleTables::chosenCellsFollowShift() {
    PartitionMap map;
    map.resize(560, 570);
    map.setSnapshot(m_quiet);
    QTest::keyClick(&map, Qt::Key_Home);
    QTest::keyClick(&map, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(tableOf(map)->selectedCellCount(), 2);
    QCOMPARE(tableOf(map)->selectedCells().size(), 2);
}

void AccessibleTables::matrixNamesUnitsAndRoles() {
    PlacementMatrix matrix;
    matrix.resize(560, 570);
    matrix.setSnapshot(m_quiet);
    QAccessibleTableInterface* table = tableOf(matrix);
    QVERIFY(table != nullptr);
    QCOMPARE(table->rowCount(), 9);
    QCOMPARE(table->rowDescription(0), QStringLiteral("host a, 2 units"));
    QCOMPARE(table->rowDescription(1), QStringLiteral("a1 (host a)"));
    QCOMPARE(nameAt(*table, 1, 0), QStringLiteral("partition 0 on a1 (host a): primary"));
    QVERIFY(nameAt(*table, 2, 0).endsWith(QLatin1String("no copy here")));
}

void AccessibleTables::cellsThatWentAreInvalidAndNotDangling() {
    PlacementMatrix matrix;
    matrix.resize(560, 570);
    matrix.setSnapshot(m_quiet);
    QAccessibleInterface* last = tableOf(matrix)->cellAt(8, 200);
    QVERIFY(last->isValid());
    matrix.closeAll();
    QVERIFY(!last->isValid());
    QVERIFY(last->state().invalid);
    QCOMPARE(last->text(QAccessible::Name), QString());
    QCOMPARE(last->rect(), QRect());
    matrix.openAll();
    QVERIFY(last->isValid());
}

void AccessibleTables::figuresHaveNamesAndValues() {
    FigureCard card(QStringLiteral("Requests"));
    card.setPressable();
    CardFigure figure;
    figure.value = QStringLiteral("41.8");
    figure.unit = QStringLiteral("k/s");
    card.setFigure(figure);
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&card);
    QCOMPARE(face->role(), QAccessible::Button);
    QVERIFY(face->text(QAccessible::Name).contains(QLatin1String("41.8 k/s")));
    QCOMPARE(face->text(QAccessible::Value), QStringLiteral("41.8 k/s"));
    QSignalSpy pressed(&card, &Card::pressed);
    face->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(pressed.count(), 1);
}

void AccessibleTables::curvesSayTheirExtremes() {
    Sparkline line;
    line.setAccessibleName(QStringLiteral("Requests, last 5 minutes"));
    line.setValues({3, std::nan(""), 9, 5});
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&line);
    QCOMPARE(face->role(), QAccessible::Graphic);
    QCOMPARE(face->text(QAccessible::Name), QStringLiteral("Requests, last 5 minutes"));
    QCOMPARE(face->text(QAccessible::Value), QStringLiteral("from 3 to 9, last 5, with gaps"));
    line.setValues({});
    QCOMPARE(face->text(QAccessible::Value), QStringLiteral("no samples"));
}

void AccessibleTables::everyTableKeepsACurrentRow_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < viewEntries().size(); ++i) {
        QTest::newRow(viewEntries()[i].iconName) << static_cast<int>(i);
    }
}

void AccessibleTables::everyTableKeepsACurrentRow() {
    QFETCH(int, index);
    Stage stage;
    std::unique_ptr<View> view(
        viewEntries()[static_cast<std::size_t>(index)].make(stage.context, nullptr));
    view->resize(1080, 720);
    view->show();
    view->refresh(m_quiet);
    QCoreApplication::processEvents();
    for (DataTable* table : view->findChildren<DataTable*>()) {
        if (table->model() == nullptr || table->model()->rowCount() == 0) {
            continue;
        }
        QVERIFY2(table->currentIndex().isValid(), qPrintable(table->objectName()));
    }
    QVERIFY(!stage.selection.unit() && !stage.selection.link());
}

void AccessibleTables::aWalkThroughEveryViewSurvivesChangingRows() {
    Stage stage;
    const SnapshotPointer small = fixture::scenarioSnapshot(
        seconds(10), {.hosts = 2, .length = seconds(12), .killAt = seconds(12)});
    for (const ViewEntry& entry : viewEntries()) {
        std::unique_ptr<View> view(entry.make(stage.context, nullptr));
        view->resize(1080, 720);
        view->show();
        std::vector<QAccessible::Id> met;
        for (const SnapshotPointer& shown :
             {m_quiet, small, m_killed, emptySnapshot(), m_quiet, small}) {
            view->refresh(shown);
            QCoreApplication::processEvents();
            for (QWidget* widget : view->findChildren<QWidget*>()) {
                QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
                for (int i = 0; face != nullptr && i < std::min(face->childCount(), 600); ++i) {
                    if (QAccessibleInterface* child = face->child(i)) {
                        child->text(QAccessible::Name);
                        child->rect();
                        met.push_back(QAccessible::uniqueId(child));
                    }
                }
            }
            for (const QAccessible::Id id : met) {
                QAccessibleInterface* face = QAccessible::accessibleInterface(id);
                if (face != nullptr && face->isValid()) {
                    face->text(QAccessible::Name);
                    face->state();
                }
            }
        }
    }
}

QTEST_MAIN(AccessibleTables)
#include "tst_accessible_tables.moc"
