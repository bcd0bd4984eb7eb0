// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/name_order.h"

namespace orrery::console {
namespace {

bool isFigure(char letter) { return letter >= '0' && letter <= '9'; }

/// Takes the figures at the start of `name` off, without their leading zeros.
std::string_view takeNumber(std::string_view& name) {
    std::size_t end = 0;
    while (end < name.size() && isFigure(name[end])) {
        ++end;
    }
    std::string_view number = name.substr(0, end);
    name.remove_prefix(end);
    while (!number.empty() && number.front() == '0') {
        number.remove_prefix(1);
    }
    return number;
}

}  // namespace

bool isNamedBefore(std::string_view left, std::string_view right) {
    while (!left.empty() && !right.empty()) {
        if (isFigure(left.front()) && isFigure(right.front())) {
            const std::string_view one = takeNumber(left);
            const std::string_view two = takeNumber(right);
            if (one != two) {
                return one.size() != two.size() ? one.size() < two.size() : one < two;
            }
        } else if (left.front() != right.front()) {
            return static_cast<unsigned char>(left.front()) < static_cast<unsigned char>(right.front());
        } else {
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
    }
    return left.empty() && !right.empty();
}

}  // namespace orrery::console
