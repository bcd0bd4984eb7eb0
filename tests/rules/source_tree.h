// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tree as the rules see it: files with their path from the root and their text.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::rules {

struct SourceFile {
    std::string path;  ///< From the root, with slashes: "shared/base/ids.h".
    std::string text;
};

/// What a check found: one line per violation, "path:line: what and what to do". Empty: all is well.
using Findings = std::vector<std::string>;

inline Findings& operator+=(Findings& all, Findings more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
    return all;
}

inline std::string place(const SourceFile& file, std::size_t line) {
    return file.path + ":" + std::to_string(line) + ": ";
}

/// True for the folders that are not ours: version control, build trees, caches.
inline bool isForeign(const std::string& rootEntry) {
    return rootEntry == ".git" || rootEntry == ".cache" || rootEntry == "build";
}

inline std::vector<std::string> linesOf(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

/// The names at the root of the tree.
inline std::vector<std::string> rootEntries(const std::filesystem::path& root) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(root)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Every file of the tree that is ours, in the order of paths.
inline std::vector<SourceFile> readTree(const std::filesystem::path& root) {
    std::vector<SourceFile> files;
    for (auto entry = std::filesystem::recursive_directory_iterator(root);
         entry != std::filesystem::recursive_directory_iterator(); ++entry) {
        const std::string path = entry->path().lexically_relative(root).generic_string();
        if (entry.depth() == 0 && isForeign(path)) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            std::ifstream stream(entry->path(), std::ios::binary);
            files.push_back({path, std::string(std::istreambuf_iterator<char>(stream), {})});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

/// C++ text with comments and the insides of literals blanked out; lines stay where they are.
inline std::string withoutCommentsAndLiterals(std::string_view text) {
    std::string code(text);
    enum class Inside { Code, Line, Block, Text, Character } inside = Inside::Code;
    for (std::size_t at = 0; at < code.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const bool ends =
            (inside == Inside::Line && rest.starts_with('\n')) ||
            (inside == Inside::Block && rest.starts_with("*/")) ||
            (inside == Inside::Text && (rest.starts_with('"') || rest.starts_with('\n'))) ||
            (inside == Inside::Character && (rest.starts_with('\'') || rest.starts_with('\n')));
        const bool digitSeparator =
            at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
        if (ends) {
            code[at] = inside == Inside::Block ? ' ' : text[at];
            at += inside == Inside::Block ? 1 : 0;
            code[at] = inside == Inside::Block ? ' ' : code[at];
            inside = Inside::Code;
        } else if (inside != Inside::Code) {
            const bool escape =
                text[at] == '\\' && (inside == Inside::Text || inside == Inside::Character);
            code[at] = text[at] == '\n' ? '\n' : ' ';
            if (escape && at + 1 < code.size()) {
                code[++at] = ' ';
            }
        } else if (rest.starts_with("//")) {
            inside = Inside::Line;
            code[at] = ' ';
        } else if (rest.starts_with("/*")) {
            inside = Inside::Block;
            code[at] = ' ';
        } else if (rest.starts_with('"')) {
            inside = Inside::Text;
        } else if (rest.starts_with('\'') && !digitSeparator) {
            inside = Inside::Character;
        }
    }
    return code;
}

}  // namespace orrery::rules
