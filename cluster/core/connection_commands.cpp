// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/connection_commands.h"

#include <algorithm>
#include <array>
#include <string>

#include "cluster/core/commands/command_table.h"
#include "cluster/core/words.h"

namespace orrery::core {
namespace {

struct Call {
    ClientSessions& sessions;
    ClientSession& session;
    RequestArguments arguments;
    const ConnectionFacts& facts;
    WallTime now;
    std::string& bytes;

    resp::Writer reply() const { return resp::Writer(bytes, session.version); }
};

using Run = ConnectionOutcome (*)(Call&);

struct Row {
    std::string_view name;
    int arity;
    bool beforePassword;
    Run run;
};

ConnectionOutcome answered() { return ConnectionOutcome::Answered; }

ConnectionOutcome runPing(Call& call) {
    resp::Writer reply = call.reply();
    if (call.arguments.size() > 2) {
        writeWrongArity("ping", reply);
    } else if (call.arguments.size() == 2) {
        reply.bulk(call.arguments[1]);
    } else {
        reply.simple("PONG");
    }
    return answered();
}

ConnectionOutcome runEcho(Call& call) {
    call.reply().bulk(call.arguments[1]);
    return answered();
}

ConnectionOutcome runOk(Call& call) {
    call.reply().ok();
    return answered();
}

ConnectionOutcome runQuit(Call& call) {
    call.reply().ok();
    return ConnectionOutcome::Close;
}

ConnectionOutcome runReset(Call& call) {
    call.session.version = resp::Version::Resp2;
    call.session.authenticated = !call.sessions.needsPassword();
    call.session.subscribed = false;
    call.session.sampleSlot = {};
    call.session.name.clear();
    call.reply().simple("RESET");
    return answered();
}

ConnectionOutcome runSelect(Call& call) {
    resp::Writer reply = call.reply();
    if (call.arguments[1] == "0") {
        reply.ok();
    } else {
        reply.error("ERR SELECT is not allowed in cluster mode");
    }
    return answered();
}

/// Checks a password and writes the error when it is wrong.
bool authenticate(Call& call, std::string_view user, std::string_view password) {
    resp::Writer reply = call.reply();
    if (!call.sessions.needsPassword()) {
        if (call.arguments.size() == 2) {
            reply.error("ERR AUTH <password> called without any password configured for the default user. "
                        "Are you sure your configuration is correct?");
            return false;
        }
        return true;
    }
    if (user != "default" || !call.sessions.isPassword(password)) {
        reply.error("WRONGPASS invalid username-password pair or user is disabled.");
        return false;
    }
    call.session.authenticated = true;
    return true;
}

ConnectionOutcome runAuth(Call& call) {
    resp::Writer reply = call.reply();
    if (call.arguments.size() > 3) {
        reply.error("ERR syntax error");
        return answered();
    }
    const bool named = call.arguments.size() == 3;
    if (authenticate(call, named ? call.arguments[1] : "default", call.arguments.back())) {
        reply.ok();
    }
    return answered();
}

void writeHello(Call& call) {
    resp::Writer reply = call.reply();
    reply.map(7);
    reply.bulk("server");
    reply.bulk("redis");
    reply.bulk("version");
    reply.bulk("7.0.15");
    reply.bulk("proto");
    reply.integer(static_cast<int>(call.session.version));
    reply.bulk("id");
    reply.integer(static_cast<std::int64_t>(call.session.id));
    reply.bulk("mode");
    reply.bulk(call.facts.mode);
    reply.bulk("role");
    reply.bulk("master");
    reply.bulk("modules");
    reply.array(0);
}

ConnectionOutcome runHello(Call& call) {
    resp::Version wanted = call.session.version;
    std::size_t next = 1;
    if (call.arguments.size() > 1) {
        const std::string_view version = call.arguments[1];
        if (version != "2" && version != "3") {
            call.reply().error(version.find_first_not_of("0123456789") == std::string_view::npos
                                   ? "NOPROTO unsupported protocol version"
                                   : "ERR Protocol version is not an integer or out of range");
            return answered();
        }
        wanted = version == "3" ? resp::Version::Resp3 : resp::Version::Resp2;
        next = 2;
    }
    std::string_view name;
    while (next < call.arguments.size()) {
        if (isWord(call.arguments[next], "auth") && next + 2 < call.arguments.size()) {
            if (!authenticate(call, call.arguments[next + 1], call.arguments[next + 2])) {
                return answered();
            }
            next += 3;
        } else if (isWord(call.arguments[next], "setname") && next + 1 < call.arguments.size()) {
            name = call.arguments[next + 1];
            next += 2;
        } else {
            call.reply().error("ERR Syntax error in HELLO option '" + std::string(call.arguments[next]) + "'");
            return answered();
        }
    }
    if (!call.session.authenticated) {
        call.reply().error("NOAUTH HELLO must be called with the client already authenticated, otherwise the "
                           "HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and "
                           "select the RESP protocol version at the same time");
        return answered();
    }
    call.session.version = wanted;
    if (!name.empty()) {
        call.session.name = name;
    }
    writeHello(call);
    return answered();
}

std::string describe(const ClientSession& session) {
    return "id=" + std::to_string(session.id) + " addr=" + session.address + " name=" + session.name +
           " db=0 resp=" + std::to_string(static_cast<int>(session.version)) + "\n";
}

ConnectionOutcome runClient(Call& call) {
    resp::Writer reply = call.reply();
    const std::string_view verb = call.arguments[1];
    if (isWord(verb, "id")) {
        reply.integer(static_cast<std::int64_t>(call.session.id));
    } else if (isWord(verb, "getname")) {
        call.session.name.empty() ? reply.null() : reply.bulk(call.session.name);
    } else if (isWord(verb, "setname") && call.arguments.size() == 3) {
        call.session.name = call.arguments[2];
        reply.ok();
    } else if (isWord(verb, "setinfo") || isWord(verb, "no-evict") || isWord(verb, "no-touch")) {
        reply.ok();
    } else if (isWord(verb, "info")) {
        reply.bulk(describe(call.session));
    } else if (isWord(verb, "list")) {
        std::string list;
        call.sessions.forEach([&](ClientId, const ClientSession& session) { list += describe(session); });
        reply.verbatim(list);
    } else {
        reply.error("ERR Unknown subcommand or wrong number of arguments for '" + std::string(verb) +
                    "'. Try CLIENT HELP.");
    }
    return answered();
}

void writeCommand(const Command& command, resp::Writer& reply) {
    reply.array(6);
    reply.bulk(command.name);
    reply.integer(command.arity);
    reply.set(1);
    reply.simple(command.access == CommandAccess::Write ? "write" : "readonly");
    reply.integer(command.keys.first);
    reply.integer(command.keys.last);
    reply.integer(command.keys.step);
}

ConnectionOutcome runCommand(Call& call) {
    resp::Writer reply = call.reply();
    const auto commands = dataCommands();
    if (call.arguments.size() == 1 || isWord(call.arguments[1], "info")) {
        const bool all = call.arguments.size() <= 2;
        reply.array(all ? commands.size() : call.arguments.size() - 2);
        for (std::size_t index = 0; all && index < commands.size(); ++index) {
            writeCommand(commands[index], reply);
        }
        for (std::size_t index = 2; !all && index < call.arguments.size(); ++index) {
            const Command* command = findDataCommand(call.arguments[index]);
            command != nullptr ? writeCommand(*command, reply) : reply.nullArray();
        }
    } else if (isWord(call.arguments[1], "count")) {
        reply.integer(static_cast<std::int64_t>(commands.size()));
    } else if (isWord(call.arguments[1], "docs")) {
        reply.map(commands.size());
        for (const Command& command : commands) {
            reply.bulk(command.name);
            reply.map(1);
            reply.bulk("summary");
            reply.bulk(command.summary);
        }
    } else if (isWord(call.arguments[1], "list")) {
        reply.array(commands.size());
        for (const Command& command : commands) {
            reply.bulk(command.name);
        }
    } else {
        reply.error("ERR Unknown subcommand '" + std::string(call.arguments[1]) + "'. Try COMMAND HELP.");
    }
    return answered();
}

ConnectionOutcome runTime(Call& call) {
    resp::Writer reply = call.reply();
    reply.array(2);
    reply.bulk(std::to_string(call.now.millis / 1000));
    reply.bulk(std::to_string(call.now.millis % 1000 * 1000));
    return answered();
}

/// Only what benchmark and client libraries ask before they begin.
ConnectionOutcome runConfig(Call& call) {
    resp::Writer reply = call.reply();
    if (!isWord(call.arguments[1], "get") || call.arguments.size() < 3) {
        reply.error("ERR CONFIG knows only GET; settings are made in the agent's configuration");
        return answered();
    }
    struct Setting { std::string_view name; std::string value; };
    const std::array settings{Setting{"save", ""}, Setting{"appendonly", "no"},
                              Setting{"maxmemory", std::to_string(call.facts.memoryLimit)}};
    std::vector<const Setting*> found;
    for (const Setting& setting : settings) {
        const auto asked = [&](std::string_view word) { return isWord(word, setting.name); };
        if (std::any_of(call.arguments.begin() + 2, call.arguments.end(), asked)) {
            found.push_back(&setting);
        }
    }
    reply.map(found.size());
    for (const Setting* setting : found) {
        reply.bulk(setting->name);
        reply.bulk(setting->value);
    }
    return answered();
}

constexpr std::array rows = std::to_array<Row>({
    {"asking", 1, false, runOk},      {"auth", -2, true, runAuth},     {"client", -2, false, runClient},
    {"command", -1, false, runCommand}, {"config", -2, false, runConfig}, {"echo", 2, false, runEcho},
    {"hello", -1, true, runHello},    {"ping", -1, false, runPing},    {"quit", -1, true, runQuit},
    {"readonly", 1, false, runOk},    {"readwrite", 1, false, runOk},  {"reset", 1, true, runReset},
    {"select", 2, false, runSelect},  {"time", 1, false, runTime},
});

const Row* findRow(std::string_view name) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return isWord(name, r.name); });
    return row == rows.end() ? nullptr : &*row;
}

}  // namespace

bool isAllowedBeforePassword(std::string_view command) {
    const Row* row = findRow(command);
    return row != nullptr && row->beforePassword;
}

ConnectionOutcome runConnectionCommand(ClientSessions& sessions, ClientSession& session, RequestArguments arguments,
                                       const ConnectionFacts& facts, WallTime now, std::string& reply) {
    const Row* row = findRow(arguments[0]);
    if (row == nullptr) {
        return ConnectionOutcome::Unknown;
    }
    const auto count = static_cast<int>(arguments.size());
    if (row->arity >= 0 ? count != row->arity : count < -row->arity) {
        resp::Writer writer(reply, session.version);
        writeWrongArity(row->name, writer);
        return ConnectionOutcome::Answered;
    }
    Call call{sessions, session, arguments, facts, now, reply};
    return row->run(call);
}

void writeUnknownCommand(RequestArguments arguments, resp::Writer& reply) {
    std::string text = "ERR unknown command '" + std::string(arguments[0].substr(0, 128)) +
                       "', with args beginning with: ";
    for (std::size_t index = 1; index < arguments.size() && text.size() < 128; ++index) {
        text += "'" + std::string(arguments[index].substr(0, 128 - std::min<std::size_t>(text.size(), 127))) + "' ";
    }
    reply.error(text);
}

void writeWrongArity(std::string_view command, resp::Writer& reply) {
    reply.error("ERR wrong number of arguments for '" + std::string(command) + "' command");
}

}  // namespace orrery::core
