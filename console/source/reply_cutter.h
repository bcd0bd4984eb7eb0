// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts the bytes of a connection into replies and pushes, and keeps each one's bytes beside its value:
// a recording holds what came over the wire, not what the console made of it. Plain object.
#pragma once

#include <string>
#include <string_view>

#include <QString>

#include "shared/resp/parser.h"

namespace orrery::console {

class ReplyCutter {
public:
    static constexpr std::size_t longestReply = 32 * 1024 * 1024;

    ReplyCutter();

    /// Appends bytes as they came.
    void feed(std::string_view bytes);
    /// Complete: value() and bytes() hold the next reply until the following call. NeedMore: feed more.
    /// Failed: error() says why; start over with reset().
    resp::Progress next();
    /// Valid once after each Complete.
    resp::Value takeValue() { return m_parser.take(); }
    const std::string& bytes() const { return m_bytes; }
    const QString& error() const { return m_error; }
    /// Forgets everything, for another connection.
    void reset();

private:
    resp::ReplyParser m_parser;
    std::string m_raw;          ///< Fed and not given out, and m_given bytes before it.
    std::size_t m_given = 0;
    std::string m_bytes;
    QString m_error;
};

}  // namespace orrery::console
