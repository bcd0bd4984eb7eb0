// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/guard_sheet.h"


#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

GuardSheet::GuardSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_title(makeTitle(QString(), m_card)),
      m_text(makeExplanation(QString(), m_card)), m_field(new QLineEdit(m_card)),
      m_cancel(new QPushButton(tr("Cancel"), m_card)), m_operate(new QPushButton(m_card)) {
    setObjectName(QStringLiteral("guardSheet"));
    m_field->setObjectName(QStringLiteral("guardSheet.field"));
    m_operate->setObjectName(QStringLiteral("guardSheet.operate"));
    m_operate->setProperty("tone", QStringLiteral("high"));
    m_field->setAccessibleName(tr("Name of the grid"));
    auto* column = new QVBoxLayout(m_card);
    const int side = metrics::scaled(24);
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(metrics::gap);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_field);
    column->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::grid);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_operate);
    column->addLayout(foot);
    connect(m_field, &QLineEdit::textChanged, this, &GuardSheet::showTyped);
    connect(m_cancel, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
    connect(m_operate, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT confirmed();
    });
}

void GuardSheet::ask(const QString& name) {
    m_name = name;
    setAccessibleName(tr("Operate %1?").arg(name));
    m_title->setText(tr("Operate %1?").arg(name));
    m_text->setText(tr("This connection is protected. Type %1 to offer actions on it.").arg(name));
    m_operate->setText(wordsOnButton(tr("Operate %1").arg(name)));
    m_field->clear();
    showTyped();
    open(m_field);
}

void GuardSheet::showTyped() { m_operate->setEnabled(m_field->text().trimmed() == m_name && !m_name.isEmpty()); }

QRect GuardSheet::cardGeometry() const { return placed(fitted(*m_card, metrics::scaled(480)), CardPlace::Upper); }

QWidget* GuardSheet::card() { return m_card; }

}  // namespace orrery::console
