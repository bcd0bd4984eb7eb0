// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a recording shows is what was seen: whole pictures and curves, at a thousand moments. And what
// becomes of recordings that are copied, thinned and freed of names.
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "console/source/recorder.h"
#include "console/source/recording_copy.h"
#include "console/source/recording_reader.h"
#include "console/source/recording_writer.h"
#include "console/state/aggregator.h"
#include "console/state/redaction.h"
#include "shared/base/random.h"
#include "support/scenario_recording.h"
#include "support/seen_picture.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

fixture::ScenarioOptions longScenario() {
    fixture::ScenarioOptions options;
    options.partitions = 16;
    options.length = seconds(600);
    options.killAt = seconds(140);
    return options;
}

}  // namespace

class TimeTruthTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_messages = fixture::scenarioMessages(longScenario());
        RingOptions ring;
        ring.root = m_folder.path();
        ring.segmentLength = seconds(200);
        MetricHistory history;
        Aggregator live(history);
        Recorder recorder;
        recorder.begin(ring, &history);
        for (const ReceivedMessage& received : m_messages) {
            auto batch = std::make_shared<StreamBatch>();
            batch->now = received.at;
            batch->messages.push_back(received);
            live.accept(*batch);
            recorder.accept(batch);
            if (recorder.recordingPath().isEmpty()) {
                QVERIFY(recorder.startRecording(path()).ok());
            }
        }
        QVERIFY(recorder.stopRecording().ok());
        m_ring = recorder.ringFiles();
    }

    void aThousandMomentsAreAsTheyWereLive_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<int>("moments");
        QTest::newRow("one file") << QStringList{path()} << 1000;
        QTest::newRow("the ring") << m_ring << 100;
    }

    void aThousandMomentsAreAsTheyWereLive() {
        QFETCH(QStringList, files);
        QFETCH(int, moments);
        Random random(2026);
        std::vector<Duration> offsets;
        for (int round = 0; round < moments; ++round) {
            offsets.push_back(microseconds(static_cast<std::int64_t>(random.below(600'000'000))));
        }
        std::sort(offsets.begin(), offsets.end());
        auto reader = RecordingReader::open(files);
        QVERIFY(reader.ok());
        MetricHistory liveHistory, history;
        Aggregator live(liveHistory);
        std::size_t next = 0;
        for (const Duration offset : offsets) {
            const Instant at = fixture::scenarioClockStart + offset;
            StreamBatch came;
            came.now = reader.value()->momentAt(at);
            for (; next < m_messages.size() && m_messages[next].at.at <= at; ++next) {
                came.messages.push_back(m_messages[next]);
            }
            live.accept(came);
            Aggregator replayed(history);
            replayed.accept(reader.value()->seek(at, seconds(90)));
            const auto seen = [&came](Aggregator& aggregator, const MetricHistory& curves) {
                const Instant from = came.now.at - seconds(60);
                return fixture::Seen{aggregator.snapshot(),
                                     fixture::curveOf(curves, std::nullopt, from, came.now),
                                     fixture::curveOf(curves, UnitId{1}, from, came.now)};
            };
            fixture::compareSeen(seen(live, liveHistory), seen(replayed, history));
            if (QTest::currentTestFailed()) {
                qWarning("at %f s", static_cast<double>(offset.micros) / 1e6);
                return;
            }
        }
    }

    void extremesOfEveryHalfMinuteStandInTheFile() {
        for (const QStringList& files : {QStringList{path()}, m_ring}) {
            auto reader = RecordingReader::open(files);
            QVERIFY(reader.ok());
            QVERIFY(reader.value()->tierCount() >= 18);
            Instant last = fixture::scenarioClockStart;
            for (std::size_t index = 0; index < reader.value()->tierCount(); ++index) {
                const auto tier = reader.value()->tier(index);
                QVERIFY(tier != nullptr);
                QVERIFY(tier->from >= last);
                QVERIFY(tier->from - last <= seconds(1));
                last = tier->to;
                QVERIFY(tier->series.size() >= 6 * 8);
            }
        }
    }

    void anArchiveCarriesTheCurveBackBeyondTheSamples() {
        auto reader = RecordingReader::open({path()});
        QVERIFY(reader.ok());
        auto archive = std::make_shared<HistoryArchive>();
        for (std::size_t index = 0; index < reader.value()->tierCount(); ++index) {
            archive->add(reader.value()->tier(index));
        }
        const Instant at = fixture::scenarioClockStart + seconds(590);
        StreamBatch batch = reader.value()->seek(at, seconds(30));
        batch.archive = archive;
        MetricHistory history;
        Aggregator(history).accept(batch);
        const auto lines = history.series(
            {Metric::QueuedWrites, std::nullopt, fixture::scenarioClockStart, at, 600}, batch.now);
        QCOMPARE(lines.size(), std::size_t{1});
        QVERIFY(std::is_sorted(
            lines[0].begin(), lines[0].end(),
            [](const QPointF& left, const QPointF& right) { return left.x() < right.x(); }));
        QVERIFY(lines[0].back().x() - lines[0].front().x() > 580e3);
    }

    void aCrashLosesAtMostTheLastBlock() {
        const QString lost = m_folder.filePath("crash.orrery");
        const QString copy = m_folder.filePath("crash-copy.orrery");
        RecordingWriter writer;
        QVERIFY(writer.open(lost, {"test", "flash-sale", m_messages.front().at, Naming::Original, 0, {}})
                    .ok());
        Instant last;
        for (std::size_t index = 0; index < 2000; ++index) {
            writer.append(m_messages[index]);
            QVERIFY(writer.flush().ok());
            last = m_messages[index].at.at;
        }
        // What the disk holds now is what a crash would leave.
        QVERIFY(QFile::copy(lost, copy));
        auto reader = RecordingReader::open({copy});
        QVERIFY(reader.ok());
        QVERIFY(reader.value()->gaps().empty());
        QVERIFY(last - reader.value()->end().at <= seconds(1));
    }

    void aFullDiskAndOddFilesAreSaid() {
        RecordingWriter writer;
        const Status full = writer.open("/dev/full", {"test", "flash-sale", {}, Naming::Original, 0, {}});
        QVERIFY(!full.ok());
        QCOMPARE(full.error().code, ErrorCode::System);
        QFile empty(m_folder.filePath("empty.orrery"));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        auto reader = RecordingReader::open({empty.fileName()});
        QVERIFY(!reader.ok());
        QVERIFY(reader.error().detail.find("empty") != std::string::npos);
        QVERIFY(!RecordingReader::open({m_folder.path()}).ok());
    }

    void aPartStartsWithTheWholePicture() {
        CopyJob job;
        job.from = m_ring;
        job.begin = WallTime{fixture::scenarioStart.millis + 100'000};
        job.end = WallTime{fixture::scenarioStart.millis + 220'000};
        job.to = m_folder.filePath("part.orrery");
        const Status status = copyRecording(job);
        QVERIFY2(status.ok(), status.ok() ? "" : status.error().detail.c_str());
        auto part = RecordingReader::open({job.to});
        QVERIFY(part.ok());
        QVERIFY(part.value()->gaps().empty());
        auto whole = RecordingReader::open({path()});
        for (const int second : {101, 139, 150, 219}) {
            MetricHistory one, two;
            Aggregator left(one), right(two);
            const Instant at = fixture::scenarioClockStart + seconds(second);
            left.accept(whole.value()->seek(at, seconds(1)));
            right.accept(part.value()->seek(at, seconds(1)));
            QVERIFY(*left.snapshot()->state == *right.snapshot()->state);
            QVERIFY(left.snapshot()->totals == right.snapshot()->totals);
        }
        QVERIFY(part.value()->end().at <= fixture::scenarioClockStart + seconds(220));
        QVERIFY(part.value()->tierCount() >= 3);
    }

    void aRangeWithNothingInItIsRefused() {
        CopyJob job;
        job.from = {path()};
        job.begin = WallTime{fixture::scenarioStart.millis + 9'000'000};
        job.to = m_folder.filePath("nothing.orrery");
        const Status status = copyRecording(job);
        QVERIFY(!status.ok());
        QCOMPARE(status.error().code, ErrorCode::Refused);
        QVERIFY(!QFile::exists(job.to));
        QVERIFY(!QFile::exists(job.to + ".unfinished"));
    }

    void namesAreReplacedEverywhereAndTheSameEachTime() {
        CopyJob job;
        job.from = {path()};
        job.to = m_folder.filePath("redacted.orrery");
        job.naming = Naming::Replaced;
        QVERIFY(copyRecording(job).ok());
        auto reader = RecordingReader::open({job.to});
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->header().naming, Naming::Replaced);
        QCOMPARE(reader.value()->header().gridName, std::string(Redaction::gridName));
        MetricHistory history;
        Aggregator aggregator(history);
        StreamBatch batch = reader.value()->seek(reader.value()->end().at, {});
        aggregator.accept(batch);
        const SnapshotPointer shown = aggregator.snapshot();
        QSet<QString> hosts;
        for (const model::UnitDescription& unit : shown->state->units) {
            QVERIFY(unit.name.starts_with("u"));
            QVERIFY(unit.client.address.empty() || unit.client.address == "0.0.0.0");
            hosts.insert(QString::fromStdString(unit.host));
        }
        QCOMPARE(hosts.size(), 3);
        QFile file(job.to);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("flash-sale"));
        bool named = false;
        for (std::size_t index = 0; index < shown->events.size(); ++index) {
            const std::string text = shown->events.at(index).event->text;
            QVERIFY2(text.find("b2") == std::string::npos, text.c_str());
            named = named || text.find("u4") != std::string::npos;
        }
        QVERIFY(named);
    }

    void thinningKeepsEventsAndAllAroundTrouble() {
        CopyJob job;
        job.from = {path()};
        job.to = m_folder.filePath("thin.orrery");
        job.thinning = Thinning::OncePerSecond;
        job.marks = {WallTime{fixture::scenarioStart.millis + 500'000}};
        QVERIFY(copyRecording(job).ok());
        auto full = RecordingReader::open({path()});
        auto thin = RecordingReader::open({job.to});
        QVERIFY(thin.ok());
        QCOMPARE(thin.value()->events().size(), full.value()->events().size());
        QCOMPARE(thin.value()->tierCount(), full.value()->tierCount());
        const auto samples = [](RecordingReader& reader, int from, int to) {
            static_cast<void>(reader.seek(fixture::scenarioClockStart + seconds(from), {}));
            const StreamBatch batch = reader.next(fixture::scenarioClockStart + seconds(to));
            return std::count_if(
                batch.messages.begin(), batch.messages.end(), [](const ReceivedMessage& received) {
                    return std::holds_alternative<model::UnitTelemetry>(*received.message);
                });
        };
        QCOMPARE(samples(*thin.value(), 470, 530), samples(*full.value(), 470, 530));
        QCOMPARE(samples(*thin.value(), 145, 190), samples(*full.value(), 145, 190));
        const auto before = samples(*full.value(), 330, 400);
        const auto after = samples(*thin.value(), 330, 400);
        QVERIFY2(after <= before / 2 + 12,
                 qPrintable(QStringLiteral("%1 of %2").arg(after).arg(before)));
        QVERIFY(QFileInfo(job.to).size() < QFileInfo(path()).size());
    }

private:
    QString path() const { return m_folder.filePath("truth.orrery"); }

    QTemporaryDir m_folder;
    std::vector<ReceivedMessage> m_messages;
    QStringList m_ring;
};

QTEST_GUILESS_MAIN(TimeTruthTest)
#include "tst_time_truth.moc"
