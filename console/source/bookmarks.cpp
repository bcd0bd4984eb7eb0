// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/bookmarks.h"

#include <algorithm>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace orrery::console {
namespace {

constexpr qint64 longestFile = 4 * 1024 * 1024;

bool earlier(const Bookmark& left, const Bookmark& right) { return left.at < right.at; }

}  // namespace

Result<std::vector<Bookmark>> Bookmarks::read(const QString& path) {
    QFile file(path);
    if (!file.exists()) {
        return std::vector<Bookmark>();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::System, file.errorString().toStdString()};
    }
    const QJsonDocument document = QJsonDocument::fromJson(file.read(longestFile));
    if (!document.isArray()) {
        return Error{ErrorCode::Corrupt, "the file of bookmarks is damaged"};
    }
    std::vector<Bookmark> result;
    for (const QJsonValue& value : document.array()) {
        const QJsonObject object = value.toObject();
        if (object.value(QStringLiteral("at")).isDouble() && result.size() < capacity) {
            result.push_back({WallTime{object.value(QStringLiteral("at")).toInteger()},
                              object.value(QStringLiteral("note")).toString().left(longestNote)});
        }
    }
    std::sort(result.begin(), result.end(), earlier);
    return result;
}

void Bookmarks::open(const QString& path) {
    m_path = path;
    m_trouble.clear();
    m_all.clear();
    if (!path.isEmpty()) {
        auto found = read(path);
        if (found) {
            m_all = found.take();
        } else {
            QFile::remove(path + QStringLiteral(".damaged"));
            QFile::rename(path, path + QStringLiteral(".damaged"));
            m_trouble = tr("The bookmarks could not be read and were set aside: %1")
                            .arg(path + QStringLiteral(".damaged"));
        }
    }
    Q_EMIT changed();
}

bool Bookmarks::add(const Bookmark& bookmark) {
    const auto same =
        std::find_if(m_all.begin(), m_all.end(),
                     [&bookmark](const Bookmark& other) { return other.at == bookmark.at; });
    if (same != m_all.end()) {
        *same = bookmark;
    } else if (m_all.size() >= capacity) {
        return false;
    } else {
        m_all.insert(std::upper_bound(m_all.begin(), m_all.end(), bookmark, earlier), bookmark);
    }
    save();
    return true;
}

void Bookmarks::remove(WallTime at) {
    if (std::erase_if(m_all, [at](const Bookmark& bookmark) { return bookmark.at == at; }) > 0) {
        save();
    }
}

std::optional<Bookmark> Bookmarks::before(WallTime at) const {
    const auto found = std::find_if(m_all.rbegin(), m_all.rend(),
                                    [at](const Bookmark& bookmark) { return bookmark.at < at; });
    return found == m_all.rend() ? std::nullopt : std::optional(*found);
}

std::optional<Bookmark> Bookmarks::after(WallTime at) const {
    const auto found = std::find_if(m_all.begin(), m_all.end(),
                                    [at](const Bookmark& bookmark) { return bookmark.at > at; });
    return found == m_all.end() ? std::nullopt : std::optional(*found);
}

void Bookmarks::save() {
    m_trouble.clear();
    if (!m_path.isEmpty()) {
        QJsonArray array;
        for (const Bookmark& bookmark : m_all) {
            array.append(QJsonObject{{QStringLiteral("at"), static_cast<qint64>(bookmark.at.millis)},
                                     {QStringLiteral("note"), bookmark.note}});
        }
        QSaveFile file(m_path);
        const QByteArray bytes = QJsonDocument(array).toJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() ||
            !file.flush() || !file.commit()) {
            m_trouble = tr("The bookmark is kept for this session only: %1").arg(file.errorString());
        }
    }
    Q_EMIT changed();
}

}  // namespace orrery::console
