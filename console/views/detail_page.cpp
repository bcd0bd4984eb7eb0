// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frame of a detail page.
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/views/detail_pages.h"
#include "console/views/figures.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/note_card.h"
#include "console/widgets/sparkline.h"

namespace orrery::console {

DetailPage::DetailPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_scroll(new QScrollArea(this)),
      m_title(makeTitle({}, this)),
      m_subtitle(makeExplanation({}, this)),
      m_column(nullptr) {
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    stayAtTheEnd();
    auto* page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_scroll->setWidget(page);
    page->setAutoFillBackground(false);
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);   // As wide as the dock, never wider.
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    m_column->setContentsMargins(metrics::margin, metrics::scaled(14), metrics::margin, metrics::margin);
    m_column->setSpacing(0);
    m_title->setWordWrap(true);
    m_column->addWidget(m_title);
    m_column->addSpacing(metrics::scaled(2));
    m_column->addWidget(m_subtitle);
}

void DetailPage::setHeading(const QString& title, const QString& subtitle) {
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    setAccessibleName(title);
}

ToneLabel* DetailPage::addSection(const QString& text) {
    ToneLabel* label = makeSection(text, this);
    label->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
    label->setMinimumHeight(metrics::scaled(36));   // The space above is the label's: it goes when it is hidden.
    m_column->addWidget(label);
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
    if (!section.isEmpty()) {
        addSection(section);
    }
    auto* note = new NoteCard(this);
    note->setContentsMargins(0, section.isEmpty() ? metrics::gap : metrics::scaled(6), 0, metrics::grid);
    m_column->addWidget(note);
    return note;
}

Sparkline* DetailPage::addCurve(const QString& name) {
    m_curveNames.emplace_back(addSection(name), name);
    auto* curve = new Sparkline(this);
    curve->setAccessibleName(name);
    curve->setBaselineVisible();
    curve->setMinimumHeight(metrics::scaled(48));
    m_column->addWidget(curve);
    return curve;
}

void DetailPage::setCurveSpan(Duration span) {
    for (const auto& [label, name] : m_curveNames) {
        label->setText(tr("%1, %2").arg(name, trendWords(span)));
    }
}

void DetailPage::addWhole(QWidget* part) { m_column->addWidget(part); }

QPushButton* DetailPage::makeButton(const QString& text, const char* object) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(object));
    return button;
}

QWidget* DetailPage::addButtons(const std::vector<QPushButton*>& buttons) {
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, metrics::gap, 0, 0);
    row->setSpacing(metrics::grid);
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    row->addStretch();
    m_column->addWidget(holder);
    return holder;
}

void DetailPage::offer(const std::vector<OfferedButton>& actions) {
    const bool offered = context().actions->offersActions();
    const QString whyNot = context().actions->whyUnavailable();
    for (const auto& [button, fits] : actions) {
        button->setVisible(offered && fits);
        button->setEnabled(whyNot.isEmpty());
        button->setToolTip(whyNot);
    }
}

void DetailPage::showStale(NoteCard* banner, Freshness freshness, Duration age) {
    const bool isStale = freshness == Freshness::Stale;
    banner->setVisible(isStale);
    if (isStale) {
        banner->setText(tr("Not heard for %1. What stands in brackets is from then.").arg(formatDuration(age).joined()),
                        Tone::High);
    }
}

void DetailPage::stayAtTheEnd() {
    QScrollBar* bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this,
            [this, bar](int value) { m_isAtTheEnd = value > 0 && value == bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int end) {
        if (m_isAtTheEnd) {
            bar->setValue(end);
        }
    });
}

void DetailPage::bringIntoSight(QWidget* part) {
    m_scroll->verticalScrollBar()->setValue(part->mapTo(m_scroll->widget(), QPoint(0, 0)).y());
}

void DetailPage::finish() { m_column->addStretch(1); }

}  // namespace orrery::console
