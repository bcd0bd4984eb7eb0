// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring and a person's own recording, fed by the same batches.
#include "console/source/recorder.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>

#include "console/source/recording_copy.h"
#include "console/state/snapshot_store.h"

namespace orrery::console {
namespace {

constexpr Duration retryRing = seconds(60);
constexpr Duration retryLock = seconds(5);  ///< How soon another console goes on with the ring.
constexpr Duration betweenWords = milliseconds(500);   ///< Of alarms that stand as they did.
constexpr std::size_t mostKnownEvents = 10'000;
constexpr const char* segmentPattern = "ring-*.orrec";

RecordingHeader headerFor(const std::string& gridName, const Moment& now) {
    RecordingHeader header;
    header.product = "orrery " ORRERY_VERSION;
    header.gridName = gridName;
    header.started = now;
    return header;
}

QString segmentName(std::uint64_t number, const Moment& now) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(now.wall.millis, Qt::UTC);
    return QStringLiteral("ring-%1-%2.orrec")
        .arg(number, 8, 10, QLatin1Char('0'))
        .arg(time.toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")));
}

/// Of a file of the ring, by its name; 0: of a console that did not count.
std::uint64_t numberOf(const QFileInfo& segment) {
    const QStringList parts = segment.completeBaseName().split(QLatin1Char('-'));
    return parts.size() == 5 ? parts[1].toULongLong() : 0;
}

/// When the file began, by its name; nothing else survives copying and thinning.
qint64 startOf(const QFileInfo& segment) {
    constexpr qsizetype timeLength = 19;
    QDateTime time = QDateTime::fromString(segment.completeBaseName().right(timeLength),
                                           QStringLiteral("yyyyMMdd-HHmmss-zzz"));
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
    QFileInfoList segments =
        QDir(folder).entryInfoList({QString::fromLatin1(segmentPattern)}, QDir::Files, QDir::Name);
    std::stable_sort(segments.begin(), segments.end(), [](const QFileInfo& left, const QFileInfo& right) {
        return numberOf(left) < numberOf(right);
    });
    return segments;
}

/// Whether nothing but samples and signs of life came.
bool isCalm(const StreamBatch& batch) {
    const bool isOrdinary = !batch.restart && !batch.contact && !batch.alarms && !batch.archive;
    return isOrdinary && std::all_of(batch.messages.begin(), batch.messages.end(), [](const ReceivedMessage& received) {
        return std::holds_alternative<model::UnitTelemetry>(*received.message) ||
               std::holds_alternative<model::Alive>(*received.message);
    });
}

}  // namespace

QStringList ringFilesIn(const QString& folder) {
    QStringList files;
    for (const QFileInfo& segment : segmentsIn(folder)) {
        files.push_back(segment.filePath());
    }
    return files;
}

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
    m_pictures = nullptr;
    m_events.clear();
    m_alarms.reset();
    m_alarmsAt = {};
    m_clock = {};
    m_ringRetry = {};
    m_picture = std::make_unique<RecordingWriter>();
    m_completeUntil = {};
    m_folder.clear();
    m_gridName.clear();
    m_gridId.clear();
    m_ringTrouble.clear();
    m_troubleSaid = false;
    m_open = true;
    showFace();
}

void Recorder::setPictures(const SnapshotStore* pictures) {
    const std::scoped_lock lock(m_mutex);
    m_pictures = pictures;
}

void Recorder::end() {
    const bool wasRecording = isRecording();
    {
        const std::scoped_lock lock(m_mutex);
        m_ringWriter.reset();
        m_ownWriter.reset();
        m_lock.reset();
        m_isOfAnother = false;
        m_pictures = nullptr;
        m_open = false;
        showFace();
    }
    if (wasRecording) {
        Q_EMIT recordingChanged();
    }
}

void Recorder::accept(const StreamBatchPointer& batch) {
    std::optional<std::pair<QString, QString>> unsaid;
    QString closed;
    bool needsOther = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_open) {
            return;
        }
        m_now = batch->now;
        m_clock.note(m_now);
        take(*batch);
        needsOther = hasNeedChanged();
        showFace();
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
    if (needsOther) {
        Q_EMIT needChanged();
    }
}

void Recorder::take(const StreamBatch& batch) {
    if (!isCalm(batch)) {
        m_completeUntil = m_now.at + keptAfterMarks;
    }
    const bool haveChanged = haveAlarmsChanged();
    const bool isWhole = haveChanged || m_ownWriter || m_now.at < m_completeUntil;
    write(batch, isWhole ? RecordingWriter::Unread::Written : RecordingWriter::Unread::LeftOut);
    if (haveChanged) {
        followAlarms();
    }
}

SampleNeed Recorder::needNow() const {
    const bool takesAll = m_ownWriter || (m_ringWriter && m_now.at < m_completeUntil);
    return takesAll ? SampleNeed::Every : SampleNeed::Sparse;
}

bool Recorder::hasNeedChanged() {
    const SampleNeed before = std::exchange(m_need, needNow());
    return m_need != before;
}

SampleNeed Recorder::need() const { return face().need; }

void Recorder::write(const StreamBatch& batch, RecordingWriter::Unread unread) {
    learnName(batch);
    rotateRing(batch);
    for (auto* writer : {&m_ringWriter, &m_ownWriter}) {
        if (*writer) {
            write(*writer, batch, unread);
        }
    }
    m_picture->append(batch, unread);
    for (const ReceivedMessage& received : batch.messages) {
        followEvents(received);
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
        m_lock.reset();
        m_isOfAnother = false;
        m_ringRetry = {};
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
    const bool isOff = !m_ringTrouble.isEmpty() || (!m_lock && !m_ringWriter);
    return !isOff || now >= m_ringRetry;
}

void Recorder::write(std::unique_ptr<RecordingWriter>& writer, const StreamBatch& batch,
                     RecordingWriter::Unread unread) {
    if (batch.contact && batch.contact->state == ContactState::Lost) {
        writer->appendContactLost(batch.contact->since, batch.contact->why);
    }
    writer->append(batch, unread);
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

bool Recorder::holdsRing() {
    if (m_lock) {
        return true;
    }
    auto lock = std::make_unique<QLockFile>(QDir(m_folder).filePath(QStringLiteral("writer.lock")));
    lock->setStaleLockTime(0);  // Stale is what a process that is gone left behind, however long ago.
    lock->tryLock(0);
    m_isOfAnother = lock->error() == QLockFile::LockFailedError;
    if (m_isOfAnother) {
        m_ringRetry = m_now.at + retryLock;
        return false;
    }
    m_lock = std::move(lock);  // Without the right to lock the ring is tried all the same, and says why not.
    return true;
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
    if (!holdsRing()) {
        return;
    }
    beginSegment(now, tierStart);
}

void Recorder::beginSegment(const Moment& now, std::optional<Instant> tierStart) {
    removeOldSegments(now);
    auto writer = std::make_unique<RecordingWriter>();
    writer->setHistory(m_history);
    writer->inheritFrom(*m_picture);
    writer->setTierStart(tierStart);
    const QFileInfoList segments = segmentsIn(m_folder);
    RecordingHeader header = headerFor(m_gridName, now);
    header.number = segments.isEmpty() ? 1 : numberOf(segments.back()) + 1;
    header.clock = m_ring.clock;
    const QString path = QDir(m_folder).filePath(segmentName(header.number, now));
    if (const Status status = writer->open(path, header); !status) {
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
    qint64 age = -m_ring.segmentLength.millis();
    qint64 newer = now.wall.millis;
    for (auto it = segments.crbegin(); it != segments.crend(); ++it) {
        total += static_cast<std::uint64_t>(it->size());
        // From file to file, so that a clock that was set back makes none younger.
        const qint64 start = startOf(*it);
        age += std::max<qint64>(newer - start, 0);
        newer = start;
        if (total > m_ring.totalBytes || age > m_ring.keep.millis()) {
            QFile::remove(it->filePath());
        }
    }
}

bool Recorder::haveAlarmsChanged() const {
    const SnapshotPointer picture = m_pictures != nullptr ? m_pictures->latest() : nullptr;
    if (!picture || !picture->hasState) {
        return false;
    }
    const bool standAsKept = m_alarms && standAlike(picture->alarms, *m_alarms);
    return !standAsKept || (m_now.at - m_alarmsAt >= betweenWords && *m_alarms != picture->alarms);
}

void Recorder::followAlarms() {
    const KeptAlarms before =
        std::exchange(m_alarms, std::make_shared<const std::vector<Alarm>>(m_pictures->latest()->alarms));
    m_alarmsAt = m_now.at;
    if (before && hasNewTrouble(*m_alarms, *before)) {
        m_completeUntil = m_now.at + keptAfterMarks;
    }
    for (auto* writer : {&m_ringWriter, &m_ownWriter, &m_picture}) {
        if (*writer) {
            (*writer)->setAlarms(m_alarms, m_now);
        }
    }
}

void Recorder::followEvents(const ReceivedMessage& received) {
    if (const auto* state = std::get_if<model::GridState>(received.message.get())) {
        const bool isOther = state->gridId != m_eventsOf || state->epoch < m_epoch;
        m_events = isOther ? EventLog() : m_events;
        m_eventsOf = state->gridId;
        m_epoch = state->epoch;
    } else if (const auto* event = std::get_if<model::GridEvent>(received.message.get())) {
        m_events.append({received.message, event}, received.at);
    }
}

std::vector<ReceivedMessage> Recorder::knownEvents() const {
    std::vector<ReceivedMessage> events;
    const std::size_t count = std::min(m_events.size(), mostKnownEvents);
    for (std::size_t index = m_events.size() - count; index < m_events.size(); ++index) {
        const ReceivedEvent& event = m_events.at(index);
        events.push_back({event.receivedAt, std::make_shared<const model::StreamMessage>(*event.event), {}});
    }
    return events;
}

Recorder::Face Recorder::face() const {
    const std::scoped_lock lock(m_faceMutex);
    return m_face;
}

void Recorder::showFace() {
    const bool isRecording = m_ownWriter != nullptr;
    Face face{isRecording, isRecording ? m_ownWriter->path() : QString(), m_folder, m_ringTrouble, m_isOfAnother, m_now,
              m_clock, needNow()};
    const std::scoped_lock lock(m_faceMutex);
    m_face = std::move(face);
}

ClockLine Recorder::clock() const { return face().clock; }

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
        RecordingHeader header = headerFor(m_gridName, m_now);
        header.clock = m_ring.clock;
        if (Status status = writer->open(path, header); !status) {
            return status;
        }
        writer->appendEarlier(knownEvents());
        m_ownWriter = std::move(writer);
        showFace();
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
        showFace();
    }
    Q_EMIT recordingChanged();
    return status;
}

bool Recorder::isRecording() const { return face().isRecording; }

QString Recorder::recordingPath() const { return face().recordingPath; }

QStringList Recorder::ringFiles() {
    const std::scoped_lock lock(m_mutex);
    if (m_folder.isEmpty()) {
        return {};
    }
    if (m_ringWriter) {
        if (const Status status = m_ringWriter->flushAll(); !status) {
            m_ringTrouble = QString::fromStdString(status.error().detail);
            showFace();
        }
    }
    return ringFilesIn(m_folder);
}

QString Recorder::ringFolder() const { return face().folder; }

RingNote Recorder::ringNote() const {
    const Face shown = face();
    RingNote note;
    note.trouble = shown.ringTrouble;
    note.isOfAnother = shown.isOfAnother;
    for (const QFileInfo& segment : shown.folder.isEmpty() ? QFileInfoList() : segmentsIn(shown.folder)) {
        note.from = note.exists ? note.from : WallTime{startOf(segment)};
        note.exists = true;
        note.to = shown.now.wall;
        note.bytes += static_cast<std::uint64_t>(segment.size());
    }
    return note;
}

QString Recorder::ringTrouble() const { return face().ringTrouble; }

}  // namespace orrery::console
