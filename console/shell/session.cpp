// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/session.h"

#include <utility>

#include "console/source/live_source.h"
#include "console/source/recording_source.h"

namespace orrery::console {

Session::Session(QObject* parent) : QObject(parent) {
    connect(&m_store, &SnapshotStore::changed, this, [this] { m_actions.setSnapshot(m_store.latest()); });
}

Session::~Session() { detach(); }

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
    attach(opened.take(), Mode::Observe);
    return Done{};
}

void Session::attachSimulated(std::unique_ptr<GridSource> source, Mode mode) {
    ORRERY_ASSERT(source->kind() == SourceKind::Simulated);
    attach(std::move(source), mode);
}

void Session::attach(std::unique_ptr<GridSource> source, Mode mode) {
    detach();
    m_store.clear();
    m_selection.clear();
    m_source = std::move(source);
    m_mode = mode;
    connect(m_source.get(), &GridSource::batchReceived, &m_store, &SnapshotStore::accept, Qt::DirectConnection);
    if (m_source->kind() == SourceKind::Live) {
        connect(m_source.get(), &GridSource::batchReceived, &m_recorder, &Recorder::accept, Qt::DirectConnection);
    }
    m_actions.setSource(m_source.get());
    m_source->start();
    Q_EMIT attached();
}

void Session::detach() {
    if (!m_source) {
        return;
    }
    m_actions.setSource(nullptr);
    m_source->stop();
    m_source.reset();
    m_store.clear();
    m_mode = Mode::Observe;
    Q_EMIT attached();
}

RecordingSource* Session::recording() { return qobject_cast<RecordingSource*>(m_source.get()); }

void Session::setMode(Mode mode) {
    if (mode != m_mode && m_source && m_source->canAct()) {
        m_mode = mode;
        Q_EMIT modeChanged();
    }
}

bool Session::mayAct() const { return m_source && m_source->canAct() && m_mode == Mode::Operate; }

}  // namespace orrery::console
