// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/session.h"

#include <utility>

#include <QStandardPaths>

#include "console/source/clock.h"
#include "console/source/live_source.h"

namespace orrery::console {

Session::Session(QObject* parent)
    : QObject(parent), m_history(&m_store.history()),
      m_ringRoot(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)) {
    connect(&m_store, &SnapshotStore::changed, this, [this] {
        m_actions.setSnapshot(m_store.latest());
        followGridName();
        if (!m_past) {
            Q_EMIT shownChanged();
        }
    });
    connect(&m_pastStore, &SnapshotStore::changed, this, [this] {
        if (m_past) {
            Q_EMIT shownChanged();
        }
    });
    m_aside.setMaxThreadCount(1);
    connect(&m_recorder, &Recorder::needChanged, this, &Session::tellNeed, Qt::QueuedConnection);
    connect(&m_recorder, &Recorder::segmentClosed, this, &Session::tidyRing, Qt::QueuedConnection);
}

Session::~Session() { detach(); }

template <typename Work, typename Done>
void Session::asideOfTheWindow(Work work, Done done) {
    m_aside.start([this, work, done] {
        auto result = work();
        QMetaObject::invokeMethod(this, [done, result] { done(result); }, Qt::QueuedConnection);
    });
}

void Session::attachLive(const std::vector<model::Endpoint>& seeds, const QString& password, Mode mode) {
    LiveOptions options;
    options.seeds = seeds;
    options.password = password;
    attach(std::make_unique<LiveSource>(std::move(options)), mode);
}

Status Session::attachRecording(const QStringList& paths) {
    Result<std::unique_ptr<RecordingSource>> opened = RecordingSource::open(paths);
    if (!opened) {
        return opened.error();
    }
    m_shelf.noteOpened(paths);   // Known to whoever hears of the new source.
    attach(opened.take(), Mode::Observe);
    m_bookmarks.open(Bookmarks::pathFor(paths.front()));
    return Done{};
}

void Session::openRecording(const QStringList& paths) {
    const std::uint64_t number = ++m_opening;
    RecordingSource::openLater(paths, OpeningCheck::EveryByte, this,
                               [this, number, paths](Result<std::unique_ptr<RecordingSource>> opened) {
        if (number != m_opening) {
            return;
        }
        if (!opened) {
            Q_EMIT recordingOpened(QString::fromStdString(opened.error().detail));
            return;
        }
        attach(opened.take(), Mode::Observe);
        m_bookmarks.open(Bookmarks::pathFor(paths.front()));
        m_shelf.noteOpened(paths);
        Q_EMIT recordingOpened(QString());
    });
}

void Session::setRingLimits(const RingLimits& limits) {
    m_ringLimits = limits;
    m_recorder.limitRing(limits);
}

void Session::attachSource(std::unique_ptr<GridSource> source, Mode mode) { attach(std::move(source), mode); }

void Session::attach(std::unique_ptr<GridSource> source, Mode mode) {
    detach();
    m_store.clear();
    m_selection.clear();
    m_cursor.setFixedRange(std::nullopt);
    m_source = std::move(source);
    m_mode = mode;
    m_bookmarks.open(QString());
    connect(m_source.get(), &GridSource::batchReceived, &m_store, &SnapshotStore::accept, Qt::DirectConnection);
    if (m_source->kind() != SourceKind::Recording) {
        RingOptions ring;
        ring.root = m_ringRoot;
        ring.clock = clockName();
        if (m_source->kind() == SourceKind::Simulated) {
            m_simulatedRing = std::make_unique<QTemporaryDir>();
            ring.root = m_simulatedRing->path();
        }
        ring.keep = m_ringLimits.keep;
        ring.totalBytes = m_ringLimits.totalBytes;
        m_recorder.begin(ring, &m_store.history());
        m_recorder.setPictures(&m_store);
        // Behind the store: the recorder reads the curves that the store has made of the same batch.
        connect(m_source.get(), &GridSource::batchReceived, &m_recorder, &Recorder::accept, Qt::DirectConnection);
    }
    m_actions.setSource(m_source.get());
    m_source->start();
    m_source->setPace(m_pace);
    tellNeed();
    Q_EMIT attached();
    Q_EMIT presentationChanged();
}

void Session::detach() {
    ++m_opening;
    closePast();
    if (!m_source) {
        return;
    }
    m_actions.setSource(nullptr);
    m_source->stop();
    m_source.reset();
    m_aside.waitForDone();   // What was begun was meant for this grid.
    m_recorder.end();
    m_simulatedRing.reset();
    m_bookmarksFolder.clear();
    m_store.clear();
    m_mode = Mode::Observe;
    Q_EMIT attached();
    Q_EMIT presentationChanged();
}

RecordingSource* Session::recording() {
    return m_past ? m_past.get() : qobject_cast<RecordingSource*>(m_source.get());
}

void Session::setMode(Mode mode) {
    if (mode != m_mode && m_source && m_source->canAct()) {
        m_mode = mode;
        Q_EMIT modeChanged();
    }
}

bool Session::mayAct() const { return m_source && m_source->canAct() && m_mode == Mode::Operate && !m_past; }

void Session::setPace(PicturePace pace) {
    m_pace = pace;
    m_store.setPace(pace);
    m_pastStore.setPace(pace);
    for (GridSource* source : std::initializer_list<GridSource*>{m_source.get(), m_past.get()}) {
        if (source != nullptr) {
            source->setPace(pace);
        }
    }
    tellNeed();
}

void Session::tellNeed() {
    if (m_source) {
        m_source->setNeed(m_pace == PicturePace::Seen ? SampleNeed::Every : m_recorder.need());
    }
}

Presentation Session::presentation() const {
    if (!m_source) {
        return Presentation::Nothing;
    }
    if (m_past) {
        return Presentation::Past;
    }
    switch (m_source->kind()) {
        case SourceKind::Live: return Presentation::Live;
        case SourceKind::Recording: return Presentation::Replay;
        case SourceKind::Simulated: break;
    }
    return Presentation::Simulated;
}

Moment Session::shownMoment() {
    RecordingSource* shown = recording();
    return shown != nullptr ? shown->playback().position : m_store.latest()->now;
}

void Session::showMoment(Instant at) {
    if (RecordingSource* attachedRecording = qobject_cast<RecordingSource*>(m_source.get())) {
        attachedRecording->seek(at);
        return;
    }
    if (!m_source || !m_store.latest()->hasState) {
        return;
    }
    if (at >= m_store.latest()->now.at) {
        goLive();
    } else if (m_past && at <= m_past->end().at) {
        m_past->seek(at);
    } else {
        const bool isComing = m_wanted.has_value();
        m_wanted = at;
        if (!isComing) {
            openPast();
        }
    }
}

void Session::showMoment(WallTime at) {
    showMoment(shownClock().instantOf(at));
}

ClockLine Session::shownClock() {
    if (RecordingSource* shown = recording()) {
        return shown->clock();
    }
    ClockLine clock = m_recorder.clock();
    clock.note(m_store.latest()->now);
    return clock;
}

void Session::openPast() {
    const std::uint64_t number = ++m_opening;
    m_pastTrouble.clear();
    Q_EMIT presentationChanged();
    asideOfTheWindow([this] { return m_recorder.ringFiles(); }, [this, number](const QStringList& files) {
        if (number == m_opening) {
            openPast(files);
        }
    });
}

void Session::openPast(const QStringList& files) {
    if (files.isEmpty()) {
        m_wanted.reset();
        m_pastTrouble = m_recorder.ringTrouble().isEmpty()
                            ? tr("Nothing is recorded of this grid yet.")
                            : tr("Recording is off: %1").arg(m_recorder.ringTrouble());
        Q_EMIT presentationChanged();
        return;
    }
    RecordingSource::openLater(files, OpeningCheck::FramesOnly, this,
                               [this, number = m_opening](Result<std::unique_ptr<RecordingSource>> opened) {
        if (number == m_opening) {
            adoptPast(std::move(opened));
        }
    });
}

void Session::adoptPast(Result<std::unique_ptr<RecordingSource>> opened) {
    const std::optional<Instant> wanted = std::exchange(m_wanted, std::nullopt);
    if (!opened || !wanted) {
        m_pastTrouble = opened ? QString() : QString::fromStdString(opened.error().detail);
        Q_EMIT presentationChanged();
        return;
    }
    if (m_past) {
        m_past->stop();
    }
    m_pastStore.clear();
    m_past = opened.take();
    m_history.show(m_pastStore.history());
    connect(m_past.get(), &GridSource::batchReceived, &m_pastStore, &SnapshotStore::accept, Qt::DirectConnection);
    connect(m_past.get(), &RecordingSource::playbackChanged, this, [this](const PlaybackState& playback) {
        // Played up to where the ring was opened: the present has been reached.
        if (playback.atEnd && playback.ranOut) {
            goLive();
        }
    });
    m_past->setStart(*wanted);
    m_past->start();
    m_past->setPace(m_pace);
    Q_EMIT presentationChanged();
}

void Session::closePast() {
    m_wanted.reset();
    m_pastTrouble.clear();
    if (m_past) {
        m_past->disconnect(this);
        m_past->stop();
        m_past.release()->deleteLater();  // It may be the sender of what led here.
        m_history.show(m_store.history());
        m_cursor.setFixedRange(std::nullopt);
    }
}

void Session::goLive() {
    if (m_past || m_wanted) {
        ++m_opening;
        closePast();
        Q_EMIT presentationChanged();
        Q_EMIT shownChanged();
    } else if (RecordingSource* shown = recording()) {
        shown->seek(shown->end().at);
    }
}

void Session::toggleRecording() {
    const bool ends = m_recorder.isRecording();
    const bool mayBegin = m_source && m_source->kind() != SourceKind::Recording;
    if (m_isToggling || (!ends && !mayBegin)) {
        return;
    }
    m_isToggling = true;
    const SnapshotPointer now = m_store.latest();
    const QString path = ends ? QString() : m_shelf.freePath(QString::fromStdString(now->state->name), now->now.wall);
    asideOfTheWindow([this, ends, path] { return ends ? m_recorder.stopRecording() : m_recorder.startRecording(path); },
                     [this, ends](const Status& status) {
        m_isToggling = false;
        if (ends) {
            m_shelf.refresh();
        }
        Q_EMIT recordingToggled(status ? QString() : QString::fromStdString(status.error().detail));
    });
}

void Session::followGridName() {
    const QString folder = m_recorder.ringFolder();
    if (folder != m_bookmarksFolder && m_source && m_source->kind() != SourceKind::Recording) {
        m_bookmarksFolder = folder;
        m_bookmarks.open(folder.isEmpty() ? QString() : folder + QStringLiteral("/bookmarks"));
        tidyRing();  // What an earlier run left whole.
    }
}

void Session::tidyRing() {
    std::vector<WallTime> marks;
    for (const Bookmark& bookmark : m_bookmarks.all()) {
        marks.push_back(bookmark.at);
    }
    const QString folder = m_recorder.ringFolder();
    if (!folder.isEmpty()) {
        m_shelf.tidyRing(folder, marks);
    }
}

}  // namespace orrery::console
