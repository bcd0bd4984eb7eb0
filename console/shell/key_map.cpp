// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/key_map.h"

#include <QStringList>

#include "console/shell/settings.h"

namespace orrery::console {
namespace {

constexpr int mostKeys = 4;

QString settingsKey(const QString& id) { return QStringLiteral("keys/") + id; }

QString listed(const QList<QKeySequence>& keys, QKeySequence::SequenceFormat format) {
    QStringList texts;
    for (const QKeySequence& key : keys) {
        texts.push_back(key.toString(format));
    }
    return texts.join(QStringLiteral("   "));
}

bool isFunctionKey(int key) { return key >= Qt::Key_F1 && key <= Qt::Key_F35; }

/// Without Ctrl, Alt or Meta, and no function key.
bool isPlain(const QKeySequence& sequence) {
    const QKeyCombination first = sequence[0];
    const auto strong = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    return (first.keyboardModifiers() & strong) == 0 && !isFunctionKey(first.key());
}

/// Keys that move and type in every table, field and sheet.
bool isForTyping(const QKeySequence& sequence) {
    const int key = sequence[0].key();
    const bool letterOrDigit = (key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9);
    const bool control = key == Qt::Key_Tab || key == Qt::Key_Backtab || key == Qt::Key_Return ||
                         key == Qt::Key_Enter || key == Qt::Key_Backspace || key == Qt::Key_Delete ||
                         key == Qt::Key_Space || (key >= Qt::Key_Home && key <= Qt::Key_PageDown);
    return isPlain(sequence) && (letterOrDigit || control);
}

}  // namespace

KeyMap::KeyMap(const CommandTable& commands, Settings& settings, QObject* parent)
    : QObject(parent), m_commands(commands), m_settings(settings) {
    for (const QString& id : settings.names(QStringLiteral("keys"))) {
        const QStringList texts = settings.value(settingsKey(id)).toStringList();
        QList<QKeySequence> keys;
        for (const QString& text : texts.mid(0, mostKeys)) {
            const QKeySequence key = QKeySequence::fromString(text, QKeySequence::PortableText);
            if (key.count() == 1 && key[0].key() != Qt::Key_unknown) {
                keys.push_back(key);
            }
        }
        m_changes.insert(id, keys);
    }
}

QList<QKeySequence> KeyMap::keysOf(const QString& id) const {
    const Command* command = m_commands.find(id);
    if (command == nullptr) {
        return {};
    }
    const auto changed = m_changes.constFind(id);
    if (changed != m_changes.constEnd()) {
        return *changed;
    }
    // A default key that a person has given to another command is that command's.
    QList<QKeySequence> free;
    for (const QKeySequence& key : command->keys) {
        bool taken = false;
        for (auto other = m_changes.constBegin(); other != m_changes.constEnd() && !taken; ++other) {
            taken = m_commands.find(other.key()) != nullptr && other->contains(key);
        }
        if (!taken) {
            free.push_back(key);
        }
    }
    return free;
}

QString KeyMap::hintOf(const QString& id) const {
    const QList<QKeySequence> keys = keysOf(id);
    return keys.isEmpty() ? QString() : keys.front().toString(QKeySequence::NativeText);
}

QString KeyMap::textOf(const QString& id) const { return listed(keysOf(id), QKeySequence::NativeText); }

KeyScope KeyMap::scopeOf(const Command& command, const QKeySequence& key) {
    return isPlain(key) && command.plainKeys == PlainKeys::OnPictures ? KeyScope::Pictures : KeyScope::Window;
}

QString KeyMap::whyRefused(const QString& id, const QKeySequence& key) const {
    const Command* command = m_commands.find(id);
    if (command == nullptr || key.isEmpty()) {
        return tr("There is no such key or command.");
    }
    const QString text = key.toString(QKeySequence::NativeText);
    if (key[0].key() == Qt::Key_Escape) {
        return tr("%1 always closes and leaves.").arg(text);
    }
    if (isForTyping(key) && scopeOf(*command, key) == KeyScope::Window) {
        return tr("%1 is needed for typing and moving. Add Ctrl or Alt.").arg(text);
    }
    for (const Command& other : m_commands.all()) {
        if (other.id != id && keysOf(other.id).contains(key)) {
            return tr("%1 already means \"%2\". Change that one first.").arg(text, other.title);
        }
    }
    return {};
}

QString KeyMap::assign(const QString& id, const QKeySequence& key) {
    QString why = whyRefused(id, key);
    if (why.isEmpty()) {
        store(id, {key});
    }
    return why;
}

void KeyMap::clear(const QString& id) { store(id, {}); }

void KeyMap::store(const QString& id, const QList<QKeySequence>& keys) {
    m_changes.insert(id, keys);
    QStringList texts;
    for (const QKeySequence& key : keys) {
        texts.push_back(key.toString(QKeySequence::PortableText));
    }
    m_settings.setValue(settingsKey(id), texts);
    Q_EMIT changed();
}

QString KeyMap::reset(const QString& id) {
    const Command* command = m_commands.find(id);
    if (command == nullptr) {
        return {};
    }
    for (const QKeySequence& key : command->keys) {
        if (QString why = whyRefused(id, key); !why.isEmpty() && !isForTyping(key)) {
            return why;
        }
    }
    m_changes.remove(id);
    m_settings.setValue(settingsKey(id), {});
    Q_EMIT changed();
    return {};
}

void KeyMap::resetAll() {
    for (const QString& id : m_changes.keys()) {
        m_settings.setValue(settingsKey(id), {});
    }
    m_changes.clear();
    Q_EMIT changed();
}

}  // namespace orrery::console
