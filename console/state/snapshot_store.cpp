// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hand-over from worker to screen.
#include "console/state/snapshot_store.h"

#include <QMetaObject>

namespace orrery::console {
namespace {

constexpr std::chrono::milliseconds shortestInterval{100};

}  // namespace

SnapshotStore::SnapshotStore(QObject* parent, AggregatorOptions options)
    : QObject(parent), m_aggregator(m_history, options), m_latest(emptySnapshot()) {}

void SnapshotStore::accept(const StreamBatchPointer& batch) {
    const std::scoped_lock lock(m_workMutex);
    m_aggregator.accept(*batch);
    const auto now = std::chrono::steady_clock::now();
    const bool due = now - m_lastPublished >= shortestInterval;
    if (due || batch->settled || batch->restart || batch->contact) {
        m_lastPublished = now;
        publish();
    }
}

SnapshotPointer SnapshotStore::latest() const {
    const std::scoped_lock lock(m_latestMutex);
    return m_latest;
}

void SnapshotStore::acknowledge(AlarmId id) {
    const std::scoped_lock lock(m_workMutex);
    m_aggregator.alarms().acknowledge(id);
    publish();
}

void SnapshotStore::acknowledgeAll() {
    const std::scoped_lock lock(m_workMutex);
    m_aggregator.alarms().acknowledgeAll();
    publish();
}

void SnapshotStore::shelve(AlarmId id, Duration span) {
    const Moment now = latest()->now;
    const std::scoped_lock lock(m_workMutex);
    m_aggregator.alarms().shelve(id, span, now);
    publish();
}

void SnapshotStore::unshelve(AlarmId id) {
    const std::scoped_lock lock(m_workMutex);
    m_aggregator.alarms().unshelve(id);
    publish();
}

void SnapshotStore::clear() {
    const std::scoped_lock lock(m_workMutex);
    StreamBatch nothing;
    nothing.restart = true;
    nothing.contact = Contact{};
    m_aggregator.accept(nothing);
    publish();
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
