// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What entries and changes cost in memory, from their sizes alone. Not from capacities or
// addresses: an estimate that depends on content only is the same on every copy, and undoing a
// change restores it exactly.
#pragma once

#include <cstddef>

namespace orrery::core {

/// Heap bytes of a std::string of `size` bytes: none when it fits into the object itself, else its
/// block with the allocator's header, in steps of 16.
constexpr std::size_t textBytes(std::size_t size) {
    constexpr std::size_t inPlace = 15;
    return size <= inPlace ? 0 : (size + 1 + 8 + 15) / 16 * 16;
}

/// Bytes that an element of `size` bytes takes in a B-tree whose nodes are three quarters full.
constexpr std::size_t treeBytes(std::size_t size) { return size + size / 3; }

}  // namespace orrery::core
