// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Simulated clients that write and read under request ids and keep book of every outcome: ok, not
// applied, or unknown. They find their way as cluster clients do (a table that may be old, MOVED), have
// one request each under way, give up waiting after a while, and ask again with the same request id until
// an unknown outcome is known.
//
// Kinds of keys: "count:N" and fields of "hash:N" are incremented by all clients; "text:N" is set and
// deleted by one client each, so that its versions have an order, and read by all.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cluster/simulation/checkers/checker.h"
#include "cluster/simulation/world/world.h"
#include "shared/resp/parser.h"

namespace orrery::simulation {

struct WorkloadOptions {
    std::uint32_t clients = 8;
    std::uint32_t counters = 8;
    std::uint32_t hashes = 4;
    std::uint32_t fields = 3;               ///< Per hash.
    std::uint32_t registers = 16;           ///< At least one per client.
    std::uint32_t readPercent = 40;
    Span think{milliseconds(1), milliseconds(12)};          ///< Between two operations of a client.
    Span patience{milliseconds(300), milliseconds(1500)};   ///< Before a client gives up waiting.
    Span backoff{milliseconds(5), milliseconds(40)};        ///< After "not applied".
};

/// Outcomes of single attempts, for the verdict's figures.
struct WorkloadFigures {
    std::uint64_t finished = 0;
    std::uint64_t notApplied = 0;
    std::uint64_t unknown = 0;
    std::uint64_t moved = 0;
    std::uint64_t abandoned = 0;
};

class Workload final : public Actor {
public:
    /// `checkers` are told of everything; both must outlive the workload.
    Workload(World& world, WorkloadOptions options, std::vector<std::unique_ptr<Checker>>& checkers);

    void start();
    /// No new operations; those under way go on until they are known.
    void stopIssuing() { m_issuing = false; }
    /// Reads every key once, through the front door.
    void readEverything();
    /// Nothing is under way.
    bool isIdle() const;
    /// What is under way, for a person.
    std::string whatIsUnderWay() const;
    const WorkloadFigures& figures() const { return m_figures; }
    /// An answer that no client should ever see; empty when there was none.
    const std::string& complaint() const { return m_complaint; }

    void wake(std::uint64_t detail) override;
    void replied(ConnectionIndex connection, std::string_view bytes) override;
    void disconnected(ConnectionIndex connection) override;

private:
    enum class Phase : std::uint8_t { Idle, Resting, Waiting };
    struct Client {
        std::uint32_t index = 0;
        Phase phase = Phase::Idle;             ///< Resting: before the next attempt.
        std::uint64_t serial = 0;              ///< Of the newest alarm; older ones are ignored.
        Operation operation;
        std::uint32_t attempts = 0;
        bool mayBeApplied = false;             ///< An attempt ended unknown: it must be resolved.
        std::optional<core::NodeId> redirect;  ///< Where MOVED sent it.
        ConnectionIndex waitsOn = noConnection;
        std::map<core::NodeId, ConnectionIndex> connections;
    };
    struct Answer { std::optional<resp::Value> value; Position position; std::string error; };

    void rest(Client& client, Duration span);
    void nextOperation(Client& client);
    void chooseSubject(Client& client, Operation& operation);
    void begin(Client& client, Operation operation);
    void attempt(Client& client);
    std::vector<std::string> requestFor(const Operation& operation) const;
    std::optional<core::NodeId> route(const Client& client);
    void refreshRoutes();
    Answer parse(const Operation& operation, std::string_view bytes);
    void succeed(Client& client, const Answer& answer, core::NodeId server);
    void refuse(Client& client, const std::string& error);
    void loseTrack(Client& client);
    void retryOrAbandon(Client& client);
    void drop(Client& client, ConnectionIndex connection);

    World& m_world;
    WorkloadOptions m_options;
    std::vector<std::unique_ptr<Checker>>& m_checkers;
    Random m_random;
    std::vector<Client> m_clients;
    std::map<ConnectionIndex, std::uint32_t> m_owners;      ///< Open connections to clients.
    std::vector<std::uint64_t> m_versions;                  ///< By register: the newest version begun.
    std::vector<std::optional<UnitId>> m_routes;            ///< By partition.
    std::vector<Operation> m_finalReads;                    ///< Still to be done.
    WorkloadFigures m_figures;
    std::string m_complaint;
    std::uint64_t m_operations = 0;
    bool m_issuing = true;
};

}  // namespace orrery::simulation
