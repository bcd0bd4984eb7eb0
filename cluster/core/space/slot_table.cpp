// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/space/slot_table.h"

#include <algorithm>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::core {
namespace {

constexpr int bitsMin = 2;

constexpr std::size_t homes(int bits) { return std::size_t{1} << bits; }

}  // namespace

EntryNode* SlotTable::find(std::uint64_t hash, std::string_view key) const {
    if (m_size == 0) {
        return nullptr;
    }
    const Cell* cell = &m_cells[home(hash)];
    while (cell->node != nullptr && cell->hash < hash) {
        ++cell;
    }
    while (cell->node != nullptr && cell->hash == hash) {
        if (cell->node->entry.key == key) {
            return cell->node.get();
        }
        ++cell;
    }
    return nullptr;
}

EntryNode& SlotTable::insert(std::unique_ptr<EntryNode> node) {
    // At most three quarters of the homes are taken: chains stay short.
    if (m_size == 0 || (m_size + 1) * 4 > homes(m_bits) * 3) {
        resize(m_size == 0 ? bitsMin : m_bits + 1);
    }
    EntryNode& entry = *node;
    std::size_t index = home(entry.hash);
    while (m_cells[index].node != nullptr &&
           m_cells[index].comesBefore(entry.hash, entry.entry.key)) {
        ++index;
    }
    std::size_t gap = index;
    while (m_cells[gap].node != nullptr) {
        ++gap;
    }
    if (gap + 1 == m_cells.size()) {
        m_cells.emplace_back();
    }
    const auto at = m_cells.begin() + static_cast<std::ptrdiff_t>(index);
    std::move_backward(at, at + static_cast<std::ptrdiff_t>(gap - index),
                       at + static_cast<std::ptrdiff_t>(gap - index) + 1);
    m_cells[index] = Cell{entry.hash, std::move(node)};
    ++m_size;
    return entry;
}

void SlotTable::erase(const EntryNode& node) {
    std::size_t index = home(node.hash);
    while (m_cells[index].node.get() != &node) {
        ORRERY_ASSERT(m_cells[index].node != nullptr);
        ++index;
    }
    // What was pushed back moves up; an entry at its home ends the row.
    for (; m_cells[index + 1].node != nullptr && home(m_cells[index + 1].hash) <= index; ++index) {
        m_cells[index] = std::move(m_cells[index + 1]);
    }
    m_cells[index] = Cell{};
    --m_size;
    if (m_size == 0) {
        *this = SlotTable{};
    } else if (m_bits > bitsMin && m_size * 8 < homes(m_bits)) {
        resize(m_bits - 1);
    }
}

SlotTable::Place SlotTable::lowerBound(std::uint64_t hash) const {
    if (m_size == 0) {
        return {};
    }
    std::size_t index = home(hash);
    while (m_cells[index].node != nullptr && m_cells[index].hash < hash) {
        ++index;
    }
    return entryFrom(index);
}

SlotTable::Place SlotTable::entryFrom(std::size_t index) const {
    while (index < m_cells.size() && m_cells[index].node == nullptr) {
        ++index;
    }
    return {index, index < m_cells.size() ? m_cells[index].node.get() : nullptr};
}

void SlotTable::resize(int bits) {
    std::vector<Cell> former(homes(bits) + 1);
    former.swap(m_cells);
    m_bits = bits;
    std::size_t free = 0;
    for (Cell& cell : former) {
        if (cell.node == nullptr) {
            continue;
        }
        const std::size_t index = std::max(free, home(cell.hash));
        if (index + 1 >= m_cells.size()) {
            m_cells.resize(index + 2);
        }
        m_cells[index] = std::move(cell);
        free = index + 1;
    }
}

}  // namespace orrery::core
