// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grids that a person has saved: names, seeds, mode and colour in one small JSON file. Passwords are
// not in it; they are in the keychain under the connection's id (console/secrets), or asked each time.
//
// A file that cannot be read is set aside under another name and said; the console starts with an empty
// book instead of failing, and never writes over what it did not understand.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QDateTime>
#include <QString>

#include "console/widgets/tag_colors.h"
#include "shared/base/result.h"
#include "shared/model/grid_state.h"

class QLockFile;

namespace orrery::console {

/// How a connection begins.
enum class ConnectionMode {
    Observe,    ///< No actions until the mode is switched.
    Operate,    ///< Actions at once.
    Protected,  ///< Begins in observe; operating asks for the grid's name first.
};

/// Where the password of a connection is.
enum class PasswordKeeping {
    None,      ///< The grid has none.
    Keychain,  ///< In the system's keychain.
    Asked,     ///< Not stored: asked each time.
};

struct SavedConnection {
    QString id;  ///< Unique and stable; names the keychain entry. Empty: not saved yet.
    QString name;
    std::vector<model::Endpoint> seeds;  ///< At least one.
    ConnectionMode mode = ConnectionMode::Operate;
    PasswordKeeping password = PasswordKeeping::None;
    TagColor color = TagColor::Grey;
    QDateTime lastUsed;  ///< UTC; invalid: never.
};

/// Several consoles of one person may share the file: every change is made to what stands there at that moment.
class ConnectionBook {
public:
    static constexpr std::size_t capacity = 200;

    /// Reads `path`; a file that is not there is an empty book.
    explicit ConnectionBook(QString path);
    /// connections.json in the folder of the program's settings.
    static QString usualPath();

    /// In the order of last use, newest first; never used ones by name.
    const std::vector<SavedConnection>& connections() const { return m_connections; }
    std::optional<SavedConnection> find(const QString& id) const;
    /// What a person should know of reading the file; empty: nothing.
    const QString& notice() const { return m_notice; }

    /// Adds `connection` (empty id: gets one) or replaces the one of its id, and writes the file. The
    /// connection as saved; Refused with a text for a person when name or seeds are missing or the
    /// book is full, System when the file cannot be written (the book then stays as it was).
    Result<SavedConnection> save(SavedConnection connection);
    Status remove(const QString& id);
    /// Notes that the connection of `id` is used now.
    Status touch(const QString& id, const QDateTime& now);

private:
    void read();
    void setAside(const QString& why);
    std::unique_ptr<QLockFile> lock() const;
    /// What stands in the file now; what is known when that cannot be read.
    std::vector<SavedConnection> present() const;
    Status write(const std::vector<SavedConnection>& connections) const;
    Status replace(std::vector<SavedConnection> connections);

    QString m_path;
    QString m_notice;
    std::vector<SavedConnection> m_connections;
};

}  // namespace orrery::console
