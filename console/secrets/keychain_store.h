// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The system's keychain (Secret Service or KWallet) behind QtKeychain. The only file of the console
// that knows QtKeychain. Its insecure fallback, a text file, stays off.
#pragma once

#include "console/secrets/secret_store.h"

namespace orrery::console {

class KeychainStore : public SecretStore {
public:
    /// A keychain that has not answered by then counts as NoService.
    static constexpr int longestWaitMillis = 10'000;

    /// `service` is the name under which the keychain lists our entries.
    explicit KeychainStore(QString service = QStringLiteral("orrery-console"));

    void read(const QString& name, QObject* context, Then then) override;
    void keep(const QString& name, const QString& secret, QObject* context, Then then) override;
    void forget(const QString& name, QObject* context, Then then) override;

private:
    QString m_service;
};

}  // namespace orrery::console
