// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings: written, read back, damaged, cut off, played, and sought.
#include <csignal>

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include "console/source/recorder.h"
#include "console/source/recording_source.h"
#include "console/state/snapshot_store.h"
#include "shared/base/random.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

fixture::ScenarioOptions smallScenario() {
    fixture::ScenarioOptions options;
    options.partitions = 32;
    return options;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeContent(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// What one sees, without what depends on how far back the messages were read.
void compareSnapshots(const GridSnapshot& left, const GridSnapshot& right) {
    QCOMPARE(left.now.at.micros, right.now.at.micros);
    QVERIFY(*left.state == *right.state);
    QCOMPARE(left.units.size(), right.units.size());
    for (std::size_t index = 0; index < left.units.size(); ++index) {
        const UnitView& one = left.units[index];
        const UnitView& two = right.units[index];
        QCOMPARE(one.telemetry == nullptr, two.telemetry == nullptr);
        QVERIFY(!one.telemetry || *one.telemetry == *two.telemetry);
        QVERIFY(one.rates == two.rates);
        QCOMPARE(one.age.micros, two.age.micros);
        QCOMPARE(one.freshness, two.freshness);
    }
    QVERIFY(left.partitions == right.partitions);
    QVERIFY(left.links == right.links);
    QVERIFY(left.totals == right.totals);
    QCOMPARE(left.events.size(), right.events.size());
}

}  // namespace

class RecordingTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_path = m_folder.filePath("scenario.orrec");
        QVERIFY(fixture::writeScenario(m_path, smallScenario()).ok());
    }

    void everyMessageComesBackAsItWasWritten() {
        auto reader = RecordingReader::open({m_path});
        QVERIFY2(reader.ok(), reader.ok() ? "" : reader.error().detail.c_str());
        const auto written = fixture::scenarioMessages(smallScenario());
        StreamBatch batch = reader.value()->seek(reader.value()->begin().at, {});
        StreamBatch rest = reader.value()->next(reader.value()->end().at);
        std::vector<ReceivedMessage> read = std::move(batch.messages);
        read.insert(read.end(), rest.messages.begin(), rest.messages.end());
        QCOMPARE(read.size(), written.size());
        for (std::size_t index = 0; index < read.size(); ++index) {
            QVERIFY(read[index].at == written[index].at);
            QVERIFY(*read[index].message == *written[index].message);
        }
        QVERIFY(reader.value()->atEnd());
        QVERIFY(reader.value()->gaps().empty());
    }

    void seekingAnywhereShowsWhatWasSeenLive() {
        auto reader = RecordingReader::open({m_path});
        QVERIFY(reader.ok());
        const auto written = fixture::scenarioMessages(smallScenario());
        Random random(7);
        for (int round = 0; round < 60; ++round) {
            const Duration offset{static_cast<std::int64_t>(random.below(120'000'000))};
            const SnapshotPointer live = fixture::scenarioSnapshot(offset, smallScenario());
            MetricHistory history;
            Aggregator aggregator(history);
            aggregator.accept(
                reader.value()->seek(fixture::scenarioClockStart + offset, seconds(10)));
            compareSnapshots(*aggregator.snapshot(), *live);
        }
    }

    void aCutOffFileEndsBeforeItsLastBlock() {
        const QByteArray whole = contentOf(m_path);
        for (const int cut : {1, 17, 300, 5000, 20'000}) {
            const QString path = m_folder.filePath(QStringLiteral("cut-%1.orrec").arg(cut));
            writeContent(path, whole.left(whole.size() - cut));
            auto reader = RecordingReader::open({path});
            QVERIFY(reader.ok());
            QVERIFY(reader.value()->end().at <= fixture::scenarioClockStart + seconds(120));
            QVERIFY(reader.value()->end().at > fixture::scenarioClockStart + seconds(110));
        }
    }

    void aDamagedBlockIsSkippedAndSeenAsAGap() {
        QByteArray bytes = contentOf(m_path);
        const qsizetype middle = bytes.size() / 2;
        bytes[middle] = static_cast<char>(bytes[middle] ^ 0x55);
        const QString path = m_folder.filePath("damaged.orrec");
        writeContent(path, bytes);
        auto reader = RecordingReader::open({path});
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->gaps().size(), std::size_t{1});
        const RecordingGap gap = reader.value()->gaps().front();
        QVERIFY(gap.bytes > 0);
        QVERIFY(gap.to >= gap.from);
        QVERIFY(gap.to - gap.from <= seconds(2));
        QCOMPARE(reader.value()->end().at.micros,
                 (fixture::scenarioClockStart + seconds(120)).micros);
    }

    void damageAnywhereNeverStopsTheReader() {
        const QByteArray whole = contentOf(m_path).left(400'000);
        Random random(11);
        for (int round = 0; round < 40; ++round) {
            QByteArray bytes = whole;
            for (int hit = 0; hit < 20; ++hit) {
                const auto at = 64 + static_cast<qsizetype>(random.below(
                                         static_cast<std::uint64_t>(bytes.size() - 64)));
                bytes[at] = static_cast<char>(random.below(256));
            }
            const QString path = m_folder.filePath("fuzzed.orrec");
            writeContent(path, bytes);
            auto reader = RecordingReader::open({path});
            if (reader.ok()) {
                StreamBatch all = reader.value()->seek(reader.value()->end().at, seconds(1000));
                QVERIFY(!all.messages.empty());
            }
        }
    }

    void aNewerFormatIsRefusedByName() {
        QByteArray bytes = contentOf(m_path);
        bytes[8] = 9;
        const QString path = m_folder.filePath("newer.orrec");
        writeContent(path, bytes);
        auto reader = RecordingReader::open({path});
        QVERIFY(!reader.ok());
        QCOMPARE(reader.error().code, ErrorCode::Unsupported);
        QVERIFY(reader.error().detail.find("format 9") != std::string::npos);
    }

    void anotherFileIsNoRecording() {
        const QString path = m_folder.filePath("letter.txt");
        writeContent(path, "Dear operator");
        auto reader = RecordingReader::open({path});
        QVERIFY(!reader.ok());
        QCOMPARE(reader.error().code, ErrorCode::Malformed);
        QVERIFY(!RecordingReader::open({m_folder.filePath("absent.orrec")}).ok());
    }

    void aKeyframeStandsEveryThirtySeconds() {
        const QByteArray bytes = contentOf(m_path);
        int keyframes = 0;
        for (qsizetype at = bytes.indexOf("OBLK"); at >= 0; at = bytes.indexOf("OBLK", at + 1)) {
            keyframes += (bytes[at + 4] & 0x7F) == static_cast<char>(BlockKind::PackedKeyframe);
        }
        QCOMPARE(keyframes, 4);
    }

    void theSourceShowsTheBeginningThenPlaysToTheEnd() {
        SnapshotStore store;
        auto opened = RecordingSource::open({m_path});
        QVERIFY(opened.ok());
        const auto source = opened.take();
        connect(source.get(), &GridSource::batchReceived, &store, &SnapshotStore::accept,
                Qt::DirectConnection);
        source->start();
        QTRY_VERIFY(store.latest()->hasState);
        QCOMPARE(store.latest()->now.at.micros, fixture::scenarioClockStart.micros);
        source->setSpeed(60);
        source->play();
        QTRY_VERIFY_WITH_TIMEOUT(source->playback().atEnd, 10'000);
        QTRY_COMPARE(store.latest()->now.at.micros, source->end().at.micros);
        QCOMPARE(store.latest()->totals.wholePartitions, 32u);
        source->stop();
    }

    void aReplayThatCannotKeepUpGoesSlowerAndPilesNothingUp() {
        auto opened = RecordingSource::open({m_path});
        QVERIFY(opened.ok());
        auto source = opened.take();
        std::atomic<std::int64_t> farthest = 0;
        std::atomic<int> batches = 0;
        Instant last;
        connect(source.get(), &GridSource::batchReceived, source.get(),
                [&](const StreamBatchPointer& batch) {
                    if (!batch->restart) {
                        farthest = std::max<std::int64_t>(farthest, (batch->now.at - last).micros);
                    }
                    last = batch->now.at;
                    ++batches;
                    QThread::msleep(600);
                },
                Qt::DirectConnection);
        source->setSpeed(60);
        source->start();
        source->play();
        QTRY_VERIFY_WITH_TIMEOUT(batches >= 4, 20'000);
        source->stop();
        QVERIFY2(farthest <= seconds(15).micros, qPrintable(QString::number(farthest.load())));
    }

    void aSeekMovesThePictureBackAndForth() {
        SnapshotStore store;
        auto opened = RecordingSource::open({m_path});
        QVERIFY(opened.ok());
        const auto source = opened.take();
        connect(source.get(), &GridSource::batchReceived, &store, &SnapshotStore::accept,
                Qt::DirectConnection);
        source->start();
        for (const int at : {45, 20, 100, 41}) {
            const Instant target = fixture::scenarioClockStart + seconds(at);
            source->seek(target);
            QTRY_COMPARE(store.latest()->now.at.micros, target.micros);
            const bool broken = at > 40 && at < 60;
            QCOMPARE(store.latest()->totals.wholePartitions < 32, broken);
        }
        QVERIFY(!source->canAct());
    }

    void steppingGoesFromEventToEvent() {
        auto opened = RecordingSource::open({m_path});
        QVERIFY(opened.ok());
        const auto source = opened.take();
        source->start();
        source->seek(fixture::scenarioClockStart + seconds(30));
        QTRY_COMPARE(source->playback().position.at.micros,
                     (fixture::scenarioClockStart + seconds(30)).micros);
        source->stepToNextEvent();
        QTRY_COMPARE(source->playback().position.at.micros,
                     (fixture::scenarioClockStart + seconds(40)).micros);
        source->stepToPreviousEvent();
        QTRY_COMPARE(source->playback().position.at.micros, fixture::scenarioClockStart.micros);
    }

    void theRingReadsAsOneRecordingAndForgetsTheOldest() {
        RingOptions options;
        options.root = m_folder.filePath("ring");
        options.segmentLength = seconds(20);
        {
            Recorder recorder(options);
            for (ReceivedMessage& received : fixture::scenarioMessages(smallScenario())) {
                auto batch = std::make_shared<StreamBatch>();
                batch->now = received.at;
                batch->messages.push_back(std::move(received));
                recorder.accept(batch);
            }
            QCOMPARE(recorder.ringFiles().size(), 6 + 1);
            auto reader = RecordingReader::open(recorder.ringFiles());
            QVERIFY(reader.ok());
            MetricHistory history;
            Aggregator aggregator(history);
            aggregator.accept(
                reader.value()->seek(fixture::scenarioClockStart + seconds(95), seconds(5)));
            compareSnapshots(*aggregator.snapshot(),
                             *fixture::scenarioSnapshot(seconds(95), smallScenario()));
        }
        options.totalBytes = options.segmentBytes + 1;
        Recorder forgetful(options);
        auto batch = std::make_shared<StreamBatch>();
        batch->messages.push_back(fixture::scenarioMessages(smallScenario()).front());
        forgetful.accept(batch);
        QCOMPARE(forgetful.ringFiles().size(), 1);
    }

    void whoAsksDoesNotWaitWhileABatchIsWritten() {
        RingOptions options;
        options.root = m_folder.filePath("asked");
        Recorder recorder(options);
        auto batch = std::make_shared<StreamBatch>();
        batch->messages.push_back(fixture::scenarioMessages(smallScenario()).front());
        model::GridEvent event;
        event.text = "something to write";
        for (event.number = 1; event.number <= 100'000; ++event.number) {
            batch->messages.push_back({{}, std::make_shared<const model::StreamMessage>(event), {}});
        }
        std::atomic<bool> isWritten = false;
        QElapsedTimer writing, asking;
        qint64 longest = 0;
        writing.start();
        std::thread worker([&] {
            recorder.accept(batch);
            isWritten = true;
        });
        while (!isWritten) {
            asking.start();
            static_cast<void>(recorder.isRecording());
            static_cast<void>(recorder.ringFolder());
            static_cast<void>(recorder.ringTrouble());
            static_cast<void>(recorder.clock());
            longest = std::max(longest, asking.nsecsElapsed());
        }
        const qint64 whole = writing.nsecsElapsed();
        worker.join();
        QVERIFY(!recorder.ringFolder().isEmpty());
        QVERIFY2(longest * 2 < whole, qPrintable(QStringLiteral("%1 of %2 ns").arg(longest).arg(whole)));
    }

    void aRecordingStartedLateBeginsWithTheWholePicture() {
        Recorder recorder;
        const QString path = m_folder.filePath("late.orrec");
        for (ReceivedMessage& received : fixture::scenarioMessages(smallScenario())) {
            if (received.at.at > fixture::scenarioClockStart + seconds(50) &&
                !recorder.isRecording()) {
                QVERIFY(recorder.startRecording(path).ok());
            }
            auto batch = std::make_shared<StreamBatch>();
            batch->now = received.at;
            batch->messages.push_back(std::move(received));
            recorder.accept(batch);
        }
        QVERIFY(recorder.stopRecording().ok());
        auto reader = RecordingReader::open({path});
        QVERIFY(reader.ok());
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(reader.value()->seek(reader.value()->begin().at, {}));
        const SnapshotPointer snapshot = aggregator.snapshot();
        QVERIFY(snapshot->hasState);
        QCOMPARE(snapshot->units.size(), std::size_t{6});
        QVERIFY(snapshot->units[0].rates.operations.has_value());
    }

    void anUnwritablePlaceIsAnErrorNotASilence() {
        RecordingWriter writer;
        const Status status = writer.open(m_folder.filePath("none/such/file.orrec"), {});
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::System);
    }

    void ringWithUnreadableFilesShowsTheRest() {
        const QString empty = m_folder.filePath("ring-empty.orrec");
        writeContent(empty, {});
        QByteArray newer = contentOf(m_path);
        newer[8] = char(99);
        const QString later = m_folder.filePath("ring-newer.orrec");
        writeContent(later, newer);
        const auto reader = RecordingReader::open({empty, m_path, m_folder.filePath("gone.orrec"), later});
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->end().at.micros, RecordingReader::open({m_path}).value()->end().at.micros);
        const auto none = RecordingReader::open({empty, later});
        QVERIFY(!none.ok());
        QVERIFY2(none.error().detail.find("empty") != std::string::npos, none.error().detail.c_str());
    }

    void fileThatShrinksWhileOpenOnlyEndsEarlier() {
        const QString path = m_folder.filePath("shrinks.orrec");
        writeContent(path, contentOf(m_path));
        const auto reader = RecordingReader::open({path});
        QVERIFY(reader.ok());
        for (const qint64 length : {QFile(path).size() / 2 + 3, qint64(40), qint64(0)}) {
            QVERIFY(QFile::resize(path, length));
            const StreamBatch batch = reader.value()->seek(reader.value()->end().at, seconds(60));
            QCOMPARE(batch.now.at.micros, reader.value()->end().at.micros);
        }
        QVERIFY(QFile::remove(path));
        QVERIFY(reader.value()->seek(reader.value()->begin().at, {}).restart);
    }

    void fullDiskEndsTheFileSaysSoOnceAndTheRingBeginsAgain() {
        RingOptions options;
        options.root = m_folder.filePath("full");
        Recorder recorder(options);
        QSignalSpy failed(&recorder, &Recorder::failed);
        const auto messages = fixture::scenarioMessages(smallScenario());
        const auto say = [&](std::size_t from, std::size_t to, Duration later) {
            for (std::size_t i = from; i < to; ++i) {
                auto batch = std::make_shared<StreamBatch>();
                batch->messages.push_back(messages[i]);
                batch->messages.back().at.at = batch->messages.back().at.at + later;
                batch->now = batch->messages.back().at;
                recorder.accept(batch);
            }
        };
        std::signal(SIGXFSZ, SIG_IGN);  // A limit on files stands in for a full disk.
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 8'192;
        setrlimit(RLIMIT_FSIZE, &small);
        const QString own = m_folder.filePath("own-full.orrec");
        say(0, 20, {});
        const bool started = recorder.startRecording(own).ok();
        say(20, messages.size(), {});
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(started);
        QVERIFY(!recorder.isRecording());
        QVERIFY(!recorder.ringTrouble().isEmpty());
        QStringList said;
        for (const QList<QVariant>& one : failed) {
            said << one.at(0).toString();
        }
        QCOMPARE(said.count(own), 1);
        QVERIFY2(said.size() <= 2, qPrintable(said.join(QLatin1Char(' '))));
        QVERIFY(RecordingReader::open({own}).ok());
        say(0, messages.size(), seconds(600));
        QVERIFY2(recorder.ringTrouble().isEmpty(), qPrintable(recorder.ringTrouble()));
        QVERIFY(RecordingReader::open(recorder.ringFiles()).ok());
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "tst_source_recording.moc"
