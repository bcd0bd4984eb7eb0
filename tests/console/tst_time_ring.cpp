// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring under what happens to rings: packed bytes that must come back, glimpses that must show what whole
// reading shows, clocks that are set, alarms that must not begin anew, thinning across the ends of files, two
// consoles, and files of the format before.
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

#include "console/source/push_pack.h"
#include "console/source/recorder.h"
#include "console/source/recording_reader.h"
#include "console/source/ring_keeper.h"
#include "console/state/snapshot_store.h"
#include "console/source/recording_copy.h"
#include "shared/base/bytes.h"
#include "shared/base/crc32c.h"
#include "shared/base/random.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

fixture::ScenarioOptions smallScenario() {
    fixture::ScenarioOptions options;
    options.partitions = 16;
    return options;
}

Instant at(int second) { return fixture::scenarioClockStart + seconds(second); }

StreamBatchPointer batchOf(const ReceivedMessage& received) {
    auto batch = std::make_shared<StreamBatch>();
    batch->now = received.at;
    batch->settled = true;
    batch->contact = Contact{ContactState::Live, received.at, {}, {}};
    batch->messages.push_back(received);
    return batch;
}

SnapshotPointer shownAt(RecordingReader& reader, Instant when, std::uint64_t budget, Duration history = {}) {
    MetricHistory curves;
    Aggregator aggregator(curves);
    aggregator.accept(reader.seek(when, history, budget));
    return aggregator.snapshot();
}

/// What no keyframe repeats.
bool isNews(const ReceivedMessage& received) {
    return std::holds_alternative<model::Alive>(*received.message) ||
           std::holds_alternative<model::GridEvent>(*received.message);
}

/// Samples received after `from` and up to `to`.
std::ptrdiff_t samplesIn(const std::vector<ReceivedMessage>& messages, Instant from, Instant to) {
    return std::count_if(messages.begin(), messages.end(), [from, to](const ReceivedMessage& one) {
        return std::holds_alternative<model::UnitTelemetry>(*one.message) && one.at.at > from && one.at.at <= to;
    });
}

/// What an unseen window hands on, a batch a second: of each unit the sample of every second half second is not read.
std::vector<StreamBatchPointer> unseenBatches(const std::vector<ReceivedMessage>& all) {
    std::vector<StreamBatchPointer> batches;
    auto batch = std::make_shared<StreamBatch>();
    Instant end = fixture::scenarioClockStart + seconds(1);
    for (const ReceivedMessage& received : all) {
        if (received.at.at >= end) {
            end = end + seconds(1);
            batches.push_back(std::exchange(batch, std::make_shared<StreamBatch>()));
        }
        batch->now = received.at;
        batch->settled = true;   // A picture of each: alarms are known at the second they belong to.
        const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get());
        if (sample != nullptr && end - received.at.at <= milliseconds(500)) {
            batch->unread.add(received.at, sample->unit, pushBytes(*received.message));
        } else {
            batch->messages.push_back(received);
        }
    }
    batches.push_back(batch);
    return batches;
}

const Alarm* alarmOf(const GridSnapshot& snapshot, AlarmKind kind) {
    const auto found = std::find_if(snapshot.alarms.begin(), snapshot.alarms.end(),
                                    [kind](const Alarm& alarm) { return alarm.id.kind == kind; });
    return found != snapshot.alarms.end() ? &*found : nullptr;
}

std::set<AlarmId> activeOf(const GridSnapshot& snapshot) {
    std::set<AlarmId> active;
    for (const Alarm& alarm : snapshot.alarms) {
        if (alarm.active) {
            active.insert(alarm.id);
        }
    }
    return active;
}

/// A store and a recorder behind it, as in a session.
struct Desk {
    explicit Desk(const QString& root, Duration segmentLength = seconds(20), std::string clock = "one boot") {
        RingOptions ring;
        ring.root = root;
        ring.segmentLength = segmentLength;
        ring.clock = std::move(clock);
        recorder.begin(ring, &store.history());
        recorder.setPictures(&store);
    }
    void hear(const ReceivedMessage& received) {
        const StreamBatchPointer batch = batchOf(received);
        store.accept(batch);
        recorder.accept(batch);
    }
    SnapshotStore store;
    Recorder recorder;
};

}  // namespace

class TimeRingTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_path = m_folder.filePath("scenario.orrery");
        QVERIFY(fixture::writeScenario(m_path, smallScenario()).ok());
        m_messages = fixture::scenarioMessages(smallScenario());
    }

    void everyByteOfAPackComesBack() {
        PushBase base{{Instant{5}, WallTime{1'000}}, {{1, ">2\r\n:1\r\n:-7\r\n+up\r\n"}, {2, "\r\n\r\n"}}};
        const std::vector<std::string> odd = {
            ">2\r\n:1\r\n:-9223372036854775808\r\n+down\r\n", ">2\r\n:01\r\n:-0\r\n+up\r\n", "", "no lines",
            ">2\r\n:1\r\n", ">3\r\n:9223372036854775807\r\n:5\r\n+up\r\n:6\r\n", "\r\n", std::string(3, '\0')};
        PushPacker packer;
        packer.begin(&base);
        std::vector<PackedPush> given;
        for (std::size_t index = 0; index < 4 * odd.size(); ++index) {
            const auto unit = static_cast<std::uint32_t>(index % 4);
            const auto step = static_cast<std::int64_t>(index);
            given.push_back({unit == 0 ? BlockKind::Alive : BlockKind::Telemetry,
                             {Instant{900 - step * 7}, WallTime{step * step - 50}}, unit, odd[index % odd.size()]});
            packer.add(given.back());
        }
        const std::string payload = packer.take();
        QVERIFY(packer.empty());
        const auto back = unpackPushes(payload, &base);
        QVERIFY(back.ok());
        QVERIFY(back.value() == given);
        QVERIFY(!unpackPushes(payload, nullptr).ok());
        base.at.at = Instant{6};
        QVERIFY(!unpackPushes(payload, &base).ok());
    }

    void hostilePacksAreRefused() {
        PushPacker packer;
        PushBase base;
        for (const ReceivedMessage& received : m_messages) {
            const std::uint32_t unit = packer.count() < 40 ? 1 : 2;
            packer.add({BlockKind::Telemetry, received.at, unit, pushBytes(*received.message)});
            if (packer.count() == 80) {
                break;
            }
        }
        const std::string payload = packer.take();
        Random random(3);
        for (int round = 0; round < 2'000; ++round) {
            std::string bytes = payload;
            for (int hit = 0; hit < 4; ++hit) {
                bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
            }
            const auto read = unpackPushes(bytes.substr(0, bytes.size() - random.below(3)), &base);
            QVERIFY(!read.ok() || read.value().size() < 10'000);
        }
    }

    void aGlimpseShowsWhatWholeReadingShows() {
        auto reader = RecordingReader::open({m_path});
        QVERIFY(reader.ok());
        Random random(17);
        for (int round = 0; round < 120; ++round) {
            const Instant when = at(0) + microseconds(static_cast<std::int64_t>(random.below(120'000'000)));
            const SnapshotPointer whole = shownAt(*reader.value(), when, UINT64_MAX);
            const StreamBatch rest = reader.value()->next(when + seconds(2));
            const SnapshotPointer seen = shownAt(*reader.value(), when, 0);
            const StreamBatch again = reader.value()->next(when + seconds(2));
            QVERIFY(*whole->state == *seen->state);
            for (std::size_t unit = 0; unit < whole->units.size(); ++unit) {
                QCOMPARE(seen->units[unit].telemetry == nullptr, whole->units[unit].telemetry == nullptr);
                QVERIFY(!whole->units[unit].telemetry ||
                        *whole->units[unit].telemetry == *seen->units[unit].telemetry);
                QVERIFY(whole->units[unit].rates == seen->units[unit].rates);
                QCOMPARE(whole->units[unit].age.micros, seen->units[unit].age.micros);
            }
            QVERIFY(whole->partitions == seen->partitions);
            QVERIFY(whole->links == seen->links);
            QVERIFY(whole->totals == seen->totals);
            QCOMPARE(seen->tableAge.micros, whole->tableAge.micros);
            QCOMPARE(seen->events.size(), whole->events.size());
            QCOMPARE(again.messages.size(), rest.messages.size());
        }
    }

    void aClosedFileOpensByItsIndexAndTheSameAsWithoutIt() {
        const auto quick = RecordingReader::open({m_path}, OpeningCheck::FramesOnly);
        const auto slow = RecordingReader::open({m_path}, OpeningCheck::EveryByte);
        QVERIFY(quick.ok() && slow.ok());
        QVERIFY(slow.value()->gaps().empty());
        QVERIFY(quick.value()->begin() == slow.value()->begin());
        QVERIFY(quick.value()->end() == slow.value()->end());
        QCOMPARE(quick.value()->tierCount(), slow.value()->tierCount());
        QCOMPARE(quick.value()->events().size(), slow.value()->events().size());
        QVERIFY(quick.value()->clock() == slow.value()->clock());
        // Cut off: no index any more, and nothing is missed.
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString cut = m_folder.filePath("cut.orrery");
        QFile other(cut);
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(file.readAll().chopped(8));
        other.close();
        const auto opened = RecordingReader::open({cut}, OpeningCheck::FramesOnly);
        QVERIFY(opened.ok());
        QVERIFY(opened.value()->end() == slow.value()->end());
        QCOMPARE(opened.value()->events().size(), slow.value()->events().size());
    }

    void aDamagedKeyframeIsAGapUpToTheNext() {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        qsizetype keyframe = -1;
        for (qsizetype mark = bytes.indexOf("OBLK"); mark >= 0; mark = bytes.indexOf("OBLK", mark + 1)) {
            if ((bytes[mark + 4] & 0x7F) == static_cast<char>(BlockKind::PackedKeyframe)) {
                keyframe = mark;
                break;
            }
        }
        QVERIFY(keyframe > 0);
        bytes[keyframe + 60] = static_cast<char>(bytes[keyframe + 60] ^ 0x11);
        const QString path = m_folder.filePath("damaged.orrery");
        QFile other(path);
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(bytes);
        other.close();
        auto reader = RecordingReader::open({path});
        QVERIFY(reader.ok());
        QCOMPARE(reader.value()->gaps().size(), std::size_t{1});
        const RecordingGap gap = reader.value()->gaps().front();
        QVERIFY(gap.to - gap.from >= seconds(25));
        QVERIFY(gap.to - gap.from <= seconds(32));
        const SnapshotPointer behind = shownAt(*reader.value(), gap.to + seconds(5), UINT64_MAX);
        QVERIFY(behind->totals == shownAt(*RecordingReader::open({m_path}).value(), gap.to + seconds(5),
                                          UINT64_MAX)->totals);
    }

    void aClockThatIsSetBackMixesNothingUp_data() {
        QTest::addColumn<bool>("booted");
        QTest::newRow("while the console runs") << false;
        QTest::newRow("between two boots") << true;
    }

    void aClockThatIsSetBackMixesNothingUp() {
        QFETCH(bool, booted);
        constexpr std::int64_t threeHours = 3 * 3'600'000;
        const QString root = m_folder.filePath(booted ? "set-booted" : "set");
        auto desk = std::make_unique<Desk>(root);
        bool isBooted = false;
        for (ReceivedMessage received : m_messages) {
            const bool isLater = received.at.at >= at(60);
            received.at.wall.millis -= isLater ? threeHours : 0;
            received.at.at = received.at.at + (isLater && booted ? seconds(-900) : Duration{});
            if (isLater && booted && !isBooted) {
                isBooted = true;
                const auto state = std::make_shared<const model::StreamMessage>(*desk->store.latest()->state);
                desk = std::make_unique<Desk>(root, seconds(20), "another boot");
                desk->hear({received.at, state, {}});
            }
            desk->hear(received);
        }
        auto reader = RecordingReader::open(desk->recorder.ringFiles());
        QVERIFY(reader.ok());
        const auto steps = reader.value()->clock().steps();
        QCOMPARE(steps.size(), std::size_t{1});
        QVERIFY(steps[0].by < seconds(-10'000) && steps[0].by > seconds(-11'000));
        // In order: nothing is behind the end, and the way through never goes back.
        const Instant begin = reader.value()->begin().at;
        const Instant end = reader.value()->end().at;
        const QByteArray length = QByteArray::number(qint64((end - begin).millis()));
        QVERIFY2(end - begin > seconds(100) && end - begin < seconds(140), length.constData());
        Instant last = begin;
        static_cast<void>(reader.value()->seek(begin, {}));
        for (const ReceivedMessage& received : reader.value()->next(end).messages) {
            QVERIFY(!isNews(received) || received.at.at >= last);
            last = isNews(received) ? received.at.at : last;
        }
        // A time is shown as it was read, and sought where it was last.
        const WallTime before{fixture::scenarioStart.millis + 30'000};
        const WallTime after{fixture::scenarioStart.millis + 80'000 - threeHours};
        const Instant first = reader.value()->clock().instantOf(before);
        const Instant second = reader.value()->clock().instantOf(after);
        QVERIFY(second > first);
        QCOMPARE(reader.value()->momentAt(first).wall.millis, before.millis);
        QCOMPARE(reader.value()->momentAt(second).wall.millis, after.millis);
        QVERIFY(std::is_sorted(reader.value()->events().begin(), reader.value()->events().end(),
                               [](const auto& left, const auto& right) { return left.at.at < right.at.at; }));
    }

    void alarmsOfThePastAreAsTheyStood() {
        Desk desk(m_folder.filePath("alarms"));
        bool isSeen = false;
        for (const ReceivedMessage& received : m_messages) {
            desk.hear(received);
            if (received.at.at >= at(48) && !isSeen) {
                isSeen = true;
                desk.store.acknowledgeAll(QStringLiteral("carol"));
            }
        }
        auto reader = RecordingReader::open(desk.recorder.ringFiles());
        QVERIFY(reader.ok());
        for (const std::uint64_t budget : {std::uint64_t{0}, UINT64_MAX}) {
            QVERIFY(shownAt(*reader.value(), at(39), budget)->alarms.empty());
            const SnapshotPointer open = shownAt(*reader.value(), at(46), budget);
            const Alarm* dead = alarmOf(*open, AlarmKind::UnitDead);
            QVERIFY(dead != nullptr);
            QCOMPARE(dead->state, AlarmState::Unacknowledged);
            QVERIFY(dead->raisedAt.at >= at(40) && dead->raisedAt.at <= at(42));
            const SnapshotPointer seen = shownAt(*reader.value(), at(60), budget);
            const Alarm* known = alarmOf(*seen, AlarmKind::UnitDead);
            QVERIFY(known != nullptr);
            QCOMPARE(known->state, AlarmState::Acknowledged);
            QCOMPARE(known->by, QStringLiteral("carol"));
            QVERIFY(known->raisedAt == dead->raisedAt);
            QVERIFY(known->text == dead->text);
        }
        // Played on, the list changes where it changed.
        StreamBatch batch = reader.value()->seek(at(39), {});
        QVERIFY(batch.alarms && batch.alarms->empty());
        QVERIFY(!reader.value()->next(at(39) + milliseconds(500)).alarms);
        batch = reader.value()->next(at(46));
        QVERIFY(batch.alarms && !batch.alarms->empty());
    }

    void alarmsChangeInTheRecordingWhenTheyDidOnScreen() {
        Desk desk(m_folder.filePath("standing"));
        std::map<Instant, std::set<AlarmId>> onScreen;
        for (const ReceivedMessage& received : m_messages) {
            desk.hear(received);
            onScreen[received.at.at] = activeOf(*desk.store.latest());
        }
        auto reader = RecordingReader::open(desk.recorder.ringFiles());
        QVERIFY(reader.ok());
        for (auto moment = onScreen.lower_bound(at(39)); moment->first < at(44); ++moment) {
            QCOMPARE(activeOf(*shownAt(*reader.value(), moment->first, UINT64_MAX)), moment->second);
        }
    }

    void aGridThatFormsMissesNobodyForAMinute_data() {
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("alarms");
        QTest::newRow("forming") << 5 << int(model::EventKind::AgentJoined) << false;
        QTest::newRow("a unit died") << 5 << int(model::EventKind::UnitDied) << true;
        QTest::newRow("it was whole before") << 5 << int(model::EventKind::RedundancyRestored) << true;
        QTest::newRow("it takes too long") << 61 << int(model::EventKind::AgentJoined) << true;
    }

    void aGridThatFormsMissesNobodyForAMinute() {
        QFETCH(int, second);
        QFETCH(int, kind);
        QFETCH(bool, alarms);
        MetricHistory history;
        Aggregator aggregator(history);
        StreamBatch batch;
        batch.now = {at(second), WallTime{fixture::scenarioStart.millis + second * 1'000}};
        batch.contact = Contact{ContactState::Live, batch.now, {}, {}};
        model::GridState state = std::get<model::GridState>(*m_messages.front().message);
        const auto add = [&batch](model::StreamMessage message) {
            const auto shared = std::make_shared<const model::StreamMessage>(std::move(message));
            batch.messages.push_back({batch.now, shared, {}});
        };
        model::GridEvent event;
        event.number = 1;
        event.kind = model::EventKind::GridCreated;
        event.at = fixture::scenarioStart;
        add(event);
        event.number = 2;
        event.kind = static_cast<model::EventKind>(kind);
        add(event);
        state.partitions.front().inSync.resize(1);
        add(state);
        aggregator.accept(batch);
        const SnapshotPointer shown = aggregator.snapshot();
        QCOMPARE(alarmOf(*shown, AlarmKind::PartitionUnderReplicated) != nullptr, alarms);
    }

    void namesThatAreReplacedTakeTheAlarmsWithThem() {
        CopyJob job;
        job.from = ringFilesIn(QDir(m_folder.filePath("alarms")).absolutePath() + ringBelow("alarms"));
        QVERIFY(!job.from.isEmpty());
        job.to = m_folder.filePath("nameless.orrery");
        job.naming = Naming::Replaced;
        QVERIFY(copyRecording(job).ok());
        auto reader = RecordingReader::open({job.to});
        QVERIFY(reader.ok());
        QVERIFY(!reader.value()->seek(reader.value()->begin().at + seconds(50), {}).alarms);
        job.to = m_folder.filePath("named.orrery");
        job.naming = Naming::Original;
        QVERIFY(copyRecording(job).ok());
        reader = RecordingReader::open({job.to});
        QVERIFY(reader.ok());
        const SnapshotPointer seen = shownAt(*reader.value(), at(60), UINT64_MAX);
        QVERIFY(alarmOf(*seen, AlarmKind::UnitDead) != nullptr);
        QCOMPARE(alarmOf(*seen, AlarmKind::UnitDead)->by, QStringLiteral("carol"));
    }

    void aRecordingBegunLateKnowsWhatWasBefore() {
        Desk desk(m_folder.filePath("late"));
        const QString path = m_folder.filePath("late.orrery");
        for (const ReceivedMessage& received : m_messages) {
            if (received.at.at > at(70) && !desk.recorder.isRecording()) {
                QVERIFY(desk.recorder.startRecording(path).ok());
            }
            desk.hear(received);
        }
        QVERIFY(desk.recorder.stopRecording().ok());
        for (const OpeningCheck check : {OpeningCheck::EveryByte, OpeningCheck::FramesOnly}) {
            auto reader = RecordingReader::open({path}, check);
            QVERIFY(reader.ok());
            QVERIFY(reader.value()->begin().at >= at(69));
            const SnapshotPointer first = shownAt(*reader.value(), reader.value()->begin().at, UINT64_MAX);
            QVERIFY(!first->events.empty());
            QCOMPARE(first->events.at(0).event->number, std::uint64_t{1});
            const SnapshotPointer last = shownAt(*reader.value(), reader.value()->end().at, UINT64_MAX);
            const EventLog& live = desk.store.latest()->events;
            QCOMPARE(last->events.size(), live.size());
            for (std::size_t index = 0; index < live.size(); ++index) {
                QVERIFY(*last->events.at(index).event == *live.at(index).event);
                QVERIFY(last->events.at(index).receivedAt == live.at(index).receivedAt);
            }
        }
    }

    void thinningLeavesAllAroundAlarmsAlsoAcrossFiles() {
        fixture::ScenarioOptions options = smallScenario();
        options.length = seconds(700);
        options.killAt = seconds(310);  // Ten seconds into a file.
        Desk desk(m_folder.filePath("thinned"), seconds(100));
        for (const ReceivedMessage& received : fixture::scenarioMessages(options)) {
            desk.hear(received);
        }
        const QStringList before = desk.recorder.ringFiles();
        const auto samples = [&](int from, int to) {
            auto reader = RecordingReader::open(before, OpeningCheck::FramesOnly);
            static_cast<void>(reader.value()->seek(at(from), {}, UINT64_MAX));
            const StreamBatch batch = reader.value()->next(at(to));
            return std::count_if(batch.messages.begin(), batch.messages.end(), [](const ReceivedMessage& one) {
                return std::holds_alternative<model::UnitTelemetry>(*one.message);
            });
        };
        const auto quiet = samples(30, 90);
        const auto lead = samples(251, 299);
        const auto wake = samples(311, 420);
        const auto newest = samples(620, 690);
        std::atomic<bool> stop = false;
        QCOMPARE(keepRing(desk.recorder.ringFolder(), {}, &stop), int(before.size()) - 2);
        QCOMPARE(desk.recorder.ringFiles(), before);
        QVERIFY2(samples(30, 90) <= quiet / 2 + 12, qPrintable(QString::number(samples(30, 90))));
        QCOMPARE(samples(251, 299), lead);
        QCOMPARE(samples(311, 420), wake);
        QCOMPARE(samples(620, 690), newest);
        QCOMPARE(keepRing(desk.recorder.ringFolder(), {}, &stop), 0);
    }

    void whileNobodyLooksOnlyWhatHappensIsKeptWhole() {
        fixture::ScenarioOptions options = smallScenario();
        options.length = seconds(320);
        options.killAt = seconds(250);
        const std::vector<ReceivedMessage> all = fixture::scenarioMessages(options);
        Desk desk(m_folder.filePath("unseen"), seconds(600));
        for (const StreamBatchPointer& batch : unseenBatches(all)) {
            desk.store.accept(batch);
            desk.recorder.accept(batch);
        }
        auto reader = RecordingReader::open(desk.recorder.ringFiles(), OpeningCheck::FramesOnly);
        QVERIFY(reader.ok());
        const auto kept = [&](int from, int to) {
            static_cast<void>(reader.value()->seek(at(from), {}, UINT64_MAX));
            return samplesIn(reader.value()->next(at(to)).messages, at(from), at(to));
        };
        // The connection is something that happened, and so is the death of b2.
        QCOMPARE(kept(10, 110), samplesIn(all, at(10), at(110)));
        QCOMPARE(kept(130, 249), samplesIn(all, at(130), at(249)) / 2);
        QCOMPARE(kept(252, 315), samplesIn(all, at(252), at(315)));
    }

    void twoConsolesOfOneGridWriteOneRing() {
        const QString root = m_folder.filePath("shared");
        auto one = std::make_unique<Desk>(root);
        Desk two(root);
        for (const ReceivedMessage& received : m_messages) {
            if (received.at.at == at(80)) {
                one.reset();
            }
            if (one) {
                one->hear(received);
            }
            two.hear(received);
        }
        QVERIFY(two.recorder.ringTrouble().isEmpty());
        auto reader = RecordingReader::open(two.recorder.ringFiles());
        QVERIFY(reader.ok());
        QVERIFY(reader.value()->begin().at <= at(1));
        // The second one goes on where the first one ended, a minute after it last tried.
        QVERIFY(reader.value()->end().at >= at(119));
        Instant last;
        static_cast<void>(reader.value()->seek(reader.value()->begin().at, {}, UINT64_MAX));
        for (const ReceivedMessage& received : reader.value()->next(reader.value()->end().at).messages) {
            QVERIFY(!isNews(received) || received.at.at >= last);
            last = isNews(received) ? received.at.at : last;
        }
    }

    void filesOfFormatTwoAreRead() {
        std::string bytes(recordingMagic);
        std::string body;
        ByteWriter header(body);
        header.text("orrery 0.0.9");
        header.text("flash-sale");
        header.i64(m_messages.front().at.at.micros);
        header.i64(m_messages.front().at.wall.millis);
        header.u8(0);
        ByteWriter file(bytes);
        file.u16(2);
        file.u32(static_cast<std::uint32_t>(body.size()));
        bytes += body;
        file.u32(crc32c(body));
        std::string batch;
        for (const ReceivedMessage& received : m_messages) {
            const BlockKind kind = blockKindOf(*received.message);
            const std::string push = pushBytes(*received.message);
            if (kind != BlockKind::Telemetry && kind != BlockKind::Alive) {
                appendBlock(bytes, kind, received.at, push);
                continue;
            }
            ByteWriter part(batch);
            part.u8(static_cast<std::uint8_t>(kind));
            part.i64(received.at.at.micros);
            part.i64(received.at.wall.millis);
            part.text(push);
            appendCompressed(bytes, BlockKind::Batch, received.at, batch);
            batch.clear();
        }
        const QString path = m_folder.filePath("format-2.orrery");
        QFile target(path);
        QVERIFY(target.open(QIODevice::WriteOnly));
        QCOMPARE(target.write(bytes.data(), qint64(bytes.size())), qint64(bytes.size()));
        target.close();
        auto old = RecordingReader::open({path});
        QVERIFY(old.ok());
        auto now = RecordingReader::open({m_path});
        for (const std::uint64_t budget : {std::uint64_t{0}, UINT64_MAX}) {
            const SnapshotPointer left = shownAt(*old.value(), at(55), budget);
            const SnapshotPointer right = shownAt(*now.value(), at(55), UINT64_MAX);
            QVERIFY(*left->state == *right->state);
            QVERIFY(left->totals == right->totals);
            QVERIFY(left->partitions == right->partitions);
        }
    }

private:
    /// Where the recorder put the ring of the scenario's grid.
    QString ringBelow(const QString& root) const {
        const QDir folder(m_folder.filePath(root));
        const QStringList grids = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return grids.isEmpty() ? QString() : QLatin1Char('/') + grids.front() + QStringLiteral("/ring");
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::vector<ReceivedMessage> m_messages;
};

QTEST_GUILESS_MAIN(TimeRingTest)
#include "tst_time_ring.moc"
