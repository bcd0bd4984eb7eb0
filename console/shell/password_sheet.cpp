// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/password_sheet.h"


#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

namespace {

const metrics::Length cardWidth{440};
const metrics::Length side{24};

}  // namespace

PasswordSheet::PasswordSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_title(makeTitle({}, m_card)), m_why(makeExplanation({}, m_card)),
      m_password(new QLineEdit(m_card)) {
    setObjectName(QStringLiteral("passwordSheet"));
    m_password->setObjectName(QStringLiteral("passwordSheet.password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password"));
    auto* cancel = new QPushButton(tr("Cancel"), m_card);
    auto* go = new QPushButton(tr("Connect"), m_card);
    go->setProperty("tone", QStringLiteral("accent"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(go);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(metrics::gap);
    column->addWidget(m_title);
    column->addWidget(m_why);
    column->addWidget(m_password);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &PasswordSheet::close);
    connect(this, &Overlay::cancelled, this, &PasswordSheet::close);
    connect(go, &QPushButton::clicked, this, &PasswordSheet::give);
    connect(m_password, &QLineEdit::returnPressed, this, &PasswordSheet::give);
}

void PasswordSheet::ask(const SavedConnection& connection, const QString& why) {
    m_connection = connection;
    m_title->setText(tr("Password of %1").arg(connection.name));
    m_why->setText(why);
    m_password->clear();
    open(m_password);
}

void PasswordSheet::give() {
    const QString password = m_password->text();
    close();
    Q_EMIT given(m_connection, password);
}

void PasswordSheet::close() {
    m_password->clear();
    dismiss();
}

QRect PasswordSheet::cardGeometry() const { return placed(fitted(*m_card, cardWidth), CardPlace::Upper); }

QWidget* PasswordSheet::card() { return m_card; }

}  // namespace orrery::console
