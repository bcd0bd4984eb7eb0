// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hot direction. The rules and texts are those of Redis (networking.c, processMultibulkBuffer and
// processInlineBuffer), with one addition: a whole request has a limit too.
#include <algorithm>
#include <cstring>

#include "shared/resp/inline_words.h"
#include "shared/resp/integer.h"
#include "shared/resp/parser.h"

namespace orrery::resp {
namespace {

/// A request with more arguments than this is rare: its memory is given back afterwards.
constexpr std::size_t keptArguments = 1024;

}  // namespace

Progress RequestParser::parse(std::string_view buffer) {
    if (!m_error.empty()) {
        return Progress::Failed;
    }
    if (buffer.empty()) {
        return Progress::NeedMore;
    }
    return buffer.front() == '*' ? parseMultibulk(buffer) : parseInline(buffer);
}

Progress RequestParser::parseMultibulk(std::string_view buffer) {
    if (m_expected == 0) {
        const Progress header = parseHeader(buffer);
        if (header != Progress::Complete) {
            return header;
        }
    }
    while (m_extents.size() < m_expected) {
        const Progress argument = parseBulk(buffer);
        if (argument != Progress::Complete) {
            return argument;
        }
    }
    return finish(buffer);
}

Progress RequestParser::parseHeader(std::string_view buffer) {
    const Progress line = findLineEnd(buffer, '\r');
    if (line != Progress::Complete) {
        return line == Progress::Failed ? fail("too big mbulk count string") : line;
    }
    const std::optional<std::int64_t> count = parseInteger(buffer.substr(1, m_searched - 1));
    if (!count || *count > static_cast<std::int64_t>(m_limits.argumentCount)) {
        return fail("invalid multibulk length");
    }
    m_scanned = m_searched = m_searched + 2;
    m_expected = static_cast<std::size_t>(std::max<std::int64_t>(*count, 0));
    return Progress::Complete;
}

Progress RequestParser::parseBulk(std::string_view buffer) {
    if (m_bulkLength == noBulk) {
        const Progress line = findLineEnd(buffer, '\r');
        if (line != Progress::Complete) {
            return line == Progress::Failed ? fail("too big bulk count string") : line;
        }
        if (buffer[m_scanned] != '$') {
            return fail(std::string("expected '$', got '") + buffer[m_scanned] + "'");
        }
        const auto length = parseInteger(buffer.substr(m_scanned + 1, m_searched - m_scanned - 1));
        if (!length || *length < 0 || *length > static_cast<std::int64_t>(m_limits.bulkLength)) {
            return fail("invalid bulk length");
        }
        m_scanned = m_searched = m_searched + 2;
        m_bulkLength = static_cast<std::size_t>(*length);
        if (m_scanned + m_bulkLength + 2 > m_limits.requestLength) {
            return fail("too big request");
        }
    }
    if (buffer.size() - m_scanned < m_bulkLength + 2) {
        return Progress::NeedMore;
    }
    m_extents.push_back({m_scanned, m_bulkLength});
    m_scanned = m_searched = m_scanned + m_bulkLength + 2;
    m_bulkLength = noBulk;
    return Progress::Complete;
}

Progress RequestParser::parseInline(std::string_view buffer) {
    const Progress line = findLineEnd(buffer, '\n');
    if (line != Progress::Complete) {
        return line == Progress::Failed ? fail("too big inline request") : line;
    }
    std::string_view text = buffer.substr(0, m_searched);
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    m_scanned = m_searched + 1;
    m_inlineText.clear();
    InlineWords words(text);
    while (words.next()) {
        m_extents.push_back({m_inlineText.size(), words.word().size()});
        m_inlineText.append(words.word());
    }
    return words.unbalanced() ? fail("unbalanced quotes in request") : finish(m_inlineText);
}

Progress RequestParser::findLineEnd(std::string_view buffer, char end) {
    const std::size_t limit = m_scanned + m_limits.inlineLength + 1;
    const std::size_t stop = std::min(buffer.size(), limit);
    const void* const found = m_searched < stop
                                  ? std::memchr(buffer.data() + m_searched, end, stop - m_searched)
                                  : nullptr;
    if (found == nullptr) {
        m_searched = stop;
        return stop == limit ? Progress::Failed : Progress::NeedMore;
    }
    m_searched = static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data());
    // Behind a CR one more byte belongs to the line.
    const bool whole = end == '\n' || m_searched + 1 < buffer.size();
    return whole ? Progress::Complete : Progress::NeedMore;
}

Progress RequestParser::fail(std::string_view reason) {
    m_error = "ERR Protocol error: ";
    m_error.append(reason);
    m_arguments.clear();
    return Progress::Failed;
}

Progress RequestParser::finish(std::string_view text) {
    if (m_arguments.capacity() > keptArguments && m_extents.size() <= keptArguments) {
        std::vector<std::string_view>().swap(m_arguments);
    }
    m_arguments.clear();
    for (const Extent& extent : m_extents) {
        m_arguments.push_back(text.substr(extent.offset, extent.length));
    }
    if (m_extents.capacity() > keptArguments) {
        std::vector<Extent>().swap(m_extents);
    }
    m_extents.clear();
    m_consumed = m_scanned;
    m_expected = m_scanned = m_searched = 0;
    return Progress::Complete;
}

}  // namespace orrery::resp
