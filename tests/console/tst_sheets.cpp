// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every sheet over the window in a language that is 40 % longer, at 100 and at 200 %: each text is translated and
// has room; a card stays within its window and grows with what it has to say.
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>
#include <functional>
#include <memory>

#include "console/shell/connection_book.h"
#include "console/shell/export_sheet.h"
#include "console/shell/guard_sheet.h"
#include "console/shell/help_browser.h"
#include "console/shell/help_sheet.h"
#include "console/shell/key_sheet.h"
#include "console/shell/main_window.h"
#include "console/shell/password_sheet.h"
#include "console/shell/plan_dialog.h"
#include "console/shell/ring_sheet.h"
#include "console/shell/shelve_sheet.h"
#include "console/shell/simulation_form.h"
#include "console/widgets/card.h"
#include "console/widgets/theme.h"
#include "support/looks.h"
#include "support/pseudo_locale.h"
#include "support/scripted_source.h"
#include "support/situations.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

/// Words of `texts`, which come from the grid or from a person.
QSet<QString> wordsOf(const QStringList& texts) {
    static const QRegularExpression separators(QStringLiteral("[^\\p{L}\\p{N}_-]+"));
    QSet<QString> words;
    for (const QString& text : texts) {
        for (const QString& word : text.split(separators, Qt::SkipEmptyParts)) {
            words.insert(word);
        }
    }
    return words;
}

QStringList textsOf(const model::Plan& plan) {
    QStringList texts{QString::fromStdString(plan.title), QString::fromStdString(plan.button),
                      QString::fromStdString(plan.undo)};
    for (const auto& step : plan.steps) {
        texts << QString::fromStdString(step.text);
    }
    for (const std::string& warning : plan.warnings) {
        texts << QString::fromStdString(warning);
    }
    return texts;
}

/// No word of the language looks like it, with whatever it is joined.
const QString nameWithoutVowels = QStringLiteral("shp-3");

/// Names of keys as Qt writes them.
const QStringList keyNames{QStringLiteral("Ctrl Alt Shift Space Home End Left Right Up Down Enter Return Del PgUp PgDown "
                                          "Escape Tab F1 F6 F11 UTC MiB GiB PNG SVG PDF CSV JSON anna flash-sale")};

}  // namespace

class SheetsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sheetsAreTranslatedAndNothingIsCut_data();
    void sheetsAreTranslatedAndNothingIsCut();
    void planIsTranslatedAndNothingIsCut_data();
    void planIsTranslatedAndNothingIsCut();
    void cardGrowsWithItsTextAndStaysInTheWindow();

private:
    using Opener = std::function<Overlay*(MainWindow&)>;
    void addSheet(const char* name, Opener open);
    /// The window of the last case when the scale is the same: building one takes longer than all else.
    MainWindow& windowAt(int percent);
    /// Back to the plain language and 100 %, without a window.
    void endLook();

    QTemporaryDir m_folder;
    fixture::PseudoTranslator m_language;
    std::unique_ptr<MainWindow> m_window;
    std::vector<std::pair<QByteArray, Opener>> m_sheets;
};

void SheetsTest::addSheet(const char* name, Opener open) { m_sheets.emplace_back(name, std::move(open)); }

void SheetsTest::initTestCase() {
    QCoreApplication::setApplicationName(QStringLiteral("orrery-test"));
    theme::apply(*qApp, theme::Look{});
    addSheet("palette", [](MainWindow& window) -> Overlay* {
        window.openPalette();
        return window.findChild<Overlay*>(QStringLiteral("palette"));
    });
    addSheet("palette-nothing", [](MainWindow& window) -> Overlay* {
        window.openPalette(QStringLiteral("zzzz"));
        return window.findChild<Overlay*>(QStringLiteral("palette"));
    });
    addSheet("keys", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<KeySheet*>();
        sheet->openSheet();
        return sheet;
    });
    addSheet("ring", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<RingSheet*>();
        sheet->ask(window.session().ringLimits());
        sheet->findChild<QLineEdit*>(QStringLiteral("ringSheet.hours"))->setText(QStringLiteral("0"));
        sheet->findChild<QPushButton*>(QStringLiteral("ringSheet.save"))->click();   // Its mistake is said too.
        return sheet;
    });
    addSheet("guard", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<GuardSheet*>();
        sheet->ask(nameWithoutVowels);
        return sheet;
    });
    addSheet("shelve", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<ShelveSheet*>();
        sheet->askToShelve(window.session().store().latest()->alarms.front(), QStringLiteral("anna"));
        return sheet;
    });
    addSheet("take-out", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<ShelveSheet*>();
        sheet->askToTakeOut(window.session().store().latest()->alarms.front(), QStringLiteral("anna"));
        return sheet;
    });
    addSheet("password", [](MainWindow& window) -> Overlay* {
        auto* sheet = new PasswordSheet(&window);
        SavedConnection connection;
        connection.name = nameWithoutVowels;
        connection.seeds = {{"127.0.0.1", 1}};
        sheet->ask(connection, fixture::PseudoTranslator::spoken(
            QStringLiteral("The grid refused the password that is kept for this connection.")));
        return sheet;
    });
    addSheet("export", [](MainWindow& window) -> Overlay* {
        window.commands().run(QStringLiteral("view.export"));
        return window.findChild<ExportSheet*>();
    });
    addSheet("simulation", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<SimulationForm*>();
        sheet->openForm();
        return sheet;
    });
    addSheet("help", [](MainWindow& window) -> Overlay* {
        auto* sheet = window.findChild<HelpSheet*>();
        sheet->openAt(QStringLiteral("view-units"));
        return sheet;
    });
}

void SheetsTest::endLook() {
    m_window.reset();
    QCoreApplication::removeTranslator(&m_language);
    theme::apply(*qApp, theme::Look{});
}

MainWindow& SheetsTest::windowAt(int percent) {
    if (m_window && theme::look().scalePercent == percent) {
        return *m_window;
    }
    m_window.reset();
    fixture::useScale(percent);
    QCoreApplication::installTranslator(&m_language);
    m_window = std::make_unique<MainWindow>();
    auto source = fixture::makeSource(fixture::Situation::Failover);
    fixture::ScenarioSource* delivering = source.get();
    m_window->session().attachSource(std::move(source), Mode::Operate);
    fixture::reach(*delivering, fixture::Situation::Failover);
    m_window->resize(16 * percent, 9 * percent);
    m_window->show();
    m_window->enter();
    m_window->refreshNow();
    return *m_window;
}

void SheetsTest::sheetsAreTranslatedAndNothingIsCut_data() {
    QTest::addColumn<int>("sheet");
    QTest::addColumn<int>("percent");
    for (const int percent : {100, 200}) {
        for (std::size_t index = 0; index < m_sheets.size(); ++index) {
            QTest::addRow("%s at %d %%", m_sheets[index].first.constData(), percent)
                << static_cast<int>(index) << percent;
        }
    }
}

void SheetsTest::sheetsAreTranslatedAndNothingIsCut() {
    QFETCH(int, sheet);
    QFETCH(int, percent);
    const auto& [name, open] = m_sheets[static_cast<std::size_t>(sheet)];
    MainWindow& window = windowAt(percent);
    Overlay* opened = open(window);
    QVERIFY(opened != nullptr && opened->isVisible());
    fixture::settle();
    QStringList data = keyNames;
    for (const HelpPage& page : window.findChild<HelpSheet*>()->handbook().pages()) {
        data << page.title << (name == "help" ? page.text : QString());   // The handbook is not of this language.
    }
    if (const auto* path = opened->findChild<QLineEdit*>(QStringLiteral("exportSheet.path"))) {
        data << path->text();
    }
    const QSet<QString> words = wordsOf(data) | fixture::dataWords(*window.session().store().latest());
    fixture::savePicture(window, QStringLiteral("sheet-%1-%2").arg(QLatin1String(name)).arg(percent));
    const int faults = fixture::faultsIn(*opened, words);
    opened->dismiss();
    QCOMPARE(faults, 0);
}

void SheetsTest::planIsTranslatedAndNothingIsCut_data() {
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("tier");
    for (const int percent : {100, 200}) {
        for (const auto tier : {model::RiskTier::Reversible, model::RiskTier::DataLoss}) {
            QTest::addRow("tier %d at %d %%", static_cast<int>(tier), percent) << percent << static_cast<int>(tier);
        }
    }
}

void SheetsTest::planIsTranslatedAndNothingIsCut() {
    QFETCH(int, percent);
    QFETCH(int, tier);
    endLook();
    fixture::useScale(percent);
    QCoreApplication::installTranslator(&m_language);
    auto source = fixture::makeSource(fixture::Situation::Quiet);
    Session session;
    fixture::ScenarioSource* delivering = source.get();
    session.attachSource(std::move(source), Mode::Operate);
    fixture::reach(*delivering, fixture::Situation::Quiet);
    fixture::ScriptedSource scripted;
    ActionController actions;
    actions.setOperator(QStringLiteral("anna"));
    actions.setSource(&scripted);
    actions.setSnapshot(session.store().latest());
    QWidget window;
    window.resize(16 * percent, 9 * percent);
    auto* sheet = new PlanDialog(actions, &window);
    window.show();
    const model::Plan plan = fixture::fullPlan(static_cast<model::RiskTier>(tier));
    QVERIFY(actions.propose(plan.action));
    scripted.answerPlan(plan);
    QTRY_VERIFY(sheet->isVisible());
    fixture::settle();
    fixture::savePicture(window, QStringLiteral("sheet-plan-%1-%2").arg(tier).arg(percent));
    const QSet<QString> data = wordsOf(keyNames + textsOf(plan)) | fixture::dataWords(*session.store().latest());
    QCOMPARE(fixture::faultsIn(*sheet, data), 0);
}

void SheetsTest::cardGrowsWithItsTextAndStaysInTheWindow() {
    endLook();
    QWidget window;
    window.resize(1100, 640);
    auto* sheet = new RingSheet(&window);
    window.show();
    sheet->ask(RingLimits{});
    fixture::settle();
    auto* card = sheet->findChild<Card*>();
    const int before = card->height();
    const QString mistake = QStringLiteral("A mistake of many words. ").repeated(12);
    sheet->findChild<QLabel*>(QStringLiteral("ringSheet.mistake"))->setText(mistake);
    QTRY_VERIFY(card->height() > before);
    fixture::useScale(200);
    QTRY_VERIFY(card->width() > 900);
    QVERIFY(window.rect().contains(card->geometry()));
}

QTEST_MAIN(SheetsTest)
#include "tst_sheets.moc"
