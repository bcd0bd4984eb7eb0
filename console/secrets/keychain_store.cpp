// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A job that hangs (a keychain that waits for a person, a bus that never answers) is given up after a
// while; its late answer is dropped. QtKeychain deletes its jobs itself.
#include "console/secrets/keychain_store.h"

#include <memory>

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace orrery::console {

namespace {

QString sentence(const char* text) { return QCoreApplication::translate("KeychainStore", text); }

SecretOutcome outcomeOf(QKeychain::Error error) {
    switch (error) {
    case QKeychain::NoError: return SecretOutcome::Done;
    case QKeychain::EntryNotFound: return SecretOutcome::NotFound;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry: return SecretOutcome::Refused;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    // The bus is missing or the service does not start: QtKeychain has no closer word for it.
    case QKeychain::OtherError: return SecretOutcome::NoService;
    }
    return SecretOutcome::NoService;
}

QString whyOf(SecretOutcome outcome) {
    switch (outcome) {
    case SecretOutcome::Done: return {};
    case SecretOutcome::NotFound: return sentence(QT_TRANSLATE_NOOP("KeychainStore", "the keychain holds no password for it"));
    case SecretOutcome::NoService: return sentence(QT_TRANSLATE_NOOP("KeychainStore", "no keychain runs on this machine"));
    case SecretOutcome::Refused: return sentence(QT_TRANSLATE_NOOP("KeychainStore", "the keychain is locked or refused"));
    }
    return {};
}

/// Calls back once, whichever comes first: the job's end or the end of patience.
class OneAnswer : public QObject {
public:
    OneAnswer(QObject* context, SecretStore::Then then) : m_context(context), m_then(std::move(then)) {
        QTimer::singleShot(KeychainStore::longestWaitMillis, this,
                           [this] { give({SecretOutcome::NoService, {}, whyOf(SecretOutcome::NoService)}); });
    }

    void give(const SecretAnswer& answer) {
        const SecretStore::Then then = std::exchange(m_then, {});
        deleteLater();
        if (then && m_context) {
            then(answer);
        }
    }

private:
    QPointer<QObject> m_context;
    SecretStore::Then m_then;
};

template <typename Job, typename SecretOf>
void start(Job* job, const QString& name, QObject* context, SecretStore::Then then, SecretOf secretOf) {
    auto* answer = new OneAnswer(context, std::move(then));
    job->setKey(name);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, answer, [answer, job, secretOf](QKeychain::Job*) {
        const SecretOutcome outcome = outcomeOf(job->error());
        answer->give({outcome, outcome == SecretOutcome::Done ? secretOf(*job) : QString(), whyOf(outcome)});
    });
    job->start();
}

}  // namespace

KeychainStore::KeychainStore(QString service) : m_service(std::move(service)) {}

void KeychainStore::read(const QString& name, QObject* context, Then then) {
    start(new QKeychain::ReadPasswordJob(m_service), name, context, std::move(then),
          [](const QKeychain::ReadPasswordJob& job) { return job.textData(); });
}

void KeychainStore::keep(const QString& name, const QString& secret, QObject* context, Then then) {
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setTextData(secret);
    start(job, name, context, std::move(then), [](const QKeychain::WritePasswordJob&) { return QString(); });
}

void KeychainStore::forget(const QString& name, QObject* context, Then then) {
    const Then absentIsDone = [then = std::move(then)](SecretAnswer answer) {
        if (answer.outcome == SecretOutcome::NotFound) {
            answer = {SecretOutcome::Done, {}, {}};
        }
        then(answer);
    };
    start(new QKeychain::DeletePasswordJob(m_service), name, context, absentIsDone,
          [](const QKeychain::DeletePasswordJob&) { return QString(); });
}

}  // namespace orrery::console
