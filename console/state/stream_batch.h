// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a source hands out: an immutable run of messages with the time each was received. Batches
// are made on the source's worker thread and passed on by pointer; nobody changes one after it is
// out.
//
// A source gives a batch at least every 100 ms (250 while nobody looks) while its clock runs, if need be an empty one: the
// batch's `now` is what makes values age.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QMetaType>

#include "console/state/alarm.h"
#include "console/state/contact.h"
#include "console/state/history_tier.h"
#include "console/state/moment.h"
#include "shared/base/ids.h"
#include "shared/model/codec.h"

namespace orrery::console {

struct ReceivedMessage {
    Moment at;
    std::shared_ptr<const model::StreamMessage> message;  ///< Never null.
    std::string bytes;  ///< The push as it came over the wire; empty when the source has no wire.
};

/// A sample that nobody had to look at: only its bytes as they came over the wire, for whoever records.
struct UnreadSample {
    Moment at;
    UnitId unit;
    std::string_view bytes;
};

/// Such samples in the order received. Their bytes lie in one piece: there are thousands a second.
class UnreadSamples {
public:
    void add(const Moment& at, UnitId unit, std::string_view bytes) {
        m_entries.push_back({at, unit, m_bytes.size(), bytes.size()});
        m_bytes.append(bytes);
    }
    /// Makes room for as many as `others` are.
    void reserveLike(const UnreadSamples& others) {
        m_entries.reserve(others.m_entries.size());
        m_bytes.reserve(others.m_bytes.size());
    }
    std::size_t size() const { return m_entries.size(); }
    std::size_t byteCount() const { return m_bytes.size(); }
    /// `index` must be below size(). What it points to lives as long as this.
    UnreadSample at(std::size_t index) const {
        const Entry& entry = m_entries[index];
        return {entry.at, entry.unit, std::string_view(m_bytes).substr(entry.begin, entry.length)};
    }

private:
    struct Entry {
        Moment at;
        UnitId unit;
        std::size_t begin, length;
    };
    std::vector<Entry> m_entries;
    std::string m_bytes;
};

struct StreamBatch {
    Moment now;                      ///< The source's clock when the batch was closed.
    bool restart = false;            ///< Forget everything before: another grid, or a jump in time.
    bool settled = false;            ///< Nothing follows until someone asks (paused, end of file).
    std::optional<Contact> contact;  ///< Set when our link changed before these messages.
    std::vector<ReceivedMessage> messages;  ///< In the order received.
    /// Of units whose newer or older samples stand among messages; in the order received. The two lists
    /// together are what came; `at` tells the order between them.
    UnreadSamples unread;
    /// The first so many messages restore what was known at one instant: they are older than what
    /// follows, may lack parts of the grid, and so make no points of the grid's curves.
    std::size_t restored = 0;
    /// Curves from before the messages, of a source that keeps them; taken over with `restart`.
    std::shared_ptr<const HistoryArchive> archive;
    /// The alarms as they stood at `now`, of a source that kept them; from then on they are shown and none are
    /// judged. Null: as before; with `restart`: none were kept.
    std::shared_ptr<const std::vector<Alarm>> alarms;
    /// Another batch follows at once, and only that one's moment is to be shown.
    bool unfinished = false;
};

using StreamBatchPointer = std::shared_ptr<const StreamBatch>;

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::StreamBatchPointer)
