// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Moments that a person marked, with a note. They stand in a small file beside what they belong to:
// <recording>.bookmarks, or bookmarks in the folder of a ring. Several consoles may mark in one file: each
// change is made to what stands there at that moment.
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>

#include "shared/base/result.h"
#include "shared/base/time.h"

namespace orrery::console {

struct Bookmark {
    WallTime at;
    QString note;  ///< May be empty.
    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

class Bookmarks : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t capacity = 1000;
    static constexpr qsizetype longestNote = 500;

    using QObject::QObject;

    /// Reads `path`, which need not exist, and keeps it up to date from now on. A file that cannot be
    /// read is set aside as <path>.damaged and said by trouble(). Empty: kept in memory only.
    void open(const QString& path);
    /// By time.
    const std::vector<Bookmark>& all() const { return m_all; }
    /// A second one at the same time replaces the first. When it cannot be written, trouble() says so; the
    /// bookmark is kept for this session all the same. False: there are `capacity` already.
    bool add(const Bookmark& bookmark);
    void remove(WallTime at);
    /// The nearest one before or behind `at`.
    std::optional<Bookmark> before(WallTime at) const;
    std::optional<Bookmark> after(WallTime at) const;
    /// Why the file could not be read or written; empty when all is well.
    QString trouble() const { return m_trouble; }

    static QString pathFor(const QString& recording) {
        return recording + QStringLiteral(".bookmarks");
    }
    /// What stands in `path`; Corrupt when it does not follow its format. No file: none.
    static Result<std::vector<Bookmark>> read(const QString& path);

Q_SIGNALS:
    void changed();

private:
    void learnOfOthers();
    void save();

    QString m_path;
    QString m_trouble;
    std::vector<Bookmark> m_all;
};

}  // namespace orrery::console
