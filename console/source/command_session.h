// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans, actions and their history, one at a time, over a connection of their own. What was sent and not answered
// is unknown; what was not sent was not done. Lives on the worker thread.
#pragma once

#include <deque>

#include <QObject>
#include <QTimer>

#include "console/source/live_source.h"
#include "console/source/resp_link.h"
#include "console/source/seed_list.h"

namespace orrery::console {

/// The words of an action as it is typed: {"UNIT", "DRAIN", "b1"}.
std::vector<std::string> commandOf(const model::Action& action);
std::vector<std::string> planCommand(const model::Action& action);
/// With BY, REASON (when there is one), IF-EPOCH and PLAN (when the plan has a digest).
std::vector<std::string> actCommand(const model::Plan& plan, const QString& by,
                                    const QString& reason);
std::vector<std::string> historyCommand(std::uint64_t from);
PlanAnswer planAnswerFrom(const resp::Value& reply);
ActionAnswer actionAnswerFrom(const resp::Value& reply);
HistoryAnswer historyAnswerFrom(const resp::Value& reply);

class CommandSession : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t mostWaiting = 64;

    explicit CommandSession(const LiveOptions& options, QObject* parent = nullptr);

    void requestPlan(RequestNumber number, const model::Action& action, const SeedList& seeds);
    void carryOut(RequestNumber number, std::vector<std::string> command, const SeedList& seeds);
    void requestHistory(RequestNumber number, std::uint64_t from, const SeedList& seeds);
    /// Answers everything that waits: unknown what was sent, not sent the rest.
    void stop();

Q_SIGNALS:
    void planAnswered(quint64 request, const orrery::console::PlanAnswer& answer);
    void actionAnswered(quint64 request, const orrery::console::ActionAnswer& answer);
    void historyAnswered(quint64 request, const orrery::console::HistoryAnswer& answer);

private:
    enum class Sort { Plan, Act, History };
    struct Request {
        RequestNumber number;
        Sort sort;
        std::vector<std::string> command;
        SeedList seeds;
    };

    void enqueue(Request request);
    void begin();
    void tryNext();
    void onOpened();
    void onReplied(const resp::Value& value);
    void onClosed(const QString& why);
    void onTimeout();
    void sendNow();
    void answer(const resp::Value& reply);
    void giveUp(const QString& why);
    void tell(const Request& request, ActionOutcome outcome, const QString& why);
    void finish();

    LiveOptions m_options;
    RespLink m_link;
    QTimer m_deadline;
    std::deque<Request> m_waiting;  ///< The first one is in hand while m_busy.
    bool m_busy = false;
    bool m_greeted = false;
    bool m_sent = false;
    QString m_lastProblem;
};

}  // namespace orrery::console
