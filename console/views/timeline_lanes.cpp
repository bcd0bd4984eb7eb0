// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sorting of events into lanes.
#include "console/views/timeline_lanes.h"

#include <algorithm>
#include <map>
#include <string>

#include <QCoreApplication>

namespace orrery::console {
namespace {

using model::EventKind;

constexpr std::size_t mostHostLanes = 6;  ///< More hosts share one lane.
/// Wall clocks of grid and console may differ; events are looked up by reception with this margin.
constexpr Duration clockMargin = seconds(120);

enum Lane { AlarmLane, FailoverLane, MoveLane, OperatorLane, FirstHostLane };

QString words(const char* text) { return QCoreApplication::translate("Timeline", text); }

Lane laneOf(EventKind kind) {
    switch (kind) {
    case EventKind::UnitDied:
    case EventKind::UnitSuspected:
    case EventKind::FailoverStarted:
    case EventKind::FailoverCompleted:
    case EventKind::FirstWrite:
    case EventKind::PartitionLost:
    case EventKind::PartitionRestored:
    case EventKind::RedundancyRestored: return FailoverLane;
    case EventKind::UnitDraining:
    case EventKind::CopyJoined:
    case EventKind::CopyRemoved:
    case EventKind::PrimaryMoved: return MoveLane;
    case EventKind::OperatorAction:
    case EventKind::OperationCompleted:
    case EventKind::PumpPaused:
    case EventKind::PumpResumed: return OperatorLane;
    case EventKind::StoreTroubled:
    case EventKind::StoreRecovered:
    case EventKind::GridCreated:
    case EventKind::AgentJoined:
    case EventKind::UnitAdded:
    case EventKind::UnitStarted:
    case EventKind::UnitReady:
    case EventKind::UnitStopped: return FirstHostLane;
    }
    return FirstHostLane;
}

/// More urgent: a lower number, 0 last.
bool isMoreUrgent(int left, int right) { return left != 0 && (right == 0 || left < right); }

class Sorter {
public:
    Sorter(const GridSnapshot& snapshot, const TimeRange& range, Duration resolution)
        : m_snapshot(snapshot),
          m_range(range),
          m_resolution(std::max<std::int64_t>(resolution.micros, 1)) {
        for (const char* name :
             {QT_TRANSLATE_NOOP("Timeline", "Alarms"), QT_TRANSLATE_NOOP("Timeline", "Failovers"),
              QT_TRANSLATE_NOOP("Timeline", "Moves"), QT_TRANSLATE_NOOP("Timeline", "Operators")}) {
            m_picture.lanes.push_back({words(name), {}, {}});
        }
        addHostLanes();
    }

    TimelinePicture make() {
        addAlarms();
        const EventLog& events = m_snapshot.events;
        const std::size_t last = events.firstSince(m_range.to + clockMargin * 30);
        for (std::size_t index = events.firstSince(m_range.from - clockMargin); index < last; ++index) {
            addEvent(events, index);
        }
        for (TimelineLane& lane : m_picture.lanes) {
            std::sort(lane.marks.begin(), lane.marks.end(),
                      [](const TimelineMark& left, const TimelineMark& right) {
                          return left.at < right.at;
                      });
        }
        return std::move(m_picture);
    }

private:
    void addHostLanes() {
        for (const model::UnitDescription& unit : m_snapshot.state->units) {
            m_hosts.try_emplace(unit.host, 0);
        }
        const bool shared = m_hosts.size() > mostHostLanes;
        std::size_t lane = m_picture.lanes.size();
        for (auto& [host, place] : m_hosts) {
            place = lane;
            if (!shared) {
                m_picture.lanes.push_back({words("Host %1").arg(QString::fromStdString(host)), {}, {}});
                ++lane;
            }
        }
        if (shared || m_hosts.empty()) {
            m_picture.lanes.push_back({words("Hosts"), {}, {}});
        }
    }

    std::size_t laneFor(const model::GridEvent& event) const {
        const Lane lane = laneOf(event.kind);
        if (lane != FirstHostLane) {
            return lane;
        }
        const model::UnitDescription* unit = event.unit ? m_snapshot.unit(*event.unit) : nullptr;
        const auto host = unit != nullptr ? m_hosts.find(unit->host) : m_hosts.end();
        return host == m_hosts.end() ? std::size_t{FirstHostLane} : host->second;
    }

    void addAlarms() {
        TimelineLane& lane = m_picture.lanes[AlarmLane];
        for (const Alarm& alarm : m_snapshot.alarms) {
            const Instant end = alarm.clearedAt ? alarm.clearedAt->at : m_snapshot.now.at;
            if (!alarm.firstOut() || end < m_range.from || m_range.to < alarm.raisedAt.at) {
                continue;
            }
            const int priority = static_cast<int>(alarm.priority);
            lane.spans.push_back({std::max(alarm.raisedAt.at, m_range.from),
                                  std::min(end, m_range.to), priority, alarm.active});
            add(AlarmLane, {std::max(alarm.raisedAt.at, m_range.from), priority, 1, false, 0, alarm.id,
                            alarm.text});
        }
    }

    void addEvent(const EventLog& events, std::size_t index) {
        const ReceivedEvent& received = events.at(index);
        const model::GridEvent& event = *received.event;
        const Instant at = instantOf(event.at, m_snapshot.now);
        if (received.missingBefore > 0 && index > 0) {
            addGap(instantOf(events.at(index - 1).event->at, m_snapshot.now), at,
                   received.missingBefore);
        }
        if (at < m_range.from || m_range.to < at) {
            return;
        }
        add(laneFor(event), {at, priorityOf(event.severity), 1, received.late, event.number, {},
                             QString::fromStdString(event.text)});
    }

    void addGap(Instant from, Instant to, std::uint64_t missing) {
        if (from <= m_range.to && m_range.from <= to) {
            m_picture.gaps.push_back({from, std::max(to, from), missing});
        }
    }

    void add(std::size_t lane, TimelineMark mark) {
        std::vector<TimelineMark>& marks = m_picture.lanes[lane].marks;
        const std::int64_t bucket = (mark.at - m_range.from).micros / m_resolution;
        const auto [place, isNew] = m_buckets.try_emplace({lane, bucket}, marks.size());
        if (isNew) {
            marks.push_back(std::move(mark));
            return;
        }
        TimelineMark& kept = marks[place->second];
        const std::uint32_t count = kept.count + 1;
        const bool late = kept.late || mark.late;
        if (isMoreUrgent(mark.priority, kept.priority)) {
            kept = std::move(mark);
        }
        kept.count = count;
        kept.late = late;
    }

    const GridSnapshot& m_snapshot;
    TimeRange m_range;
    std::int64_t m_resolution;
    TimelinePicture m_picture;
    std::map<std::string, std::size_t> m_hosts;
    std::map<std::pair<std::size_t, std::int64_t>, std::size_t> m_buckets;
};

}  // namespace

Instant instantOf(WallTime at, const Moment& now) {
    return now.at - (now.wall - at);
}

TimelinePicture timelineOf(const GridSnapshot& snapshot, const TimeRange& range, Duration resolution) {
    return Sorter(snapshot, range, resolution).make();
}

}  // namespace orrery::console
