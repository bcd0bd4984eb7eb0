// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything the window can do, as one table. Shortcuts, palette, the menu of the grid's name and the
// sheet of keys all read it, so that they never disagree. What changes the grid is not in it: that is
// planned in a sheet of its own, and no key carries it out.
#pragma once

#include <functional>
#include <vector>

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

namespace orrery::console {

/// Where a command stands in the sheet of keys and in the menu, in this order.
enum class CommandGroup { Views, Go, Time, Alarms, Actions, Layout, Window, Help };

/// Where keys without Ctrl, Alt or a function key act. Keys with them act everywhere.
enum class PlainKeys {
    Everywhere,   ///< Also in tables, where no type-ahead begins with that key: "/".
    OnPictures,   ///< Only while the map, a chart, the timeline or the time bar has the focus.
};

struct Command {
    QString id;                       ///< "view.wall": stable, stands in the settings.
    QString title;                    ///< Translated: "Wall", "Back to live".
    CommandGroup group = CommandGroup::Window;
    QList<QKeySequence> keys;         ///< By default; may be none.
    PlainKeys plainKeys = PlainKeys::Everywhere;
    QString iconName;
    std::function<void()> run;        ///< Must be set.
    /// Empty text: it can be done now. Else why not, for a person. Not set: always possible.
    std::function<QString()> whyNot;
    /// "on", "off", or empty for what is no switch. Not set: no switch.
    std::function<QString()> state;
};

/// The heading of a group. Translated.
QString titleOf(CommandGroup group);

class CommandTable : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Adds a command. Its id must be new.
    void add(Command command);
    /// In the order of adding. Pointers and references stay valid until the next add().
    const std::vector<Command>& all() const { return m_commands; }
    /// Null when there is none.
    const Command* find(const QString& id) const;
    /// Does it, or emits refused() with the reason.
    void run(const QString& id);

Q_SIGNALS:
    /// A command was added.
    void grown();
    /// A person asked for what cannot be done now.
    void refused(const QString& why);

private:
    std::vector<Command> m_commands;
};

}  // namespace orrery::console
