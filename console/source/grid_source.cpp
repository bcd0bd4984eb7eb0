// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A source that cannot act still answers, so that nobody waits for ever.
#include "console/source/grid_source.h"

#include <QCoreApplication>

namespace orrery::console {
namespace {

QString nothingToActOn() {
    return QCoreApplication::translate("GridSource",
                                       "There is no running grid behind this picture.");
}

QString itemsNotKept(SourceKind kind) {
    return kind == SourceKind::Recording
               ? QCoreApplication::translate("GridSource",
                                             "Not recorded: a recording holds how long queues "
                                             "are, not what is in them.")
               : QCoreApplication::translate("GridSource",
                                             "This grid does not show what is in its queues.");
}

QString readingsNotKept(SourceKind kind) {
    return kind == SourceKind::Recording
               ? QCoreApplication::translate("GridSource", "Not part of a recording.")
               : QCoreApplication::translate("GridSource", "There is nobody to ask behind this picture.");
}

}  // namespace

RequestNumber GridSource::requestPlan(const model::Action&) {
    const RequestNumber request = nextRequest();
    const auto answer = [this, request] {
        Q_EMIT planAnswered(request,
                            PlanAnswer{PlanOutcome::Unavailable, std::nullopt, nothingToActOn()});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    return request;
}

RequestNumber GridSource::requestQueue(const QueueQuestion&) {
    const RequestNumber request = nextRequest();
    const auto answer = [this, request] {
        Q_EMIT queueAnswered(request, QueueAnswer{QueueOutcome::NotRecorded, {}, itemsNotKept(kind()), {}});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    return request;
}

RequestNumber GridSource::requestUnit(const UnitQuestion&) {
    const RequestNumber request = nextRequest();
    const auto answer = [this, request] {
        Q_EMIT unitAnswered(request, UnitAnswer{UnitOutcome::NotRecorded, {}, {}, readingsNotKept(kind())});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    return request;
}

RequestNumber GridSource::requestHistory(std::uint64_t) {
    const RequestNumber request = nextRequest();
    const auto answer = [this, request] {
        Q_EMIT historyAnswered(request, HistoryAnswer{HistoryOutcome::NotKept, {}, nothingToActOn()});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    return request;
}

RequestNumber GridSource::carryOut(const model::Plan&, const QString&, const QString&) {
    const RequestNumber request = nextRequest();
    const auto answer = [this, request] {
        Q_EMIT actionAnswered(request,
                              ActionAnswer{ActionOutcome::NotSent, {}, {}, nothingToActOn()});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    return request;
}

}  // namespace orrery::console
