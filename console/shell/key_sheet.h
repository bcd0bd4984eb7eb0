// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ctrl+/: every command with its keys, and the place to change them. Enter on a row records the next
// keys pressed; a key that another command has is refused with that command's name.
#pragma once

#include <QAbstractListModel>

#include "console/shell/commands.h"
#include "console/shell/key_map.h"
#include "console/shell/overlay.h"

class QLineEdit;
class QListView;
class QPushButton;

namespace orrery::console {

class Card;
class ToneLabel;

/// Headings and commands, narrowed by what was typed.
class KeysModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KeysRole = Qt::UserRole + 1, IsHeadingRole, IsChangedRole, IdRole };

    KeysModel(const CommandTable& commands, const KeyMap& keys, QObject* parent = nullptr);
    void setTyped(const QString& typed);
    /// Keys or commands have changed.
    void renew() { setTyped(m_typed); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString heading;   ///< Set: a heading.
        QString id;
    };

    const CommandTable& m_commands;
    const KeyMap& m_keys;
    QString m_typed;
    std::vector<Row> m_rows;
};

class KeySheet : public Overlay {
    Q_OBJECT
public:
    /// Both outlive the sheet.
    KeySheet(const CommandTable& commands, KeyMap& keys, QWidget* window);

    void openSheet();
    bool isRecording() const { return !m_recording.isEmpty(); }

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QString currentId() const;
    void choose(const QString& id);
    void record();
    void recorded(const QKeySequence& key);
    void stopRecording();
    void say(const QString& text);
    void showTyped();

    KeyMap& m_keys;
    KeysModel m_model;
    Card* m_card;
    QLineEdit* m_field;
    QListView* m_list;
    ToneLabel* m_message;
    QPushButton* m_change;
    QPushButton* m_none;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QPushButton* m_close;
    QString m_recording;   ///< Id of the command that waits for its keys; empty: none.
};

}  // namespace orrery::console
