// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Saved connections: what is written is read again, what is damaged is set aside, no password reaches a
// file, and where no keychain answers the console says so and asks.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>

#include "console/secrets/keychain_store.h"
#include "console/shell/connect_page.h"
#include "console/shell/connection_book.h"
#include "console/shell/session.h"
#include "console/source/connection_probe.h"
#include "console/source/local_grid.h"
#include "console/widgets/labels.h"
#include "console/widgets/theme.h"
#include "support/fake_agent.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr const char* password = "correct horse battery";

/// A keychain in memory, or none.
class FakeKeychain : public SecretStore {
public:
    SecretOutcome outcome = SecretOutcome::Done;
    std::map<QString, QString> kept;

    void read(const QString& name, QObject*, Then then) override {
        const auto found = kept.find(name);
        const bool there = outcome == SecretOutcome::Done && found != kept.end();
        then({there ? SecretOutcome::Done : SecretOutcome::NotFound, there ? found->second : QString(),
              QStringLiteral("nothing there")});
    }
    void keep(const QString& name, const QString& secret, QObject*, Then then) override {
        if (outcome == SecretOutcome::Done) {
            kept[name] = secret;
        }
        then({outcome, {}, QStringLiteral("no keychain runs")});
    }
    void forget(const QString& name, QObject*, Then then) override {
        kept.erase(name);
        then({outcome, {}, {}});
    }
};

SavedConnection sample(const QString& name) {
    SavedConnection connection;
    connection.name = name;
    connection.seeds = {{"127.0.0.1", 7100}, {"10.0.0.5", 7200}};
    connection.mode = ConnectionMode::Protected;
    connection.password = PasswordKeeping::Keychain;
    connection.color = TagColor::Violet;
    return connection;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// The doors page over a folder of its own.
struct Stage {
    explicit Stage(const QString& folder, const QString& programs = QStringLiteral("/nowhere")) {
        auto owned = std::make_unique<FakeKeychain>();
        keychain = owned.get();
        page = std::make_unique<ConnectPage>(
            session, nullptr,
            ConnectServices{folder + QStringLiteral("/connections.json"), std::move(owned), programs, folder});
        page->resize(1600, 900);
        page->show();
    }

    template <typename Widget>
    Widget* named(const QString& name) {
        return page->findChild<Widget*>(name);
    }
    QString notice() { return named<QLabel>(QStringLiteral("connectionList.notice"))->text(); }
    void fill(const QString& name, const QString& seeds) {
        named<QPushButton>(QStringLiteral("connectionList.add"))->click();
        named<QLineEdit>(QStringLiteral("connectionSheet.name"))->setText(name);
        named<QLineEdit>(QStringLiteral("connectionSheet.seeds"))->setText(seeds);
    }
    void chooseKeychain() {
        const auto controls = page->findChildren<QWidget*>();
        for (QWidget* control : controls) {
            if (control->accessibleDescription() == QLatin1String("Password")) {
                QTest::keyClick(control, Qt::Key_Right);
            }
        }
        named<QLineEdit>(QStringLiteral("connectionSheet.password"))->setText(QLatin1String(password));
    }
    void save() { named<QPushButton>(QStringLiteral("connectionSheet.save"))->click(); }

    Session session;
    FakeKeychain* keychain = nullptr;
    std::unique_ptr<ConnectPage> page;
};

}  // namespace

class Connections : public fixture::WatchedTest {
    Q_OBJECT

private:
    void startWithAKeychain();

private Q_SLOTS:
    void initTestCase();
    void bookReadsWhatItWrote();
    void bookKeepsTheNewestUseFirst();
    void bookSetsAsideWhatItCannotRead_data();
    void bookSetsAsideWhatItCannotRead();
    void bookKeepsAsideWhatItCannotOpen();
    void bookRefusesWithAText();
    void keychainThatIsNotThereSaysSo();
    void keychainKeepsReadsAndForgets();
    void passwordGoesToTheKeychainAndToNoFile();
    void passwordWithoutAKeychainIsAskedEachTime();
    void removedConnectionComesBackOnUndo();
    void protectedConnectionBeginsInObserve();
    void wrongAddressIsSaidInTheSheet();
    void probeTellsAgentsFromOthers_data();
    void probeTellsAgentsFromOthers();
    void localGridSaysWhatIsMissing();
    void localGridSaysWhyItEnded();
    void simulatedDoorIsAnnounced();
    void aWindowThatNobodySeesFetchesFewerSamples();
};

void Connections::initTestCase() {
    QCoreApplication::setApplicationName(QStringLiteral("orrery-test"));
    theme::apply(*qApp, Appearance::Dark);
}

void Connections::bookReadsWhatItWrote() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/connections.json"));
    ConnectionBook book(path);
    QVERIFY(book.notice().isEmpty());
    const auto saved = book.save(sample(QStringLiteral("  Shop   production ")));
    QVERIFY(saved.ok());
    QVERIFY(!saved.value().id.isEmpty());
    const ConnectionBook again(path);
    QCOMPARE(again.connections().size(), std::size_t(1));
    const SavedConnection& read = again.connections().front();
    QCOMPARE(read.id, saved.value().id);
    QCOMPARE(read.name, QStringLiteral("Shop production"));
    QVERIFY(read.seeds == sample({}).seeds);
    QVERIFY(read.mode == ConnectionMode::Protected);
    QVERIFY(read.password == PasswordKeeping::Keychain);
    QVERIFY(read.color == TagColor::Violet);
    QVERIFY(!read.lastUsed.isValid());
}

void Connections::bookKeepsTheNewestUseFirst() {
    QTemporaryDir folder;
    ConnectionBook book(folder.filePath(QStringLiteral("c.json")));
    const QString b = book.save(sample(QStringLiteral("b"))).value().id;
    const QString a = book.save(sample(QStringLiteral("a"))).value().id;
    QCOMPARE(book.connections().front().id, a);
    QVERIFY(book.touch(b, QDateTime::currentDateTimeUtc()).ok());
    QCOMPARE(book.connections().front().id, b);
    QVERIFY(book.remove(b).ok());
    QCOMPARE(book.connections().size(), std::size_t(1));
}

void Connections::bookSetsAsideWhatItCannotRead_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no JSON") << QByteArray("\x00\xff garbage", 10);
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"connections":[{"id":"x",)");
    QTest::newRow("newer") << QByteArray(R"({"version":99,"connections":[]})");
    QTest::newRow("unknown mode") << QByteArray(
        R"({"version":1,"connections":[{"id":"x","name":"n","seeds":["a:1"],"mode":"root","password":"none","color":"grey"}]})");
    QTest::newRow("bad seed") << QByteArray(
        R"({"version":1,"connections":[{"id":"x","name":"n","seeds":["a"],"mode":"operate","password":"none","color":"grey"}]})");
}

void Connections::bookSetsAsideWhatItCannotRead() {
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("connections.json"));
    writeFile(path, content);
    ConnectionBook book(path);
    QVERIFY(book.connections().empty());
    QVERIFY(!QFile::exists(path));
    const QStringList others = QDir(folder.path()).entryList({QStringLiteral("connections.json.damaged-*")});
    QCOMPARE(others.size(), 1);
    QCOMPARE(contentOf(folder.filePath(others.front())), content);
    QVERIFY(book.notice().contains(others.front()));
    QVERIFY(book.save(sample(QStringLiteral("fresh"))).ok());
}

void Connections::bookKeepsAsideWhatItCannotOpen() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("connections.json"));
    QVERIFY(QDir().mkpath(path + QStringLiteral("/held")));  // Not a file at all: opening fails.
    const ConnectionBook book(path);
    QVERIFY(book.connections().empty());
    QVERIFY(book.notice().contains(QStringLiteral("cannot be read")));
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("connections.json.damaged-*")}, QDir::Dirs).size(), 1);
}

void Connections::bookRefusesWithAText() {
    QTemporaryDir folder;
    ConnectionBook book(folder.filePath(QStringLiteral("c.json")));
    SavedConnection nameless = sample(QStringLiteral(" "));
    QCOMPARE(book.save(nameless).error().code, ErrorCode::Refused);
    SavedConnection seedless = sample(QStringLiteral("x"));
    seedless.seeds.clear();
    QCOMPARE(book.save(seedless).error().code, ErrorCode::Refused);
    ConnectionBook unwritable(QStringLiteral("/proc/orrery/connections.json"));
    QCOMPARE(unwritable.save(sample(QStringLiteral("x"))).error().code, ErrorCode::System);
    QVERIFY(unwritable.connections().empty());
}

void Connections::keychainThatIsNotThereSaysSo() {
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    KeychainStore store(QStringLiteral("orrery-test"));
    std::optional<SecretAnswer> answer;
    store.keep(QStringLiteral("id"), QLatin1String(password), this, [&](const SecretAnswer& given) { answer = given; });
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), KeychainStore::longestWaitMillis + 5000);
    QCOMPARE(answer->outcome, SecretOutcome::NoService);
    QVERIFY(!answer->why.isEmpty());
}

/// Runs the next case again, on a bus of its own with an unlocked keychain in a folder of its own.
void Connections::startWithAKeychain() {
    if (QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty() ||
        QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty()) {
        QSKIP("needs the packages dbus and gnome-keyring");
    }
    QTemporaryDir home;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"}) {
        environment.insert(QLatin1String(name), home.path());
    }
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    environment.insert(QStringLiteral("ORRERY_TEST_KEYCHAIN"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QString script = QStringLiteral("printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
                                          "exec \"$0\" keychainKeepsReadsAndForgets");
    process.start(QStringLiteral("dbus-run-session"),
                  {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"), script,
                   QCoreApplication::applicationFilePath()});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    // The keychain ends after its bus has, and may still be writing until then.
    QTRY_VERIFY_WITH_TIMEOUT(QDir(home.path()).removeRecursively(), 10'000);
}

void Connections::keychainKeepsReadsAndForgets() {
    if (!qEnvironmentVariableIsSet("ORRERY_TEST_KEYCHAIN")) {
        startWithAKeychain();
        return;
    }
    KeychainStore store(QStringLiteral("orrery-test"));
    std::optional<SecretAnswer> answer;
    const auto note = [&](const SecretAnswer& given) { answer = given; };
    const auto ended = [&] { return answer.has_value(); };
    store.keep(QStringLiteral("id"), QLatin1String(password), this, note);
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 15'000);
    QCOMPARE(answer->outcome, SecretOutcome::Done);
    answer.reset();
    store.read(QStringLiteral("id"), this, note);
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 15'000);
    QCOMPARE(answer->secret, QLatin1String(password));
    answer.reset();
    store.forget(QStringLiteral("id"), this, note);
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 15'000);
    answer.reset();
    store.read(QStringLiteral("id"), this, note);
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 15'000);
    QCOMPARE(answer->outcome, SecretOutcome::NotFound);
}

void Connections::passwordGoesToTheKeychainAndToNoFile() {
    QTemporaryDir folder;
    Stage stage(folder.path());
    stage.fill(QStringLiteral("shop"), QStringLiteral("127.0.0.1:1"));
    stage.chooseKeychain();
    stage.save();
    QCOMPARE(stage.keychain->kept.size(), std::size_t(1));
    QCOMPARE(stage.keychain->kept.begin()->second, QLatin1String(password));
    const QByteArray written = contentOf(folder.filePath(QStringLiteral("connections.json")));
    QVERIFY(written.contains("shop") && written.contains("keychain"));
    QVERIFY(!written.contains(password));
    QSignalSpy entered(stage.page.get(), &ConnectPage::entered);
    stage.named<QPushButton>(QStringLiteral("connectionList.connect.shop"))->click();
    QCOMPARE(entered.count(), 1);
    QCOMPARE(stage.page->attachedConnection()->name, QStringLiteral("shop"));
    QVERIFY(contentOf(folder.filePath(QStringLiteral("connections.json"))).contains("lastUsed\": \"20"));
}

void Connections::passwordWithoutAKeychainIsAskedEachTime() {
    QTemporaryDir folder;
    Stage stage(folder.path());
    stage.keychain->outcome = SecretOutcome::NoService;
    stage.fill(QStringLiteral("shop"), QStringLiteral("127.0.0.1:1"));
    stage.chooseKeychain();
    stage.save();
    QVERIFY2(stage.notice().contains(QLatin1String("not stored")), qPrintable(stage.notice()));
    const QByteArray written = contentOf(folder.filePath(QStringLiteral("connections.json")));
    QVERIFY(written.contains("\"password\": \"asked\"") && !written.contains(password));
    QSignalSpy entered(stage.page.get(), &ConnectPage::entered);
    stage.named<QPushButton>(QStringLiteral("connectionList.connect.shop"))->click();
    QCOMPARE(entered.count(), 0);
    auto* field = stage.named<QLineEdit>(QStringLiteral("passwordSheet.password"));
    QVERIFY(field->isVisible());
    QTest::keyClicks(field, QLatin1String(password));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(entered.count(), 1);
    QVERIFY(field->text().isEmpty());
}

void Connections::removedConnectionComesBackOnUndo() {
    QTemporaryDir folder;
    Stage stage(folder.path());
    stage.fill(QStringLiteral("shop"), QStringLiteral("127.0.0.1:1"));
    stage.chooseKeychain();
    stage.save();
    const auto removeIt = [&] { stage.named<QPushButton>(QStringLiteral("connectionList.remove.shop"))->click(); };
    removeIt();
    QVERIFY(!contentOf(folder.filePath(QStringLiteral("connections.json"))).contains("shop"));
    QCOMPARE(stage.keychain->kept.size(), std::size_t(1));
    stage.named<QPushButton>(QStringLiteral("connectionList.undo"))->click();
    QVERIFY(contentOf(folder.filePath(QStringLiteral("connections.json"))).contains("shop"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    removeIt();
    stage.page->hide();
    QVERIFY(stage.keychain->kept.empty());
}

void Connections::protectedConnectionBeginsInObserve() {
    QTemporaryDir folder;
    ConnectionBook book(folder.filePath(QStringLiteral("connections.json")));
    SavedConnection guarded = sample(QStringLiteral("guarded"));
    guarded.password = PasswordKeeping::None;
    QVERIFY(book.save(guarded).ok());
    Stage stage(folder.path());
    stage.named<QPushButton>(QStringLiteral("connectionList.connect.guarded"))->click();
    QVERIFY(stage.session.mode() == Mode::Observe);
    QVERIFY(stage.page->attachedConnection()->mode == ConnectionMode::Protected);
}

void Connections::wrongAddressIsSaidInTheSheet() {
    QTemporaryDir folder;
    Stage stage(folder.path());
    stage.fill(QStringLiteral("shop"), QStringLiteral("127.0.0.1:7100, shop"));
    stage.save();
    QVERIFY(stage.named<QLineEdit>(QStringLiteral("connectionSheet.name"))->isVisible());
    const auto labels = stage.page->findChildren<ToneLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const ToneLabel* label) {
        return label->isVisible() && label->text().contains(QLatin1String("\"shop\" is not an address"));
    }));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("connections.json"))));
}

void Connections::probeTellsAgentsFromOthers_data() {
    QTest::addColumn<QString>("safeAnswer");
    QTest::addColumn<int>("outcome");
    QTest::newRow("controller") << "%1\r\n+safe\r\n#t\r\n" << int(ProbeOutcome::Answered);
    QTest::newRow("another agent") << "-NOTCONTROLLER 127.0.0.1:7100\r\n" << int(ProbeOutcome::Answered);
    QTest::newRow("wrong password") << "-NOAUTH Authentication required.\r\n" << int(ProbeOutcome::Refused);
    QTest::newRow("another server") << "-ERR unknown command 'GRID'\r\n" << int(ProbeOutcome::Refused);
}

void Connections::probeTellsAgentsFromOthers() {
    QFETCH(QString, safeAnswer);
    QFETCH(int, outcome);
    fixture::FakeAgent agent([&](const std::vector<std::string>& command) {
        return command.front() == "GRID" ? safeAnswer.toStdString() : std::string("%1\r\n+server\r\n+x\r\n");
    });
    ConnectionProbe probe;
    std::optional<ProbeOutcome> found;
    connect(&probe, &ConnectionProbe::finished, this, [&](ProbeOutcome heard) { found = heard; });
    probe.start({{"127.0.0.1", 1}, agent.endpoint()}, QString());
    QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), 10'000);
    QCOMPARE(int(*found), outcome);
    probe.start({{"127.0.0.1", 1}}, QString());
    found.reset();
    QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), 10'000);
    QVERIFY(*found == ProbeOutcome::Unreachable);
}

void Connections::localGridSaysWhatIsMissing() {
    QTemporaryDir folder;
    Stage stage(folder.path());
    auto* button = stage.named<QPushButton>(QStringLiteral("connectPage.local"));
    QVERIFY(!button->isEnabled());
    const QString text = stage.named<QLabel>(QStringLiteral("connectPage.localText"))->text();
    QVERIFY(text.contains(QLatin1String("orrery-agent")) && text.contains(QLatin1String("installer/run")));
}

void Connections::localGridSaysWhyItEnded() {
    QTemporaryDir folder;
    for (const char* program : {"orrery-agent", "orrery-unit"}) {
        const QString path = folder.filePath(QLatin1String(program));
        writeFile(path, "#!/bin/sh\necho no disk today\nexit 7\n");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    LocalGrid grid(folder.path(), folder.filePath(QStringLiteral("data")));
    QSignalSpy failed(&grid, &LocalGrid::failed);
    QVERIFY(grid.start().ok());
    QTRY_VERIFY_WITH_TIMEOUT(failed.count() == 1, 10'000);
    QVERIFY(failed.front().front().toString().contains(QLatin1String("no disk today")));
    QVERIFY(!grid.isRunning());
}

void Connections::simulatedDoorIsAnnounced() {
    QTemporaryDir folder;
    Stage stage(folder.path());
    int chosen = 0;
    connect(stage.page.get(), &ConnectPage::doorChosen, this, [&](Door door) { chosen += door == Door::Simulation; });
    stage.named<QPushButton>(QStringLiteral("connectPage.simulate"))->click();
    QCOMPARE(chosen, 1);
}

void Connections::aWindowThatNobodySeesFetchesFewerSamples() {
    model::GridState state;
    state.gridId = "quiet";
    fixture::FakeAgent agent(fixture::FakeAgent::serving(state));
    QTemporaryDir folder;
    const auto said = [&agent](const std::string& command) {
        return std::count(agent.commands().begin(), agent.commands().end(), command);
    };
    Session session;
    session.setRingRoot(QString());   // With a ring every sample is needed for two minutes after a grid was found.
    session.attachLive({agent.endpoint()}, QString(), Mode::Observe);
    QTRY_VERIFY(session.store().latest()->hasState);
    QCOMPARE(said("GRID SAMPLES EVERY 1000"), 0);
    session.setPace(PicturePace::Unseen);
    QTRY_COMPARE(said("GRID SAMPLES EVERY 1000"), 1);
    QVERIFY(session.recorder().startRecording(folder.filePath(QStringLiteral("own.orrec"))).ok());
    QTRY_COMPARE(said("GRID SAMPLES ALL"), 1);
    QVERIFY(session.recorder().stopRecording().ok());
    QTRY_COMPARE(said("GRID SAMPLES EVERY 1000"), 2);
    session.setPace(PicturePace::Seen);
    QTRY_COMPARE(said("GRID SAMPLES ALL"), 2);
}

QTEST_MAIN(Connections)
#include "tst_connections.moc"
