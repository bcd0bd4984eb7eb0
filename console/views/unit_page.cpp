// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One unit: roles, load, pump, and what its death would mean.
#include <QPushButton>
#include <cmath>

#include "console/views/consequence.h"
#include "console/views/detail_pages.h"
#include "console/views/view_support.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/note_card.h"
#include "console/widgets/sparkline.h"

namespace orrery::console {

namespace {

QString wordOf(std::string_view word) {
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString aged(const UnitView& view, const QString& text) { return formatAged(text, view.freshness); }

/// Empty, which a fact shows as a dash, when there is no value: what was never known has no age.
QString aged(const UnitView& view, const std::optional<Duration>& value) {
    return value ? formatAged(formatDuration(*value).joined(), view.freshness) : QString();
}

QString drainText(const PumpView& pump) {
    switch (pump.trend) {
    case DrainTrend::Unknown: return {};
    case DrainTrend::Empty: return UnitPage::tr("empty");
    case DrainTrend::Draining: return UnitPage::tr("drains in %1").arg(textOf(pump.drainTime));
    case DrainTrend::Growing: return UnitPage::tr("growing +%1/s").arg(formatNumber(pump.growth));
    case DrainTrend::Standing: return UnitPage::tr("standing");
    }
    return {};
}

}  // namespace

UnitPage::UnitPage(const ViewContext& context, QWidget* parent) : DetailPage(context, parent) {
    setObjectName(QStringLiteral("detailDock.unit"));
    m_roles = addFacts(tr("Roles"));
    m_consequence = addNote(tr("If this unit dies now"));
    m_load = addFacts(tr("Load"));
    m_pump = addFacts(tr("Pump"));
    m_curve = addCurve(tr("Requests, last samples"));
    m_drain = makeButton(tr("Drain…"), "detailDock.drain");
    m_restart = makeButton(tr("Restart…"), "detailDock.restart");
    m_kill = makeButton(tr("Kill…"), "detailDock.kill");
    auto* charts = makeButton(tr("Charts"), "detailDock.charts");
    addButtons({m_drain, m_restart, m_kill, charts});
    connect(m_drain, &QPushButton::clicked, this, [this] { ask(model::ActionKind::DrainUnit); });
    connect(m_restart, &QPushButton::clicked, this,
            [this] { ask(model::ActionKind::RestartUnit); });
    connect(m_kill, &QPushButton::clicked, this, [this] { ask(model::ActionKind::KillUnit); });
    connect(charts, &QPushButton::clicked, this,
            [this] { Q_EMIT viewRequested(ViewName::Charts); });
    finish();
}

void UnitPage::ask(model::ActionKind kind) {
    model::Action action;
    action.kind = kind;
    action.unit = m_name;
    Q_EMIT actionRequested(action);
}

void UnitPage::show(const GridSnapshot& snapshot) {
    const auto id = context().selection->unit();
    const UnitView* view = id ? snapshot.unitView(*id) : nullptr;
    const model::UnitDescription* unit = id ? snapshot.unit(*id) : nullptr;
    if (view == nullptr || unit == nullptr) {
        return;
    }
    m_name = unit->name;
    QString line =
        tr("host %1, %2")
            .arg(QString::fromStdString(unit->host), wordOf(model::wordFor(unit->state)));
    if (view->freshness == Freshness::Stale) {
        line += tr(", last heard %1").arg(formatAge(view->age));
    }
    if (!unit->reason.empty()) {
        line += QStringLiteral(", ") + QString::fromStdString(unit->reason);
    }
    setHeading(tr("Unit %1").arg(QString::fromStdString(unit->name)), line);
    m_roles->setFacts({{tr("Primary of"), tr("%1 partitions").arg(view->primaries)},
                       {tr("Backup of"), tr("%1 partitions").arg(view->backups)},
                       {tr("Catching up"), tr("%1 partitions").arg(view->joining),
                        view->joining > 0 ? Tone::Accent : Tone::Normal}});
    const Consequence consequence = ifUnitDies(*snapshot.state, *id);
    m_consequence->setText(sentenceFor(consequence),
                           consequence.lost > 0 ? Tone::Critical : Tone::Normal);
    const model::UnitTelemetry* sample = view->telemetry.get();
    const auto rate = view->rates.operations;
    m_load->setFacts(
        {{tr("Requests"), rate ? aged(*view, formatRate(*rate).joined()) : QString()},
         {tr("Memory"),
          sample ? aged(*view, formatBytes(sample->memoryBytes).joined()) : QString()},
         {tr("CPU of one core"),
          sample ? aged(*view, formatRatio(sample->cpuPermille / 1000.0).joined()) : QString()},
         {tr("Worst lag out"), aged(*view, view->worstLagOut)},
         {tr("Clients"), sample ? aged(*view, formatCount(sample->clients)) : QString()}});
    const model::PumpTelemetry& pump = view->pump.counters;
    const QString drain = drainText(view->pump);
    const QString queue =
        formatCount(pump.queued) + (drain.isEmpty() ? QString() : QStringLiteral(", ") + drain);
    m_pump->setFacts({{tr("State"), sample ? wordOf(model::wordFor(pump.state)) : QString()},
                      {tr("Queued"), sample ? aged(*view, queue) : QString()},
                      {tr("Oldest"), sample ? aged(*view, std::optional(pump.oldest)) : QString()},
                      {tr("Commit p99"), aged(*view, pump.commitP99)}});
    if (view->recentOperations) {
        m_curve->setValues(
            std::vector<double>(view->recentOperations->begin(), view->recentOperations->end()));
    }
    const QString why = context().actions->whyUnavailable();
    for (QPushButton* button : {m_drain, m_restart, m_kill}) {
        offer(button, why);
    }
}

}  // namespace orrery::console
