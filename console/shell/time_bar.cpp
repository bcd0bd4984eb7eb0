// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/time_bar.h"

#include <algorithm>
#include <array>

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include "console/state/formatting.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr std::array<Duration, 5> spans{seconds(600), seconds(3600), seconds(6 * 3600),
                                        seconds(24 * 3600), seconds(366 * 24 * 3600)};
constexpr int hourSpan = 1;
constexpr int wholeSpan = 4;
constexpr std::size_t mostFlags = 2000;
constexpr int troubleWidth = 280;
constexpr metrics::Length leastRoomy{760};   ///< From here on there are words on the buttons.

Tone toneOfSeverity(model::Severity severity) {
    switch (severity) {
    case model::Severity::Critical: return Tone::Critical;
    case model::Severity::High: return Tone::High;
    case model::Severity::Medium:
    case model::Severity::Notice: break;
    }
    return Tone::Normal;
}

TimeTrack::Flag flagOf(const model::GridEvent& event, Instant at) {
    return {at, toneOfSeverity(event.severity), QString::fromStdString(event.text)};
}

QPushButton* square(const QString& iconName, const QString& name, const QString& object,
                    QWidget* parent) {
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
    : Panel(Qt::TopEdge, parent),
      m_session(session),
      m_zoom(hourSpan),
      m_back(square(QStringLiteral("step-back"), tr("Previous event (Shift+,)"),
                    QStringLiteral("timeBar.back"), this)),
      m_play(square(QStringLiteral("pause"), tr("Hold the display"), QStringLiteral("timeBar.play"),
                    this)),
      m_forward(square(QStringLiteral("step-forward"), tr("Next event (Shift+.)"),
                       QStringLiteral("timeBar.forward"), this)),
      m_speed(new QPushButton(this)),
      m_more(new QPushButton(tr("A–B"), this)),
      m_track(new TimeTrack(this)),
      m_note(new QLineEdit(this)),
      m_trouble(new ToneLabel(QString(), theme::textFont(metrics::smallSize), Tone::High, this)),
      m_place(new ToneLabel(QString(), theme::textFont(metrics::smallSize, theme::Weight::SemiBold),
                            Tone::Normal, this)),
      m_live(new QPushButton(icon(QStringLiteral("to-live")), tr("Live"), this)),
      m_record(new QPushButton(icon(QStringLiteral("record")), tr("Record"), this)),
      m_bookmark(new QPushButton(icon(QStringLiteral("bookmark")), tr("Bookmark"), this)) {
    build();
    connectParts();
    showSession();
}

void TimeBar::build() {
    setFixedHeight(metrics::timeBar);
    m_speed->setObjectName(QStringLiteral("timeBar.speed"));
    m_speed->setProperty("flat", true);
    m_speed->setToolTip(tr("Speed of the replay"));
    m_more->setObjectName(QStringLiteral("timeBar.more"));
    m_more->setProperty("flat", true);
    m_more->setToolTip(tr("Loop a stretch, save it, show more or less time"));
    m_note->setObjectName(QStringLiteral("timeBar.note"));
    m_note->setPlaceholderText(tr("Note for the bookmark, then Enter"));
    m_note->setAccessibleName(tr("Note for the bookmark"));
    m_note->setMaxLength(static_cast<int>(Bookmarks::longestNote));
    m_note->setFixedWidth(metrics::scaled(240));
    m_note->hide();
    m_trouble->setObjectName(QStringLiteral("timeBar.trouble"));
    m_trouble->setMaximumWidth(troubleWidth);
    m_live->setObjectName(QStringLiteral("timeBar.live"));
    m_live->setProperty("tone", "accent");
    m_live->setToolTip(tr("Back to what is now (Home or L in the time line)"));
    m_record->setObjectName(QStringLiteral("timeBar.record"));
    m_record->setToolTip(tr("Ctrl+R"));
    m_bookmark->setObjectName(QStringLiteral("timeBar.bookmark"));
    m_bookmark->setAccessibleName(tr("Bookmark"));
    m_bookmark->setToolTip(tr("Ctrl+B"));
    m_place->setObjectName(QStringLiteral("timeBar.place"));
    m_place->setMinimumWidth(metrics::scaled(56));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin, 1, metrics::margin, 0);
    row->setSpacing(metrics::gap);
    for (QWidget* part : {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_play),
                          static_cast<QWidget*>(m_forward), static_cast<QWidget*>(m_speed),
                          static_cast<QWidget*>(m_more)}) {
        row->addWidget(part);
    }
    row->addWidget(m_track, 1);
    for (QWidget* part : {static_cast<QWidget*>(m_note), static_cast<QWidget*>(m_trouble),
                          static_cast<QWidget*>(m_place), static_cast<QWidget*>(m_live),
                          static_cast<QWidget*>(m_record), static_cast<QWidget*>(m_bookmark)}) {
        row->addWidget(part);
    }
}

void TimeBar::connectParts() {
    connect(m_back, &QPushButton::clicked, this, [this] { stepEvent(StepDirection::Back); });
    connect(m_forward, &QPushButton::clicked, this, [this] { stepEvent(StepDirection::Forward); });
    connect(m_play, &QPushButton::clicked, this, &TimeBar::togglePlay);
    connect(m_speed, &QPushButton::clicked, this, [this] { changeSpeed(2); });
    connect(m_more, &QPushButton::clicked, this, &TimeBar::openMenu);
    connect(m_live, &QPushButton::clicked, this, &TimeBar::goLive);
    connect(m_record, &QPushButton::clicked, this, &TimeBar::toggleRecording);
    connect(m_bookmark, &QPushButton::clicked, this, &TimeBar::addBookmark);
    connect(m_note, &QLineEdit::returnPressed, this, &TimeBar::saveNote);
    connect(m_note, &QLineEdit::editingFinished, m_note, &QWidget::hide);
    connect(m_track, &TimeTrack::moved, this, [this](Instant at) {
        m_track->setHead(at);
        m_session.showMoment(at);
    });
    connect(m_track, &TimeTrack::playPressed, this, &TimeBar::togglePlay);
    connect(m_track, &TimeTrack::livePressed, this, &TimeBar::goLive);
    connect(m_track, &TimeTrack::samplePressed, this, &TimeBar::stepSample);
    connect(m_track, &TimeTrack::eventPressed, this, &TimeBar::stepEvent);
    connect(m_track, &TimeTrack::bookmarkPressed, this, &TimeBar::stepBookmark);
    connect(m_track, &TimeTrack::loopStartPressed, this, [this] {
        m_loopStart = m_session.shownMoment().at;
        applyLoop();
    });
    connect(m_track, &TimeTrack::loopEndPressed, this, [this] {
        m_loopEnd = m_session.shownMoment().at;
        applyLoop();
    });
    connect(m_track, &TimeTrack::loopClearPressed, this, &TimeBar::clearLoop);
    connect(m_track, &TimeTrack::zoomPressed, this, &TimeBar::zoom);
    connect(&m_session, &Session::presentationChanged, this, &TimeBar::showSession);
    connect(&m_session.bookmarks(), &Bookmarks::changed, this, &TimeBar::showMarks);
    connect(&m_session.recorder(), &Recorder::recordingChanged, this, &TimeBar::showPlay);
    connect(&m_session, &Session::recordingToggled, this, [this](const QString& why) {
        m_failure = why.isEmpty() ? m_failure : why;   // It may have failed since it began well.
        showTrouble();
    });
    connect(&m_session.recorder(), &Recorder::failed, this,
            [this](const QString& path, const QString& why) {
                m_failure = tr("Recording %1 has ended: %2").arg(QFileInfo(path).fileName(), why);
                showTrouble();
            });
    connect(&m_session.shelf(), &RecordingShelf::copied, this,
            [this](const QString& path, const QString& why) {
                m_failure = why.isEmpty()
                                ? QString()
                                : tr("%1 was not saved: %2").arg(QFileInfo(path).fileName(), why);
                showTrouble();
            });
}

void TimeBar::showSession() {
    m_held = m_held && m_session.presentation() == Presentation::Live;
    RecordingSource* recording = m_session.recording();
    const bool isAttached = m_session.isAttached();
    const bool replays = m_session.presentation() == Presentation::Replay;
    m_zoom = replays ? wholeSpan : std::min(m_zoom, wholeSpan - 1);
    for (QWidget* part : {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_forward),
                          static_cast<QWidget*>(m_play), static_cast<QWidget*>(m_bookmark),
                          static_cast<QWidget*>(m_more)}) {
        part->setEnabled(isAttached);
    }
    m_speed->setVisible(recording != nullptr);
    m_live->setVisible(m_session.isInPast() || m_session.isOpeningPast());
    m_record->setVisible(!replays);
    m_record->setEnabled(isAttached);
    m_track->setMovable(isAttached ? Qt::StrongFocus : Qt::NoFocus);
    if (recording != nullptr) {
        connect(recording, &RecordingSource::playbackChanged, this, &TimeBar::showPlay,
                Qt::UniqueConnection);
    }
    if (recording == nullptr) {
        m_loopStart.reset();
        m_loopEnd.reset();
        m_track->setLoop(std::nullopt);
    }
    m_flagsOf = 0;
    showMarks();
    showPlay();
    showTrouble();
}

std::optional<TimeRange> TimeBar::whole() const {
    if (m_session.presentation() == Presentation::Replay) {
        return TimeRange{m_session.recording()->begin().at, m_session.recording()->end().at};
    }
    if (!m_session.isAttached()) {
        return std::nullopt;
    }
    const Instant now = m_session.store().latest()->now.at;
    return TimeRange{now - spans[wholeSpan - 1], now};
}

void TimeBar::showRange() {
    const std::optional<TimeRange> all = whole();
    if (!all) {
        return;
    }
    const Instant head = m_session.isOpeningPast() ? m_track->head() : m_session.shownMoment().at;
    Instant from = all->from;
    Instant to = all->to;
    const Duration span = spans[static_cast<std::size_t>(m_zoom)];
    if (span < to - from) {
        // The newest as long as the head is in sight then; else the head in the middle.
        from = to - span;
        if (head < from) {
            from = std::max(all->from, head - Duration{span.micros / 2});
            to = from + span;
        }
    }
    m_track->setRange(from, to, m_session.shownClock());
    m_track->setHead(head);
}

void TimeBar::showPlay() {
    RecordingSource* recording = m_session.recording();
    const bool runs = recording != nullptr ? recording->playback().playing : !m_held;
    m_play->setIcon(icon(runs ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setAccessibleName(recording != nullptr ? (runs ? tr("Pause") : tr("Play"))
                                                   : (runs ? tr("Hold the display") : tr("Go on")));
    m_play->setToolTip(m_play->accessibleName());
    const QString reading = tr("opening…");
    if (m_session.isOpeningPast()) {
        m_place->setText(reading);
        m_place->setTone(Tone::Accent);
    } else if (recording == nullptr) {
        m_place->setText(!m_session.isAttached() ? QString() : m_held ? tr("HELD") : tr("LIVE"));
        m_place->setTone(m_held ? Tone::Accent : Tone::Normal);
    } else {
        const PlaybackState playback = recording->playback();
        m_speed->setText(QStringLiteral("×%1").arg(playback.speed));
        m_place->setText(formatClock(playback.position.wall));
        m_place->setTone(Tone::Accent);
    }
    showRange();
    const bool isRecording = m_session.recorder().isRecording();
    m_record->setIcon(icon(isRecording ? QStringLiteral("stop") : QStringLiteral("record")));
    m_record->setText(m_isCompact ? QString() : isRecording ? tr("Stop") : tr("Record"));
    m_bookmark->setText(m_isCompact ? QString() : tr("Bookmark"));
    m_record->setAccessibleName(isRecording ? tr("Stop recording") : tr("Record"));
    m_record->setToolTip(isRecording ? m_session.recorder().recordingPath() : tr("Ctrl+R"));
}

void TimeBar::resizeEvent(QResizeEvent* event) {
    Panel::resizeEvent(event);
    const bool isCompact = width() < leastRoomy;
    if (isCompact != m_isCompact) {
        m_isCompact = isCompact;
        showPlay();
    }
}

std::vector<TimeTrack::Flag> TimeBar::flags() const {
    std::vector<TimeTrack::Flag> flags;
    if (RecordingSource* recording = m_session.recording()) {
        for (const ReceivedMessage& received : recording->events()) {
            if (const auto* event = std::get_if<model::GridEvent>(received.message.get())) {
                flags.push_back(flagOf(*event, received.at.at));
            }
        }
    }
    if (m_session.presentation() == Presentation::Replay || !m_session.isAttached()) {
        return flags;
    }
    const SnapshotPointer live = m_session.store().latest();
    const std::size_t count = live->events.size();
    const ClockLine clock = m_session.shownClock();
    const Instant known = flags.empty() ? Instant{} : flags.back().at;
    for (std::size_t index = count > mostFlags ? count - mostFlags : 0; index < count; ++index) {
        const ReceivedEvent& entry = live->events.at(index);
        const Instant at = clock.instantOf(entry.event->at);
        if (flags.empty() || entry.receivedAt.at > known) {
            flags.push_back(flagOf(*entry.event, at));
        }
    }
    return flags;
}

void TimeBar::showMarks() {
    m_track->setFlags(flags());
    std::vector<TimeTrack::Note> notes;
    std::vector<TimeTrack::Hole> holes;
    RecordingSource* recording = m_session.recording();
    const ClockLine clock = m_session.shownClock();
    for (const Bookmark& bookmark : m_session.bookmarks().all()) {
        notes.push_back({clock.instantOf(bookmark.at), bookmark.note});
    }
    if (recording != nullptr) {
        for (const RecordingGap& gap : recording->gaps()) {
            holes.push_back({gap.from, gap.to, TimeTrack::HoleKind::Damaged});
        }
        if (m_session.isInPast()) {
            holes.push_back({Instant{std::min<std::int64_t>(0, recording->begin().at.micros)},
                             recording->begin().at, TimeTrack::HoleKind::NotRecorded});
        }
    }
    m_track->setBookmarks(std::move(notes));
    m_track->setHoles(std::move(holes));
}

void TimeBar::showTrouble() {
    QString text = m_failure;
    if (text.isEmpty() && !m_session.pastTrouble().isEmpty()) {
        text = tr("The past cannot be shown: %1").arg(m_session.pastTrouble());
    }
    if (text.isEmpty() && !m_session.recorder().ringTrouble().isEmpty()) {
        text = tr("Recording is off: %1").arg(m_session.recorder().ringTrouble());
    }
    if (text.isEmpty()) {
        text = m_session.bookmarks().trouble();
    }
    m_trouble->setToolTip(text);
    m_trouble->setAccessibleName(text);
    m_trouble->setText(
        QFontMetrics(m_trouble->font()).elidedText(text, Qt::ElideRight, troubleWidth));
    m_trouble->setVisible(!text.isEmpty());
}

void TimeBar::showSnapshot(const GridSnapshot& snapshot) {
    const EventLog& events = m_session.store().latest()->events;
    const std::uint64_t newest = events.empty() ? 0 : events.last().event->number;
    if (newest != m_flagsOf) {
        m_flagsOf = newest;
        showMarks();
    }
    if (m_session.recording() == nullptr && m_held) {
        m_track->setHead(snapshot.now.at);
        return;
    }
    showRange();
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

void TimeBar::stepSample(StepDirection direction) {
    if (RecordingSource* recording = m_session.recording()) {
        recording->stepSample(direction);
    } else if (direction == StepDirection::Back && m_session.isAttached()) {
        m_session.showMoment(m_session.shownMoment().at - RecordingSource::sampleStep);
    }
}

void TimeBar::stepEvent(StepDirection direction) {
    if (RecordingSource* recording = m_session.recording()) {
        direction == StepDirection::Back ? recording->stepToPreviousEvent()
                                         : recording->stepToNextEvent();
        return;
    }
    const EventLog& events = m_session.store().latest()->events;
    if (direction == StepDirection::Back && !events.empty()) {
        m_session.showMoment(events.last().receivedAt.at);
    }
}

void TimeBar::stepBookmark(StepDirection direction) {
    const WallTime now = m_session.shownMoment().wall;
    const auto next = direction == StepDirection::Back ? m_session.bookmarks().before(now)
                                                       : m_session.bookmarks().after(now);
    if (next) {
        m_session.showMoment(next->at);
    }
}

void TimeBar::changeSpeed(double factor) {
    if (RecordingSource* recording = m_session.recording()) {
        const double next = recording->playback().speed * factor;
        recording->setSpeed(next > RecordingSource::fastest ? RecordingSource::slowest : next);
    }
}

void TimeBar::goLive() {
    if (m_held) {
        togglePlay();
    }
    m_session.goLive();
}

void TimeBar::addBookmark() {
    if (!m_session.isAttached() || !m_session.shownStore().latest()->hasState) {
        return;
    }
    m_noteAt = m_held ? m_track->momentOf(m_track->head()).wall : m_session.shownMoment().wall;
    if (!m_session.bookmarks().add({m_noteAt, QString()})) {
        m_failure =
            tr("There are %1 bookmarks already: remove some first").arg(Bookmarks::capacity);
    }
    m_note->clear();
    m_note->show();
    m_note->setFocus();
    showTrouble();
}

void TimeBar::saveNote() {
    m_session.bookmarks().add({m_noteAt, m_note->text().trimmed()});
    m_note->hide();
    m_track->setFocus();
}

void TimeBar::toggleRecording() {
    m_failure.clear();
    m_session.toggleRecording();
    showTrouble();
}

bool TimeBar::goTo(const QString& time) {
    const QString text = time.trimmed();
    QDateTime wanted;
    for (const char* format : {"yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"}) {
        if (!wanted.isValid()) {
            wanted = QDateTime::fromString(text, QString::fromLatin1(format));
        }
    }
    if (!wanted.isValid()) {
        QTime clock;
        for (const char* format : {"H:mm:ss", "H:mm"}) {
            clock = clock.isValid() ? clock : QTime::fromString(text, QString::fromLatin1(format));
        }
        if (!clock.isValid() || !m_session.isAttached()) {
            return false;
        }
        const WallTime shown = m_session.shownMoment().wall;
        wanted =
            QDateTime(QDateTime::fromMSecsSinceEpoch(shown.millis, Qt::UTC).date(), clock, Qt::UTC);
        // Shortly after midnight "23:50" is yesterday's.
        if (m_session.presentation() != Presentation::Replay &&
            wanted.toMSecsSinceEpoch() > m_session.store().latest()->now.wall.millis) {
            wanted = wanted.addDays(-1);
        }
    }
    wanted.setTimeSpec(Qt::UTC);
    m_session.showMoment(WallTime{wanted.toMSecsSinceEpoch()});
    return true;
}

void TimeBar::zoom(StepDirection direction) {
    const int most = m_session.presentation() == Presentation::Replay ? wholeSpan : wholeSpan - 1;
    m_zoom = std::clamp(m_zoom + (direction == StepDirection::Forward ? -1 : 1), 0, most);
    showRange();
}

}  // namespace orrery::console
