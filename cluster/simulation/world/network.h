// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner wire between processes: at most one link per pair, kept up as long as one side wants it.
// In order and without loss while up; see fault_model.h for what goes wrong. A message that is sent
// over a link that is not up is lost, as a shell would drop it.
//
// Life of a link: Down -> (attempt) -> Up -> Closing -> Down. In Closing each side still has to hear
// of the break; only then may it come up again, as a new session.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cluster/simulation/world/fault_model.h"
#include "cluster/simulation/world/message_queue.h"
#include "cluster/simulation/world/process_table.h"

namespace orrery::simulation {

/// Looks at each message before it is sent and may change what the network does with it. Only planted
/// bugs use this: it lets the wire forge what a broken core would have sent.
class Tamper {
public:
    virtual ~Tamper() = default;
    /// False: the message is not sent.
    virtual bool passes(core::NodeId from, core::NodeId to, const core::Message& message) = 0;
};

class Network {
public:
    Network(EventQueue& queue, Random& random, const NetworkModel& model, ProcessTable& processes,
            HostIndex hostCount);

    /// KeepLink and DropLink of the process in slot `owner`.
    void keep(SlotIndex owner, core::NodeId target, const model::Endpoint& endpoint);
    void drop(SlotIndex owner, core::NodeId target);
    void send(SlotIndex from, core::NodeId to, core::Message message);
    void setTamper(Tamper* tamper) { m_tamper = tamper; }
    /// Puts a message on the link as if `from` had sent it. For planted bugs.
    void forge(core::NodeId from, core::NodeId to, core::Message message);

    /// The process is gone: its ends of all links close.
    void processGone(SlotIndex slot);
    /// The process has stopped running: its peers will miss it.
    void processPaused(SlotIndex slot);

    /// Events of the queue. LinkUp and LinkDown: true when the side is to be told; `peer` says of whom.
    void attempt(const Event& event);
    bool comesUp(const Event& event, core::NodeId& peer);
    bool goesDown(const Event& event, core::NodeId& peer);
    void silence(const Event& event);
    /// Deliver: the message and its sender, or none when it was lost or is held back by a cut.
    std::optional<std::pair<core::NodeId, core::Message>> deliver(const Event& event);

    /// Nothing passes from host `from` to host `to` until it is healed.
    void cut(HostIndex from, HostIndex to);
    void heal(HostIndex from, HostIndex to);
    bool isCut(HostIndex from, HostIndex to) const { return m_cuts[from * m_hostCount + to].active; }
    /// Breaks the `which`th of the links that are up; counts around. False when none is up.
    bool breakLink(std::uint64_t which);
    /// Delays one direction of the `which`th link by `span`.
    bool clogLink(std::uint64_t which, Duration span);

    std::uint64_t messagesSent() const { return m_messagesSent; }

private:
    enum class State : std::uint8_t { Down, Attempting, Up, Closing };
    struct Side {
        SlotIndex slot = 0;
        bool wanted = false;
        model::Endpoint endpoint;      ///< Where this side dials.
        bool told = false;             ///< Its shell has been told that the link is up.
        bool waits = false;            ///< Closing: it still has to be told.
        bool gone = false;             ///< Its process died in this session.
        Instant upAt;
    };
    struct Direction {                 ///< From side i to side 1 - i.
        MessageQueue queue;
        Instant last;                  ///< Arrival of the newest message.
        std::uint32_t held = 0;        ///< Arrivals that wait for a cut to heal.
    };
    struct Link {
        std::uint32_t index = 0;       ///< Its place in m_links.
        Side sides[2];
        Direction directions[2];
        State state = State::Down;
        std::uint32_t session = 0;
        bool triedBefore = false;
    };
    struct Cut { bool active = false; Instant since; };

    static std::uint64_t pairOf(SlotIndex a, SlotIndex b);
    Link& linkBetween(SlotIndex a, SlotIndex b);
    Link* findLink(SlotIndex a, SlotIndex b);
    void want(Link& link);
    bool canConnect(const Link& link) const;
    void enqueue(Link& link, int side, core::Message message);
    void scheduleArrival(Link& link, int side, Duration delay);
    void closeLink(Link& link, Duration detectionOne, Duration detectionOther);
    void loseTail(Link& link, int side);
    void maybeDown(Link& link);
    /// Since when side `side` has heard nothing from the other.
    std::optional<Instant> silentSince(const Link& link, int side) const;
    void scheduleSilence(const Link& link, int side);
    void schedule(EventKind kind, const Link& link, int side, Duration delay);
    Link* linkAt(const Event& event, State state);

    EventQueue& m_queue;
    Random& m_random;
    const NetworkModel& m_model;
    ProcessTable& m_processes;
    HostIndex m_hostCount;
    std::deque<Link> m_links;                                       ///< Index = order of making.
    /// By pairOf(slots). Never walked through: its order would be the machine's, not the seed's.
    std::unordered_map<std::uint64_t, std::uint32_t> m_byPair;
    std::vector<Cut> m_cuts;
    Tamper* m_tamper = nullptr;
    std::uint64_t m_messagesSent = 0;
};

}  // namespace orrery::simulation
