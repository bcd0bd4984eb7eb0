// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// While nobody looks, one sample a second of each unit is read, and after a calm while no more are asked for: what of
// it may be told, and that nothing else changes. Alarms, events and curves are as complete as ever, and so are recordings
// when something happened.
#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>
#include <set>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "console/source/live_source.h"
#include "console/source/recorder.h"
#include "console/source/recording_reader.h"
#include "console/source/recording_source.h"
#include "console/source/resp_link.h"
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

/// A time when nobody looks.
struct Stretch {
    Instant from, to;
    PicturePace paceAt(Instant at) const {
        return at >= from && at < to ? PicturePace::Unseen : PicturePace::Seen;
    }
};

constexpr Stretch never{};

/// What is read of `all`.
std::vector<ReceivedMessage> readOf(const std::vector<ReceivedMessage>& all, const Stretch& unseen) {
    SampleSieve sieve;
    PicturePace pace = PicturePace::Seen;
    std::vector<ReceivedMessage> read;
    for (const ReceivedMessage& received : all) {
        const PicturePace wanted = unseen.paceAt(received.at.at);
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
    Watcher(const std::vector<ReceivedMessage>& all, const Stretch& unseen) {
        const std::vector<ReceivedMessage> messages = readOf(all, unseen);
        StreamBatch first;
        first.contact = Contact{ContactState::Live, messages.front().at, {}, {}};
        aggregator.accept(first);
        for (const ReceivedMessage& received : messages) {
            StreamBatch batch;
            batch.messages = {received};
            batch.now = received.at;
            const PicturePace pace = unseen.paceAt(received.at.at);
            aggregator.setPace(pace);
            aggregator.accept(batch);
            if (received.at.at - looked >= (pace == PicturePace::Seen ? milliseconds(250) : seconds(1))) {
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

std::ptrdiff_t timesSaid(const FakeAgent& agent, const std::string& command) {
    return std::count(agent.commands().begin(), agent.commands().end(), command);
}

}  // namespace

class UnseenSourceTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_all = fixture::scenarioMessages(busyScenario()); }

    void onlySamplesArePassedOverAndOneASecondOfEachUnitIsRead() {
        const auto read = readOf(m_all, {scenarioBegin, scenarioBegin + seconds(1000)});
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
        QVERIFY(samples * 6 < allSamples);
        QVERIFY(samples * 10 > allSamples);
    }

    void everythingIsReadWhileSomebodyLooks() {
        QCOMPARE(readOf(m_all, never).size(), m_all.size());
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
        const Watcher seen(m_all, never);
        const Watcher unseen(m_all, {scenarioBegin + seconds(10), scenarioBegin + seconds(1000)});
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
        const Watcher seen(m_all, never);
        const Watcher unseen(m_all, {from, to});
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
                QVERIFY2(thin.size() <= whole.size() && thin.empty() == whole.empty(), qPrintable(titleOf(metric)));
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
        SnapshotStore store;   // Whoever hears the source outlives it: it speaks in a thread of its own.
        Recorder recorder;
        RingOptions ring;
        ring.root = folder.path();
        recorder.begin(ring, &store.history());
        std::atomic<int> read = 0, unread = 0;
        LiveSource source(options);
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

    void aLinkTellsWhatWaitsWhenItIsAskedAndWhenItIsMuch() {
        FakeAgent agent(FakeAgent::serving(std::get<model::GridState>(*m_all.front().message)));
        RespLink asked, atOnce;
        int told = 0, toldAtOnce = 0;
        connect(&asked, &RespLink::opened, &asked, [&asked] { asked.setIntake(Intake::WhenAsked); });
        connect(&asked, &RespLink::replied, &asked, [&told] { ++told; });
        connect(&atOnce, &RespLink::replied, &atOnce, [&toldAtOnce] { ++toldAtOnce; });
        asked.open(agent.endpoint(), seconds(5));
        atOnce.open(agent.endpoint(), seconds(5));
        QTRY_COMPARE(agent.connections(), std::size_t{2});
        QTRY_VERIFY(asked.isOpen());
        agent.push("+few\r\n");
        QTRY_COMPARE(toldAtOnce, 1);
        QCOMPARE(told, 0);
        QTRY_VERIFY((asked.takeIn(), told == 1));
        const std::string line = "+" + std::string(1000, 'x') + "\r\n";
        std::string much;
        while (much.size() < 700'000) {
            much += line;
        }
        agent.push(much);
        QTRY_VERIFY(told > 500);
    }

    void anAgentThatIsLostWhileNobodyLooksIsNoticed_data() {
        QTest::addColumn<bool>("closes");
        QTest::newRow("closes: at once") << true;
        QTest::newRow("falls silent") << false;
    }

    void anAgentThatIsLostWhileNobodyLooksIsNoticed() {
        QFETCH(const bool, closes);
        FakeAgent agent(FakeAgent::serving(std::get<model::GridState>(*m_all.front().message)));
        LiveOptions options;
        options.seeds = {agent.endpoint()};
        options.silence = closes ? seconds(3600) : milliseconds(600);
        SnapshotStore store;
        LiveSource source(options);
        connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        source.start();
        source.setPace(PicturePace::Unseen);
        QTRY_VERIFY(store.latest()->hasState);
        if (closes) {
            agent.die();
        }
        QTRY_COMPARE(store.latest()->contact.state, ContactState::Lost);
        QCOMPARE(store.latest()->contact.why.contains("no word"), !closes);
    }

    void samplesThatNobodyNeedsAreNotAskedFor() {
        FakeAgent agent(FakeAgent::serving(std::get<model::GridState>(*m_all.front().message)));
        LiveOptions options;
        options.seeds = {agent.endpoint()};
        options.shortestWait = milliseconds(20);
        LiveSource source(options);
        source.start();
        source.setNeed(SampleNeed::Sparse);
        QTRY_COMPARE(timesSaid(agent, "GRID SAMPLES EVERY 1000"), 1);
        source.setNeed(SampleNeed::Sparse);
        agent.die();
        QVERIFY(agent.rise());
        QTRY_COMPARE(timesSaid(agent, "GRID SAMPLES EVERY 1000"), 2);   // A new connection knows nothing of it.
        source.setNeed(SampleNeed::Every);
        QTRY_COMPARE(timesSaid(agent, "GRID SAMPLES ALL"), 1);
        QCOMPARE(timesSaid(agent, "GRID SUBSCRIBE"), 2);
    }

    void aGridThatIsTooOldToSendFewerSamplesIsFollowedAllTheSame() {
        const model::GridState state = std::get<model::GridState>(*m_all.front().message);
        const FakeAgent::Answer today = FakeAgent::serving(state);
        FakeAgent agent([today](const std::vector<std::string>& command) {
            const bool isNew = command.size() > 1 && command[1] == "SAMPLES";
            return isNew ? FakeAgent::error("ERR unknown subcommand 'SAMPLES'. Try GRID HELP.") : today(command);
        });
        LiveOptions options;
        options.seeds = {agent.endpoint()};
        SnapshotStore store;
        LiveSource source(options);
        connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        source.start();
        source.setNeed(SampleNeed::Sparse);
        QTRY_COMPARE(timesSaid(agent, "GRID SAMPLES EVERY 1000"), 1);
        agent.pushMessage(sampleOf(state.units[0].id, 7));
        const auto isShown = [&store] {
            const SnapshotPointer shown = store.latest();
            return std::any_of(shown->units.begin(), shown->units.end(),
                               [](const UnitView& unit) { return unit.telemetry && unit.telemetry->number == 7; });
        };
        QTRY_VERIFY(isShown());
        QCOMPARE(agent.connections(), std::size_t{1});
        QCOMPARE(timesSaid(agent, "GRID SUBSCRIBE"), 1);
    }

    void everySampleIsNeededOnlyAsLongAsItIsWritten() {
        QTemporaryDir folder;
        Recorder recorder;
        RingOptions ring;
        ring.root = folder.path();
        recorder.begin(ring, nullptr);
        int told = 0;
        connect(&recorder, &Recorder::needChanged, &recorder, [&told] { ++told; }, Qt::DirectConnection);
        const auto hear = [&recorder](Instant at, std::vector<ReceivedMessage> messages) {
            auto batch = std::make_shared<StreamBatch>();
            batch->now = {at, {}};
            batch->messages = std::move(messages);
            recorder.accept(batch);
        };
        const auto sampled = [](Instant at) {
            return ReceivedMessage{{at, {}}, std::make_shared<const model::StreamMessage>(sampleOf(UnitId{1}, 1)), {}};
        };
        QCOMPARE(recorder.need(), SampleNeed::Sparse);
        const Instant met = scenarioBegin;
        hear(met, {m_all.front()});   // The table: a grid was found.
        QCOMPARE(recorder.need(), SampleNeed::Every);
        hear(met + seconds(119), {sampled(met + seconds(119))});
        QCOMPARE(told, 1);
        hear(met + seconds(121), {sampled(met + seconds(121))});
        QCOMPARE(recorder.need(), SampleNeed::Sparse);
        QCOMPARE(told, 2);
        QVERIFY(recorder.startRecording(folder.filePath("own.orrec")).ok());
        QCOMPARE(recorder.need(), SampleNeed::Every);
        hear(met + seconds(122), {});
        QCOMPARE(told, 3);
        QVERIFY(recorder.stopRecording().ok());
        QCOMPARE(recorder.need(), SampleNeed::Sparse);
        hear(met + seconds(200), {{{met + seconds(200), {}}, std::make_shared<const model::StreamMessage>(model::GridEvent{}), {}}});
        QCOMPARE(recorder.need(), SampleNeed::Every);
        recorder.end();
        QCOMPARE(recorder.need(), SampleNeed::Sparse);
    }

    void sumsGoIntoTheCurvesAlsoWhenAllOfTheirPastWasUnseen() {
        const Watcher unseen(m_all, {scenarioBegin, scenarioBegin + seconds(1000)});
        const SeriesRequest request{Metric::OperationsPerSecond, std::nullopt, scenarioBegin, scenarioBegin + seconds(40), 600};
        const auto curve = unseen.history.series(request, unseen.picture->now);
        QCOMPARE(curve.size(), std::size_t{1});
        QVERIFY(curve.front().size() >= 25);   // About one a second, once all units have told their rates.
    }

    void aReplayThatNobodySeesGoesOnUnreadAndIsShownWhereItHasGotTo() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("busy.orrec"));
        QVERIFY(fixture::writeScenario(path, busyScenario()));
        SnapshotStore store;
        std::atomic<int> batches = 0;
        auto opened = RecordingSource::open({path});
        QVERIFY(opened.ok());
        RecordingSource& source = *opened.value();
        connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept, Qt::DirectConnection);
        connect(&source, &GridSource::batchReceived, &source,
                [&batches](const StreamBatchPointer&) { ++batches; }, Qt::DirectConnection);
        const QSignalSpy told(&source, &RecordingSource::playbackChanged);
        source.start();
        QTRY_VERIFY(store.latest()->hasState);
        source.setPace(PicturePace::Unseen);
        source.setSpeed(20);
        source.play();
        const Instant begin = source.begin().at;
        QTRY_VERIFY_WITH_TIMEOUT(source.playback().position.at > begin + seconds(30), 10'000);
        const int before = batches;
        const auto toldBefore = told.size();
        QTRY_VERIFY_WITH_TIMEOUT(source.playback().position.at > begin + seconds(60), 10'000);
        QCOMPARE(batches.load(), before);
        QCOMPARE(told.size(), toldBefore);   // Or the time bar would be laid out anew each second for nobody.
        source.setPace(PicturePace::Seen);
        QTRY_VERIFY(told.size() > toldBefore);
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
