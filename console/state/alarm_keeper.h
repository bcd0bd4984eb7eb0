// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps what persons said about alarms in a small file per grid, so that a console that starts again
// does not ask twice and no shelf is forgotten. For live and simulated grids; a recording's alarms
// belong to the past and are not kept. Lives in the thread of the store's signals.
#pragma once

#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "console/state/alarm_word.h"

namespace orrery::console {

class SnapshotStore;

class AlarmKeeper : public QObject {
    Q_OBJECT
public:
    /// Follows `store`, which must outlive this, and reads and writes below `folder`, which is
    /// made when there is something to keep.
    AlarmKeeper(SnapshotStore& store, const QString& folder, QObject* parent = nullptr);
    /// Writes what is still to be written.
    ~AlarmKeeper() override;

    /// The grid whose words are kept now; empty before one is seen.
    const std::string& gridId() const { return m_gridId; }
    /// What the file holds of this console's words; those of others stay in it.
    const std::vector<AlarmWord>& saved() const { return m_saved; }
    /// Empty, or what went wrong with the file, for a person.
    const QString& notice() const { return m_notice; }

    /// "<folder>/alarms/<grid>.json"; characters that do not belong into a file's name are replaced.
    static QString pathFor(const QString& folder, const std::string& gridId);
    /// What `path` holds; nothing without a file. A file that cannot be understood is renamed
    /// "<path>.damaged-<time>", and `notice` says so.
    static std::vector<AlarmWord> load(const QString& path, QString& notice);

Q_SIGNALS:
    /// notice() has something new to say.
    void noticed(const QString& notice);

private:
    void follow();
    void save();

    SnapshotStore& m_store;
    QString m_folder;
    std::string m_gridId;
    std::vector<AlarmWord> m_saved;
    std::vector<AlarmWord> m_wanted;
    QString m_notice;
    QTimer m_timer;  ///< Gathers changes of half a second into one write.
};

}  // namespace orrery::console
