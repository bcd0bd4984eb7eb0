// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/unit_log_panel.h"

#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/state/shown_reading.h"
#include "console/widgets/labels.h"
#include "console/widgets/log_text.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr int heightInDock = 232;
constexpr int heightInWindow = 400;

Tone toneOf(LogWeight weight) {
    switch (weight) {
    case LogWeight::Debug: return Tone::Dim;
    case LogWeight::Warning: return Tone::High;
    case LogWeight::Error: return Tone::Critical;
    case LogWeight::Plain:
    case LogWeight::Info: break;
    }
    return Tone::Normal;
}

}  // namespace

UnitLogPanel::UnitLogPanel(const ViewContext& context, PageRoom room, QWidget* parent)
    : UnitReadingPanel(context, UnitReading::Log, room, tr("Log"), "unitPage.log", parent), m_text(new LogText(this)) {
    m_text->setObjectName(QStringLiteral("unitPage.log.text"));
    m_text->setAccessibleName(tr("Last lines of the unit's log, newest at the end"));
    m_text->setFixedHeight(metrics::scaled(room == PageRoom::Dock ? heightInDock : heightInWindow));
    column()->addWidget(m_text);
    connect(m_text, &LogText::heldChanged, this, &UnitLogPanel::refresh, Qt::QueuedConnection);
    refresh();
}

void UnitLogPanel::takeFocus() { m_text->setFocus(Qt::OtherFocusReason); }

void UnitLogPanel::showReading(const UnitAnswer* reading) {
    std::vector<LogTextLine> lines;
    for (std::size_t index = 0; reading != nullptr && reading->log && index < reading->log->lines.size(); ++index) {
        const QString line = QString::fromStdString(reading->log->lines[index]);
        lines.push_back({shownLogLine(snapshot(), line), toneOf(weightOf(line))});
    }
    m_text->setVisible(!lines.empty());
    if (lines.empty() || snapshot().naming) {
        m_text->clearLines();
    }
    m_text->setLines(std::move(lines));
    const model::UnitLog* log = reading != nullptr && reading->log && !snapshot().naming ? &*reading->log : nullptr;
    status()->setToolTip(log == nullptr || !log->writtenAt
                             ? QString()
                             : tr("%1, %2, last written %3")
                                   .arg(QString::fromStdString(log->file), formatBytes(log->fileBytes).joined(),
                                        formatDateTime(*log->writtenAt)));
}

QString UnitLogPanel::summary(const UnitAnswer& reading) const {
    const model::UnitLog& log = *reading.log;
    if (log.lines.empty()) {
        return shownFreely(snapshot(), QString::fromStdString(log.note)) + QLatin1Char('.');
    }
    const QString count = formatPlural(log.lines.size(), tr("line"), tr("lines"));
    QString text = log.hasEarlier ? tr("The last %1.").arg(count) : tr("%1 in all.").arg(count);
    text += log.isUnfinished ? QStringLiteral(" ") + tr("The newest is not finished.") : QString();
    return m_text->isHeld() ? text + QStringLiteral(" ") + tr("Newer ones wait while you read; Ctrl+End shows them.")
                            : text;
}

QString UnitLogPanel::copied(const UnitAnswer& reading) const {
    QString text;
    for (const std::string& line : reading.log->lines) {
        text += QString::fromStdString(line) + QLatin1Char('\n');
    }
    return text;
}

}  // namespace orrery::console
