// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A grid whose names are words that stand nowhere else: after "Names replaced" none of them may stand in any
// picture, table or recording, wherever the console had it from.
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "console/shell/export_sheet.h"
#include "console/shell/main_window.h"
#include "console/shell/toasts.h"
#include "console/source/recording_copy.h"
#include "console/source/recording_reader.h"
#include "console/source/recording_writer.h"
#include "console/state/redaction.h"
#include "console/views/detail_pages.h"
#include "console/views/operations_view.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/filter_field.h"
#include "console/widgets/log_text.h"
#include "console/widgets/theme.h"
#include "console/widgets/value_rows.h"
#include "support/scenario_recording.h"
#include "support/scenario_source.h"
#include "support/scripted_source.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using model::EventKind;

namespace {

/// Beginnings, so that a name cut short is found too.
const QStringList secrets{QStringLiteral("zanzi"),  QStringLiteral("quokk"), QStringLiteral("womba"),
                          QStringLiteral("numba"),  QStringLiteral("marma"), QStringLiteral("Pfäff"),
                          QStringLiteral("xylop"),  QStringLiteral("kilim"), QStringLiteral("198.51."),
                          QStringLiteral("ouaga"),  QStringLiteral("obeli"), QStringLiteral("tsets")};

constexpr Duration shownAt = seconds(93);

std::string named(std::string text) {
    QString words = QString::fromStdString(text);
    const std::pair<const char*, const char*> hosts[] = {{"a", "quokka"}, {"b", "wombat"}, {"c", "numbat"}};
    for (const auto& [host, name] : hosts) {
        words.replace(QRegularExpression(QStringLiteral("\\b%1([0-9])\\b").arg(QLatin1String(host))),
                      QStringLiteral("%1\\1").arg(QLatin1String(name)));
        words.replace(QRegularExpression(QStringLiteral("\\b(host|agent) %1\\b").arg(QLatin1String(host))),
                      QStringLiteral("\\1 %1").arg(QLatin1String(name)));
    }
    return words.toStdString();
}

std::string hostNamed(const std::string& host) { return named("host " + host).substr(5); }

model::UnitDescription named(model::UnitDescription unit) {
    unit.name = named(unit.name);
    unit.host = hostNamed(unit.host);
    unit.client = unit.peer = unit.http = {"198.51.100.7", 7401};
    unit.reason = unit.reason.empty() ? std::string() : "drained by Jörg Pfäffli";
    return unit;
}

model::AgentDescription named(model::AgentDescription agent) {
    agent.host = hostNamed(agent.host);
    agent.client = {"198.51.100.8", 7101};
    return agent;
}

model::StreamMessage named(const model::StreamMessage& message) {
    if (const auto* state = std::get_if<model::GridState>(&message)) {
        model::GridState out = *state;
        out.name = "zanzibar-prod";
        out.gridId = "zanzibar-id";
        out.spaces.push_back({});
        out.spaces.back().name = "obelisk";
        std::transform(out.units.begin(), out.units.end(), out.units.begin(), [](const auto& one) { return named(one); });
        std::transform(out.agents.begin(), out.agents.end(), out.agents.begin(), [](const auto& one) { return named(one); });
        return out;
    }
    if (const auto* change = std::get_if<model::GridChange>(&message)) {
        model::GridChange out = *change;
        std::transform(out.units.begin(), out.units.end(), out.units.begin(), [](const auto& one) { return named(one); });
        std::transform(out.agents.begin(), out.agents.end(), out.agents.begin(), [](const auto& one) { return named(one); });
        return out;
    }
    if (const auto* telemetry = std::get_if<model::UnitTelemetry>(&message)) {
        model::UnitTelemetry out = *telemetry;
        out.pump.lastError = out.pump.lastError.empty() ? "" : "/srv/ouagadougou.db is locked";
        return out;
    }
    if (const auto* event = std::get_if<model::GridEvent>(&message)) {
        model::GridEvent out = *event;
        out.text = named(out.text);
        out.actor = named(out.actor);
        return out;
    }
    return message;
}

/// What operators did, in words of their own; behind the journal of the scenario.
std::vector<model::GridEvent> actions(std::uint64_t from) {
    model::GridEvent asked;
    asked.number = from;
    asked.kind = EventKind::OperatorAction;
    asked.actor = "Jörg Pfäffli";
    asked.client = "198.51.100.9:5000";
    asked.reason = "xylophone lesson";
    asked.text = "Kill unit wombat2: xylophone lesson";
    asked.plan = "00c0ffee";
    asked.planEpoch = Epoch{400};
    asked.epoch = Epoch{500};
    model::GridEvent added;
    added.number = from + 1;
    added.kind = EventKind::UnitAdded;
    added.unit = UnitId{31};
    added.text = "Unit tsetse1 added on host tsetse";   // In no table any more.
    added.cause = from;
    model::GridEvent died;
    died.number = from + 2;
    died.kind = EventKind::UnitDied;
    died.unit = UnitId{4};
    died.actor = "agent wombat";
    died.text = "Unit wombat2 died: killed by marmaduke";
    died.cause = from;
    died.took = milliseconds(4);
    model::GridEvent failed = died;
    failed.number = from + 3;
    failed.kind = EventKind::FailoverStarted;
    failed.text = "43 partitions have another primary 11 ms after the death of unit wombat2";
    failed.partitionCount = 43;
    failed.epoch = Epoch{501};
    return {asked, added, died, failed};
}

std::vector<ReceivedMessage> namedMessages() {
    std::vector<ReceivedMessage> messages;
    std::uint64_t last = 0;
    for (const ReceivedMessage& received : fixture::scenarioMessages()) {
        ReceivedMessage out = received;
        out.message = std::make_shared<const model::StreamMessage>(named(*received.message));
        const auto* event = std::get_if<model::GridEvent>(out.message.get());
        if (received.at.at <= fixture::scenarioClockStart + seconds(92)) {
            last = event != nullptr ? event->number : last;
            messages.push_back(std::move(out));
        }
    }
    for (model::GridEvent event : actions(last + 1)) {
        ReceivedMessage out = messages.back();
        event.at = out.at.wall;
        out.message = std::make_shared<const model::StreamMessage>(event);
        messages.push_back(std::move(out));
    }
    return messages;
}

/// Answers as a grid of these names would.
class NamedSource : public fixture::ScenarioSource {
public:
    NamedSource() : ScenarioSource(namedMessages()) {}
    QString title() const override { return QStringLiteral("198.51.100.8:7101"); }
    RequestNumber requestPlan(const model::Action& action) override {
        model::Plan plan = fixture::fullPlan(model::RiskTier::Service);
        plan.action = action;
        plan.title = "Kill unit wombat2";
        plan.button = "Kill wombat2, 43 partitions fail over";
        plan.undo = "\"Restart wombat2\" brings it back";
        plan.undoAction->unit = "wombat2";
        plan.warnings = {"The pump of quokka2 is backing off"};
        plan.steps = {{"The process of wombat2 is ended", {}}};
        plan.receivers = {{"quokka1", 44, 60'000'000, 610'000'000, 1'000'000'000}};
        for (model::PrimaryChange& change : plan.primaryChanges) {
            change.from = "wombat2";
            change.to = "numbat1";
        }
        const RequestNumber number = nextRequest();
        later([this, number, plan] { Q_EMIT planAnswered(number, {PlanOutcome::Planned, plan, {}}); });
        return number;
    }
    RequestNumber carryOut(const model::Plan&, const QString&, const QString&) override {
        const RequestNumber number = nextRequest();
        later([this, number] { Q_EMIT actionAnswered(number, {ActionOutcome::Done, Epoch{502}, {}, {}}); });
        return number;
    }
    RequestNumber requestQueue(const QueueQuestion&) override {
        const RequestNumber number = nextRequest();
        QueueAnswer answer{QueueOutcome::Answered, {{"obelisk:tsetse", "put-string", Sequence{4}, milliseconds(9)}}, {}, 1};
        later([this, number, answer] { Q_EMIT queueAnswered(number, answer); });
        return number;
    }
    RequestNumber requestUnit(const UnitQuestion& question) override {
        const RequestNumber number = nextRequest();
        UnitAnswer answer{UnitOutcome::Answered, {}, {}, {}};
        if (question.what == UnitReading::Log) {
            answer.log.emplace();
            answer.log->file = "/srv/ouagadougou/wombat1.log";
            answer.log->lines = {"2026-11-20T14:01:33.000Z error store \"/srv/ouagadougou.db\" host=\"wombat\"",
                                 "obelisk:tsetse at 198.51.100.7"};
        } else {
            const auto compared = [](const char* name, const char* value, const char* most) {
                return model::ComparedSetting{{name, value, {}}, model::SettingSort::Compared, most, 5, true};
            };
            answer.settings.emplace();
            answer.settings->others = 5;
            answer.settings->settings = {compared("store", "sqlite:/srv/ouagadougou.db", "sqlite:/srv/obelisk.db"),
                                         compared("grid", "zanzibar-prod", "quokka"),
                                         compared("log-level", "debug", "info")};
        }
        later([this, number, answer] { Q_EMIT unitAnswered(number, answer); });
        return number;
    }
    RequestNumber requestHistory(std::uint64_t) override {
        const RequestNumber number = nextRequest();
        HistoryAnswer answer{HistoryOutcome::Unavailable, {}, QStringLiteral("198.51.100.8 refused")};
        later([this, number, answer] { Q_EMIT historyAnswered(number, answer); });
        return number;
    }

private:
    template <typename Work>
    void later(Work work) {
        QMetaObject::invokeMethod(this, work, Qt::QueuedConnection);
    }
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The secrets that stand in `bytes`.
QString leaksIn(const QByteArray& bytes) {
    QStringList found;
    for (const QString& secret : secrets) {
        const qsizetype at = bytes.toLower().indexOf(secret.toUtf8().toLower());
        if (at >= 0) {
            found << QString::fromUtf8(bytes.mid(std::max<qsizetype>(0, at - 60), 140)).simplified();
        }
    }
    return found.join(QStringLiteral("\n"));
}

}  // namespace

class RedactionTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_window.reset(); }
    void theSecretsStandInWhatIsNotRedacted();
    void noViewLeaksAName_data();
    void noViewLeaksAName();
    void noPageOfOperationsLeaksAName_data();
    void noPageOfOperationsLeaksAName();
    void noReadingOfAUnitLeaksAName();
    void theWindowShowsItsOwnNamesAgain();
    void aFilterByNameFindsItsRowsUnderTheOtherName();
    void halfANameInAFilterIsTakenOut();
    void noRecordingLeaksAName();
    void aReplacementStaysWhatItIs();
    void signalsAreNoPersons();

private:
    /// Exports the whole window, or the view's tables, by the file's ending; returns what leaked.
    QString leaksOf(const QString& name);

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void RedactionTest::initTestCase() {
    theme::apply(*qApp, Appearance::Light);
    m_window = std::make_unique<MainWindow>();
    Session& session = m_window->session();
    session.setRingRoot(m_folder.filePath(QStringLiteral("tsetse-rings")));
    session.actions().setOperator(QStringLiteral("marmaduke"));
    session.actions().keepRecordsIn(m_folder.filePath(QStringLiteral("records")));
    m_window->resize(1600, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    auto source = std::make_unique<NamedSource>();
    NamedSource* grid = source.get();
    session.attachSource(std::move(source), Mode::Operate);
    ConnectionMarks marks;
    marks.name = QStringLiteral("kilimanjaro");
    m_window->setConnection(marks);
    m_window->enter();
    grid->advanceTo(shownAt);
    QTRY_VERIFY_WITH_TIMEOUT(session.store().latest()->hasState && session.store().latest()->events.size() > 10, 10'000);
    m_window->refreshNow();
    session.selection().select(UnitId{3});
    model::Action kill;
    kill.kind = model::ActionKind::KillUnit;
    kill.unit = "wombat2";
    QTRY_VERIFY2(session.actions().whyUnavailable().isEmpty(), qPrintable(session.actions().whyUnavailable()));
    QVERIFY(session.actions().propose(kill));
    QTRY_COMPARE(session.actions().stage(), ActionStage::Planned);
    QVERIFY(session.actions().confirm({QStringLiteral("xylophone lesson"), {}}));
    QTRY_VERIFY(session.actions().records().back().answer);
    QTRY_COMPARE(session.actions().stage(), ActionStage::Idle);   // The sheet has closed by itself.
    QVERIFY(session.actions().trail().isOpen());
}

QString RedactionTest::leaksOf(const QString& name) {
    const QString path = m_folder.filePath(name);
    QTest::keyClick(m_window->windowHandle(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QCoreApplication::processEvents();
    auto* sheet = m_window->findChild<ExportSheet*>();
    sheet->findChild<QCheckBox*>()->setChecked(true);
    for (SegmentedControl* control : sheet->findChildren<SegmentedControl*>()) {
        if (control->accessibleName() == QLatin1String("What")) {
            control->setCurrent(1);
        }
    }
    auto* field = sheet->findChild<QLineEdit*>(QStringLiteral("exportSheet.path"));
    field->setText(path);
    QTest::keyClick(field, Qt::Key_Return);
    if (!QFile::exists(path)) {
        sheet->dismiss();
        return QStringLiteral("not written");
    }
    if (!name.endsWith(QLatin1String(".pdf"))) {
        return leaksIn(contentOf(path));
    }
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {path, QStringLiteral("-")});
    return reader.waitForFinished() ? leaksIn(reader.readAllStandardOutput()) : QStringLiteral("pdftotext failed");
}

void RedactionTest::theSecretsStandInWhatIsNotRedacted() {
    QByteArray all;
    for (const ReceivedMessage& received : namedMessages()) {
        all += QByteArray::fromStdString(pushBytes(*received.message));
    }
    for (const QString& secret : secrets) {
        const bool isOfTheDesk = secret == QLatin1String("kilim");
        QVERIFY2(isOfTheDesk || all.contains(secret.toUtf8()), qPrintable(secret));
    }
}

void RedactionTest::noViewLeaksAName_data() {
    QTest::addColumn<int>("view");
    const char* names[] = {"wall", "units", "partitions", "replication", "pumps", "charts", "events", "operations",
                           "audit", "recordings"};
    for (int view = 0; view < 10; ++view) {
        QTest::newRow(names[view]) << view;
    }
}

void RedactionTest::noViewLeaksAName() {
    QFETCH(int, view);
    m_window->showView(static_cast<ViewName>(view));
    QTest::qWait(100);   // Queues and histories answer.
    m_window->refreshNow();
    const QString base = QString::fromLatin1(QTest::currentDataTag());
    QString leaks = leaksOf(base + QStringLiteral(".svg"));
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks));
    for (const char* ending : {".csv", ".json"}) {
        leaks = leaksOf(base + QLatin1String(ending));
        QVERIFY2(leaks.isEmpty() || leaks == QLatin1String("not written"), qPrintable(leaks));
    }
    if (!QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty()) {
        leaks = leaksOf(base + QStringLiteral(".pdf"));
        QVERIFY2(leaks.isEmpty(), qPrintable(leaks));
    }
}

void RedactionTest::noPageOfOperationsLeaksAName_data() {
    QTest::addColumn<int>("page");
    QTest::newRow("plan") << 0;
    QTest::newRow("carried out") << 1;
    QTest::newRow("failovers") << 2;
}

void RedactionTest::noPageOfOperationsLeaksAName() {
    QFETCH(int, page);
    m_window->showView(ViewName::Operations);
    auto* view = qobject_cast<OperationsView*>(m_window->currentView());
    view->showPage(static_cast<OperationsPage>(page));
    model::Action kill;
    kill.kind = model::ActionKind::KillUnit;
    kill.unit = "wombat2";
    m_window->session().actions().preview(kill);
    QTRY_VERIFY(m_window->session().actions().previewed());
    m_window->refreshNow();
    const QString leaks = leaksOf(QStringLiteral("page%1.svg").arg(page));
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks));
}

void RedactionTest::noReadingOfAUnitLeaksAName() {
    m_window->showView(ViewName::Wall);
    auto* page = m_window->findChild<UnitPage*>();
    QScrollBar* bar = page->findChild<QScrollArea*>()->verticalScrollBar();
    const auto* log = page->findChild<LogText*>();
    const auto isRead = [&] {
        bar->setValue(bar->maximum());   // They are asked for when they are in sight.
        m_window->refreshNow();
        return log->lines().size() == 2 && page->findChild<ValueRows*>()->rows().size() == 3;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRead(), 10'000);
    QVERIFY(log->toPlainText().contains(QLatin1String("ouagadougou")));
    bar->setValue(bar->maximum());
    const QString leaks = leaksOf(QStringLiteral("reading.svg"));
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks));
    const QByteArray picture = contentOf(m_folder.filePath(QStringLiteral("reading.svg")));
    QVERIFY(picture.contains("2026-11-20T14:01:33.000Z"));   // The log was in the picture.
    QVERIFY(log->toPlainText().contains(QLatin1String("ouagadougou")));
    bar->setValue(0);
}

void RedactionTest::theWindowShowsItsOwnNamesAgain() {
    m_window->showView(ViewName::Operations);
    QVERIFY2(leaksOf(QStringLiteral("again.svg")).isEmpty(), "leaks");
    QCOMPARE(m_window->session().actions().naming(), nullptr);
    QCOMPARE(m_window->currentView()->snapshot(), m_window->session().store().latest());
    QVERIFY(m_window->toasts().isVisible());   // It says where the picture was written.
}

void RedactionTest::aFilterByNameFindsItsRowsUnderTheOtherName() {
    m_window->showView(ViewName::Units);
    auto* field = qobject_cast<QLineEdit*>(m_window->currentView()->filterField());
    field->setText(QStringLiteral("host:wombat"));
    const QString path = QStringLiteral("filtered.csv");
    QVERIFY2(leaksOf(path).isEmpty(), "leaks");
    const QByteArray table = contentOf(m_folder.filePath(path));
    QCOMPARE(table.count(",h2,"), qsizetype{2});
    QVERIFY(!table.contains(",h1,"));
    QCOMPARE(field->text(), QStringLiteral("host:wombat"));
    field->clear();
}

void RedactionTest::halfANameInAFilterIsTakenOut() {
    m_window->showView(ViewName::Units);
    auto* field = qobject_cast<QLineEdit*>(m_window->currentView()->filterField());
    field->setText(QStringLiteral("wombatt wombat"));
    field->setText(QStringLiteral("quokk"));
    const QString leaks = leaksOf(QStringLiteral("half.svg"));
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks));
    QCOMPARE(field->text(), QStringLiteral("quokk"));
    field->clear();
}

void RedactionTest::noRecordingLeaksAName() {
    const QString original = m_folder.filePath(QStringLiteral("original.orrery"));
    const std::vector<ReceivedMessage> messages = namedMessages();
    RecordingWriter writer;
    RecordingHeader header;
    header.gridName = "zanzibar-prod";
    header.started = messages.front().at;
    QVERIFY(writer.open(original, header).ok());
    for (const ReceivedMessage& received : messages) {
        writer.append(received);
    }
    writer.appendContactLost({fixture::scenarioClockStart + seconds(110), messages.back().at.wall},
                             QStringLiteral("198.51.100.8 refused"));
    QVERIFY(writer.close().ok());
    QTemporaryDir folder;
    for (const Duration from : {seconds(0), seconds(60)}) {
        CopyJob job;
        job.from = {original};
        job.to = folder.filePath(QStringLiteral("redacted.orrery"));
        job.naming = Naming::Replaced;
        job.begin = WallTime{fixture::scenarioStart.millis + from.millis()};
        QVERIFY(copyRecording(job).ok());
        auto reader = RecordingReader::open({job.to}, OpeningCheck::FramesOnly);
        QVERIFY(reader.ok());
        QByteArray all = QByteArray::fromStdString(reader.value()->header().gridName);
        const auto collect = [&all](const StreamBatch& batch) {
            for (const ReceivedMessage& received : batch.messages) {
                all += QByteArray::fromStdString(pushBytes(*received.message));
            }
            all += batch.contact ? batch.contact->why.toUtf8() + batch.contact->peer.toUtf8() : QByteArray();
        };
        collect(reader.value()->seek(reader.value()->begin().at, {}));
        collect(reader.value()->next(reader.value()->end().at));
        QVERIFY(all.size() > 10'000);
        QVERIFY2(leaksIn(all).isEmpty(), qPrintable(leaksIn(all)));
        QVERIFY2(leaksIn(contentOf(job.to)).isEmpty(), "the file's own bytes");
    }
}

void RedactionTest::aReplacementStaysWhatItIs() {
    Redaction redaction;
    model::GridState state;
    state.name = "zanzibar";
    state.agents.resize(1);
    state.agents[0].host = "quokka";
    redaction.learn(state);
    const std::string person = redaction.redactActor("marmaduke");
    QCOMPARE(redaction.redactActor(person), person);
    const std::string agent = redaction.redactActor("agent quokka");
    QCOMPARE(agent, std::string("agent h1"));
    QCOMPARE(redaction.redactActor(agent), agent);
    QCOMPARE(redaction.redactText("...quokka, (zanzibar)... ok."), std::string("...h1, (grid)... ok."));
    QCOMPARE(redaction.redactText("quokka.example.org and zanzibar-2"), std::string("h1.example.org and grid-2"));
}

void RedactionTest::signalsAreNoPersons() {
    Redaction redaction;
    model::GridEvent event;
    event.kind = EventKind::UnitDied;
    event.text = "Unit b2 died: killed by signal 9";
    event.unit = UnitId{4};
    const auto out = std::get<model::GridEvent>(redaction.redact(model::StreamMessage(event)));
    QCOMPARE(out.text, std::string("Unit u4 died: killed by signal 9"));
}

QTEST_MAIN(RedactionTest)
#include "tst_redaction.moc"
