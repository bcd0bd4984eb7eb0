// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a subscription to a grid's stream says, whatever brings its bytes: a socket, or the front door of
// a simulated agent. Knows where to go on after an interruption, and that another grid may answer then.
// Plain object.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <QString>

#include "console/state/event_numbering.h"
#include "shared/model/codec_tolerant.h"

namespace orrery::console {

enum class StreamFinding {
    Message,     ///< `message` is set.
    Skipped,     ///< Of a kind this console does not know: newer grids say more. Nothing to do.
    Unreadable,  ///< Broken; `why` says how. Close the connection.
    OtherGrid,   ///< `message` is the state of another grid than the one gone on with, or of one whose
                 ///< control log began anew: the events that were asked for are not its own. Close the
                 ///< connection and subscribe again.
};

struct StreamReading {
    StreamFinding finding = StreamFinding::Skipped;
    std::shared_ptr<const model::StreamMessage> message;
    bool gridChanged = false;  ///< What was shown before was another grid.
    QString why;               ///< Unreadable, OtherGrid: for a person.
};

class StreamReader {
public:
    /// GRID SUBSCRIBE, from behind the last event that was read.
    std::vector<std::string> subscribeCommand();
    StreamReading read(const resp::Value& push);
    /// What a newer grid says and this console cannot show, for a person; empty when it shows all.
    QString leftOut() const;

private:
    std::string m_gridId;
    EventNumbering m_numbering;
    Epoch m_epoch;  ///< The highest of a state of this grid.
    model::Omissions m_omissions;
    bool m_resumed = false;  ///< Subscribed from an event number of the grid known before.
};

}  // namespace orrery::console
