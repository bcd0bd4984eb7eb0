// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One unit: who it is, what it holds, what its death would mean, load, links, pump, what happened to it, what it runs with, what it wrote.
#include <QPushButton>
#include <algorithm>

#include "console/actions/offers.h"
#include "console/views/consequence.h"
#include "console/views/detail_pages.h"
#include "console/views/detail_window.h"
#include "console/views/event_facts.h"
#include "console/views/figures.h"
#include "console/views/unit_log_panel.h"
#include "console/views/unit_settings_panel.h"
#include "console/views/view_support.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
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

constexpr int mostRuns = 4;                   ///< Runs of partitions named in one line.
constexpr std::size_t mostHeirs = 6;
constexpr std::size_t mostLinks = 8;

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

UnitPage::UnitPage(const ViewContext& context, QWidget* parent) : DetailPage(context, parent) { build(); }

UnitPage::UnitPage(const ViewContext& context, UnitId unit, QWidget* parent)
    : DetailPage(context, parent), m_fixed(unit) {
    build();
}

std::optional<UnitId> UnitPage::unit() const { return m_fixed ? m_fixed : context().selection->unit(); }

void UnitPage::build() {
    setObjectName(QStringLiteral("detailDock.unit"));
    m_stale = addNote({});
    m_consequence = addNote(tr("If this unit dies now"));
    m_heirs = addFacts({});
    m_roles = addFacts(tr("Roles"));
    m_load = addFacts(tr("Load"));
    m_drain = makeButton(tr("Drain…"), "detailDock.drain");
    m_restart = makeButton(tr("Restart…"), "detailDock.restart");
    m_kill = makeButton(tr("Kill…"), "detailDock.kill");
    auto* charts = makeButton(tr("Charts"), "detailDock.charts");
    addButtons({m_drain, m_restart, m_kill});
    m_pin = makeButton(tr("Pin to compare"), "detailDock.pin");
    auto* window = makeButton(tr("Own window"), "detailDock.window");
    auto* log = makeButton(tr("Log"), "detailDock.log");
    log->setAccessibleName(tr("Go to the log of this unit"));
    addButtons({charts, log, window});
    addButtons({m_pin})->setVisible(!m_fixed);
    window->setVisible(!m_fixed);
    m_requests = addCurve(tr("Requests"));
    m_lag = addCurve(tr("Replication lag"));
    m_memory = addCurve(tr("Memory"));
    m_pump = addFacts(tr("Pump"));
    m_links = addFacts(tr("Links"));
    m_events = addFacts(tr("Recent events"));
    m_identity = addFacts(tr("Identity"));
    const PageRoom room = m_fixed ? PageRoom::Window : PageRoom::Dock;
    addWhole(m_settings = new UnitSettingsPanel(context(), room, this));
    addWhole(m_log = new UnitLogPanel(context(), room, this));
    connect(m_drain, &QPushButton::clicked, this, [this] { ask(model::ActionKind::DrainUnit); });
    connect(m_restart, &QPushButton::clicked, this, [this] { ask(model::ActionKind::RestartUnit); });
    connect(m_kill, &QPushButton::clicked, this, [this] { ask(model::ActionKind::KillUnit); });
    connect(charts, &QPushButton::clicked, this, [this] { Q_EMIT viewRequested(ViewName::Charts); });
    connect(log, &QPushButton::clicked, this, [this] {
        bringIntoSight(m_log);
        m_log->takeFocus();
        show(*shown());   // It is in sight now, so it is read now.
    });
    connect(m_pin, &QPushButton::clicked, this, &UnitPage::pinOrCompare);
    connect(window, &QPushButton::clicked, this, [this] {
        if (const auto id = unit()) {
            openWindow({*id});
        }
    });
    finish();
}

void UnitPage::ask(model::ActionKind kind) {
    model::Action action;
    action.kind = kind;
    action.unit = m_name;
    Q_EMIT actionRequested(action);
}

void UnitPage::pinOrCompare() {
    const auto id = unit();
    if (!id) {
        return;
    }
    if (m_pinned && *m_pinned != *id) {
        openWindow({*m_pinned, *id});
        m_pinned.reset();
    } else {
        m_pinned = m_pinned ? std::nullopt : id;
    }
    show(*shown());
}

void UnitPage::openWindow(const std::vector<UnitId>& units) {
    auto* opened = new DetailWindow(context(), units, window());
    connect(opened, &DetailWindow::actionRequested, this, &DetailPage::actionRequested);
    connect(opened, &DetailWindow::viewRequested, this, &DetailPage::viewRequested);
    opened->show();
}

void UnitPage::show(const GridSnapshot& snapshot) {
    const auto id = unit();
    const UnitView* view = id ? snapshot.unitView(*id) : nullptr;
    const model::UnitDescription* unit = id ? snapshot.unit(*id) : nullptr;
    if (view == nullptr || unit == nullptr) {
        return;
    }
    m_name = unit->name;
    showStale(m_stale, view->freshness, view->age);
    showIdentity(snapshot, *view, *unit);
    showConsequence(snapshot, *id);
    showLoad(snapshot, *view);
    showPump(*view);
    showLinks(snapshot, *id);
    showEvents(snapshot, *id);
    m_settings->showUnit(shown(), *id);
    m_log->showUnit(shown(), *id);
    const bool isOther = m_pinned && *m_pinned != *id;
    m_pin->setText(isOther    ? wordsOnButton(tr("Compare with %1").arg(snapshot.unitName(*m_pinned)))
                   : m_pinned ? tr("Pinned; choose another")
                              : tr("Pin to compare"));
    m_restart->setText(tr("%1…").arg(verbOf(model::ActionKind::RestartUnit, *unit)));
    offer({{m_drain, fits(model::ActionKind::DrainUnit, *unit)},
           {m_restart, fits(model::ActionKind::RestartUnit, *unit)},
           {m_kill, fits(model::ActionKind::KillUnit, *unit)}});
}

void UnitPage::showIdentity(const GridSnapshot& snapshot, const UnitView& view, const model::UnitDescription& unit) {
    QString line = tr("host %1, %2").arg(QString::fromStdString(unit.host), wordOf(model::wordFor(unit.state)));
    if (!unit.reason.empty()) {
        line += QStringLiteral(", ") + QString::fromStdString(unit.reason);
    }
    setHeading(tr("Unit %1").arg(QString::fromStdString(unit.name)), line);
    const auto address = [](const model::Endpoint& endpoint) {
        return endpoint.port == 0 ? QString()
                                  : QStringLiteral("%1:%2").arg(QString::fromStdString(endpoint.address)).arg(endpoint.port);
    };
    m_identity->setFacts({{tr("In this state since"), formatDateTime(unit.since)},
                          {tr("Version"), QString::fromStdString(unit.version)},
                          {tr("Process"), unit.processId == 0 ? QString() : QString::number(unit.processId)},
                          {tr("Life"), formatCount(unit.incarnation.value)},
                          {tr("Clients at"), address(unit.client)},
                          {tr("Peers at"), address(unit.peer)},
                          {tr("Clock apart from ours"), textOf(view.clockSkew)}});
    std::vector<PartitionId> led, backed;
    for (const model::PartitionDescription& partition : snapshot.state->partitions) {
        if (partition.primary == unit.id) {
            led.push_back(partition.id);
        } else if (std::find(partition.inSync.begin(), partition.inSync.end(), unit.id) != partition.inSync.end()) {
            backed.push_back(partition.id);
        }
    }
    const auto role = [](const QString& label, const std::vector<PartitionId>& ids) {
        return Fact{ids.empty() ? label : QStringLiteral("%1 %2").arg(label, runsOf(ids, mostRuns)),
                    formatCount(ids.size())};
    };
    m_roles->setFacts({role(tr("Primary of"), led), role(tr("Backup of"), backed),
                       {tr("Catching up"), formatCount(view.joining), view.joining > 0 ? Tone::Accent : Tone::Normal}});
}

void UnitPage::showConsequence(const GridSnapshot& snapshot, UnitId id) {
    const ConsequenceDetail detail = detailIfUnitDies(snapshot, id);
    m_consequence->setText(sentenceFor(detail.counts), detail.counts.lost > 0 ? Tone::Critical : Tone::Normal);
    std::vector<Fact> facts;
    for (const HeirPart& heir : detail.heirs) {
        if (facts.size() == mostHeirs) {
            break;
        }
        const QString behind = heir.worstLag ? tr("%1 behind").arg(formatCount(*heir.worstLag)) : QString();
        facts.push_back(
            {tr("%1 takes over %2").arg(snapshot.unitName(heir.unit), runsOf(heir.partitions, mostRuns)), behind});
    }
    if (!detail.leftWithOne.empty()) {
        facts.push_back({tr("Left with one copy %1").arg(runsOf(detail.leftWithOne, mostRuns)),
                         formatCount(detail.leftWithOne.size())});
    }
    const bool risky = !detail.writesAtRisk || *detail.writesAtRisk > 0;
    facts.push_back({tr("Acknowledged writes at risk"),
                     detail.writesAtRisk ? formatCount(*detail.writesAtRisk) : QString(),
                     risky ? Tone::Critical : Tone::Normal});
    m_heirs->setFacts(std::move(facts));
}

void UnitPage::showLoad(const GridSnapshot& snapshot, const UnitView& view) {
    const model::UnitTelemetry* sample = view.telemetry.get();
    const auto rate = view.rates.operations;
    m_load->setFacts(
        {{tr("Requests"), rate ? aged(view, formatRate(*rate).joined()) : QString()},
         {tr("Memory"), sample ? aged(view, formatBytes(sample->memoryBytes).joined()) : QString()},
         {tr("CPU of one core"), sample ? aged(view, formatRatio(sample->cpuPermille / 1000.0).joined()) : QString()},
         {tr("Worst lag out"), aged(view, view.worstLagOut)},
         {tr("Clients"), sample ? aged(view, formatCount(sample->clients)) : QString()}});
    const Duration span = trendSpan(*context().history, snapshot.now.at);
    setCurveSpan(span);
    const auto curve = [&](Sparkline* line, Metric metric) {
        line->setValues(trendValues(*context().history, metric, view.id, snapshot.now.at, span));
    };
    curve(m_requests, Metric::OperationsPerSecond);
    curve(m_lag, Metric::LagMillis);
    curve(m_memory, Metric::MemoryBytes);
}

void UnitPage::showPump(const UnitView& view) {
    const bool heard = view.telemetry != nullptr;
    const model::PumpTelemetry& pump = view.pump.counters;
    const QString drain = drainText(view.pump);
    const QString queue = formatCount(pump.queued) + (drain.isEmpty() ? QString() : QStringLiteral(", ") + drain);
    m_pump->setFacts({{tr("State"), heard ? wordOf(model::wordFor(pump.state)) : QString()},
                      {tr("Queued"), heard ? aged(view, queue) : QString()},
                      {tr("Oldest"), heard ? aged(view, std::optional(pump.oldest)) : QString()},
                      {tr("Commit p99"), aged(view, pump.commitP99)}});
}

void UnitPage::showLinks(const GridSnapshot& snapshot, UnitId id) {
    std::vector<Fact> facts;
    for (const LinkView& link : snapshot.links) {
        if (facts.size() < mostLinks && (link.from == id || link.to == id)) {
            facts.push_back({link.from == id ? tr("to %1").arg(snapshot.unitName(link.to))
                                             : tr("from %1").arg(snapshot.unitName(link.from)),
                             link.lag.value ? formatAged(textOf(link.lag.value), link.lag.freshness) : QString()});
        }
    }
    m_links->setFacts(std::move(facts));
}

void UnitPage::showEvents(const GridSnapshot& snapshot, UnitId id) {
    m_events->setFacts(recentEvents(snapshot, [id](const model::GridEvent& event) { return event.unit == id; }));
}

}  // namespace orrery::console
