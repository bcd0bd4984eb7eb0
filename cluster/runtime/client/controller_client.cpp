// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/controller_client.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "cluster/runtime/client/client_clock.h"
#include "cluster/runtime/client/endpoint_text.h"
#include "shared/base/assert.h"

namespace orrery::client {
namespace {

constexpr std::string_view notController = "NOTCONTROLLER ";
constexpr std::string_view askAgent = "ASKAGENT ";
constexpr std::uint32_t hopLimit = 4;
constexpr int pauseMillis = 100;

ConnectionOptions connectionPattern(const ControllerClientOptions& options) {
    ConnectionOptions pattern;
    pattern.password = options.password;
    pattern.connectTimeout = options.attemptTimeout;
    pattern.replyTimeout = options.attemptTimeout;
    return pattern;
}

}  // namespace

ControllerClient::ControllerClient(ControllerClientOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_pool(connectionPattern(m_options)) {
    ORRERY_ASSERT(!m_options.seeds.empty());
    m_current = m_options.seeds.front();
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ControllerClient::attempt);
    connect(&m_pool, &ConnectionPool::connectionLost, this, &ControllerClient::connectionLost);
}

void ControllerClient::call(std::vector<std::string> arguments, ControlAccess access, Handler handler) {
    ORRERY_ASSERT(!m_handler);
    ORRERY_ASSERT(handler);
    m_arguments = std::move(arguments);
    m_access = access;
    m_handler = std::move(handler);
    m_deadline = clientNow() + m_options.deadline;
    m_hops = 0;
    m_whoElse.clear();
    m_pause.start(0);
}

void ControllerClient::attempt() {
    if (clientNow() >= m_deadline) {
        const std::string why = m_pool.lastError();
        finish(ControlResult::NoContact, {}, why.empty() ? "no controller was found in time" : why);
        return;
    }
    ClientConnection& connection = m_pool.at(m_current);
    connection.setPushHandler(m_pushHandler);
    const std::vector<std::string_view> arguments(m_arguments.begin(), m_arguments.end());
    const bool taken = connection.send(arguments, [this](Delivery delivery, resp::Value reply) {
        ended(delivery, std::move(reply));
    });
    ORRERY_ASSERT(taken);   // One command at a time never reaches a limit.
}

void ControllerClient::ended(Delivery delivery, resp::Value reply) {
    if (delivery == Delivery::Lost && m_access == ControlAccess::Acting) {
        finish(ControlResult::Unknown, {}, "the connection to " + textOf(m_current) +
                                               " ended before the answer; see the journal");
    } else if (delivery != Delivery::Replied) {
        tryNextSeed("no answer from " + textOf(m_current));
    } else if (reply.isError() && (reply.text.starts_with(notController) || reply.text.starts_with(askAgent))) {
        follow(reply.text);
    } else if (reply.isError()) {
        const std::string detail = reply.text;
        finish(ControlResult::Refused, std::move(reply), detail);
    } else {
        finish(ControlResult::Answered, std::move(reply), {});
    }
}

void ControllerClient::follow(const std::string& redirection) {
    const std::size_t start = redirection.find(' ') + 1;
    const std::size_t end = std::min(redirection.find(' ', start), redirection.size());
    const auto endpoint = endpointFrom(std::string_view(redirection).substr(start, end - start));
    if (redirection.starts_with(askAgent)) {
        m_whoElse = redirection.substr(std::min(end + 1, redirection.size()));
    }
    ++m_hops;
    if (!endpoint || m_hops > hopLimit) {
        tryNextSeed("there is no controller now");
        return;
    }
    const std::string sameHost = m_current.address;
    m_current = endpoint.value();
    if (m_current.address.empty()) {
        m_current.address = sameHost;
    }
    m_pause.start(0);
}

/// Goes twice round the seeds: after that an operator wants to hear that nobody answers rather than
/// to wait.
void ControllerClient::tryNextSeed(std::string why) {
    m_hops = 0;
    if (m_nextSeed >= 2 * m_options.seeds.size()) {
        m_nextSeed = 1;
        const std::string seen = m_pool.lastError();
        finish(ControlResult::NoContact, {}, seen.empty() ? std::move(why) : seen);
        return;
    }
    m_current = m_options.seeds[m_nextSeed % m_options.seeds.size()];
    ++m_nextSeed;
    m_pause.start(pauseMillis);
}

void ControllerClient::finish(ControlResult result, resp::Value reply, std::string detail) {
    if (result == ControlResult::NoContact && !m_whoElse.empty()) {
        detail = m_whoElse + "; " + detail;
    }
    const Handler handler = std::exchange(m_handler, nullptr);
    handler(ControlAnswer{result, std::move(reply), std::move(detail)});
}

}  // namespace orrery::client
