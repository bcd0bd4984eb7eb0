// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Quiet colours that a person gives to a grid, so that "production" and "test" are told apart at a
// glance. They are muted, so that none is taken for an alarm, and always stand beside the grid's name.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include <QColor>
#include <QString>

#include "console/widgets/colors.h"

namespace orrery::console {

enum class TagColor { Grey, Teal, Violet, Rose, Olive, Brown };

inline constexpr std::array allTagColors{TagColor::Grey, TagColor::Teal,  TagColor::Violet,
                                         TagColor::Rose, TagColor::Olive, TagColor::Brown};

/// The colour on the ground of `appearance`.
QColor tagColor(TagColor tag, Appearance appearance);
/// Its word for a person.
QString tagWord(TagColor tag);
/// Its word for files; and back, nothing for another text.
const char* nameOf(TagColor tag);
std::optional<TagColor> tagColorFrom(std::string_view name);

}  // namespace orrery::console
