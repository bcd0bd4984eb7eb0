// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/shortcuts.h"

#include <initializer_list>

#include <QApplication>
#include <QShortcut>
#include <QWidget>

namespace orrery::console {

namespace {

/// Whether `widget` or something around it is one of `kinds`.
bool isWithin(const QWidget* widget, std::initializer_list<const char*> kinds) {
    for (; widget != nullptr; widget = widget->parentWidget()) {
        for (const char* kind : kinds) {
            if (widget->inherits(kind)) {
                return true;
            }
        }
    }
    return false;
}

bool isCellPicture(const QWidget* widget) {
    return isWithin(widget, {"orrery::console::PartitionMap", "orrery::console::PlacementMatrix",
                             "orrery::console::LinkMatrix"});
}

bool isTimePicture(const QWidget* widget) {
    return isWithin(widget, {"orrery::console::TimeChart", "orrery::console::TimeTrack"});
}

}  // namespace

bool isPicture(const QWidget* widget) {
    return isCellPicture(widget) || isTimePicture(widget) ||
           (widget != nullptr && widget->property("picture").toBool());
}

Shortcuts::Shortcuts(CommandTable& commands, const KeyMap& keys, QWidget* window)
    : QObject(window), m_commands(commands), m_keys(keys), m_window(window) {
    connect(&keys, &KeyMap::changed, this, &Shortcuts::rebuild);
    connect(&commands, &CommandTable::grown, this, [this] {
        if (!m_rebuildPending) {
            m_rebuildPending = true;
            QMetaObject::invokeMethod(this, &Shortcuts::rebuild, Qt::QueuedConnection);
        }
    });
    connect(qApp, &QApplication::focusChanged, this, &Shortcuts::followFocus);
    rebuild();
}

void Shortcuts::rebuild() {
    m_rebuildPending = false;
    for (QShortcut* old : m_all) {
        old->setEnabled(false);   // One of them may be on the way to its command right now.
        old->deleteLater();
    }
    m_all.clear();
    m_plain.clear();
    for (const Command& command : m_commands.all()) {
        for (const QKeySequence& key : m_keys.keysOf(command.id)) {
            auto* shortcut = new QShortcut(key, m_window);
            m_all.push_back(shortcut);
            if (KeyMap::scopeOf(command, key) == KeyScope::Pictures) {
                m_plain.push_back(shortcut);
            }
            connect(shortcut, &QShortcut::activated, this, [this, id = command.id] { m_commands.run(id); });
        }
    }
    followFocus();
}

void Shortcuts::followFocus() {
    const QWidget* focused = QApplication::focusWidget();
    const bool onPicture = isPicture(focused);
    const bool movesCells = isCellPicture(focused);
    for (QShortcut* shortcut : m_plain) {
        // Home moves to the first cell where there are cells.
        const bool isMove = shortcut->key() == QKeySequence(Qt::Key_Home);
        shortcut->setEnabled(onPicture && !(isMove && movesCells));
    }
}

}  // namespace orrery::console
