// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asked at closing when what the console remembers cannot be written: stay, try once more, or go without.
#pragma once

#include "console/shell/overlay.h"

class QPushButton;

namespace orrery::console {

class Card;
class ToneLabel;

class UnsavedSheet : public Overlay {
    Q_OBJECT
public:
    explicit UnsavedSheet(QWidget* window);

    /// Opens, or stays open, with `why` as one sentence. The focus is on trying again.
    void ask(const QString& why);

Q_SIGNALS:
    /// Close once more; the caller saves again.
    void againWanted();
    /// Close without saving.
    void leaveWanted();

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    Card* m_card;
    ToneLabel* m_why;
    QPushButton* m_again;
};

}  // namespace orrery::console
