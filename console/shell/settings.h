// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the console remembers for a person: keys, layouts, recent choices. One ini file with a version.
// A file that cannot be read, or that a newer console wrote, is set aside and never overwritten; the
// console then starts with its defaults and says where the old file is. Secrets never stand here.
//
// Several consoles of one person may share the file: each writes only what it changed itself, and of one
// choice the last word stays.
#pragma once

#include <memory>

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QVariant>

class QSettings;

namespace orrery::console {

class Settings : public QObject {
    Q_OBJECT
public:
    static constexpr int version = 1;          ///< Of the file's layout.
    static constexpr qint64 largestFile = 4 * 1024 * 1024;

    /// Remembers nothing beyond this run: for tests and pictures.
    explicit Settings(QObject* parent = nullptr);
    /// Reads `path`, or starts empty when there is no such file. Never fails: see notice().
    explicit Settings(const QString& path, QObject* parent = nullptr);
    ~Settings() override;

    /// Where the program keeps them: orrery-console.ini in the person's configuration folder.
    static QString standardPath();

    /// Empty, or one sentence for a person: what was wrong with the file and where it is now.
    QString notice() const { return m_notice; }
    /// The file; empty when nothing is kept.
    QString path() const { return m_path; }

    /// `key` is "group/name". The stored value, or `otherwise`.
    QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    /// Stores and writes soon; unsaved() tells when that fails. An invalid value removes the key.
    void setValue(const QString& key, const QVariant& value);
    /// The names stored in `group`.
    QStringList names(const QString& group) const;
    /// Writes now. Empty, or one sentence: why the file cannot be written. Nothing is forgotten then; the next
    /// call tries again.
    QString save();

Q_SIGNALS:
    /// A change could not be written; said once until one could be.
    void unsaved(const QString& why);

private:
    static constexpr int saveMillis = 1'000;   ///< From a change to the file, so that changes are gathered.

    /// Empty, or what is wrong with the file at m_path.
    QString faultOfFile() const;
    QString whyNotWritten() const;
    void setAside(const QString& fault);

    QString m_path;
    QString m_notice;
    std::unique_ptr<QSettings> m_file;   ///< Null: m_values holds everything.
    QVariantMap m_values;
    QTimer m_soon;
    bool m_wasSaid = false;   ///< unsaved() has spoken, and nothing was written since.
};

}  // namespace orrery::console
