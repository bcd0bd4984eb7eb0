// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The worker of a LiveSource: gathers what the stream brings into batches, twenty a second (four, unseen), and
// passes questions on. Lives on the worker thread.
#pragma once

#include <map>

#include <QObject>
#include <QTimer>

#include "console/source/ask_session.h"
#include "console/source/batch_maker.h"
#include "console/source/command_session.h"
#include "console/source/stream_session.h"

namespace orrery::console {

class LiveWorker : public QObject {
    Q_OBJECT
public:
    explicit LiveWorker(const LiveOptions& options);

    void start();
    void stop();
    void retryNow() { m_stream.retryNow(); }
    void setPace(PicturePace pace);
    void setNeed(SampleNeed need) { m_stream.setNeed(need); }
    void requestPlan(RequestNumber number, const model::Action& action);
    void carryOut(RequestNumber number, std::vector<std::string> command);
    void requestQueue(RequestNumber number, const QueueQuestion& question);
    void requestUnit(RequestNumber number, const UnitQuestion& question);
    void requestHistory(RequestNumber number, std::uint64_t from);

Q_SIGNALS:
    void batchMade(const orrery::console::StreamBatchPointer& batch);
    void contactChanged(const orrery::console::Contact& contact);
    void planAnswered(quint64 request, const orrery::console::PlanAnswer& answer);
    void actionAnswered(quint64 request, const orrery::console::ActionAnswer& answer);
    void queueAnswered(quint64 request, const orrery::console::QueueAnswer& answer);
    void unitAnswered(quint64 request, const orrery::console::UnitAnswer& answer);
    void historyAnswered(quint64 request, const orrery::console::HistoryAnswer& answer);

private:
    static constexpr int batchMillis = 50;
    static constexpr int unseenBatchMillis = 250;
    StreamSession m_stream;
    CommandSession m_commands;
    AskSession m_queues;
    AskSession m_readings;  ///< Of units; apart, so that an agent that hangs holds no queue up.
    std::map<RequestNumber, UnitReading> m_read;  ///< What is being read.
    QTimer m_timer;
    BatchMaker m_batches;
};

}  // namespace orrery::console
