// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One grid on screen: its source, what is known of it, what is selected, what is being done, and where
// in time the window stands. The window is built once; sessions attach sources to it, one after the
// other.
//
// Two pictures: store() is that of the source and always goes on; shownStore() is the one on screen. They
// are the same but while the window stands in the past of a live or simulated grid: then the ring of the
// last 24 hours is played into a store of its own.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QStringList>
#include <QTemporaryDir>
#include <QThreadPool>

#include "console/actions/action_controller.h"
#include "console/source/bookmarks.h"
#include "console/source/grid_source.h"
#include "console/source/recorder.h"
#include "console/source/recording_shelf.h"
#include "console/source/recording_source.h"
#include "console/state/selection.h"
#include "console/state/shown_history.h"
#include "console/state/snapshot_store.h"
#include "console/state/time_cursor.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

/// What may be done on this connection.
enum class Mode { Observe, Operate };

/// What kind of picture is on screen; the window's frame says it.
enum class Presentation {
    Nothing,
    Live,
    Past,       ///< REWOUND: the past of a grid that is attached. source()->kind() says which kind of grid.
    Replay,     ///< REPLAY: a recording that was opened.
    Simulated,
};

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// Attaches a live grid. What was attached before is let go.
    void attachLive(const std::vector<model::Endpoint>& seeds, const QString& password, Mode mode);
    /// Attaches a recording; the error says what is wrong with the file, and nothing else changes.
    Status attachRecording(const QStringList& paths);
    /// The same without keeping the window waiting; recordingOpened() follows.
    void openRecording(const QStringList& paths);
    /// Attaches a source made elsewhere (a simulated grid).
    void attachSource(std::unique_ptr<GridSource> source, Mode mode);
    void detach();

    bool isAttached() const { return m_source != nullptr; }
    GridSource* source() { return m_source.get(); }
    /// The recording that is on screen: the attached one, or the ring while the window stands in the past.
    RecordingSource* recording();
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// True when actions may be offered: a grid in operate mode, shown as it is now.
    bool mayAct() const;

    /// The picture of the source as it is now.
    SnapshotStore& store() { return m_store; }
    /// The picture on screen.
    SnapshotStore& shownStore() { return m_past ? m_pastStore : m_store; }
    /// Of both pictures and of what is read for them, also of sources attached later.
    void setPace(PicturePace pace);
    Presentation presentation() const;
    bool isInPast() const { return m_past != nullptr; }
    /// The ring is being opened for a moment asked for.
    bool isOpeningPast() const { return m_wanted.has_value(); }
    /// Shows `at`. In a recording it moves the head; of an attached grid it opens the ring there and
    /// pauses; at or behind the newest word it goes back to live.
    void showMoment(Instant at);
    /// The same by the clock of people.
    void showMoment(WallTime at);
    /// Back to what is now; a recording goes to its end. Does nothing when it is shown already.
    void goLive();
    /// Why the last wish to see the past was not fulfilled; empty when it was.
    QString pastTrouble() const { return m_pastTrouble; }
    /// The moment on screen.
    Moment shownMoment();
    /// Which wall time belongs to which instant, of what is on screen.
    ClockLine shownClock();

    /// Figures over time of the picture on screen; for ViewContext.
    ShownHistory history() { return m_history; }
    Selection& selection() { return m_selection; }
    TimeCursor& cursor() { return m_cursor; }
    ActionController& actions() { return m_actions; }
    Recorder& recorder() { return m_recorder; }
    RecordingShelf& shelf() { return m_shelf; }
    /// Of the ring, or of the recording that is attached.
    Bookmarks& bookmarks() { return m_bookmarks; }
    /// Rings stand below it; for tests. The default is a folder of the person's local data. Takes effect
    /// with the next source.
    void setRingRoot(const QString& root) { m_ringRoot = root; }
    const RingLimits& ringLimits() const { return m_ringLimits; }
    /// Of the ring being written and of those to come.
    void setRingLimits(const RingLimits& limits);

    /// Begins a recording of a person's own, or ends the one that runs; recordingToggled() follows. Nothing while one is
    /// being begun or ended, or where there is nothing to record.
    void toggleRecording();

Q_SIGNALS:
    /// Another source, or none, is attached.
    void attached();
    void modeChanged();
    /// presentation() or isOpeningPast() has changed, or the past could not be opened.
    void presentationChanged();
    /// shownStore().latest() is another one.
    void shownChanged();
    /// openRecording() is through; `why` is empty when the recording is attached.
    void recordingOpened(const QString& why);
    /// toggleRecording() is through; `why` is empty when it went well.
    void recordingToggled(const QString& why);

private:
    void attach(std::unique_ptr<GridSource> source, Mode mode);
    void openPast();
    /// None: there is nothing to be opened.
    void openPast(const QStringList& files);
    /// Carries out `work`, which may wait for files however long, after what was given before, and then `done` with what
    /// it returned in the window's thread.
    template <typename Work, typename Done>
    void asideOfTheWindow(Work work, Done done);
    void adoptPast(Result<std::unique_ptr<RecordingSource>> opened);
    void closePast();
    void followGridName();
    /// Who looks and what is recorded decide which samples must come.
    void tellNeed();
    /// Old parts of the ring need not keep every sample.
    void tidyRing();

    SnapshotStore m_store;
    SnapshotStore m_pastStore;
    ShownHistory m_history;
    Selection m_selection;
    TimeCursor m_cursor;
    ActionController m_actions;
    Recorder m_recorder;
    RecordingShelf m_shelf;
    Bookmarks m_bookmarks;
    QString m_ringRoot;
    RingLimits m_ringLimits;
    QString m_bookmarksFolder;
    std::unique_ptr<QTemporaryDir> m_simulatedRing;  ///< The ring of a simulated grid ends with it.
    std::unique_ptr<GridSource> m_source;
    std::unique_ptr<RecordingSource> m_past;  ///< Set while the window stands in the past.
    std::optional<Instant> m_wanted;          ///< To be shown when the ring is open.
    std::uint64_t m_opening = 0;              ///< Number of the newest opening; older ones are dropped.
    QString m_pastTrouble;
    Mode m_mode = Mode::Observe;
    PicturePace m_pace = PicturePace::Seen;
    bool m_isToggling = false;
    QThreadPool m_aside;   ///< Of one thread; the last member, so that it ends before what it works on.
};

}  // namespace orrery::console
