// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gathers what a source brings into batches, and keeps the order that StreamBatch promises: a change of
// our link, or of the grid, stands before the messages that came after it. Plain object on the source's
// worker thread.
#pragma once

#include <functional>
#include <string_view>

#include "console/state/stream_batch.h"

namespace orrery::console {

/// Whether something follows by itself.
enum class Course { Running, Settled };

class BatchMaker {
public:
    static constexpr std::size_t largestBatch = 4096;  ///< Messages; more are given out at once.

    /// `clock` tells the source's time, `out` takes each batch.
    BatchMaker(std::function<Moment()> clock, std::function<void(const StreamBatchPointer&)> out);

    void contactChanged(const Contact& contact);
    void gridChanged();
    void received(ReceivedMessage message);
    void passedOver(const Moment& at, UnitId unit, std::string_view bytes);
    /// Gives out what there is, if need be nothing but the time.
    void deliver(Course course = Course::Running);

private:
    void deliverWhenFull();

    std::function<Moment()> m_clock;
    std::function<void(const StreamBatchPointer&)> m_out;
    std::shared_ptr<StreamBatch> m_batch;  ///< Being filled; never null.
};

}  // namespace orrery::console
