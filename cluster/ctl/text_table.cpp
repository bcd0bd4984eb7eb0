// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/text_table.h"

#include <algorithm>

namespace orrery::ctl {
namespace {

/// Characters of UTF-8 text: bytes that do not continue one.
std::size_t widthOf(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

}  // namespace

void TextTable::add(std::vector<std::string> cells) {
    cells.resize(m_columns.size());
    m_rows.push_back(std::move(cells));
}

std::string TextTable::text() const {
    std::vector<std::string> titles;
    std::vector<std::size_t> widths;
    for (const Column& column : m_columns) {
        titles.push_back(column.title);
        widths.push_back(widthOf(column.title));
    }
    for (const auto& row : m_rows) {
        for (std::size_t index = 0; index < row.size(); ++index) {
            widths[index] = std::max(widths[index], widthOf(row[index]));
        }
    }
    std::string result = line(titles, widths);
    for (const auto& row : m_rows) {
        result += line(row, widths);
    }
    return result;
}

std::string TextTable::line(const std::vector<std::string>& cells,
                            const std::vector<std::size_t>& widths) const {
    std::string result;
    for (std::size_t index = 0; index < cells.size(); ++index) {
        const std::string padding(widths[index] - widthOf(cells[index]), ' ');
        result += index > 0 ? "  " : "";
        result += m_columns[index].align == Align::Right ? padding + cells[index] : cells[index] + padding;
    }
    result.erase(result.find_last_not_of(' ') + 1);
    return result + "\n";
}

}  // namespace orrery::ctl
