// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A running grid, seen through any of its agents: subscribes to the controller's stream over RESP3,
// follows NOTCONTROLLER, notices silence, and comes back over all seeds it knows. Plans and actions
// go over a connection of their own, so that a long answer never holds the stream up.
#pragma once

#include <memory>
#include <vector>

#include <QThread>

#include "console/source/grid_source.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

struct LiveOptions {
    std::vector<model::Endpoint> seeds;  ///< RESP ports of agents; at least one.
    QString password;                    ///< Empty: none is sent.
    Duration connectTimeout = seconds(1);
    Duration silence = seconds(3);              ///< No byte for so long: contact is lost.
    Duration answerTimeout = seconds(5);        ///< For plans and actions.
    Duration shortestWait = milliseconds(200);  ///< After a round over all seeds; doubles up to
    Duration longestWait = seconds(5);          ///< this.
};

class LiveWorker;

class LiveSource : public GridSource {
    Q_OBJECT
public:
    explicit LiveSource(LiveOptions options, QObject* parent = nullptr);
    ~LiveSource() override;

    SourceKind kind() const override { return SourceKind::Live; }
    QString title() const override;
    void start() override;
    void stop() override;
    bool canAct() const override { return true; }
    void setPace(PicturePace pace) override;
    void setNeed(SampleNeed need) override;
    RequestNumber requestPlan(const model::Action& action) override;
    RequestNumber carryOut(const model::Plan& plan, const QString& by,
                           const QString& reason) override;
    RequestNumber requestQueue(const QueueQuestion& question) override;
    RequestNumber requestUnit(const UnitQuestion& question) override;
    RequestNumber requestHistory(std::uint64_t from) override;
    /// Forgets the wait and tries all seeds now.
    void reconnectNow();

private:
    LiveOptions m_options;
    QThread m_thread;
    LiveWorker* m_worker = nullptr;  ///< Lives on m_thread, which deletes it.
};

/// "127.0.0.1:7101" as an endpoint; none without a host or with a port outside 1 .. 65535. An IPv6
/// address stands in brackets.
std::optional<model::Endpoint> endpointFrom(const QString& text);
/// The other way round.
QString textOf(const model::Endpoint& endpoint);

}  // namespace orrery::console
