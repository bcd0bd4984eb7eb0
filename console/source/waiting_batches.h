// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the recorder has not written yet while nobody looks. A window that is not seen reads one sample a second of
// each unit; the others are worth their place in the recording only when something happens. So they wait for a
// few seconds: nothing happened, and they go; something did, and they are written like all others.
//
// Plain object; the Recorder calls it.
#pragma once

#include <deque>

#include "console/state/stream_batch.h"

namespace orrery::console {

class WaitingBatches {
public:
    /// How long before a trouble every sample is kept, and so what a crash of an unseen console costs its ring.
    static constexpr Duration span = seconds(5);
    /// Of unread samples; with more the oldest batch is ripe at once.
    static constexpr std::size_t mostBytes = 32 * 1024 * 1024;

    /// Whether nothing but samples and signs of life came: such a batch may wait.
    static bool isCalm(const StreamBatch& batch);

    bool empty() const { return m_batches.empty(); }
    /// True while one of them holds samples that nobody read.
    bool holdsUnread() const { return m_unread > 0; }
    void add(StreamBatchPointer batch);
    /// The oldest when it has waited its time at `now`: its unread samples may go. Null: none is ripe.
    StreamBatchPointer takeRipe(Instant now);
    /// The oldest; null when there is none.
    StreamBatchPointer takeOldest();

private:
    std::deque<StreamBatchPointer> m_batches;
    std::size_t m_unread = 0, m_bytes = 0;
};

}  // namespace orrery::console
