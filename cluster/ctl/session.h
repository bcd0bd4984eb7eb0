// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run of orreryctl: sends what the command needs, prints what comes back, ends with an exit code.
#pragma once

#include <QObject>
#include <QTimer>

#include <string>
#include <vector>

#include "cluster/ctl/options.h"
#include "cluster/ctl/views.h"
#include "cluster/runtime/client/controller_client.h"
#include "shared/model/plan.h"

namespace orrery::ctl {

class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(Options options, QObject* parent = nullptr);

    /// Begins; finished() comes later.
    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    using Next = void (Session::*)(const resp::Value& reply);

    /// Sends a looking command; `next` gets the answer, anything else ends the run.
    void look(std::vector<std::string> request, Next next);
    void gotSnapshot(const resp::Value& reply);
    void gotSafety(const resp::Value& reply);
    void gotEvents(const resp::Value& reply);
    void gotOperations(const resp::Value& reply);
    void gotSettings(const resp::Value& reply);
    void gotLog(const resp::Value& reply);
    void gotSubscription(const resp::Value& reply);
    void gotPush(const resp::Value& push);
    void gotPlanToShow(const resp::Value& reply);
    void gotPlanToAct(const resp::Value& reply);
    void askSafe();
    void gotSafeToWait(const resp::Value& reply);
    void waitMore(const std::string& reasons);
    bool confirmed(const model::Plan& plan);
    void act();
    void acted(const client::ControlAnswer& answer);
    std::vector<std::string> planRequest() const;
    void unreadable(const Error& error);
    void failed(const client::ControlAnswer& answer);
    void end(ExitCode code);

    Options m_options;
    client::ControllerClient m_client;
    Snapshot m_snapshot;
    QTimer m_again;               ///< wait-safe: until the next question.
    Instant m_askedAt;            ///< wait-safe: when the first question went out.
    Instant m_deadline;
    std::string m_planDigest;     ///< Of the plan that is carried out; empty: none was asked for.
    std::string m_lastReasons;    ///< wait-safe: as printed last.
};

}  // namespace orrery::ctl
