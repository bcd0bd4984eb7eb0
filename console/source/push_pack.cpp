// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/push_pack.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "console/source/line_pair.h"
#include "shared/base/bytes.h"

namespace orrery::console {
namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::size_t mostPushes = 1 << 20;  ///< In one pack; a hostile file cannot ask for more.
constexpr std::size_t mostBytes = 4 * longestBlock;  ///< Of all pushes of a pack together.

/// What a push is the difference to.
enum class Origin : std::uint8_t { Nothing, Base, Earlier };
enum class Difference : std::uint8_t { Number, Text };

std::uint64_t foldSign(std::uint64_t difference) {
    const bool negative = (difference >> 63) != 0;
    return (difference << 1) ^ (negative ? ~std::uint64_t{0} : 0);
}

std::uint64_t unfoldSign(std::uint64_t folded) {
    return (folded >> 1) ^ ((folded & 1) != 0 ? ~std::uint64_t{0} : 0);
}

std::vector<std::string_view> linesOf(std::string_view bytes) {
    std::vector<std::string_view> lines;
    lines.reserve(128);
    std::size_t begin = 0;
    for (std::size_t end = bytes.find(lineEnd); end != std::string_view::npos;
         end = bytes.find(lineEnd, begin)) {
        lines.push_back(bytes.substr(begin, end - begin));
        begin = end + lineEnd.size();
    }
    lines.push_back(bytes.substr(begin));
    return lines;
}

/// The number of a RESP integer, when writing it again gives the same bytes.
std::optional<std::int64_t> numberOf(std::string_view line) {
    if (line.size() < 2 || line.front() != ':') {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const char* begin = line.data() + 1;
    const char* end = line.data() + line.size();
    const auto [stopped, error] = std::from_chars(begin, end, value);
    const bool padded = (*begin == '0' && line.size() > 2) || (*begin == '-' && line.size() > 2 && begin[1] == '0');
    return error == std::errc() && stopped == end && !padded ? std::optional(value) : std::nullopt;
}

void appendNumber(std::string& target, std::int64_t value) {
    char digits[24];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    static_cast<void>(error);
    target.push_back(':');
    target.append(digits, end);
}

/// The two streams of a pack.
struct Streams {
    std::string shape, values;
    Moment last;
};

void writeTime(Streams& streams, const Moment& at) {
    ByteWriter values(streams.values);
    const std::int64_t passed = at.at.micros - streams.last.at.micros;
    const std::int64_t drift = at.wall.millis - streams.last.wall.millis - passed / 1000;
    values.varint(foldSign(static_cast<std::uint64_t>(passed)));
    values.varint(foldSign(static_cast<std::uint64_t>(drift)));
    streams.last = at;
}

void writeDifferences(Streams& streams, std::string_view bytes, std::string_view origin) {
    ByteWriter shape(streams.shape), values(streams.values);
    shape.varint(LinePair::countEnds(bytes) + 1);
    LinePair lines(bytes, origin);
    std::size_t equal = 0;
    while (!lines.atEnd()) {
        equal += lines.passEqual();
        const bool hasKnown = lines.hasKnown();
        const auto [line, known] = lines.take();
        if (hasKnown && line == known) {
            ++equal;
            continue;
        }
        shape.varint(std::exchange(equal, 0));
        const auto now = numberOf(line);
        const auto before = hasKnown ? numberOf(known) : std::nullopt;
        shape.u8(static_cast<std::uint8_t>(now && before ? Difference::Number : Difference::Text));
        if (now && before) {
            values.varint(foldSign(static_cast<std::uint64_t>(*now) - static_cast<std::uint64_t>(*before)));
        } else {
            values.text(line);
        }
    }
    if (equal > 0) {
        shape.varint(equal);
    }
}

/// Reads the two streams.
class Unpacker {
public:
    Unpacker(std::string_view shape, std::string_view values, const PushBase* base)
        : m_shape(shape), m_values(values), m_base(base) {}

    bool readAll(std::size_t count) {
        for (; count > 0 && !failed(); --count) {
            readPush();
        }
        return !failed() && m_shape.complete() && m_values.complete();
    }
    std::vector<PackedPush> take() { return std::move(m_pushes); }

private:
    bool failed() const { return m_failed || m_shape.failed() || m_values.failed(); }

    void readPush() {
        PackedPush push;
        push.kind = static_cast<BlockKind>(m_shape.u8());
        const auto origin = static_cast<Origin>(m_shape.u8());
        push.unit = static_cast<std::uint32_t>(m_shape.varint());
        const std::string* before = originOf(origin, push.unit);
        push.at = readTime();
        if (origin == Origin::Nothing) {
            push.bytes = m_values.text();
        } else if (before != nullptr) {
            push.bytes = readDifferences(*before);
        } else {
            m_failed = true;
        }
        m_bytes += push.bytes.size();
        m_failed = m_failed || m_bytes > mostBytes;
        m_pushes.push_back(std::move(push));
    }

    const std::string* originOf(Origin origin, std::uint32_t unit) {
        if (origin == Origin::Earlier) {
            const std::uint64_t back = m_shape.varint();
            return back > 0 && back <= m_pushes.size() ? &m_pushes[m_pushes.size() - back].bytes : nullptr;
        }
        if (origin == Origin::Base && m_base != nullptr) {
            const auto found = m_base->pushes.find(unit);
            return found != m_base->pushes.end() ? &found->second : nullptr;
        }
        return nullptr;
    }

    Moment readTime() {
        const auto passed = static_cast<std::int64_t>(unfoldSign(m_values.varint()));
        const auto drift = static_cast<std::int64_t>(unfoldSign(m_values.varint()));
        const auto sum = [](std::int64_t left, std::int64_t right) {  // A hostile file may wrap it.
            return static_cast<std::int64_t>(static_cast<std::uint64_t>(left) +
                                             static_cast<std::uint64_t>(right));
        };
        m_last.at.micros = sum(m_last.at.micros, passed);
        m_last.wall.millis = sum(m_last.wall.millis, sum(passed / 1000, drift));
        return m_last;
    }

    std::string readDifferences(std::string_view origin) {
        const auto known = linesOf(origin);
        const std::uint64_t total = m_shape.varint();
        std::string bytes;
        bytes.reserve(origin.size() + 16);
        std::uint64_t index = 0;
        const auto begin = [&] {
            if (index > 0) {
                bytes += lineEnd;
            }
        };
        while (index < total && !failed()) {
            const std::uint64_t equal = m_shape.varint();
            const std::uint64_t most = std::min<std::uint64_t>(total, known.size());
            if (equal > 0 && (equal > most || index > most - equal)) {
                m_failed = true;
                break;
            }
            for (const std::uint64_t until = index + equal; index < until; ++index) {
                begin();
                bytes += known[index];
            }
            if (index < total) {
                begin();
                readDifference(bytes, index < known.size() ? known[index] : std::string_view());
                ++index;
            }
        }
        return bytes;
    }

    void readDifference(std::string& bytes, std::string_view known) {
        if (static_cast<Difference>(m_shape.u8()) == Difference::Text) {
            bytes += m_values.text();
            return;
        }
        const auto before = numberOf(known);
        m_failed = m_failed || !before;
        const std::uint64_t difference = unfoldSign(m_values.varint());
        appendNumber(bytes,
                     static_cast<std::int64_t>(static_cast<std::uint64_t>(before.value_or(0)) + difference));
    }

    ByteReader m_shape, m_values;
    const PushBase* m_base;
    std::vector<PackedPush> m_pushes;
    Moment m_last;
    std::size_t m_bytes = 0;
    bool m_failed = false;
};

}  // namespace

void PushPacker::begin(const PushBase* base) {
    m_base = base;
    m_pushes.clear();
    m_plainBytes = 0;
}

void PushPacker::add(PackedPush push) {
    m_plainBytes += push.bytes.size();
    m_pushes.push_back(std::move(push));
}

std::string PushPacker::take() {
    Streams streams;
    bool usesBase = false;
    std::map<std::uint32_t, std::size_t> newest;  // Of each unit in this pack.
    std::optional<std::size_t> lastSample;
    for (std::size_t index = 0; index < m_pushes.size(); ++index) {
        const PackedPush& push = m_pushes[index];
        const bool isSample = push.kind == BlockKind::Telemetry;
        const auto own = isSample ? newest.find(push.unit) : newest.end();
        const bool inBase = isSample && m_base != nullptr && m_base->pushes.contains(push.unit);
        const std::optional<std::size_t> earlier =
            own != newest.end() ? std::optional(own->second) : isSample && !inBase ? lastSample : std::nullopt;
        const Origin origin = earlier ? Origin::Earlier : inBase ? Origin::Base : Origin::Nothing;
        ByteWriter shape(streams.shape);
        shape.u8(static_cast<std::uint8_t>(push.kind));
        shape.u8(static_cast<std::uint8_t>(origin));
        shape.varint(push.unit);
        if (earlier) {
            shape.varint(index - *earlier);
        }
        writeTime(streams, push.at);
        if (origin == Origin::Nothing) {
            ByteWriter(streams.values).text(push.bytes);
        } else {
            writeDifferences(streams, push.bytes,
                             earlier ? m_pushes[*earlier].bytes : m_base->pushes.at(push.unit));
        }
        usesBase = usesBase || origin == Origin::Base;
        if (isSample) {
            newest[push.unit] = index;
            lastSample = index;
        }
    }
    std::string payload;
    ByteWriter writer(payload);
    writer.u8(usesBase ? 1 : 0);
    writer.i64(usesBase ? m_base->at.at.micros : 0);
    writer.varint(m_pushes.size());
    writer.text(streams.shape);
    writer.text(streams.values);
    begin(nullptr);
    return payload;
}

Result<std::vector<PackedPush>> unpackPushes(std::string_view payload, const PushBase* base) {
    ByteReader reader(payload);
    const bool usesBase = reader.u8() != 0;
    const std::int64_t baseAt = reader.i64();
    const std::uint64_t count = reader.varint();
    const std::string_view shape = reader.text();
    const std::string_view values = reader.text();
    const bool otherBase = usesBase && (base == nullptr || base->at.at.micros != baseAt);
    if (!reader.complete() || count > mostPushes || otherBase) {
        return Error{ErrorCode::Corrupt, otherBase ? "the keyframe of a pack is missing"
                                                   : "a pack does not follow its format"};
    }
    Unpacker unpacker(shape, values, base);
    if (!unpacker.readAll(count)) {
        return Error{ErrorCode::Corrupt, "a pack does not follow its format"};
    }
    return unpacker.take();
}

std::optional<Instant> baseOf(std::string_view payload) {
    ByteReader reader(payload);
    const bool usesBase = reader.u8() != 0;
    const Instant at{reader.i64()};
    return usesBase && !reader.failed() ? std::optional(at) : std::nullopt;
}

}  // namespace orrery::console
