// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading of beacons. The datagram is the JSON object that agents send
// (cluster/runtime/discovery.h):
//   {"orrery": 1, "grid": name, "gridId": id, "host": name,
//    "client": "address:port", "controller": bool}
#include "console/source/discovery_listener.h"

#include <algorithm>

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkDatagram>
#include <QNetworkInterface>

#include "console/source/clock.h"
#include "console/source/live_source.h"

namespace orrery::console {
namespace {

constexpr std::size_t longestDatagram = 2'000;
constexpr int beaconVersion = 1;

bool isAny(const std::string& address) {
    return address.empty() || address == "0.0.0.0" || address == "::";
}

qint64 nowMillis() { return currentMoment().at.micros / 1000; }

}  // namespace

std::optional<Beacon> beaconFrom(std::string_view datagram, const std::string& sender) {
    if (datagram.size() > longestDatagram) {
        return std::nullopt;
    }
    const QJsonObject object =
        QJsonDocument::fromJson(
            QByteArray(datagram.data(), static_cast<qsizetype>(datagram.size())))
            .object();
    const auto client = endpointFrom(object.value(QLatin1String("client")).toString());
    if (object.value(QLatin1String("orrery")).toInt() != beaconVersion || !client) {
        return std::nullopt;
    }
    Beacon beacon;
    beacon.grid = object.value(QLatin1String("grid")).toString().toStdString();
    beacon.gridId = object.value(QLatin1String("gridId")).toString().toStdString();
    beacon.host = object.value(QLatin1String("host")).toString().toStdString();
    beacon.client = *client;
    if (isAny(beacon.client.address)) {
        beacon.client.address = sender;
    }
    beacon.controller = object.value(QLatin1String("controller")).toBool();
    return beacon.grid.empty() ? std::nullopt : std::optional(beacon);
}

DiscoveryListener::DiscoveryListener(QObject* parent)
    : QObject(parent), m_socket(this), m_forget(this) {
    connect(&m_socket, &QUdpSocket::readyRead, this, &DiscoveryListener::readAll);
    connect(&m_forget, &QTimer::timeout, this, &DiscoveryListener::forgetSilent);
}

Status DiscoveryListener::start(std::uint16_t port) {
    if (!m_socket.bind(QHostAddress(QHostAddress::AnyIPv4), port,
                       QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint)) {
        return Error{ErrorCode::System, "cannot listen for grids on port " + std::to_string(port) +
                                            ": " + m_socket.errorString().toStdString()};
    }
    const QHostAddress group{QString::fromLatin1(discoveryGroup)};
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        if (interface.flags().testFlag(QNetworkInterface::IsUp)) {
            m_socket.joinMulticastGroup(group, interface);
        }
    }
    m_forget.start(1000);
    return Done{};
}

void DiscoveryListener::stop() {
    m_forget.stop();
    m_socket.close();
    m_heard.clear();
}

void DiscoveryListener::readAll() {
    bool news = false;
    while (m_socket.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket.receiveDatagram(longestDatagram + 1);
        const QByteArray content = datagram.data();
        const auto beacon =
            beaconFrom({content.constData(), static_cast<std::size_t>(content.size())},
                       datagram.senderAddress().toString().toStdString());
        if (!beacon) {
            continue;
        }
        const auto known = std::find_if(m_heard.begin(), m_heard.end(), [&](const Heard& heard) {
            return heard.beacon.client == beacon->client && heard.beacon.grid == beacon->grid;
        });
        if (known != m_heard.end()) {
            news = news || !(known->beacon == *beacon);
            *known = {*beacon, nowMillis()};
        } else if (m_heard.size() < mostAgents) {
            m_heard.push_back({*beacon, nowMillis()});
            news = true;
        }
    }
    if (news) {
        Q_EMIT changed();
    }
}

void DiscoveryListener::forgetSilent() {
    const qint64 now = nowMillis();
    const auto gone = std::erase_if(
        m_heard, [now](const Heard& heard) { return now - heard.atMillis > forgetAfterMillis; });
    if (gone > 0) {
        Q_EMIT changed();
    }
}

std::vector<DiscoveredGrid> DiscoveryListener::grids() const {
    std::vector<DiscoveredGrid> result;
    for (const Heard& heard : m_heard) {
        const Beacon& beacon = heard.beacon;
        auto grid = std::find_if(result.begin(), result.end(), [&](const DiscoveredGrid& known) {
            const bool sameId =
                known.gridId == beacon.gridId || known.gridId.empty() || beacon.gridId.empty();
            return known.name == beacon.grid && sameId;
        });
        if (grid == result.end()) {
            grid = result.insert(result.end(), DiscoveredGrid{beacon.gridId, beacon.grid, {}});
        }
        grid->gridId = grid->gridId.empty() ? beacon.gridId : grid->gridId;
        grid->agents.push_back(beacon);
    }
    for (DiscoveredGrid& grid : result) {
        std::sort(grid.agents.begin(), grid.agents.end(),
                  [](const Beacon& left, const Beacon& right) {
                      return std::tuple(!left.controller, left.host) <
                             std::tuple(!right.controller, right.host);
                  });
    }
    std::sort(result.begin(), result.end(),
              [](const DiscoveredGrid& left, const DiscoveredGrid& right) {
                  return std::tie(left.name, left.gridId) < std::tie(right.name, right.gridId);
              });
    return result;
}

}  // namespace orrery::console
