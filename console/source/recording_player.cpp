// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Moving the play head.
#include "console/source/recording_player.h"

#include <algorithm>

namespace orrery::console {

RecordingPlayer::RecordingPlayer(std::unique_ptr<RecordingReader> reader, QString name)
    : m_reader(std::move(reader)),
      m_name(std::move(name)),
      m_archiveTimer(new QTimer(this)),
      m_refineTimer(new QTimer(this)),
      m_timer(new QTimer(this)) {
    m_refineTimer->setInterval(restMillis);
    m_refineTimer->setSingleShot(true);
    connect(m_refineTimer, &QTimer::timeout, this, &RecordingPlayer::refine);
    m_archiveTimer->setInterval(0);
    connect(m_archiveTimer, &QTimer::timeout, this, &RecordingPlayer::fillArchive);
    m_timer->setInterval(tickMillis);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer, &QTimer::timeout, this, &RecordingPlayer::advance);
}

std::uint64_t RecordingPlayer::requestSeek(Instant at) {
    const std::scoped_lock lock(m_mutex);
    const bool alreadyComing = m_wanted.has_value();
    m_wanted = at;
    if (!alreadyComing) {
        QMetaObject::invokeMethod(this, &RecordingPlayer::carryOutSeek, Qt::QueuedConnection);
    }
    return ++m_requested;
}

void RecordingPlayer::carryOutSeek() {
    std::optional<Instant> wanted;
    {
        const std::scoped_lock lock(m_mutex);
        wanted.swap(m_wanted);
        m_state.answered = m_requested;
    }
    if (!wanted) {
        return;
    }
    const Instant at = std::clamp(*wanted, m_reader->begin().at, m_reader->end().at);
    m_state.position = m_reader->momentAt(at);
    m_state.atEnd = at >= m_reader->end().at;
    m_state.ranOut = false;
    if (m_state.atEnd) {
        m_state.playing = false;
        m_timer->stop();
    }
    m_elapsed.restart();
    m_isBehind = false;
    if (!goOnTo(at)) {
        StreamBatch batch = m_reader->seek(at, RecordingSource::history);
        batch.archive = m_archive;
        deliver(std::move(batch));
    }
    m_shown = at;
    m_tiersLeft = m_reader->tierIndexAt(at);
    m_archiveTimer->start();
    m_refineTimer->start();
    report();
}

bool RecordingPlayer::goOnTo(Instant at) {
    constexpr Duration nearby = seconds(2);
    if (!m_shown || at < *m_shown || at - *m_shown > nearby) {
        return false;
    }
    deliver(m_reader->next(at));
    return true;
}

bool RecordingPlayer::isSeekWanted() {
    const std::scoped_lock lock(m_mutex);
    return m_wanted.has_value();
}

void RecordingPlayer::refine() {
    const Instant at = m_state.position.at;
    if (m_state.playing || m_reader->reaches(at, RecordingSource::history, RecordingReader::defaultBudget)) {
        return;
    }
    // In slices, worked in one by one, so that a seek that comes in between is not kept waiting.
    Instant done = m_reader->reachOf(at, RecordingSource::history, refineBudget);
    StreamBatch batch = m_reader->seek(done, {}, UINT64_MAX);
    batch.archive = m_archive;
    m_shown.reset();
    while (done < at) {
        if (m_isGivingUp || isSeekWanted()) {
            return;
        }
        batch.unfinished = true;
        deliver(std::move(batch));
        done = std::min(done + refineSlice, at);
        batch = m_reader->next(done);
    }
    batch.now = m_state.position;
    deliver(std::move(batch));
    m_shown = at;
}

void RecordingPlayer::readTiers(std::size_t most) {
    for (std::size_t count = 0; count < most && m_tiersLeft > 0;) {
        const Instant end = m_reader->tierEnd(--m_tiersLeft);
        if (!m_known.insert(end).second) {
            continue;
        }
        ++count;
        if (auto tier = m_reader->tier(m_tiersLeft)) {
            m_archive->add(std::move(tier));
        }
    }
}

void RecordingPlayer::fillArchive() {
    readTiers(tiersAtOnce);
    if (m_tiersLeft == 0) {
        m_archiveTimer->stop();
        if (!m_state.playing) {
            StreamBatch standing;
            standing.now = m_state.position;
            deliver(std::move(standing));
        }
    }
}

void RecordingPlayer::play() {
    if (m_state.playing || m_state.atEnd) {
        return;
    }
    m_state.playing = true;
    m_refineTimer->stop();
    m_elapsed.restart();
    m_timer->start();
    report();
}

void RecordingPlayer::pause() {
    if (!m_state.playing) {
        return;
    }
    advance();
    m_state.playing = false;
    m_timer->stop();
    if (m_isBehind) {
        catchUp();
        report();
        return;
    }
    StreamBatch standing;
    standing.now = m_state.position;
    deliver(std::move(standing));
    report();
}

void RecordingPlayer::setPace(PicturePace pace) {
    m_pace = pace;
    m_timer->setInterval(pace == PicturePace::Seen ? tickMillis : unseenTickMillis);
    if (pace == PicturePace::Seen) {
        catchUp();
    }
}

void RecordingPlayer::catchUp() {
    if (m_isBehind) {
        requestSeek(m_state.position.at);
    }
}

void RecordingPlayer::setSpeed(double speed) {
    m_state.speed = std::clamp(speed, RecordingSource::slowest, RecordingSource::fastest);
    report();
}

void RecordingPlayer::setLoop(const std::optional<PlaybackLoop>& loop) {
    m_state.loop = loop;
    report();
}

void RecordingPlayer::advance() {
    // A machine that cannot keep up plays slower: else each batch would be larger than the one before.
    const int longest = m_pace == PicturePace::Seen ? longestStepMillis : longestUnseenStepMillis;
    const auto real = std::min<std::int64_t>(m_elapsed.nsecsElapsed(), longest * 1'000'000LL);
    const double passed = static_cast<double>(real) / 1000.0 * m_state.speed;
    m_elapsed.restart();
    const Instant end = m_reader->end().at;
    const Instant at =
        std::min(m_state.position.at + Duration{static_cast<std::int64_t>(passed)}, end);
    if (m_state.loop && at >= m_state.loop->to && m_state.position.at <= m_state.loop->to) {
        requestSeek(m_state.loop->from);
        return;
    }
    m_state.position = m_reader->momentAt(at);
    if (at >= end) {
        m_state.playing = false;
        m_state.atEnd = true;
        m_state.ranOut = true;
        m_timer->stop();
    }
    if (m_pace == PicturePace::Seen && !m_isBehind) {
        deliver(m_reader->next(at));
        m_shown = at;
    } else {
        m_isBehind = true;
    }
    report();
}

void RecordingPlayer::deliver(StreamBatch batch) {
    batch.settled = !m_state.playing;
    if (batch.contact) {
        batch.contact->peer = m_name;
        Q_EMIT contactChanged(*batch.contact);
    }
    Q_EMIT batchMade(std::make_shared<const StreamBatch>(std::move(batch)));
}

void RecordingPlayer::report() { Q_EMIT playbackChanged(m_state); }

}  // namespace orrery::console
