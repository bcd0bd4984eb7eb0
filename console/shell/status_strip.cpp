// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/status_strip.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>

#include "console/state/alarm.h"
#include "console/state/formatting.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/marks.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

TextRun plain(const QString& text) { return {text, Tone::Dim, RunStyle::Text}; }
TextRun figure(const QString& text, Tone tone = Tone::Normal) { return {text, tone, RunStyle::StrongFigure}; }

void setTone(QPushButton* button, const char* tone) {
    button->setProperty("tone", QString::fromLatin1(tone));
    button->style()->unpolish(button);
    button->style()->polish(button);
}

std::vector<TextRun> unitRuns(const GridTotals& totals) {
    const bool missing = totals.reportingUnits < totals.expectedUnits;
    return {figure(QStringLiteral("%1/%2").arg(totals.reportingUnits).arg(totals.expectedUnits),
                   missing ? Tone::High : Tone::Normal),
            plain(StatusStrip::tr(" units live, oldest ")),
            figure(formatDuration(totals.oldestSample).joined())};
}

std::vector<TextRun> copyRuns(const GridSnapshot& snapshot) {
    const GridTotals& totals = snapshot.totals;
    const std::size_t all = snapshot.partitions.size();
    const int copies = snapshot.state->backups + 1;
    std::vector<TextRun> runs{
        figure(QStringLiteral("%1/%2").arg(totals.wholePartitions).arg(all)),
        plain(StatusStrip::tr(" with %n copies", nullptr, copies))};
    if (totals.movingPartitions > 0) {
        runs.push_back({StatusStrip::tr(", %1 moving").arg(totals.movingPartitions), Tone::Accent, RunStyle::Text});
    }
    if (totals.lostPartitions > 0) {
        runs.push_back({StatusStrip::tr(", %1 lost").arg(totals.lostPartitions), Tone::Critical, RunStyle::Strong});
    }
    return runs;
}

std::vector<TextRun> memoryRuns(const GridTotals& totals) {
    const auto count = totals.onlyInMemory.value;
    std::vector<TextRun> runs{plain(StatusStrip::tr("in memory only ")),
                              figure(count ? formatCount(*count) : unknownText()),
                              plain(StatusStrip::tr(" writes"))};
    if (count && *count > 0 && totals.oldestOnlyInMemory.value) {
        runs.push_back(plain(QStringLiteral(", ")));
        runs.push_back(figure(formatDuration(*totals.oldestOnlyInMemory.value).joined()));
    }
    return runs;
}

}  // namespace

StatusStrip::StatusStrip(QWidget* parent)
    : Panel(Qt::BottomEdge, parent), m_grid(new QPushButton(this)), m_mode(new QPushButton(this)),
      m_units(new RunLabel(this)), m_copies(new RunLabel(this)), m_memory(new RunLabel(this)),
      m_critical(new UrgencyBadge(Urgency::Critical, this)), m_high(new UrgencyBadge(Urgency::High, this)),
      m_medium(new UrgencyBadge(Urgency::Medium, this)),
      m_time(new ToneLabel(QString(), theme::monoFont(metrics::monoSize), Tone::Dim, this)),
      m_theme(new QPushButton(this)) {
    setFixedHeight(metrics::statusStrip);
    m_grid->setObjectName(QStringLiteral("statusStrip.grid"));
    m_grid->setProperty("flat", true);
    m_grid->setFont(theme::textFont(metrics::textSize, theme::Weight::SemiBold));
    m_grid->setToolTip(tr("Connect to another grid or open a recording"));
    m_mode->setObjectName(QStringLiteral("statusStrip.mode"));
    m_theme->setObjectName(QStringLiteral("statusStrip.theme"));
    m_theme->setProperty("flat", true);
    m_theme->setAccessibleName(tr("Switch between dark and light"));
    m_theme->setToolTip(tr("Dark or light (Ctrl+T)"));
    auto* palette = new QPushButton(tr("Search or act   Ctrl K"), this);
    palette->setObjectName(QStringLiteral("statusStrip.palette"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::grid, 0, metrics::margin, 1);
    row->setSpacing(metrics::margin + metrics::grid);
    row->addWidget(m_grid);
    row->addWidget(m_mode);
    row->addWidget(m_units);
    row->addWidget(m_copies);
    row->addWidget(m_memory);
    row->addWidget(m_critical);
    row->addWidget(m_high);
    row->addWidget(m_medium);
    row->addStretch(1);
    row->addWidget(m_time);
    row->addWidget(m_theme);
    row->addWidget(palette);

    connect(m_grid, &QPushButton::clicked, this, &StatusStrip::gridPressed);
    connect(m_mode, &QPushButton::clicked, this, &StatusStrip::modePressed);
    connect(m_theme, &QPushButton::clicked, this, &StatusStrip::themePressed);
    connect(palette, &QPushButton::clicked, this, &StatusStrip::palettePressed);
}

void StatusStrip::showSession(Session& session) {
    const bool isRecording = session.recording() != nullptr;
    const bool operates = session.mode() == Mode::Operate;
    m_mode->setVisible(session.isAttached());
    m_mode->setText(session.isInPast() ? tr("REWOUND")
                    : isRecording      ? tr("REPLAY") : operates ? tr("OPERATE") : tr("OBSERVE"));
    m_mode->setEnabled(session.isAttached() && !isRecording);
    m_mode->setToolTip(isRecording ? tr("A recording is only looked at")
                       : operates  ? tr("Actions are offered. Press to only observe.")
                                   : tr("Nothing can be changed. Press to operate."));
    setTone(m_mode, operates ? "high" : "");
    if (!session.isAttached()) {
        m_grid->setText(tr("No grid"));
    }
    m_theme->setIcon(icon(isDark(theme::appearance()) ? QStringLiteral("sun") : QStringLiteral("moon")));
}

void StatusStrip::showSnapshot(const GridSnapshot& snapshot) {
    const bool known = snapshot.hasState;
    for (QWidget* part : {static_cast<QWidget*>(m_units), static_cast<QWidget*>(m_copies),
                          static_cast<QWidget*>(m_memory), static_cast<QWidget*>(m_critical),
                          static_cast<QWidget*>(m_high), static_cast<QWidget*>(m_medium)}) {
        part->setVisible(known);
    }
    m_time->setText(snapshot.now.wall.millis != 0 ? formatDateTime(snapshot.now.wall) : QString());
    if (!known) {
        return;
    }
    m_grid->setText(QString::fromStdString(snapshot.state->name));
    m_units->setRuns(unitRuns(snapshot.totals));
    m_copies->setRuns(copyRuns(snapshot));
    m_memory->setRuns(memoryRuns(snapshot.totals));
    const std::vector<std::uint32_t> counts = countByPriority(snapshot.alarms);
    m_critical->setCount(static_cast<int>(counts[1]));
    m_high->setCount(static_cast<int>(counts[2]));
    m_medium->setCount(static_cast<int>(counts[3]));
}

}  // namespace orrery::console
