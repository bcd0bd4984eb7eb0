// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line is {"entry": {...}, "hash": "..."}; the hash is over the hash before and the compact entry. JSON
// objects are written with sorted keys, so the bytes that are hashed can be made again from what was read.
#include "console/actions/audit_trail.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSysInfo>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

constexpr int lockPatience = 2000;  ///< Milliseconds to wait for another console of this user.
constexpr TrailEntryKind allKinds[] = {TrailEntryKind::Begun, TrailEntryKind::Sent, TrailEntryKind::Answered,
                                       TrailEntryKind::Repaired};

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::AuditTrail", text); }

QJsonValue numberValue(std::uint64_t number) { return QString::number(number); }

QJsonObject objectOf(const TrailEntry& entry) {
    return {{QStringLiteral("number"), numberValue(entry.number)},
            {QStringLiteral("kind"), wordFor(entry.kind)},
            {QStringLiteral("at"), formatIso(entry.at)},
            {QStringLiteral("by"), entry.by},
            {QStringLiteral("host"), entry.host},
            {QStringLiteral("action"), entry.action},
            {QStringLiteral("plan"), entry.plan},
            {QStringLiteral("planEpoch"), numberValue(entry.planEpoch.value)},
            {QStringLiteral("reason"), entry.reason},
            {QStringLiteral("answers"), numberValue(entry.answers)},
            {QStringLiteral("outcome"), entry.outcome},
            {QStringLiteral("epoch"), numberValue(entry.epoch.value)},
            {QStringLiteral("note"), entry.note}};
}

std::optional<TrailEntry> entryFrom(const QJsonObject& object) {
    const auto text = [&object](const char* name) { return object.value(QLatin1String(name)).toString(); };
    const auto count = [&text](const char* name) { return std::uint64_t{text(name).toULongLong()}; };
    TrailEntry entry;
    bool known = false;
    for (const TrailEntryKind kind : allKinds) {
        if (wordFor(kind) == text("kind")) {
            entry.kind = kind;
            known = true;
        }
    }
    const QDateTime at = QDateTime::fromString(text("at"), Qt::ISODateWithMs);
    if (!known || !at.isValid()) {
        return std::nullopt;
    }
    entry.number = count("number");
    entry.at = WallTime{at.toMSecsSinceEpoch()};
    entry.by = text("by");
    entry.host = text("host");
    entry.action = text("action");
    entry.plan = text("plan");
    entry.planEpoch = Epoch{count("planEpoch")};
    entry.reason = text("reason");
    entry.answers = count("answers");
    entry.outcome = text("outcome");
    entry.epoch = Epoch{count("epoch")};
    entry.note = text("note");
    return entry;
}

QByteArray chained(const QByteArray& before, const QJsonObject& entry) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    hash.addData(QJsonDocument(entry).toJson(QJsonDocument::Compact));
    return hash.result().toHex();
}

}  // namespace

QString wordFor(TrailEntryKind kind) {
    switch (kind) {
    case TrailEntryKind::Begun: return QStringLiteral("begun");
    case TrailEntryKind::Sent: return QStringLiteral("sent");
    case TrailEntryKind::Answered: return QStringLiteral("answered");
    case TrailEntryKind::Repaired: return QStringLiteral("repaired");
    }
    return {};
}

QString AuditTrail::open(const QString& path) {
    m_path = path;
    verify();
    if (m_problem.isEmpty() && m_size == 0) {
        TrailEntry first;
        first.kind = TrailEntryKind::Begun;
        first.at = WallTime{QDateTime::currentMSecsSinceEpoch()};
        first.host = QSysInfo::machineHostName();
        first.note = QCoreApplication::applicationVersion();
        append(std::move(first));
    }
    if (!m_problem.isEmpty()) {
        m_path.clear();
    }
    return m_problem;
}

void AuditTrail::verify() {
    m_entries.clear();
    m_fault.reset();
    m_last.clear();
    m_problem.clear();
    m_torn = 0;
    m_size = 0;
    QFile file(m_path);
    if (!file.exists()) {
        return;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = tr("The audit file %1 cannot be read: %2").arg(m_path, file.errorString());
        return;
    }
    const QByteArray bytes = file.readAll();
    m_size = bytes.size();
    readLines(bytes);
}

void AuditTrail::readLines(const QByteArray& bytes) {
    qsizetype begin = 0;
    std::uint64_t number = 0;
    while (begin < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', begin);
        if (end < 0) {
            m_torn = bytes.size() - begin;
            return;
        }
        readLine(bytes.mid(begin, end - begin), ++number);
        begin = end + 1;
    }
}

void AuditTrail::readLine(const QByteArray& line, std::uint64_t number) {
    const auto broken = [&](const QString& why) {
        if (!m_fault) {
            m_fault = ChainFault{number, why};
        }
    };
    const QJsonObject whole = QJsonDocument::fromJson(line).object();
    const QJsonObject content = whole.value(QStringLiteral("entry")).toObject();
    const QByteArray hash = whole.value(QStringLiteral("hash")).toString().toLatin1();
    const auto entry = entryFrom(content);
    if (!entry || hash.isEmpty()) {
        broken(tr("it cannot be read"));
        return;
    }
    if (chained(m_last, content) != hash) {
        broken(tr("its content, or the line before it, is not what was written"));
    } else if (entry->number != number) {
        broken(tr("it is number %1: entries are missing").arg(entry->number));
    }
    m_last = hash;
    keep(*entry);
}

void AuditTrail::keep(TrailEntry entry) {
    constexpr std::size_t chunk = 1'000;   // Let go at once, so that not every entry moves all others.
    m_entries.push_back(std::move(entry));
    if (m_entries.size() >= longest + chunk) {
        m_entries.erase(m_entries.begin(), m_entries.end() - longest);
    }
}

std::optional<std::uint64_t> AuditTrail::append(TrailEntry entry) {
    if (m_path.isEmpty()) {
        return std::nullopt;
    }
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(lockPatience)) {
        m_problem = tr("The audit file %1 is held by another program.").arg(m_path);
        return std::nullopt;
    }
    const QFileInfo info(m_path);
    if (info.exists() && info.size() != m_size) {
        verify();
    }
    m_problem.clear();
    if (m_torn > 0) {
        TrailEntry repair;
        repair.kind = TrailEntryKind::Repaired;
        repair.at = entry.at;
        repair.note = tr("The last line was unfinished (%1 bytes) and was cut off.").arg(m_torn);
        QFile::resize(m_path, m_size - m_torn);
        m_size -= m_torn;
        m_torn = 0;
        if (!write(std::move(repair))) {
            return std::nullopt;
        }
    }
    return write(std::move(entry)) ? std::optional(m_entries.back().number) : std::nullopt;
}

bool AuditTrail::write(TrailEntry entry) {
    entry.number = m_entries.empty() ? 1 : m_entries.back().number + 1;
    const QJsonObject content = objectOf(entry);
    const QByteArray hash = chained(m_last, content);
    const QJsonObject whole{{QStringLiteral("entry"), content}, {QStringLiteral("hash"), QString::fromLatin1(hash)}};
    const QByteArray line = QJsonDocument(whole).toJson(QJsonDocument::Compact) + '\n';
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(line) != line.size() || !file.flush()) {
        m_problem = tr("The audit file %1 cannot be written: %2").arg(m_path, file.errorString());
        return false;
    }
    m_size += line.size();
    m_last = hash;
    keep(std::move(entry));
    return true;
}

}  // namespace orrery::console
