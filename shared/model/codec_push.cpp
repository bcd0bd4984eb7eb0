// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pushes of GRID SUBSCRIBE: ["grid", kind, record].
#include <array>

#include "shared/model/codec.h"
#include "shared/model/fields.h"

namespace orrery::model {

template <typename Visitor, RecordOf<Alive> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("at-millis", record.at);
    visit("epoch", record.epoch);
}

namespace {

/// In the order of StreamMessage's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<StreamMessage>> kinds = {
    "state", "change", "telemetry", "event", "alive"};

resp::Value encode(const Alive& alive) { return FieldWriter::spellRecord(alive); }

template <typename Record>
Result<StreamMessage> wrapped(Result<Record> record) {
    if (!record) {
        return record.error();
    }
    return StreamMessage(record.take());
}

Error unsupported(std::string detail) { return Error{ErrorCode::Unsupported, std::move(detail)}; }

/// `tolerance`: nothing, or where to note what was left out.
template <typename... Tolerance>
Result<StreamMessage> decode(const resp::Value& value, Tolerance&... tolerance) {
    const bool list = value.kind == resp::Kind::Push || value.kind == resp::Kind::Array;
    if (!list || value.items.empty() || value.items[0].text != "grid") {
        return unsupported("not a push of the grid");
    }
    if (value.items.size() < 3) {
        return Error{ErrorCode::Malformed, "push should hold a name, a kind and a record"};
    }
    const std::string& kind = value.items[1].text;
    const resp::Value& record = value.items[2];
    if (kind == kinds[0]) {
        return wrapped(decodeGridState(record, tolerance...));
    }
    if (kind == kinds[1]) {
        return wrapped(decodeGridChange(record, tolerance...));
    }
    if (kind == kinds[2]) {
        return wrapped(decodeUnitTelemetry(record, tolerance...));
    }
    if (kind == kinds[3]) {
        return wrapped(decodeGridEvent(record, tolerance...));
    }
    if (kind == kinds[4]) {
        return wrapped(FieldReader::readRecord<Alive>("alive", record));
    }
    return unsupported("a push of the kind \"" + kind + "\", which this program does not know");
}

}  // namespace

resp::Value encodePush(const StreamMessage& message) {
    resp::Value record = std::visit([](const auto& content) { return encode(content); }, message);
    std::vector<resp::Value> items;
    items.reserve(3);
    items.push_back(resp::Value::bulk("grid"));
    items.push_back(resp::Value::bulk(kinds[message.index()]));
    items.push_back(std::move(record));
    return resp::Value::push(std::move(items));
}

Result<StreamMessage> decodePush(const resp::Value& value) { return decode(value); }

Result<StreamMessage> decodePush(const resp::Value& value, Omissions& omissions) {
    return decode(value, omissions);
}

}  // namespace orrery::model
