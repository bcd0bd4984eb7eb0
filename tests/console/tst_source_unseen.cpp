// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// While nobody looks, one sample a second of each unit is read: what of it may be told, and that nothing
// else changes. Alarms, events, curves and recordings are as complete as ever.
#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "console/source/live_source.h"
#include "console/source/recorder.h"
#include "console/source/recording_reader.h"
#include "console/source/recording_source.h"
#include "console/source/sample_sieve.h"
#include "console/state/snapshot_store.h"
#include "support/fake_agent.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::FakeAgent;

namespace {

constexpr Duration readInterval = SampleSieve::interval;
const Instant scenarioBegin = fixture::scenarioClockStart;

/// Six units, ten samples a second of each, a unit killed and a pump backing off on the way.
fixture::ScenarioOptions busyScenario() {
    fixture::ScenarioOptions options;
    options.partitions = 32;
    options.interval = milliseconds(100);
    return options;
}

/// What is read of `all` when nobody looks between the two points.
std::vector<ReceivedMessage> readOf(const std::vector<ReceivedMessage>& all, Instant from, Instant to) {
    SampleSieve sieve;
    PicturePace pace = PicturePace::Seen;
    std::vector<ReceivedMessage> read;
    for (const ReceivedMessage& received : all) {
        const bool isUnseen = received.at.at >= from && received.at.at < to;
        const PicturePace wanted = isUnseen ? PicturePace::Unseen : PicturePace::Seen;
        if (pace != wanted) {
            pace = wanted;
            sieve.setPace(pace);
        }
        if (!sieve.passesOver(pushBytes(*received.message), received.at.at)) {
            read.push_back(received);
        }
    }
    return read;
}

/// What a console makes of messages, and every alarm it ever raised with the time of it.
struct Watcher {
    explicit Watcher(const std::vector<ReceivedMessage>& messages) {
        StreamBatch first;
        first.contact = Contact{ContactState::Live, messages.front().at, {}, {}};
        aggregator.accept(first);
        for (const ReceivedMessage& received : messages) {
            StreamBatch batch;
            batch.messages = {received};
            batch.now = received.at;
            aggregator.accept(batch);
            if (received.at.at - looked >= milliseconds(250)) {
                looked = received.at.at;
                look();
            }
        }
        look();
    }

    void look() {
        picture = aggregator.snapshot();
        for (const Alarm& alarm : picture->alarms) {
            raised.emplace(alarm.id, alarm.raisedAt.at);
        }
    }

    MetricHistory history;
    Aggregator aggregator{history};
    Instant looked;
    SnapshotPointer picture;
    std::map<AlarmId, Instant> raised;
};

/// The numbers of a unit's samples, in the order in which they stand in the files.
std::vector<std::uint64_t> numbersIn(const QStringList& files, UnitId unit) {
    std::vector<std::uint64_t> numbers;
    auto reader = RecordingReader::open(files);
    if (!reader) {
        return numbers;
    }
    StreamBatch batch = reader.value()->seek(reader.value()->begin().at, {});
    StreamBatch rest = reader.value()->next(reader.value()->end().at);
    for (const auto* messages : {&batch.messages, &rest.messages}) {
        for (const ReceivedMessage& received : *messages) {
            const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get());
            if (sample != nullptr && sample->unit == unit) {
                numbers.push_back(sample->number);
            }
        }
    }
    return numbers;
}

model::UnitTelemetry sampleOf(UnitId unit, std::uint64_t number) {
    model::UnitTelemetry sample;
    sample.unit = unit;
    sample.incarnation = Incarnation{1};
    sample.number = number;
    return sample;
}

}  // namespace

class UnseenSourceTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_all = fixture::scenarioMessages(busyScenario()); }

    void onlySamplesArePassedOverAndOneASecondOfEachUnitIsRead() {
        const auto read = readOf(m_all, scenarioBegin, scenarioBegin + seconds(1000));
        std::map<UnitId, Instant> last;
        std::size_t others = 0, samples = 0;
        for (const ReceivedMessage& received : read) {
            const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get());
            if (sample == nullptr) {
                ++others;
                continue;
            }
            ++samples;
            QVERIFY(!last.contains(sample->unit) || received.at.at - last[sample->unit] >= readInterval);
            last[sample->unit] = received.at.at;
        }
        const auto isSample = [](const ReceivedMessage& received) {
            return std::holds_alternative<model::UnitTelemetry>(*received.message);
        };
        const auto allSamples = static_cast<std::size_t>(std::count_if(m_all.begin(), m_all.end(), isSample));
        QCOMPARE(others, m_all.size() - allSamples);
        QVERIFY(samples * 7 < allSamples);
        QVERIFY(samples * 10 > allSamples);
    }

    void everythingIsReadWhileSomebodyLooks() {
        QCOMPARE(readOf(m_all, scenarioBegin, scenarioBegin).size(), m_all.size());
    }

    void aSampleThatIsSpelledAnotherWayIsRead_data() {
        QTest::addColumn<QByteArray>("push");
        const QByteArray usual = QByteArray::fromStdString(pushBytes(sampleOf(UnitId{7}, 1)));
        QTest::newRow("unit is not the first field") << QByteArray(usual).replace("unit", "size");
        QTest::newRow("cut off") << usual.left(40);
        QTest::newRow("unit is text") << QByteArray(usual).replace("\r\n:7\r\n", "\r\n+7\r\n");
        QTest::newRow("unit is below zero") << QByteArray(usual).replace("\r\n:7\r\n", "\r\n:-7\r\n");
        QTest::newRow("unit is too large") << QByteArray(usual).replace("\r\n:7\r\n", "\r\n:9999999999\r\n");
        QTest::newRow("nothing") << QByteArray();
    }

    void aSampleThatIsSpelledAnotherWayIsRead() {
        QFETCH(QByteArray, push);
        QVERIFY(!sampledUnit(push.toStdString()));
        QCOMPARE(sampledUnit(pushBytes(sampleOf(UnitId{7}, 1))).value(), UnitId{7});
    }

    void alarmsComeInTimeWhileNobodyLooks() {
        const Watcher seen(m_all);
        const Watcher unseen(readOf(m_all, scenarioBegin + seconds(10), scenarioBegin + seconds(1000)));
        QVERIFY(seen.raised.size() >= 3);   // Of a dead unit, of its partitions, of a pump.
        for (const auto& [alarm, at] : seen.raised) {
            QVERIFY(unseen.raised.contains(alarm));
            const Duration later = unseen.raised.at(alarm) - at;
            QVERIFY2(later <= milliseconds(1500) && later >= milliseconds(-1500),
                     qPrintable(QStringLiteral("kind %1, %2 ms").arg(static_cast<int>(alarm.kind)).arg(later.millis())));
        }
        QCOMPARE(unseen.raised.size(), seen.raised.size());
        QCOMPARE(unseen.picture->events.size(), seen.picture->events.size());
    }

    void curvesHaveNoHoleWhereNobodyLooked() {
        const Instant from = scenarioBegin + seconds(50), to = scenarioBegin + seconds(100);
        const Watcher seen(m_all);
        const Watcher unseen(readOf(m_all, from, to));
        const Moment now = seen.picture->now;
        std::vector<std::optional<UnitId>> subjects{std::nullopt};
        for (const UnitView& unit : seen.picture->units) {
            subjects.push_back(unit.id);
        }
        std::size_t compared = 0;
        for (const auto& subject : subjects) {
            for (const Metric metric : allMetrics()) {
                const SeriesRequest request{metric, subject, from - seconds(5), to + seconds(5), 600};
                const auto whole = seen.history.series(request, now);
                const auto thin = unseen.history.series(request, now);
                QVERIFY2(thin.size() <= whole.size(), qPrintable(titleOf(metric)));
                compared += whole.size();
            }
        }
        QVERIFY(compared > 40);
        for (const UnitView& unit : unseen.picture->units) {
            QCOMPARE(unit.freshness, Freshness::Live);
            QVERIFY(unit.rates.operations);
        }
    }

    void whatNobodyLookedAtIsRecordedAllTheSame() {
        QTemporaryDir folder;
        model::GridState state = std::get<model::GridState>(*m_all.front().message);
        FakeAgent agent(FakeAgent::serving(state));
        LiveOptions options;
        options.seeds = {agent.endpoint()};
        LiveSource source(options);
        SnapshotStore store;
        Recorder recorder;
        RingOptions ring;
        ring.root = folder.path();
        recorder.begin(ring, &store.history());
        std::atomic<int> read = 0, unread = 0;
        connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        connect(&source, &GridSource::batchReceived, &recorder, &Recorder::accept, Qt::DirectConnection);
        connect(&source, &GridSource::batchReceived, &source, [&](const StreamBatchPointer& batch) {
            for (const ReceivedMessage& received : batch->messages) {
                read += std::holds_alternative<model::UnitTelemetry>(*received.message) ? 1 : 0;
            }
            unread += static_cast<int>(batch->unread.size());
        }, Qt::DirectConnection);
        source.start();
        source.setPace(PicturePace::Unseen);
        store.setPace(PicturePace::Unseen);
        QTRY_VERIFY(store.latest()->hasState);
        constexpr int count = 60;
        for (int number = 1; number <= count; ++number) {
            agent.pushMessage(sampleOf(state.units[0].id, static_cast<std::uint64_t>(number)));
            if (number == count / 2) {
                model::GridEvent event;
                event.number = 41;
                agent.pushMessage(event);
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(store.latest()->events.size(), std::size_t{1}, 3000);   // Told once a second.
        QTRY_COMPARE(read + unread, count);
        QVERIFY(read >= 1 && read < count / 2);
        const QStringList files = recorder.ringFiles();
        recorder.end();
        std::vector<std::uint64_t> expected(count);
        std::iota(expected.begin(), expected.end(), 1);
        QCOMPARE(numbersIn(files, state.units[0].id), expected);
        source.setPace(PicturePace::Seen);
        const int before = read;
        agent.pushMessage(sampleOf(state.units[0].id, count + 1));
        agent.pushMessage(sampleOf(state.units[0].id, count + 2));
        QTRY_COMPARE(read - before, 2);
    }

    void aReplayThatNobodySeesGoesOnUnreadAndIsShownWhereItHasGotTo() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("busy.orrec"));
        QVERIFY(fixture::writeScenario(path, busyScenario()));
        auto opened = RecordingSource::open({path});
        QVERIFY(opened.ok());
        RecordingSource& source = *opened.value();
        SnapshotStore store;
        std::atomic<int> batches = 0;
        connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        connect(&source, &GridSource::batchReceived, &source,
                [&batches](const StreamBatchPointer&) { ++batches; }, Qt::DirectConnection);
        source.start();
        QTRY_VERIFY(store.latest()->hasState);
        source.setPace(PicturePace::Unseen);
        source.setSpeed(20);
        source.play();
        const Instant begin = source.begin().at;
        QTRY_VERIFY_WITH_TIMEOUT(source.playback().position.at > begin + seconds(30), 10'000);
        const int before = batches;
        QTRY_VERIFY_WITH_TIMEOUT(source.playback().position.at > begin + seconds(60), 10'000);
        QCOMPARE(batches.load(), before);
        source.setPace(PicturePace::Seen);
        QTRY_VERIFY(store.latest()->now.at > begin + seconds(60));
        const SnapshotPointer shown = store.latest();
        for (const UnitView& unit : shown->units) {
            const bool isServing = model::findUnit(*shown->state, unit.id)->state == model::UnitState::Ready;
            QVERIFY(!isServing || unit.freshness == Freshness::Live);
        }
        QTRY_VERIFY(batches > before + 2);
    }

private:
    std::vector<ReceivedMessage> m_all;
};

QTEST_GUILESS_MAIN(UnseenSourceTest)
#include "tst_source_unseen.moc"
