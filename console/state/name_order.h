// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The order in which people look for names: figures inside them count as numbers, so b2 stands before b10. The
// table's own order is by id, which is the order in which units and hosts happened to come.
#pragma once

#include <string_view>

namespace orrery::console {

/// Whether `left` stands before `right`. A strict weak order; names that differ only in leading zeros are alike.
bool isNamedBefore(std::string_view left, std::string_view right);

}  // namespace orrery::console
