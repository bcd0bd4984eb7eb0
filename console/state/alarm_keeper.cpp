// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading once per grid, writing when the words differ from the file.
#include "console/state/alarm_keeper.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include "console/state/snapshot_store.h"

namespace orrery::console {
namespace {

constexpr int gatherMillis = 500;

}  // namespace

AlarmKeeper::AlarmKeeper(SnapshotStore& store, const QString& folder, QObject* parent)
    : QObject(parent), m_store(store), m_folder(folder), m_timer(this) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(gatherMillis);
    connect(&m_timer, &QTimer::timeout, this, &AlarmKeeper::save);
    connect(&m_store, &SnapshotStore::changed, this, &AlarmKeeper::follow);
}

AlarmKeeper::~AlarmKeeper() { save(); }

QString AlarmKeeper::pathFor(const QString& folder, const std::string& gridId) {
    constexpr qsizetype longest = 64;  // A name of a file; whatever the grid calls itself.
    QString name = QString::fromStdString(gridId).left(longest);
    for (QChar& character : name) {
        const bool plain = character.isLetterOrNumber() || character == QLatin1Char('-');
        character = plain ? character : QLatin1Char('_');
    }
    return QDir(folder).filePath(QStringLiteral("alarms/%1.json").arg(name));
}

std::vector<AlarmWord> AlarmKeeper::load(const QString& path, QString& notice) {
    QFile file(path);
    if (!file.exists()) {
        return {};
    }
    constexpr qint64 largest = 8 << 20;
    const bool opened = file.open(QIODevice::ReadOnly);
    Result<std::vector<AlarmWord>> words = decodeWords(opened ? file.read(largest) : QByteArray());
    file.close();
    if (words) {
        return words.take();
    }
    const QString aside =
        path + QStringLiteral(".damaged-") +
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString why = QString::fromStdString(words.error().detail);
    notice = QFile::rename(path, aside)
                 ? tr("The list of acknowledged and shelved alarms is damaged (%1). It was set aside "
                      "as %2; alarms begin unacknowledged.")
                       .arg(why, aside)
                 : tr("The list of acknowledged and shelved alarms in %1 cannot be read (%2).")
                       .arg(path, why);
    return {};
}

void AlarmKeeper::follow() {
    const SnapshotPointer latest = m_store.latest();
    if (!latest->hasState) {
        return;
    }
    if (latest->state->gridId != m_gridId) {
        save();
        m_gridId = latest->state->gridId;
        QString notice;
        m_saved = load(pathFor(m_folder, m_gridId), notice);
        m_wanted = m_saved;
        if (!m_saved.empty()) {
            m_store.recall(m_saved);
        }
        if (!notice.isEmpty()) {
            m_notice = notice;
            Q_EMIT noticed(m_notice);
        }
        return;
    }
    m_wanted = wordsIn(latest->alarms);
    if (m_wanted != m_saved && !m_timer.isActive()) {
        m_timer.start();
    }
}

void AlarmKeeper::save() {
    if (m_gridId.empty() || m_wanted == m_saved) {
        return;
    }
    const QString path = pathFor(m_folder, m_gridId);
    QSaveFile file(path);
    // Flushed first: commit() alone does not tell of what the disk did not take.
    const bool written = QDir().mkpath(QFileInfo(path).path()) &&
                         file.open(QIODevice::WriteOnly) &&
                         file.write(encodeWords(m_wanted)) >= 0 && file.flush() && file.commit();
    m_saved = m_wanted;  // Tried once per change: a full disk is said once and not ten times a second.
    if (!written) {
        m_notice = tr("Acknowledged and shelved alarms cannot be kept: %1: %2")
                       .arg(path, file.errorString());
        Q_EMIT noticed(m_notice);
    }
}

}  // namespace orrery::console
