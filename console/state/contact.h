// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our own link to the grid. Contact is not health: a lost link says nothing about the units, it
// says that what is on screen grows old.
#pragma once

#include <QMetaType>
#include <QString>

#include "console/state/moment.h"

namespace orrery::console {

enum class ContactState { Connecting, Live, Lost };

struct Contact {
    ContactState state = ContactState::Connecting;
    Moment since;  ///< When it came into this state.
    QString peer;  ///< "127.0.0.1:7101", or the file's name; empty while there is none.
    QString why;  ///< Lost: the cause, for a person. Connecting: what went wrong before, may be empty.
                  ///< Live: what the grid says and this console cannot show; empty as a rule.
    friend bool operator==(const Contact&, const Contact&) = default;
};

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::Contact)
