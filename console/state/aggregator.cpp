// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Folding of messages into the tracks, and the making of snapshots from them.
#include "console/state/aggregator.h"

#include <cmath>
#include <limits>

#include "console/state/derive.h"
#include "console/state/rates.h"

namespace orrery::console {
namespace {

constexpr std::size_t sparklineLength = 60;
constexpr Duration totalsInterval = milliseconds(500);

/// A pointer into the message that keeps the whole message alive.
template <typename Record>
std::shared_ptr<const Record> partOf(const ReceivedMessage& received) {
    return {received.message, std::get_if<Record>(received.message.get())};
}

/// True when another half second of the source's clock has begun. By the clock, not by the time since
/// the last one: so a replay, wherever it begins, has its points where they were live.
bool startsInterval(Instant before, Instant now) {
    return now > before &&
           now.micros / totalsInterval.micros != before.micros / totalsInterval.micros;
}

/// True when every unit that serves is known, and has two samples.
bool allTwice(const std::map<UnitId, int>& samples, const model::GridState& state) {
    bool all = !samples.empty();
    for (const model::UnitDescription& unit : state.units) {
        const bool serves = unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
        const auto found = samples.find(unit.id);
        all = all && (!serves || (found != samples.end() && found->second >= 2));
    }
    return all;
}

double millisOf(Duration duration) { return static_cast<double>(duration.micros) / 1000.0; }

}  // namespace

Aggregator::Aggregator(MetricHistory& history, AggregatorOptions options)
    : m_history(history), m_options(options), m_state(std::make_shared<model::GridState>()) {}

void Aggregator::restart() {
    m_history.clear();
    m_state = std::make_shared<model::GridState>();
    m_stateShared = false;
    m_hasState = false;
    m_lastWord = {};
    m_lastTotals = {};
    m_firstTotals.reset();
    m_totalsWhole = false;
    m_units.clear();
    m_events.clear();
    m_desk.clear();
    m_keptAlarms.reset();
}

void Aggregator::accept(const StreamBatch& batch) {
    if (batch.restart) {
        restart();
        m_history.setArchive(batch.archive);
        m_keptAlarms = batch.alarms;  // Known before the first change of the table would be judged.
    }
    if (batch.contact) {
        m_contact = *batch.contact;
    }
    std::size_t restoring = batch.restored;
    std::map<UnitId, int> samples;   // Of what is restored.
    for (const ReceivedMessage& received : batch.messages) {
        m_now = received.at;
        take(received);
        if (restoring > 0) {
            --restoring;
            m_lastTotals = m_now.at > m_lastTotals.at ? m_now : m_lastTotals;
            if (const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get())) {
                ++samples[sample->unit];
            }
            // Whoever had two samples of each unit had added all of them up by then.
            m_totalsWhole = m_totalsWhole || (restoring == 0 && allTwice(samples, *m_state));
        } else if (m_pace == PicturePace::Seen && startsInterval(m_lastTotals.at, received.at.at)) {
            const GridSnapshot picture = derive();
            recordTotals(picture);
            judgeAlarms(picture);
        }
    }
    m_now = batch.now;
    m_keptAlarms = batch.alarms ? batch.alarms : m_keptAlarms;
}

void Aggregator::take(const ReceivedMessage& received) {
    m_lastWord = received.at;
    if (const auto* state = std::get_if<model::GridState>(received.message.get())) {
        takeState(*state);
    } else if (const auto* change = std::get_if<model::GridChange>(received.message.get())) {
        takeChange(*change);
    } else if (std::holds_alternative<model::UnitTelemetry>(*received.message)) {
        takeTelemetry(received);
    } else if (std::holds_alternative<model::GridEvent>(*received.message)) {
        const auto event = partOf<model::GridEvent>(received);
        m_desk.learn(*event);
        m_events.append(event, received.at);
    }
}

void Aggregator::takeState(const model::GridState& state) {
    // An epoch is an index of the control log: where it goes back the log began anew, and the journal with it.
    if (m_hasState && (state.gridId != m_state->gridId || state.epoch < m_state->epoch)) {
        const Moment word = m_lastWord;
        restart();
        m_lastWord = word;
    }
    m_state = std::make_shared<model::GridState>(state);
    m_stateShared = false;
    m_hasState = true;
    judgeAlarms();
}

void Aggregator::takeChange(const model::GridChange& change) {
    if (!m_hasState) {
        return;
    }
    if (m_stateShared) {
        m_state = std::make_shared<model::GridState>(*m_state);
        m_stateShared = false;
    }
    model::apply(change, *m_state);
    judgeAlarms();
}

Aggregator::UnitTrack* Aggregator::trackOf(UnitId unit) {
    const auto known = m_units.find(unit);
    if (known != m_units.end()) {
        return &known->second;
    }
    // A unit may speak before the table names it; but not any number of them for ever.
    constexpr std::size_t strangers = 256;
    // The history keeps the whole grid's curves under number 0.
    const bool isWelcome = unit.value != 0 && (m_units.size() < m_state->units.size() + strangers ||
                                               model::findUnit(*m_state, unit) != nullptr);
    return isWelcome ? &m_units[unit] : nullptr;
}

void Aggregator::takeTelemetry(const ReceivedMessage& received) {
    auto sample = partOf<model::UnitTelemetry>(received);
    UnitTrack* const known = trackOf(sample->unit);
    if (known == nullptr) {
        return;
    }
    UnitTrack& track = *known;
    const auto& last = track.view.telemetry;
    const bool sameLife = last && last->incarnation == sample->incarnation;
    if (last &&
        (sample->incarnation < last->incarnation || (sameLife && sample->number <= last->number))) {
        return;
    }
    UnitView& view = track.view;
    view.id = sample->unit;
    view.rates = {};
    view.interval = {};
    track.partitionRates.clear();
    if (sameLife) {
        const Duration span = spanBetween(*last, *sample, received.at.at - view.receivedAt.at);
        if (span > Duration{}) {
            view.interval = span;
            view.rates = ratesBetween(*last, *sample, span);
            track.partitionRates = partitionRates(*last, *sample, span);
        }
    } else if (last) {
        m_history.breakLine(view.id);
    }
    if (!sameLife) {
        track.ages.clear();
    }
    view.clockSkew = sample->sampledAt - received.at.wall;
    view.receivedAt = received.at;
    view.telemetry = std::move(sample);
    followPump(track);
    extendSparkline(track);
    recordUnit(track);
}

void Aggregator::followPump(UnitTrack& track) {
    UnitView& view = track.view;
    PumpView& pump = view.pump;
    const model::PumpTelemetry& counters = view.telemetry->pump;
    track.ages.add(view.receivedAt.at, counters);
    pump.trouble = followTrouble(pump.trouble, counters, view.receivedAt);
    pump.counters = counters;
    pump.ages = track.ages.classes(counters);
    static_cast<DrainForecast&>(pump) =
        forecastDrain(counters, paceOf(view.rates), Freshness::Live);
}

void Aggregator::extendSparkline(UnitTrack& track) {
    const double rate =
        track.view.rates.operations.value_or(std::numeric_limits<double>::quiet_NaN());
    auto line = std::make_shared<std::vector<float>>();
    line->reserve(sparklineLength);
    if (const auto& before = track.view.recentOperations) {
        const std::size_t surplus =
            before->size() >= sparklineLength ? before->size() - sparklineLength + 1 : 0;
        line->assign(before->begin() + static_cast<std::ptrdiff_t>(surplus), before->end());
    }
    line->push_back(static_cast<float>(rate));
    track.view.recentOperations = std::move(line);
}

void Aggregator::recordUnit(const UnitTrack& track) {
    const UnitView& view = track.view;
    const model::UnitTelemetry& sample = *view.telemetry;
    MetricValues values;
    const auto add = [&values](Metric metric, std::optional<double> value) {
        values[static_cast<std::size_t>(metric)] = value;
    };
    std::optional<double> lag;
    for (const model::LinkTelemetry& link : sample.links) {
        if (link.lag && link.lastAcknowledgement && *link.lastAcknowledgement <= linkSilence) {
            lag = std::max(lag.value_or(0), millisOf(*link.lag));
        }
    }
    add(Metric::OperationsPerSecond, view.rates.operations);
    add(Metric::ReadsPerSecond, view.rates.reads);
    add(Metric::WritesPerSecond, view.rates.writes);
    add(Metric::HitPercent,
        view.rates.hitRatio ? std::optional(*view.rates.hitRatio * 100) : std::nullopt);
    add(Metric::LagMillis, lag);
    add(Metric::QueuedWrites, static_cast<double>(sample.pump.queued));
    add(Metric::OldestQueuedMillis, millisOf(sample.pump.oldest));
    add(Metric::AcceptedPerSecond, view.rates.accepted);
    add(Metric::PersistedPerSecond, view.rates.persisted);
    add(Metric::CommitP99Millis,
        sample.pump.commitP99 ? std::optional(millisOf(*sample.pump.commitP99)) : std::nullopt);
    add(Metric::MemoryBytes, static_cast<double>(sample.memoryBytes));
    add(Metric::CpuPercent, sample.cpuPermille / 10.0);
    m_history.add(view.id, view.receivedAt.at, values);
}

void Aggregator::recordTotals(const GridSnapshot& picture) {
    m_lastTotals = m_now;
    if (m_hasState && totalsAreWhole(picture)) {
        addTotalsToHistory(picture);
    }
}

bool Aggregator::totalsAreWhole(const GridSnapshot& picture) {
    constexpr Duration patience = seconds(5);
    m_firstTotals = m_firstTotals.value_or(m_now.at);
    bool whole = !picture.units.empty();
    for (std::size_t index = 0; index < picture.units.size(); ++index) {
        const model::UnitState state = picture.state->units[index].state;
        const bool serves =
            state == model::UnitState::Ready || state == model::UnitState::Draining;
        whole = whole && (!serves || picture.units[index].rates.operations);
    }
    m_totalsWhole = m_totalsWhole || whole || m_now.at - *m_firstTotals >= patience;
    return m_totalsWhole;
}

void Aggregator::addTotalsToHistory(const GridSnapshot& picture) {
    const GridTotals& totals = picture.totals;
    MetricValues values;
    const auto add = [&values](Metric metric, std::optional<double> value) {
        values[static_cast<std::size_t>(metric)] = value;
    };
    const auto millis = [](const Aged<Duration>& aged) {
        return aged.value ? std::optional(millisOf(*aged.value)) : std::nullopt;
    };
    std::optional<double> accepted, persisted, p99;
    double cpu = 0;
    for (const UnitView& unit : picture.units) {
        if (unit.freshness != Freshness::Live && unit.freshness != Freshness::Late) {
            continue;
        }
        accepted = accepted.value_or(0) + unit.rates.accepted.value_or(0);
        persisted = persisted.value_or(0) + unit.rates.persisted.value_or(0);
        if (unit.pump.counters.commitP99) {
            p99 = std::max(p99.value_or(0), millisOf(*unit.pump.counters.commitP99));
        }
        cpu += unit.telemetry->cpuPermille / 10.0;
    }
    add(Metric::OperationsPerSecond, totals.operationsPerSecond.value);
    add(Metric::ReadsPerSecond, totals.readsPerSecond.value);
    add(Metric::WritesPerSecond, totals.writesPerSecond.value);
    add(Metric::HitPercent,
        totals.hitRatio.value ? std::optional(*totals.hitRatio.value * 100) : std::nullopt);
    add(Metric::LagMillis, millis(totals.worstLag));
    if (totals.onlyInMemory.value) {
        add(Metric::QueuedWrites, static_cast<double>(*totals.onlyInMemory.value));
        add(Metric::OldestQueuedMillis, millis(totals.oldestOnlyInMemory));
        add(Metric::MemoryBytes, static_cast<double>(totals.memoryBytes));
        add(Metric::CpuPercent, cpu);
    }
    add(Metric::AcceptedPerSecond, accepted);
    add(Metric::PersistedPerSecond, persisted);
    add(Metric::CommitP99Millis, p99);
    m_history.add(std::nullopt, m_now.at, values);
}

void Aggregator::fillUnits(GridSnapshot& snapshot) const {
    snapshot.units.reserve(m_state->units.size());
    for (const model::UnitDescription& description : m_state->units) {
        UnitView view;
        view.id = description.id;
        if (const auto found = m_units.find(description.id); found != m_units.end()) {
            view = found->second.view;
            view.age = std::max(m_now.at - view.receivedAt.at, Duration{});
            view.freshness = m_contact.state == ContactState::Lost
                                 ? Freshness::Stale
                                 : m_options.telemetry.judge(view.age);
            static_cast<DrainForecast&>(view.pump) =
                forecastDrain(view.pump.counters, paceOf(view.rates), view.freshness);
        }
        snapshot.units.push_back(std::move(view));
    }
}

GridSnapshot Aggregator::derive() const {
    GridSnapshot snapshot;
    snapshot.now = m_now;
    snapshot.contact = m_contact;
    snapshot.hasState = m_hasState;
    snapshot.state = m_state;
    if (m_hasState) {
        snapshot.tableAge = std::max(m_now.at - m_lastWord.at, Duration{});
        snapshot.tableFreshness = m_contact.state == ContactState::Lost
                                      ? Freshness::Stale
                                      : m_options.table.judge(snapshot.tableAge);
        snapshot.actionsAllowed = snapshot.tableFreshness != Freshness::Stale;
    }
    fillUnits(snapshot);
    countRoles(snapshot);
    PartitionRates rates;
    for (const auto& [unit, track] : m_units) {
        rates.emplace(unit, std::span<const float>(track.partitionRates));
    }
    fillPartitions(snapshot, rates);
    fillLinks(snapshot);
    fillTotals(snapshot);
    return snapshot;
}

void Aggregator::judgeAlarms() {
    if (!m_keptAlarms) {
        m_desk.judge(derive());
    }
}

void Aggregator::judgeAlarms(const GridSnapshot& picture) {
    if (!m_keptAlarms) {
        m_desk.judge(picture);
    }
}

SnapshotPointer Aggregator::snapshot() {
    GridSnapshot snapshot = derive();
    m_stateShared = true;
    if (m_pace == PicturePace::Unseen && startsInterval(m_lastTotals.at, m_now.at)) {
        recordTotals(snapshot);
    }
    judgeAlarms(snapshot);
    snapshot.alarms = m_keptAlarms ? *m_keptAlarms : m_desk.alarms();
    snapshot.events = m_events;
    snapshot.number = ++m_number;
    return std::make_shared<const GridSnapshot>(std::move(snapshot));
}

}  // namespace orrery::console
