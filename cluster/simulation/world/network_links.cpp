// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The life of single links; network.cpp holds what processes and the queue ask of the network.
#include "cluster/simulation/world/network.h"

namespace orrery::simulation {
namespace {

constexpr Span silenceJitter{milliseconds(0), milliseconds(100)};

}  // namespace

bool Network::breakLink(std::uint64_t which) {
    std::vector<Link*> up;
    for (Link& link : m_links) {
        if (link.state == State::Up) {
            up.push_back(&link);
        }
    }
    if (up.empty()) {
        return false;
    }
    closeLink(*up[which % up.size()], draw(m_random, m_model.detection), draw(m_random, m_model.detection));
    return true;
}

bool Network::clogLink(std::uint64_t which, Duration span) {
    if (m_links.empty()) {
        return false;
    }
    Link& link = m_links[which % m_links.size()];
    Direction& direction = link.directions[which / m_links.size() % 2];
    direction.last = std::max(direction.last, m_queue.now() + span);
    return link.state == State::Up;
}

std::uint64_t Network::pairOf(SlotIndex a, SlotIndex b) {
    const auto [smaller, larger] = std::minmax(a, b);
    return (std::uint64_t{smaller} << 32) | larger;
}

Network::Link& Network::linkBetween(SlotIndex a, SlotIndex b) {
    const auto [found, isNew] = m_byPair.try_emplace(pairOf(a, b), static_cast<std::uint32_t>(m_links.size()));
    if (isNew) {
        Link& link = m_links.emplace_back();
        link.index = found->second;
        link.sides[0].slot = std::min(a, b);
        link.sides[1].slot = std::max(a, b);
    }
    return m_links[found->second];
}

Network::Link* Network::findLink(SlotIndex a, SlotIndex b) {
    const auto found = m_byPair.find(pairOf(a, b));
    return found == m_byPair.end() ? nullptr : &m_links[found->second];
}

void Network::want(Link& link) {
    if (link.state != State::Down || (!link.sides[0].wanted && !link.sides[1].wanted)) {
        return;
    }
    link.state = State::Attempting;
    const Duration delay = draw(m_random, link.triedBefore ? m_model.connectAgain : m_model.connect);
    link.triedBefore = true;
    schedule(EventKind::LinkAttempt, link, 0, delay);
}

bool Network::canConnect(const Link& link) const {
    const Process& one = m_processes.at(link.sides[0].slot);
    const Process& other = m_processes.at(link.sides[1].slot);
    if (!one.alive || !other.alive || one.paused || other.paused) {
        return false;
    }
    if (isCut(one.host, other.host) || isCut(other.host, one.host)) {
        return false;
    }
    return (link.sides[0].wanted && link.sides[0].endpoint == other.peer) ||
           (link.sides[1].wanted && link.sides[1].endpoint == one.peer);
}

void Network::enqueue(Link& link, int side, core::Message message) {
    link.directions[side].queue.push(std::move(message));
    const bool slow = happens(m_random, m_model.slowMessage);
    scheduleArrival(link, side, draw(m_random, slow ? m_model.slowDelay : m_model.delay));
}

void Network::scheduleArrival(Link& link, int side, Duration delay) {
    Direction& direction = link.directions[side];
    direction.last = std::max(direction.last, m_queue.now() + delay);
    schedule(EventKind::Deliver, link, 1 - side, direction.last - m_queue.now());
}

void Network::closeLink(Link& link, Duration detectionOne, Duration detectionOther) {
    if (link.state != State::Up) {
        return;
    }
    link.state = State::Closing;
    for (int side = 0; side < 2; ++side) {
        loseTail(link, side);
        Side& one = link.sides[side];
        if (!one.gone) {
            one.waits = true;
            const Duration detection = side == 0 ? detectionOne : detectionOther;
            schedule(EventKind::LinkDown, link, side, std::max(detection, one.upAt - m_queue.now()));
        }
    }
    maybeDown(link);
}

void Network::loseTail(Link& link, int side) {
    MessageQueue& queue = link.directions[side].queue;
    queue.keepOldest(m_random.below(queue.size() + 1));
}

void Network::maybeDown(Link& link) {
    if (link.sides[0].waits || link.sides[1].waits) {
        return;
    }
    link.state = State::Down;
    ++link.session;
    link.directions[0] = Direction{};
    link.directions[1] = Direction{};
    want(link);
}

std::optional<Instant> Network::silentSince(const Link& link, int side) const {
    const Process& here = m_processes.at(link.sides[side].slot);
    const Process& there = m_processes.at(link.sides[1 - side].slot);
    std::optional<Instant> since;
    if (isCut(there.host, here.host)) {
        since = m_cuts[there.host * m_hostCount + here.host].since;
    }
    if (there.paused && (!since || there.pausedSince < *since)) {
        since = there.pausedSince;
    }
    return since;
}

void Network::scheduleSilence(const Link& link, int side) {
    schedule(EventKind::Silence, link, side, m_model.silenceLimit + draw(m_random, silenceJitter));
}

void Network::schedule(EventKind kind, const Link& link, int side, Duration delay) {
    Event event;
    event.kind = kind;
    event.process = link.sides[side].slot;
    event.generation = link.session;
    event.detail = std::uint64_t{link.index} * 2 + static_cast<std::uint64_t>(side);
    m_queue.schedule(delay, event);
}

Network::Link* Network::linkAt(const Event& event, State state) {
    Link& link = m_links[event.detail / 2];
    return link.session == event.generation && link.state == state ? &link : nullptr;
}

}  // namespace orrery::simulation
