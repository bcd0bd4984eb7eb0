// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/ring_sheet.h"

#include <optional>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

const metrics::Length cardWidth{480};
const metrics::Length side{24};
constexpr int mebibyteShift = 20;

/// The whole number in `field`, if it is within; nothing else.
std::optional<std::uint64_t> numberIn(const QLineEdit& field, std::uint64_t least, std::uint64_t most) {
    bool good = false;
    const qulonglong number = field.text().trimmed().toULongLong(&good);
    return good && number >= least && number <= most ? std::optional<std::uint64_t>(number) : std::nullopt;
}

}  // namespace

RingSheet::RingSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_hours(new QLineEdit(m_card)), m_room(new QLineEdit(m_card)),
      m_mistake(new ToneLabel(QString(), theme::textFont(metrics::textSize), Tone::High, m_card)) {
    setObjectName(QStringLiteral("ringSheet"));
    setAccessibleName(tr("What the past keeps"));
    build();
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
    for (QLineEdit* field : {m_hours, m_room}) {
        connect(field, &QLineEdit::returnPressed, this, &RingSheet::save);
        connect(field, &QLineEdit::textEdited, m_mistake, &QLabel::clear);
    }
}

void RingSheet::build() {
    m_hours->setObjectName(QStringLiteral("ringSheet.hours"));
    m_room->setObjectName(QStringLiteral("ringSheet.room"));
    m_mistake->setObjectName(QStringLiteral("ringSheet.mistake"));
    m_mistake->setWordWrap(true);
    auto* rows = new QGridLayout;
    rows->setHorizontalSpacing(metrics::gap);
    rows->setVerticalSpacing(metrics::gap);
    rows->setColumnStretch(1, 1);
    const auto add = [&](int row, const QString& label, QLineEdit* field) {
        rows->addWidget(makeExplanation(label, m_card), row, 0, Qt::AlignVCenter);
        rows->addWidget(field, row, 1);
        field->setAccessibleName(label);
    };
    add(0, tr("Hours"), m_hours);
    add(1, tr("Room on the disk, MiB"), m_room);
    auto* cancel = new QPushButton(tr("Cancel"), m_card);
    auto* keep = new QPushButton(tr("Save"), m_card);
    keep->setObjectName(QStringLiteral("ringSheet.save"));
    keep->setProperty("tone", QStringLiteral("accent"));
    connect(cancel, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(keep, &QPushButton::clicked, this, &RingSheet::save);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(keep);
    auto* text = makeExplanation(tr("Every grid is recorded by itself, so that you can go back. The oldest is removed "
                                    "when either is reached. Your own recordings stay."), m_card);
    text->setWordWrap(true);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(metrics::gap);
    column->addWidget(makeTitle(tr("What the past keeps"), m_card));
    column->addWidget(text);
    column->addLayout(rows);
    column->addWidget(m_mistake);
    column->addStretch(1);
    column->addLayout(foot);
}

void RingSheet::ask(const RingLimits& limits) {
    m_hours->setText(QString::number(limits.keep.millis() / 3'600'000));
    m_room->setText(QString::number(limits.totalBytes >> mebibyteShift));
    m_mistake->clear();
    open(m_hours);
    m_hours->selectAll();
}

Result<RingLimits> RingSheet::read() const {
    const auto hours = numberIn(*m_hours, RingLimits::leastHours, RingLimits::mostHours);
    if (!hours) {
        return Error{ErrorCode::Malformed, tr("Hours takes a whole number from %L1 to %L2.")
                                               .arg(RingLimits::leastHours).arg(RingLimits::mostHours).toStdString()};
    }
    const auto room =
        numberIn(*m_room, RingLimits::leastBytes >> mebibyteShift, RingLimits::mostBytes >> mebibyteShift);
    if (!room) {
        return Error{ErrorCode::Malformed, tr("Room takes a whole number of MiB from %L1 to %L2.")
                                               .arg(RingLimits::leastBytes >> mebibyteShift)
                                               .arg(RingLimits::mostBytes >> mebibyteShift).toStdString()};
    }
    return RingLimits{seconds(static_cast<std::int64_t>(*hours) * 3600), *room << mebibyteShift};
}

void RingSheet::save() {
    const Result<RingLimits> limits = read();
    if (!limits) {
        m_mistake->setText(QString::fromStdString(limits.error().detail));
        return;
    }
    dismiss();
    Q_EMIT chosen(limits.value());
}

QRect RingSheet::cardGeometry() const { return placed(fitted(*m_card, cardWidth), CardPlace::Upper); }

QWidget* RingSheet::card() { return m_card; }

}  // namespace orrery::console
