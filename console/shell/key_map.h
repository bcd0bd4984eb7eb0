// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which keys do what: the defaults of the command table, and a person's changes, which are kept in the
// settings by command. Two commands never share a key; a change that would make them is refused with
// the name of the other one.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include "console/shell/commands.h"

namespace orrery::console {

class Settings;

/// Where one key of a command acts.
enum class KeyScope { Window, Pictures };

class KeyMap : public QObject {
    Q_OBJECT
public:
    /// Both outlive the map.
    KeyMap(const CommandTable& commands, Settings& settings, QObject* parent = nullptr);

    /// The keys in force; may be none.
    QList<QKeySequence> keysOf(const QString& id) const;
    /// The first of them as people read it: "Ctrl+K"; empty without one.
    QString hintOf(const QString& id) const;
    /// All of them: "Ctrl+F, /".
    QString textOf(const QString& id) const;
    bool isChanged(const QString& id) const { return m_changes.contains(id); }

    /// Empty, or why `id` cannot have `key`: another command has it, or it is needed for typing.
    QString whyRefused(const QString& id, const QKeySequence& key) const;
    /// Makes `key` the only key of `id`, and says nothing; or changes nothing and says why.
    QString assign(const QString& id, const QKeySequence& key);
    /// Leaves `id` without a key.
    void clear(const QString& id);
    /// Back to the default. Says why not when another command was given that key meanwhile.
    QString reset(const QString& id);
    void resetAll();

    static KeyScope scopeOf(const Command& command, const QKeySequence& key);

Q_SIGNALS:
    void changed();

private:
    void store(const QString& id, const QList<QKeySequence>& keys);

    const CommandTable& m_commands;
    Settings& m_settings;
    QHash<QString, QList<QKeySequence>> m_changes;
};

}  // namespace orrery::console
