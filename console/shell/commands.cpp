// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/commands.h"

#include <algorithm>

#include <QCoreApplication>

#include "shared/base/assert.h"

namespace orrery::console {

QString titleOf(CommandGroup group) {
    switch (group) {
        case CommandGroup::Views: return CommandTable::tr("Views");
        case CommandGroup::Go: return CommandTable::tr("Find and go");
        case CommandGroup::Time: return CommandTable::tr("Time");
        case CommandGroup::Alarms: return CommandTable::tr("Alarms");
        case CommandGroup::Actions: return CommandTable::tr("Actions");
        case CommandGroup::Layout: return CommandTable::tr("Layout");
        case CommandGroup::Window: return CommandTable::tr("Window");
        case CommandGroup::Help: return CommandTable::tr("Help");
    }
    return {};
}

void CommandTable::add(Command command) {
    ORRERY_ASSERT(find(command.id) == nullptr);
    ORRERY_ASSERT(static_cast<bool>(command.run));
    m_commands.push_back(std::move(command));
    Q_EMIT grown();
}

const Command* CommandTable::find(const QString& id) const {
    const auto found = std::find_if(m_commands.begin(), m_commands.end(),
                                    [&id](const Command& command) { return command.id == id; });
    return found == m_commands.end() ? nullptr : &*found;
}

void CommandTable::run(const QString& id) {
    const Command* command = find(id);
    if (command == nullptr) {
        return;
    }
    const QString why = command->whyNot ? command->whyNot() : QString();
    if (!why.isEmpty()) {
        Q_EMIT refused(why);
        return;
    }
    const std::function<void()> run = command->run;   // It may add commands while it runs.
    run();
}

}  // namespace orrery::console
