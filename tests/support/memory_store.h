// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A store in memory with the rules of the real one, for tests of the pump, that fails when it is told to.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "cluster/core/store_request.h"

namespace orrery::test {

class MemoryStore {
public:
    /// The next requests fail so, one each, without effect.
    std::deque<core::StoreFailureKind> failures;
    /// The next requests take effect and fail all the same: the answer was lost.
    int lostAnswers = 0;
    /// Rows with these keys are refused.
    std::set<std::string> poison;

    std::map<std::string, core::StoreRow> rows;
    std::map<PartitionId, std::pair<Epoch, Position>> fences;
    std::size_t batches = 0;

    core::StoreEvent answer(const core::StoreRequest& request) {
        const core::StoreRequestId id = std::visit([](const auto& what) { return what.id; }, request);
        if (!failures.empty()) {
            const core::StoreFailureKind kind = failures.front();
            failures.pop_front();
            return core::StoreFailed{id, kind, {}, "told to fail"};
        }
        core::StoreEvent event = carryOut(request);
        if (lostAnswers > 0) {
            --lostAnswers;
            return core::StoreFailed{id, core::StoreFailureKind::Unavailable, {}, "the answer was lost"};
        }
        return event;
    }

private:
    core::StoreEvent carryOut(const core::StoreRequest& request) {
        if (const auto* claim = std::get_if<core::StoreClaim>(&request)) {
            auto& [epoch, watermark] = fences[claim->partition];
            if (epoch > claim->epoch) {
                return core::StoreFailed{claim->id, core::StoreFailureKind::Fenced, claim->partition, "fenced"};
            }
            epoch = claim->epoch;
            return core::StoreClaimed{claim->id, claim->partition, watermark};
        }
        const auto& batch = std::get<core::StoreBatch>(request);
        for (const core::StorePiece& piece : batch.pieces) {
            if (fences[piece.partition].first != piece.fence) {
                return core::StoreFailed{batch.id, core::StoreFailureKind::Fenced, piece.partition, "fenced"};
            }
            for (const core::StoreRow& row : piece.rows) {
                if (poison.contains(row.key)) {
                    return core::StoreFailed{batch.id, core::StoreFailureKind::Rejected, {}, "bad " + row.key};
                }
            }
        }
        for (const core::StorePiece& piece : batch.pieces) {
            Position& watermark = fences[piece.partition].second;
            watermark = std::max(watermark, piece.watermark);
            for (const core::StoreRow& row : piece.rows) {
                core::StoreRow& stored = rows[row.key];
                if (stored.position < row.position) {
                    stored = row;
                }
            }
        }
        ++batches;
        return core::StoreCommitted{batch.id, milliseconds(2)};
    }
};

}  // namespace orrery::test
