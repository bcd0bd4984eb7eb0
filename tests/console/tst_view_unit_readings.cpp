// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Settings and log on a unit's page: when they are asked for, what is said of them, and how they look.
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include <memory>
#include <string>
#include <vector>

#include "console/actions/unit_reader.h"
#include "console/source/live_source.h"
#include "console/source/unit_answer.h"
#include "console/state/redaction.h"
#include "console/state/shown_reading.h"
#include "console/views/detail_pages.h"
#include "console/views/unit_log_panel.h"
#include "console/views/unit_settings_panel.h"
#include "console/widgets/labels.h"
#include "console/widgets/log_text.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"
#include "console/widgets/value_rows.h"
#include "support/fake_agent.h"
#include "support/looks.h"
#include "support/pseudo_locale.h"
#include "support/scenario_recording.h"
#include "support/view_stage.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::FakeAgent;
using Stage = fixture::ViewStage;

namespace {

/// Answers questions about units when the test says so.
class AskedSource : public GridSource {
public:
    SourceKind kind() const override { return recorded ? SourceKind::Recording : SourceKind::Live; }
    QString title() const override { return QStringLiteral("asked"); }
    void start() override {}
    void stop() override {}
    bool canAct() const override { return !recorded; }
    RequestNumber requestUnit(const UnitQuestion& question) override {
        asked.push_back(question);
        numbers.push_back(recorded ? GridSource::requestUnit(question) : nextRequest());
        return numbers.back();
    }
    /// The newest question of that kind; null: none was asked.
    const UnitQuestion* newest(UnitReading what) const {
        for (auto one = asked.rbegin(); one != asked.rend(); ++one) {
            if (one->what == what) {
                return &*one;
            }
        }
        return nullptr;
    }
    void answer(UnitReading what, const UnitAnswer& answer) {
        for (std::size_t index = asked.size(); index-- > 0;) {
            if (asked[index].what == what) {
                Q_EMIT unitAnswered(numbers[index], answer);
                return;
            }
        }
    }
    bool recorded = false;
    std::vector<UnitQuestion> asked;
    std::vector<RequestNumber> numbers;
};

UnitAnswer settingsAnswer(const std::string& level = "debug") {
    using model::SettingOrigin;
    using model::SettingSort;
    model::UnitSettings settings;
    settings.unit = "b2";
    settings.others = 5;
    const std::string store = "sqlite:/srv/orrery/production/northern-europe/hosts/b/store.db";
    settings.settings = {{{"name", "b2", SettingOrigin::Agent}, SettingSort::Identity, {}, 0, false},
                         {{"store", store, SettingOrigin::File}, SettingSort::Compared, store, 5, false},
                         {{"log-level", level, SettingOrigin::CommandLine}, SettingSort::Compared, "info", 5,
                          level != "info"},
                         {{"password", "set", SettingOrigin::File}, SettingSort::Secret, "set", 5, false}};
    return {UnitOutcome::Answered, settings, {}, {}};
}

UnitAnswer logAnswer(int lines, int from = 0) {
    const char* const levels[] = {"info", "info", "warning", "error", "debug"};
    model::UnitLog log;
    log.unit = "b2";
    log.file = "/srv/orrery/b/b2.log";
    log.fileBytes = 48'211;
    log.writtenAt = fixture::scenarioStart;
    log.hasEarlier = true;
    for (int number = from; number < from + lines; ++number) {
        log.lines.push_back("2026-11-20T14:02:37.108Z " + std::string(levels[number % 5]) +
                            " peers \"link to unit 3 is down\" number=\"" + std::to_string(number) + "\"");
    }
    return {UnitOutcome::Answered, {}, log, {}};
}

UnitAnswer problem(UnitOutcome outcome, const char* why) { return {outcome, {}, {}, QString::fromLatin1(why)}; }

/// A dock's page of unit b2, scrolled to its end, where settings and log are.
struct Dock {
    explicit Dock(const SnapshotPointer& picture, int width = metrics::detailDock) : shown(picture) {
        stage.actions.setSource(&source);
        stage.actions.setSnapshot(shown);
        stage.selection.select(UnitId{4});
        page = std::make_unique<UnitPage>(stage.context);
        page->resize(width, metrics::scaled(760));
        page->QWidget::show();
        refresh();
        fixture::settle();
        scrollToEnd();
        refresh();
    }
    ~Dock() {
        page.reset();
        stage.actions.setSource(nullptr);
    }
    void refresh() const { page->refresh(shown); }
    void scrollToEnd() const {
        fixture::settle();
        QScrollBar* bar = page->findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
    }
    QString status(const char* section) const {
        return page->findChild<ToneLabel*>(QLatin1String(section) + QStringLiteral(".status"))->text();
    }
    LogText* log() const { return page->findChild<LogText*>(); }
    ValueRows* rows() const { return page->findChild<ValueRows*>(); }
    QPushButton* button(const char* name) const { return page->findChild<QPushButton*>(QLatin1String(name)); }

    AskedSource source;
    Stage stage;
    SnapshotPointer shown;
    std::unique_ptr<UnitPage> page;
};

}  // namespace

class UnitReadingsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsAskedOutOfSight();
    void aButtonLeadsToTheLog();
    void whatStandsAtTheEndStaysInSight();
    void whatDiffersStandsFirst();
    void whereNothingDiffersThatIsSaid();
    void theLogFollowsItsEnd();
    void newLinesWaitWhileAPersonReads();
    void aFailureKeepsWhatWasRead();
    void theGridsWordsAreSaid_data();
    void theGridsWordsAreSaid();
    void theErrorsOfTheGridAreTold();
    void thePastAndRecordingsHaveNone();
    void withoutContactNothingIsAsked();
    void whoIsNotKnownIsNotAsked();
    void aLogIsNotAskedMoreOftenThanEveryFiveSeconds();
    void anotherUnitBeginsWithNothing();
    void copyTakesTheWholeLog();
    void underOtherNamesOnlyHarmlessWordsStay();
    void aGridIsAskedOverTheWire();
    void pagesLookWell_data();
    void pagesLookWell();
    void longerWordsOfAnotherLanguageFit();
    void aWindowOfItsOwnShowsMore();

private:
    SnapshotPointer m_shown;
};

void UnitReadingsTest::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    m_shown = fixture::scenarioSnapshot(seconds(30));
}

void UnitReadingsTest::nothingIsAskedOutOfSight() {
    Dock dock(m_shown);
    QVERIFY(dock.source.newest(UnitReading::Log) != nullptr);
    AskedSource source;
    Stage stage;
    stage.actions.setSource(&source);
    stage.selection.select(UnitId{4});
    UnitPage top(stage.context);
    top.resize(344, 300);
    top.QWidget::show();
    top.refresh(m_shown);
    fixture::settle();
    top.refresh(m_shown);
    QVERIFY(source.asked.empty());
    stage.actions.setSource(nullptr);
}

void UnitReadingsTest::aButtonLeadsToTheLog() {
    Dock dock(m_shown);
    QScrollBar* bar = dock.page->findChild<QScrollArea*>()->verticalScrollBar();
    bar->setValue(0);
    dock.refresh();
    const std::size_t asked = dock.source.asked.size();
    dock.stage.selection.select(UnitId{1});
    dock.refresh();
    QCOMPARE(dock.source.asked.size(), asked);
    dock.button("detailDock.log")->click();
    QVERIFY(bar->value() > 0);
    QCOMPARE(dock.source.newest(UnitReading::Log)->name, std::string("a1"));
}

void UnitReadingsTest::whatStandsAtTheEndStaysInSight() {
    Dock dock(m_shown);
    QScrollBar* bar = dock.page->findChild<QScrollArea*>()->verticalScrollBar();
    const int before = bar->maximum();
    QCOMPARE(bar->value(), before);
    dock.source.answer(UnitReading::Settings, settingsAnswer());
    dock.source.answer(UnitReading::Log, logAnswer(50));
    fixture::settle();
    QVERIFY(bar->maximum() > before);
    QCOMPARE(bar->value(), bar->maximum());
}

void UnitReadingsTest::whatDiffersStandsFirst() {
    Dock dock(m_shown);
    const UnitQuestion* asked = dock.source.newest(UnitReading::Settings);
    QVERIFY(asked != nullptr);
    QCOMPARE(asked->name, std::string("b2"));
    QCOMPARE(dock.status("unitPage.settings"), QStringLiteral("Reading…"));
    dock.source.answer(UnitReading::Settings, settingsAnswer());
    QCOMPARE(dock.status("unitPage.settings"),
             QStringLiteral("1 setting differs from what most of the 5 other units have. Read just now."));
    QCOMPARE(dock.rows()->rows().size(), std::size_t{1});
    QCOMPARE(dock.rows()->rows().front().name, QStringLiteral("log-level"));
    QCOMPARE(dock.rows()->rows().front().note, QStringLiteral("differs: 5 of 5 others have info"));
    QVERIFY(dock.rows()->accessibleDescription().contains(QLatin1String("log-level: debug, differs")));
    auto* more = dock.button("unitPage.settings.more");
    QCOMPARE(more->text(), QStringLiteral("3 more settings"));
    more->click();
    QCOMPARE(dock.rows()->rows().size(), std::size_t{4});
    QCOMPARE(dock.rows()->rows().front().name, QStringLiteral("log-level"));
    more->click();
    QCOMPARE(dock.rows()->rows().size(), std::size_t{1});
}

void UnitReadingsTest::whereNothingDiffersThatIsSaid() {
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Settings, settingsAnswer("info"));
    QCOMPARE(dock.status("unitPage.settings"), QStringLiteral("Same as the 5 other units. Read just now."));
    QVERIFY(!dock.rows()->isVisible());
    UnitAnswer some = settingsAnswer("info");
    some.settings->settings[2].mostUnits = 3;
    some.settings->unheard = 1;
    dock.button("unitPage.settings.again")->click();
    dock.source.answer(UnitReading::Settings, some);
    QCOMPARE(dock.status("unitPage.settings"),
             QStringLiteral("Same as most of the 5 other units. Not known of 1 unit more. Read just now."));
    UnitAnswer alone = settingsAnswer("info");
    alone.settings->others = 0;
    dock.button("unitPage.settings.again")->click();
    dock.source.answer(UnitReading::Settings, alone);
    QVERIFY(dock.status("unitPage.settings").startsWith(QLatin1String("No other unit to compare with.")));
}

void UnitReadingsTest::theLogFollowsItsEnd() {
    Dock dock(m_shown);
    QCOMPARE(dock.source.newest(UnitReading::Log)->lines, UnitLogPanel::linesInDock);
    dock.source.answer(UnitReading::Log, logAnswer(50));
    QCOMPARE(dock.status("unitPage.log"), QStringLiteral("The last 50 lines. Read just now."));
    fixture::settle();
    QScrollBar* bar = dock.log()->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(dock.log()->toPlainText().endsWith(QLatin1String("number=\"49\"")));
    dock.button("unitPage.log.again")->click();
    dock.source.answer(UnitReading::Log, logAnswer(50, 10));
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(dock.log()->toPlainText().endsWith(QLatin1String("number=\"59\"")));
}

void UnitReadingsTest::newLinesWaitWhileAPersonReads() {
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, logAnswer(50));
    fixture::settle();
    dock.log()->verticalScrollBar()->setValue(3);
    dock.button("unitPage.log.again")->click();
    dock.source.answer(UnitReading::Log, logAnswer(50, 10));
    QVERIFY(dock.log()->isHeld());
    QCOMPARE(dock.log()->verticalScrollBar()->value(), 3);
    QVERIFY(dock.log()->toPlainText().endsWith(QLatin1String("number=\"49\"")));
    QTRY_VERIFY(dock.status("unitPage.log").contains(QLatin1String("Newer ones wait while you read")));
    dock.log()->setFocus();
    QTest::keyClick(dock.log(), Qt::Key_End, Qt::ControlModifier);
    QVERIFY(!dock.log()->isHeld());
    QVERIFY(dock.log()->toPlainText().endsWith(QLatin1String("number=\"59\"")));
    dock.log()->selectAll();
    dock.log()->setLines({{QStringLiteral("later"), Tone::Normal}});
    QVERIFY(dock.log()->isHeld());
}

void UnitReadingsTest::aFailureKeepsWhatWasRead() {
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, logAnswer(5));
    dock.button("unitPage.log.again")->click();
    dock.source.answer(UnitReading::Log, problem(UnitOutcome::Unavailable, "Connection refused"));
    QCOMPARE(dock.log()->lines().size(), std::size_t{5});
    QCOMPARE(dock.status("unitPage.log"),
             QStringLiteral("The last 5 lines. Read just now. Not since: no answer from the agent of host b, "
                            "Connection refused."));
}

void UnitReadingsTest::theGridsWordsAreSaid_data() {
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("said");
    const auto row = [](UnitOutcome outcome, const char* said) {
        QTest::newRow(said) << static_cast<int>(outcome) << QString::fromLatin1(said);
    };
    row(UnitOutcome::Refused, "Refused, why not.");
    row(UnitOutcome::Unavailable, "No answer from the agent of host b, why not.");
    row(UnitOutcome::OlderGrid, "why not");
}

void UnitReadingsTest::theGridsWordsAreSaid() {
    QFETCH(int, outcome);
    QFETCH(QString, said);
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, problem(static_cast<UnitOutcome>(outcome), "why not"));
    QCOMPARE(dock.status("unitPage.log").toLower(), said.toLower());
    QVERIFY(!dock.log()->isVisible());
    QVERIFY(!dock.button("unitPage.log.copy")->isVisible());
}

void UnitReadingsTest::theErrorsOfTheGridAreTold() {
    const auto outcomeOf = [](UnitReading what, const char* error) {
        return unitAnswerFrom(what, resp::Value::error(error)).outcome;
    };
    QCOMPARE(outcomeOf(UnitReading::Settings, "ERR unknown subcommand 'SETTINGS'. Try GRID HELP."), UnitOutcome::OlderGrid);
    QCOMPARE(outcomeOf(UnitReading::Log, "NOTCONTROLLER 127.0.0.1:7100"), UnitOutcome::OlderGrid);
    QCOMPARE(outcomeOf(UnitReading::Settings, "NOTCONTROLLER 127.0.0.1:7100"), UnitOutcome::Unavailable);
    QCOMPARE(outcomeOf(UnitReading::Log, "ASKAGENT 127.0.0.1:7200 Only"), UnitOutcome::Unavailable);
    QCOMPARE(outcomeOf(UnitReading::Settings, "UNHEARD the agent of host b"), UnitOutcome::Refused);
    QCOMPARE(unitAnswerFrom(UnitReading::Settings, resp::Value::error("UNHEARD the agent")).why, QStringLiteral("the agent"));
    QCOMPARE(unitAnswerFrom(UnitReading::Log, resp::Value::number64(3)).outcome, UnitOutcome::Unavailable);
    QCOMPARE(unitAnswerFrom(UnitReading::Log, model::encode(*logAnswer(3).log)).log->lines.size(), std::size_t{3});
}

void UnitReadingsTest::thePastAndRecordingsHaveNone() {
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, logAnswer(5));
    dock.stage.actions.setStanding(Standing::InThePast);
    dock.refresh();
    QVERIFY(!dock.log()->isVisible());
    QCOMPARE(dock.status("unitPage.log"), QStringLiteral("Known only of now; what is on screen is over."));
    const std::size_t asked = dock.source.asked.size();
    dock.stage.selection.select(UnitId{1});
    dock.refresh();
    dock.scrollToEnd();
    dock.refresh();
    QCOMPARE(dock.source.asked.size(), asked);
    dock.stage.selection.select(UnitId{4});
    dock.stage.actions.setStanding(Standing::Observing);
    dock.refresh();
    dock.scrollToEnd();
    dock.refresh();
    QVERIFY(dock.source.asked.size() > asked);
    dock.source.answer(UnitReading::Log, logAnswer(5));
    QVERIFY(dock.log()->isVisible());   // Reading is for those who observe, too.
    AskedSource recording;
    recording.recorded = true;
    dock.stage.actions.setSource(&recording);
    dock.scrollToEnd();
    dock.refresh();
    QCOMPARE(dock.status("unitPage.log"), QStringLiteral("Not part of a recording."));
    QVERIFY(!dock.button("unitPage.log.again")->isVisible());
    UnitReader reader(&dock.stage.actions);   // Who asks a recording all the same is told, too.
    reader.follow(UnitId{4}, UnitQuestion{UnitReading::Log, "b2", {"127.0.0.1", 1}, 50});
    QTRY_VERIFY(reader.problem());
    QCOMPARE(reader.problem()->outcome, UnitOutcome::NotRecorded);
    dock.stage.actions.setSource(&dock.source);
}

void UnitReadingsTest::withoutContactNothingIsAsked() {
    auto lost = std::make_shared<GridSnapshot>(*m_shown);
    lost->contact.state = ContactState::Lost;
    Dock dock(lost);
    QVERIFY(dock.source.asked.empty());
    QCOMPARE(dock.status("unitPage.log"), QStringLiteral("Not read: there is no contact to the grid."));
    QVERIFY(!dock.button("unitPage.log.again")->isVisible());
}

void UnitReadingsTest::whoIsNotKnownIsNotAsked() {
    auto orphaned = std::make_shared<GridSnapshot>(*m_shown);
    auto state = std::make_shared<model::GridState>(*m_shown->state);
    state->agents.clear();
    orphaned->state = state;
    Dock dock(orphaned);
    QVERIFY(dock.source.asked.empty());
    QCOMPARE(dock.status("unitPage.log"), QStringLiteral("Not read: the agent of host b is not known."));
    QCOMPARE(dock.status("unitPage.settings"), QStringLiteral("Not read: the controller is not known."));
}

void UnitReadingsTest::aLogIsNotAskedMoreOftenThanEveryFiveSeconds() {
    AskedSource source;
    Stage stage;
    stage.actions.setSource(&source);
    UnitReader reader(&stage.actions);
    const UnitQuestion question{UnitReading::Log, "b2", {"127.0.0.1", 1}, 50};
    QElapsedTimer clock;
    clock.start();
    reader.follow(UnitId{4}, question);
    source.answer(UnitReading::Log, logAnswer(2));
    for (int turn = 0; turn < 20; ++turn) {   // In and out of sight.
        reader.follow(UnitId{4}, std::nullopt);
        reader.follow(UnitId{4}, question);
    }
    QCOMPARE(source.asked.size(), std::size_t{1});
    QTRY_COMPARE_WITH_TIMEOUT(source.asked.size(), std::size_t{2}, 12'000);
    QVERIFY2(clock.elapsed() >= UnitReader::soonMillis - 300, qPrintable(QString::number(clock.elapsed())));
    reader.readAgain();
    QCOMPARE(source.asked.size(), std::size_t{2});   // An answer is under way.
    stage.actions.setSource(nullptr);
}

void UnitReadingsTest::anotherUnitBeginsWithNothing() {
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, logAnswer(5));
    dock.stage.selection.select(UnitId{1});
    dock.refresh();
    QCOMPARE(dock.log()->lines().size(), std::size_t{0});
    dock.scrollToEnd();
    dock.refresh();
    QCOMPARE(dock.source.newest(UnitReading::Log)->name, std::string("a1"));
    Q_EMIT dock.source.unitAnswered(dock.source.numbers.front(), logAnswer(3));
    QCOMPARE(dock.log()->lines().size(), std::size_t{0});
}

void UnitReadingsTest::copyTakesTheWholeLog() {
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, logAnswer(50));
    dock.source.answer(UnitReading::Settings, settingsAnswer());
    dock.button("unitPage.log.copy")->click();
    QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 50);
    dock.button("unitPage.settings.copy")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(
        QLatin1String("log-level = debug   # differs: 5 of 5 others have info\n")));
}

void UnitReadingsTest::underOtherNamesOnlyHarmlessWordsStay() {
    const SnapshotPointer other = redacted(*m_shown);
    const QString line = QStringLiteral("2026-11-20T14:02:37.108Z error store \"/srv/b2 b2 pear\"");
    QCOMPARE(shownLogLine(*m_shown, line), line);
    QCOMPARE(shownLogLine(*other, line), QStringLiteral("2026-11-20T14:02:37.108Z error (removed)"));
    QCOMPARE(shownLogLine(*other, QStringLiteral("segfault at /srv/b2")), QStringLiteral("(removed)"));
    QCOMPARE(shownSetting(*other, QStringLiteral("store"), QStringLiteral("sqlite:/srv")), QStringLiteral("(removed)"));
    QCOMPARE(shownSetting(*other, QStringLiteral("log-level"), QStringLiteral("info")), QStringLiteral("info"));
    Dock dock(m_shown);
    dock.source.answer(UnitReading::Log, logAnswer(5));
    const std::size_t asked = dock.source.asked.size();
    dock.page->refresh(other);
    QVERIFY(!dock.log()->toPlainText().contains(QLatin1String("link to unit")));
    QCOMPARE(dock.log()->lines().size(), std::size_t{5});
    dock.refresh();
    QVERIFY(dock.log()->toPlainText().contains(QLatin1String("link to unit")));
    QCOMPARE(dock.source.asked.size(), asked);
}

void UnitReadingsTest::aGridIsAskedOverTheWire() {
    FakeAgent agent([](const std::vector<std::string>& command) {
        const bool isLog = command.size() > 1 && command[1] == "LOG";
        return isLog ? FakeAgent::value(model::encode(*logAnswer(4).log)) : FakeAgent::value(resp::Value::map());
    });
    LiveOptions options;
    options.seeds = {agent.endpoint()};
    LiveSource source(options);
    source.start();
    QSignalSpy answers(&source, &GridSource::unitAnswered);
    const auto number = source.requestUnit({UnitReading::Log, "b2", agent.endpoint(), 4});
    QTRY_COMPARE(answers.count(), 1);
    QCOMPARE(answers[0][0].toULongLong(), number);
    QCOMPARE(answers[0][1].value<UnitAnswer>().log->lines.size(), std::size_t{4});
    QVERIFY(std::count(agent.commands().begin(), agent.commands().end(), std::string("GRID LOG b2 COUNT 4")) == 1);
    agent.die();
    source.requestUnit({UnitReading::Settings, "b2", agent.endpoint(), 0});
    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 2, 10'000);
    QCOMPARE(answers[1][1].value<UnitAnswer>().outcome, UnitOutcome::Unavailable);
}

void UnitReadingsTest::pagesLookWell_data() {
    QTest::addColumn<int>("appearance");
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("width");
    for (const Appearance one : {Appearance::DarkContrast, Appearance::LightContrast}) {
        QTest::addRow("%s", nameOf(one)) << static_cast<int>(one) << 100 << 344;
    }
    for (const Appearance one : {Appearance::Dark, Appearance::Light}) {
        for (const int percent : {100, 200}) {
            for (const int width : {320, 360}) {
                QTest::addRow("%s-%d-%d", nameOf(one), percent, width) << static_cast<int>(one) << percent << width;
            }
        }
    }
}

void UnitReadingsTest::pagesLookWell() {
    QFETCH(int, appearance);
    QFETCH(int, percent);
    QFETCH(int, width);
    theme::apply(*qApp, static_cast<Appearance>(appearance));
    fixture::useScale(percent);
    {
        Dock dock(m_shown, metrics::scaled(width));
        dock.source.answer(UnitReading::Settings, settingsAnswer());
        dock.source.answer(UnitReading::Log, logAnswer(50));
        dock.button("unitPage.settings.more")->click();
        dock.refresh();
        dock.scrollToEnd();
        fixture::savePicture(*dock.page, QStringLiteral("unit-readings-") + QLatin1String(QTest::currentDataTag()));
        QCOMPARE(fixture::told(fixture::cutTexts(*dock.page)), 0);
    }
    fixture::useScale(100);
    theme::apply(*qApp, Appearance::Dark);
}

void UnitReadingsTest::longerWordsOfAnotherLanguageFit() {
    fixture::PseudoTranslator language;
    QVERIFY(qApp->installTranslator(&language));
    {
        Dock dock(m_shown, 320);
        dock.source.answer(UnitReading::Settings, settingsAnswer());
        dock.source.answer(UnitReading::Log, logAnswer(50));
        dock.scrollToEnd();
        fixture::savePicture(*dock.page, QStringLiteral("unit-readings-pseudo"));
        QCOMPARE(fixture::told(fixture::cutTexts(*dock.page)), 0);
        QVERIFY(dock.page->width() == 320);
        for (const char* name : {"unitPage.log.copy", "unitPage.settings.again"}) {
            const QPushButton* button = dock.button(name);
            QVERIFY(button->mapTo(dock.page.get(), button->rect().topRight()).x() < 320);
        }
    }
    QVERIFY(qApp->removeTranslator(&language));
}

void UnitReadingsTest::aWindowOfItsOwnShowsMore() {
    Dock dock(m_shown);
    UnitPage page(dock.stage.context, UnitId{4}, nullptr);
    page.resize(metrics::detailDock, 900);
    page.QWidget::show();
    dock.stage.actions.setStanding(Standing::InThePast);   // The window stays with now.
    for (int turn = 0; turn < 2; ++turn) {
        page.refresh(m_shown);
        fixture::settle();
        QScrollBar* bar = page.findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
    }
    page.refresh(m_shown);
    QCOMPARE(dock.source.newest(UnitReading::Log)->lines, UnitLogPanel::linesInWindow);
    dock.source.answer(UnitReading::Settings, settingsAnswer("info"));
    dock.source.answer(UnitReading::Log, logAnswer(500));
    QCOMPARE(page.findChild<ValueRows*>()->rows().size(), std::size_t{4});
    QCOMPARE(page.findChild<LogText*>()->lines().size(), std::size_t{500});
    fixture::settle();
    page.findChild<LogText*>()->setFocus();
    QScrollBar* bar = page.findChild<QScrollArea*>()->verticalScrollBar();
    bar->setValue(bar->maximum());
    fixture::settle();
    fixture::savePicture(page, QStringLiteral("unit-readings-window"));
}

QTEST_MAIN(UnitReadingsTest)
#include "tst_view_unit_readings.moc"
