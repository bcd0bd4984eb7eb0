// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: situations, made by changing the stream of the made-up grid.
#include "support/situations.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace orrery::console::fixture {
namespace {

constexpr Duration quietAt = seconds(30);
constexpr Duration failoverAt = seconds(46);
constexpr Duration troubleAt = seconds(20);
constexpr Duration step = milliseconds(500);

bool isAfter(const ReceivedMessage& received, Duration offset) {
    return received.at.at > scenarioClockStart + offset;
}

/// From `troubleAt` on no batch is committed: queues grow and their oldest change ages.
void stopStore(std::vector<ReceivedMessage>& messages) {
    for (ReceivedMessage& received : messages) {
        const auto* telemetry = std::get_if<model::UnitTelemetry>(received.message.get());
        if (telemetry == nullptr || !isAfter(received, troubleAt)) {
            continue;
        }
        model::UnitTelemetry changed = *telemetry;
        const Duration since = received.at.at - (scenarioClockStart + troubleAt);
        const auto missing = static_cast<std::uint64_t>(since.millis()) * 2;
        model::PumpTelemetry& pump = changed.pump;
        pump.state = changed.unit.value % 3 == 0 ? model::PumpState::BackingOff : model::PumpState::Blocked;
        pump.persisted -= std::min(pump.persisted, missing);
        pump.queued += missing;
        pump.queuedBytes += missing * 120;
        pump.oldest = since;
        pump.retries += static_cast<std::uint64_t>(since.millis()) / 1000;
        pump.lastError = "unable to open database file";
        received.message = std::make_shared<const model::StreamMessage>(std::move(changed));
    }
}

/// Three partitions of the first unit lose their last copy.
void losePartitions(std::vector<ReceivedMessage>& messages) {
    const auto* state = std::get_if<model::GridState>(messages.front().message.get());
    model::GridChange change;
    change.epoch = Epoch{state->epoch.value + 1};
    for (const std::uint16_t id : {17, 18, 201}) {
        model::PartitionDescription partition = state->partitions[id];
        partition.primary.reset();
        partition.inSync.clear();
        partition.joining.clear();
        partition.lost = true;
        partition.version = change.epoch.value;
        change.partitions.push_back(std::move(partition));
    }
    ReceivedMessage received;
    received.at = Moment{scenarioClockStart + troubleAt, WallTime{scenarioStart.millis + troubleAt.millis()}};
    received.message = std::make_shared<const model::StreamMessage>(std::move(change));
    auto at = messages.begin();
    while (at != messages.end() && !isAfter(*at, troubleAt)) {
        ++at;
    }
    messages.insert(at, std::move(received));
}

}  // namespace

const std::vector<Situation>& allSituations() {
    static const std::vector<Situation> all{Situation::Unknown,     Situation::Quiet,     Situation::Failover,
                                            Situation::Silent,      Situation::ContactLost, Situation::StoreDown,
                                            Situation::Lost};
    return all;
}

QString wordFor(Situation situation) {
    switch (situation) {
    case Situation::Unknown: return QStringLiteral("unknown");
    case Situation::Quiet: return QStringLiteral("quiet");
    case Situation::Failover: return QStringLiteral("failover");
    case Situation::Silent: return QStringLiteral("silent");
    case Situation::ContactLost: return QStringLiteral("contact-lost");
    case Situation::StoreDown: return QStringLiteral("store-down");
    case Situation::Lost: return QStringLiteral("lost");
    }
    return {};
}

std::unique_ptr<ScenarioSource> makeSource(Situation situation, const ScenarioOptions& options) {
    if (situation == Situation::Unknown) {
        return std::make_unique<ScenarioSource>(std::vector<ReceivedMessage>{});
    }
    ScenarioOptions own = options;
    if (situation != Situation::Failover) {
        own.killAt = own.length;   // Never.
    }
    std::vector<ReceivedMessage> messages = scenarioMessages(own);
    if (situation == Situation::StoreDown) {
        stopStore(messages);
    } else if (situation == Situation::Lost) {
        losePartitions(messages);
    }
    return std::make_unique<ScenarioSource>(std::move(messages));
}

void reach(ScenarioSource& source, Situation situation) {
    const auto deliver = [&](Duration from, Duration to) {
        for (Duration at = from; at <= to; at = at + step) {
            source.advanceTo(at);
        }
    };
    switch (situation) {
    case Situation::Unknown: return;
    case Situation::Failover: return deliver(Duration{}, failoverAt);
    case Situation::Silent:
        deliver(Duration{}, troubleAt);
        source.silence({UnitId{2}, UnitId{5}});
        return deliver(troubleAt + step, troubleAt + seconds(12));
    case Situation::ContactLost:
        deliver(Duration{}, quietAt);
        source.loseContact();
        return deliver(quietAt + step, quietAt + seconds(8));
    case Situation::Quiet:
    case Situation::StoreDown:
    case Situation::Lost: return deliver(Duration{}, quietAt);
    }
}

}  // namespace orrery::console::fixture
