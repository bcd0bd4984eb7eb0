// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hears the beacons of agents on the network. It finds addresses and nothing else: whether anything
// is alive is decided by connecting, never by a datagram.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>
#include <QTimer>
#include <QUdpSocket>

#include "console/state/moment.h"
#include "shared/base/result.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

inline constexpr const char* discoveryGroup = "239.255.77.77";
inline constexpr std::uint16_t discoveryPort = 47077;

struct Beacon {
    std::string grid;
    std::string gridId;
    std::string host;
    model::Endpoint client;
    bool controller = false;
    friend bool operator==(const Beacon&, const Beacon&) = default;
};

/// A grid found on the network.
struct DiscoveredGrid {
    std::string gridId;
    std::string name;
    std::vector<Beacon> agents;  ///< The controller first, then by host.
};

/// The beacon in a datagram; `sender` fills in an address that the beacon leaves open. None when
/// the datagram is something else.
std::optional<Beacon> beaconFrom(std::string_view datagram, const std::string& sender);

class DiscoveryListener : public QObject {
    Q_OBJECT
public:
    static constexpr int forgetAfterMillis =
        10'000;  ///< A grid not heard for so long leaves the list.
    static constexpr std::size_t mostAgents = 1024;  ///< More than these are not listed.

    explicit DiscoveryListener(QObject* parent = nullptr);
    /// Joins the group on every interface. System with the cause when the port cannot be bound.
    Status start(std::uint16_t port = discoveryPort);
    void stop();
    /// By name, then id.
    std::vector<DiscoveredGrid> grids() const;

Q_SIGNALS:
    void changed();

private:
    struct Heard {
        Beacon beacon;
        qint64 atMillis = 0;
    };
    void readAll();
    void forgetSilent();

    QUdpSocket m_socket;
    QTimer m_forget;
    std::vector<Heard> m_heard;
};

}  // namespace orrery::console
