// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Incremental RESP parsing with a limit on every length. Two parsers, because the two directions
// differ: requests are flat lists of arguments and hot, replies are trees and rare.
//
// Both read from a buffer that the caller owns and grows: they take the bytes from the start of the
// unfinished value and say how many bytes the finished value took. What was scanned is not scanned
// again, so a value that arrives byte by byte costs no more than one that arrives whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"
#include "shared/resp/value.h"

namespace orrery::resp {

/// Every bound in one place. The defaults are those of Redis, save the bulk length (512 MB) and the
/// count of arguments (2^31 - 1 since Redis 7).
struct Limits {
    std::size_t inlineLength = 64 * 1024;       ///< An inline command, or a header line.
    std::size_t argumentCount = 1024 * 1024;    ///< Arguments of one request.
    std::size_t bulkLength = 64 * 1024 * 1024;  ///< One argument or bulk reply.
    std::size_t requestLength = 256 * 1024 * 1024;  ///< One whole request or reply.
    std::size_t depth = 16;                     ///< Nesting of a reply.
    std::size_t itemCount = 4 * 1024 * 1024;    ///< Items of one reply, at every depth together.
};

enum class Progress : std::uint8_t { NeedMore, Complete, Failed };

/// Parses client requests: arrays of bulk strings, or an inline line as typed into telnet. Allocates
/// nothing once its vectors have grown to the usual request.
class RequestParser {
public:
    explicit RequestParser(Limits limits = {}) : m_limits(limits) {}

    /// Looks at `buffer`, which starts at the first byte of the unfinished request and may have grown
    /// since the last call (it may also have moved).
    /// Complete: arguments() holds views into `buffer` (of an inline request: into the parser, valid
    /// until the next call), consumed() the length of the request; the next call must start behind it.
    /// An empty request (blank line, "*0") is complete with no arguments.
    /// Failed: error() holds the text to send before closing ("ERR Protocol error: ..."), as Redis
    /// words it; the parser stays failed.
    Progress parse(std::string_view buffer);

    const std::vector<std::string_view>& arguments() const { return m_arguments; }
    std::size_t consumed() const { return m_consumed; }
    const std::string& error() const { return m_error; }

private:
    struct Extent { std::size_t offset; std::size_t length; };
    Progress parseInline(std::string_view buffer);
    Progress parseMultibulk(std::string_view buffer);
    Progress parseHeader(std::string_view buffer);
    Progress parseBulk(std::string_view buffer);
    /// Moves m_searched to the next `end` of the line at m_scanned. NeedMore when it is not there yet,
    /// Failed (without an error text) when the line is over its limit.
    Progress findLineEnd(std::string_view buffer, char end);
    Progress fail(std::string_view reason);
    Progress finish(std::string_view text);

    static constexpr std::size_t noBulk = static_cast<std::size_t>(-1);

    Limits m_limits;
    std::vector<Extent> m_extents;             ///< Arguments found so far in the unfinished request.
    std::vector<std::string_view> m_arguments;
    std::size_t m_expected = 0;                ///< Arguments the header announced; 0 = no header yet.
    std::size_t m_bulkLength = noBulk;         ///< Length of the argument whose bytes come next.
    std::size_t m_scanned = 0;                 ///< Bytes of the unfinished request already understood.
    std::size_t m_searched = 0;                ///< Bytes before it hold no end of the current line.
    std::size_t m_consumed = 0;
    std::string m_inlineText;                  ///< Arguments of an inline request, unquoted.
    std::string m_error;
};

/// Parses RESP2 and RESP3 replies and pushes into trees. Attributes ("|") are read and dropped.
/// Streamed strings and aggregates ("$?", "*?"), which no server sends, are refused.
class ReplyParser {
public:
    explicit ReplyParser(Limits limits = {}) : m_limits(limits) {}

    /// Appends bytes as they come from a socket; memory held is at most one value over its limit.
    void feed(std::string_view bytes);

    /// Complete: take() gives the next reply. NeedMore: feed more. Failed: error() says what and at
    /// which byte of the stream; the parser stays failed.
    Progress next();

    Value take() { return std::move(m_value); }
    /// Takes back what nobody reads any more: the next replies are built in the room of its lists, as far as a bounded
    /// number of short ones goes. Finding new room for each list is most of what reading a record costs.
    void giveBack(Value value);
    const std::string& error() const { return m_error; }
    /// Bytes fed and not understood yet.
    std::size_t bufferedBytes() const { return m_buffer.size() - m_start; }
    /// Lists whose room is kept.
    std::size_t spareLists() const { return m_spare.size(); }

private:
    /// A value is built where it will stay: its address holds, for the list around it waits until it is whole.
    struct Open {
        Value* value;  ///< Null: m_value itself, which moves with the parser.
        std::size_t missing;
        std::unique_ptr<Value> attribute;  ///< Of an attribute: what is read and dropped; `value` points to it.
    };
    /// One line or leaf at m_start; false when bytes are missing or parsing failed.
    bool step();
    bool dispatch(std::string_view line);
    /// Each takes the body of a line behind its type byte and the line's length with its end.
    bool readText(Kind kind, std::string_view body, std::size_t length);
    bool readNull(std::size_t length);
    bool readInteger(std::string_view body, std::size_t length);
    bool readDouble(std::string_view body, std::size_t length);
    bool readBoolean(std::string_view body, std::size_t length);
    bool readBigNumber(std::string_view body, std::size_t length);
    bool readBulk(Kind kind, std::string_view body, std::size_t length);
    bool readAggregate(Kind kind, std::string_view body, std::size_t length);
    bool readAttribute(std::string_view body, std::size_t length);
    /// Where an attribute's items go.
    enum class Fate { Kept, Dropped };
    bool open(Kind kind, std::size_t items, Fate fate);
    /// Of `value` and all below it, the innermost and last first.
    void keepRoomOf(Value& value);
    /// A place for the next value, empty.
    Value& place();
    /// The value at place() is whole: closes every aggregate that it completes.
    bool close();
    bool consume(std::size_t length);
    bool fail(std::string_view reason);

    Limits m_limits;
    std::string m_buffer;
    std::size_t m_start = 0;         ///< Bytes before it are understood.
    std::size_t m_searched = 0;      ///< Bytes between m_start and it hold no end of line.
    std::size_t m_streamOffset = 0;  ///< Bytes of the stream before the start of m_buffer.
    std::size_t m_valueLength = 0;   ///< Bytes of the unfinished reply already understood.
    std::size_t m_itemCount = 0;     ///< Items the unfinished reply's headers announced.
    std::vector<Open> m_open;        ///< Aggregates that wait for items, outermost first.
    Value m_value;
    std::vector<std::vector<Value>> m_spare;   ///< Empty lists with room; the next to be used is the last.
    bool m_complete = false;
    std::string m_error;
};

}  // namespace orrery::resp
