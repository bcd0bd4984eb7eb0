// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// States of the subscription.
#include "console/source/stream_session.h"

#include <algorithm>

#include "console/source/clock.h"

namespace orrery::console {
namespace {

/// How often a sparse stream brings a sample of each unit: as often as a picture is made. More than the sieve's
/// interval, so that none of them is passed over.
constexpr Duration sparseSlot = seconds(1);

}  // namespace

StreamSession::StreamSession(const LiveOptions& options, QObject* parent)
    : QObject(parent),
      m_options(options),
      m_seeds(options.seeds),
      m_link(this),
      m_retry(this),
      m_wait(options.shortestWait) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &StreamSession::retryNow);
    m_link.setSieve([this](std::string_view bytes) { return passOver(bytes); });
    connect(&m_link, &RespLink::opened, this, &StreamSession::onOpened);
    connect(&m_link, &RespLink::replied, this, &StreamSession::onReplied);
    connect(&m_link, &RespLink::closed, this, &StreamSession::onClosed);
}

void StreamSession::start() {
    setContact(ContactState::Connecting, QString());
    retryNow();
}

void StreamSession::stop() {
    m_retry.stop();
    m_link.drop();
    m_stage = Stage::Waiting;
}

void StreamSession::retryNow() {
    if (m_stage != Stage::Waiting) {
        return;
    }
    m_retry.stop();
    m_seeds.startRound();
    tryNext();
}

void StreamSession::tryNext() {
    if (const auto endpoint = m_seeds.next()) {
        m_stage = Stage::Connecting;
        m_peer = textOf(*endpoint);
        m_link.open(*endpoint, m_options.connectTimeout);
        return;
    }
    m_stage = Stage::Waiting;
    const ContactState state =
        m_contact.state == ContactState::Live ? ContactState::Lost : m_contact.state;
    setContact(state, m_lastProblem);
    m_retry.start(static_cast<int>(m_wait.millis()));
    m_wait = std::min(m_wait * 2, m_options.longestWait);
}

void StreamSession::onOpened() {
    m_stage = Stage::Greeting;
    m_hasToldNeed = false;
    m_lastByte.start();
    std::vector<std::string> hello = {"HELLO", "3"};
    if (!m_options.password.isEmpty()) {
        hello.insert(hello.end(), {"AUTH", "default", m_options.password.toStdString()});
    }
    m_link.send(hello);
}

void StreamSession::onClosed(const QString& why) {
    m_lastProblem = tr("%1: %2").arg(m_peer, why);
    const bool streamed = m_stage == Stage::Streaming;
    m_stage = Stage::Waiting;
    if (streamed) {
        setContact(ContactState::Lost, m_lastProblem);
        m_seeds.startRound();
    }
    tryNext();
}

void StreamSession::refuse(const resp::Value& error) {
    const auto redirect = redirectIn(error.text);
    m_lastProblem = tr("%1: %2").arg(m_peer, QString::fromStdString(error.text));
    if (redirect) {
        m_seeds.follow(*redirect);
    }
    m_link.drop();
    tryNext();
}

void StreamSession::onReplied(const resp::Value& value, std::string_view bytes) {
    m_lastByte.start();
    if (value.kind == resp::Kind::Push) {
        onPush(value, bytes);
    } else if (value.isError()) {
        const bool isOlderGrid = m_stage == Stage::Streaming && m_hasToldNeed;   // It sends every sample.
        if (!isOlderGrid) {
            refuse(value);
        }
    } else if (m_stage == Stage::Greeting) {
        subscribe();
    } else if (m_stage == Stage::Subscribing) {
        beginStreaming();
    }
}

void StreamSession::beginStreaming() {
    m_stage = Stage::Streaming;
    chooseIntake();
    if (m_need != SampleNeed::Every) {
        tellNeed();
    }
}

void StreamSession::tellNeed() {
    m_hasToldNeed = true;
    if (m_need == SampleNeed::Every) {
        m_link.send({"GRID", "SAMPLES", "ALL"});
    } else {
        m_link.send({"GRID", "SAMPLES", "EVERY", std::to_string(sparseSlot.millis())});
    }
}

void StreamSession::subscribe() {
    m_stage = Stage::Subscribing;
    m_link.send(m_reader.subscribeCommand());
}

SeedList StreamSession::seedsFromPeer() const {
    SeedList seeds = m_seeds;
    if (m_stage == Stage::Streaming) {
        seeds.preferFirst(m_link.endpoint());
    }
    return seeds;
}

void StreamSession::setPace(PicturePace pace) {
    m_pace = pace;
    m_sieve.setPace(pace);
    chooseIntake();
}

void StreamSession::chooseIntake() {
    if (m_stage == Stage::Streaming) {   // Before that we wait for single answers.
        m_link.setIntake(m_pace == PicturePace::Seen ? Intake::AtOnce : Intake::WhenAsked);
    }
}

void StreamSession::setNeed(SampleNeed need) {
    if (m_need == need) {
        return;
    }
    m_need = need;
    if (m_stage == Stage::Streaming) {
        tellNeed();
    }
}

bool StreamSession::passOver(std::string_view bytes) {
    if (m_stage != Stage::Streaming || m_contact.state != ContactState::Live) {
        return false;   // The first word tells whether it is the grid we know.
    }
    const Moment now = currentMoment();
    const std::optional<UnitId> unit = m_sieve.passesOver(bytes, now.at);
    if (!unit) {
        return false;
    }
    m_lastByte.start();
    Q_EMIT passedOver(now, *unit, bytes);
    return true;
}

void StreamSession::onPush(const resp::Value& value, std::string_view bytes) {
    const StreamReading reading = m_reader.read(value);
    if (reading.message) {
        if (const auto* state = std::get_if<model::GridState>(reading.message.get())) {
            m_seeds.learn(state->agents);
        }
        if (reading.gridChanged) {
            Q_EMIT gridChanged();
        }
    }
    switch (reading.finding) {
    case StreamFinding::Skipped:
        if (m_stage == Stage::Streaming && m_contact.state == ContactState::Live) {
            setContact(ContactState::Live, m_reader.leftOut());
        }
        return;
    case StreamFinding::Unreadable:
    case StreamFinding::OtherGrid:
        m_link.drop();
        onClosed(reading.why);
        return;
    case StreamFinding::Message: break;
    }
    if (m_stage != Stage::Streaming) {
        beginStreaming();
    }
    m_wait = m_options.shortestWait;
    setContact(ContactState::Live, m_reader.leftOut());
    Q_EMIT received(currentMoment(), reading.message, bytes);
}

void StreamSession::attend() {
    m_link.takeIn();
    const bool waiting = m_stage == Stage::Waiting || m_stage == Stage::Connecting;
    if (waiting || m_lastByte.elapsed() < m_options.silence.millis()) {
        return;
    }
    m_link.drop();
    onClosed(tr("no word for %1 s").arg(static_cast<double>(m_options.silence.millis()) / 1000.0));
}

void StreamSession::setContact(ContactState state, const QString& why) {
    if (m_contact.state == state && m_contact.why == why && m_contact.peer == m_peer &&
        m_contact.since != Moment{}) {
        return;
    }
    if (m_contact.state != state || m_contact.since == Moment{}) {
        m_contact.since = currentMoment();
    }
    m_contact.state = state;
    m_contact.why = why;
    m_contact.peer = m_peer;
    Q_EMIT contactChanged(m_contact);
}

}  // namespace orrery::console
