// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A failover of a real grid, recorded while it is seen, and seen again when there is no grid any more:
// the recording shows at any time what was on screen then, and its receipt is the live one.
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

#include "console/source/live_source.h"
#include "console/source/recorder.h"
#include "console/source/recording_source.h"
#include "console/state/failover_receipt.h"
#include "console/state/snapshot_store.h"
#include "shared/base/random.h"
#include "support/seen_picture.h"
#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr int soon = 10'000;       ///< For what the console does by itself, in milliseconds.
constexpr int whenWhole = 60'000;  ///< For what the grid has to copy.
constexpr int momentCount = 1000;

const UnitId anyUnit{1};

const char* const phaseNames[failoverPhaseCount] = {"death proven", "table committed", "all serving", "first write",
                                                    "redundancy back"};

QByteArray told(const FailoverReceipt& receipt) {
    QByteArray text;
    for (std::size_t index = 0; index < failoverPhaseCount; ++index) {
        const std::optional<Duration>& phase = receipt.phases[index];
        text += QByteArray(text.isEmpty() ? "" : ", ") + phaseNames[index] + ' ' +
                (phase ? QByteArray::number(static_cast<double>(phase->micros) / 1000.0, 'f', 1) + " ms"
                       : QByteArray("untold"));
    }
    return text;
}

}  // namespace

class ConsoleRecordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFailoverIsSeenAndRecorded();
    void theReceiptTellsEveryPhase();
    void withoutTheGridAThousandMomentsAreAsTheyWere();
    void whatWasOnScreenIsOnScreenAgain();
    void theReceiptOfTheRecordingIsTheSame();

private:
    bool hasEvent(model::EventKind kind) const;
    void openRecording();
    /// What the recording shows at `at`; without a picture when it did not come.
    fixture::Seen replayed(Instant at);
    /// The picture with its curves since the recording began.
    fixture::Seen seen(const SnapshotPointer& picture, const MetricHistory& history) const;
    std::vector<fixture::Seen> livePictures(const std::vector<Instant>& sorted) const;

    QTemporaryDir m_folder;
    SnapshotStore m_live;
    std::vector<StreamBatchPointer> m_batches;     ///< As received, oldest first.
    std::vector<SnapshotPointer> m_onScreen;       ///< While recording, oldest first.
    FailoverReceipt m_receipt;
    SnapshotStore m_again;
    std::unique_ptr<RecordingSource> m_recording;
};

void ConsoleRecordsTest::initTestCase() { QVERIFY(m_folder.isValid()); }

bool ConsoleRecordsTest::hasEvent(model::EventKind kind) const {
    const SnapshotPointer shown = m_live.latest();
    for (std::size_t index = 0; index < shown->events.size(); ++index) {
        if (shown->events.at(index).event->kind == kind) {
            return true;
        }
    }
    return false;
}

void ConsoleRecordsTest::aFailoverIsSeenAndRecorded() {
    test::LocalGrid grid;
    QVERIFY(grid.start());
    test::ProgramRun load(test::programPath(QStringLiteral("orrery-load")),
                          grid.at() + QStringList{QStringLiteral("flash-sale"), QStringLiteral("--rate"),
                                                  QStringLiteral("400"), QStringLiteral("--verify")});
    QVERIFY(load.waitForOutput(QStringLiteral("2 s  ")));
    Recorder recorder;
    LiveOptions options;
    options.seeds = {grid.agent(0), grid.agent(1), grid.agent(2)};
    LiveSource live(std::move(options));
    connect(&live, &GridSource::batchReceived, &m_live, &SnapshotStore::accept, Qt::DirectConnection);
    recorder.begin({}, &m_live.history());
    recorder.setPictures(&m_live);
    connect(&live, &GridSource::batchReceived, &recorder, &Recorder::accept, Qt::DirectConnection);
    connect(&live, &GridSource::batchReceived, this, [this](const StreamBatchPointer& batch) { m_batches.push_back(batch); });
    connect(&m_live, &SnapshotStore::changed, this, [this, &recorder] {
        if (recorder.isRecording() && m_live.latest()->hasState) {
            m_onScreen.push_back(m_live.latest());
        }
    });
    live.start();
    QTRY_COMPARE_WITH_TIMEOUT(m_live.latest()->totals.readyUnits, std::uint32_t{6}, soon);
    QVERIFY(recorder.startRecording(m_folder.filePath(QStringLiteral("failover.orrery"))).ok());
    QTRY_VERIFY_WITH_TIMEOUT(m_onScreen.size() >= 40, soon);
    const std::optional<model::UnitDescription> victim = grid.unit("b1");
    QVERIFY(victim.has_value());
    test::LocalGrid::signal(*victim, test::LocalGrid::Signal::Kill);
    QTRY_VERIFY_WITH_TIMEOUT(hasEvent(model::EventKind::RedundancyRestored), whenWhole);
    const std::size_t before = m_onScreen.size();
    QTRY_VERIFY_WITH_TIMEOUT(m_onScreen.size() >= before + 40, soon);
    QVERIFY(recorder.stopRecording().ok());
    live.stop();
    recorder.end();
    const test::ProgramEnd end = load.stop();
    QCOMPARE(test::numberBefore(end.output, QStringLiteral("lost")), std::optional<quint64>(0));
}

void ConsoleRecordsTest::theReceiptTellsEveryPhase() {
    ReceiptBook book;
    QVERIFY(book.read(m_live.latest()->events));
    QCOMPARE(book.receipts().size(), std::size_t{1});
    m_receipt = *book.newest();
    qInfo("live: %s", told(m_receipt).constData());
    QVERIFY(m_receipt.isOver());
    for (const FailoverPhase phase : {FailoverPhase::TableCommitted, FailoverPhase::BackupsTookOver,
                                      FailoverPhase::FirstWrite, FailoverPhase::CopiesWhole}) {
        QVERIFY(m_receipt.hasReached(phase));
        QVERIFY(m_receipt.phase(phase).has_value());
        QVERIFY(*m_receipt.phase(phase) > Duration{});
    }
    QVERIFY(*m_receipt.phase(FailoverPhase::TableCommitted) <= *m_receipt.phase(FailoverPhase::FirstWrite));
    QVERIFY(*m_receipt.phase(FailoverPhase::TableCommitted) <= *m_receipt.phase(FailoverPhase::BackupsTookOver));
    QVERIFY(*m_receipt.phase(FailoverPhase::BackupsTookOver) <= *m_receipt.phase(FailoverPhase::CopiesWhole));
    QVERIFY(m_receipt.partitions > 0);
    QCOMPARE(m_receipt.lostPartitions, std::uint32_t{0});
}

void ConsoleRecordsTest::openRecording() {
    auto opened = RecordingSource::open({m_folder.filePath(QStringLiteral("failover.orrery"))});
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().detail.c_str());
    m_recording = opened.take();
    QVERIFY(m_recording->gaps().empty());
    connect(m_recording.get(), &GridSource::batchReceived, &m_again, &SnapshotStore::accept, Qt::DirectConnection);
    m_recording->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_again.latest()->hasState, soon);
}

fixture::Seen ConsoleRecordsTest::seen(const SnapshotPointer& picture, const MetricHistory& history) const {
    const Instant from = m_recording->begin().at;
    return {picture, fixture::curveOf(history, std::nullopt, from, picture->now),
            fixture::curveOf(history, anyUnit, from, picture->now)};
}

fixture::Seen ConsoleRecordsTest::replayed(Instant at) {
    m_recording->seek(at);
    if (!QTest::qWaitFor([this, at] { return m_again.latest()->now.at == at; }, soon)) {
        return {};
    }
    return seen(m_again.latest(), m_again.history());
}

/// Folds what was received once more, and stops at each of the times.
std::vector<fixture::Seen> ConsoleRecordsTest::livePictures(const std::vector<Instant>& sorted) const {
    std::vector<ReceivedMessage> messages;
    for (const StreamBatchPointer& batch : m_batches) {
        messages.insert(messages.end(), batch->messages.begin(), batch->messages.end());
    }
    MetricHistory history;
    Aggregator aggregator(history);
    auto next = messages.begin();
    std::vector<fixture::Seen> pictures;
    for (const Instant at : sorted) {
        StreamBatch came;
        while (next != messages.end() && next->at.at <= at) {
            came.messages.push_back(*next++);
        }
        came.now = {at, wallTimeOf(at, m_recording->end())};
        aggregator.accept(came);
        pictures.push_back(seen(aggregator.snapshot(), history));
    }
    return pictures;
}

void ConsoleRecordsTest::withoutTheGridAThousandMomentsAreAsTheyWere() {
    openRecording();
    QVERIFY(m_recording != nullptr);
    const Instant begin = m_recording->begin().at;
    const auto length = static_cast<std::uint64_t>((m_recording->end().at - begin).micros);
    Random random(2026);
    std::vector<Instant> moments;
    for (int round = 0; round < momentCount; ++round) {
        moments.push_back(begin + microseconds(static_cast<std::int64_t>(random.below(length))));
    }
    std::sort(moments.begin(), moments.end());
    const std::vector<fixture::Seen> live = livePictures(moments);
    std::vector<std::size_t> order(moments.size());
    for (std::size_t index = 0; index < order.size(); ++index) {
        order[index] = index;
        std::swap(order[index], order[random.below(index + 1)]);
    }
    for (const std::size_t index : order) {
        const fixture::Seen again = replayed(moments[index]);
        QVERIFY(again.picture != nullptr);
        fixture::compareSeen(live[index], again);
        if (QTest::currentTestFailed()) {
            qWarning("at %f s of %f s", static_cast<double>((moments[index] - begin).micros) / 1e6,
                     static_cast<double>(length) / 1e6);
            return;
        }
    }
    qInfo("%d moments of %.1f s compared", momentCount, static_cast<double>(length) / 1e6);
}

void ConsoleRecordsTest::whatWasOnScreenIsOnScreenAgain() {
    int compared = 0;
    for (const SnapshotPointer& onScreen : m_onScreen) {
        if (onScreen->now.at < m_recording->begin().at || onScreen->now.at > m_recording->end().at) {
            continue;
        }
        const fixture::Seen again = replayed(onScreen->now.at);
        QVERIFY(again.picture != nullptr);
        fixture::comparePictures(*onScreen, *again.picture);
        if (QTest::currentTestFailed()) {
            qWarning("picture %d, %f s behind the beginning", compared,
                     static_cast<double>((onScreen->now.at - m_recording->begin().at).micros) / 1e6);
            return;
        }
        ++compared;
    }
    QVERIFY(compared >= 60);
    qInfo("%d pictures of the screen compared", compared);
}

void ConsoleRecordsTest::theReceiptOfTheRecordingIsTheSame() {
    QVERIFY(replayed(m_recording->end().at).picture != nullptr);
    ReceiptBook book;
    QVERIFY(book.read(m_again.latest()->events));
    QCOMPARE(book.receipts().size(), std::size_t{1});
    qInfo("recording: %s", told(*book.newest()).constData());
    QVERIFY(*book.newest() == m_receipt);
    m_recording->stop();
}

QTEST_GUILESS_MAIN(ConsoleRecordsTest)
#include "tst_console_records.moc"
