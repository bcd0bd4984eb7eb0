// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person has noted about the connection in use, apart from how to reach it.
#pragma once

#include <QColor>
#include <QString>

namespace orrery::console {

/// Protected: opened to observe; the change to operate wants the grid's name typed.
enum class Guard { Open, Protected };

struct ConnectionMarks {
    QString name;    ///< The person's own name for it; empty: the grid's name stands alone.
    QColor color;    ///< Stands as a bar beside the name; invalid: none.
    Guard guard = Guard::Open;
};

}  // namespace orrery::console
