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
constexpr Duration thinnedPack = seconds(5);  ///< Larger blocks pack better.

bool isMark(const model::GridEvent& event) {
    using enum model::EventKind;
    return event.severity != model::Severity::Notice || event.kind == FailoverStarted ||
           event.kind == FailoverCompleted || event.kind == OperatorAction;
}

/// One job under way.
class Copy {
public:
    Copy(const CopyJob& job, RecordingReader& reader) : m_job(job), m_reader(reader) {
        for (const WallTime mark : job.marks) {
            m_marks.push_back(reader.clock().instantOf(mark));
        }
        for (const ReceivedMessage& received : reader.events()) {
            const auto* event = std::get_if<model::GridEvent>(received.message.get());
            if (event != nullptr && isMark(*event)) {
                m_marks.push_back(received.at.at);
            }
        }
        m_marks.insert(m_marks.end(), reader.troubles().begin(), reader.troubles().end());
        std::sort(m_marks.begin(), m_marks.end());
    }

    Status run(const QString& target, const std::atomic<bool>* stop);

private:
    struct Span {
        Instant begin, end;
    };
    Span wanted() const;
    ReceivedMessage renamed(const ReceivedMessage& received);
    bool isKept(const ReceivedMessage& received);
    bool nearMark(Instant at) const;
    void write(const StreamBatch& batch);
    void takePicture(StreamBatch& first, Instant begin);
    RecordingHeader header(const Moment& begin) const;

    const CopyJob& m_job;
    RecordingReader& m_reader;
    RecordingWriter m_writer;
    Redaction m_redaction;
    std::vector<Instant> m_marks;
    std::map<UnitId, Instant> m_lastKept;
    std::vector<ReceivedMessage> m_earlier;
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
    const auto mark = std::lower_bound(m_marks.begin(), m_marks.end(), at - keptAfterMarks);
    return mark != m_marks.end() && *mark <= at + keptBeforeMarks;
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
    if (batch.alarms && m_job.naming == Naming::Original) {
        m_writer.setAlarms(batch.alarms, batch.now);
    }
}

RecordingHeader Copy::header(const Moment& begin) const {
    RecordingHeader header = m_job.only.isEmpty() ? m_reader.header() : m_reader.headerOf(m_job.only);
    header.started = begin;
    header.density = m_job.thinning == Thinning::None ? header.density : Density::Thinned;
    if (m_job.only.isEmpty()) {
        header.number = 0;
    }
    if (m_job.naming == Naming::Replaced) {
        header.gridName = Redaction::gridName;
        header.naming = Naming::Replaced;
        header.clock.clear();
    }
    return header;
}

Copy::Span Copy::wanted() const {
    if (!m_job.only.isEmpty()) {
        const auto [begin, end] = m_reader.spanOf(m_job.only);
        return {begin, end};
    }
    const ClockLine& clock = m_reader.clock();
    const Instant begin = m_reader.begin().at;
    const Instant end = m_reader.end().at;
    Span span{m_job.begin ? std::max(clock.instantOf(*m_job.begin), begin) : begin,
              m_job.end ? std::min(clock.instantOf(*m_job.end), end) : end};
    if (m_job.begin && span.begin == end && clock.momentAt(end).wall < *m_job.begin) {
        span.begin = end + microseconds(1);  // A time that the recording did not reach.
    }
    return span;
}

/// What only restores an earlier picture goes into the new file's first keyframe, events before it.
void Copy::takePicture(StreamBatch& first, Instant begin) {
    RecordingWriter picture;
    std::vector<ReceivedMessage> earlier;
    const bool fromKeyframe = m_reader.reachOf(begin, {}, UINT64_MAX) == begin;
    const std::size_t restored = fromKeyframe ? first.restored : first.messages.size();
    for (std::size_t index = 0; index < restored; ++index) {
        const ReceivedMessage received = renamed(first.messages[index]);
        if (std::holds_alternative<model::GridEvent>(*received.message)) {
            earlier.push_back(received);
        } else {
            picture.append(received);
        }
    }
    first.messages.erase(first.messages.begin(),
                         first.messages.begin() + static_cast<std::ptrdiff_t>(restored));
    m_writer.inheritFrom(picture);
    if (m_job.only.isEmpty()) {
        m_earlier = std::move(earlier);
    }
}

Status Copy::run(const QString& target, const std::atomic<bool>* stop) {
    const auto [begin, end] = wanted();
    if (begin > end) {
        return Error{ErrorCode::Refused, "the recording holds nothing of that time"};
    }
    StreamBatch first = m_reader.seek(begin, {});
    takePicture(first, begin);
    if (Status status = m_writer.open(target, header(m_reader.momentAt(begin))); !status) {
        return status;
    }
    m_writer.appendEarlier(m_earlier);
    if (m_job.thinning == Thinning::OncePerSecond) {
        m_writer.setPackLength(thinnedPack);
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
