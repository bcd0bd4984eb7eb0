// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where passwords are kept: the system's keychain, or nowhere. There is no third place: a password is
// never written to a file of ours, a log or a setting. Where no keychain answers, the console says
// "not stored" and asks each time.
//
// Call everything here from the UI thread only; answers come on it too.
#pragma once

#include <functional>

#include <QObject>
#include <QString>

namespace orrery::console {

enum class SecretOutcome {
    Done,
    NotFound,   ///< The keychain answers and holds nothing of that name.
    NoService,  ///< No keychain answers on this machine: nothing can be stored.
    Refused,    ///< The keychain answers and will not: locked, or a person declined.
};

struct SecretAnswer {
    SecretOutcome outcome = SecretOutcome::NoService;
    QString secret;  ///< Only of a read that is Done.
    QString why;     ///< Short, for a person; empty when Done.
};

class SecretStore {
public:
    using Then = std::function<void(const SecretAnswer&)>;

    SecretStore() = default;
    SecretStore(const SecretStore&) = delete;
    SecretStore& operator=(const SecretStore&) = delete;
    virtual ~SecretStore() = default;

    /// Each calls `then` once, later or at once, unless `context` is gone by then.
    virtual void read(const QString& name, QObject* context, Then then) = 0;
    /// Stores `secret` under `name` in place of what was there.
    virtual void keep(const QString& name, const QString& secret, QObject* context, Then then) = 0;
    /// Forgets what is under `name`; a name that holds nothing is Done.
    virtual void forget(const QString& name, QObject* context, Then then) = 0;
};

}  // namespace orrery::console
