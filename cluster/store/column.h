// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of the grid as values of a column. Bytes that are plain UTF-8 become text, so that people can ask
// for them in SQL; all others become a blob. The same bytes always become the same value, and they come
// back exactly.
#pragma once

#include <QVariant>

#include <string>
#include <string_view>

namespace orrery::store {

QVariant columnOf(std::string_view bytes);
/// As a blob, whatever the bytes are.
QVariant blobOf(std::string_view bytes);
std::string bytesOf(const QVariant& column);

}  // namespace orrery::store
