// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/http_endpoint.h"

#include <QHttpServerResponder>
#include <QJsonDocument>
#include <QTcpServer>
#include <utility>

#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

namespace {

using StatusCode = QHttpServerResponder::StatusCode;

}  // namespace

HttpEndpoint::HttpEndpoint(HttpPages pages) : m_pages(std::move(pages)) {
    using Method = QHttpServerRequest::Method;
    m_server.route("/health", Method::Get, [this] {
        const HttpPages::Health health = m_pages.health();
        return QHttpServerResponse(
            health.body, health.serving ? StatusCode::Ok : StatusCode::ServiceUnavailable);
    });
    m_server.route("/status", Method::Get,
                   [this] { return QHttpServerResponse(m_pages.status()); });
    m_server.route("/metrics", Method::Get, [this] {
        return QHttpServerResponse(QByteArray("text/plain; version=0.0.4"),
                                   QByteArray::fromStdString(m_pages.metrics()));
    });
    m_server.setMissingHandler([](const QHttpServerRequest& request,
                                  QHttpServerResponder&& responder) {
        const QJsonObject body{{"error", "there is no " + request.url().path()}, {"status", 404}};
        responder.write(QJsonDocument(body), StatusCode::NotFound);
    });
}

Status HttpEndpoint::listen(const model::Endpoint& endpoint) {
    Result<FileDescriptor> socket = listenOn(endpoint);
    if (!socket) {
        return socket.error();
    }
    m_port = portOf(socket.value());
    auto* listener = new QTcpServer;
    listener->setSocketDescriptor(socket.value().release());
    m_server.bind(listener);  // Takes it over.
    return Done{};
}

}  // namespace orrery::runtime
