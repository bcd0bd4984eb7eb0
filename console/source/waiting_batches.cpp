// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/waiting_batches.h"

#include <algorithm>
#include <utility>

namespace orrery::console {

bool WaitingBatches::isCalm(const StreamBatch& batch) {
    const bool isOrdinary = !batch.restart && !batch.contact && !batch.alarms && !batch.archive;
    return isOrdinary && std::all_of(batch.messages.begin(), batch.messages.end(), [](const ReceivedMessage& received) {
        return std::holds_alternative<model::UnitTelemetry>(*received.message) ||
               std::holds_alternative<model::Alive>(*received.message);
    });
}

void WaitingBatches::add(StreamBatchPointer batch) {
    m_unread += batch->unread.size();
    m_bytes += batch->unread.byteCount();
    m_batches.push_back(std::move(batch));
}

StreamBatchPointer WaitingBatches::takeRipe(Instant now) {
    const bool isRipe = !empty() && (now - m_batches.front()->now.at >= span || m_bytes > mostBytes);
    return isRipe ? takeOldest() : nullptr;
}

StreamBatchPointer WaitingBatches::takeOldest() {
    if (empty()) {
        return nullptr;
    }
    StreamBatchPointer oldest = std::move(m_batches.front());
    m_batches.pop_front();
    m_unread -= oldest->unread.size();
    m_bytes -= oldest->unread.byteCount();
    return oldest;
}

}  // namespace orrery::console
