// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A wrapped label inside a card.
#include "console/widgets/note_card.h"

#include <QVBoxLayout>

#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

NoteCard::NoteCard(QWidget* parent) : Card(parent), m_label(makeText({}, this)) {
    m_label->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gap, metrics::scaled(10), metrics::gap, metrics::scaled(10));
    column->addWidget(m_label);
}

void NoteCard::setText(const QString& text, Tone tone) {
    if (m_label->text() != text) {
        m_label->setText(text);
        setAccessibleName(text);
    }
    m_label->setTone(tone);
}

QString NoteCard::text() const { return m_label->text(); }

}  // namespace orrery::console
