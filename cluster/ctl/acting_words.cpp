// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/acting_words.h"

#include <array>

namespace orrery::ctl {
namespace {

enum class Takes : std::uint8_t { Nothing, Unit, Partition, PartitionOrAll, Operation };

struct ActingWord {
    const char* word;
    const char* family;
    const char* command;
    Takes takes;
};

constexpr std::array<ActingWord, 11> actingWords{{
    {"add", "UNIT", "ADD", Takes::Nothing},
    {"drain", "UNIT", "DRAIN", Takes::Unit},
    {"kill", "UNIT", "KILL", Takes::Unit},
    {"restart", "UNIT", "RESTART", Takes::Unit},
    {"failover", "PARTITION", "FAILOVER", Takes::Partition},
    {"move", "PARTITION", "MOVE", Takes::Partition},
    {"restore", "PARTITION", "RESTORE", Takes::PartitionOrAll},
    {"pause", "PUMP", "PAUSE", Takes::Unit},
    {"resume", "PUMP", "RESUME", Takes::Unit},
    {"stop", "GRID", "STOP", Takes::Operation},
    {"balance", "GRID", "BALANCE", Takes::Nothing},
}};

Error refusal(const std::string& text) {
    return Error{ErrorCode::Refused, text};
}

bool isPartitionNumber(const QString& word) {
    bool readable = false;
    return word.toUInt(&readable) < 16384 && readable;
}

Status checkArgument(const ActingWord& acting, const QStringList& words) {
    const qsizetype wanted = acting.takes == Takes::Nothing ? 1 : 2;
    const char* what = acting.takes == Takes::Unit        ? "a unit"
                       : acting.takes == Takes::Operation ? "the number of an operation"
                                                          : "a partition";
    if (words.size() < wanted) {
        return refusal(std::string(acting.word) + " needs " + what);
    }
    if (words.size() > wanted) {
        return refusal("'" + words[wanted].toStdString() + "' is one word too many");
    }
    const bool number = acting.takes == Takes::Partition || acting.takes == Takes::PartitionOrAll;
    const bool all = acting.takes == Takes::PartitionOrAll && words.last().toLower() == "all";
    if (number && !all && !isPartitionNumber(words.last())) {
        return refusal("'" + words.last().toStdString() + "' is not the number of a partition");
    }
    bool isNumber = false;
    if (acting.takes == Takes::Operation && (words.last().toULongLong(&isNumber) == 0 || !isNumber)) {
        return refusal("'" + words.last().toStdString() +
                       "' is not the number of an operation; 'operations' lists them");
    }
    return Done{};
}

bool takesPace(const QString& word) {
    return word == "drain" || word == "add" || word == "restart" || word == "balance";
}

}  // namespace

Result<std::vector<std::string>> actingRequest(const QStringList& words, const ActingOptions& options) {
    const auto& [host, target, atMost] = options;
    const QString word = words.value(0);
    for (const ActingWord& acting : actingWords) {
        if (word != acting.word) {
            continue;
        }
        Status status = checkArgument(acting, words);
        if (!status) {
            return status.error();
        }
        std::vector<std::string> request{acting.family, acting.command};
        if (words.size() > 1) {
            request.push_back(words[1].toStdString());
        }
        const bool wantsTarget = word == "move";
        const bool takesTarget = wantsTarget || word == "failover";
        if ((wantsTarget && target.isEmpty()) || (!takesTarget && !target.isEmpty())) {
            return refusal(wantsTarget ? "move needs --to UNIT" : "--to goes with failover and move");
        }
        if (!host.isEmpty() && word != "add") {
            return refusal("--host goes with add");
        }
        if (!target.isEmpty()) {
            request.insert(request.end(), {"TO", target.toStdString()});
        }
        if (!host.isEmpty()) {
            request.insert(request.end(), {"HOST", host.toStdString()});
        }
        if (!atMost.isEmpty() && !takesPace(word)) {
            return refusal("--at-most goes with drain, add, restart and balance");
        }
        if (!atMost.isEmpty()) {
            request.insert(request.end(), {"AT", "MOST", atMost.toStdString()});
        }
        return request;
    }
    return refusal("'" + word.toStdString() + "' is not a command; --help lists them");
}

}  // namespace orrery::ctl
