// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What subscribers of the grid get. Encoded once, whatever their number.
#include "cluster/core/agent_parts.h"
#include "cluster/core/sample_slots.h"

namespace orrery::core {
namespace {

constexpr std::size_t snapshotEvents = 200;
constexpr std::size_t streamEvents = 500;

std::string bytesOf(const model::StreamMessage& message) {
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(model::encodePush(message));
    return bytes;
}

}  // namespace

void AgentCore::Parts::subscribe(ClientId client, ClientSession& session, std::uint64_t fromEvent) {
    session.subscribed = true;
    pushTo(client, bytesOf(state.grid()));
    pushSamples(client);
    const auto& journal = state.journal();
    const std::uint64_t newest = state.lastEventNumber();
    const std::uint64_t first = fromEvent != 0 ? fromEvent : (newest > streamEvents ? newest - streamEvents + 1 : 1);
    for (const model::GridEvent& event : journal) {
        if (event.number >= first) {
            pushTo(client, bytesOf(event));
        }
    }
}

/// The newest of each unit.
void AgentCore::Parts::pushSamples(ClientId client) {
    for (const auto& [unit, sample] : samples) {
        pushTo(client, bytesOf(*sample.telemetry));
    }
}

void AgentCore::Parts::push(const model::StreamMessage& message) {
    pushWhere(message, [](const ClientSession&) { return true; });
}

/// Before noteReport(), which forgets when the sample before came.
void AgentCore::Parts::pushSample(const model::UnitTelemetry& telemetry) {
    const auto known = samples.find(telemetry.unit);
    const bool goesOn = known != samples.end() && known->second.telemetry->incarnation == telemetry.incarnation;
    pushWhere(telemetry, [&](const ClientSession& session) {
        return !goesOn || isFirstOfSlot(session.sampleSlot, known->second.receivedAt, now.instant);
    });
}

void AgentCore::Parts::pushWhere(const model::StreamMessage& message,
                                 const std::function<bool(const ClientSession&)>& isWanted) {
    std::string bytes;
    sessions.forEach([&](ClientId client, const ClientSession& session) {
        if (session.subscribed && isWanted(session)) {
            if (bytes.empty()) {
                bytes = bytesOf(message);
            }
            pushTo(client, bytes);
        }
    });
}

void AgentCore::Parts::pushTo(ClientId client, const std::string& bytes) {
    effects->replies.push_back({client, Ticket{0}, effects->replyBytes.size(), bytes.size()});
    effects->replyBytes.append(bytes);
}

resp::Value AgentCore::Parts::snapshot() const {
    std::vector<resp::Value> telemetry;
    for (const auto& [unit, sample] : samples) {
        telemetry.push_back(model::encode(*sample.telemetry));
    }
    std::vector<resp::Value> events;
    const auto& journal = state.journal();
    const std::size_t skipped = journal.size() > snapshotEvents ? journal.size() - snapshotEvents : 0;
    for (std::size_t index = skipped; index < journal.size(); ++index) {
        events.push_back(model::encode(journal[index]));
    }
    return resp::Value::map()
        .with("state", model::encode(state.grid()))
        .with("telemetry", resp::Value::array(std::move(telemetry)))
        .with("events", resp::Value::array(std::move(events)));
}

}  // namespace orrery::core
