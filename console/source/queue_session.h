// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks a unit itself what waits in one of its queues: PUMP SHOW on the unit's own RESP port. One
// question at a time over one connection, which stays open while the same unit is asked. Lives on
// the worker thread.
#pragma once

#include <deque>

#include <QObject>
#include <QTimer>

#include "console/source/live_source.h"
#include "console/source/resp_link.h"

namespace orrery::console {

/// {"PUMP", "SHOW", "b1", "PARTITION", "31", "COUNT", "100"}
std::vector<std::string> queueCommand(const QueueQuestion& question);
/// Reads the answer: a record with the list under "items", or that list alone. An item without a key
/// is left out.
QueueAnswer queueAnswerFrom(const resp::Value& reply);

class QueueSession : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t mostWaiting = 8;
    static constexpr std::size_t mostItems = 100;

    explicit QueueSession(const LiveOptions& options, QObject* parent = nullptr);

    /// answered() follows, always: at once as Unavailable when too many questions wait.
    void ask(RequestNumber number, const QueueQuestion& question);
    /// Answers everything that waits as Unavailable.
    void stop();

Q_SIGNALS:
    void answered(quint64 request, const orrery::console::QueueAnswer& answer);

private:
    enum class Stage { Idle, Connecting, Greeting, Asked };
    struct Request {
        RequestNumber number;
        QueueQuestion question;
    };

    void begin();
    void onReplied(const resp::Value& value);
    void finish(const QueueAnswer& answer);
    void fail(const QString& why);

    LiveOptions m_options;
    RespLink m_link;
    QTimer m_deadline;
    std::deque<Request> m_waiting;  ///< The first one is in hand unless Idle.
    Stage m_stage = Stage::Idle;
};

}  // namespace orrery::console
