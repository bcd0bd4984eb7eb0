// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Replies as trees, without recursion: the open aggregates are a stack of their own, so the depth of
// hostile input is a number that is compared and not a call stack that overflows.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <ranges>

#include "shared/resp/integer.h"
#include "shared/resp/parser.h"

namespace orrery::resp {
namespace {

/// A count in a header may be large without its items ever coming: space grows with what came.
constexpr std::size_t reservedItems = 64;
/// Lists whose room is kept: more than a record of the grid has.
constexpr std::size_t mostSpare = 128;

}  // namespace

void ReplyParser::feed(std::string_view bytes) {
    if (!m_error.empty()) {
        return;
    }
    if (m_start > 0 && m_start >= m_buffer.size() / 2) {
        m_buffer.erase(0, m_start);
        m_streamOffset += m_start;
        m_searched -= m_start;
        m_start = 0;
    }
    m_buffer.append(bytes);
}

Progress ReplyParser::next() {
    m_complete = false;
    while (m_error.empty() && !m_complete && step()) {
    }
    if (!m_error.empty()) {
        return Progress::Failed;
    }
    return m_complete ? Progress::Complete : Progress::NeedMore;
}

bool ReplyParser::step() {
    const std::size_t limit = m_start + m_limits.inlineLength + 1;
    const std::size_t stop = std::min(m_buffer.size(), limit);
    const std::size_t end = std::string_view(m_buffer).substr(0, stop).find('\r', m_searched);
    if (end == std::string_view::npos) {
        m_searched = stop;
        return stop == limit ? fail("a line is over its limit") : false;
    }
    m_searched = end;
    if (end + 1 == m_buffer.size()) {
        return false;
    }
    if (m_buffer[end + 1] != '\n') {
        return fail("a line does not end in CR LF");
    }
    if (end == m_start) {
        return fail("an empty line where a value should be");
    }
    return dispatch(std::string_view(m_buffer).substr(m_start, end - m_start));
}

bool ReplyParser::dispatch(std::string_view line) {
    const std::string_view body = line.substr(1);
    const std::size_t length = line.size() + 2;
    switch (line.front()) {
    case '+': return readText(Kind::Simple, body, length);
    case '-': return readText(Kind::Error, body, length);
    case ':': return readInteger(body, length);
    case '_': return body.empty() ? readNull(length) : fail("a null with a value");
    case ',': return readDouble(body, length);
    case '#': return readBoolean(body, length);
    case '(': return readBigNumber(body, length);
    case '$': return readBulk(Kind::Bulk, body, length);
    case '!': return readBulk(Kind::Error, body, length);
    case '=': return readBulk(Kind::Verbatim, body, length);
    case '*': return readAggregate(Kind::Array, body, length);
    case '%': return readAggregate(Kind::Map, body, length);
    case '~': return readAggregate(Kind::Set, body, length);
    case '>': return readAggregate(Kind::Push, body, length);
    case '|': return readAttribute(body, length);
    default: return fail("no value starts with this byte");
    }
}

bool ReplyParser::readText(Kind kind, std::string_view body, std::size_t length) {
    if (!consume(length)) {
        return false;
    }
    Value& value = place();
    value.kind = kind;
    value.text.assign(body);
    return close();
}

bool ReplyParser::readNull(std::size_t length) {
    if (!consume(length)) {
        return false;
    }
    place();
    return close();
}

bool ReplyParser::readInteger(std::string_view body, std::size_t length) {
    const auto number = parseInteger(body.substr(body.starts_with('+') ? 1 : 0));
    if (!number) {
        return fail("not an integer");
    }
    if (!consume(length)) {
        return false;
    }
    Value& value = place();
    value.kind = Kind::Integer;
    value.integer = *number;
    return close();
}

bool ReplyParser::readDouble(std::string_view body, std::size_t length) {
    double number = 0;
    const char* const end = body.data() + body.size();
    const auto [stop, error] = std::from_chars(body.data(), end, number);
    if (error != std::errc() || stop != end) {
        return fail("not a number");
    }
    if (!consume(length)) {
        return false;
    }
    Value& value = place();
    value.kind = Kind::Double;
    value.number = number;
    return close();
}

bool ReplyParser::readBoolean(std::string_view body, std::size_t length) {
    if (body != "t" && body != "f") {
        return fail("not a boolean");
    }
    const std::int64_t truth = body == "t" ? 1 : 0;
    if (!consume(length)) {
        return false;
    }
    Value& value = place();
    value.kind = Kind::Boolean;
    value.integer = truth;
    return close();
}

bool ReplyParser::readBigNumber(std::string_view body, std::size_t length) {
    const std::string_view digits = body.substr(body.starts_with('-') ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
        return fail("not a big number");
    }
    return readText(Kind::BigNumber, body, length);
}

bool ReplyParser::readBulk(Kind kind, std::string_view body, std::size_t length) {
    const auto size = parseInteger(body);
    if (kind == Kind::Bulk && size == -1) {
        return readNull(length);
    }
    if (!size || *size < 0 || *size > static_cast<std::int64_t>(m_limits.bulkLength)) {
        return fail("invalid length of a string");
    }
    const std::size_t whole = length + static_cast<std::size_t>(*size) + 2;
    if (m_buffer.size() - m_start < whole) {
        return false;
    }
    std::string_view text(m_buffer.data() + m_start + length, static_cast<std::size_t>(*size));
    if (std::memcmp(text.data() + text.size(), "\r\n", 2) != 0) {
        return fail("a string does not end in CR LF");
    }
    if (kind == Kind::Verbatim) {
        if (text.size() < 4 || text[3] != ':') {
            return fail("a verbatim string without its format");
        }
        text.remove_prefix(4);
    }
    return readText(kind, text, whole);
}

bool ReplyParser::readAggregate(Kind kind, std::string_view body, std::size_t length) {
    const auto count = parseInteger(body);
    if (kind == Kind::Array && count == -1) {
        return readNull(length);
    }
    if (!count || *count < 0 || *count > static_cast<std::int64_t>(m_limits.itemCount)) {
        return fail("invalid count of items");
    }
    const std::size_t items = static_cast<std::size_t>(*count) * (kind == Kind::Map ? 2 : 1);
    return consume(length) && open(kind, items, Fate::Kept);
}

bool ReplyParser::readAttribute(std::string_view body, std::size_t length) {
    const auto count = parseInteger(body);
    if (!count || *count < 0 || *count > static_cast<std::int64_t>(m_limits.itemCount)) {
        return fail("invalid count of items");
    }
    const std::size_t items = static_cast<std::size_t>(*count) * 2;
    return consume(length) && (items == 0 || open(Kind::Map, items, Fate::Dropped));
}

bool ReplyParser::open(Kind kind, std::size_t items, Fate fate) {
    m_itemCount += items;
    if (m_itemCount > m_limits.itemCount) {
        return fail("more items than the limit");
    }
    if (items == 0) {
        place().kind = kind;
        return close();
    }
    if (m_open.size() == m_limits.depth) {
        return fail("nested deeper than the limit");
    }
    std::unique_ptr<Value> attribute = fate == Fate::Dropped ? std::make_unique<Value>() : nullptr;
    Value& value = attribute ? *attribute : place();
    value.kind = kind;
    if (!m_spare.empty()) {
        value.items = std::move(m_spare.back());
        m_spare.pop_back();
    }
    value.items.reserve(std::min(items, reservedItems));
    m_open.push_back({&value == &m_value ? nullptr : &value, items, std::move(attribute)});
    return true;
}

void ReplyParser::giveBack(Value value) { keepRoomOf(value); }

void ReplyParser::keepRoomOf(Value& value) {
    for (Value& item : std::views::reverse(value.items)) {
        keepRoomOf(item);
    }
    const std::size_t room = value.items.capacity();
    if (room > 0 && room <= reservedItems && m_spare.size() < mostSpare) {
        value.items.clear();
        m_spare.push_back(std::move(value.items));
    }
}

Value& ReplyParser::place() {
    if (!m_open.empty()) {
        Value* const parent = m_open.back().value;
        return (parent != nullptr ? *parent : m_value).items.emplace_back();
    }
    m_value = Value();
    return m_value;
}

bool ReplyParser::close() {
    while (!m_open.empty()) {
        if (--m_open.back().missing > 0) {
            return true;
        }
        const bool isDropped = m_open.back().attribute != nullptr;
        m_open.pop_back();
        if (isDropped) {
            return true;
        }
    }
    m_complete = true;
    m_valueLength = 0;
    m_itemCount = 0;
    return true;
}

bool ReplyParser::consume(std::size_t length) {
    if (m_valueLength + length > m_limits.requestLength) {
        return fail("a reply is over its limit");
    }
    m_valueLength += length;
    m_start += length;
    m_searched = m_start;
    return true;
}

bool ReplyParser::fail(std::string_view reason) {
    m_error = "malformed reply at byte " + std::to_string(m_streamOffset + m_start) + ": ";
    m_error.append(reason);
    m_open.clear();
    return false;
}

}  // namespace orrery::resp
