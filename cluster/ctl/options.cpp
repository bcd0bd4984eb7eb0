// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/options.h"

#include <QCommandLineParser>

#include <cmath>

#include "cluster/ctl/acting_words.h"
#include "cluster/runtime/client/endpoint_text.h"

namespace orrery::ctl {
namespace {

const char* const description =
    "Looks at a grid and operates it.\n\n"
    "Looking:\n"
    "  status                          the grid in a few lines\n"
    "  units                           one line per unit\n"
    "  partitions                      one line per partition\n"
    "  events [--follow]               the journal\n"
    "  snapshot                        everything the controller knows, as JSON\n"
    "  operations                      what operators asked for and is under way\n"
    "  settings <unit>                 what it runs with, beside what most of the other units have\n"
    "  log <unit> [--count lines]      the last lines it wrote, also when it is dead\n"
    "  wait-safe [--timeout seconds]   waits until every partition has all its copies and the store\n"
    "                                  has all that was acknowledged when the command began;\n"
    "                                  ends under load too: 0 safe, 5 not within the time limit\n"
    "  plan <acting command>           what it would do\n\n"
    "Acting (shows the plan and asks, unless --yes):\n"
    "  add [--host host]               starts another unit\n"
    "  drain <unit>                    hands its partitions over, then stops it\n"
    "  kill <unit>                     kills its process as a crash would\n"
    "  restart <unit>                  starts it again\n"
    "  failover <partition> [--to unit]\n"
    "  move <partition> --to <unit>\n"
    "  restore <partition|all>         takes lost partitions from the store\n"
    "  pause <unit>, resume <unit>     holds its pump still, lets it go on\n"
    "  stop <operation>                begins nothing more of it; what has moved stays moved\n"
    "  balance                         evens copies and primaries out\n\n"
    "Exit codes: 0 done, 1 refused or not done, 2 the command line does not make sense,\n"
    "3 no contact to a controller, 4 the outcome is not known, 5 not safe within the time limit.";

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("command", "What to do; see above.", "command [arguments]");
    parser.addOptions({
        {"at", "An agent to ask first; may be repeated (default: the variable ORRERY_AT, else 127.0.0.1:7100).",
         "host:port"},
        {"password", "The grid's password (default: the variable ORRERY_PASSWORD).", "text"},
        {"json", "Prints JSON instead of tables."},
        {{"y", "yes"}, "Acts without asking."},
        {"by", "Who acts, for the journal (default: your login name).", "name"},
        {"reason", "Why, for the journal.", "text"},
        {"if-epoch", "Refuses when the grid has changed since this epoch.", "epoch"},
        {"timeout", "How long to try (10).", "seconds"},
        {"follow", "events: goes on until Ctrl+C."},
        {"from", "events: the first number.", "number"},
        {"count", "events, log: how many at most (50).", "number"},
        {"host", "add: on which host.", "host"},
        {"to", "failover, move: the receiving unit.", "unit"},
        {"at-most", "drain, add, restart, balance: copies and primaries that move at a time (1 to 64).", "number"},
    });
}

Status readSeeds(const QCommandLineParser& parser, Options& options) {
    QStringList texts = parser.values("at");
    if (texts.isEmpty()) {
        texts = qEnvironmentVariable("ORRERY_AT", "127.0.0.1:7100").split(',', Qt::SkipEmptyParts);
    }
    for (const QString& text : texts) {
        auto endpoint = client::endpointFrom(text.trimmed().toStdString());
        if (!endpoint) {
            return Error{ErrorCode::Refused, "--at: " + endpoint.error().detail};
        }
        options.seeds.push_back(endpoint.take());
    }
    return options.seeds.empty() ? Status(Error{ErrorCode::Refused, "ORRERY_AT names no agent"})
                                 : Status(Done{});
}

Status readNumber(const QCommandLineParser& parser, const QString& name, std::uint64_t& number) {
    bool readable = false;
    number = parser.value(name).toULongLong(&readable);
    return readable ? Status(Done{})
                    : Status(Error{ErrorCode::Refused, "--" + name.toStdString() + " wants a number"});
}

Status readNumbers(const QCommandLineParser& parser, Options& options) {
    std::uint64_t number = 0;
    for (const QString name : {"if-epoch", "from", "count"}) {
        if (!parser.isSet(name)) {
            continue;
        }
        Status status = readNumber(parser, name, number);
        if (!status) {
            return status;
        }
        if (name == "if-epoch") {
            options.ifEpoch = Epoch{number};
        } else if (name == "from") {
            options.from = number;
        } else {
            options.count = number;
        }
    }
    if (parser.isSet("timeout")) {
        bool readable = false;
        const double seconds = parser.value("timeout").toDouble(&readable);
        if (!readable || !(seconds > 0) || seconds > 1e7) {
            return Error{ErrorCode::Refused, "--timeout wants a positive number of seconds"};
        }
        options.timeout = milliseconds(std::llround(seconds * 1000));
    }
    return Done{};
}

void readManners(const QCommandLineParser& parser, Options& options) {
    options.password = parser.isSet("password") ? parser.value("password").toStdString()
                                                : qEnvironmentVariable("ORRERY_PASSWORD").toStdString();
    options.output = parser.isSet("json") ? Output::Json : Output::Table;
    options.consent = parser.isSet("yes") ? Consent::Given : Consent::Ask;
    options.follow = parser.isSet("follow");
    options.reason = parser.value("reason").toStdString();
    const QString login = qEnvironmentVariable("USER", "orreryctl");
    options.by = (parser.isSet("by") ? parser.value("by") : login).toStdString();
}

Status readCommand(const QCommandLineParser& parser, Options& options) {
    QStringList words = parser.positionalArguments();
    if (words.isEmpty()) {
        return Error{ErrorCode::Refused, "no command; --help lists them"};
    }
    const std::vector<std::pair<QString, CommandKind>> looking{
        {"status", CommandKind::Status},     {"units", CommandKind::Units},
        {"partitions", CommandKind::Partitions}, {"events", CommandKind::Events},
        {"wait-safe", CommandKind::WaitSafe}, {"snapshot", CommandKind::Snapshot},
        {"operations", CommandKind::Operations}};
    for (const auto& [word, kind] : looking) {
        if (words == QStringList{word}) {
            options.command = kind;
            return Done{};
        }
    }
    const std::vector<std::pair<QString, CommandKind>> reading{{"settings", CommandKind::Settings},
                                                               {"log", CommandKind::Log}};
    for (const auto& [word, kind] : reading) {
        if (words.first() == word) {
            options.command = kind;
            options.unit = words.value(1).toStdString();
            return words.size() == 2 ? Status(Done{})
                                     : Status(Error{ErrorCode::Refused, word.toStdString() +
                                                                            ": name one unit, e.g. " +
                                                                            word.toStdString() + " b1"});
        }
    }
    options.command = CommandKind::Act;
    if (words.first() == "plan") {
        options.command = CommandKind::Plan;
        words.removeFirst();
    }
    auto request =
        actingRequest(words, ActingOptions{parser.value("host"), parser.value("to"), parser.value("at-most")});
    if (!request) {
        return request.error();
    }
    options.request = request.take();
    return Done{};
}

}  // namespace

Result<Options> optionsFrom(const QStringList& arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(arguments);
    Options options;
    readManners(parser, options);
    for (const auto reader : {readSeeds, readNumbers, readCommand}) {
        Status status = reader(parser, options);
        if (!status) {
            return status.error();
        }
    }
    if (options.command == CommandKind::Act && options.output == Output::Json &&
        options.consent == Consent::Ask) {
        return Error{ErrorCode::Refused, "acting with --json needs --yes"};
    }
    return options;
}

}  // namespace orrery::ctl
