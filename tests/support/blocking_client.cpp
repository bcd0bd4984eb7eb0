// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/blocking_client.h"

#include <QElapsedTimer>

#include "shared/resp/writer.h"

namespace orrery::test {

std::string requestBytes(const std::vector<std::string>& arguments) {
    std::string bytes;
    resp::Writer writer(bytes, resp::Version::Resp2);
    writer.array(arguments.size());
    for (const std::string& argument : arguments) {
        writer.bulk(argument);
    }
    return bytes;
}

BlockingClient::BlockingClient(const model::Endpoint& endpoint) {
    m_socket.connectToHost(QString::fromStdString(endpoint.address), endpoint.port);
    m_socket.waitForConnected(2000);
}

void BlockingClient::send(const std::string& bytes) {
    m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    m_socket.flush();
}

std::optional<resp::Value> BlockingClient::receive(int timeoutMillis) {
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        const QByteArray bytes = m_socket.readAll();
        m_parser.feed(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        const resp::Progress progress = m_parser.next();
        if (progress == resp::Progress::Complete) {
            return m_parser.take();
        }
        const int left = timeoutMillis - static_cast<int>(clock.elapsed());
        if (progress == resp::Progress::Failed || left <= 0) {
            return std::nullopt;
        }
        if (!m_socket.waitForReadyRead(left) && m_socket.bytesAvailable() == 0) {
            return std::nullopt;
        }
    }
}

std::optional<resp::Value> BlockingClient::call(const std::vector<std::string>& arguments,
                                                int timeoutMillis) {
    send(requestBytes(arguments));
    return receive(timeoutMillis);
}

bool BlockingClient::closedByServer(int timeoutMillis) {
    return m_socket.state() == QAbstractSocket::UnconnectedState ||
           m_socket.waitForDisconnected(timeoutMillis);
}

}  // namespace orrery::test
