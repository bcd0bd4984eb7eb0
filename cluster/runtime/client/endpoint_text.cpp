// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/endpoint_text.h"

#include <charconv>

namespace orrery::client {

Result<model::Endpoint> endpointFrom(std::string_view text) {
    const Error malformed{ErrorCode::Malformed, "'" + std::string(text) + "' is not host:port"};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return malformed;
    }
    std::string_view host = text.substr(0, colon);
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    const std::string_view digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size() || port == 0) {
        return malformed;
    }
    return model::Endpoint{std::string(host), port};
}

std::string textOf(const model::Endpoint& endpoint) {
    const bool bracketed = endpoint.address.find(':') != std::string::npos;
    const std::string host = bracketed ? "[" + endpoint.address + "]" : endpoint.address;
    return host + ":" + std::to_string(endpoint.port);
}

}  // namespace orrery::client
