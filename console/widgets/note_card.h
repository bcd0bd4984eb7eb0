// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card with a few lines of text: a consequence, what to do.
#pragma once

#include "console/widgets/card.h"
#include "console/widgets/colors.h"

namespace orrery::console {

class ToneLabel;

class NoteCard : public Card {
    Q_OBJECT
public:
    explicit NoteCard(QWidget* parent = nullptr);

    void setText(const QString& text, Tone tone = Tone::Normal);
    QString text() const;

private:
    ToneLabel* m_label;
};

}  // namespace orrery::console
