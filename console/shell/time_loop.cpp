// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The A–B part of the time bar: a stretch that is played again and again, or saved.
#include <algorithm>
#include <functional>

#include <QMenu>
#include <QPushButton>

#include "console/shell/time_bar.h"

namespace orrery::console {

void TimeBar::applyLoop() {
    std::optional<PlaybackLoop> loop;
    if (m_loopStart && m_loopEnd && *m_loopStart != *m_loopEnd) {
        loop = PlaybackLoop{std::min(*m_loopStart, *m_loopEnd), std::max(*m_loopStart, *m_loopEnd)};
    }
    m_track->setLoop(loop);
    if (RecordingSource* recording = m_session.recording()) {
        recording->setLoop(loop);
    }
}

void TimeBar::clearLoop() {
    m_loopStart.reset();
    m_loopEnd.reset();
    applyLoop();
}

void TimeBar::openMenu() {
    QMenu menu(this);
    const auto add = [&menu](const QString& text, const QString& key, const std::function<void()>& run) {
        QAction* action = menu.addAction(text + QLatin1Char('\t') + key);
        connect(action, &QAction::triggered, &menu, run);
        return action;
    };
    add(tr("Stretch begins here (A)"), QStringLiteral("["), [this] { Q_EMIT m_track->loopStartPressed(); });
    add(tr("Stretch ends here (B)"), QStringLiteral("]"), [this] { Q_EMIT m_track->loopEndPressed(); });
    const bool hasStretch = m_loopStart && m_loopEnd && *m_loopStart != *m_loopEnd;
    add(tr("No stretch"), QStringLiteral("\\"), [this] { clearLoop(); })->setEnabled(m_loopStart || m_loopEnd);
    menu.addSeparator();
    add(tr("Save A–B as a recording"), QString(), [this] { saveLoop(Naming::Original); })->setEnabled(hasStretch);
    add(tr("Save A–B with names replaced"), QString(), [this] { saveLoop(Naming::Replaced); })->setEnabled(hasStretch);
    menu.addSeparator();
    add(tr("Show less time"), QStringLiteral("+"), [this] { zoom(StepDirection::Forward); });
    add(tr("Show more time"), QStringLiteral("-"), [this] { zoom(StepDirection::Back); });
    menu.addSeparator();
    add(tr("Previous bookmark"), tr("Down"), [this] { stepBookmark(StepDirection::Back); });
    add(tr("Next bookmark"), tr("Up"), [this] { stepBookmark(StepDirection::Forward); });
    menu.exec(m_more->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

void TimeBar::saveLoop(Naming naming) {
    RecordingSource* recording = m_session.recording();
    if (recording == nullptr || !m_loopStart || !m_loopEnd) {
        return;
    }
    CopyJob job;
    job.from = recording->paths();
    job.begin = m_track->momentOf(std::min(*m_loopStart, *m_loopEnd)).wall;
    job.end = m_track->momentOf(std::max(*m_loopStart, *m_loopEnd)).wall;
    job.naming = naming;
    const QString name = naming == Naming::Replaced ? QStringLiteral("renamed")
                                                    : QString::fromStdString(recording->header().gridName);
    job.to = m_session.shelf().freePath(name, *job.begin);
    m_session.shelf().copy(job);
}

}  // namespace orrery::console
