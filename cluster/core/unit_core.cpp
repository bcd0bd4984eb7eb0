// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A unit and the control plane: its table, its lease, its beats, and what time brings.
#include "cluster/core/unit_core.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "cluster/core/unit_parts.h"
#include "shared/base/assert.h"

namespace orrery::core {
namespace {

constexpr Duration reportEvery = milliseconds(500);
constexpr Duration trimEvery = milliseconds(100);
constexpr std::size_t trafficBytes = 2U << 20;   ///< Of one inner message: well below the frame's limit.

PumpOptions pumpOptions(const UnitOptions& options) {
    PumpOptions pump;
    pump.hasStore = options.hasStore;
    pump.seed = options.incarnation.value * 1000003 + options.unit.value;
    pump.limitBytes = options.pumpBacklogLimit;
    return pump;
}

std::size_t sizeOf(const PartitionMessage& message) {
    std::size_t bytes = 64;
    if (const auto* replicate = std::get_if<Replicate>(&message)) {
        for (const SharedRecord& record : replicate->records) {
            bytes += footprint(*record);
        }
    } else if (const auto* chunk = std::get_if<SnapshotChunk>(&message)) {
        for (const SnapshotChunk::Item& item : chunk->items) {
            bytes += footprint(item.change);
        }
    }
    return bytes;
}

}  // namespace

UnitCore::Parts::Parts(UnitOptions unitOptions, Moment start)
    : options(std::move(unitOptions)), sessions(options.password), pump(pumpOptions(options)) {
    leaseUntil = start.instant;
    nextBeat = start.instant;
    nextReport = start.instant;
    nextTrim = start.instant;
}

void UnitCore::Parts::begin(Effects& out) { out.keepLinks.push_back({nodeOf(options.agent), options.agentPeer}); }

void UnitCore::Parts::linkUp(NodeId node, Moment moment, Effects& out) {
    links.insert(node);
    if (node.kind == NodeKind::Unit) {
        const UnitId unit{node.number};
        linkedUnits.insert(unit);
        for (auto& [partition, replica] : replicas) {
            replica.linkUp(unit, moment);
        }
        return;
    }
    if (node == controller) {
        model::UnitDescription self;
        self.id = options.unit;
        self.name = options.name;
        self.host = options.host;
        self.incarnation = options.incarnation;
        self.client = options.client;
        self.peer = options.peer;
        self.http = options.http;
        self.processId = options.processId;
        self.version = ORRERY_VERSION;
        out.messages.push_back({node, Register{self}});
        // A new controller has to hear it, and one that we had lost may have missed it.
        for (const auto& [partition, replica] : replicas) {
            if (replica.primary() != nullptr && replica.primary()->hasBegun()) {
                out.messages.push_back({node, Serving{partition, replica.primary()->epoch()}});
            }
        }
        if (const auto standing = trouble.standing(moment.instant)) {
            out.messages.push_back({node, *standing});
        }
        nextBeat = moment.instant;
        beat(moment, out);
    }
}

void UnitCore::Parts::linkDown(NodeId node, Moment moment) {
    links.erase(node);
    if (node.kind == NodeKind::Unit) {
        const UnitId unit{node.number};
        linkedUnits.erase(unit);
        outgoing.erase(unit);
        for (auto& [partition, replica] : replicas) {
            replica.linkDown(unit, moment);
        }
    }
}

void UnitCore::Parts::receive(NodeId from, const Message& message, Moment moment, Effects& out) {
    if (const auto* traffic = std::get_if<PartitionTraffic>(&message)) {
        if (from.kind == NodeKind::Unit) {
            this->traffic(UnitId{from.number}, *traffic, moment);
        }
        return;
    }
    if (const auto* at = std::get_if<ControllerAt>(&message)) {
        if (from == nodeOf(options.agent) && controller != nodeOf(at->controller)) {
            controller = nodeOf(at->controller);
            if (links.contains(*controller)) {
                linkUp(*controller, moment, out);
            } else {
                out.keepLinks.push_back({*controller, at->peer});
            }
        }
        return;
    }
    if (from != controller) {
        return;
    }
    if (const auto* reply = std::get_if<BeatReply>(&message)) {
        if (reply->incarnation == options.incarnation) {
            leaseUntil = std::max(leaseUntil, reply->sentAt + options.leaseLength);
            heardBeat = std::max(heardBeat, reply->sentAt);
        }
    } else if (const auto* whole = std::get_if<TableWhole>(&message)) {
        takeTable(*whole->state, moment, out);
    } else if (const auto* change = std::get_if<TableChange>(&message)) {
        takeChange(*change->change, moment, out);
    } else if (const auto* order = std::get_if<HandOver>(&message)) {
        Replica* replica = findReplica(order->partition);
        if (replica != nullptr && replica->primary() != nullptr) {
            replica->primary()->handOver(*order, moment);
        }
    } else if (const auto* stop = std::get_if<StopUnit>(&message)) {
        if (stop->incarnation == options.incarnation) {
            stopping = true;
            out.exit = ExitProcess{"drained"};
        }
    }
}

void UnitCore::Parts::takeTable(const model::GridState& whole, Moment moment, Effects& out) {
    if (whole.epoch < grid.epoch && !grid.gridId.empty()) {
        return;
    }
    grid = whole;
    pumpedSpaces.clear();
    for (const model::SpaceDescription& space : grid.spaces) {
        pumpedSpaces.emplace(space.name, space.strategy == model::PumpStrategy::WriteBehind);
    }
    byPartition.resize(grid.partitionCount, nullptr);
    obeyPause();
    keepPeerLinks(grid.units, out);
    for (const model::PartitionDescription& description : grid.partitions) {
        describePartition(description, moment);
    }
}

void UnitCore::Parts::takeChange(const model::GridChange& change, Moment moment, Effects& out) {
    if (grid.gridId.empty() || change.epoch <= grid.epoch) {
        return;
    }
    model::apply(change, grid);
    if (!change.units.empty()) {
        obeyPause();
        keepPeerLinks(change.units, out);
    }
    for (const model::PartitionDescription& description : change.partitions) {
        describePartition(description, moment);
    }
}

/// An operator's wish about our pump, as the table holds it.
void UnitCore::Parts::obeyPause() {
    const model::UnitDescription* self = model::findUnit(grid, options.unit);
    if (self != nullptr && self->pumpPaused) {
        pump.pause();
    } else {
        pump.resume();
    }
}

void UnitCore::Parts::describePartition(const model::PartitionDescription& description, Moment moment) {
    const auto names = [&](const std::vector<UnitId>& units) {
        return std::find(units.begin(), units.end(), options.unit) != units.end();
    };
    Replica* known = findReplica(description.id);
    if (known == nullptr && !names(description.inSync) && !names(description.joining)) {
        return;
    }
    Replica& replica = replicaOf(description.id);
    if (!replica.describe(description, moment)) {
        replica.end();
        byPartition[description.id.value] = nullptr;
        flushWanted.erase(description.id);
        std::erase_if(loads, [&](const Load& load) { return load.partition == description.id; });
        replicas.erase(description.id);
    }
}

/// Links to every other unit that lives: cheap at the size of a grid, and a failover finds them open.
/// `units`: those whose record is new or changed; at hundreds of units, going through all costs a forming
/// grid more than everything else.
void UnitCore::Parts::keepPeerLinks(const std::vector<model::UnitDescription>& units, Effects& out) {
    for (const model::UnitDescription& unit : units) {
        const bool lives = unit.peer.port != 0 && unit.state != model::UnitState::Stopped &&
                           unit.state != model::UnitState::Dead && unit.state != model::UnitState::Starting;
        const auto kept = keptLinks.find(unit.id);
        if (unit.id == options.unit) {
            continue;
        }
        if (lives && (kept == keptLinks.end() || kept->second != unit.peer)) {
            keptLinks.insert_or_assign(unit.id, unit.peer);
            out.keepLinks.push_back({nodeOf(unit.id), unit.peer});
        } else if (!lives && kept != keptLinks.end()) {
            keptLinks.erase(kept);
            out.dropLinks.push_back({nodeOf(unit.id)});
        }
    }
}

Replica* UnitCore::Parts::findReplica(PartitionId partition) {
    return partition.value < byPartition.size() ? byPartition[partition.value] : nullptr;
}

Replica& UnitCore::Parts::replicaOf(PartitionId partition) {
    if (Replica* known = findReplica(partition)) {
        return *known;
    }
    const auto slots = static_cast<std::uint16_t>(slotCount / grid.partitionCount);
    const Slot first{static_cast<std::uint16_t>(partition.value * slots)};
    const auto made = replicas.try_emplace(partition, partition, first, slots, *this).first;
    byPartition[partition.value] = &made->second;
    return made->second;
}

/// A call may run ahead of the table. One that lags behind it, and that the table does not bear out, must
/// not make a copy that nobody would ever drop again.
bool UnitCore::Parts::isCalledFor(const TakeOver& call) const {
    if (call.partition.value >= grid.partitions.size()) {
        return false;
    }
    const model::PartitionDescription& known = grid.partitions[call.partition.value];
    const auto names = [&](const std::vector<UnitId>& units) {
        return std::find(units.begin(), units.end(), options.unit) != units.end();
    };
    return call.version > known.version || names(known.inSync) || names(known.joining);
}

void UnitCore::Parts::traffic(UnitId from, const PartitionTraffic& traffic, Moment moment) {
    for (const PartitionMessage& message : traffic.messages) {
        const PartitionId partition =
            std::visit([](const auto& kind) { return kind.partition; }, message);
        if (partition.value >= byPartition.size()) {
            continue;   // Before our first table: the sender will call again.
        }
        const auto* call = std::get_if<TakeOver>(&message);
        const bool makes = call != nullptr && isCalledFor(*call);
        Replica* replica = makes ? &replicaOf(partition) : findReplica(partition);
        if (replica != nullptr) {
            replica->receive(from, message, moment);
        }
    }
}

void UnitCore::Parts::beat(Moment moment, Effects& out) {
    if (!controller || !links.contains(*controller) || moment.instant < nextBeat) {
        return;
    }
    nextBeat = moment.instant + options.beatInterval;
    out.messages.push_back({*controller, Beat{options.incarnation, moment.instant}});
}

void UnitCore::Parts::report(Moment moment, Effects& out) {
    if (!controller || !links.contains(*controller) || moment.instant < nextReport) {
        return;
    }
    nextReport = moment.instant + reportEvery;
    ++reports;
    out.messages.push_back({*controller, Report{std::make_shared<model::UnitTelemetry>(sample(moment)), heardBeat}});
    for (auto& [partition, replica] : replicas) {
        if (replica.primary() != nullptr) {
            replica.primary()->beginSample();
        }
    }
}

void UnitCore::Parts::tick(Moment moment, Effects& out) {
    beat(moment, out);
    for (auto& [partition, replica] : replicas) {
        replica.tick(moment);
    }
    pump.tick(moment, pumpEffects);
    retryLoads(moment);
    tellTrouble(moment);
    report(moment, out);
    if (moment.instant >= nextTrim) {
        nextTrim = moment.instant + trimEvery;
        trimLogs();
        memoryKnown = memoryUsed();
    }
}

/// Every copy may keep an equal share of the unit's budget.
void UnitCore::Parts::trimLogs() {
    if (replicas.empty()) {
        return;
    }
    const std::uint64_t share = options.logBudget / replicas.size();
    for (auto& [partition, replica] : replicas) {
        replica.trim(share);
    }
}

void UnitCore::Parts::endOfBatch(Moment moment, Effects& out) {
    takePumpNotices(moment);
    // Asking again may park again, and flushing may free answers: two passes settle both.
    for (int pass = 0; pass < 2; ++pass) {
        std::deque<ParkedRequest> again;
        again.swap(asked);
        for (ParkedRequest& parked : again) {
            ClientSession* session = sessions.find(parked.client);
            if (session != nullptr && session->generation == parked.generation) {
                const std::vector<std::string_view> views(parked.arguments.begin(), parked.arguments.end());
                request(parked.client, parked.ticket, views, moment);
            }
        }
        std::set<PartitionId> wanted;
        wanted.swap(flushWanted);
        for (const PartitionId partition : wanted) {
            if (Replica* replica = findReplica(partition)) {
                replica->flush(moment);
            }
        }
    }
    takePumpNotices(moment);
    for (auto& [unit, messages] : outgoing) {
        if (messages.empty() || !linkedUnits.contains(unit)) {
            messages.clear();
            continue;
        }
        PartitionTraffic traffic;
        std::size_t bytes = 0;
        for (PartitionMessage& message : messages) {
            const std::size_t size = sizeOf(message);
            if (bytes > 0 && bytes + size > trafficBytes) {
                out.messages.push_back({nodeOf(unit), std::move(traffic)});
                traffic = PartitionTraffic{};
                bytes = 0;
            }
            bytes += size;
            traffic.messages.push_back(std::move(message));
        }
        out.messages.push_back({nodeOf(unit), std::move(traffic)});
        messages.clear();
    }
    if (controller && links.contains(*controller)) {
        for (Message& message : toController) {
            out.messages.push_back({*controller, std::move(message)});
        }
    }
    toController.clear();
}

std::uint64_t UnitCore::Parts::memoryUsed() const {
    std::uint64_t bytes = 0;
    for (const auto& [partition, replica] : replicas) {
        bytes += replica.copy().entries().byteCount() + replica.copy().log().bytes();
    }
    return bytes;
}

model::UnitTelemetry UnitCore::Parts::sample(Moment moment) const {
    model::UnitTelemetry sample;
    sample.unit = options.unit;
    sample.incarnation = options.incarnation;
    sample.number = reports;
    sample.sampledAt = moment.wall;
    sample.operations = counts.operations;
    sample.reads = counts.reads;
    sample.writes = counts.writes;
    sample.hits = counts.hits;
    sample.misses = counts.misses;
    sample.redirects = counts.redirects;
    sample.refusals = counts.refusals;
    sample.unknowns = counts.unknowns;
    sample.clients = sessions.count();
    sample.memoryBytes = memoryUsed();
    sample.memoryLimit = options.memoryLimit;
    sample.residentBytes = figures.residentBytes;
    sample.cpuPermille = figures.cpuPermille;
    std::map<UnitId, model::LinkTelemetry> linkFigures;
    for (const auto& [partition, replica] : replicas) {
        const Copy& copy = replica.copy();
        const Sequence pumped = replica.primary() != nullptr ? replica.primary()->effectivePumped() : copy.pumped();
        sample.partitions.push_back({partition, replica.role(), copy.entries().entryCount(),
                                     copy.entries().byteCount(), copy.last().sequence, copy.commit(), pumped,
                                     replica.operations()});
        if (replica.primary() != nullptr) {
            replica.primary()->fillLinks(linkFigures, moment);
        }
    }
    for (auto& [unit, link] : linkFigures) {
        sample.links.push_back(link);
    }
    sample.pump = pump.telemetry(moment);
    return sample;
}

// What the shell calls. Each call leaves its effects and clock where the parts find them.

UnitCore::UnitCore(UnitOptions options, Moment start, Effects& effects)
    : m_parts(std::make_unique<Parts>(std::move(options), start)) {
    m_parts->begin(effects);
}

UnitCore::~UnitCore() = default;

void UnitCore::tick(Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->tick(moment, effects);
}

void UnitCore::linkUp(NodeId node, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->linkUp(node, moment, effects);
}

void UnitCore::linkDown(NodeId node, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->linkDown(node, moment);
}

void UnitCore::receive(NodeId from, const Message& message, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->receive(from, message, moment, effects);
}

void UnitCore::clientOpened(ClientId client, std::string_view address, Moment) {
    m_parts->sessions.open(client, address);
}

void UnitCore::clientClosed(ClientId client) { m_parts->sessions.close(client); }

void UnitCore::request(ClientId client, Ticket ticket, RequestArguments arguments, Moment moment,
                       Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->request(client, ticket, arguments, moment);
}

void UnitCore::storeEvent(StoreEvent&& event, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->storeEvent(std::move(event), moment);
}

void UnitCore::processFigures(ProcessFigures figures) { m_parts->figures = figures; }

void UnitCore::endOfBatch(Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->endOfBatch(moment, effects);
}

model::UnitTelemetry UnitCore::telemetry(Moment moment) const { return m_parts->sample(moment); }

model::UnitState UnitCore::state() const {
    const model::UnitDescription* self = model::findUnit(m_parts->grid, m_parts->options.unit);
    const bool isOurs = self != nullptr && self->incarnation == m_parts->options.incarnation;
    return isOurs ? self->state : model::UnitState::Starting;
}

const model::GridState& UnitCore::table() const { return m_parts->grid; }

}  // namespace orrery::core
