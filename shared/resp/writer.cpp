// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/resp/writer.h"

#include <charconv>
#include <cmath>

#include "shared/resp/value.h"

namespace orrery::resp {
namespace {

/// Appends `text` with each CR and LF as a space: a line must not end before its end.
void appendLine(std::string& target, std::string_view text) {
    const std::size_t start = target.size();
    target.append(text);
    for (std::size_t index = start; index < target.size(); ++index) {
        if (target[index] == '\r' || target[index] == '\n') {
            target[index] = ' ';
        }
    }
    target.append("\r\n", 2);
}

/// The shortest text that reads back as `value`; RESP3's words for what is not a number.
std::string_view spellNumber(double value, char (&buffer)[32]) {
    if (std::isnan(value)) {
        return "nan";
    }
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    static_cast<void>(error);  // 32 characters hold every double.
    return {buffer, static_cast<std::size_t>(end - buffer)};
}

}  // namespace

void Writer::header(char kind, std::size_t count) {
    char buffer[24];
    buffer[0] = kind;
    char* const end = std::to_chars(buffer + 1, buffer + 22, count).ptr;
    end[0] = '\r';
    end[1] = '\n';
    m_target.append(buffer, static_cast<std::size_t>(end + 2 - buffer));
}

void Writer::simple(std::string_view text) {
    m_target.push_back('+');
    appendLine(m_target, text);
}

void Writer::error(std::string_view text) {
    m_target.push_back('-');
    appendLine(m_target, text);
}

void Writer::integer(std::int64_t value) {
    char buffer[24];
    buffer[0] = ':';
    char* const end = std::to_chars(buffer + 1, buffer + 22, value).ptr;
    end[0] = '\r';
    end[1] = '\n';
    m_target.append(buffer, static_cast<std::size_t>(end + 2 - buffer));
}

void Writer::bulk(std::string_view bytes) {
    header('$', bytes.size());
    m_target.append(bytes);
    m_target.append("\r\n", 2);
}

void Writer::null() { m_target.append(m_version == Version::Resp3 ? "_\r\n" : "$-1\r\n"); }

void Writer::nullArray() { m_target.append(m_version == Version::Resp3 ? "_\r\n" : "*-1\r\n"); }

void Writer::boolean(bool value) {
    if (m_version == Version::Resp2) {
        integer(value ? 1 : 0);
        return;
    }
    m_target.append(value ? "#t\r\n" : "#f\r\n");
}

void Writer::number(double value) {
    char buffer[32];
    const std::string_view text = spellNumber(value, buffer);
    if (m_version == Version::Resp2) {
        bulk(text);
        return;
    }
    m_target.push_back(',');
    appendLine(m_target, text);
}

void Writer::verbatim(std::string_view text) {
    if (m_version == Version::Resp2) {
        bulk(text);
        return;
    }
    header('=', text.size() + 4);
    m_target.append("txt:", 4);
    m_target.append(text);
    m_target.append("\r\n", 2);
}

void Writer::map(std::size_t count) {
    if (m_version == Version::Resp2) {
        array(2 * count);
        return;
    }
    header('%', count);
}

void Writer::set(std::size_t count) { header(m_version == Version::Resp2 ? '*' : '~', count); }

void Writer::push(std::size_t count) { header(m_version == Version::Resp2 ? '*' : '>', count); }

void Writer::bigNumber(std::string_view digits) {
    if (m_version == Version::Resp2) {
        bulk(digits);
        return;
    }
    m_target.push_back('(');
    appendLine(m_target, digits);
}

void Writer::value(const Value& value) {
    switch (value.kind) {
    case Kind::Null: null(); break;
    case Kind::Simple: simple(value.text); break;
    case Kind::Error: error(value.text); break;
    case Kind::Integer: integer(value.integer); break;
    case Kind::Bulk: bulk(value.text); break;
    case Kind::Double: number(value.number); break;
    case Kind::Boolean: boolean(value.integer != 0); break;
    case Kind::Verbatim: verbatim(value.text); break;
    case Kind::BigNumber: bigNumber(value.text); break;
    case Kind::Array: array(value.items.size()); break;
    case Kind::Map: map(value.items.size() / 2); break;
    case Kind::Set: set(value.items.size()); break;
    case Kind::Push: push(value.items.size()); break;
    }
    for (const Value& item : value.items) {
        this->value(item);
    }
}

}  // namespace orrery::resp
