// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/store_thread.h"

#include <QMetaObject>

#include <optional>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::store {

namespace {
constexpr int chunksUnderWay = 8;
constexpr int stopCheckMillis = 50;
}  // namespace

StoreThread::StoreThread(StoreOptions options, std::uint64_t seed, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_seed(seed), m_freeChunks(chunksUnderWay) {
    ORRERY_ASSERT(m_options.kind != StoreKind::None);
    m_thread.setObjectName(QStringLiteral("store"));
}

StoreThread::~StoreThread() {
    m_stopping = true;
    if (m_worker) {
        if (m_store) {
            m_store->interrupt();
        }
        // A connection must be closed by the thread that opened it.
        QMetaObject::invokeMethod(m_worker.get(), [this] { m_store.reset(); },
                                  Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
}

Status StoreThread::start() {
    ORRERY_ASSERT(!m_worker);
    m_worker = std::make_unique<QObject>();
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    std::optional<Error> error;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this, &error] {
            auto opened = SqliteStore::open(m_options, m_seed);
            if (opened.ok()) {
                m_store = opened.take();
            } else {
                error = opened.error();
            }
        },
        Qt::BlockingQueuedConnection);
    if (error) {
        return *error;
    }
    return Done{};
}

void StoreThread::submit(core::StoreRequest request) {
    ORRERY_ASSERT(m_worker && m_store);
    ++m_waiting;
    if (m_waiting > maximumWaiting) {
        const auto id = std::visit([](const auto& what) { return what.id; }, request);
        auto refused = std::make_shared<core::StoreEvent>(core::StoreFailed{
            id, core::StoreFailureKind::Busy, {}, "too many requests wait for the store"});
        QMetaObject::invokeMethod(this, [this, refused] { deliver(*refused); }, Qt::QueuedConnection);
        return;
    }
    auto shared = std::make_shared<const core::StoreRequest>(std::move(request));
    QMetaObject::invokeMethod(m_worker.get(), [this, shared] { carryOut(*shared); },
                              Qt::QueuedConnection);
}

void StoreThread::carryOut(const core::StoreRequest& request) {
    if (!m_stopping) {
        m_store->carryOut(request, [this](core::StoreEvent&& event) { handOver(std::move(event)); });
    }
}

/// In the worker's thread.
void StoreThread::handOver(core::StoreEvent&& event) {
    const bool isChunk = std::holds_alternative<core::StoreLoaded>(event);
    while (isChunk && !m_stopping && !m_freeChunks.tryAcquire(1, stopCheckMillis)) {
    }
    if (m_stopping) {
        return;
    }
    auto shared = std::make_shared<core::StoreEvent>(std::move(event));
    QMetaObject::invokeMethod(
        this,
        [this, shared, isChunk] {
            if (isChunk) {
                m_freeChunks.release();
            }
            deliver(*shared);
        },
        Qt::QueuedConnection);
}

/// In the owner's thread.
void StoreThread::deliver(core::StoreEvent& event) {
    const auto* chunk = std::get_if<core::StoreLoaded>(&event);
    if (chunk == nullptr || chunk->last) {
        --m_waiting;
    }
    Q_EMIT answered(event);
}

}  // namespace orrery::store
