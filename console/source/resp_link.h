// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One RESP3 connection on the worker thread: connects with a deadline of its own, parses what comes
// and says why it ended. Nothing here blocks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include "console/source/reply_cutter.h"
#include "shared/base/time.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

/// When bytes that have come are taken off the socket.
enum class Intake {
    AtOnce,
    WhenAsked,  ///< By takeIn(), or when half a megabyte waits: waking up for each few is much of what a busy stream costs.
};

class RespLink : public QObject {
    Q_OBJECT
public:
    explicit RespLink(QObject* parent = nullptr);

    /// Drops what there is and connects. opened() or closed() follows, not before this returns.
    void open(const model::Endpoint& endpoint, Duration timeout);
    /// Drops the connection without a signal.
    void drop();
    /// Sends a command as an array of bulk strings. Must be open.
    void send(const std::vector<std::string>& arguments);
    bool isOpen() const { return m_open; }
    /// Asked of each reply before it is read: true, and it is not read nor told, for `sieve` has taken it.
    /// It must not drop the connection.
    void setSieve(std::function<bool(std::string_view bytes)> sieve) { m_sieve = std::move(sieve); }
    const model::Endpoint& endpoint() const { return m_endpoint; }

    /// Of this connection; without one it does nothing. AtOnce at first.
    void setIntake(Intake intake);
    /// WhenAsked: reads and tells what waits, as far as it came. Without a connection, or AtOnce, it does nothing.
    void takeIn();

Q_SIGNALS:
    void opened();
    /// A reply or push, and its bytes as they came, which are gone once the connection is dropped.
    void replied(const orrery::resp::Value& value, std::string_view bytes);
    void closed(const QString& why);

private:
    void read();
    void parse();
    void fail(const QString& why);

    QTcpSocket* m_socket = nullptr;  ///< A new one for every connection: no late signal of the old.
    QTimer m_connectTimer;
    Intake m_intake = Intake::AtOnce;
    model::Endpoint m_endpoint;
    ReplyCutter m_cutter;
    std::function<bool(std::string_view)> m_sieve;
    bool m_open = false;
    std::uint64_t m_generation = 0;  ///< Counts connections: notices a drop inside a signal.
};

}  // namespace orrery::console
