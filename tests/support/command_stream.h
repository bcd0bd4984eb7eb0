// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded stream of data commands over few keys: right ones and wrong ones, of every row of the
// table. All keys lie in one slot. Expiries lie far in the future or in the past, so that the
// stream means the same however slowly it is played.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/commands/command_table.h"
#include "shared/base/random.h"

namespace orrery::core {

using RequestWords = std::vector<std::string>;

class CommandStream {
public:
    /// `now` is only the base of absolute times.
    CommandStream(std::uint64_t seed, WallTime now) : m_random(seed), m_now(now) {}

    RequestWords next() {
        const auto rows = dataCommands();
        const Command& row = rows[m_random.below(rows.size())];
        RequestWords words{std::string(row.name)};
        fill(row.name, words);
        if (m_random.chance(1, 25)) {
            words.resize(1 + m_random.below(words.size()));
        } else if (m_random.chance(1, 25)) {
            words.push_back(key());
        }
        if (m_random.chance(1, 8)) {
            for (char& letter : words[0]) {
                letter = static_cast<char>(letter - (m_random.chance(1, 2) ? 'a' - 'A' : 0));
            }
        }
        return words;
    }

    std::string key() { return std::string("{t}:") + static_cast<char>('a' + m_random.below(8)); }
    Random& random() { return m_random; }

private:
    void fill(std::string_view name, RequestWords& words) {
        if (name == "set") {
            return fillSet(words);
        }
        if (name == "mset") {
            return repeat(words, [&] {
                words.push_back(key());
                words.push_back(value());
            });
        }
        if (name == "mget" || name == "del" || name == "unlink" || name == "exists" ||
            name == "touch") {
            return repeat(words, [&] { words.push_back(key()); });
        }
        words.push_back(key());
        if (name == "setex" || name == "psetex") {
            words.push_back(span());
            words.push_back(value());
        } else if (name == "expire" || name == "pexpire") {
            words.push_back(span());
            fillExpireOptions(words);
        } else if (name == "expireat" || name == "pexpireat") {
            words.push_back(moment());
            fillExpireOptions(words);
        } else if (name == "hset" || name == "hmset") {
            repeat(words, [&] {
                words.push_back(field());
                words.push_back(value());
            });
        } else if (name == "hdel" || name == "hmget") {
            repeat(words, [&] { words.push_back(field()); });
        } else {
            fillPlain(name, words);
        }
    }

    void fillPlain(std::string_view name, RequestWords& words) {
        const bool named =
            name == "hget" || name == "hexists" || name == "hsetnx" || name == "hincrby";
        if (named) {
            words.push_back(field());
        }
        if (name == "append" || name == "getset" || name == "setnx" || name == "hsetnx" ||
            name == "hincrby" || name == "incrby" || name == "decrby") {
            words.push_back(value());
        }
    }

    void fillSet(RequestWords& words) {
        static constexpr std::array<std::string_view, 8> options{"NX", "xx", "Get",  "KEEPTTL",
                                                                 "EX", "px", "EXAT", "PXAT"};
        words.push_back(key());
        words.push_back(value());
        for (std::uint64_t left = m_random.below(4) * m_random.below(2); left > 0; --left) {
            const std::uint64_t option = m_random.below(options.size());
            words.emplace_back(options[option]);
            if (option >= 4 && !m_random.chance(1, 10)) {
                words.push_back(option < 6 ? span() : moment());
            }
        }
        if (m_random.chance(1, 60)) {
            words.emplace_back("nonsense");
        }
    }

    void fillExpireOptions(RequestWords& words) {
        static constexpr std::array<std::string_view, 4> options{"nx", "XX", "gt", "LT"};
        for (std::uint64_t left = m_random.below(3); left > 0; --left) {
            words.emplace_back(options[m_random.below(options.size())]);
        }
        if (m_random.chance(1, 60)) {
            words.emplace_back("Bad\r\nWord");
        }
    }

    template <typename Add>
    void repeat(RequestWords&, const Add& add) {
        for (std::uint64_t left = 1 + m_random.below(4); left > 0; --left) {
            add();
        }
    }

    std::string field() { return "field-number-" + std::to_string(m_random.below(4)); }

    std::string value() {
        static const std::array<std::string, 15> odd{
            "", "0", "-0", "007", "+5", " 1", "1 ", "1.5", "-", "9223372036854775807",
            "-9223372036854775808", "9223372036854775808",
            std::string("a\0b\r\n$3\r\n", 9),
            "-9223372036854775807",
            "a text that is too long to stand within the string object itself"};
        if (m_random.chance(1, 3)) {
            return odd[m_random.below(odd.size())];
        }
        return std::to_string(static_cast<std::int64_t>(m_random.below(2000)) - 1000);
    }

    std::string wrongTime() {
        static constexpr std::array<std::string_view, 9> wrong{
            "0", "-1", "ten", "", "9223372036854775807", "-9223372036854775808",
            "9223372036854775", "9223372036854776", "-9223372036854776"};
        return std::string(wrong[m_random.below(wrong.size())]);
    }

    /// At least some eleven days, in seconds as in milliseconds; never the same twice.
    std::string span() {
        return m_random.chance(1, 6)
                   ? wrongTime()
                   : std::to_string(1'000'000'000 + m_random.below(4'000'000'000));
    }

    std::string moment() {
        if (m_random.chance(1, 6)) {
            return m_random.chance(1, 2) ? wrongTime() : std::to_string(m_random.below(1'000'000));
        }
        return std::to_string(m_now.millis + 1'000'000'000 +
                              static_cast<std::int64_t>(m_random.below(4'000'000'000)));
    }

    Random m_random;
    WallTime m_now;
};

/// Runs one request on `store` as a partition would, and returns the reply. The changes that take
/// it back are appended to `undo` if that is given.
inline std::string runRequest(EntryStore& store, const RequestWords& words, resp::Version version,
                              WallTime now, Position position,
                              std::vector<Change>* undo = nullptr) {
    const std::vector<std::string_view> arguments(words.begin(), words.end());
    std::string reply;
    resp::Writer writer(reply, version);
    const Command* command = findDataCommand(arguments[0]);
    if (command == nullptr || !arityFits(*command, arguments.size())) {
        command == nullptr ? writer.error("ERR unknown command") : refuseArity(*command, writer);
        return reply;
    }
    std::vector<std::string_view> keys;
    keysOf(*command, arguments, keys);
    std::vector<Change> changes;
    CommandContext context{store, now, slotOf(keys.front()), writer, changes, Sequence{}};
    command->run(context, arguments);
    for (Change& change : changes) {
        store.apply(std::move(change), position, undo);
    }
    return reply;
}

}  // namespace orrery::core
