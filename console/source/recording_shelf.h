// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recordings a person has: those made here, those opened lately; what is in each, and what can be
// done with them. Files are read and written on a thread of its own, one after the other; answers come
// as signals in the object's thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include "console/source/recording_copy.h"

namespace orrery::console {

/// What is known of a recording without playing it.
struct RecordingInfo {
    QString path;
    QString name;  ///< Of the file, without its ending.
    bool own = false;  ///< Stands in the folder of recordings made here: may be renamed and removed.
    std::uint64_t bytes = 0;
    QString error;  ///< Why it cannot be opened; then nothing below is known.
    QString gridName;
    QString product;  ///< That wrote it.
    Naming naming = Naming::Original;
    Moment begin, end;
    std::size_t events = 0;
    std::size_t gaps = 0;
    std::uint64_t damagedBytes = 0;
    friend bool operator==(const RecordingInfo&, const RecordingInfo&) = default;
};

class RecordingShelf : public QObject {
    Q_OBJECT
public:
    static constexpr const char* ending = ".orrery";
    static constexpr qsizetype longestRecent = 12;

    explicit RecordingShelf(QObject* parent = nullptr);
    /// Waits for the block in hand; unfinished copies are removed.
    ~RecordingShelf() override;

    /// Where recordings made here stand; it is made when missing. The default is a folder of the
    /// person's data.
    void setFolder(const QString& folder);
    QString folder() const { return m_folder; }
    /// A free path in folder() for a recording of `gridName` that begins now.
    QString freePath(const QString& gridName, WallTime now) const;

    /// Looks at all files again; listed() follows.
    void refresh();
    /// As of the last listed(), newest first.
    const std::vector<RecordingInfo>& recordings() const { return m_recordings; }
    /// Puts files that were opened at the front of those opened lately.
    void noteOpened(const QStringList& paths);
    /// Those opened lately, newest first; to be kept and handed to noteOpened() at the next start.
    const QStringList& openedLately() const { return m_recent; }

    /// A new name for an own recording, its bookmarks with it. Refused when the name is taken, empty or
    /// no name of a file; System with the operating system's words.
    Status rename(const QString& path, const QString& name);
    /// Removes an own recording with its bookmarks. Asking a person is the caller's business.
    Status remove(const QString& path);

    /// Carries a copy out; copied() follows. Several wait for each other.
    void copy(const CopyJob& job);
    /// Housekeeping of a ring; see ring_keeper.h. Nothing follows.
    void tidyRing(const QString& folder, const std::vector<WallTime>& marks);
    bool isCopying() const { return m_copying > 0; }

Q_SIGNALS:
    void listed();
    /// The job for `path` is through; `why` is empty when it succeeded.
    void copied(const QString& path, const QString& why);

private:
    void adopt(std::vector<RecordingInfo> found);
    bool isOwn(const QString& path) const;

    QString m_folder;
    QStringList m_recent;
    std::vector<RecordingInfo> m_recordings;
    QThreadPool m_pool;
    std::atomic<bool> m_stop{false};
    int m_copying = 0;
};

/// What is in the file, reading it through when it is small, else only its frames.
RecordingInfo inspectRecording(const QString& path);

}  // namespace orrery::console
