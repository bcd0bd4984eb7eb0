// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/unit_answer.h"

#include <QCoreApplication>

namespace orrery::console {
namespace {

QString say(const char* text) { return QCoreApplication::translate("UnitAnswer", text); }

UnitAnswer without(UnitOutcome outcome, const QString& why) { return {outcome, {}, {}, why}; }

/// An agent that knows the question says NOTCONTROLLER or ASKAGENT only while its table or ours is old; one that
/// does not know it says NOTCONTROLLER to any question, or that the word is unknown.
UnitAnswer fromError(UnitReading what, const std::string& error) {
    const bool sendsOn = error.starts_with("NOTCONTROLLER ");
    if (error.starts_with("ERR unknown subcommand") || (sendsOn && what == UnitReading::Log)) {
        return without(UnitOutcome::OlderGrid,
                       say("This grid's agents cannot tell; they are of an older version."));
    }
    if (sendsOn || error.starts_with("ASKAGENT ")) {
        return without(UnitOutcome::Unavailable, say("The agent asked is not the one who knows now."));
    }
    const QString words = QString::fromStdString(error).section(QLatin1Char(' '), 1);
    return without(error.starts_with("TRYAGAIN ") ? UnitOutcome::Unavailable : UnitOutcome::Refused, words);
}

}  // namespace

std::vector<std::string> unitCommand(const UnitQuestion& question) {
    if (question.what == UnitReading::Settings) {
        return {"GRID", "SETTINGS", question.name};
    }
    return {"GRID", "LOG", question.name, "COUNT", std::to_string(question.lines)};
}

UnitAnswer unitAnswerFrom(UnitReading what, const resp::Value& reply) {
    if (reply.isError()) {
        return fromError(what, reply.text);
    }
    UnitAnswer answer{UnitOutcome::Answered, {}, {}, {}};
    std::string wrong;
    if (what == UnitReading::Settings) {
        auto settings = model::decodeUnitSettings(reply);
        wrong = settings ? std::string() : settings.error().detail;
        answer.settings = settings ? std::optional(settings.take()) : std::nullopt;
    } else {
        auto log = model::decodeUnitLog(reply);
        wrong = log ? std::string() : log.error().detail;
        answer.log = log ? std::optional(log.take()) : std::nullopt;
    }
    return wrong.empty() ? answer
                         : without(UnitOutcome::Unavailable,
                                   say("The answer cannot be read: %1").arg(QString::fromStdString(wrong)));
}

UnitAnswer unitUnavailable(const QString& why) { return without(UnitOutcome::Unavailable, why); }

}  // namespace orrery::console
