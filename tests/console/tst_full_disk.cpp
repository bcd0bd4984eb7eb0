// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the console keeps, on a disk that is full: it says so, keeps what it had, and goes on when there is room.
#include <csignal>

#include <sys/resource.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "console/actions/audit_trail.h"
#include "console/actions/calibration.h"
#include "console/shell/settings.h"
#include "console/source/bookmarks.h"
#include "console/source/recorder.h"
#include "console/source/recording_reader.h"
#include "console/source/recording_shelf.h"
#include "console/state/alarm_keeper.h"
#include "console/state/snapshot_store.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

/// As long as it lives no file grows beyond `bytes`: what a full disk does, without one.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TrailEntry entryOf(const QString& action) {
    TrailEntry entry;
    entry.at = fixture::scenarioStart;
    entry.by = QStringLiteral("carol");
    entry.action = action;
    entry.reason = QString(400, QLatin1Char('x'));
    return entry;
}

}  // namespace

class FullDiskTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void anAuditEntryThatDoesNotFitIsSaidAndTheChainHolds() {
        const QString path = m_folder.filePath("audit.jsonl");
        AuditTrail trail;
        QCOMPARE(trail.open(path), QString());
        QVERIFY(trail.append(entryOf("Drain b1")).has_value());
        const auto size = static_cast<rlim_t>(QFile(path).size());
        for (const rlim_t room : {rlim_t{0}, rlim_t{100}}) {
            {
                const FullDisk full(size + room);
                QVERIFY(!trail.append(entryOf("Drain b2")).has_value());
            }
            QVERIFY(!trail.problem().isEmpty());
        }
        QVERIFY2(trail.append(entryOf("Drain c1")).has_value(), qPrintable(trail.problem()));
        AuditTrail again;
        QCOMPARE(again.open(path), QString());
        QVERIFY2(!again.fault().has_value(), qPrintable(again.fault().value_or(ChainFault()).why));
        QCOMPARE(again.entries().back().action, QStringLiteral("Drain c1"));
        QVERIFY(std::any_of(again.entries().begin(), again.entries().end(),
                            [](const TrailEntry& entry) { return entry.action == QStringLiteral("Drain b1"); }));
    }

    void aForecastThatCannotBeKeptIsSaidAndTheOldOnesStay() {
        const QString path = m_folder.filePath("forecasts.json");
        Calibration calibration;
        QCOMPARE(calibration.keepIn(path), QString());
        QCOMPARE(calibration.add({fixture::scenarioStart, "Drain b1", seconds(1), seconds(2)}), QString());
        const QByteArray before = contentOf(path);
        {
            const FullDisk full(8);
            QVERIFY(!calibration.add({fixture::scenarioStart, "Drain b2", seconds(1), seconds(3)}).isEmpty());
        }
        QCOMPARE(contentOf(path), before);
        QCOMPARE(calibration.samples().size(), std::size_t{2});
        QCOMPARE(calibration.add({fixture::scenarioStart, "Drain b3", seconds(1), seconds(4)}), QString());
        Calibration again;
        QCOMPARE(again.keepIn(path), QString());
        QCOMPARE(again.samples().size(), std::size_t{3});
    }

    void settingsThatCannotBeSavedLeaveTheFileWhole() {
        const QString path = m_folder.filePath("settings.ini");
        {
            Settings settings(path);
            settings.setValue("look/appearance", "dark");
            QCOMPARE(settings.save(), QString());
            const QByteArray before = contentOf(path);
            {
                const FullDisk full(8);
                settings.setValue("look/appearance", "light");
                QVERIFY(!settings.save().isEmpty());
            }
            QCOMPARE(contentOf(path), before);
            QCOMPARE(settings.value("look/appearance", {}).toString(), QString("light"));
        }
        const Settings again(path);
        QVERIFY2(again.notice().isEmpty(), qPrintable(again.notice()));
    }

    void bookmarksThatCannotBeSavedAreKeptForTheSession() {
        const QString path = m_folder.filePath("bookmarks");
        Bookmarks bookmarks;
        bookmarks.open(path);
        QVERIFY(bookmarks.add({fixture::scenarioStart, "before"}));
        {
            const FullDisk full(8);
            QVERIFY(bookmarks.add({WallTime{fixture::scenarioStart.millis + 1'000}, "full"}));
            QVERIFY(!bookmarks.trouble().isEmpty());
        }
        QCOMPARE(bookmarks.all().size(), std::size_t{2});
        QCOMPARE(Bookmarks::read(path).value().size(), std::size_t{1});
        QVERIFY(bookmarks.add({WallTime{fixture::scenarioStart.millis + 2'000}, "room again"}));
        QVERIFY(bookmarks.trouble().isEmpty());
        QCOMPARE(Bookmarks::read(path).value().size(), std::size_t{3});
    }

    void acknowledgementsThatCannotBeKeptAreSaid() {
        SnapshotStore store;
        AlarmKeeper keeper(store, m_folder.filePath("words"));
        QSignalSpy noticed(&keeper, &AlarmKeeper::noticed);
        const auto hear = [&store](Duration from, Duration to) {
            auto batch = std::make_shared<StreamBatch>();
            batch->settled = true;
            batch->contact = Contact{ContactState::Live, {}, {}, {}};
            for (const ReceivedMessage& received : fixture::scenarioMessages()) {
                if (received.at.at > fixture::scenarioClockStart + from &&
                    received.at.at <= fixture::scenarioClockStart + to) {
                    batch->messages.push_back(received);
                    batch->now = received.at;
                }
            }
            store.accept(batch);
        };
        hear(seconds(-1), seconds(30));
        QTRY_VERIFY(!keeper.gridId().empty());
        hear(seconds(30), seconds(45));
        {
            const FullDisk full(8);
            store.acknowledgeAll(QStringLiteral("carol"));
            QTRY_COMPARE(noticed.count(), 1);
        }
        QVERIFY(!keeper.notice().isEmpty());
        QVERIFY(!store.latest()->alarms.empty());
        QCOMPARE(store.latest()->alarms.front().by, QStringLiteral("carol"));
    }

    void aCopyThatDoesNotFitLeavesNothingBehind() {
        const QString path = m_folder.filePath("whole.orrery");
        QVERIFY(fixture::writeScenario(path).ok());
        RecordingShelf shelf;
        shelf.setFolder(m_folder.path());
        QSignalSpy copied(&shelf, &RecordingShelf::copied);
        CopyJob job;
        job.from = {path};
        job.to = m_folder.filePath("copy.orrery");
        {
            const FullDisk full(4'096);
            shelf.copy(job);
            QTRY_COMPARE(copied.count(), 1);
        }
        QVERIFY(!copied.at(0).at(1).toString().isEmpty());
        QVERIFY(!QFile::exists(job.to));
        QVERIFY(!QFile::exists(job.to + ".unfinished"));
        shelf.copy(job);
        QTRY_COMPARE(copied.count(), 2);
        QVERIFY(copied.at(1).at(1).toString().isEmpty());
        QVERIFY(RecordingReader::open({job.to}).ok());
    }

    void aDeviceThatIsFullIsNoPlaceForARecording() {
        Recorder recorder;
        recorder.accept(batchOf(fixture::scenarioMessages().front()));
        const Status status = recorder.startRecording("/dev/full");
        QVERIFY(!status.ok());
        QVERIFY(!status.error().detail.empty());
        QVERIFY(!recorder.isRecording());
    }

private:
    static StreamBatchPointer batchOf(const ReceivedMessage& received) {
        auto batch = std::make_shared<StreamBatch>();
        batch->now = received.at;
        batch->messages.push_back(received);
        return batch;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "tst_full_disk.moc"
