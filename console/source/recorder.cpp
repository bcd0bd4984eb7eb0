// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring and a person's own recording, fed by the same batches.
#include "console/source/recorder.h"

#include <QDateTime>
#include <QDir>

namespace orrery::console {
namespace {

constexpr Duration retryRing = seconds(60);
constexpr Duration retryLock = seconds(5);
constexpr const char* lockName = "writing.lock";
constexpr const char* segmentPattern = "ring-*.orrec";

RecordingHeader headerFor(const std::string& gridName, const Moment& now) {
    return RecordingHeader{"orrery " ORRERY_VERSION, gridName, now, Naming::Original};
}

QString segmentName(const Moment& now) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(now.wall.millis, Qt::UTC);
    return QStringLiteral("ring-%1.orrec")
        .arg(time.toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")));
}

/// When the file began, by its name; nothing else survives copying and thinning.
qint64 startOf(const QFileInfo& segment) {
    QDateTime time = QDateTime::fromString(segment.completeBaseName(),
                                           QStringLiteral("'ring-'yyyyMMdd-HHmmss-zzz"));
    time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

/// Below the root. Part of the id tells two grids of one name apart.
QString ringFolderFor(const model::GridState& grid) {
    constexpr qsizetype longestName = 80;
    QString name = folderNameFor(grid.name).left(longestName);
    if (!grid.gridId.empty()) {
        name += QLatin1Char('-') + folderNameFor(grid.gridId.substr(0, 8));
    }
    return name + QStringLiteral("/ring");
}

QFileInfoList segmentsIn(const QString& folder) {
    return QDir(folder).entryInfoList({QString::fromLatin1(segmentPattern)}, QDir::Files,
                                      QDir::Name);
}

}  // namespace

QString folderNameFor(const std::string& gridName) {
    QString result;
    for (const QChar letter : QString::fromStdString(gridName)) {
        const bool plain = (letter.unicode() < 128 && letter.isLetterOrNumber()) ||
                           letter == QLatin1Char('-') || letter == QLatin1Char('_') ||
                           (letter == QLatin1Char('.') && !result.isEmpty());
        result.push_back(plain ? letter : QLatin1Char('_'));
    }
    constexpr qsizetype longest = 100;
    return result.isEmpty() ? QStringLiteral("unnamed") : result.left(longest);
}

Recorder::Recorder(RingOptions ring, QObject* parent)
    : QObject(parent),
      m_ring(std::move(ring)),
      m_picture(std::make_unique<RecordingWriter>()) {}

Recorder::~Recorder() = default;

void Recorder::begin(RingOptions ring, const MetricHistory* history) {
    end();
    const std::scoped_lock lock(m_mutex);
    m_ring = std::move(ring);
    m_history = history;
    m_picture = std::make_unique<RecordingWriter>();
    m_folder.clear();
    m_isOfAnother = false;
    m_gridName.clear();
    m_gridId.clear();
    m_ringTrouble.clear();
    m_troubleSaid = false;
    m_open = true;
}

void Recorder::end() {
    const bool wasRecording = isRecording();
    {
        const std::scoped_lock lock(m_mutex);
        m_ringWriter.reset();
        m_ringLock.reset();
        m_ownWriter.reset();
        m_open = false;
    }
    if (wasRecording) {
        Q_EMIT recordingChanged();
    }
}

void Recorder::accept(const StreamBatchPointer& batch) {
    std::optional<std::pair<QString, QString>> unsaid;
    QString closed;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_open) {
            return;
        }
        m_now = batch->now;
        learnName(*batch);
        rotateRing(*batch);
        for (auto* writer : {&m_ringWriter, &m_ownWriter}) {
            if (*writer) {
                write(*writer, *batch);
            }
        }
        m_picture->append(*batch);
        unsaid.swap(m_unsaid);
        closed.swap(m_closed);
    }
    if (unsaid) {
        Q_EMIT failed(unsaid->first, unsaid->second);
        Q_EMIT recordingChanged();
    }
    if (!closed.isEmpty()) {
        Q_EMIT segmentClosed(closed);
    }
}

void Recorder::learnName(const StreamBatch& batch) {
    for (const ReceivedMessage& received : batch.messages) {
        const auto* state = std::get_if<model::GridState>(received.message.get());
        const bool isKnown = state != nullptr && state->name == m_gridName && state->gridId == m_gridId;
        if (state == nullptr || (isKnown && !m_folder.isEmpty())) {
            continue;
        }
        m_gridName = state->name;
        m_gridId = state->gridId;
        m_ringWriter.reset();
        m_ringLock.reset();
        m_isOfAnother = false;
        m_folder = m_ring.root.isEmpty() ? QString() : QDir(m_ring.root).filePath(ringFolderFor(*state));
        if (!m_folder.isEmpty() && !QDir().mkpath(m_folder)) {
            ringFailed(m_folder, QStringLiteral("the folder cannot be made"));
        }
    }
}

void Recorder::ringFailed(const QString& path, const QString& why) {
    m_ringTrouble = why;
    m_ringRetry = m_now.at + retryRing;
    if (!m_troubleSaid) {
        m_troubleSaid = true;
        m_unsaid = {path, why};
    }
}

bool Recorder::ringMayBeTried(Instant now) const {
    return (m_ringTrouble.isEmpty() && !m_isOfAnother) || now >= m_ringRetry;
}

/// Two consoles that wrote one ring would record everything twice and remove each other's files.
bool Recorder::holdRing(Instant now) {
    if (m_ringLock == nullptr) {
        auto lock = std::make_unique<QLockFile>(QDir(m_folder).filePath(QLatin1String(lockName)));
        lock->setStaleLockTime(0);   // Held for days; it is over when its process is.
        // A lock that cannot be made is no other console: opening the file says what is wrong.
        m_isOfAnother = !lock->tryLock() && lock->error() == QLockFile::LockFailedError;
        if (m_isOfAnother) {
            m_ringRetry = now + retryLock;
            m_ringTrouble.clear();
            return false;
        }
        m_ringLock = std::move(lock);
    }
    return true;
}

void Recorder::write(std::unique_ptr<RecordingWriter>& writer, const StreamBatch& batch) {
    if (batch.contact && batch.contact->state == ContactState::Lost) {
        writer->appendContactLost(batch.contact->since, batch.contact->why);
    }
    writer->append(batch);
    if (const Status status = writer->flush(); !status) {
        const QString path = writer->path();
        const bool isRing = writer == m_ringWriter;
        writer.reset();
        const QString why = QString::fromStdString(status.error().detail);
        if (isRing) {
            ringFailed(path, why);
        } else {
            m_unsaid = {path, why};
        }
    }
}

void Recorder::rotateRing(const StreamBatch& batch) {
    if (m_folder.isEmpty() || !ringMayBeTried(batch.now.at) || batch.messages.empty()) {
        return;
    }
    const Moment& now = batch.messages.front().at;
    const bool full = m_ringWriter && (m_ringWriter->bytesWritten() >= m_ring.segmentBytes ||
                                       now.at - m_segmentStart >= m_ring.segmentLength);
    if (m_ringWriter && !full) {
        return;
    }
    std::optional<Instant> tierStart;
    if (m_ringWriter) {
        m_closed = m_ringWriter->path();
        m_troubleSaid = false;
        tierStart = m_ringWriter->tierStart();
        m_ringWriter.reset();
    }
    QDir().mkpath(m_folder);  // Someone may have removed it meanwhile.
    if (!holdRing(batch.now.at)) {
        return;
    }
    removeOldSegments(now);
    auto writer = std::make_unique<RecordingWriter>();
    writer->setHistory(m_history);
    writer->inheritFrom(*m_picture);
    writer->setTierStart(tierStart);
    const QString path = QDir(m_folder).filePath(segmentName(now));
    if (const Status status = writer->open(path, headerFor(m_gridName, now)); !status) {
        writer.reset();
        QFile::remove(path);  // Begun and of no use.
        ringFailed(path, QString::fromStdString(status.error().detail));
        return;
    }
    m_ringTrouble.clear();
    m_segmentStart = now.at;
    m_ringWriter = std::move(writer);
}

void Recorder::removeOldSegments(const Moment& now) {
    const QFileInfoList segments = segmentsIn(m_folder);
    std::uint64_t total = m_ring.segmentBytes;
    for (auto it = segments.crbegin(); it != segments.crend(); ++it) {
        total += static_cast<std::uint64_t>(it->size());
        const qint64 age = now.wall.millis - startOf(*it) - m_ring.segmentLength.millis();
        if (total > m_ring.totalBytes || age > m_ring.keep.millis()) {
            QFile::remove(it->filePath());
        }
    }
}

void Recorder::limitRing(const RingLimits& limits) {
    const std::lock_guard lock(m_mutex);
    m_ring.keep = limits.keep;
    m_ring.totalBytes = limits.totalBytes;
}

Status Recorder::startRecording(const QString& path) {
    {
        const std::scoped_lock lock(m_mutex);
        auto writer = std::make_unique<RecordingWriter>();
        writer->setHistory(m_history);
        writer->inheritFrom(*m_picture);
        if (Status status = writer->open(path, headerFor(m_gridName, m_now)); !status) {
            return status;
        }
        m_ownWriter = std::move(writer);
    }
    Q_EMIT recordingChanged();
    return Done{};
}

Status Recorder::stopRecording() {
    Status status = Done{};
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_ownWriter) {
            return status;
        }
        status = m_ownWriter->close();
        m_ownWriter.reset();
    }
    Q_EMIT recordingChanged();
    return status;
}

bool Recorder::isRecording() const {
    const std::scoped_lock lock(m_mutex);
    return m_ownWriter != nullptr;
}

QString Recorder::recordingPath() const {
    const std::scoped_lock lock(m_mutex);
    return m_ownWriter ? m_ownWriter->path() : QString();
}

QStringList Recorder::ringFiles() {
    const std::scoped_lock lock(m_mutex);
    if (m_folder.isEmpty()) {
        return {};
    }
    if (m_ringWriter) {
        if (const Status status = m_ringWriter->flushAll(); !status) {
            m_ringTrouble = QString::fromStdString(status.error().detail);
        }
    }
    QStringList result;
    for (const QFileInfo& segment : segmentsIn(m_folder)) {
        result.push_back(segment.filePath());
    }
    return result;
}

QString Recorder::ringFolder() const {
    const std::scoped_lock lock(m_mutex);
    return m_folder;
}

RingNote Recorder::ringNote() const {
    const std::scoped_lock lock(m_mutex);
    RingNote note;
    note.trouble = m_ringTrouble;
    note.isOfAnother = m_isOfAnother;
    for (const QFileInfo& segment : m_folder.isEmpty() ? QFileInfoList() : segmentsIn(m_folder)) {
        note.from = note.exists ? note.from : WallTime{startOf(segment)};
        note.exists = true;
        note.to = m_now.wall;
        note.bytes += static_cast<std::uint64_t>(segment.size());
    }
    return note;
}

QString Recorder::ringTrouble() const {
    const std::scoped_lock lock(m_mutex);
    return m_ringTrouble;
}

}  // namespace orrery::console
