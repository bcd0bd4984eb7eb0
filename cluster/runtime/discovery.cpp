// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/discovery.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkInterface>

#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

namespace {

QNetworkInterface interfaceWith(const QHostAddress& address) {
    for (const QNetworkInterface& candidate : QNetworkInterface::allInterfaces()) {
        for (const QNetworkAddressEntry& entry : candidate.addressEntries()) {
            if (entry.ip() == address) {
                return candidate;
            }
        }
    }
    return {};
}

}  // namespace

QByteArray encodeBeacon(const BeaconFacts& facts) {
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    return QJsonDocument(QJsonObject{{"orrery", 1},
                                     {"grid", text(facts.grid)},
                                     {"gridId", text(facts.gridId)},
                                     {"host", text(facts.host)},
                                     {"client", text(textOf(facts.client))},
                                     {"controller", facts.controller}})
        .toJson(QJsonDocument::Compact);
}

Beacon::Beacon(const std::string& address, std::function<BeaconFacts()> facts)
    : m_facts(std::move(facts)) {
    const QHostAddress own(QString::fromStdString(address));
    m_socket.bind(QHostAddress::AnyIPv4, 0, QAbstractSocket::ShareAddress);
    m_socket.setSocketOption(QAbstractSocket::MulticastTtlOption, own.isLoopback() ? 0 : 1);
    if (const QNetworkInterface found = interfaceWith(own); found.isValid()) {
        m_socket.setMulticastInterface(found);
    }
    connect(&m_timer, &QTimer::timeout, this, &Beacon::send);
    m_timer.start(1000);
}

void Beacon::send() {
    // A lost beacon is followed by another one.
    m_socket.writeDatagram(encodeBeacon(m_facts()), QHostAddress(beaconGroup), beaconPort);
}

}  // namespace orrery::runtime
