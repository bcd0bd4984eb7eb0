// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Odd sizes: every view, the doors and the sheets in windows from 1024x600 to 2560x1440, at font scales of 100 to
// 200 %. No control lies over another or out of what holds it, no text is cut without an ellipsis, nothing scrolls
// sideways, and what gives way comes back.
#include <array>

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QToolTip>
#include <QVBoxLayout>
#include <QtTest>

#include "console/shell/connect_page.h"
#include "console/shell/connection_sheet.h"
#include "console/shell/detail_dock.h"
#include "console/shell/main_window.h"
#include "console/shell/plan_dialog.h"
#include "console/shell/sheet_scroll.h"
#include "console/shell/simulation_form.h"
#include "console/shell/status_strip.h"
#include "console/shell/toasts.h"
#include "console/shell/view_factory.h"
#include "console/views/filtered_table.h"
#include "console/views/pumps_view.h"
#include "console/widgets/card.h"
#include "console/widgets/card_grid.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/choice_list.h"
#include "console/widgets/data_table.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/figure_card.h"
#include "console/widgets/labels.h"
#include "console/widgets/theme.h"
#include "console/widgets/wrap_row.h"
#include "support/looks.h"
#include "support/room_audit.h"
#include "support/scripted_source.h"
#include "support/situations.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::settle;
using fixture::told;
using fixture::useScale;

namespace {

constexpr std::array scales{100, 150, 200};

struct Case {
    QSize size;
    int percent;
};
/// From small to large and back, so that what gave way has to come back.
const QList<Case> cases{{{1024, 600}, 100}, {{2560, 1440}, 100}, {{1024, 600}, 150}, {{1280, 720}, 150},
                        {{1280, 720}, 200}, {{1600, 900}, 200}, {{1024, 600}, 200}, {{1280, 720}, 100}};

class NoSecrets : public SecretStore {
    void read(const QString&, QObject*, Then) override {}
    void keep(const QString&, const QString&, QObject*, Then) override {}
    void forget(const QString&, QObject*, Then) override {}
};

void addSizes() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    for (const auto& [size, percent] : cases) {
        QTest::addRow("%dx%d at %d %%", size.width(), size.height(), percent) << size << percent;
    }
}

/// The tool tip that comes when the pointer rests in the middle of `widget`.
QString tipOf(QWidget& widget, const QPoint& at) {
    QHelpEvent help(QEvent::ToolTip, at, widget.mapToGlobal(at));
    QCoreApplication::sendEvent(&widget, &help);
    return QToolTip::text();
}

}  // namespace

class OddSizes : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void auditSeesOverlapsAndStrays();
    void nothingIsCrowdedInAnyView_data();
    void nothingIsCrowdedInAnyView();
    void nothingIsCrowdedAtTheDoors_data();
    void nothingIsCrowdedAtTheDoors();
    void planIsAsTallAsItsContentAndItsButtonsStay_data();
    void planIsAsTallAsItsContentAndItsButtonsStay();
    void planOnlyGrowsWhileItIsOpen();
    void simulationFormWraps();
    void fieldReachedByTabIsInSight();
    void pumpsOfALowPageHaveOneBar();
    void actionsOfALowPageAreAllInTheirList();
    void dockLeavesNoStripEmpty();
    void controlsBreakIntoLinesAndComeBack();
    void choiceFoldsIntoAMenu();
    void cardsStandInEvenRows();
    void cutTextsSayTheWholeInATip();
    void noticesStayInTheView();

private:
    MainWindow& windowOf(const QSize& size, int percent);

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void OddSizes::initTestCase() {
    QCoreApplication::setApplicationName(QStringLiteral("orrery-test"));
    theme::apply(*qApp, theme::Look{.motion = theme::Motion::Reduced});
}

void OddSizes::cleanup() { useScale(100); }

void OddSizes::cleanupTestCase() { m_window.reset(); }

MainWindow& OddSizes::windowOf(const QSize& size, int percent) {
    useScale(percent);
    if (!m_window) {
        m_window = std::make_unique<MainWindow>();
        m_window->setMinimumSize(1, 1);   // As on a screen that is no larger than the case.
        auto source = fixture::makeSource(fixture::Situation::Failover);
        fixture::ScenarioSource* delivering = source.get();
        m_window->session().attachSource(std::move(source), Mode::Operate);
        fixture::reach(*delivering, fixture::Situation::Failover);
        m_window->show();
        m_window->enter();
        m_window->session().selection().select(UnitId{2});
    }
    m_window->resize(size);
    settle();
    return *m_window;
}

void OddSizes::auditSeesOverlapsAndStrays() {
    QWidget window;
    window.resize(300, 100);
    auto* first = new QPushButton(QStringLiteral("First"), &window);
    auto* second = new QPushButton(QStringLiteral("Second"), &window);
    first->setGeometry(0, 0, 120, 30);
    second->setGeometry(130, 0, 120, 30);
    window.show();
    QCOMPARE(told(fixture::crowding(window)), 0);
    second->move(100, 0);
    QCOMPARE(fixture::crowding(window).size(), std::size_t(1));
    second->move(200, 0);
    QCOMPARE(fixture::crowding(window).size(), std::size_t(1));
}

void OddSizes::nothingIsCrowdedInAnyView_data() { addSizes(); }

void OddSizes::nothingIsCrowdedInAnyView() {
    QFETCH(QSize, size);
    QFETCH(int, percent);
    MainWindow& window = windowOf(size, percent);
    QCOMPARE(window.size(), size);
    std::vector<fixture::TextFault> faults;
    for (const ViewEntry& entry : viewEntries()) {
        window.showView(entry.name);
        window.refreshNow();
        settle();
        window.refreshNow();
        settle();
        for (fixture::TextFault fault : fixture::crowding(window)) {
            fault.what += QStringLiteral(" in ") + QLatin1String(entry.title);
            faults.push_back(fault);
        }
    }
    QCOMPARE(told(faults), 0);
}

void OddSizes::nothingIsCrowdedAtTheDoors_data() { addSizes(); }

void OddSizes::nothingIsCrowdedAtTheDoors() {
    QFETCH(QSize, size);
    QFETCH(int, percent);
    useScale(percent);
    Session session;
    ConnectPage page(session, nullptr,
                     {m_folder.filePath(QStringLiteral("book.json")), std::make_unique<NoSecrets>(),
                      QStringLiteral("/nowhere"), m_folder.path()});
    page.resize(size);
    page.show();
    settle();
    QCOMPARE(told(fixture::crowding(page)), 0);
    page.findChild<QPushButton*>(QStringLiteral("connectionList.add"))->click();
    settle();
    auto* sheet = page.findChild<ConnectionSheet*>();
    auto* card = sheet->findChild<Card*>();
    auto* save = sheet->findChild<QPushButton*>(QStringLiteral("connectionSheet.save"));
    QVERIFY(page.rect().contains(card->geometry()));
    QVERIFY(card->rect().contains(QRect(save->mapTo(card, QPoint()), save->size())));
    QVERIFY(save->height() >= save->sizeHint().height());
}

void OddSizes::planIsAsTallAsItsContentAndItsButtonsStay_data() { addSizes(); }

void OddSizes::planIsAsTallAsItsContentAndItsButtonsStay() {
    QFETCH(QSize, size);
    QFETCH(int, percent);
    MainWindow& window = windowOf(size, percent);
    fixture::ScriptedSource scripted;
    ActionController actions;
    actions.setSource(&scripted);
    actions.setSnapshot(window.session().store().latest());
    PlanDialog sheet(actions, &window);
    const model::Plan plan = fixture::fullPlan(model::RiskTier::DataLoss);
    QVERIFY(actions.propose(plan.action));
    scripted.answerPlan(plan);
    QTRY_VERIFY(sheet.isVisible());
    settle();
    auto* card = sheet.findChild<Card*>();
    auto* middle = sheet.findChild<SheetScroll*>();
    QVERIFY(window.rect().contains(card->geometry()));
    const bool scrolls = middle->verticalScrollBar()->isVisible();
    QVERIFY2(scrolls || middle->height() <= middle->wantedHeight(middle->width()) + 2, "a third of it is empty");
    QVERIFY2(!scrolls || card->height() >= size.height() - 5 * metrics::margin, "it scrolls, and the window has room");
    for (const char* name : {"planDialog.cancel", "planDialog.execute", "planDialog.reason", "planDialog.typed"}) {
        const auto* part = sheet.findChild<QWidget*>(QLatin1String(name));
        QVERIFY2(card->rect().contains(QRect(part->mapTo(card, QPoint()), part->size())), name);
    }
    actions.setSource(nullptr);
}

void OddSizes::planOnlyGrowsWhileItIsOpen() {
    MainWindow& window = windowOf({1600, 900}, 100);
    fixture::ScriptedSource scripted;
    ActionController actions;
    actions.setSource(&scripted);
    actions.setSnapshot(window.session().store().latest());
    PlanDialog sheet(actions, &window);
    const model::Plan plan = fixture::fullPlan(model::RiskTier::Service);
    QVERIFY(actions.propose(plan.action));
    scripted.answerPlan(plan);
    QTRY_VERIFY(sheet.isVisible());
    settle();
    const int height = sheet.findChild<Card*>()->height();
    QVERIFY2(height < 640, "a small plan fills its sheet only in part");
    actions.vary(plan.action);
    settle();
    QCOMPARE(sheet.findChild<Card*>()->height(), height);
    actions.setSource(nullptr);
}

void OddSizes::simulationFormWraps() {
    for (const int percent : scales) {
        MainWindow& window = windowOf({1280, 720}, percent);
        auto* form = window.findChild<SimulationForm*>();
        form->openForm();
        settle();
        auto* middle = form->findChild<SheetScroll*>();
        QVERIFY(!middle->horizontalScrollBar()->isVisible());
        QVERIFY(middle->widget()->width() <= middle->viewport()->width());
        for (int index = 0; index < 3; ++index) {
            auto* card = form->findChild<QAbstractButton*>(QStringLiteral("simulationForm.preset%1").arg(index));
            QVERIFY2(card->width() >= card->sizeHint().width(), "the words of a preset are cut");
        }
        auto* explore = form->findChild<QPushButton*>(QStringLiteral("simulationForm.explore"));
        QVERIFY(explore->height() >= explore->sizeHint().height());
        form->dismiss();
    }
}

void OddSizes::fieldReachedByTabIsInSight() {
    MainWindow& window = windowOf({1280, 720}, 200);
    auto* form = window.findChild<SimulationForm*>();
    form->openForm();
    settle();
    auto* seed = form->findChild<QWidget*>(QStringLiteral("simulationForm.seed"));
    QVERIFY2(seed->visibleRegion().isEmpty(), "it is in sight without scrolling");
    const auto walkTo = [&](Qt::Key key, const auto& isThere) {
        for (int steps = 0; steps < 40 && !isThere(form->focusWidget()); ++steps) {
            QTest::keyClick(form->focusWidget(), key);
        }
        settle();
        const QWidget* field = form->focusWidget();
        return isThere(field) && field->visibleRegion().boundingRect() == field->rect();
    };
    QVERIFY(walkTo(Qt::Key_Tab, [&](const QWidget* field) { return field == seed; }));
    form->dismiss();
    form->openForm();
    form->findChild<SheetScroll*>()->verticalScrollBar()->setValue(0);
    const QWidget* content = form->findChild<SheetScroll*>()->widget();
    QVERIFY2(walkTo(Qt::Key_Backtab, [&](const QWidget* field) { return content->isAncestorOf(field); }),
             "from the foot back into the middle");
    form->dismiss();
}

void OddSizes::pumpsOfALowPageHaveOneBar() {
    MainWindow& window = windowOf({1600, 900}, 200);
    window.showView(ViewName::Pumps);
    window.refreshNow();
    settle();
    auto* pumps = window.findChild<PumpsView*>();
    auto* table = pumps->findChild<DataTable*>(QStringLiteral("pumpsView.table"));
    QVERIFY(!table->verticalScrollBar()->isVisible());
    QCOMPARE(table->height() >= table->heightOfRows(), true);
    bool pageScrolls = false;
    for (const QScrollArea* area : pumps->findChildren<QScrollArea*>()) {
        pageScrolls = pageScrolls || area->verticalScrollBar()->isVisible();
    }
    QVERIFY(pageScrolls);
}

void OddSizes::actionsOfALowPageAreAllInTheirList() {
    MainWindow& window = windowOf({1280, 720}, 150);
    window.showView(ViewName::Operations);
    window.refreshNow();
    settle();
    auto* actions = window.findChild<ChoiceList*>(QStringLiteral("operationsView.actions"));
    QVERIFY(actions->isVisible());
    QVERIFY(!actions->verticalScrollBar()->isVisible());
}

void OddSizes::dockLeavesNoStripEmpty() {
    for (const int percent : scales) {
        MainWindow& window = windowOf({1280, 720}, percent);
        const auto* detail = window.findChild<DetailDock*>();
        QVERIFY(detail->isVisible());
        QCOMPARE(detail->width(), detail->parentWidget()->width());
        QVERIFY2(detail->width() <= window.width() * 2 / 5, "the dock takes the view's room");
    }
}

void OddSizes::controlsBreakIntoLinesAndComeBack() {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    auto* box = new WrapBox(&window);
    auto* field = new QLineEdit(box);
    field->setMinimumWidth(100);
    box->row()->addWidget(field, 1);
    for (int index = 0; index < 4; ++index) {
        box->row()->addWidget(new ChipButton(QStringLiteral("Chip %1").arg(index), Tone::Normal, box));
    }
    box->row()->addStretch();
    auto* last = new QPushButton(QStringLiteral("Last of all"), box);
    box->row()->addWidget(last);
    column->addWidget(box);
    column->addStretch();
    window.resize(800, 300);
    window.show();
    settle();
    const int oneLine = box->height();
    QCOMPARE(last->geometry().right(), box->rect().right());
    for (const int width : {500, 400, 300, 200, 150}) {
        window.resize(width, 300);
        settle();
        QCOMPARE(told(fixture::crowding(window)), 0);
    }
    QVERIFY(box->height() > 2 * oneLine);
    QCOMPARE(last->geometry().right(), box->rect().right());
    window.resize(800, 300);
    settle();
    QCOMPARE(box->height(), oneLine);
}

void OddSizes::choiceFoldsIntoAMenu() {
    QWidget window;
    auto* choice = new SegmentedControl({QStringLiteral("Lag"), QStringLiteral("Records"), QStringLiteral("Queued")},
                                        &window);
    window.show();
    choice->resize(choice->sizeHint());
    QSignalSpy chosen(choice, &SegmentedControl::chosen);
    QTest::mouseClick(choice, Qt::LeftButton, {}, QPoint(choice->width() - 4, 8));
    QCOMPARE(chosen.count(), 1);
    choice->resize(choice->minimumSizeHint());
    QTest::mouseClick(choice, Qt::LeftButton, {}, QPoint(4, 8));
    QCOMPARE(chosen.count(), 1);   // It opened the menu, and chose nothing.
    auto* menu = choice->findChild<QMenu*>();
    QVERIFY(menu != nullptr && menu->isVisible());
    QVERIFY(menu->actions().at(2)->isChecked());
    menu->actions().at(0)->trigger();
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(choice->current(), 0);
    menu->close();
    QTest::keyClick(choice, Qt::Key_Right);
    QCOMPARE(choice->current(), 1);
}

void OddSizes::cardsStandInEvenRows() {
    CardGrid cards(100, 5);
    for (int index = 0; index < 5; ++index) {
        auto* card = new QPushButton(QString::number(index));
        cards.add(card);
    }
    QCOMPARE(cards.columnsFor(2000, 5), 5);
    QCOMPARE(cards.columnsFor(450, 5), 3);   // Three and two, not four and one.
    QCOMPARE(cards.columnsFor(450, 4), 4);
    QCOMPARE(cards.columnsFor(350, 4), 2);
    QCOMPARE(cards.columnsFor(10, 5), 1);
    cards.resize(350, 300);
    cards.show();
    settle();
    QCOMPARE(told(fixture::crowding(cards)), 0);
}

void OddSizes::cutTextsSayTheWholeInATip() {
    QWidget window;
    window.resize(400, 300);
    ToneLabel* label = makeText(QStringLiteral("A heading that is far too long for its place"), &window);
    label->setGeometry(0, 0, 80, 20);
    QStandardItemModel model(1, 2);
    model.setHeaderData(0, Qt::Horizontal, QStringLiteral("The long name of a column"));
    model.setItem(0, 0, new QStandardItem(QStringLiteral("a text that is longer than its cell")));
    model.setItem(0, 1, new QStandardItem(QStringLiteral("short")));
    auto* table = new DataTable(&window);
    table->setModel(&model);
    table->setColumns({{100}, {200}});
    table->setGeometry(0, 30, 220, 200);
    window.show();
    settle();
    QCOMPARE(told(fixture::crowding(window)), 0);
    QCOMPARE(tipOf(*label, label->rect().center()), label->text());
    FactList facts;
    facts.setFacts({{QStringLiteral("short"), QStringLiteral("7")},
                    {QStringLiteral("a label for which there is no room"), QStringLiteral("12,000")}});
    facts.resize(120, facts.sizeHint().height());
    facts.show();
    QCOMPARE(tipOf(facts, QPoint(10, facts.height() - 4)),
             QStringLiteral("a label for which there is no room: 12,000"));
    FigureCard card(QStringLiteral("A name wider than its card"));
    card.resize(100, 72);
    card.show();
    QCOMPARE(tipOf(card, card.rect().center()), QStringLiteral("A name wider than its card"));
    ChoiceList choices(QStringLiteral("Actions"));
    choices.setRows({{QStringLiteral("Restore lost partitions"), QStringLiteral("from the store"), QString()}});
    choices.resize(100, 60);
    choices.show();
    settle();
    QCOMPARE(tipOf(*choices.viewport(), QPoint(10, 10)), QStringLiteral("Restore lost partitions\nfrom the store"));
    QCOMPARE(tipOf(*table->viewport(), QPoint(20, 10)), QStringLiteral("a text that is longer than its cell"));
    QCOMPARE(tipOf(*table->horizontalHeader()->viewport(), QPoint(20, 10)),
             QStringLiteral("The long name of a column"));
    QToolTip::hideText();
    QTRY_VERIFY(QToolTip::text().isEmpty());
    QCOMPARE(tipOf(*table->viewport(), QPoint(table->columnViewportPosition(1) + 20, 10)), QString());
}

void OddSizes::noticesStayInTheView() {
    for (const int percent : scales) {
        MainWindow& window = windowOf({1280, 720}, percent);
        window.toasts().say(QStringLiteral("Recording saved as scenario-2026-11-20.orrery"), Tone::Normal);
        settle();
        const QWidget* view = window.currentView();
        const QRect room(view->mapTo(&window, QPoint()), view->size());
        QVERIFY2(room.contains(window.toasts().geometry()), "a notice lies over bars or docks");
        QVERIFY(window.toasts().width() > room.width() / 4);
    }
}

QTEST_MAIN(OddSizes)
#include "tst_odd_sizes.moc"
