// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The face of a live grid in the user interface's thread.
#include "console/source/live_source.h"

#include <QStringList>

#include "console/source/live_worker.h"

namespace orrery::console {

LiveSource::LiveSource(LiveOptions options, QObject* parent)
    : GridSource(parent), m_options(std::move(options)) {}

LiveSource::~LiveSource() { stop(); }

QString LiveSource::title() const {
    QStringList addresses;
    for (const model::Endpoint& seed : m_options.seeds) {
        addresses.push_back(textOf(seed));
    }
    return addresses.join(QStringLiteral(", "));
}

void LiveSource::start() {
    if (m_worker) {
        return;
    }
    m_worker = new LiveWorker(m_options);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &LiveWorker::batchMade, this, &GridSource::batchReceived,
            Qt::DirectConnection);
    connect(m_worker, &LiveWorker::contactChanged, this, &GridSource::contactChanged);
    connect(m_worker, &LiveWorker::planAnswered, this, &GridSource::planAnswered);
    connect(m_worker, &LiveWorker::actionAnswered, this, &GridSource::actionAnswered);
    connect(m_worker, &LiveWorker::historyAnswered, this, &GridSource::historyAnswered);
    connect(m_worker, &LiveWorker::queueAnswered, this, &GridSource::queueAnswered);
    connect(m_worker, &LiveWorker::unitAnswered, this, &GridSource::unitAnswered);
    m_thread.setObjectName(QStringLiteral("live grid"));
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &LiveWorker::start, Qt::QueuedConnection);
}

void LiveSource::setPace(PicturePace pace) {
    if (m_worker) {
        LiveWorker* worker = m_worker;
        QMetaObject::invokeMethod(worker, [worker, pace] { worker->setPace(pace); });
    }
}

void LiveSource::setNeed(SampleNeed need) {
    if (m_worker) {
        LiveWorker* worker = m_worker;
        QMetaObject::invokeMethod(worker, [worker, need] { worker->setNeed(need); });
    }
}

void LiveSource::stop() {
    if (!m_worker) {
        return;
    }
    QMetaObject::invokeMethod(m_worker, &LiveWorker::stop, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
}

RequestNumber LiveSource::requestPlan(const model::Action& action) {
    if (!m_worker) {
        return GridSource::requestPlan(action);
    }
    const RequestNumber number = nextRequest();
    LiveWorker* worker = m_worker;
    QMetaObject::invokeMethod(worker,
                              [worker, number, action] { worker->requestPlan(number, action); });
    return number;
}

RequestNumber LiveSource::carryOut(const model::Plan& plan, const QString& by,
                                   const QString& reason) {
    if (!m_worker) {
        return GridSource::carryOut(plan, by, reason);
    }
    const RequestNumber number = nextRequest();
    LiveWorker* worker = m_worker;
    const auto command = actCommand(plan, by, reason);
    QMetaObject::invokeMethod(worker,
                              [worker, number, command] { worker->carryOut(number, command); });
    return number;
}

RequestNumber LiveSource::requestQueue(const QueueQuestion& question) {
    if (!m_worker) {
        return GridSource::requestQueue(question);
    }
    const RequestNumber number = nextRequest();
    LiveWorker* worker = m_worker;
    QMetaObject::invokeMethod(
        worker, [worker, number, question] { worker->requestQueue(number, question); });
    return number;
}

RequestNumber LiveSource::requestUnit(const UnitQuestion& question) {
    if (!m_worker) {
        return GridSource::requestUnit(question);
    }
    const RequestNumber number = nextRequest();
    LiveWorker* worker = m_worker;
    QMetaObject::invokeMethod(
        worker, [worker, number, question] { worker->requestUnit(number, question); });
    return number;
}

RequestNumber LiveSource::requestHistory(std::uint64_t from) {
    if (!m_worker) {
        return GridSource::requestHistory(from);
    }
    const RequestNumber number = nextRequest();
    LiveWorker* worker = m_worker;
    QMetaObject::invokeMethod(worker, [worker, number, from] { worker->requestHistory(number, from); });
    return number;
}

void LiveSource::reconnectNow() {
    if (m_worker) {
        QMetaObject::invokeMethod(m_worker, &LiveWorker::retryNow, Qt::QueuedConnection);
    }
}

std::optional<model::Endpoint> endpointFrom(const QString& text) {
    const QString trimmed = text.trimmed();
    const qsizetype colon = trimmed.lastIndexOf(QLatin1Char(':'));
    if (colon <= 0) {
        return std::nullopt;
    }
    QString host = trimmed.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']'))) {
        host = host.mid(1, host.size() - 2);
    } else if (host.contains(QLatin1Char(':'))) {
        return std::nullopt;
    }
    bool isNumber = false;
    const uint port = trimmed.mid(colon + 1).toUInt(&isNumber);
    if (host.isEmpty() || !isNumber || port == 0 || port > 65535) {
        return std::nullopt;
    }
    return model::Endpoint{host.toStdString(), static_cast<std::uint16_t>(port)};
}

QString textOf(const model::Endpoint& endpoint) {
    if (endpoint.address.empty()) {
        return {};
    }
    const QString host = QString::fromStdString(endpoint.address);
    const bool bracketed = host.contains(QLatin1Char(':'));
    return QStringLiteral("%1:%2")
        .arg(bracketed ? QLatin1Char('[') + host + QLatin1Char(']') : host)
        .arg(endpoint.port);
}

}  // namespace orrery::console
