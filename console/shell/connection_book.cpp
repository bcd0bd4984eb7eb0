// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One JSON object {"version", "connections"}. Written whole through QSaveFile: a crash leaves the old one.
#include "console/shell/connection_book.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include "console/source/live_source.h"

namespace orrery::console {

namespace {

constexpr int fileVersion = 1;
constexpr qint64 largestFile = 1024 * 1024;

constexpr std::pair<ConnectionMode, const char*> modeWords[] = {{ConnectionMode::Observe, "observe"},
                                                                {ConnectionMode::Operate, "operate"},
                                                                {ConnectionMode::Protected, "protected"}};
constexpr std::pair<PasswordKeeping, const char*> passwordWords[] = {{PasswordKeeping::None, "none"},
                                                                     {PasswordKeeping::Keychain, "keychain"},
                                                                     {PasswordKeeping::Asked, "asked"}};

template <typename Value, std::size_t count>
QString wordOf(const std::pair<Value, const char*> (&words)[count], Value value) {
    const auto* found = std::find_if(std::begin(words), std::end(words),
                                     [&](const auto& entry) { return entry.first == value; });
    return QString::fromLatin1(found->second);
}

template <typename Value, std::size_t count>
std::optional<Value> valueOf(const std::pair<Value, const char*> (&words)[count], const QString& word) {
    for (const auto& [value, name] : words) {
        if (word == QLatin1String(name)) {
            return value;
        }
    }
    return std::nullopt;
}

QJsonObject toJson(const SavedConnection& connection) {
    QJsonArray seeds;
    for (const model::Endpoint& seed : connection.seeds) {
        seeds.append(textOf(seed));
    }
    return {{QStringLiteral("id"), connection.id},
            {QStringLiteral("name"), connection.name},
            {QStringLiteral("seeds"), seeds},
            {QStringLiteral("mode"), wordOf(modeWords, connection.mode)},
            {QStringLiteral("password"), wordOf(passwordWords, connection.password)},
            {QStringLiteral("color"), QString::fromLatin1(nameOf(connection.color))},
            {QStringLiteral("lastUsed"), connection.lastUsed.toUTC().toString(Qt::ISODate)}};
}

/// Nothing when a field is missing or says what this version does not know.
std::optional<SavedConnection> fromJson(const QJsonObject& object) {
    SavedConnection connection;
    connection.id = object.value(QStringLiteral("id")).toString();
    connection.name = object.value(QStringLiteral("name")).toString();
    const QJsonArray seeds = object.value(QStringLiteral("seeds")).toArray();
    for (const QJsonValue& seed : seeds) {
        const std::optional<model::Endpoint> endpoint = endpointFrom(seed.toString());
        if (!endpoint) {
            return std::nullopt;
        }
        connection.seeds.push_back(*endpoint);
    }
    const auto mode = valueOf(modeWords, object.value(QStringLiteral("mode")).toString());
    const auto password = valueOf(passwordWords, object.value(QStringLiteral("password")).toString());
    const auto color = tagColorFrom(object.value(QStringLiteral("color")).toString().toStdString());
    if (connection.id.isEmpty() || connection.name.isEmpty() || connection.seeds.empty() || !mode || !password ||
        !color) {
        return std::nullopt;
    }
    connection.mode = *mode;
    connection.password = *password;
    connection.color = *color;
    connection.lastUsed = QDateTime::fromString(object.value(QStringLiteral("lastUsed")).toString(), Qt::ISODate);
    return connection;
}

void sort(std::vector<SavedConnection>& connections) {
    std::stable_sort(connections.begin(), connections.end(), [](const auto& a, const auto& b) {
        if (a.lastUsed.isValid() != b.lastUsed.isValid()) {
            return a.lastUsed.isValid();
        }
        return a.lastUsed.isValid() ? a.lastUsed > b.lastUsed : a.name < b.name;
    });
}

std::string sentence(const char* text) { return QCoreApplication::translate("ConnectionBook", text).toStdString(); }

}  // namespace

ConnectionBook::ConnectionBook(QString path) : m_path(std::move(path)) { read(); }

QString ConnectionBook::usualPath() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/connections.json");
}

void ConnectionBook::read() {
    QFile file(m_path);
    if (!file.exists()) {
        return;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        // Never written over: another program, or another right, may read it yet.
        return setAside(QCoreApplication::translate("ConnectionBook", "cannot be read (%1)").arg(file.errorString()));
    }
    const QJsonObject root = QJsonDocument::fromJson(file.read(largestFile)).object();
    file.close();
    const int version = root.value(QStringLiteral("version")).toInt();
    if (version > fileVersion) {
        return setAside(QCoreApplication::translate("ConnectionBook", "is of a newer Orrery"));
    }
    const QJsonValue list = root.value(QStringLiteral("connections"));
    bool whole = version == fileVersion && list.isArray() && list.toArray().size() <= qsizetype(capacity);
    const QJsonArray entries = list.toArray();
    for (const QJsonValue& entry : entries) {
        const std::optional<SavedConnection> connection = fromJson(entry.toObject());
        whole = whole && connection.has_value();
        if (whole) {
            m_connections.push_back(*connection);
        }
    }
    if (!whole) {
        m_connections.clear();
        return setAside(QCoreApplication::translate("ConnectionBook", "is damaged"));
    }
    sort(m_connections);
}

void ConnectionBook::setAside(const QString& why) {
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString other = m_path + QStringLiteral(".damaged-") + stamp;
    const bool moved = QFile::rename(m_path, other);
    m_notice = moved ? QCoreApplication::translate(
                           "ConnectionBook", "The file of saved connections %1. It is kept as %2; the list starts empty.")
                           .arg(why, other)
                     : QCoreApplication::translate("ConnectionBook", "The file of saved connections %1 %2.").arg(m_path, why);
}

std::optional<SavedConnection> ConnectionBook::find(const QString& id) const {
    const auto found = std::find_if(m_connections.begin(), m_connections.end(),
                                    [&](const SavedConnection& connection) { return connection.id == id; });
    return found == m_connections.end() ? std::nullopt : std::optional(*found);
}

Result<SavedConnection> ConnectionBook::save(SavedConnection connection) {
    connection.name = connection.name.simplified();
    if (connection.name.isEmpty()) {
        return Error{ErrorCode::Refused, sentence(QT_TRANSLATE_NOOP("ConnectionBook", "Give the connection a name."))};
    }
    if (connection.seeds.empty()) {
        return Error{ErrorCode::Refused,
                     sentence(QT_TRANSLATE_NOOP("ConnectionBook", "Name at least one agent, as host:port."))};
    }
    std::vector<SavedConnection> changed = m_connections;
    std::erase_if(changed, [&](const SavedConnection& other) { return other.id == connection.id; });
    if (changed.size() >= capacity) {
        return Error{ErrorCode::Refused,
                     sentence(QT_TRANSLATE_NOOP("ConnectionBook", "The list is full; remove a connection first."))};
    }
    if (connection.id.isEmpty()) {
        connection.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    }
    changed.push_back(connection);
    const Status written = replace(std::move(changed));
    return written ? Result<SavedConnection>(connection) : Result<SavedConnection>(written.error());
}

Status ConnectionBook::remove(const QString& id) {
    std::vector<SavedConnection> changed = m_connections;
    std::erase_if(changed, [&](const SavedConnection& other) { return other.id == id; });
    return replace(std::move(changed));
}

Status ConnectionBook::touch(const QString& id, const QDateTime& now) {
    std::vector<SavedConnection> changed = m_connections;
    for (SavedConnection& connection : changed) {
        if (connection.id == id) {
            connection.lastUsed = now.toUTC();
        }
    }
    return replace(std::move(changed));
}

Status ConnectionBook::replace(std::vector<SavedConnection> connections) {
    sort(connections);
    Status written = write(connections);
    if (written) {
        m_connections = std::move(connections);
    }
    return written;
}

Status ConnectionBook::write(const std::vector<SavedConnection>& connections) const {
    QJsonArray list;
    for (const SavedConnection& connection : connections) {
        list.append(toJson(connection));
    }
    const QJsonObject root{{QStringLiteral("version"), fileVersion}, {QStringLiteral("connections"), list}};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(root).toJson()) >= 0 &&
                         file.flush() && file.commit();
    if (!written) {
        return Error{ErrorCode::System, QCoreApplication::translate("ConnectionBook", "%1 cannot be written: %2")
                                            .arg(m_path, file.errorString())
                                            .toStdString()};
    }
    return Done{};
}

}  // namespace orrery::console
