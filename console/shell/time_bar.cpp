// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/time_bar.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

#include "console/source/recording_source.h"
#include "console/state/event_log.h"
#include "console/state/formatting.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr Duration liveSpan = seconds(3600);
constexpr std::size_t mostFlags = 400;

Tone toneOfSeverity(model::Severity severity) {
    switch (severity) {
        case model::Severity::Critical: return Tone::Critical;
        case model::Severity::High: return Tone::High;
        case model::Severity::Medium:
        case model::Severity::Notice: break;
    }
    return Tone::Normal;
}

QPushButton* square(const QString& iconName, const QString& name, const QString& object, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setIcon(icon(iconName));
    button->setProperty("square", true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setObjectName(object);
    return button;
}

}  // namespace

TimeBar::TimeBar(Session& session, QWidget* parent)
    : Panel(Qt::TopEdge, parent), m_session(session),
      m_back(square(QStringLiteral("step-back"), tr("Previous event (Shift+,)"), QStringLiteral("timeBar.back"), this)),
      m_play(square(QStringLiteral("pause"), tr("Hold the display"), QStringLiteral("timeBar.play"), this)),
      m_forward(square(QStringLiteral("step-forward"), tr("Next event (Shift+.)"), QStringLiteral("timeBar.forward"), this)),
      m_speed(new QPushButton(this)), m_track(new TimeTrack(this)),
      m_place(new ToneLabel(QString(), theme::textFont(metrics::smallSize, theme::Weight::SemiBold), Tone::Normal, this)),
      m_record(new QPushButton(icon(QStringLiteral("record")), tr("Record"), this)) {
    setFixedHeight(metrics::timeBar);
    m_speed->setObjectName(QStringLiteral("timeBar.speed"));
    m_speed->setProperty("flat", true);
    m_speed->setToolTip(tr("Speed of the replay"));
    m_record->setObjectName(QStringLiteral("timeBar.record"));
    m_place->setMinimumWidth(84);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin, 1, metrics::margin, 0);
    row->setSpacing(metrics::gap);
    for (QWidget* part : {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_play),
                          static_cast<QWidget*>(m_forward), static_cast<QWidget*>(m_speed)}) {
        row->addWidget(part);
    }
    row->addWidget(m_track, 1);
    row->addWidget(m_place);
    row->addWidget(m_record);
    connect(m_back, &QPushButton::clicked, this, &TimeBar::stepBack);
    connect(m_forward, &QPushButton::clicked, this, &TimeBar::stepForward);
    connect(m_play, &QPushButton::clicked, this, &TimeBar::togglePlay);
    connect(m_speed, &QPushButton::clicked, this, [this] { changeSpeed(2); });
    connect(m_record, &QPushButton::clicked, this, &TimeBar::recordPressed);
    connect(m_track, &TimeTrack::moved, this, [this](Instant at) {
        if (RecordingSource* recording = m_session.recording()) {
            recording->seek(at);
        }
    });
    showSession();
}

void TimeBar::showSession() {
    m_held = false;
    RecordingSource* recording = m_session.recording();
    const bool replays = recording != nullptr;
    m_back->setVisible(replays);
    m_forward->setVisible(replays);
    m_speed->setVisible(replays);
    m_record->setVisible(!replays);
    m_record->setEnabled(m_session.isAttached());
    m_play->setEnabled(m_session.isAttached());
    m_track->setMovable(replays ? Qt::StrongFocus : Qt::NoFocus);
    if (replays) {
        std::vector<TimeTrack::Flag> flags;
        for (const ReceivedMessage& received : recording->events()) {
            if (const auto* event = std::get_if<model::GridEvent>(received.message.get())) {
                flags.push_back({received.at.at, toneOfSeverity(event->severity)});
            }
        }
        m_track->setFlags(std::move(flags));
        connect(recording, &RecordingSource::playbackChanged, this, &TimeBar::showPlay, Qt::UniqueConnection);
    }
    showPlay();
}

void TimeBar::showPlay() {
    RecordingSource* recording = m_session.recording();
    const bool runs = recording != nullptr ? recording->playback().playing : !m_held;
    m_play->setIcon(icon(runs ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setAccessibleName(recording != nullptr ? (runs ? tr("Pause") : tr("Play"))
                                                   : (runs ? tr("Hold the display") : tr("Back to live")));
    if (recording == nullptr) {
        m_place->setText(!m_session.isAttached() ? QString() : m_held ? tr("HELD") : tr("LIVE"));
        m_place->setTone(m_held ? Tone::Accent : Tone::Normal);
    } else {
        const PlaybackState playback = recording->playback();
        m_speed->setText(QStringLiteral("×%1").arg(playback.speed));
        m_track->setRange(recording->begin().at, recording->end().at, recording->end().wall);
        m_track->setHead(playback.position.at);
        m_place->setText(formatClock(playback.position.wall));
        m_place->setTone(Tone::Accent);
    }
    m_record->setText(m_session.recorder().isRecording() ? tr("Stop recording") : tr("Record"));
}

std::vector<TimeTrack::Flag> TimeBar::flagsOf(const GridSnapshot& snapshot) const {
    std::vector<TimeTrack::Flag> flags;
    const std::size_t count = snapshot.events.size();
    for (std::size_t index = count > mostFlags ? count - mostFlags : 0; index < count; ++index) {
        const auto& entry = snapshot.events.at(index);
        const Instant at = snapshot.now.at - milliseconds(snapshot.now.wall.millis - entry.event->at.millis);
        if (snapshot.now.at - at < liveSpan) {
            flags.push_back({at, toneOfSeverity(entry.event->severity)});
        }
    }
    return flags;
}

void TimeBar::showSnapshot(const GridSnapshot& snapshot) {
    if (m_session.recording() != nullptr) {
        return;
    }
    m_track->setRange(snapshot.now.at - liveSpan, snapshot.now.at, snapshot.now.wall);
    m_track->setHead(snapshot.now.at);
    m_track->setFlags(flagsOf(snapshot));
}

void TimeBar::togglePlay() {
    if (RecordingSource* recording = m_session.recording()) {
        recording->playback().playing ? recording->pause() : recording->play();
        return;
    }
    m_held = !m_held;
    showPlay();
    Q_EMIT heldChanged();
}

void TimeBar::stepBack() {
    if (RecordingSource* recording = m_session.recording()) {
        recording->stepToPreviousEvent();
    }
}

void TimeBar::stepForward() {
    if (RecordingSource* recording = m_session.recording()) {
        recording->stepToNextEvent();
    }
}

void TimeBar::changeSpeed(double factor) {
    if (RecordingSource* recording = m_session.recording()) {
        const double next = recording->playback().speed * factor;
        recording->setSpeed(next > RecordingSource::fastest ? RecordingSource::slowest : next);
    }
}

}  // namespace orrery::console
