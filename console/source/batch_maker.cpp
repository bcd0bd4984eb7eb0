// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/batch_maker.h"

#include <utility>

namespace orrery::console {

BatchMaker::BatchMaker(std::function<Moment()> clock, std::function<void(const StreamBatchPointer&)> out)
    : m_clock(std::move(clock)), m_out(std::move(out)), m_batch(std::make_shared<StreamBatch>()) {}

void BatchMaker::contactChanged(const Contact& contact) {
    deliver();
    m_batch->contact = contact;
    if (contact.state != ContactState::Live) {
        deliver();
    }
}

void BatchMaker::gridChanged() {
    deliver();
    m_batch->restart = true;
}

void BatchMaker::received(ReceivedMessage message) {
    m_batch->messages.push_back(std::move(message));
    deliverWhenFull();
}

void BatchMaker::passedOver(const Moment& at, UnitId unit, std::string_view bytes) {
    m_batch->unread.add(at, unit, bytes);
    deliverWhenFull();
}

void BatchMaker::deliverWhenFull() {
    if (m_batch->messages.size() + m_batch->unread.size() >= largestBatch) {
        deliver();
    }
}

void BatchMaker::deliver(Course course) {
    m_batch->now = m_clock();
    m_batch->settled = course == Course::Settled;
    const auto batch = std::exchange(m_batch, std::make_shared<StreamBatch>());
    m_batch->unread.reserveLike(batch->unread);   // As many are about to come.
    m_out(batch);
}

}  // namespace orrery::console
