// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One grid on screen: its source, what is known of it, what is selected, what is being done. The
// window is built once; sessions attach sources to it, one after the other.
#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QStringList>

#include "console/actions/action_controller.h"
#include "console/source/grid_source.h"
#include "console/source/recorder.h"
#include "console/state/selection.h"
#include "console/state/snapshot_store.h"
#include "console/state/time_cursor.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

class RecordingSource;

/// What may be done on this connection.
enum class Mode { Observe, Operate };

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// Attaches a live grid. What was attached before is let go.
    void attachLive(const std::vector<model::Endpoint>& seeds, const QString& password, Mode mode);
    /// Attaches a recording; the error says what is wrong with the file, and nothing else changes.
    Status attachRecording(const QStringList& paths);
    /// Attaches any source; it is started here.
    void attach(std::unique_ptr<GridSource> source, Mode mode);
    void detach();

    bool isAttached() const { return m_source != nullptr; }
    GridSource* source() { return m_source.get(); }
    /// The source, when it is a recording; else null.
    RecordingSource* recording();
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// True when actions may be offered: a live grid in operate mode.
    bool mayAct() const;

    SnapshotStore& store() { return m_store; }
    Selection& selection() { return m_selection; }
    TimeCursor& cursor() { return m_cursor; }
    ActionController& actions() { return m_actions; }
    Recorder& recorder() { return m_recorder; }

Q_SIGNALS:
    /// Another source, or none, is attached.
    void attached();
    void modeChanged();

private:
    SnapshotStore m_store;
    Selection m_selection;
    TimeCursor m_cursor;
    ActionController m_actions;
    Recorder m_recorder;
    std::unique_ptr<GridSource> m_source;
    Mode m_mode = Mode::Observe;
};

}  // namespace orrery::console
