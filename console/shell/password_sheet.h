// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks for the password of one connection. What is typed goes to whoever asked and is forgotten here.
#pragma once

#include "console/shell/connection_book.h"
#include "console/shell/overlay.h"

class QLineEdit;

namespace orrery::console {

class Card;
class ToneLabel;

class PasswordSheet : public Overlay {
    Q_OBJECT
public:
    explicit PasswordSheet(QWidget* window);

    /// Asks for the password of `connection`; `why` says why it is asked for.
    void ask(const SavedConnection& connection, const QString& why);

Q_SIGNALS:
    void given(const orrery::console::SavedConnection& connection, const QString& password);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    void give();
    void close();

    SavedConnection m_connection;
    Card* m_card;
    ToneLabel* m_title;
    ToneLabel* m_why;
    QLineEdit* m_password;
};

}  // namespace orrery::console
