// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GET /health, /status and /metrics of a process. A page is made when it is asked for and never before.
#pragma once

#include <QByteArray>
#include <QHttpServer>
#include <QJsonObject>
#include <functional>

#include "shared/base/result.h"
#include "shared/model/grid_state.h"

namespace orrery::runtime {

/// What the pages are made of.
struct HttpPages {
    struct Health {
        bool serving = false;
        QJsonObject body;
    };
    std::function<Health()> health;  ///< 200 when serving, else 503.
    std::function<QJsonObject()> status;
    std::function<std::string()> metrics;  ///< Prometheus text.
};

class HttpEndpoint final {
public:
    explicit HttpEndpoint(HttpPages pages);

    /// Serves on `endpoint` from now on (port 0: any free one).
    Status listen(const model::Endpoint& endpoint);
    std::uint16_t port() const { return m_port; }

private:
    HttpPages m_pages;
    QHttpServer m_server;
    std::uint16_t m_port = 0;
};

}  // namespace orrery::runtime
