// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/action_words.h"

#include "cluster/core/words.h"
#include "shared/resp/integer.h"

namespace orrery::core {
namespace {

using model::ActionKind;

class WordReader {
public:
    explicit WordReader(RequestArguments words) : m_words(words) {}
    bool atEnd() const { return m_next >= m_words.size(); }
    std::string_view peek() const { return atEnd() ? std::string_view() : m_words[m_next]; }
    std::string_view take() { return atEnd() ? std::string_view() : m_words[m_next++]; }
    /// The word after `keyword`, if that is next; else empty.
    std::string_view option(std::string_view keyword) {
        if (!isWord(peek(), keyword) || m_next + 1 >= m_words.size()) {
            return {};
        }
        ++m_next;
        return take();
    }

private:
    RequestArguments m_words;
    std::size_t m_next = 0;
};

Error malformed(std::string what) { return Error{ErrorCode::Malformed, std::move(what)}; }

Status parseUnit(WordReader& words, model::Action& action) {
    const std::string_view verb = words.take();
    if (isWord(verb, "add")) {
        action.kind = ActionKind::AddUnit;
        action.host = words.option("host");
        return Done{};
    }
    if (isWord(verb, "drain")) {
        action.kind = ActionKind::DrainUnit;
    } else if (isWord(verb, "kill")) {
        action.kind = ActionKind::KillUnit;
    } else if (isWord(verb, "restart")) {
        action.kind = ActionKind::RestartUnit;
    } else {
        return Error{ErrorCode::NotFound, "unknown subcommand '" + std::string(verb) + "'"};
    }
    action.unit = words.take();
    return action.unit.empty() ? Status(malformed("name the unit, e.g. UNIT DRAIN b1")) : Status(Done{});
}

Status parsePump(WordReader& words, model::Action& action) {
    const std::string_view verb = words.take();
    if (isWord(verb, "pause")) {
        action.kind = ActionKind::PausePump;
    } else if (isWord(verb, "resume")) {
        action.kind = ActionKind::ResumePump;
    } else {
        return Error{ErrorCode::NotFound, "unknown subcommand '" + std::string(verb) + "'"};
    }
    action.unit = words.take();
    return action.unit.empty() ? Status(malformed("name the unit, e.g. PUMP PAUSE b1")) : Status(Done{});
}

Status parseGrid(WordReader& words, model::Action& action) {
    const std::string_view verb = words.take();
    if (isWord(verb, "balance")) {
        action.kind = ActionKind::BalanceGrid;
        return Done{};
    }
    if (!isWord(verb, "stop")) {
        return Error{ErrorCode::NotFound, "unknown subcommand '" + std::string(verb) + "'"};
    }
    action.kind = ActionKind::StopOperation;
    const std::optional<std::int64_t> number = resp::parseInteger(words.take());
    if (!number || *number < 1) {
        return malformed("name the operation by the number of its line in the journal, e.g. GRID STOP 137");
    }
    action.operation = static_cast<std::uint64_t>(*number);
    return Done{};
}

Status parsePartition(WordReader& words, model::Action& action) {
    const std::string_view verb = words.take();
    if (isWord(verb, "failover")) {
        action.kind = ActionKind::FailoverPartition;
    } else if (isWord(verb, "move")) {
        action.kind = ActionKind::MovePartition;
    } else if (isWord(verb, "restore")) {
        action.kind = ActionKind::RestorePartition;
    } else {
        return Error{ErrorCode::NotFound, "unknown subcommand '" + std::string(verb) + "'"};
    }
    const std::string_view number = words.take();
    if (action.kind == ActionKind::RestorePartition && isWord(number, "all")) {
        return Done{};
    }
    const std::optional<std::int64_t> partition = resp::parseInteger(number);
    if (!partition || *partition < 0 || *partition > 65535) {
        return malformed("name the partition by its number, e.g. PARTITION FAILOVER 137");
    }
    action.partition = PartitionId{static_cast<std::uint16_t>(*partition)};
    action.target = words.option("to");
    if (action.kind == ActionKind::MovePartition && action.target.empty()) {
        return malformed("say where: PARTITION MOVE 137 TO b1");
    }
    return Done{};
}

bool isDigest(std::string_view word) {
    return word.size() == 8 && word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// AT MOST n, of which "at" has been taken.
Status parsePace(WordReader& words, model::Action& action) {
    const std::optional<std::int64_t> number = resp::parseInteger(words.option("most"));
    if (!number || *number < 1 || *number > model::paceLimit) {
        return malformed("AT MOST takes a number from 1 to " + std::to_string(model::paceLimit) +
                         ": copies built and primaries handed over at a time");
    }
    if (!model::takesPace(action.kind)) {
        return malformed("AT MOST goes with UNIT DRAIN, UNIT ADD, UNIT RESTART and GRID BALANCE");
    }
    action.atMost = static_cast<std::uint32_t>(*number);
    return Done{};
}

Status parseOptions(WordReader& words, Controller::Request& request) {
    while (!words.atEnd()) {
        if (const std::string_view by = words.option("by"); !by.empty()) {
            request.by = by;
        } else if (const std::string_view reason = words.option("reason"); !reason.empty()) {
            request.reason = reason;
        } else if (const std::string_view epoch = words.option("if-epoch"); !epoch.empty()) {
            const std::optional<std::int64_t> number = resp::parseInteger(epoch);
            if (!number || *number < 0) {
                return malformed("IF-EPOCH takes the epoch of a plan");
            }
            request.ifEpoch = Epoch{static_cast<std::uint64_t>(*number)};
        } else if (const std::string_view digest = words.option("plan"); !digest.empty()) {
            if (!isDigest(digest)) {
                return malformed("PLAN takes the digest of a plan: eight hexadecimal digits");
            }
            request.plan = digest;
        } else if (isWord(words.peek(), "at")) {
            words.take();
            if (const Status pace = parsePace(words, request.action); !pace) {
                return pace.error();
            }
        } else {
            return malformed("'" + std::string(words.peek()) + "' is not understood here; options are BY name, "
                             "REASON text, IF-EPOCH epoch, PLAN digest, AT MOST number");
        }
    }
    return Done{};
}

}  // namespace

Result<Controller::Request> parseAction(RequestArguments arguments) {
    WordReader words(arguments);
    Controller::Request request;
    const std::string_view family = words.take();
    const Status parsed = isWord(family, "unit")   ? parseUnit(words, request.action)
                          : isWord(family, "pump") ? parsePump(words, request.action)
                          : isWord(family, "grid") ? parseGrid(words, request.action)
                                                   : parsePartition(words, request.action);
    if (!parsed) {
        return parsed.error();
    }
    const Status options = parseOptions(words, request);
    if (!options) {
        return options.error();
    }
    return request;
}

}  // namespace orrery::core
