// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The look as a whole: the font scale reaches widgets that exist and comes back; every text is
// translated and has room when a language is 40 % longer, also at 200 %; the handbook's pages hang
// together and are found.
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QVBoxLayout>
#include <QtTest>

#include "console/shell/alarm_band.h"
#include "console/shell/connect_page.h"
#include "console/shell/connection_sheet.h"
#include "console/shell/help_browser.h"
#include "console/shell/help_sheet.h"
#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/views/alarm_list.h"
#include "console/widgets/blink_clock.h"
#include "console/widgets/data_table.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"
#include "support/looks.h"
#include "support/pseudo_locale.h"
#include "support/scenario_recording.h"
#include "support/text_audit.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::dataWords;
using fixture::settle;
using fixture::told;
using fixture::useScale;

namespace {

constexpr Duration momentAfterKill = seconds(93);

/// A window on the scenario's recording, as it stands shortly after a failover.
std::unique_ptr<MainWindow> windowOn(const QString& folder, const QSize& size) {
    const QString path = folder + QStringLiteral("/scenario.orrery");
    if (!QFile::exists(path) && !fixture::writeScenario(path)) {
        return nullptr;
    }
    auto window = std::make_unique<MainWindow>();
    window->resize(size);
    window->show();
    if (!window->session().attachRecording({path})) {
        return nullptr;
    }
    window->enter();
    window->session().recording()->seek(fixture::scenarioClockStart + momentAfterKill);
    return window;
}

bool hasArrived(MainWindow& window) {
    const SnapshotPointer latest = window.session().store().latest();
    return latest->hasState && latest->now.at + seconds(1) >= fixture::scenarioClockStart + momentAfterKill;
}

}  // namespace

class LookTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void scaleReachesWhatExistsAndComesBack();
    void anotherAppearanceKeepsTheScale();
    void scaleStepsEndAtTheirEnds();
    void valuesSetByOthersBetweenScalesAreKept();
    void onlyAnUnacknowledgedCriticalAlarmBlinks();
    void nothingBlinksUnderReducedMotionOrUnseen();
    void columnsAreWholeOrAbsentAtEveryWidth_data();
    void columnsAreWholeOrAbsentAtEveryWidth();
    void pseudoLanguageKeepsPlaceholdersAndGrows();
    void auditSeesCutAndPlainTexts();
    void everyViewIsTranslatedAndNothingIsCut_data();
    void everyViewIsTranslatedAndNothingIsCut();
    void doorsAndSheetsAreTranslatedAndNothingIsCut_data();
    void doorsAndSheetsAreTranslatedAndNothingIsCut();
    void everyLinkAndPictureOfTheHandbookIsThere();
    void everyViewHasItsPage();
    void searchFindsTitlesFirst();
    void helpOpensAtThePageAndWalksLinks();
    void helpFollowsScaleAndAppearance();

private:
    QTemporaryDir m_folder;
    fixture::PseudoTranslator m_language;
};

void LookTest::initTestCase() {
    QCoreApplication::setApplicationName(QStringLiteral("orrery-test"));
    theme::apply(*qApp, theme::Look{});
}

void LookTest::cleanup() {
    QCoreApplication::removeTranslator(&m_language);
    theme::apply(*qApp, theme::Look{});
}

void LookTest::scaleReachesWhatExistsAndComesBack() {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    column->setContentsMargins(7, 9, 11, 13);
    column->addSpacing(33);
    ToneLabel* title = makeTitle(QStringLiteral("Title"));
    auto* button = new QPushButton(QStringLiteral("Button"));
    auto* fixed = new QWidget;
    fixed->setFixedSize(metrics::viewsBar, metrics::statusStrip);
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(button), fixed}) {
        column->addWidget(widget);
    }
    window.show();
    const auto state = [&] {
        return std::tuple(title->font().pixelSize(), button->height(), fixed->size(), column->contentsMargins(),
                          column->itemAt(0)->sizeHint().height());
    };
    const auto before = state();
    for (const int percent : {110, 125, 80, 200}) {
        useScale(percent);
    }
    QTRY_COMPARE(fixed->size(), QSize(352, 88));
    QCOMPARE(title->font().pixelSize(), 32);
    QCOMPARE(column->contentsMargins(), QMargins(14, 18, 22, 26));
    QVERIFY(button->minimumHeight() >= 2 * 28);
    useScale(100);
    QTRY_VERIFY(state() == before);
}

void LookTest::anotherAppearanceKeepsTheScale() {
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    ToneLabel* title = makeTitle(QStringLiteral("Title"));
    ToneLabel* figure = makeFigure(QStringLiteral("1,204"));
    column->addWidget(title);
    column->addWidget(figure);
    window.show();
    useScale(150);
    const auto sizes = [&] { return std::pair(title->font().pixelSize(), figure->font().pixelSize()); };
    QCOMPARE(sizes(), std::pair(24, 18));
    for (const Appearance appearance : {Appearance::Light, Appearance::DarkContrast, Appearance::Dark}) {
        theme::apply(*qApp, appearance);
        QCOMPARE(sizes(), std::pair(24, 18));
    }
    useScale(100);
    QCOMPARE(sizes(), std::pair(16, 12));
}

void LookTest::scaleStepsEndAtTheirEnds() {
    int percent = 100;
    int steps = 0;
    for (; steps < 20 && theme::zoomed(percent, theme::Zoom::In) != percent; ++steps) {
        percent = theme::zoomed(percent, theme::Zoom::In);
    }
    QCOMPARE(percent, 200);
    for (; steps < 40 && theme::zoomed(percent, theme::Zoom::Out) != percent; ++steps) {
        percent = theme::zoomed(percent, theme::Zoom::Out);
    }
    QCOMPARE(percent, 80);
    QCOMPARE(theme::zoomed(175, theme::Zoom::Reset), 100);
    useScale(1000);
    QCOMPARE(theme::look().scalePercent, 200);
}

void LookTest::valuesSetByOthersBetweenScalesAreKept() {
    QWidget window;
    QWidget inner(&window);
    inner.setFixedWidth(100);
    useScale(200);
    QCOMPARE(inner.minimumWidth(), 200);
    inner.setFixedWidth(300);
    useScale(100);
    QCOMPARE(inner.minimumWidth(), 150);
}

void LookTest::onlyAnUnacknowledgedCriticalAlarmBlinks() {
    GridSnapshot picture = *emptySnapshot();
    Alarm alarm;
    alarm.priority = Priority::High;
    picture.alarms = {alarm};
    AlarmBand band;
    AlarmList list(5);
    band.resize(600, 32);
    list.resize(600, 60);
    band.show();
    list.show();
    const BlinkClock& clock = BlinkClock::shared();
    const auto show = [&] {
        band.showSnapshot(picture);
        list.setSnapshot(picture);
    };
    const auto criticalPixels = [](QWidget& widget) {
        const QImage image = widget.grab().toImage();
        int count = 0;
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, 1) == theme::colors().critical ? 1 : 0;
        }
        return count;
    };
    show();
    QVERIFY2(!clock.isRunning(), "a P2 blinks");
    picture.alarms.front().priority = Priority::Critical;
    show();
    QVERIFY(clock.isRunning());
    QTRY_VERIFY(clock.isLit());
    QVERIFY(criticalPixels(band) > 500);
    QVERIFY(criticalPixels(list) > 500);
    QTRY_VERIFY(!clock.isLit());
    QCOMPARE(criticalPixels(band), 0);
    QCOMPARE(criticalPixels(list), 0);
    picture.alarms.front().state = AlarmState::Acknowledged;
    show();
    QVERIFY2(!clock.isRunning(), "a timer runs for nothing");
    QCOMPARE(criticalPixels(band), 0);
}

void LookTest::nothingBlinksUnderReducedMotionOrUnseen() {
    GridSnapshot picture = *emptySnapshot();
    Alarm alarm;
    alarm.priority = Priority::Critical;
    picture.alarms = {alarm};
    AlarmBand band;
    band.showSnapshot(picture);
    const BlinkClock& clock = BlinkClock::shared();
    QVERIFY2(!clock.isRunning(), "it is not seen yet");
    band.show();
    QVERIFY(clock.isRunning());
    theme::Look look = theme::look();
    look.motion = theme::Motion::Reduced;
    theme::apply(*qApp, look);
    QVERIFY(!clock.isRunning());
    QVERIFY2(clock.isLit(), "the border must stand still, not go");
    look.motion = theme::Motion::Full;
    theme::apply(*qApp, look);
    QVERIFY(clock.isRunning());
    band.hide();
    QVERIFY(!clock.isRunning());
}

void LookTest::columnsAreWholeOrAbsentAtEveryWidth_data() {
    QTest::addColumn<int>("percent");
    for (const int percent : {80, 100, 200}) {
        QTest::addRow("%d %%", percent) << percent;
    }
}

void LookTest::columnsAreWholeOrAbsentAtEveryWidth() {
    QFETCH(int, percent);
    useScale(percent);
    QStandardItemModel model(3, 6);
    DataTable table;
    table.setModel(&model);
    table.setColumns({{100}, {100}, {80, CellType::Figure}, {80, CellType::Figure, false, 700},
                      {120, CellType::Text, true}, {90, CellType::Figure}});
    table.show();
    for (int width = metrics::scaled(220); width < metrics::scaled(1200); width += 37) {
        table.resize(width, 200);
        int shown = 0;
        for (int column = 0; column < 6; ++column) {
            const int size = table.isColumnHidden(column) ? 0 : table.columnWidth(column);
            shown += size;
            QVERIFY2(size == 0 || size >= metrics::scaled(80), "a column is squeezed");
        }
        QVERIFY2(shown <= table.width(), qPrintable(QStringLiteral("%1 of %2").arg(shown).arg(width)));
    }
    QVERIFY2(table.columnWidth(0) > metrics::scaled(100), "a wide table leaves its room to the last column");
}

void LookTest::pseudoLanguageKeepsPlaceholdersAndGrows() {
    const QString spoken = fixture::PseudoTranslator::spoken(QStringLiteral("%1 of %n units"));
    QVERIFY(spoken.contains(QLatin1String("%1")) && spoken.contains(QLatin1String("%n")));
    QVERIFY(!spoken.contains(QLatin1String("units")));
    const QString text = QStringLiteral("Nothing is at risk");
    QVERIFY(fixture::PseudoTranslator::spoken(text).size() >= text.size() * 13 / 10);
}

void LookTest::auditSeesCutAndPlainTexts() {
    QWidget window;
    auto* label = new QLabel(QStringLiteral("A text that is far too long for its place"), &window);
    label->setGeometry(0, 0, 60, 20);
    window.resize(300, 100);
    window.show();
    QCOMPARE(fixture::cutTexts(window).empty(), false);
    QCOMPARE(fixture::untranslatedTexts(window, {}).empty(), false);
    label->setText(fixture::PseudoTranslator::spoken(QStringLiteral("far")));
    QCOMPARE(told(fixture::cutTexts(window)), 0);
    QCOMPARE(told(fixture::untranslatedTexts(window, {})), 0);
}

void LookTest::everyViewIsTranslatedAndNothingIsCut_data() {
    QTest::addColumn<int>("percent");
    QTest::addColumn<QSize>("size");
    QTest::newRow("100 %") << 100 << QSize(1600, 900);
    QTest::newRow("200 %") << 200 << QSize(3200, 1800);
}

void LookTest::everyViewIsTranslatedAndNothingIsCut() {
    QFETCH(int, percent);
    QFETCH(QSize, size);
    useScale(percent);
    QCoreApplication::installTranslator(&m_language);
    const auto window = windowOn(m_folder.path(), size);
    QVERIFY(window != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(hasArrived(*window), 10'000);
    std::vector<fixture::TextFault> cut;
    std::vector<fixture::TextFault> plain;
    const QSet<QString> data = dataWords(*window->session().store().latest());
    for (const ViewEntry& entry : viewEntries()) {
        window->showView(entry.name);
        window->refreshNow();
        settle();
        for (const auto& fault : fixture::cutTexts(*window)) {
            cut.push_back(fault);
        }
        for (const auto& fault : fixture::untranslatedTexts(*window, data)) {
            plain.push_back(fault);
        }
        fixture::savePicture(*window, QStringLiteral("pseudo-%1-%2").arg(QLatin1String(entry.iconName)).arg(percent));
    }
    const int plainCount = told(plain);
    const int cutCount = told(cut);
    QCOMPARE(plainCount, 0);
    QCOMPARE(cutCount, 0);
}

void LookTest::doorsAndSheetsAreTranslatedAndNothingIsCut_data() { everyViewIsTranslatedAndNothingIsCut_data(); }

void LookTest::doorsAndSheetsAreTranslatedAndNothingIsCut() {
    QFETCH(int, percent);
    QFETCH(QSize, size);
    useScale(percent);
    QCoreApplication::installTranslator(&m_language);
    Session session;
    class NoSecrets : public SecretStore {
        void read(const QString&, QObject*, Then) override {}
        void keep(const QString&, const QString&, QObject*, Then) override {}
        void forget(const QString&, QObject*, Then) override {}
    };
    ConnectionBook book(m_folder.filePath(QStringLiteral("book%1.json").arg(percent)));
    SavedConnection shop;
    shop.name = QStringLiteral("shop");
    shop.seeds = {{"127.0.0.1", 1}, {"127.0.0.1", 2}};
    QVERIFY(book.save(shop).ok());
    ConnectPage page(session, nullptr,
                     {m_folder.filePath(QStringLiteral("book%1.json").arg(percent)), std::make_unique<NoSecrets>(),
                      QStringLiteral("/nowhere"), m_folder.path()});
    page.resize(size);
    page.show();
    const QSet<QString> data{QStringLiteral("Orrery"), QStringLiteral("orrery-agent"), QStringLiteral("nowhere"),
                             QStringLiteral("installer"), QStringLiteral("shop"), QStringLiteral("run")};
    const auto look = [&](const char* name) {
        QCoreApplication::processEvents();
        fixture::savePicture(page, QStringLiteral("pseudo-%1-%2").arg(QLatin1String(name)).arg(percent));
        QCOMPARE(told(fixture::untranslatedTexts(page, data)), 0);
        QCOMPARE(told(fixture::cutTexts(page)), 0);
    };
    look("doors");
    page.findChild<QPushButton*>(QStringLiteral("connectionList.add"))->click();
    look("connection");
    QTest::keyClick(page.findChild<ConnectionSheet*>(), Qt::Key_Escape);
    page.findChild<QPushButton*>(QStringLiteral("connectionList.remove.shop"))->click();
    look("removed");
}

void LookTest::everyLinkAndPictureOfTheHandbookIsThere() {
    static const QRegularExpression link(QStringLiteral("(!?)\\[[^\\]]*\\]\\(([^)]+)\\)"));
    const Handbook handbook;
    QCOMPARE(handbook.pages().front().id, QStringLiteral("index"));
    for (const HelpPage& page : handbook.pages()) {
        QVERIFY2(!page.text.contains(QLatin1String("SPDX")) && page.title != page.id, qPrintable(page.id));
        for (auto found = link.globalMatch(page.text); found.hasNext();) {
            const QRegularExpressionMatch match = found.next();
            const QString target = match.captured(2);
            const bool there = match.captured(1).isEmpty()
                                   ? !handbook.target(target).isEmpty()
                                   : QFile::exists(QStringLiteral(":/orrery/handbook/") + target);
            QVERIFY2(there, qPrintable(page.id + QStringLiteral(" leads to ") + target));
        }
    }
    const QStringList files = QDir(QStringLiteral(ORRERY_SOURCE_DIR "/resources/handbook"))
                                  .entryList({QStringLiteral("*.md")});
    for (const QString& file : files) {
        QVERIFY2(handbook.find(file.chopped(3)) != nullptr, qPrintable(file + QStringLiteral(" is not in the program")));
    }
}

void LookTest::everyViewHasItsPage() {
    const Handbook handbook;
    for (const ViewEntry& entry : viewEntries()) {
        QVERIFY2(handbook.find(QStringLiteral("view-") + QLatin1String(entry.iconName)) != nullptr, entry.iconName);
    }
}

void LookTest::searchFindsTitlesFirst() {
    Handbook handbook;
    QCOMPARE(handbook.search(QStringLiteral("pumps")).front().id, QStringLiteral("view-pumps"));
    QVERIFY(handbook.search(QStringLiteral("zebra")).empty());
    QVERIFY(handbook.search(QStringLiteral("  ")).empty());
    const auto hits = handbook.search(QStringLiteral("THROTTLED store"));
    QVERIFY(!hits.empty() && !hits.front().excerpt.isEmpty());
    handbook.add({QStringLiteral("alarm-zebra"), QStringLiteral("Zebra"), QStringLiteral("# Zebra\nStripes.")});
    QCOMPARE(handbook.search(QStringLiteral("zebra")).size(), std::size_t(1));
}

void LookTest::helpOpensAtThePageAndWalksLinks() {
    QWidget window;
    window.resize(1400, 900);
    auto* help = new HelpSheet(&window);
    window.show();
    help->openAt(QStringLiteral("view-units"));
    QCOMPARE(help->pageId(), QStringLiteral("view-units"));
    settle();
    fixture::savePicture(window, QStringLiteral("help"));
    auto* browser = help->findChild<HelpBrowser*>();
    Q_EMIT browser->anchorClicked(QUrl(QStringLiteral("runbook-drain.md")));
    QCOMPARE(help->pageId(), QStringLiteral("runbook-drain"));
    Q_EMIT browser->anchorClicked(QUrl(QStringLiteral("https://example.org/")));
    QCOMPARE(help->pageId(), QStringLiteral("runbook-drain"));
    QTest::keyClick(help, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(help->pageId(), QStringLiteral("view-units"));
    auto* field = help->findChild<QLineEdit*>(QStringLiteral("helpSheet.search"));
    QTest::keyClicks(field, QStringLiteral("voter"));
    QVERIFY(help->pageId() != QLatin1String("view-units"));
    QTest::keyClicks(field, QStringLiteral(" zebra"));
    QVERIFY(help->findChild<QListWidget*>()->item(0)->text().contains(QLatin1String("No page")));
    help->openAt(QStringLiteral("no-such-page"));
    QCOMPARE(help->pageId(), QStringLiteral("index"));
    QTest::keyClick(help, Qt::Key_Escape);
    QVERIFY(!help->isVisible());
}

void LookTest::helpFollowsScaleAndAppearance() {
    QWidget window;
    window.resize(1400, 900);
    auto* help = new HelpSheet(&window);
    window.show();
    help->openAt(QStringLiteral("tour"));
    settle();
    fixture::savePicture(window, QStringLiteral("help-tour"));
    auto* browser = help->findChild<HelpBrowser*>();
    QVERIFY2(browser->document()->toPlainText().count(QChar::ObjectReplacementCharacter) >= 16, "pictures are missing");
    const int before = browser->document()->defaultFont().pixelSize();
    useScale(200);
    QTRY_COMPARE(browser->document()->defaultFont().pixelSize(), 2 * before);
    theme::apply(*qApp, Appearance::Light);
    const auto inked = [&] { return browser->document()->begin().begin().fragment().charFormat().foreground().color(); };
    QTRY_COMPARE(inked(), theme::colors().text);
}

QTEST_MAIN(LookTest)
#include "tst_look.moc"
