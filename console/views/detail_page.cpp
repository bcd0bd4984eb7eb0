// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frame of a detail page.
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/views/detail_pages.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/note_card.h"
#include "console/widgets/sparkline.h"

namespace orrery::console {

DetailPage::DetailPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_title(makeTitle({}, this)),
      m_subtitle(makeExplanation({}, this)),
      m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(metrics::margin, 14, metrics::margin, metrics::margin);
    m_column->setSpacing(0);
    m_column->addWidget(m_title);
    m_column->addSpacing(2);
    m_column->addWidget(m_subtitle);
}

void DetailPage::setHeading(const QString& title, const QString& subtitle) {
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    setAccessibleName(title);
}

ToneLabel* DetailPage::addSection(const QString& text) {
    ToneLabel* label = makeSection(text, this);
    m_column->addSpacing(16);
    m_column->addWidget(label);
    m_column->addSpacing(4);
    return label;
}

FactList* DetailPage::addFacts(const QString& section) {
    if (!section.isEmpty()) {
        addSection(section);
    }
    auto* facts = new FactList(this);
    m_column->addWidget(facts);
    return facts;
}

NoteCard* DetailPage::addNote(const QString& section) {
    addSection(section);
    auto* note = new NoteCard(this);
    m_column->addSpacing(2);
    m_column->addWidget(note);
    return note;
}

Sparkline* DetailPage::addCurve(const QString& section) {
    addSection(section);
    auto* curve = new Sparkline(this);
    curve->setBaselineVisible();
    curve->setMinimumHeight(64);
    m_column->addWidget(curve);
    return curve;
}

QPushButton* DetailPage::makeButton(const QString& text, const char* object) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(object));
    return button;
}

void DetailPage::addButtons(const std::vector<QPushButton*>& buttons) {
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::grid);
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    row->addStretch();
    m_column->addSpacing(20);
    m_column->addLayout(row);
}

void DetailPage::offer(QPushButton* button, const QString& whyNot) {
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(whyNot);
}

void DetailPage::finish() { m_column->addStretch(1); }

}  // namespace orrery::console
