// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A unit's process around its core: front door, inner wire, store, HTTP.
#pragma once

#include <functional>
#include <optional>

#include "cluster/core/unit_core.h"
#include "cluster/runtime/http_endpoint.h"
#include "cluster/runtime/node_shell.h"
#include "cluster/runtime/unit_settings.h"

namespace orrery::runtime {

/// Hands a request to the store. Each is answered by UnitShell::storeEvent() on the event loop, never
/// from within the call.
using StoreSubmit = std::function<void(core::StoreRequest&&)>;

class UnitShell final : public NodeShell<core::UnitCore> {
public:
    UnitShell(const UnitSettings& settings, StoreSubmit submit);

    /// Opens the listeners and starts the core. Unavailable: a port is in use.
    Status start();
    void storeEvent(core::StoreEvent&& event);
    /// Takes no more requests, gives the pump up to 4 s to bring the store up to date, leaves with code 0.
    void stop();

private:
    void persist(core::Effects&) override {}
    void carryOutRest(core::Effects& effects) override;
    void beforeTick() override;
    HttpPages pages();

    const UnitSettings m_settings;
    StoreSubmit m_submit;
    HttpEndpoint m_http;
    ProcessMeter m_meter;
    Instant m_measuredAt;
    std::optional<Instant> m_stopBy;
};

}  // namespace orrery::runtime
