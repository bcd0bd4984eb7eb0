// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/shelve_sheet.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>

#include "console/widgets/card.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr std::array<std::int64_t, 5> spanMinutes = {30, 60, 120, 240, 480};
constexpr int longestReason = 200;

}  // namespace

ShelveSheet::ShelveSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_title(makeTitle({}, m_card)),
      m_subtitle(makeExplanation({}, m_card)),
      m_spans(new SegmentedControl({tr("30 min"), tr("1 h"), tr("2 h"), tr("4 h"), tr("8 h")}, m_card)),
      m_reason(new QLineEdit(m_card)), m_cancel(new QPushButton(tr("Cancel"), m_card)),
      m_do(new QPushButton(m_card)) {
    setObjectName(QStringLiteral("shelveSheet"));
    m_spans->setObjectName(QStringLiteral("shelveSheet.spans"));
    m_spans->setAccessibleName(tr("For how long"));
    m_reason->setObjectName(QStringLiteral("shelveSheet.reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, for whoever comes next"));
    m_reason->setMaxLength(longestReason);
    m_do->setObjectName(QStringLiteral("shelveSheet.do"));
    m_cancel->setObjectName(QStringLiteral("shelveSheet.cancel"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gap);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_do);
    auto* column = new QVBoxLayout(m_card);
    const int side = metrics::scaled(24);
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(metrics::gap);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_subtitle),
                          static_cast<QWidget*>(m_spans), static_cast<QWidget*>(m_reason)}) {
        column->addWidget(part);
    }
    column->addStretch();
    column->addLayout(buttons);
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
    connect(m_cancel, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(m_do, &QPushButton::clicked, this, &ShelveSheet::answer);
    connect(m_spans, &SegmentedControl::chosen, this, &ShelveSheet::showButton);
    connect(m_reason, &QLineEdit::textChanged, this, &ShelveSheet::showButton);
}

QRect ShelveSheet::cardGeometry() const { return placed(fitted(*m_card, metrics::scaled(480))); }

QWidget* ShelveSheet::card() { return m_card; }

void ShelveSheet::askToShelve(const Alarm& alarm, const QString& owner) {
    ask(Question::Shelve, alarm, owner);
}

void ShelveSheet::askToTakeOut(const Alarm& alarm, const QString& owner) {
    ask(Question::TakeOut, alarm, owner);
}

void ShelveSheet::ask(Question question, const Alarm& alarm, const QString& owner) {
    m_question = question;
    m_alarm = alarm.id;
    m_owner = owner;
    const bool shelves = question == Question::Shelve;
    m_title->setText(alarm.text);
    m_subtitle->setText(
        shelves ? tr("Set aside in the name of %1. It comes back by itself when the time is over.").arg(owner)
                : tr("Switched off in the name of %1 until somebody puts it back. It stays listed.").arg(owner));
    m_spans->setVisible(shelves);
    m_reason->clear();
    showButton();
    open(m_reason);
}

void ShelveSheet::showButton() {
    const QStringList spans = {tr("30 min"), tr("1 h"), tr("2 h"), tr("4 h"), tr("8 h")};
    const bool shelves = m_question == Question::Shelve;
    m_do->setText(shelves ? tr("Shelve for %1").arg(spans[m_spans->current()]) : tr("Switch this alarm off"));
    const bool needsReason = !shelves && m_reason->text().trimmed().isEmpty();
    m_do->setEnabled(!needsReason);
    m_do->setToolTip(needsReason ? tr("Say why first") : QString());
}

void ShelveSheet::answer() {
    const QString reason = m_reason->text().simplified();
    dismiss();
    if (m_question == Question::TakeOut) {
        Q_EMIT takenOut(m_alarm, m_owner, reason);
        return;
    }
    const std::int64_t minutes = spanMinutes[static_cast<std::size_t>(m_spans->current())];
    Q_EMIT shelved(m_alarm, Shelving(seconds(minutes * 60), m_owner, reason));
}

}  // namespace orrery::console
