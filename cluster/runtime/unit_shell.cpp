// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/unit_shell.h"

#include <QCoreApplication>
#include <utility>

#include "cluster/runtime/exit_codes.h"
#include "cluster/runtime/metrics_text.h"
#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

namespace {

constexpr Duration meterInterval = milliseconds(500);
constexpr Duration stopPatience = seconds(4);  ///< The agent kills after 5 s.

QString textFrom(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

PeerIdentity identityOf(const core::UnitOptions& options) {
    return PeerIdentity{options.gridName, core::nodeOf(options.unit), options.incarnation.value,
                        ORRERY_VERSION, options.password};
}

QJsonObject statusOf(const core::UnitOptions& options, const model::UnitTelemetry& telemetry,
                     model::UnitState state) {
    return {{"unit", textFrom(options.name)},
            {"grid", textFrom(options.gridName)},
            {"host", textFrom(options.host)},
            {"state", textFrom(model::wordFor(state))},
            {"version", ORRERY_VERSION},
            {"incarnation", QString::number(options.incarnation.value)},
            {"operations", static_cast<qint64>(telemetry.operations)},
            {"clients", static_cast<qint64>(telemetry.clients)},
            {"memoryBytes", static_cast<qint64>(telemetry.memoryBytes)},
            {"residentBytes", static_cast<qint64>(telemetry.residentBytes)},
            {"partitions", static_cast<qint64>(telemetry.partitions.size())},
            {"pump", QJsonObject{{"state", textFrom(model::wordFor(telemetry.pump.state))},
                                 {"queued", static_cast<qint64>(telemetry.pump.queued)},
                                 {"persisted", static_cast<qint64>(telemetry.pump.persisted)},
                                 {"deadLettered", static_cast<qint64>(telemetry.pump.deadLettered)},
                                 {"lastError", textFrom(telemetry.pump.lastError)}}}};
}

}  // namespace

UnitShell::UnitShell(const UnitSettings& settings, StoreSubmit submit)
    : NodeShell(identityOf(settings.core)),
      m_settings(settings),
      m_submit(std::move(submit)),
      m_http(pages()) {}

Status UnitShell::start() {
    const core::UnitOptions& options = m_settings.core;
    const std::string& address = m_settings.bindAddress;
    Status status = listen({address, options.client.port}, {address, options.peer.port});
    if (status) {
        status = m_http.listen({address, options.http.port});
    }
    if (!status) {
        return status;
    }
    core::Effects first;
    auto unit = std::make_unique<core::UnitCore>(options, currentMoment(), first);
    begin(std::move(unit), std::move(first));
    logLine(LogLevel::Info, "unit", "unit has started",
            {{"name", options.name},
             {"client", textOf(options.client)},
             {"incarnation", std::to_string(options.incarnation.value)}});
    return Done{};
}

void UnitShell::storeEvent(core::StoreEvent&& event) {
    if (isRunning()) {
        inTurn([this, &event] { core().storeEvent(std::move(event), moment(), effects()); });
    }
}

void UnitShell::stop() {
    logLine(LogLevel::Info, "unit", "unit is asked to stop");
    server().stopServing();
    m_stopBy = currentMoment().instant + stopPatience;
}

void UnitShell::beforeTick() {
    if (moment().instant - m_measuredAt >= meterInterval) {
        m_measuredAt = moment().instant;
        core().processFigures(m_meter.sample(moment()));
    }
    if (m_stopBy &&
        (moment().instant >= *m_stopBy || core().telemetry(moment()).pump.queued == 0)) {
        halt();
        QCoreApplication::exit(ExitSuccess);
    }
}

void UnitShell::carryOutRest(core::Effects& effects) {
    for (core::StoreRequest& request : effects.storeRequests) {
        m_submit(std::move(request));
    }
    if (effects.exit) {
        logLine(LogLevel::Info, "unit", "unit leaves", {{"reason", effects.exit->reason}});
        QCoreApplication::exit(ExitSuccess);
    }
}

HttpPages UnitShell::pages() {
    const core::UnitOptions& options = m_settings.core;
    return HttpPages{
        [this, &options] {
            const model::UnitState state = core().state();
            const bool serving =
                state == model::UnitState::Ready || state == model::UnitState::Draining;
            return HttpPages::Health{serving,
                                     {{"status", serving ? "serving" : "not serving"},
                                      {"unit", textFrom(options.name)},
                                      {"state", textFrom(model::wordFor(state))}}};
        },
        [this, &options] {
            return statusOf(options, core().telemetry(currentMoment()), core().state());
        },
        [this, &options] {
            return metricsOf(core().telemetry(currentMoment()), options.gridName, options.name);
        }};
}

}  // namespace orrery::runtime
