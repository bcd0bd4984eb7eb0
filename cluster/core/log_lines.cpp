// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/log_lines.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace orrery::core {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t length = 0;   ///< In bytes; 0: these bytes are no UTF-8.
};

/// The character at the beginning of `text`, which must not be empty.
Character characterAt(std::string_view text) {
    const auto byte = [text](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || length > text.size()) {
        return {};
    }
    std::uint32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t index = 1; index < length; ++index) {
        if ((byte(index) & 0xC0U) != 0x80) {
            return {};
        }
        code = code << 6U | (byte(index) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < least[length] || code > 0x10FFFF || isSurrogate ? Character{} : Character{code, length};
}

/// Control characters, and characters that turn, hide or break the text around them.
bool isHarmful(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0xAD || code == 0x61C ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code <= 0xE007F);
}

std::string hexadecimal(std::uint32_t number) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (; number != 0 || text.size() < 2; number >>= 4U) {
        text.insert(text.begin(), digits[number & 0xFU]);
    }
    return text;
}

}  // namespace

std::string printableLine(std::string_view line) {
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    std::string out;
    std::size_t at = 0;
    while (at < line.size()) {
        const Character one = characterAt(line.substr(at));
        const std::size_t length = std::max<std::size_t>(1, one.length);
        std::string piece(line.substr(at, length));
        if (one.length == 0) {
            piece = "\\x" + hexadecimal(static_cast<unsigned char>(line[at]));
        } else if (one.code == '\t') {
            piece = " ";
        } else if (isHarmful(one.code)) {
            piece = one.code < 0x80 ? "\\x" + hexadecimal(one.code) : "\\u{" + hexadecimal(one.code) + "}";
        }
        if (out.size() + piece.size() > logLineBytes) {
            return out + " [" + std::to_string(line.size() - at) + " more bytes]";
        }
        out += piece;
        at += length;
    }
    return out;
}

LogLines lastLines(const LogPiece& piece, std::size_t count) {
    std::string_view bytes = piece.bytes;
    LogLines result;
    result.hasEarlier = piece.startsInside;
    if (const std::size_t first = bytes.find('\n'); piece.startsInside && first != std::string_view::npos) {
        bytes.remove_prefix(first + 1 < bytes.size() ? first + 1 : 0);
    }
    result.isUnfinished = !bytes.empty() && bytes.back() != '\n';
    if (!bytes.empty() && !result.isUnfinished) {
        bytes.remove_suffix(1);
    } else if (bytes.empty()) {
        return result;
    }
    for (bool isFirst = false; !isFirst && result.lines.size() < count;) {
        const std::size_t before = bytes.rfind('\n');
        isFirst = before == std::string_view::npos;
        result.lines.push_back(printableLine(isFirst ? bytes : bytes.substr(before + 1)));
        bytes = isFirst ? std::string_view() : bytes.substr(0, before);
        result.hasEarlier = piece.startsInside || !isFirst;
    }
    std::reverse(result.lines.begin(), result.lines.end());
    return result;
}

}  // namespace orrery::core
