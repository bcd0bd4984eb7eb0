// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hand-over from worker to screen.
#include "console/state/snapshot_store.h"

#include <QMetaObject>

namespace orrery::console {
namespace {

constexpr std::chrono::milliseconds seenInterval{100};
constexpr std::chrono::milliseconds unseenInterval{1'000};

}  // namespace

SnapshotStore::SnapshotStore(QObject* parent, AggregatorOptions options)
    : QObject(parent), m_aggregator(m_history, options), m_latest(emptySnapshot()) {}

void SnapshotStore::accept(const StreamBatchPointer& batch) {
    workIn(*batch);
    catchUpWithWords();  // Of someone who found the worker busy and did not wait.
}

void SnapshotStore::workIn(const StreamBatch& batch) {
    const std::scoped_lock lock(m_workMutex);
    m_aggregator.setPace(m_pace);
    m_aggregator.accept(batch);
    if (batch.unfinished) {
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    const bool due = now - m_lastPublished >= (m_pace == PicturePace::Seen ? seenInterval : unseenInterval);
    const bool said = carryOutWords();
    if (due || said || batch.settled || batch.restart || batch.contact) {
        m_lastPublished = now;
        publish();
    }
}

void SnapshotStore::setPace(PicturePace pace) {
    const PicturePace before = m_pace.exchange(pace);
    if (before != pace && pace == PicturePace::Seen) {
        say([](Aggregator&) {});   // Any word brings a picture.
    }
}

SnapshotPointer SnapshotStore::latest() const {
    const std::scoped_lock lock(m_latestMutex);
    return m_latest;
}

void SnapshotStore::acknowledge(AlarmId id, const QString& by) {
    say([id, by](Aggregator& aggregator) { aggregator.alarms().acknowledge(id, by); });
}

void SnapshotStore::acknowledgeAll(const QString& by) {
    say([by](Aggregator& aggregator) { aggregator.alarms().acknowledgeAll(by); });
}

void SnapshotStore::shelve(AlarmId id, const Shelving& how) {
    const Moment now = latest()->now;
    say([id, how, now](Aggregator& aggregator) { aggregator.alarms().shelve(id, how, now); });
}

void SnapshotStore::takeOut(AlarmId id, const QString& by, const QString& reason) {
    say([id, by, reason](Aggregator& aggregator) {
        aggregator.alarms().takeOut(id, by, reason);
    });
}

void SnapshotStore::putBack(AlarmId id) {
    say([id](Aggregator& aggregator) { aggregator.alarms().putBack(id); });
}

void SnapshotStore::recall(const std::vector<AlarmWord>& words) {
    const Moment now = latest()->now;
    say([words, now](Aggregator& aggregator) { aggregator.alarms().recall(words, now); });
}

void SnapshotStore::unshelve(AlarmId id) {
    say([id](Aggregator& aggregator) { aggregator.alarms().unshelve(id); });
}

void SnapshotStore::clear() {
    say([](Aggregator& aggregator) {
        StreamBatch nothing;
        nothing.restart = true;
        nothing.contact = Contact{};
        aggregator.accept(nothing);
    });
}

void SnapshotStore::say(Word word) {
    {
        const std::scoped_lock lock(m_latestMutex);
        m_words.push_back(std::move(word));
    }
    catchUpWithWords();
}

void SnapshotStore::catchUpWithWords() {
    const std::unique_lock lock(m_workMutex, std::try_to_lock);
    if (lock.owns_lock() && carryOutWords()) {
        publish();
    }
}

bool SnapshotStore::carryOutWords() {
    std::vector<Word> words;
    {
        const std::scoped_lock lock(m_latestMutex);
        words.swap(m_words);
    }
    for (const Word& word : words) {
        word(m_aggregator);
    }
    return !words.empty();
}

void SnapshotStore::publish() {
    SnapshotPointer snapshot = m_aggregator.snapshot();
    const std::scoped_lock lock(m_latestMutex);
    m_latest = std::move(snapshot);
    if (!m_announced) {
        m_announced = true;
        QMetaObject::invokeMethod(this, &SnapshotStore::announce, Qt::QueuedConnection);
    }
}

void SnapshotStore::announce() {
    {
        const std::scoped_lock lock(m_latestMutex);
        m_announced = false;
    }
    Q_EMIT changed();
}

}  // namespace orrery::console
