// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks one process of the grid itself, at its own RESP port. One question at a time over one connection, which
// stays open while the same process is asked. Lives on the worker thread.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "console/source/live_source.h"
#include "console/source/resp_link.h"

namespace orrery::console {

class AskSession : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t mostWaiting = 32;

    struct Question {
        model::Endpoint at;
        std::vector<std::string> words;
    };

    explicit AskSession(const LiveOptions& options, QObject* parent = nullptr);

    /// answered() or unavailable() follows, always: the latter at once when too many questions wait.
    void ask(RequestNumber number, Question question);
    /// Everything that waits is unavailable.
    void stop();

Q_SIGNALS:
    /// The reply, which may be an error.
    void answered(quint64 request, const orrery::resp::Value& reply);
    /// Not reached or no answer in time.
    void unavailable(quint64 request, const QString& why);

private:
    enum class Stage { Idle, Connecting, Greeting, Asked };
    struct Request {
        RequestNumber number;
        Question question;
    };

    void begin();
    void onReplied(const resp::Value& value);
    /// Takes the question in hand away; its number.
    RequestNumber finish();
    void fail(const QString& why);

    LiveOptions m_options;
    RespLink m_link;
    QTimer m_deadline;
    std::deque<Request> m_waiting;  ///< The first one is in hand unless Idle.
    Stage m_stage = Stage::Idle;
};

}  // namespace orrery::console
