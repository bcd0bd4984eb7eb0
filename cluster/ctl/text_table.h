// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables for people: columns as wide as their widest cell, numbers to the right, two spaces between.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace orrery::ctl {

enum class Align : std::uint8_t { Left, Right };

struct Column { std::string title; Align align = Align::Left; };

class TextTable {
public:
    explicit TextTable(std::vector<Column> columns) : m_columns(std::move(columns)) {}

    /// One cell per column; missing ones are empty.
    void add(std::vector<std::string> cells);

    /// The whole table, one line per row, headings first. Widths count characters, not bytes.
    std::string text() const;

private:
    std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) const;

    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

}  // namespace orrery::ctl
