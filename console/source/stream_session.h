// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The subscription to a grid's stream: finds the controller, greets, subscribes, notices silence
// and starts over. Lives on the worker thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "console/source/live_source.h"
#include "console/source/resp_link.h"
#include "console/source/sample_sieve.h"
#include "console/source/seed_list.h"
#include "console/source/stream_reader.h"

namespace orrery::console {

class StreamSession : public QObject {
    Q_OBJECT
public:
    explicit StreamSession(const LiveOptions& options, QObject* parent = nullptr);

    void start();
    void stop();
    /// Forgets the wait and starts a round now.
    void retryNow();
    /// To be called a few times a second: takes in what waits while nobody looks, and gives up a peer that is silent.
    void attend();
    /// Unseen: of each unit one sample a second is read; passedOver() gives the others.
    void setPace(PicturePace pace);
    /// Sparse: the grid is asked to send of each unit a sample a second. One that is too old for the question
    /// sends all as before.
    void setNeed(SampleNeed need);
    /// Agents known so far; the one streamed from is tried first.
    SeedList seedsFromPeer() const;
    const Contact& contact() const { return m_contact; }

Q_SIGNALS:
    void contactChanged(const orrery::console::Contact& contact);
    /// `bytes` as they came, which live no longer than the call.
    void received(const orrery::console::Moment& at, const std::shared_ptr<const orrery::model::StreamMessage>& message,
                  std::string_view bytes);
    /// A sample that was not read; `bytes` as for received().
    void passedOver(const orrery::console::Moment& at, orrery::UnitId unit, std::string_view bytes);
    /// What comes next is another grid than before.
    void gridChanged();

private:
    enum class Stage { Waiting, Connecting, Greeting, Subscribing, Streaming };

    void tryNext();
    void onOpened();
    void onReplied(const resp::Value& value, std::string_view bytes);
    void beginStreaming();
    void tellNeed();
    bool passOver(std::string_view bytes);
    void onPush(const resp::Value& value, std::string_view bytes);
    void onClosed(const QString& why);
    void refuse(const resp::Value& error);
    void subscribe();
    void chooseIntake();
    void setContact(ContactState state, const QString& why);

    LiveOptions m_options;
    SeedList m_seeds;
    RespLink m_link;
    Stage m_stage = Stage::Waiting;
    Contact m_contact;
    QString m_peer;   ///< Whom we try or hear, as text.
    QTimer m_retry;
    QElapsedTimer m_lastByte;
    Duration m_wait;
    QString m_lastProblem;
    StreamReader m_reader;
    SampleSieve m_sieve;
    PicturePace m_pace = PicturePace::Seen;
    SampleNeed m_need = SampleNeed::Every;
    bool m_hasToldNeed = false;  ///< On this connection.
};

}  // namespace orrery::console
