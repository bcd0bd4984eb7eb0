// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/network.h"

namespace orrery::simulation {
namespace {

constexpr Span otherSilence{milliseconds(0), milliseconds(300)};
constexpr Span retransmission{milliseconds(0), milliseconds(200)};

core::Message throughCodec(const core::Message& message) {
    std::string payload;
    core::encode(message, payload);
    auto decoded = core::decodeMessage(core::frameType(message), payload);
    ORRERY_ASSERT(decoded.ok());
    return decoded.take();
}

}  // namespace

Network::Network(EventQueue& queue, Random& random, const NetworkModel& model, ProcessTable& processes,
                 HostIndex hostCount)
    : m_queue(queue), m_random(random), m_model(model), m_processes(processes), m_hostCount(hostCount),
      m_cuts(static_cast<std::size_t>(hostCount) * hostCount) {}

void Network::keep(SlotIndex owner, core::NodeId target, const model::Endpoint& endpoint) {
    const Process* other = m_processes.find(target);
    if (other == nullptr || other->slot == owner) {
        return;
    }
    Link& link = linkBetween(owner, other->slot);
    Side& side = link.sides[link.sides[0].slot == owner ? 0 : 1];
    const bool moved = side.wanted && !(side.endpoint == endpoint);
    side.wanted = true;
    side.endpoint = endpoint;
    if (moved && link.state == State::Up) {
        closeLink(link, draw(m_random, m_model.delay), draw(m_random, m_model.delay));
    }
    want(link);
}

void Network::drop(SlotIndex owner, core::NodeId target) {
    const Process* other = m_processes.find(target);
    Link* link = other == nullptr ? nullptr : findLink(owner, other->slot);
    if (link == nullptr) {
        return;
    }
    link->sides[link->sides[0].slot == owner ? 0 : 1].wanted = false;
    closeLink(*link, draw(m_random, m_model.delay), draw(m_random, m_model.delay));
}

void Network::send(SlotIndex from, core::NodeId to, core::Message message) {
    const Process* other = m_processes.find(to);
    Link* link = other == nullptr ? nullptr : findLink(from, other->slot);
    if (link == nullptr || link->state != State::Up) {
        return;
    }
    const int side = link->sides[0].slot == from ? 0 : 1;
    if (!link->sides[side].told) {
        return;
    }
    if (m_tamper != nullptr && !m_tamper->passes(m_processes.at(from).node, to, message)) {
        return;
    }
    ++m_messagesSent;
    enqueue(*link, side, m_model.throughCodec ? throughCodec(message) : std::move(message));
}

void Network::forge(core::NodeId from, core::NodeId to, core::Message message) {
    const SlotIndex sender = m_processes.find(from)->slot;
    Link* link = findLink(sender, m_processes.find(to)->slot);
    if (link != nullptr && link->state == State::Up) {
        enqueue(*link, link->sides[0].slot == sender ? 0 : 1, std::move(message));
    }
}

void Network::processGone(SlotIndex slot) {
    for (Link& link : m_links) {
        for (int side = 0; side < 2; ++side) {
            if (link.sides[side].slot != slot) {
                continue;
            }
            link.sides[side].wanted = false;
            link.sides[side].gone = true;
            link.sides[side].waits = false;
            const Process& other = m_processes.at(link.sides[1 - side].slot);
            const bool unheard = isCut(m_processes.at(slot).host, other.host);
            const Duration notice = unheard ? m_model.silenceLimit : draw(m_random, m_model.detection);
            closeLink(link, notice, notice);
            if (link.state == State::Closing) {
                maybeDown(link);
            }
        }
    }
}

void Network::processPaused(SlotIndex slot) {
    for (Link& link : m_links) {
        for (int side = 0; side < 2; ++side) {
            if (link.sides[side].slot == slot && link.state == State::Up) {
                scheduleSilence(link, 1 - side);
            }
        }
    }
}

void Network::attempt(const Event& event) {
    Link* link = linkAt(event, State::Attempting);
    if (link == nullptr) {
        return;
    }
    if (!canConnect(*link)) {
        link->state = State::Down;
        want(*link);
        return;
    }
    link->state = State::Up;
    ++link->session;
    for (int side = 0; side < 2; ++side) {
        const Duration delay = draw(m_random, m_model.delay);
        Side& one = link->sides[side];
        one.told = false;
        one.waits = false;
        one.gone = false;
        one.upAt = m_queue.now() + delay;
        link->directions[1 - side] = Direction{};
        link->directions[1 - side].last = one.upAt;
        schedule(EventKind::LinkUp, *link, side, delay);
    }
}

bool Network::comesUp(const Event& event, core::NodeId& peer) {
    Link* link = linkAt(event, State::Up);
    link = link == nullptr ? linkAt(event, State::Closing) : link;
    const std::size_t side = event.detail % 2;
    if (link == nullptr || link->sides[side].gone || link->sides[side].told) {
        return false;
    }
    link->sides[side].told = true;
    peer = m_processes.at(link->sides[1 - side].slot).node;
    return true;
}

bool Network::goesDown(const Event& event, core::NodeId& peer) {
    Link* link = linkAt(event, State::Closing);
    const std::size_t side = event.detail % 2;
    if (link == nullptr || !link->sides[side].waits) {
        return false;
    }
    const bool wasTold = link->sides[side].told;
    link->sides[side].waits = false;
    link->sides[side].told = false;
    peer = m_processes.at(link->sides[1 - side].slot).node;
    maybeDown(*link);
    return wasTold;
}

void Network::silence(const Event& event) {
    Link* link = linkAt(event, State::Up);
    if (link == nullptr) {
        return;
    }
    const int side = static_cast<int>(event.detail % 2);
    const auto since = silentSince(*link, side);
    if (!since || m_queue.now() - *since < m_model.silenceLimit) {
        return;
    }
    const HostIndex here = m_processes.at(link->sides[side].slot).host;
    const HostIndex there = m_processes.at(link->sides[1 - side].slot).host;
    const Duration other = draw(m_random, isCut(here, there) ? otherSilence : m_model.detection);
    closeLink(*link, side == 0 ? Duration{0} : other, side == 0 ? other : Duration{0});
}

std::optional<std::pair<core::NodeId, core::Message>> Network::deliver(const Event& event) {
    Link* link = linkAt(event, State::Up);
    link = link == nullptr ? linkAt(event, State::Closing) : link;
    if (link == nullptr) {
        return std::nullopt;
    }
    const std::size_t side = event.detail % 2;
    Direction& direction = link->directions[1 - side];
    if (direction.queue.empty() || !link->sides[side].told || link->sides[side].gone) {
        return std::nullopt;
    }
    const Process& sender = m_processes.at(link->sides[1 - side].slot);
    if (isCut(sender.host, m_processes.at(link->sides[side].slot).host)) {
        ++direction.held;
        return std::nullopt;
    }
    return std::pair{sender.node, direction.queue.pop()};
}

void Network::cut(HostIndex from, HostIndex to) {
    Cut& cut = m_cuts[from * m_hostCount + to];
    if (from == to || cut.active) {
        return;
    }
    cut = Cut{true, m_queue.now()};
    for (const Link& link : m_links) {
        for (int side = 0; side < 2; ++side) {
            const bool crosses = m_processes.at(link.sides[side].slot).host == to &&
                                 m_processes.at(link.sides[1 - side].slot).host == from;
            if (crosses && link.state == State::Up) {
                scheduleSilence(link, side);
            }
        }
    }
}

void Network::heal(HostIndex from, HostIndex to) {
    m_cuts[from * m_hostCount + to].active = false;
    for (Link& link : m_links) {
        for (int side = 0; side < 2; ++side) {
            const bool crosses = m_processes.at(link.sides[side].slot).host == from &&
                                 m_processes.at(link.sides[1 - side].slot).host == to;
            Direction& direction = link.directions[side];
            for (; crosses && direction.held > 0; --direction.held) {
                scheduleArrival(link, side, draw(m_random, retransmission));
            }
        }
    }
}

}  // namespace orrery::simulation
