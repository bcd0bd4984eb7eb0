// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages as bytes. What a model codec exists for (states, telemetry, events) travels in its own
// spelling; the rest, which is hot, in binary.
#include <type_traits>
#include <utility>

#include "cluster/core/message.h"
#include "shared/model/codec.h"
#include "shared/resp/parser.h"
#include "shared/resp/writer.h"

namespace orrery::core {
namespace {

constexpr std::uint16_t firstType = 16;
constexpr std::size_t itemLimit = 65536;

void writeTree(const resp::Value& value, ByteWriter& writer) {
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(value);
    writer.text(bytes);
}

resp::Value readTree(ByteReader& reader) {
    resp::ReplyParser parser;
    parser.feed(reader.text());
    if (parser.next() != resp::Progress::Complete) {
        reader.fail();
        return {};
    }
    return parser.take();
}

template <typename Decoded>
Decoded take(Result<Decoded> result, ByteReader& reader) {
    if (!result) {
        reader.fail();
        return {};
    }
    return result.take();
}

void writeEndpoint(const model::Endpoint& endpoint, ByteWriter& writer) {
    writer.text(endpoint.address);
    writer.u16(endpoint.port);
}

model::Endpoint readEndpoint(ByteReader& reader) {
    model::Endpoint endpoint;
    endpoint.address = reader.text();
    endpoint.port = reader.u16();
    return endpoint;
}

void writeUnits(const std::vector<UnitId>& units, ByteWriter& writer) {
    writer.varint(units.size());
    for (const UnitId unit : units) {
        writer.varint(unit.value);
    }
}

UnitId readUnit(ByteReader& reader) { return UnitId{static_cast<std::uint32_t>(reader.varint())}; }

std::vector<UnitId> readUnits(ByteReader& reader) {
    std::vector<UnitId> units;
    const std::size_t count = reader.count();
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        units.push_back(readUnit(reader));
    }
    return units;
}

void write(const ControllerAt& message, ByteWriter& writer) {
    writer.varint(message.controller.value);
    writeEndpoint(message.peer, writer);
}
void read(ControllerAt& message, ByteReader& reader) {
    message.controller = AgentId{static_cast<std::uint32_t>(reader.varint())};
    message.peer = readEndpoint(reader);
}

void write(const Register& message, ByteWriter& writer) {
    writeTree(model::encode(model::GridChange{{}, {}, {message.unit}, {}}), writer);
}
void read(Register& message, ByteReader& reader) {
    model::GridChange change = take(model::decodeGridChange(readTree(reader)), reader);
    if (change.units.size() != 1) {
        reader.fail();
        return;
    }
    message.unit = std::move(change.units.front());
}

void write(const Beat& message, ByteWriter& writer) {
    writer.varint(message.incarnation.value);
    writer.i64(message.sentAt.micros);
}
void read(Beat& message, ByteReader& reader) {
    message.incarnation = Incarnation{reader.varint()};
    message.sentAt = Instant{reader.i64()};
}

void write(const BeatReply& message, ByteWriter& writer) {
    writer.varint(message.incarnation.value);
    writer.i64(message.sentAt.micros);
}
void read(BeatReply& message, ByteReader& reader) {
    message.incarnation = Incarnation{reader.varint()};
    message.sentAt = Instant{reader.i64()};
}

void write(const TableWhole& message, ByteWriter& writer) { writeTree(model::encode(*message.state), writer); }
void read(TableWhole& message, ByteReader& reader) {
    message.state = std::make_shared<model::GridState>(take(model::decodeGridState(readTree(reader)), reader));
}

void write(const TableChange& message, ByteWriter& writer) { writeTree(model::encode(*message.change), writer); }
void read(TableChange& message, ByteReader& reader) {
    message.change = std::make_shared<model::GridChange>(take(model::decodeGridChange(readTree(reader)), reader));
}

void write(const Report& message, ByteWriter& writer) {
    writeTree(model::encode(*message.telemetry), writer);
    writer.i64(message.heard.micros);
}
void read(Report& message, ByteReader& reader) {
    message.telemetry =
        std::make_shared<model::UnitTelemetry>(take(model::decodeUnitTelemetry(readTree(reader)), reader));
    message.heard = Instant{reader.i64()};
}

void write(const ProposeCopies& message, ByteWriter& writer) {
    writer.u16(message.partition.value);
    writer.varint(message.version);
    writeUnits(message.inSync, writer);
    writeUnits(message.joining, writer);
}
void read(ProposeCopies& message, ByteReader& reader) {
    message.partition = PartitionId{reader.u16()};
    message.version = reader.varint();
    message.inSync = readUnits(reader);
    message.joining = readUnits(reader);
}

template <typename News>
void writeReign(const News& message, ByteWriter& writer) {
    writer.u16(message.partition.value);
    writer.varint(message.epoch.value);
}
template <typename News>
void readReign(News& message, ByteReader& reader) {
    message.partition = PartitionId{reader.u16()};
    message.epoch = Epoch{reader.varint()};
}
void write(const Serving& message, ByteWriter& writer) { writeReign(message, writer); }
void read(Serving& message, ByteReader& reader) { readReign(message, reader); }
void write(const FirstWrite& message, ByteWriter& writer) { writeReign(message, writer); }
void read(FirstWrite& message, ByteReader& reader) { readReign(message, reader); }

void write(const StoreStanding& message, ByteWriter& writer) {
    writer.u8(message.health == StoreHealth::Troubled ? 1 : 0);
    writer.text(message.text);
    writer.i64(message.lasted.micros);
    writer.varint(message.failures);
}
void read(StoreStanding& message, ByteReader& reader) {
    message.health = reader.u8() != 0 ? StoreHealth::Troubled : StoreHealth::Well;
    message.text = reader.text().substr(0, StoreTrouble::longestText);
    message.lasted = Duration{reader.i64()};
    message.failures = reader.varint();
}

template <typename Order>
void writeHandOver(const Order& message, ByteWriter& writer) {
    writer.u16(message.partition.value);
    writer.varint(message.version);
    writer.varint(message.to.value);
}
template <typename Order>
void readHandOver(Order& message, ByteReader& reader) {
    message.partition = PartitionId{reader.u16()};
    message.version = reader.varint();
    message.to = readUnit(reader);
}
void write(const HandOver& message, ByteWriter& writer) { writeHandOver(message, writer); }
void read(HandOver& message, ByteReader& reader) { readHandOver(message, reader); }
void write(const HandOverReady& message, ByteWriter& writer) { writeHandOver(message, writer); }
void read(HandOverReady& message, ByteReader& reader) { readHandOver(message, reader); }

void write(const StopUnit& message, ByteWriter& writer) { writer.varint(message.incarnation.value); }
void read(StopUnit& message, ByteReader& reader) { message.incarnation = Incarnation{reader.varint()}; }

void write(const AgentHello& message, ByteWriter& writer) {
    writeTree(model::encode(model::GridChange{{}, {message.agent}, {}, {}}), writer);
    writer.varint(message.initialUnits);
    writer.varint(message.followedTo);
    writer.varint(message.running.size());
    for (const AgentHello::Running& running : message.running) {
        writer.varint(running.unit.value);
        writer.varint(running.incarnation.value);
    }
}
void read(AgentHello& message, ByteReader& reader) {
    model::GridChange change = take(model::decodeGridChange(readTree(reader)), reader);
    if (change.agents.size() != 1) {
        reader.fail();
        return;
    }
    message.agent = std::move(change.agents.front());
    message.initialUnits = static_cast<std::uint32_t>(reader.varint());
    message.followedTo = reader.varint();
    const std::size_t count = reader.count();
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        const UnitId unit = readUnit(reader);
        message.running.push_back({unit, Incarnation{reader.varint()}});
    }
}

void write(const StartUnit& message, ByteWriter& writer) {
    writer.varint(message.unit.value);
    writer.text(message.name);
    writer.varint(message.incarnation.value);
}
void read(StartUnit& message, ByteReader& reader) {
    message.unit = readUnit(reader);
    message.name = reader.text();
    message.incarnation = Incarnation{reader.varint()};
}

void write(const KillUnit& message, ByteWriter& writer) {
    writer.varint(message.unit.value);
    writer.varint(message.incarnation.value);
}
void read(KillUnit& message, ByteReader& reader) {
    message.unit = readUnit(reader);
    message.incarnation = Incarnation{reader.varint()};
}

void write(const UnitExited& message, ByteWriter& writer) {
    writer.varint(message.unit.value);
    writer.varint(message.incarnation.value);
    writer.u8(message.clean ? 1 : 0);
    writer.text(message.howItEnded);
}
void read(UnitExited& message, ByteReader& reader) {
    message.unit = readUnit(reader);
    message.incarnation = Incarnation{reader.varint()};
    message.clean = reader.u8() != 0;
    message.howItEnded = reader.text();
}

void write(const Journal& message, ByteWriter& writer) {
    writer.varint(message.events.size());
    for (const model::GridEvent& event : message.events) {
        writeTree(model::encode(event), writer);
    }
}
void read(Journal& message, ByteReader& reader) {
    const std::size_t count = std::min(reader.count(), itemLimit);
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        message.events.push_back(take(model::decodeGridEvent(readTree(reader)), reader));
    }
}

void write(const HostSettings& message, ByteWriter& writer) { writeTree(model::encode(message.settings), writer); }
void read(HostSettings& message, ByteReader& reader) {
    message.settings = take(model::decodeSettings(readTree(reader)), reader);
}

void write(const PartitionTraffic& message, ByteWriter& writer) {
    writer.varint(message.messages.size());
    for (const PartitionMessage& one : message.messages) {
        encode(one, writer);
    }
}
void read(PartitionTraffic& message, ByteReader& reader) {
    const std::size_t count = reader.count();
    message.messages.reserve(std::min(count, itemLimit));
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        message.messages.push_back(decodePartitionMessage(reader));
    }
}

template <std::size_t Index = 0>
Result<Message> decodeAlternative(std::size_t wanted, std::string_view payload) {
    if constexpr (Index == std::variant_size_v<Message>) {
        return Error{ErrorCode::Unsupported, "an inner message of type " + std::to_string(wanted + firstType) +
                                                 " is not known to this version"};
    } else {
        if (wanted != Index) {
            return decodeAlternative<Index + 1>(wanted, payload);
        }
        std::variant_alternative_t<Index, Message> message{};
        ByteReader reader(payload);
        read(message, reader);
        if (!reader.complete()) {
            return Error{ErrorCode::Malformed, "an inner message of type " + std::to_string(wanted + firstType) +
                                                   " is malformed at byte " + std::to_string(reader.offset())};
        }
        return Message(std::move(message));
    }
}

}  // namespace

std::uint16_t frameType(const Message& message) {
    return static_cast<std::uint16_t>(message.index() + firstType);
}

void encode(const Message& message, std::string& payload) {
    ByteWriter writer(payload);
    std::visit([&](const auto& kind) { write(kind, writer); }, message);
}

Result<Message> decodeMessage(std::uint16_t frameType, std::string_view payload) {
    if (frameType < firstType) {
        return Error{ErrorCode::Unsupported, "frame type " + std::to_string(frameType) + " is not a message"};
    }
    return decodeAlternative(frameType - firstType, payload);
}

}  // namespace orrery::core
