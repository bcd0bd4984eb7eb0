// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Size and binary form of a change. Only what a kind uses is written: kind, key, then value, fields
// and expiry as far as they mean something. A reader refuses kinds and times it does not know.
#include "cluster/core/space/change.h"

#include <algorithm>
#include <limits>

#include "cluster/core/space/memory_estimate.h"

namespace orrery::core {
namespace {

/// A hostile count may claim as many fields as there are bytes; memory is taken only as they come.
constexpr std::size_t reservedFieldsMax = 256;

enum class FieldForm { NamesOnly, WithValues };

void encodeFields(const std::vector<Field>& fields, FieldForm form, ByteWriter& writer) {
    writer.varint(fields.size());
    for (const Field& field : fields) {
        writer.text(field.first);
        if (form == FieldForm::WithValues) {
            writer.text(field.second);
        }
    }
}

std::vector<Field> decodeFields(FieldForm form, ByteReader& reader) {
    const std::size_t count = reader.count();
    std::vector<Field> fields;
    fields.reserve(std::min(count, reservedFieldsMax));
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        std::string name(reader.text());
        std::string value(form == FieldForm::WithValues ? reader.text() : std::string_view());
        fields.emplace_back(std::move(name), std::move(value));
    }
    return fields;
}

void encodeExpiry(WallTime expiresAt, ByteWriter& writer) {
    writer.varint(static_cast<std::uint64_t>(std::max<std::int64_t>(expiresAt.millis, 0)));
}

WallTime decodeExpiry(ByteReader& reader) {
    const std::uint64_t millis = reader.varint();
    if (millis > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        reader.fail();
        return {};
    }
    return WallTime{static_cast<std::int64_t>(millis)};
}

void decodeContent(Change& change, ByteReader& reader) {
    switch (change.kind) {
    case ChangeKind::PutString:
        change.value = reader.text();
        change.expiresAt = decodeExpiry(reader);
        return;
    case ChangeKind::PutHash:
        change.fields = decodeFields(FieldForm::WithValues, reader);
        change.expiresAt = decodeExpiry(reader);
        return;
    case ChangeKind::SetFields:
        change.fields = decodeFields(FieldForm::WithValues, reader);
        return;
    case ChangeKind::RemoveFields:
        change.fields = decodeFields(FieldForm::NamesOnly, reader);
        return;
    case ChangeKind::Remove:
        return;
    case ChangeKind::SetExpiry:
        change.expiresAt = decodeExpiry(reader);
        return;
    }
    reader.fail();
}

}  // namespace

std::size_t footprint(const Change& change) {
    std::size_t bytes = sizeof(Change);
    bytes += textBytes(change.key.size()) + textBytes(change.value.size());
    for (const Field& field : change.fields) {
        bytes += sizeof(Field) + textBytes(field.first.size()) + textBytes(field.second.size());
    }
    return bytes;
}

void encode(const Change& change, ByteWriter& writer) {
    writer.u8(static_cast<std::uint8_t>(change.kind));
    writer.text(change.key);
    switch (change.kind) {
    case ChangeKind::PutString:
        writer.text(change.value);
        encodeExpiry(change.expiresAt, writer);
        return;
    case ChangeKind::PutHash:
        encodeFields(change.fields, FieldForm::WithValues, writer);
        encodeExpiry(change.expiresAt, writer);
        return;
    case ChangeKind::SetFields:
        encodeFields(change.fields, FieldForm::WithValues, writer);
        return;
    case ChangeKind::RemoveFields:
        encodeFields(change.fields, FieldForm::NamesOnly, writer);
        return;
    case ChangeKind::Remove:
        return;
    case ChangeKind::SetExpiry:
        encodeExpiry(change.expiresAt, writer);
        return;
    }
}

Change decodeChange(ByteReader& reader) {
    Change change;
    change.kind = static_cast<ChangeKind>(reader.u8());
    change.key = reader.text();
    decodeContent(change, reader);
    return reader.failed() ? Change{} : change;
}

}  // namespace orrery::core
