// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of saved connections on the doors page: one row each with colour, name, agents, mode and last
// use, to connect, edit and remove. Shows a ConnectionBook and says what a person wants of it.
#pragma once

#include "console/shell/connection_book.h"
#include "console/widgets/card.h"

class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class ToneLabel;

class ConnectionList : public Card {
    Q_OBJECT
public:
    explicit ConnectionList(QWidget* parent = nullptr);

    /// Shows `connections` in their order.
    void show(const std::vector<SavedConnection>& connections);
    /// A line under the rows: what happened to the book or a password. Empty: none. `undo` offers to take
    /// a removal back.
    enum class Undo { Absent, Offered };
    void setNotice(const QString& text, Undo undo = Undo::Absent);

Q_SIGNALS:
    void connectRequested(const QString& id);
    void editRequested(const QString& id);
    void removeRequested(const QString& id);
    void addRequested();
    void undoRequested();

private:
    QWidget* makeRow(const SavedConnection& connection);
    QPushButton* makeButton(const QString& iconName, const QString& name, QWidget* parent);

    QVBoxLayout* m_rows;
    ToneLabel* m_empty;
    ToneLabel* m_notice;
    QPushButton* m_undo;
};

/// The word of a mode as it stands in strip and list.
QString modeWord(ConnectionMode mode);

}  // namespace orrery::console
