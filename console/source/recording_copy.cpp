// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/recording_copy.h"

#include <algorithm>
#include <map>

#include <QFile>

#include "console/source/recording_reader.h"
#include "console/source/recording_writer.h"
#include "console/state/redaction.h"

namespace orrery::console {
namespace {

constexpr Duration stride = seconds(1);
constexpr Duration thinnedInterval = milliseconds(950);

/// One job under way.
class Copy {
public:
    Copy(const CopyJob& job, RecordingReader& reader) : m_job(job), m_reader(reader) {
        for (const WallTime mark : job.marks) {
            m_marks.push_back(instantOf(mark));
        }
        for (const ReceivedMessage& received : reader.events()) {
            const auto* event = std::get_if<model::GridEvent>(received.message.get());
            if (event != nullptr && job.naming == Naming::Replaced) {
                m_redaction.learn(*event);   // Sentences may name whom a later message introduces.
            }
            if (event != nullptr && event->severity != model::Severity::Notice) {
                m_marks.push_back(received.at.at);
            }
        }
        std::sort(m_marks.begin(), m_marks.end());
    }

    Status run(const QString& target, const std::atomic<bool>* stop);

private:
    Instant instantOf(WallTime wall) const {
        return m_reader.end().at - milliseconds(m_reader.end().wall.millis - wall.millis);
    }
    ReceivedMessage renamed(const ReceivedMessage& received);
    bool isKept(const ReceivedMessage& received);
    bool nearMark(Instant at) const;
    void write(const StreamBatch& batch);
    RecordingHeader header(const Moment& begin);

    const CopyJob& m_job;
    RecordingReader& m_reader;
    RecordingWriter m_writer;
    Redaction m_redaction;
    std::vector<Instant> m_marks;
    std::map<UnitId, Instant> m_lastKept;
};

ReceivedMessage Copy::renamed(const ReceivedMessage& received) {
    if (m_job.naming == Naming::Original) {
        return received;
    }
    return {received.at,
            std::make_shared<const model::StreamMessage>(m_redaction.redact(*received.message)),
            {}};
}

bool Copy::nearMark(Instant at) const {
    const auto mark = std::lower_bound(m_marks.begin(), m_marks.end(), at - keptAroundMarks);
    return mark != m_marks.end() && *mark <= at + keptAroundMarks;
}

bool Copy::isKept(const ReceivedMessage& received) {
    const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get());
    if (m_job.thinning == Thinning::None || sample == nullptr) {
        return true;
    }
    const auto last = m_lastKept.find(sample->unit);
    const bool kept = last == m_lastKept.end() || received.at.at - last->second >= thinnedInterval ||
                      nearMark(received.at.at);
    if (kept) {
        m_lastKept[sample->unit] = received.at.at;
    }
    return kept;
}

void Copy::write(const StreamBatch& batch) {
    if (batch.contact && batch.contact->state == ContactState::Lost) {
        m_writer.appendContactLost(batch.contact->since, m_job.naming == Naming::Original
                                                             ? batch.contact->why
                                                             : QString());
    }
    for (const ReceivedMessage& received : batch.messages) {
        if (isKept(received)) {
            m_writer.append(renamed(received));
        }
    }
}

RecordingHeader Copy::header(const Moment& begin) {
    RecordingHeader header = m_reader.header();
    header.started = begin;
    if (m_job.naming == Naming::Replaced) {
        header.gridName = Redaction::gridName;
        header.naming = Naming::Replaced;
    }
    return header;
}

Status Copy::run(const QString& target, const std::atomic<bool>* stop) {
    const Instant begin = m_job.begin ? std::max(instantOf(*m_job.begin), m_reader.begin().at)
                                      : m_reader.begin().at;
    const Instant end =
        m_job.end ? std::min(instantOf(*m_job.end), m_reader.end().at) : m_reader.end().at;
    if (begin > end) {
        return Error{ErrorCode::Refused, "the recording holds nothing of that time"};
    }
    RecordingWriter picture;
    StreamBatch first = m_reader.seek(begin, {});
    const bool fromStart = begin == m_reader.begin().at;
    // What only restores an earlier picture goes into the new file's first keyframe.
    const std::size_t restored = fromStart ? first.restored : first.messages.size();
    for (std::size_t index = 0; index < restored; ++index) {
        picture.append(renamed(first.messages[index]));
    }
    first.messages.erase(first.messages.begin(),
                         first.messages.begin() + static_cast<std::ptrdiff_t>(restored));
    m_writer.inheritFrom(picture);
    if (Status status = m_writer.open(target, header(m_reader.momentAt(begin))); !status) {
        return status;
    }
    write(first);
    std::size_t tier = m_reader.tierIndexAt(begin);
    for (Instant at = begin; at < end;) {
        at = std::min(at + stride, end);
        write(m_reader.next(at));
        for (; tier < m_reader.tierCount() && m_reader.tierEnd(tier) <= at; ++tier) {
            if (const auto found = m_reader.tier(tier)) {
                m_writer.appendTier(*found, m_reader.momentAt(m_reader.tierEnd(tier)));
            }
        }
        if (Status status = m_writer.flush(); !status) {
            return status;
        }
        if (stop != nullptr && stop->load()) {
            return Error{ErrorCode::Unavailable, "stopped"};
        }
    }
    return m_writer.close();
}

}  // namespace

Status copyRecording(const CopyJob& job, const std::atomic<bool>* stop) {
    auto reader = RecordingReader::open(job.from, OpeningCheck::FramesOnly);
    if (!reader) {
        return reader.error();
    }
    const QString unfinished = job.to + QStringLiteral(".unfinished");
    Status status = Copy(job, *reader.value()).run(unfinished, stop);
    if (!status) {
        QFile::remove(unfinished);
        return status;
    }
    QFile::remove(job.to);
    if (!QFile::rename(unfinished, job.to)) {
        QFile::remove(unfinished);
        return Error{ErrorCode::System, "cannot write " + job.to.toStdString()};
    }
    return status;
}

}  // namespace orrery::console
