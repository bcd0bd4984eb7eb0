// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/store.h"

namespace orrery::simulation {
namespace {

constexpr std::size_t rowsPerLoadEvent = 5;
constexpr PerMillion busyInBusyTimes = 900000;
constexpr Span slowExecute{milliseconds(200), milliseconds(900)};

core::StoreRequestId idOf(const core::StoreRequest& request) {
    return std::visit([](const auto& one) { return one.id; }, request);
}

Event storeEvent(EventKind kind, std::uint32_t owner, std::uint32_t generation, std::uint64_t detail) {
    Event event;
    event.kind = kind;
    event.process = owner;
    event.generation = generation;
    event.detail = detail;
    return event;
}

}  // namespace

void Store::submit(core::StoreRequest request, std::uint32_t owner, std::uint32_t generation) {
    const bool isBatch = std::holds_alternative<core::StoreBatch>(request);
    const bool stalled = isBatch && happens(m_random, m_model.stalled);
    const Span usual = m_queue.now() < m_slowUntil ? slowExecute : m_model.execute;
    const Duration took = draw(m_random, stalled ? m_model.stall : usual);
    Instant& session = m_sessions[owner];
    session = std::max(session, m_queue.now() + took);
    const std::uint64_t number = ++m_numbers;
    m_jobs.emplace(number, Job{std::move(request), owner, generation});
    m_queue.schedule(session - m_queue.now(),
                     storeEvent(EventKind::StoreExecutes, owner, generation, number));
}

void Store::execute(const Event& event) {
    const auto found = m_jobs.find(event.detail);
    ORRERY_ASSERT(found != m_jobs.end());
    const Job job = std::move(found->second);
    m_jobs.erase(found);
    if (auto failed = failure(job.request)) {
        answer(std::move(*failed), job);
    } else if (const auto* claim = std::get_if<core::StoreClaim>(&job.request)) {
        answer(carryOut(*claim), job);
    } else if (const auto* batch = std::get_if<core::StoreBatch>(&job.request)) {
        core::StoreEvent result = carryOut(*batch);
        if (std::holds_alternative<core::StoreCommitted>(result) && happens(m_random, m_model.lostAnswer)) {
            result = core::StoreFailed{batch->id, core::StoreFailureKind::Unavailable, {},
                                       "connection lost after commit"};
        }
        answer(std::move(result), job);
    } else {
        load(std::get<core::StoreLoad>(job.request), job);
    }
}

core::StoreEvent Store::takeAnswer(const Event& event) {
    const auto found = m_answers.find(event.detail);
    ORRERY_ASSERT(found != m_answers.end());
    core::StoreEvent result = std::move(found->second);
    m_answers.erase(found);
    return result;
}

Position Store::watermark(PartitionId partition) const {
    const auto found = m_fences.find(partition);
    return found == m_fences.end() ? Position{} : found->second.watermark;
}

std::optional<core::StoreEvent> Store::failure(const core::StoreRequest& request) {
    if (m_queue.now() < m_failsUntil) {
        return core::StoreFailed{idOf(request), core::StoreFailureKind::Unavailable, {}, "cannot be reached"};
    }
    const PerMillion busy = m_queue.now() < m_busyUntil ? busyInBusyTimes : m_model.busy;
    if (happens(m_random, busy)) {
        return core::StoreFailed{idOf(request), core::StoreFailureKind::Busy, {}, "database is locked"};
    }
    return std::nullopt;
}

core::StoreEvent Store::carryOut(const core::StoreClaim& claim) {
    Fence& fence = m_fences[claim.partition];
    if (fence.epoch > claim.epoch) {
        return core::StoreFailed{claim.id, core::StoreFailureKind::Fenced, claim.partition, "claimed since"};
    }
    fence.epoch = claim.epoch;
    return core::StoreClaimed{claim.id, claim.partition, fence.watermark};
}

core::StoreEvent Store::carryOut(const core::StoreBatch& batch) {
    for (const core::StorePiece& piece : batch.pieces) {
        if (m_fences[piece.partition].epoch != piece.fence && m_lie != StoreLie::IgnoresFences) {
            ++m_fencedBatches;
            return core::StoreFailed{batch.id, core::StoreFailureKind::Fenced, piece.partition,
                                     "claimed since"};
        }
    }
    const bool lost = m_lie == StoreLie::LosesBatches && m_random.chance(1, 20);
    for (const core::StorePiece& piece : batch.pieces) {
        Fence& fence = m_fences[piece.partition];
        fence.watermark = std::max(fence.watermark, piece.watermark);
        for (const core::StoreRow& row : piece.rows) {
            if (!lost) {
                upsert(row);
            }
        }
    }
    return core::StoreCommitted{batch.id, milliseconds(1)};
}

void Store::upsert(const core::StoreRow& row) {
    auto [found, isNew] = m_rows.try_emplace(Key{row.space, row.key}, row);
    if (!isNew && (row.position > found->second.position || m_lie == StoreLie::IgnoresFences)) {
        found->second = row;
    }
}

void Store::load(const core::StoreLoad& load, const Job& job) {
    core::StoreLoaded loaded{load.id, load.partition, {}, false, watermark(load.partition)};
    for (const auto& [key, row] : m_rows) {
        if (row.partition != load.partition || row.deleted) {
            continue;
        }
        loaded.rows.push_back(row);
        if (loaded.rows.size() == rowsPerLoadEvent) {
            answer(loaded, job);
            loaded.rows.clear();
        }
    }
    loaded.last = true;
    answer(std::move(loaded), job);
}

void Store::answer(core::StoreEvent event, const Job& job) {
    const std::uint64_t number = ++m_numbers;
    m_answers.emplace(number, std::move(event));
    Instant& last = m_lastAnswers[job.owner];
    last = std::max(last, m_queue.now() + draw(m_random, m_model.answer));
    m_queue.schedule(last - m_queue.now(),
                     storeEvent(EventKind::StoreAnswers, job.owner, job.generation, number));
}

}  // namespace orrery::simulation
