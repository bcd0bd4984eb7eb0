// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which room may include which: the table of ARCHITECTURE.md, as data. A room is the longest entry of
// the table that a path starts with, so a folder within a room belongs to the room.
#pragma once

#include <regex>

#include "tests/rules/source_tree.h"

namespace orrery::rules {

struct Room {
    std::string_view folder;
    std::vector<std::string_view> mayInclude;  ///< Rooms beside itself.
};

inline const std::vector<Room>& rooms() {
    using Names = std::vector<std::string_view>;
    static const Names shared = {"shared/base", "shared/wire", "shared/resp", "shared/model"};
    static const Names core = {"cluster/core",           "cluster/core/space",
                               "cluster/core/commands",  "cluster/core/pump",
                               "cluster/core/partition", "cluster/core/control"};
    const auto with = [](Names all, const Names& more) {
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    const Names coreAndShared = with(shared, core);
    const Names mains =
        with(coreAndShared, {"cluster/runtime", "cluster/store", "cluster/simulation"});
    const Names looks = {"console/state", "console/models", "console/widgets", "console/charts"};
    static const std::vector<Room> table = {
        {"shared/base", {}},
        {"shared/wire", {"shared/base"}},
        {"shared/resp", {"shared/base"}},
        {"shared/model", {"shared/base", "shared/resp"}},
        {"cluster/core/space", shared},
        {"cluster/core/commands", with(shared, {"cluster/core/space"})},
        {"cluster/core/pump", with(shared, {"cluster/core/space"})},
        {"cluster/core/partition",
         with(shared, {"cluster/core/space", "cluster/core/commands", "cluster/core/pump"})},
        {"cluster/core/control", with(shared, {"cluster/core/space"})},
        {"cluster/core", coreAndShared},
        {"cluster/simulation", coreAndShared},
        {"cluster/store", coreAndShared},
        {"cluster/runtime", coreAndShared},
        {"cluster/unit", mains},
        {"cluster/agent", mains},
        {"cluster/ctl", mains},
        {"cluster/load", mains},
        {"cluster/sim", mains},
        {"console/state", shared},
        {"console/source/simulated",
         with(coreAndShared, {"cluster/simulation", "console/source", "console/state"})},
        {"console/source", with(shared, {"console/state"})},
        {"console/models", with(shared, {"console/state"})},
        {"console/widgets", {}},
        {"console/secrets", {}},
        {"console/memory", {}},
        {"console/charts", with(shared, {"console/state", "console/models", "console/widgets"})},
        {"console/actions",
         with(shared, {"console/state", "console/source", "console/models", "console/widgets"})},
        {"console/exports", with(shared, {"console/state", "console/models", "console/widgets"})},
        {"console/views", with(with(shared, looks), {"console/source", "console/actions"})},
        {"console/shell",
         with(with(shared, looks), {"console/source", "console/source/simulated", "console/secrets",
                                    "console/actions", "console/exports", "console/views"})},
        {"console", with(with(shared, looks),
                         {"console/source", "console/source/simulated", "console/secrets", "console/memory",
                          "console/actions", "console/exports", "console/views", "console/shell"})},
    };
    return table;
}

/// The words of the core: declarations that every room within cluster/core speaks.
inline bool isCoreWord(std::string_view target) {
    return target == "cluster/core/node.h" || target == "cluster/core/message.h" ||
           target == "cluster/core/effects.h" || target == "cluster/core/store_request.h";
}

/// The room of `path`; null outside the product's rooms (tests, resources).
inline const Room* roomOf(std::string_view path) {
    const Room* best = nullptr;
    for (const Room& room : rooms()) {
        const bool within =
            path.starts_with(room.folder) && path.substr(room.folder.size()).starts_with('/');
        if (within && (best == nullptr || room.folder.size() > best->folder.size())) {
            best = &room;
        }
    }
    return best;
}

inline bool isCpp(std::string_view path) { return path.ends_with(".h") || path.ends_with(".cpp"); }

inline bool isPure(std::string_view path) {
    return path.starts_with("shared/") || path.starts_with("cluster/core/");
}

struct Include {
    std::size_t line;
    bool quoted;
    std::string target;
};

inline std::vector<Include> includesOf(const SourceFile& file) {
    static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> includes;
    std::size_t number = 0;
    for (const std::string& line : linesOf(file.text)) {
        ++number;
        std::smatch match;
        if (std::regex_search(line, match, pattern)) {
            includes.push_back({number, match[1] == "\"", match[2]});
        }
    }
    return includes;
}

/// Includes between rooms follow the table, and are written from the root.
inline Findings checkRooms(const SourceFile& file) {
    Findings findings;
    const Room* const own = roomOf(file.path);
    if (own == nullptr || !isCpp(file.path)) {
        return findings;
    }
    for (const Include& include : includesOf(file)) {
        const Room* const other = roomOf(include.target);
        // What moc makes of a file is included by the bare name of that file.
        if (!include.quoted || include.target.ends_with(".moc")) {
            continue;
        }
        const bool word = own->folder.starts_with("cluster/core") && isCoreWord(include.target);
        if (other == nullptr) {
            findings.push_back(place(file, include.line) + "\"" + include.target +
                               "\" names no room; write includes from the root");
        } else if (other != own && !word &&
                   std::find(own->mayInclude.begin(), own->mayInclude.end(), other->folder) ==
                       own->mayInclude.end()) {
            findings.push_back(place(file, include.line) + std::string(own->folder) +
                               " must not include " + std::string(other->folder) + " (\"" +
                               include.target + "\")");
        }
    }
    return findings;
}

/// True for a header of Qt as it is written in an include line.
inline bool isQt(const std::string& target) {
    static const std::regex pattern("(Q[A-Z]|Qt|qt?[a-z]*global).*");
    return std::regex_match(target, pattern);
}

/// The pure rooms see neither Qt nor a part of the world: no clock, thread, chance, file or socket.
inline Findings checkPureIncludes(const SourceFile& file) {
    static const std::regex world(
        "chrono|ctime|time\\.h|thread|mutex|shared_mutex|condition_variable|future|atomic|stop_"
        "token|"
        "random|fstream|filesystem|iostream|unistd\\.h|fcntl\\.h|sys/.*|netinet/.*|arpa/"
        ".*|poll\\.h|pthread\\.h");
    Findings findings;
    for (const Include& include : isPure(file.path) ? includesOf(file) : std::vector<Include>()) {
        if (isQt(include.target) || std::regex_match(include.target, world)) {
            findings.push_back(place(file, include.line) + "<" + include.target +
                               "> has no place in a pure room; let it come in with an event");
        }
    }
    return findings;
}

struct QtModule {
    std::string_view name;
    std::regex headers;
    std::vector<std::string_view> folders;  ///< The only ones that may include it, tests apart.
};

inline const std::vector<QtModule>& fencedModules() {
    static const std::vector<QtModule> modules = {
        {"Qt SQL", std::regex("Qt?Sql.*"), {"cluster/store/"}},
        {"Qt Network",
         std::regex(
             "QtNetwork.*|QtHttpServer.*|QTcp.*|QUdp.*|QNetwork.*|QSsl.*|QLocalS(erver|ocket)|"
             "QHost(Address|Info)|QAbstractSocket|QDns.*|QHttpServer.*|QAbstractHttpServer"),
         {"cluster/runtime/", "console/source/"}},
        {"Qt Charts",
         std::regex(
             "QtCharts.*|QChart.*|Q[A-Za-z]*Series|Q(Value|DateTime|Category|BarCategory|Log)Axis|"
             "QAbstractAxis|QLegend.*|QBarSet|QAbstractSeries"),
         {"console/charts/"}},
        {"QtKeychain", std::regex("qt6?keychain/.*"), {"console/secrets/"}},
    };
    return modules;
}

/// Qt SQL, Qt Network and Qt Charts each stay behind their one wall.
inline Findings checkQtModules(const SourceFile& file) {
    Findings findings;
    if (roomOf(file.path) == nullptr || !isCpp(file.path)) {
        return findings;
    }
    for (const Include& include : includesOf(file)) {
        for (const QtModule& module : fencedModules()) {
            const bool within =
                std::any_of(module.folders.begin(), module.folders.end(),
                            [&](auto folder) { return file.path.starts_with(folder); });
            if (!within && std::regex_match(include.target, module.headers)) {
                findings.push_back(place(file, include.line) + std::string(module.name) + " (<" +
                                   include.target + ">) belongs to " +
                                   std::string(module.folders.front()));
            }
        }
    }
    return findings;
}

}  // namespace orrery::rules
