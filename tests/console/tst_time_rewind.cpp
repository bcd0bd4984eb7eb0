// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The time machine: a live grid taken into its past and back, the time bar and its keys, bookmarks, loops,
// the ring on a disk that fails, and the list of recordings.
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <thread>

#include <QAccessible>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "console/shell/session.h"
#include "console/shell/time_bar.h"
#include "console/state/comparison.h"
#include "console/views/recordings_view.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

/// A grid that is live as far as anyone can tell; the test says what it says.
class PretendedGrid : public GridSource {
public:
    explicit PretendedGrid(SourceKind kind = SourceKind::Live) : m_kind(kind) {}
    SourceKind kind() const override { return m_kind; }
    QString title() const override { return QStringLiteral("pretended"); }
    void start() override {}
    void stop() override {}
    bool canAct() const override { return true; }
    /// Everything up to `offset` that was not said yet.
    void sayUntil(Duration offset) {
        const Instant until = fixture::scenarioClockStart + offset;
        while (m_next < m_messages.size() && m_messages[m_next].at.at <= until) {
            auto batch = std::make_shared<StreamBatch>();
            batch->settled = true;
            ReceivedMessage received = m_messages[m_next++];
            received.at.wall.millis += m_clockSet.millis();
            batch->now = received.at;
            batch->messages.push_back(std::move(received));
            Q_EMIT batchReceived(batch);
        }
    }

    /// From now on the wall clock shows so much more.
    void setClock(Duration by) { m_clockSet = by; }

private:
    static fixture::ScenarioOptions options() {
        fixture::ScenarioOptions options;
        options.partitions = 16;
        return options;
    }
    SourceKind m_kind;
    std::vector<ReceivedMessage> m_messages = fixture::scenarioMessages(options());
    std::size_t m_next = 0;
    Duration m_clockSet;
};

/// A file that takes as long to open as the test wants: a pipe, which waits for somebody who reads.
class SlowFile {
public:
    explicit SlowFile(const QString& path) : m_path(path.toStdString()) {
        ::mkfifo(m_path.c_str(), 0600);
        m_reader = std::thread([this] {
            m_mayOpen.get_future().wait_for(std::chrono::seconds(10));
            isOpened = true;
            std::ifstream file(m_path, std::ios::binary);
            std::array<char, 4096> bytes;
            while (file.read(bytes.data(), bytes.size()) || file.gcount() > 0) {
            }
        });
    }
    ~SlowFile() { m_reader.join(); }
    /// To be called once.
    void letOpen() { m_mayOpen.set_value(); }
    std::atomic<bool> isOpened = false;

private:
    std::string m_path;
    std::promise<void> m_mayOpen;
    std::thread m_reader;
};

Instant at(int second) { return fixture::scenarioClockStart + seconds(second); }

/// A session with a pretended grid, said up to second 60.
struct Desk {
    explicit Desk(const QString& root, SourceKind kind = SourceKind::Live) {
        session.setRingRoot(root);
        session.shelf().setFolder(root + QStringLiteral("/own"));
        auto made = std::make_unique<PretendedGrid>(kind);
        grid = made.get();
        session.attachSource(std::move(made), Mode::Operate);
        grid->sayUntil(seconds(60));
    }
    Instant shown() { return session.shownStore().latest()->now.at; }

    Session session;
    PretendedGrid* grid = nullptr;
};

}  // namespace

class RewindTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QStandardPaths::setTestModeEnabled(true);
        theme::apply(*qApp, Appearance::Dark);
    }

    void aLiveGridGoesIntoItsPastAndBack() {
        Desk desk(m_folder.filePath("rewind"));
        QCOMPARE(desk.session.presentation(), Presentation::Live);
        QVERIFY(desk.session.mayAct());
        QSignalSpy presented(&desk.session, &Session::presentationChanged);
        desk.session.showMoment(at(20));
        QVERIFY(desk.session.isOpeningPast());
        QTRY_COMPARE(desk.session.presentation(), Presentation::Past);
        QTRY_COMPARE(desk.shown().micros, at(20).micros);
        QCOMPARE(desk.session.shownStore().latest()->totals.wholePartitions, 16u);
        QVERIFY(!desk.session.mayAct());
        QVERIFY(desk.session.history()
                    ->valueAt(Metric::OperationsPerSecond, std::nullopt, at(20))
                    .has_value());
        // The grid goes on meanwhile.
        desk.grid->sayUntil(seconds(80));
        QVERIFY(desk.session.store().latest()->now.at > at(79));
        QCOMPARE(desk.shown().micros, at(20).micros);
        // What came in since is reached too.
        desk.session.showMoment(at(75));
        QTRY_COMPARE(desk.shown().micros, at(75).micros);
        desk.session.goLive();
        QCOMPARE(desk.session.presentation(), Presentation::Live);
        QVERIFY(desk.shown() > at(79));
        QVERIFY(desk.session.mayAct());
        QVERIFY(presented.count() >= 3);
    }

    void playingThePastReachesThePresent() {
        Desk desk(m_folder.filePath("reaches"));
        desk.session.showMoment(at(55));
        QTRY_COMPARE(desk.session.presentation(), Presentation::Past);
        QTRY_COMPARE(desk.shown().micros, at(55).micros);
        desk.session.recording()->setSpeed(60);
        desk.session.recording()->play();
        QTRY_COMPARE(desk.session.presentation(), Presentation::Live);
    }

    void aSimulatedGridHasAPastThatEndsWithIt() {
        QString folder;
        {
            Desk desk(m_folder.filePath("unused"), SourceKind::Simulated);
            QCOMPARE(desk.session.presentation(), Presentation::Simulated);
            desk.session.showMoment(at(30));
            QTRY_COMPARE(desk.shown().micros, at(30).micros);
            folder = desk.session.recorder().ringFolder();
            QVERIFY(QDir(folder).exists());
        }
        QVERIFY(!QDir(folder).exists());
        QVERIFY(!QDir(m_folder.filePath("unused")).exists());
    }

    void aRingThatCannotBeWrittenSaysSoAndTheWindowLives() {
        const QString root = m_folder.filePath("blocked");
        QFile file(root);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Desk desk(root);
        TimeBar bar(desk.session);
        QVERIFY(!desk.session.recorder().ringTrouble().isEmpty());
        QVERIFY(desk.session.store().latest()->hasState);
        desk.session.showMoment(at(20));
        QTRY_VERIFY(!desk.session.isOpeningPast());
        QVERIFY(desk.session.pastTrouble().contains(desk.session.recorder().ringTrouble()));
        bar.showSession();
        QVERIFY(!bar.findChild<QWidget*>("timeBar.trouble")->accessibleName().isEmpty());
        QCOMPARE(desk.session.presentation(), Presentation::Live);
    }

    void keysOfTheTrackWalkThroughTime() {
        Desk desk(m_folder.filePath("keys"));
        TimeBar bar(desk.session);
        bar.resize(1200, bar.height());
        bar.show();
        const auto refresh = [&] { bar.showSnapshot(*desk.session.shownStore().latest()); };
        connect(&desk.session, &Session::shownChanged, &bar, refresh);
        refresh();
        bar.track().setFocus();
        const Instant start = desk.shown();
        QTest::keyClick(&bar.track(), Qt::Key_Comma);
        QTRY_COMPARE(desk.shown().micros, (start - milliseconds(500)).micros);
        QVERIFY(desk.session.isInPast());
        QTest::keyClick(&bar.track(), Qt::Key_Less);
        QTRY_VERIFY(desk.shown() < start - seconds(1));
        const Instant event = desk.shown();
        QTest::keyClick(&bar.track(), Qt::Key_Left, Qt::ShiftModifier);
        QTRY_COMPARE(desk.shown().micros, (event - seconds(10)).micros);
        QTest::keyClick(&bar.track(), Qt::Key_BracketLeft);
        QTest::keyClick(&bar.track(), Qt::Key_Right);
        QTRY_COMPARE(desk.shown().micros, (event - seconds(9)).micros);
        QTest::keyClick(&bar.track(), Qt::Key_BracketRight);
        QTRY_VERIFY(desk.session.recording()->playback().loop.has_value());
        // Played again and again, at whatever pace the machine allows: the head comes back twice.
        int returns = 0;
        Instant head = event;
        connect(desk.session.recording(), &RecordingSource::playbackChanged, &bar,
                [&returns, &head](const PlaybackState& playback) {
                    returns += playback.position.at < head ? 1 : 0;
                    head = playback.position.at;
                });
        head = desk.session.shownMoment().at;
        desk.session.recording()->setSpeed(4);
        QTest::keyClick(&bar.track(), Qt::Key_Space);
        QTRY_VERIFY(desk.session.recording()->playback().playing);
        QTRY_VERIFY(returns >= 2);
        QTest::keyClick(&bar.track(), Qt::Key_Backslash);
        QTRY_VERIFY(!desk.session.recording()->playback().loop);
        QTest::keyClick(&bar.track(), Qt::Key_L);
        QCOMPARE(desk.session.presentation(), Presentation::Live);
    }

    void aClockThatWasSetIsMarkedAndSought() {
        Desk desk(m_folder.filePath("clock"));
        TimeBar bar(desk.session);
        bar.resize(1200, bar.height());
        desk.grid->setClock(seconds(-3 * 3600));
        desk.grid->sayUntil(seconds(90));
        const auto hasMark = [&bar, &desk] {
            bar.showSnapshot(*desk.session.shownStore().latest());
            return bar.track().sightsAsText().join(QLatin1Char(' ')).contains("clock set back 3.0 h");
        };
        QTest::keyClick(&bar.track(), Qt::Key_Plus);
        QVERIFY(hasMark());
        const QString picture = qEnvironmentVariable("ORRERY_PICTURE");
        QVERIFY(picture.isEmpty() || bar.grab().save(picture));
        // Both times of day are gone to as they were read.
        QVERIFY(bar.goTo("2026-11-20 11:01:20"));
        const auto isAt = [&desk](int second) {  // Wall clocks are read in whole milliseconds.
            return desk.shown() > at(second) - milliseconds(2) && desk.shown() < at(second) + milliseconds(2);
        };
        QTRY_VERIFY(isAt(80));
        QCOMPARE(desk.session.shownMoment().wall.millis, fixture::scenarioStart.millis + 80'000 - 3 * 3'600'000);
        QVERIFY(hasMark());
        QVERIFY(bar.goTo("2026-11-20 14:00:25"));
        QTRY_VERIFY(isAt(25));
        QCOMPARE(desk.session.shownMoment().wall.millis, fixture::scenarioStart.millis + 25'000);
    }

    void aTypedTimeIsGoneTo() {
        Desk desk(m_folder.filePath("typed"));
        TimeBar bar(desk.session);
        QVERIFY(!bar.goTo("nonsense"));
        QVERIFY(bar.goTo("14:00:25"));
        QTRY_COMPARE(desk.shown().micros, at(25).micros);
        QVERIFY(bar.goTo("2026-11-20 14:00"));
        QTRY_COMPARE(desk.shown().micros, at(0).micros);
    }

    void bookmarksAreKeptBesideTheRing() {
        const QString root = m_folder.filePath("marks");
        {
            Desk desk(root);
            QTRY_VERIFY(!desk.session.recorder().ringFolder().isEmpty());
            TimeBar bar(desk.session);
            QTRY_VERIFY(desk.session.bookmarks().trouble().isEmpty());
            QTest::qWait(0);
            desk.session.showMoment(at(41));
            QTRY_COMPARE(desk.shown().micros, at(41).micros);
            bar.addBookmark();
            auto* note = bar.findChild<QLineEdit*>("timeBar.note");
            note->setText("b2 dies");
            QTest::keyClick(note, Qt::Key_Return);
            QCOMPARE(desk.session.bookmarks().all().size(), std::size_t{1});
            desk.session.goLive();
            bar.stepBookmark(StepDirection::Back);
            QTRY_COMPARE(desk.shown().micros, at(41).micros);
        }
        Desk again(root);
        QTRY_COMPARE(again.session.bookmarks().all().size(), std::size_t{1});
        QCOMPARE(again.session.bookmarks().all()[0].note, QString("b2 dies"));
    }

    void damagedBookmarksAreSetAside() {
        const QString path = m_folder.filePath("bookmarks");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ no json");
        file.close();
        Bookmarks bookmarks;
        bookmarks.open(path);
        QVERIFY(bookmarks.all().empty());
        QVERIFY(!bookmarks.trouble().isEmpty());
        QVERIFY(QFile::exists(path + ".damaged"));
        QVERIFY(bookmarks.add({WallTime{5}, "x"}));
        QVERIFY(bookmarks.trouble().isEmpty());
        QCOMPARE(Bookmarks::read(path).value().size(), std::size_t{1});
    }

    void theTrackIsASliderWithATime() {
        Desk desk(m_folder.filePath("access"));
        TimeBar bar(desk.session);
        bar.showSnapshot(*desk.session.shownStore().latest());
        QAccessibleInterface* track = QAccessible::queryAccessibleInterface(&bar.track());
        QVERIFY(track != nullptr);
        QCOMPARE(track->role(), QAccessible::Slider);
        QVERIFY(track->text(QAccessible::Value).startsWith("2026-11-20 14:01:00"));
        QVERIFY(track->text(QAccessible::Description).contains("14:00:40"));
        QVERIFY(track->valueInterface() != nullptr);
    }

    void aRecordingIsListedRenamedFreedOfNamesAndRemoved() {
        Desk desk(m_folder.filePath("listed"));
        TimeBar bar(desk.session);
        QSignalSpy toggled(&desk.session, &Session::recordingToggled);
        bar.toggleRecording();
        QTRY_COMPARE(toggled.count(), 1);
        QVERIFY(desk.session.recorder().isRecording());
        desk.grid->sayUntil(seconds(90));
        bar.toggleRecording();
        QTRY_COMPARE(toggled.count(), 2);
        QVERIFY(!desk.session.recorder().isRecording());
        RecordingShelf& shelf = desk.session.shelf();
        QSignalSpy listed(&shelf, &RecordingShelf::listed);
        shelf.refresh();
        QTRY_VERIFY(!shelf.recordings().empty());
        const RecordingInfo info = shelf.recordings().front();
        QVERIFY(info.own);
        QCOMPARE(info.gridName, QString("flash-sale"));
        QVERIFY(info.end.at - info.begin.at > seconds(25));
        QVERIFY(!shelf.rename(info.path, "a/b").ok());
        QVERIFY(shelf.rename(info.path, "the failover").ok());
        const QString renamed = QFileInfo(info.path).dir().absoluteFilePath("the failover.orrery");
        CopyJob job;
        job.from = {renamed};
        job.to = QFileInfo(info.path).dir().absoluteFilePath("nameless.orrery");
        job.naming = Naming::Replaced;
        QSignalSpy copied(&shelf, &RecordingShelf::copied);
        shelf.copy(job);
        QTRY_COMPARE(copied.count(), 1);
        QVERIFY(copied[0][1].toString().isEmpty());
        QCOMPARE(inspectRecording(job.to).naming, Naming::Replaced);
        QVERIFY(shelf.remove(renamed).ok());
        QVERIFY(!QFile::exists(renamed));
        QVERIFY(!shelf.remove("/etc/hostname").ok());
    }

    void theWindowDoesNotWaitForTheRecordersFiles() {
        Desk desk(m_folder.filePath("slow"));
        Recorder& recorder = desk.session.recorder();
        const QString path = m_folder.filePath("slow.orrery");
        SlowFile slow(path);
        QSignalSpy toggled(&desk.session, &Session::recordingToggled);
        const auto writing = std::async(std::launch::async, [&] { static_cast<void>(recorder.startRecording(path)); });
        std::future<void> held;   // Until the recorder waits for the file, and whoever asks for its files waits for it.
        do {
            held = std::async(std::launch::async, [&] { recorder.limitRing({}); });
        } while (held.wait_for(std::chrono::milliseconds(100)) == std::future_status::ready);
        desk.session.showMoment(at(20));
        desk.session.toggleRecording();
        QVERIFY(!slow.isOpened);
        QVERIFY(desk.session.isOpeningPast());
        slow.letOpen();
        QTRY_COMPARE(desk.session.presentation(), Presentation::Past);
        QTRY_COMPARE(desk.shown().micros, at(20).micros);
        QTRY_COMPARE(toggled.count(), 1);
    }

    void aRecordingThatCannotBeBegunSaysWhy() {
        Desk desk(m_folder.filePath("refused"));
        TimeBar bar(desk.session);
        QSignalSpy toggled(&desk.session, &Session::recordingToggled);
        desk.session.shelf().setFolder(QStringLiteral("/proc/none"));
        bar.toggleRecording();
        bar.toggleRecording();   // Once more while the first is under way: nothing.
        QTRY_COMPARE(toggled.count(), 1);
        QVERIFY(toggled[0][0].toString().contains("/proc/none"));
        QVERIFY(!desk.session.recorder().isRecording());
        bar.toggleRecording();
        QTRY_COMPARE(toggled.count(), 2);
    }

    void twoPinnedMomentsAreCompared() {
        Desk desk(m_folder.filePath("compared"));
        ViewContext context{&desk.session.selection(), &desk.session.cursor(),
                            desk.session.history(), &desk.session.actions()};
        RecordingsView view(context);
        view.setShelf(&desk.session.shelf());
        desk.session.showMoment(at(30));
        QTRY_COMPARE(desk.shown().micros, at(30).micros);
        view.refresh(desk.session.shownStore().latest());
        view.pinFirst();
        desk.session.showMoment(at(48));
        QTRY_COMPARE(desk.shown().micros, at(48).micros);
        view.refresh(desk.session.shownStore().latest());
        view.pinSecond();
        const auto& rows = view.differences();
        const auto has = [&rows](DifferenceKind kind, const QString& subject, const QString& what) {
            return std::any_of(rows.begin(), rows.end(), [&](const Difference& row) {
                return row.kind == kind && row.subject == subject && row.what == what;
            });
        };
        QCOMPARE(rows.front().subject, QString("Requests"));
        QVERIFY(has(DifferenceKind::Unit, "b2", "state"));
        QVERIFY(has(DifferenceKind::Unit, "b2", "primaries"));
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const Difference& row) {
            return row.kind == DifferenceKind::Partition;
        }));
        QVERIFY(std::none_of(rows.begin(), rows.end(), [](const Difference& row) {
            return row.kind != DifferenceKind::Figure && row.before == row.after;
        }));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(RewindTest)
#include "tst_time_rewind.moc"
