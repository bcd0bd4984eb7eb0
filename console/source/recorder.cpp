// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring and a person's own recording, fed by the same batches.
#include "console/source/recorder.h"

#include <QDateTime>
#include <QDir>

namespace orrery::console {
namespace {

constexpr const char* segmentPattern = "ring-*.orrec";

RecordingHeader headerFor(const std::string& gridName, const Moment& now) {
    return RecordingHeader{"orrery " ORRERY_VERSION, gridName, now};
}

QString segmentName(const Moment& now) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(now.wall.millis, Qt::UTC);
    return QStringLiteral("ring-%1.orrec")
        .arg(time.toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")));
}

}  // namespace

Recorder::Recorder(RingOptions ring, QObject* parent) : QObject(parent), m_ring(std::move(ring)) {
    if (!m_ring.folder.isEmpty()) {
        QDir().mkpath(m_ring.folder);
    }
}

Recorder::~Recorder() = default;

void Recorder::accept(const StreamBatchPointer& batch) {
    const std::scoped_lock lock(m_mutex);
    m_now = batch->now;
    rotateRing(*batch);
    if (m_ringWriter) {
        write(m_ringWriter, *batch);
    }
    if (m_ownWriter) {
        write(m_ownWriter, *batch);
    }
    for (const ReceivedMessage& received : batch->messages) {
        m_picture.append(received);
        if (const auto* state = std::get_if<model::GridState>(received.message.get())) {
            m_gridName = state->name;
        }
    }
}

void Recorder::write(std::unique_ptr<RecordingWriter>& writer, const StreamBatch& batch) {
    if (batch.contact && batch.contact->state == ContactState::Lost) {
        writer->appendContactLost(batch.contact->since, batch.contact->why);
    }
    for (const ReceivedMessage& received : batch.messages) {
        writer->append(received);
    }
    if (const Status status = writer->flush(); !status) {
        const QString path = writer->path();
        writer.reset();
        Q_EMIT failed(path, QString::fromStdString(status.error().detail));
    }
}

void Recorder::rotateRing(const StreamBatch& batch) {
    if (m_ring.folder.isEmpty() || m_ringFailed || batch.messages.empty()) {
        return;
    }
    const Moment& now = batch.messages.front().at;
    const bool full = m_ringWriter && (m_ringWriter->bytesWritten() >= m_ring.segmentBytes ||
                                       now.at - m_segmentStart >= m_ring.segmentLength);
    if (m_ringWriter && !full) {
        return;
    }
    m_ringWriter.reset();
    removeOldSegments(now);
    auto writer = std::make_unique<RecordingWriter>();
    writer->inheritFrom(m_picture);
    const QString path = QDir(m_ring.folder).filePath(segmentName(now));
    if (const Status status = writer->open(path, headerFor(m_gridName, now)); !status) {
        m_ringFailed = true;
        Q_EMIT failed(path, QString::fromStdString(status.error().detail));
        return;
    }
    m_segmentStart = now.at;
    m_ringWriter = std::move(writer);
}

void Recorder::removeOldSegments(const Moment& now) {
    const QFileInfoList segments =
        QDir(m_ring.folder)
            .entryInfoList({QString::fromLatin1(segmentPattern)}, QDir::Files, QDir::Name);
    std::uint64_t total = m_ring.segmentBytes;
    for (auto it = segments.crbegin(); it != segments.crend(); ++it) {
        total += static_cast<std::uint64_t>(it->size());
        const qint64 age = now.wall.millis - it->lastModified().toMSecsSinceEpoch();
        if (total > m_ring.totalBytes || age > m_ring.keep.millis()) {
            QFile::remove(it->filePath());
        }
    }
}

Status Recorder::startRecording(const QString& path) {
    const std::scoped_lock lock(m_mutex);
    auto writer = std::make_unique<RecordingWriter>();
    writer->inheritFrom(m_picture);
    if (Status status = writer->open(path, headerFor(m_gridName, m_now)); !status) {
        return status;
    }
    m_ownWriter = std::move(writer);
    return Done{};
}

Status Recorder::stopRecording() {
    const std::scoped_lock lock(m_mutex);
    if (!m_ownWriter) {
        return Done{};
    }
    Status status = m_ownWriter->close();
    m_ownWriter.reset();
    return status;
}

bool Recorder::isRecording() const {
    const std::scoped_lock lock(m_mutex);
    return m_ownWriter != nullptr;
}

QStringList Recorder::ringFiles() const {
    if (m_ring.folder.isEmpty()) {
        return {};
    }
    QStringList result;
    const QDir folder(m_ring.folder);
    for (const QString& name :
         folder.entryList({QString::fromLatin1(segmentPattern)}, QDir::Files, QDir::Name)) {
        result.push_back(folder.filePath(name));
    }
    return result;
}

}  // namespace orrery::console
