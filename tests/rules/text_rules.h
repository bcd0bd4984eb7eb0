// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules about files as texts: their length, their licence lines, calls that the pure rooms must not
// make, and where a file may stand.
#pragma once

#include <map>
#include <regex>
#include <set>

#include "tests/rules/include_rules.h"

namespace orrery::rules {

/// Code, build files and scripts, as opposed to fonts, pictures and prose.
inline bool isCode(const SourceFile& file) {
    const std::string_view path = file.path;
    for (const std::string_view ending :
         {".h", ".cpp", ".cmake", "CMakeLists.txt", ".sh", ".py", ".sql", ".qss"}) {
        if (path.ends_with(ending)) {
            return true;
        }
    }
    return file.text.starts_with("#!");
}

inline Findings checkLength(const SourceFile& file) {
    constexpr std::size_t limit = 600;
    const std::size_t count = isCode(file) ? linesOf(file.text).size() : 0;
    if (count <= limit) {
        return {};
    }
    return {place(file, count) + "over the ceiling of " + std::to_string(limit) +
            " lines; split it"};
}

/// The two licence lines stand within the first four lines (behind a "#!" line, say).
inline Findings checkLicence(const SourceFile& file) {
    if (!isCode(file)) {
        return {};
    }
    std::string head;
    const std::vector<std::string> lines = linesOf(file.text);
    for (std::size_t line = 0; line < std::min<std::size_t>(4, lines.size()); ++line) {
        head += lines[line] + "\n";
    }
    const bool named =
        head.find("SPDX-FileCopyrightText: 2026 The Orrery authors") != std::string::npos;
    const bool licensed =
        head.find("SPDX-License-Identifier: GPL-3.0-or-later") != std::string::npos;
    return named && licensed ? Findings() : Findings{place(file, 1) + "lacks the two SPDX lines"};
}

/// Clocks, chance and environment do not exist in the pure rooms.
inline Findings checkPureCalls(const SourceFile& file) {
    static const std::regex forbidden(
        R"(\b(system_clock|steady_clock|high_resolution_clock|random_device|mt19937|clock_gettime|gettimeofday)\b)"
        R"(|(^|[^.\w>:])(std::|::)?(rand|srand|time|clock|getenv|sleep|usleep)\s*\()");
    Findings findings;
    if (!isPure(file.path) || !isCpp(file.path)) {
        return findings;
    }
    std::size_t number = 0;
    for (const std::string& line : linesOf(withoutCommentsAndLiterals(file.text))) {
        ++number;
        std::smatch match;
        if (std::regex_search(line, match, forbidden)) {
            findings.push_back(place(file, number) + "\"" + match.str() +
                               "\" in a pure room; it comes in by an event");
        }
    }
    return findings;
}

/// The folders that tests/CMakeLists.txt registers with orrery_tests(...).
inline std::set<std::string> registeredFolders(const std::string& cmake) {
    static const std::regex pattern(R"(\borrery_tests\((\w+) )");
    std::set<std::string> folders;
    for (auto match = std::sregex_iterator(cmake.begin(), cmake.end(), pattern);
         match != std::sregex_iterator(); ++match) {
        folders.insert((*match)[1]);
    }
    return folders;
}

inline bool isTestFile(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return name.starts_with("tst_") && name.ends_with(".cpp");
}

/// A test of the console fails on warnings nobody announced; its base sees to it.
inline Findings checkWatched(const SourceFile& file) {
    if (!file.path.starts_with("tests/console/") || !isTestFile(file.path)) {
        return {};
    }
    const bool watched = file.text.find("WatchedTest {") != std::string::npos;
    return watched ? Findings() : Findings{place(file, 1) + "derives from no fixture::WatchedTest"};
}

/// A test file outside the registered folders would never run; two of one name would not build.
inline Findings checkTestPlaces(const std::vector<SourceFile>& files,
                                const std::set<std::string>& folders) {
    Findings findings;
    std::map<std::string, std::string> pathOfName;
    for (const SourceFile& file : files) {
        if (!isTestFile(file.path)) {
            continue;
        }
        const bool inside =
            std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
                return file.path.starts_with("tests/" + folder + "/");
            });
        if (!inside) {
            findings.push_back(place(file, 1) +
                               "no orrery_tests() line of tests/CMakeLists.txt takes it");
        }
        const auto [other, added] =
            pathOfName.emplace(file.path.substr(file.path.rfind('/') + 1), file.path);
        if (!added) {
            findings.push_back(place(file, 1) + "has the name of " + other->second);
        }
    }
    return findings;
}

/// The root shows six folders and a handful of files; dot-files and a build folder may stand there.
inline Findings checkRoot(const std::vector<std::string>& names) {
    static const std::set<std::string> allowed = {"cluster",
                                                  "console",
                                                  "shared",
                                                  "resources",
                                                  "tests",
                                                  "installer",
                                                  "build",
                                                  "CMakeLists.txt",
                                                  "CMakePresets.json",
                                                  "CMakeUserPresets.json",
                                                  "compile_commands.json",
                                                  "README.md",
                                                  "ARCHITECTURE.md",
                                                  "LICENSE"};
    Findings findings;
    for (const std::string& name : names) {
        if (!allowed.contains(name) && !name.starts_with('.') && !name.ends_with(".user")) {
            findings.push_back(name + ": nothing of this name belongs at the root");
        }
    }
    return findings;
}

}  // namespace orrery::rules
