// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts the bytes of a connection into replies and pushes, and gives each one's bytes: a recording holds
// what came over the wire, not what the console made of it. Their values are read on demand. Plain object.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <QString>

#include "console/source/byte_room.h"
#include "shared/resp/reply_scanner.h"

namespace orrery::console {

class ReplyCutter {
public:
    static constexpr std::size_t longestReply = 32 * 1024 * 1024;

    ReplyCutter();

    /// Appends bytes as they came.
    void feed(std::string_view bytes);
    /// The same without a copy: `read` is called once with room for `count` bytes, writes there and returns how many it
    /// wrote, 0 to `count`.
    void feed(std::size_t count, const std::function<std::size_t(char* room)>& read);
    /// Complete: bytes() shows the next reply until the following call of anything but readValue() and
    /// giveBack(). NeedMore: feed more. Failed: error() says why; start over with reset().
    resp::Progress next();
    std::string_view bytes() const { return m_bytes; }
    /// What bytes() says. None when it is malformed inside: error() says why; start over with reset().
    std::optional<resp::Value> readValue();
    /// Takes back a value that nobody reads any more, so that reading the next costs less.
    void giveBack(resp::Value value);
    const QString& error() const { return m_error; }
    /// Forgets everything, for another connection.
    void reset();

private:
    void misunderstood(const std::string& why);

    resp::ReplyScanner m_scanner;
    resp::ReplyParser m_parser;
    ByteRoom m_raw;             ///< Fed and not given out, and m_given bytes before it.
    std::size_t m_given = 0;
    std::string_view m_bytes;   ///< In m_raw.
    QString m_error;
};

}  // namespace orrery::console
