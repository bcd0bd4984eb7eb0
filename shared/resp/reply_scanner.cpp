// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No tree and no stack: of all open aggregates together it is enough to know how many values are missing.
#include "shared/resp/reply_scanner.h"

#include <algorithm>

#include "shared/resp/integer.h"

namespace orrery::resp {
namespace {

constexpr std::ptrdiff_t longestNumber = 22;   ///< With its type and its end.

/// The end of a number's whole line at `at`, of which longestNumber bytes are there; null for any other line.
const char* behindNumber(const char* at) {
    const char* end = at + 1;
    while (end < at + longestNumber - 2 && *end != '\r') {
        ++end;
    }
    return *at == ':' && end[0] == '\r' && end[1] == '\n' ? end + 2 : nullptr;
}

/// The end of a whole string of at most 99 bytes at `at`, of which longestNumber bytes are there; null for
/// anything else.
const char* behindString(const char* at, const char* bufferEnd) {
    const auto digit = [](char letter) { return static_cast<unsigned>(letter - '0'); };
    unsigned length = digit(at[1]);
    const char* lineEnd = at + 2;
    if (*at != '$' || length > 9) {
        return nullptr;
    }
    if (length > 0 && digit(*lineEnd) <= 9) {
        length = length * 10 + digit(*lineEnd++);
    }
    const char* const text = lineEnd + 2;
    const bool isThere = bufferEnd - text >= static_cast<std::ptrdiff_t>(length) + 2;
    return lineEnd[0] == '\r' && lineEnd[1] == '\n' && isThere && text[length] == '\r' && text[length + 1] == '\n'
               ? text + length + 2
               : nullptr;
}

}  // namespace

Progress ReplyScanner::scan(std::string_view buffer) {
    do {
        passUsual(buffer);
    } while (m_error.empty() && m_missing > 0 && step(buffer));
    if (m_error.empty() && m_scanned > m_limits.requestLength) {
        fail("a reply is over its limit");
    }
    if (!m_error.empty()) {
        return Progress::Failed;
    }
    if (m_missing > 0) {
        return Progress::NeedMore;
    }
    m_length = m_scanned;
    m_streamOffset += m_length;
    m_scanned = 0;
    m_searched = 0;
    m_missing = 1;
    m_itemCount = 0;
    return Progress::Complete;
}

void ReplyScanner::passUsual(std::string_view buffer) {
    const char* const end = buffer.data() + buffer.size();
    const char* at = buffer.data() + m_scanned;
    const char* next = at;
    while (m_missing > 0 && next != nullptr && end - at >= longestNumber) {
        next = behindNumber(at);
        next = next != nullptr ? next : behindString(at, end);
        if (next != nullptr) {
            at = next;
            --m_missing;
        }
    }
    m_scanned = static_cast<std::size_t>(at - buffer.data());
    m_searched = std::max(m_searched, m_scanned);
}

bool ReplyScanner::step(std::string_view buffer) {
    const std::size_t limit = m_scanned + m_limits.inlineLength + 1;
    const std::size_t stop = std::min(buffer.size(), limit);
    // Lines are short: a loop is done before a search has been set up.
    std::size_t end = std::max(m_searched, m_scanned);
    while (end < stop && buffer[end] != '\r') {
        ++end;
    }
    m_searched = end;
    if (end == stop) {
        return stop == limit ? fail("a line is over its limit") : false;
    }
    if (end + 1 == buffer.size()) {
        return false;
    }
    if (buffer[end + 1] != '\n') {
        return fail("a line does not end in CR LF");
    }
    if (end == m_scanned) {
        return fail("an empty line where a value should be");
    }
    const std::string_view body = buffer.substr(m_scanned + 1, end - m_scanned - 1);
    const char type = buffer[m_scanned];
    switch (type) {
    case '+': case '-': case ':': case '_': case ',': case '#': case '(':
        --m_missing;
        return pass(end + 2);
    case '$': case '!': case '=': return passString(buffer, body, end + 2);
    case '*': case '%': case '~': case '>': case '|': return passHeader(type, body, end + 2);
    default: return fail("no value starts with this byte");
    }
}

bool ReplyScanner::passString(std::string_view buffer, std::string_view body, std::size_t next) {
    const auto size = parseInteger(body);
    if (size == -1 && buffer[m_scanned] == '$') {
        --m_missing;
        return pass(next);
    }
    if (!size || *size < 0 || *size > static_cast<std::int64_t>(m_limits.bulkLength)) {
        return fail("invalid length of a string");
    }
    const std::size_t textEnd = next + static_cast<std::size_t>(*size);
    if (buffer.size() < textEnd + 2) {
        return false;
    }
    if (buffer[textEnd] != '\r' || buffer[textEnd + 1] != '\n') {
        return fail("a string does not end in CR LF");
    }
    --m_missing;
    return pass(textEnd + 2);
}

bool ReplyScanner::passHeader(char type, std::string_view body, std::size_t next) {
    const auto count = parseInteger(body);
    if (count == -1 && type == '*') {
        --m_missing;
        return pass(next);
    }
    if (!count || *count < 0 || *count > static_cast<std::int64_t>(m_limits.itemCount)) {
        return fail("invalid count of items");
    }
    const bool isPairs = type == '%' || type == '|';
    const std::size_t items = static_cast<std::size_t>(*count) * (isPairs ? 2 : 1);
    m_itemCount += items;
    if (m_itemCount > m_limits.itemCount) {
        return fail("more items than the limit");
    }
    // An attribute stands beside the value it belongs to and not for it.
    m_missing += items - (type == '|' ? 0 : 1);
    return pass(next);
}

bool ReplyScanner::pass(std::size_t next) {
    m_scanned = next;
    m_searched = next;
    return next <= m_limits.requestLength || fail("a reply is over its limit");
}

bool ReplyScanner::fail(std::string_view reason) {
    m_error = "malformed reply at byte " + std::to_string(m_streamOffset + m_scanned) + ": ";
    m_error.append(reason);
    return false;
}

}  // namespace orrery::resp
