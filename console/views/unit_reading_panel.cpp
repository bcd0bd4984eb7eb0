// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/unit_reading_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

/// Of settings the controller knows, of the log the agent of the unit's host; port 0: not known.
model::Endpoint whomToAsk(const model::GridState& state, const model::UnitDescription& unit, UnitReading what) {
    for (const model::AgentDescription& agent : state.agents) {
        if (what == UnitReading::Settings ? agent.controller : agent.host == unit.host) {
            return agent.client;
        }
    }
    return {};
}

}  // namespace

UnitReadingPanel::UnitReadingPanel(const ViewContext& context, UnitReading what, PageRoom room, const QString& title,
                                   const char* object, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_what(what),
      m_room(room),
      m_reader(context.actions),
      m_status(makeExplanation({}, this)),
      m_again(new QPushButton(tr("Read again"), this)),
      m_copy(new QPushButton(tr("Copy"), this)),
      m_column(new QVBoxLayout(this)) {
    const QString name = QLatin1String(object);
    setObjectName(name);
    setAccessibleName(title);
    m_status->setObjectName(name + QStringLiteral(".status"));
    m_status->setWordWrap(true);
    m_again->setObjectName(name + QStringLiteral(".again"));
    m_again->setAccessibleName(tr("%1: read again").arg(title));
    m_copy->setObjectName(name + QStringLiteral(".copy"));
    m_copy->setAccessibleName(tr("%1: copy").arg(title));
    auto* heading = makeSection(title, this);
    heading->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* top = new QHBoxLayout;
    top->setSpacing(metrics::grid);
    top->addWidget(heading, 1);
    top->addWidget(m_again);
    top->addWidget(m_copy);
    m_column->setContentsMargins(0, metrics::margin, 0, 0);
    m_column->setSpacing(metrics::grid);
    m_column->addLayout(top);
    m_column->addWidget(m_status);
    connect(m_again, &QPushButton::clicked, &m_reader, &UnitReader::readAgain);
    connect(m_copy, &QPushButton::clicked, this, &UnitReadingPanel::copy);
    connect(&m_reader, &UnitReader::changed, this, &UnitReadingPanel::refresh);
}

void UnitReadingPanel::showUnit(const SnapshotPointer& snapshot, UnitId unit) {
    m_snapshot = snapshot;
    m_unit = unit;
    if (!snapshot->naming) {   // A picture under other names is made of what is there.
        m_reader.follow(unit, question());
    }
    refresh();
}

void UnitReadingPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_reader.follow(m_unit, std::nullopt);
}

bool UnitReadingPanel::isOfThePast() const {
    return m_room == PageRoom::Dock && m_context.actions->standing() == Standing::InThePast;
}

bool UnitReadingPanel::isRecorded() const {
    const GridSource* source = m_context.actions->source();
    return source != nullptr && source->kind() == SourceKind::Recording;
}

std::optional<UnitQuestion> UnitReadingPanel::question() const {
    const model::UnitDescription* unit = m_snapshot->unit(m_unit);
    const bool isWanted = isVisible() && !visibleRegion().isEmpty() && !isOfThePast() && !isRecorded();
    if (!isWanted || unit == nullptr || m_snapshot->contact.state != ContactState::Live) {
        return std::nullopt;
    }
    const model::Endpoint agent = whomToAsk(*m_snapshot->state, *unit, m_what);
    return agent.port == 0 ? std::nullopt
                           : std::optional(UnitQuestion{m_what, unit->name, agent, wantedLines()});
}

void UnitReadingPanel::refresh() {
    const bool isPast = isOfThePast();
    const UnitAnswer* reading = !isPast && m_reader.reading() ? &*m_reader.reading() : nullptr;
    const auto& problem = m_reader.problem();
    QString text = whyNothing();
    if (reading != nullptr) {
        text = tr("%1 Read %2.").arg(summary(*reading), formatAge(m_reader.age()));
        text += problem ? QStringLiteral(" ") + tr("Not since: %1").arg(wordsOf(*problem)) : QString();
    }
    if (m_status->text() != text) {
        m_status->setText(text);
    }
    m_status->setTone(reading != nullptr && problem ? Tone::High : Tone::Dim);
    m_again->setVisible(m_reader.isFollowing());
    m_again->setEnabled(!m_reader.isAsking());
    m_copy->setVisible(reading != nullptr);
    const auto wanted = std::pair(reading != nullptr ? m_reader.readingNumber() : 0, m_snapshot->naming);
    if (m_rendered != wanted) {
        m_rendered = wanted;
        showReading(reading);
    }
}

void UnitReadingPanel::showAgain() {
    m_rendered.reset();
    refresh();
}

QString UnitReadingPanel::hostOfUnit() const {
    const model::UnitDescription* unit = m_snapshot->unit(m_unit);
    return unit == nullptr ? QString() : QString::fromStdString(unit->host);
}

QString UnitReadingPanel::wordsOf(const UnitAnswer& problem) const {
    const QString why = shownFreely(*m_snapshot, problem.why);
    switch (problem.outcome) {
    case UnitOutcome::Answered: return {};
    case UnitOutcome::Refused: return tr("refused, %1.").arg(why);
    case UnitOutcome::Unavailable:
        return m_what == UnitReading::Log
                   ? tr("no answer from the agent of host %1, %2.").arg(hostOfUnit(), why)
                   : tr("no answer from the controller, %1.").arg(why);
    case UnitOutcome::OlderGrid:
    case UnitOutcome::NotRecorded: return problem.why;
    }
    return {};
}

QString UnitReadingPanel::whyNothing() const {
    if (isOfThePast()) {
        return tr("Known only of now; what is on screen is over.");
    }
    if (isRecorded()) {
        return tr("Not part of a recording.");
    }
    if (const auto& problem = m_reader.problem()) {
        QString words = wordsOf(*problem);
        words.replace(0, 1, words.left(1).toUpper());
        return words;
    }
    if (m_reader.isFollowing()) {
        return tr("Reading…");
    }
    if (m_snapshot->contact.state != ContactState::Live) {
        return tr("Not read: there is no contact to the grid.");
    }
    const model::UnitDescription* unit = m_snapshot->unit(m_unit);
    const bool isAskable = unit != nullptr && whomToAsk(*m_snapshot->state, *unit, m_what).port != 0;
    return isAskable                      ? tr("Not read yet.")
           : m_what == UnitReading::Log ? tr("Not read: the agent of host %1 is not known.").arg(hostOfUnit())
                                          : tr("Not read: the controller is not known.");
}

void UnitReadingPanel::copy() {
    if (m_reader.reading()) {
        QGuiApplication::clipboard()->setText(copied(*m_reader.reading()));
    }
}

}  // namespace orrery::console
