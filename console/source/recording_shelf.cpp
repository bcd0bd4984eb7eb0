// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/recording_shelf.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>
#include <QStandardPaths>

#include "console/source/bookmarks.h"
#include "console/source/recorder.h"
#include "console/source/recording_reader.h"
#include "console/source/ring_keeper.h"

namespace orrery::console {
namespace {

constexpr std::uint64_t readThroughBelow = 64ULL << 20;

}  // namespace

RecordingInfo inspectRecording(const QString& path) {
    const QFileInfo file(path);
    RecordingInfo info;
    info.path = path;
    info.name = file.completeBaseName();
    info.bytes = static_cast<std::uint64_t>(file.size());
    auto opened = RecordingReader::open(
        {path}, info.bytes < readThroughBelow ? OpeningCheck::EveryByte : OpeningCheck::FramesOnly);
    if (!opened) {
        info.error = QString::fromStdString(opened.error().detail);
        return info;
    }
    const RecordingReader& reader = *opened.value();
    info.gridName = QString::fromStdString(reader.header().gridName);
    info.product = QString::fromStdString(reader.header().product);
    info.naming = reader.header().naming;
    info.begin = reader.begin();
    info.end = reader.end();
    info.events = static_cast<std::size_t>(
        std::count_if(reader.events().begin(), reader.events().end(), [&reader](const ReceivedMessage& event) {
            return event.at.at >= reader.begin().at;
        }));
    info.gaps = reader.gaps().size();
    for (const RecordingGap& gap : reader.gaps()) {
        info.damagedBytes += gap.bytes;
    }
    return info;
}

RecordingShelf::RecordingShelf(QObject* parent)
    : QObject(parent),
      m_folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) {
    m_pool.setMaxThreadCount(1);
}

RecordingShelf::~RecordingShelf() {
    m_stop = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void RecordingShelf::setFolder(const QString& folder) { m_folder = folder; }

QString RecordingShelf::freePath(const QString& gridName, WallTime now) const {
    QDir().mkpath(m_folder);
    const QString time = QDateTime::fromMSecsSinceEpoch(now.millis, Qt::UTC)
                             .toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString stem = folderNameFor(gridName.toStdString()) + QLatin1Char('-') + time;
    QString name = stem;
    for (int number = 2; QFile::exists(QDir(m_folder).filePath(name + QLatin1String(ending)));
         ++number) {
        name = stem + QLatin1Char('-') + QString::number(number);
    }
    return QDir(m_folder).filePath(name + QLatin1String(ending));
}

bool RecordingShelf::isOwn(const QString& path) const {
    return QFileInfo(path).absolutePath() == QDir(m_folder).absolutePath();
}

void RecordingShelf::refresh() {
    QStringList paths;
    const QDir folder(m_folder);
    for (const QString& name : folder.entryList({QStringLiteral("*") + QLatin1String(ending)}, QDir::Files)) {
        paths.push_back(folder.absoluteFilePath(name));
    }
    for (const QString& path : m_recent) {
        if (!paths.contains(path) && QFile::exists(path)) {
            paths.push_back(path);
        }
    }
    m_pool.start([this, paths] {
        std::vector<RecordingInfo> found;
        for (const QString& path : paths) {
            if (m_stop) {
                return;
            }
            found.push_back(inspectRecording(path));
        }
        QMetaObject::invokeMethod(
            this, [this, found = std::move(found)]() mutable { adopt(std::move(found)); },
            Qt::QueuedConnection);
    });
}

void RecordingShelf::adopt(std::vector<RecordingInfo> found) {
    for (RecordingInfo& info : found) {
        info.own = isOwn(info.path);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const RecordingInfo& left, const RecordingInfo& right) {
                         return left.begin.wall > right.begin.wall;
                     });
    m_recordings = std::move(found);
    Q_EMIT listed();
}

void RecordingShelf::noteOpened(const QStringList& paths) {
    for (const QString& path : paths) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        m_recent.removeAll(absolute);
        m_recent.prepend(absolute);
    }
    m_recent = m_recent.mid(0, longestRecent);
}

Status RecordingShelf::rename(const QString& path, const QString& name) {
    const QString wanted = name.trimmed();
    if (!isOwn(path)) {
        return Error{ErrorCode::Refused, "only recordings made here can be renamed"};
    }
    if (wanted.isEmpty() || wanted.startsWith(QLatin1Char('.')) || wanted.contains(QLatin1Char('/'))) {
        return Error{ErrorCode::Refused, "a name needs letters, and no '/' or leading '.'"};
    }
    const QString target = QDir(m_folder).absoluteFilePath(wanted + QLatin1String(ending));
    if (QFile::exists(target)) {
        return Error{ErrorCode::Refused, "there is a recording of this name already"};
    }
    QFile file(path);
    if (!file.rename(target)) {
        return Error{ErrorCode::System, file.errorString().toStdString()};
    }
    QFile::rename(Bookmarks::pathFor(path), Bookmarks::pathFor(target));
    m_recent.replaceInStrings(path, target);
    return Done{};
}

Status RecordingShelf::remove(const QString& path) {
    if (!isOwn(path)) {
        return Error{ErrorCode::Refused, "only recordings made here can be removed"};
    }
    QFile file(path);
    if (!file.remove()) {
        return Error{ErrorCode::System, file.errorString().toStdString()};
    }
    QFile::remove(Bookmarks::pathFor(path));
    m_recent.removeAll(path);
    return Done{};
}

void RecordingShelf::copy(const CopyJob& job) {
    ++m_copying;
    m_pool.start([this, job] {
        const Status status = copyRecording(job, &m_stop);
        const QString why = status ? QString() : QString::fromStdString(status.error().detail);
        QMetaObject::invokeMethod(
            this,
            [this, path = job.to, why] {
                --m_copying;
                Q_EMIT copied(path, why);
            },
            Qt::QueuedConnection);
    });
}

void RecordingShelf::tidyRing(const QString& folder, const std::vector<WallTime>& marks) {
    m_pool.start([this, folder, marks] { keepRing(folder, marks, &m_stop); });
}

}  // namespace orrery::console
