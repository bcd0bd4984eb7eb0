// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before a protected grid may be operated: its name must be typed.
#pragma once

#include "console/shell/overlay.h"

class QLineEdit;
class QPushButton;

namespace orrery::console {

class Card;
class ToneLabel;

class GuardSheet : public Overlay {
    Q_OBJECT
public:
    explicit GuardSheet(QWidget* window);
    /// Asks for `name`; confirmed() follows when it was typed.
    void ask(const QString& name);

Q_SIGNALS:
    void confirmed();

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    void showTyped();

    QString m_name;
    Card* m_card;
    ToneLabel* m_title;
    ToneLabel* m_text;
    QLineEdit* m_field;
    QPushButton* m_cancel;
    QPushButton* m_operate;
};

}  // namespace orrery::console
