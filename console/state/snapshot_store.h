// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between the worker and the screen: takes batches on the source's thread, aggregates there, and
// hands an immutable snapshot to the user interface at most ten times a second. The interface never
// waits for more than a pointer swap.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <QObject>

#include "console/state/aggregator.h"
#include "console/state/picture_pace.h"

namespace orrery::console {

class SnapshotStore : public QObject {
    Q_OBJECT
public:
    explicit SnapshotStore(QObject* parent = nullptr, AggregatorOptions options = {});

    /// Takes a batch. Thread-safe; connect it to GridSource::batchReceived with
    /// Qt::DirectConnection, so that a slow aggregation slows the source's socket and nothing
    /// queues up.
    void accept(const StreamBatchPointer& batch);

    /// Seen at first; becoming Seen makes a picture at once. Alarms are judged and samples kept at any pace.
    /// Thread-safe.
    void setPace(PicturePace pace);

    /// The latest picture; never null. Thread-safe.
    SnapshotPointer latest() const;
    /// Figures over time; its functions are thread-safe.
    const MetricHistory& history() const { return m_history; }

    /// A person's word on alarms. Thread-safe and never waits for the worker: it takes effect at
    /// once, or, while a batch is being worked in, right behind it. A new snapshot follows. What
    /// each one does stands at AlarmDesk. `by` names the person.
    void acknowledge(AlarmId id, const QString& by = {});
    void acknowledgeAll(const QString& by = {});
    void shelve(AlarmId id, const Shelving& how);
    void unshelve(AlarmId id);
    void takeOut(AlarmId id, const QString& by, const QString& reason);
    void putBack(AlarmId id);
    /// What persons said in an earlier run.
    void recall(const std::vector<AlarmWord>& words);
    /// Forgets everything, e.g. before another source is attached. Thread-safe.
    void clear();

Q_SIGNALS:
    /// There is a newer latest(). Emitted in this object's thread; several may be folded into one.
    void changed();

private:
    using Word = std::function<void(Aggregator&)>;

    void workIn(const StreamBatch& batch);
    void say(Word word);
    void catchUpWithWords();
    /// Carries out what was said. m_workMutex must be held.
    bool carryOutWords();
    void publish();
    void announce();

    MetricHistory m_history;
    std::mutex m_workMutex;  ///< Held while aggregating; protects the two below.
    Aggregator m_aggregator;
    std::chrono::steady_clock::time_point m_lastPublished;
    std::atomic<PicturePace> m_pace = PicturePace::Seen;
    mutable std::mutex m_latestMutex;  ///< Held for a pointer swap; protects the three below.
    SnapshotPointer m_latest;
    bool m_announced = false;   ///< changed() is on its way.
    std::vector<Word> m_words;  ///< Said and not carried out yet.
};

}  // namespace orrery::console
