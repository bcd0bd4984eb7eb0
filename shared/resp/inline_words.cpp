// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/resp/inline_words.h"

namespace orrery::resp {
namespace {

bool isSpace(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/// Value of a hexadecimal digit, or -1.
int digitValue(char byte) {
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    const char lower = static_cast<char>(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char escaped(char byte) {
    switch (byte) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'b': return '\b';
    case 'a': return '\a';
    default: return byte;
    }
}

}  // namespace

bool InlineWords::next() {
    while (m_at < m_line.size() && isSpace(m_line[m_at])) {
        ++m_at;
    }
    if (m_unbalanced || m_at == m_line.size()) {
        return false;
    }
    m_word.clear();
    m_unbalanced = !readPlain();
    return !m_unbalanced;
}

bool InlineWords::readPlain() {
    while (m_at < m_line.size() && !isSpace(m_line[m_at])) {
        const char byte = m_line[m_at++];
        if (byte == '"') {
            return readDoubleQuoted();
        }
        if (byte == '\'') {
            return readSingleQuoted();
        }
        m_word.push_back(byte);
    }
    return true;
}

bool InlineWords::readDoubleQuoted() {
    while (m_at < m_line.size()) {
        const char byte = m_line[m_at++];
        if (byte == '"') {
            return atBoundary();
        }
        if (byte == '\\' && m_at < m_line.size()) {
            readEscape();
        } else {
            m_word.push_back(byte);
        }
    }
    return false;
}

bool InlineWords::readSingleQuoted() {
    while (m_at < m_line.size()) {
        const char byte = m_line[m_at++];
        if (byte == '\'') {
            return atBoundary();
        }
        if (byte == '\\' && m_at < m_line.size() && m_line[m_at] == '\'') {
            m_word.push_back(m_line[m_at++]);
        } else {
            m_word.push_back(byte);
        }
    }
    return false;
}

void InlineWords::readEscape() {
    if (m_line[m_at] == 'x' && m_at + 2 < m_line.size()) {
        const int high = digitValue(m_line[m_at + 1]);
        const int low = digitValue(m_line[m_at + 2]);
        if (high >= 0 && low >= 0) {
            m_word.push_back(static_cast<char>(high * 16 + low));
            m_at += 3;
            return;
        }
    }
    m_word.push_back(escaped(m_line[m_at++]));
}

bool InlineWords::atBoundary() const { return m_at == m_line.size() || isSpace(m_line[m_at]); }

}  // namespace orrery::resp
