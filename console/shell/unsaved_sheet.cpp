// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/unsaved_sheet.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr int sheetWidth = 560;
constexpr int sheetHeight = 232;

}  // namespace

UnsavedSheet::UnsavedSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_why(makeExplanation(QString(), m_card)),
      m_again(new QPushButton(tr("Try again"), m_card)) {
    setObjectName(QStringLiteral("unsavedSheet"));
    setAccessibleName(tr("Not saved"));
    m_why->setObjectName(QStringLiteral("unsavedSheet.why"));
    m_again->setObjectName(QStringLiteral("unsavedSheet.again"));
    auto* stay = new QPushButton(tr("Stay"), m_card);
    auto* leave = new QPushButton(tr("Close without saving"), m_card);
    leave->setObjectName(QStringLiteral("unsavedSheet.leave"));
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::gap);
    column->addWidget(makeTitle(tr("Not saved"), m_card));
    column->addWidget(m_why);
    column->addWidget(makeExplanation(tr("Layout, keys, filters and other choices of this run are forgotten when "
                                         "the console closes. Recordings and the grid are not touched."),
                                      m_card));
    column->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::grid);
    foot->addWidget(stay);
    foot->addStretch(1);
    foot->addWidget(leave);
    foot->addWidget(m_again);
    column->addLayout(foot);
    connect(stay, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
    connect(m_again, &QPushButton::clicked, this, &UnsavedSheet::againWanted);
    connect(leave, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT leaveWanted();
    });
}

void UnsavedSheet::ask(const QString& why) {
    m_why->setText(why);
    if (!isVisible()) {
        open(m_again);
    }
}

QRect UnsavedSheet::cardGeometry() const {
    const int width = std::min(sheetWidth, this->width() - 80);
    const int height = std::min(sheetHeight, this->height() - 80);
    return {(this->width() - width) / 2, (this->height() - height) / 3, width, height};
}

QWidget* UnsavedSheet::card() { return m_card; }

}  // namespace orrery::console
