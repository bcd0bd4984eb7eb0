// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Binds the key map to the window. Plain keys such as Space and L act only while a picture has the
// focus, so that tables and fields keep their type-ahead.
#pragma once

#include <vector>

#include <QObject>

#include "console/shell/commands.h"
#include "console/shell/key_map.h"

class QShortcut;
class QWidget;

namespace orrery::console {

/// Whether plain time keys act while `widget` has the focus: the map, the matrices, charts, the track.
/// Widgets of other rooms join by the dynamic property "picture".
bool isPicture(const QWidget* widget);

class Shortcuts : public QObject {
    Q_OBJECT
public:
    /// All outlive this; keys act in `window` and what floats from it.
    Shortcuts(CommandTable& commands, const KeyMap& keys, QWidget* window);

private:
    void rebuild();
    void followFocus();

    CommandTable& m_commands;
    const KeyMap& m_keys;
    QWidget* m_window;
    bool m_rebuildPending = false;
    std::vector<QShortcut*> m_all;
    std::vector<QShortcut*> m_plain;   ///< Of m_all: only on pictures.
};

}  // namespace orrery::console
