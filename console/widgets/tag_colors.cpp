// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One lightness on dark ground and one on light, so that no grid looks more urgent than another.
#include "console/widgets/tag_colors.h"

#include <QCoreApplication>

namespace orrery::console {

QColor tagColor(TagColor tag, Appearance appearance) {
    const bool dark = isDark(appearance);
    switch (tag) {
    case TagColor::Grey: return dark ? QColor(0x8E, 0x95, 0x9C) : QColor(0x72, 0x79, 0x80);
    case TagColor::Teal: return dark ? QColor(0x5F, 0xA3, 0x9B) : QColor(0x2F, 0x7D, 0x75);
    case TagColor::Violet: return dark ? QColor(0x9C, 0x8F, 0xC4) : QColor(0x6E, 0x60, 0x9E);
    case TagColor::Rose: return dark ? QColor(0xBE, 0x8C, 0xA6) : QColor(0x94, 0x5C, 0x7B);
    case TagColor::Olive: return dark ? QColor(0x9B, 0xA1, 0x6B) : QColor(0x6C, 0x73, 0x39);
    case TagColor::Brown: return dark ? QColor(0xAE, 0x95, 0x7B) : QColor(0x82, 0x68, 0x4C);
    }
    return {};
}

QString tagWord(TagColor tag) {
    switch (tag) {
    case TagColor::Grey: return QCoreApplication::translate("TagColor", "Grey");
    case TagColor::Teal: return QCoreApplication::translate("TagColor", "Teal");
    case TagColor::Violet: return QCoreApplication::translate("TagColor", "Violet");
    case TagColor::Rose: return QCoreApplication::translate("TagColor", "Rose");
    case TagColor::Olive: return QCoreApplication::translate("TagColor", "Olive");
    case TagColor::Brown: return QCoreApplication::translate("TagColor", "Brown");
    }
    return {};
}

const char* nameOf(TagColor tag) {
    switch (tag) {
    case TagColor::Grey: return "grey";
    case TagColor::Teal: return "teal";
    case TagColor::Violet: return "violet";
    case TagColor::Rose: return "rose";
    case TagColor::Olive: return "olive";
    case TagColor::Brown: return "brown";
    }
    return "grey";
}

std::optional<TagColor> tagColorFrom(std::string_view name) {
    for (const TagColor tag : allTagColors) {
        if (name == nameOf(tag)) {
            return tag;
        }
    }
    return std::nullopt;
}

}  // namespace orrery::console
