// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/chosen.h"

#include "console/widgets/theme.h"

namespace orrery::console {

QColor chosenFill(double share) {
    const Colors& colors = theme::colors();
    return isHighContrast(theme::appearance()) ? colors.track : mixed(colors.raised, colors.line, share);
}

QColor chosenEdge() { return isHighContrast(theme::appearance()) ? theme::colors().text : QColor(); }

}  // namespace orrery::console
