// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Endpoints as people and RESP errors write them: "127.0.0.1:7100", "[::1]:7100".
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"
#include "shared/model/grid_state.h"

namespace orrery::client {

/// Reads "host:port". The host may be empty (RESP's "same host as before"); the port must be in
/// 1 .. 65,535. Malformed with the text in the detail otherwise.
Result<model::Endpoint> endpointFrom(std::string_view text);

/// "host:port", with brackets round a host that holds a colon.
std::string textOf(const model::Endpoint& endpoint);

}  // namespace orrery::client
