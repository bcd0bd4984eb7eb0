// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The face of a recording in the user interface's thread.
#include "console/source/recording_source.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>

#include "console/source/recording_player.h"

namespace orrery::console {

Result<std::unique_ptr<RecordingSource>> RecordingSource::open(const QStringList& paths) {
    auto reader = RecordingReader::open(paths);
    if (!reader) {
        return reader.error();
    }
    std::unique_ptr<RecordingSource> source(new RecordingSource);
    source->adopt(reader.take(), paths);
    return source;
}

void RecordingSource::openLater(const QStringList& paths, OpeningCheck check, QObject* receiver,
                                Opened done) {
    using Opening = std::optional<Result<std::unique_ptr<RecordingReader>>>;
    const auto opening = std::make_shared<Opening>();
    QThread* thread = QThread::create(
        [paths, check, opening] { opening->emplace(RecordingReader::open(paths, check)); });
    connect(thread, &QThread::finished, receiver, [paths, opening, done = std::move(done)] {
        if (!(*opening)->ok()) {
            done((*opening)->error());
            return;
        }
        std::unique_ptr<RecordingSource> source(new RecordingSource);
        source->adopt((*opening)->take(), paths);
        done(std::move(source));
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->setObjectName(QStringLiteral("opening"));
    thread->start();
}

RecordingSource::~RecordingSource() {
    stop();
    if (!m_started) {
        delete m_player;
    }
}

void RecordingSource::adopt(std::unique_ptr<RecordingReader> reader, const QStringList& paths) {
    m_paths = paths;
    m_title = paths.size() == 1 ? QFileInfo(paths.front()).fileName()
                                : QFileInfo(paths.front()).dir().dirName();
    m_header = reader->header();
    m_begin = reader->begin();
    m_end = reader->end();
    m_events = reader->events();
    m_gaps = reader->gaps();
    m_clock = reader->clock();
    m_playback.position = m_begin;
    m_player = new RecordingPlayer(std::move(reader), m_title);
}

void RecordingSource::start() {
    if (m_started) {
        return;
    }
    m_started = true;
    m_player->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_player, &QObject::deleteLater);
    connect(m_player, &RecordingPlayer::batchMade, this, &GridSource::batchReceived,
            Qt::DirectConnection);
    connect(m_player, &RecordingPlayer::contactChanged, this, &GridSource::contactChanged);
    connect(m_player, &RecordingPlayer::playbackChanged, this,
            [this](const PlaybackState& playback) {
                const Moment asked = m_playback.position;
                m_playback = playback;
                if (playback.answered < m_asked) {
                    m_playback.position = asked;
                }
                if (m_pace == PicturePace::Seen || !playback.playing) {
                    Q_EMIT playbackChanged(m_playback);
                }
            });
    m_thread.setObjectName(QStringLiteral("recording"));
    m_thread.start();
    seek(m_startAt.value_or(m_begin.at));
}

void RecordingSource::stop() {
    if (m_started && m_thread.isRunning()) {
        m_player->giveUp();
        m_thread.quit();
        m_thread.wait();
    }
}

void RecordingSource::setPace(PicturePace pace) {
    m_pace = pace;
    post([pace](RecordingPlayer& player) { player.setPace(pace); });
}

void RecordingSource::play() {
    post([](RecordingPlayer& player) { player.play(); });
}

void RecordingSource::pause() {
    post([](RecordingPlayer& player) { player.pause(); });
}

void RecordingSource::setSpeed(double speed) {
    post([speed](RecordingPlayer& player) { player.setSpeed(speed); });
}

void RecordingSource::setLoop(const std::optional<PlaybackLoop>& loop) {
    post([loop](RecordingPlayer& player) { player.setLoop(loop); });
}

void RecordingSource::stepSample(StepDirection direction) {
    pause();
    const Duration step = direction == StepDirection::Back ? sampleStep * -1 : sampleStep;
    seek(m_playback.position.at + step);
}

void RecordingSource::seek(Instant at) {
    if (m_thread.isRunning()) {
        const Instant wanted = std::clamp(at, m_begin.at, m_end.at);
        m_playback.position = m_clock.momentAt(wanted);
        m_asked = m_player->requestSeek(wanted);
    }
}

template <typename Work>
void RecordingSource::post(Work work) {
    if (m_thread.isRunning()) {
        RecordingPlayer* player = m_player;
        QMetaObject::invokeMethod(
            player, [player, work] { work(*player); }, Qt::QueuedConnection);
    }
}

void RecordingSource::stepToNextEvent() {
    pause();
    const auto next = std::find_if(
        m_events.begin(), m_events.end(),
        [this](const ReceivedMessage& event) { return event.at.at > m_playback.position.at; });
    seek(next != m_events.end() ? next->at.at : m_end.at);
}

void RecordingSource::stepToPreviousEvent() {
    pause();
    const auto previous = std::find_if(
        m_events.rbegin(), m_events.rend(),
        [this](const ReceivedMessage& event) { return event.at.at < m_playback.position.at; });
    seek(previous != m_events.rend() ? previous->at.at : m_begin.at);
}

}  // namespace orrery::console
