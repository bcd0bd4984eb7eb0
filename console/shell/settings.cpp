// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/settings.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QStringDecoder>

namespace orrery::console {
namespace {

QString versionKey() { return QStringLiteral("file/version"); }

/// `path` with ".damaged-<time>", and a number when that name is taken.
QString nameAside(const QString& path) {
    const QString base = path + QStringLiteral(".damaged-") +
                         QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString name = base;
    for (int number = 2; QFileInfo::exists(name); ++number) {
        name = QStringLiteral("%1-%2").arg(base).arg(number);
    }
    return name;
}

}  // namespace

Settings::Settings(QObject* parent) : QObject(parent) {}

Settings::Settings(const QString& path, QObject* parent) : QObject(parent), m_path(path) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (const QString fault = faultOfFile(); !fault.isEmpty()) {
        setAside(fault);
    }
    m_file = std::make_unique<QSettings>(m_path, QSettings::IniFormat);
    m_file->setValue(versionKey(), version);
    m_soon.setSingleShot(true);
    m_soon.setInterval(saveMillis);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (const QString why = save(); !why.isEmpty() && !m_wasSaid) {
            m_wasSaid = true;
            Q_EMIT unsaved(why);
        }
    });
    m_soon.start();   // Whether anything can be kept at all is known soon after the start.
}

Settings::~Settings() = default;

QString Settings::standardPath() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) +
           QStringLiteral("/orrery-console.ini");
}

QString Settings::faultOfFile() const {
    QFile file(m_path);
    if (!file.exists() || file.size() == 0) {
        return {};
    }
    if (file.size() > largestFile) {
        return tr("it is larger than settings can be");
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return tr("it cannot be read: %1").arg(file.errorString());
    }
    const QByteArray bytes = file.readAll();
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0'))) {
        return tr("it is damaged");
    }
    const QSettings stored(m_path, QSettings::IniFormat);
    bool isNumber = false;
    const int found = stored.value(versionKey()).toInt(&isNumber);
    if (stored.status() != QSettings::NoError || !isNumber || found < 1) {
        return tr("it is damaged");
    }
    return found > version ? tr("a newer console wrote it (version %1; this one reads %2)").arg(found).arg(version)
                           : QString();
}

void Settings::setAside(const QString& fault) {
    const QString aside = nameAside(m_path);
    if (QFile::rename(m_path, aside)) {
        m_notice = tr("The settings were not used: %1. They are kept as %2.").arg(fault, aside);
        return;
    }
    m_notice = tr("The settings %1 were not used: %2. Nothing is remembered until the file is moved away.")
                   .arg(m_path, fault);
    m_path = aside;   // Never over the file that could not be moved.
}

QVariant Settings::value(const QString& key, const QVariant& otherwise) const {
    return m_file ? m_file->value(key, otherwise) : m_values.value(key, otherwise);
}

void Settings::setValue(const QString& key, const QVariant& value) {
    if (m_file) {
        value.isValid() ? m_file->setValue(key, value) : m_file->remove(key);
        m_soon.start();
    } else if (value.isValid()) {
        m_values.insert(key, value);
    } else {
        m_values.remove(key);
    }
}

QStringList Settings::names(const QString& group) const {
    if (m_file) {
        m_file->beginGroup(group);
        const QStringList found = m_file->childKeys();
        m_file->endGroup();
        return found;
    }
    QStringList found;
    const QString start = group + QLatin1Char('/');
    for (auto entry = m_values.lowerBound(start); entry != m_values.end() && entry.key().startsWith(start); ++entry) {
        found.push_back(entry.key().mid(start.size()));
    }
    return found;
}

QString Settings::save() {
    if (!m_file) {
        return {};
    }
    m_soon.stop();
    m_file->sync();
    if (m_file->status() != QSettings::NoError) {
        // An object keeps its error for ever. Another over the same path shares what is not written yet.
        auto again = std::make_unique<QSettings>(m_path, QSettings::IniFormat);
        again->sync();
        m_file = std::move(again);
    }
    if (m_file->status() != QSettings::NoError) {
        return whyNotWritten();
    }
    m_wasSaid = false;
    return {};
}

/// QSettings says only that it failed; the same is tried once more to hear why.
QString Settings::whyNotWritten() const {
    QSaveFile attempt(m_path);
    const bool opens = attempt.open(QIODevice::WriteOnly);
    const QString why = opens ? tr("the disk may be full, or the file is locked") : attempt.errorString();
    attempt.cancelWriting();
    return tr("%1 cannot be written: %2.").arg(QDir::toNativeSeparators(m_path), why);
}

}  // namespace orrery::console
