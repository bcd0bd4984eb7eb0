// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The beacon by which consoles find grids: each agent sends one UDP datagram a second to the multicast
// group 239.255.77.77, port 47077. It finds addresses; it never says who is alive.
//
// The datagram is one JSON object (UTF-8, at most 1,000 bytes):
//   {"orrery": 1,                       version of this format; ignore datagrams with another one
//    "grid": "shop",                    name of the grid
//    "gridId": "...",                   its id; empty while the agent does not know it yet
//    "host": "a",                       name of the sender's host
//    "client": "127.0.0.1:7100",        where the sender speaks RESP
//    "controller": true}                whether it leads the control plane
// On loopback it is sent with TTL 0 on the loopback interface; a receiver there must join the group on
// that interface (QUdpSocket::joinMulticastGroup(group, loopback), bound with ShareAddress).
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <QUdpSocket>
#include <functional>
#include <string>

#include "shared/model/grid_state.h"

namespace orrery::runtime {

inline constexpr const char* beaconGroup = "239.255.77.77";
inline constexpr std::uint16_t beaconPort = 47077;

struct BeaconFacts {
    std::string grid;
    std::string gridId;
    std::string host;
    model::Endpoint client;
    bool controller = false;
};

/// The datagram.
QByteArray encodeBeacon(const BeaconFacts& facts);

class Beacon final : public QObject {
public:
    /// Sends what `facts` gives at the time, once a second, on the interface that has `address`.
    Beacon(const std::string& address, std::function<BeaconFacts()> facts);

private:
    void send();

    std::function<BeaconFacts()> m_facts;
    QUdpSocket m_socket;
    QTimer m_timer;
};

}  // namespace orrery::runtime
