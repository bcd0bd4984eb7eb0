// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store on a thread of its own: a database call blocks, and the loop of a unit must not. Requests are
// carried out in the order of submitting and answered in that order, on the thread that owns this object.
//
// Bounded: at most 1,024 requests wait (further ones are answered Busy out of turn), and a load stops reading while
// eight of its chunks have not been taken by the owner.
#pragma once

#include <QObject>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <memory>

#include "cluster/core/store_request.h"
#include "cluster/store/sqlite_store.h"
#include "cluster/store/store_options.h"
#include "shared/base/result.h"

namespace orrery::store {

class StoreThread : public QObject {
    Q_OBJECT
public:
    static constexpr int maximumWaiting = 1024;

    /// Pre: options.kind is not None.
    StoreThread(StoreOptions options, std::uint64_t seed, QObject* parent = nullptr);
    /// Waits for the request under way; those that wait are dropped without an answer.
    ~StoreThread() override;

    /// Starts the thread and opens the database; to be called once. Blocks until that is done (at most a few
    /// seconds, when the file is locked). The error is one line for a person.
    Status start();

    /// Hands a request over and returns at once. Its answer comes by answered(), never from within this call.
    /// Pre: start() has succeeded.
    void submit(core::StoreRequest request);

    /// Requests that have not been answered.
    int waitingCount() const { return m_waiting; }

Q_SIGNALS:
    /// The event may be moved from by the one slot connected.
    void answered(orrery::core::StoreEvent& event);

private:
    void carryOut(const core::StoreRequest& request);
    void handOver(core::StoreEvent&& event);
    void deliver(core::StoreEvent& event);

    // The owner's side.
    StoreOptions m_options;
    std::uint64_t m_seed;
    QThread m_thread;
    std::unique_ptr<QObject> m_worker;      ///< Lives in m_thread; carries the calls there.
    int m_waiting = 0;

    // The worker's side, after start().
    std::unique_ptr<SqliteStore> m_store;

    // Shared.
    std::atomic<bool> m_stopping{false};
    QSemaphore m_freeChunks;
};

}  // namespace orrery::store
