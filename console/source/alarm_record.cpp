// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/alarm_record.h"

#include <algorithm>
#include <map>
#include <set>

#include "console/source/moment_codec.h"
#include "shared/base/bytes.h"

namespace orrery::console {
namespace {

enum class Form : std::uint8_t { Whole, Difference };
enum class Item : std::uint8_t { Known, New };  ///< A run of the list before; an alarm written out.

void writeOptional(ByteWriter& writer, const std::optional<Moment>& moment) {
    writer.u8(moment ? 1 : 0);
    if (moment) {
        writeMoment(writer, *moment);
    }
}

std::optional<Moment> readOptional(ByteReader& reader) {
    return reader.u8() != 0 ? std::optional(readMoment(reader)) : std::nullopt;
}

void writeId(ByteWriter& writer, AlarmId id) {
    writer.u8(static_cast<std::uint8_t>(id.kind));
    writer.u32(id.subject);
}

AlarmId readId(ByteReader& reader) {
    const std::uint8_t kind = reader.u8();
    if (kind >= alarmKindTotal) {
        reader.fail();
        return {};
    }
    return {static_cast<AlarmKind>(kind), reader.u32()};
}

void writeAlarm(ByteWriter& writer, const Alarm& alarm) {
    writeId(writer, alarm.id);
    writeId(writer, alarm.cause);
    writer.u8(static_cast<std::uint8_t>(alarm.priority));
    writer.u8(static_cast<std::uint8_t>(alarm.state));
    writer.u8(alarm.active ? 1 : 0);
    writeMoment(writer, alarm.raisedAt);
    writeOptional(writer, alarm.clearedAt);
    writeOptional(writer, alarm.shelvedUntil);
    writer.varint(alarm.count);
    writer.varint(alarm.unit ? std::uint64_t{alarm.unit->value} + 1 : 0);
    writer.varint(alarm.partition ? std::uint64_t{alarm.partition->value} + 1 : 0);
    writer.varint(alarm.followers);
    for (const std::uint32_t folded : alarm.folded) {
        writer.varint(folded);
    }
    for (const QString* text : {&alarm.text, &alarm.detail, &alarm.response, &alarm.by, &alarm.reason,
                                &alarm.suppressedBy}) {
        writer.text(text->toStdString());
    }
}

Alarm readAlarm(ByteReader& reader) {
    Alarm alarm;
    alarm.id = readId(reader);
    alarm.cause = readId(reader);
    const std::uint8_t priority = reader.u8();
    const std::uint8_t state = reader.u8();
    if (priority < static_cast<std::uint8_t>(Priority::Critical) ||
        priority > static_cast<std::uint8_t>(Priority::Medium) ||
        state > static_cast<std::uint8_t>(AlarmState::Normal)) {
        reader.fail();
        return alarm;
    }
    alarm.priority = static_cast<Priority>(priority);
    alarm.state = static_cast<AlarmState>(state);
    alarm.active = reader.u8() != 0;
    alarm.raisedAt = readMoment(reader);
    alarm.clearedAt = readOptional(reader);
    alarm.shelvedUntil = readOptional(reader);
    alarm.count = static_cast<std::uint32_t>(reader.varint());
    if (const std::uint64_t unit = reader.varint(); unit > 0) {
        alarm.unit = UnitId{static_cast<std::uint32_t>(unit - 1)};
    }
    if (const std::uint64_t partition = reader.varint(); partition > 0) {
        alarm.partition = PartitionId{static_cast<std::uint16_t>(partition - 1)};
    }
    alarm.followers = static_cast<std::uint32_t>(reader.varint());
    for (std::uint32_t& folded : alarm.folded) {
        folded = static_cast<std::uint32_t>(reader.varint());
    }
    for (QString* text : {&alarm.text, &alarm.detail, &alarm.response, &alarm.by, &alarm.reason,
                          &alarm.suppressedBy}) {
        const std::string_view words = reader.text();
        *text = QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
    }
    return alarm;
}

std::string begun(Form form, std::uint64_t serial) {
    std::string payload;
    ByteWriter writer(payload);
    writer.u8(static_cast<std::uint8_t>(form));
    writer.varint(serial);
    return payload;
}

}  // namespace

std::string encodeAlarms(std::uint64_t serial, const std::vector<Alarm>& alarms) {
    std::string payload = begun(Form::Whole, serial);
    ByteWriter writer(payload);
    for (const Alarm& alarm : alarms) {
        writer.u8(static_cast<std::uint8_t>(Item::New));
        writeAlarm(writer, alarm);
    }
    return payload;
}

std::string encodeAlarmChanges(std::uint64_t serial, const std::vector<Alarm>& alarms,
                               const std::vector<Alarm>& before) {
    std::map<AlarmId, std::size_t> places;
    for (std::size_t place = 0; place < before.size(); ++place) {
        places[before[place].id] = place;
    }
    std::string payload = begun(Form::Difference, serial);
    ByteWriter writer(payload);
    for (std::size_t index = 0; index < alarms.size();) {
        const auto known = places.find(alarms[index].id);
        std::size_t run = 0;
        while (known != places.end() && index + run < alarms.size() && known->second + run < before.size() &&
               alarms[index + run] == before[known->second + run]) {
            ++run;
        }
        writer.u8(static_cast<std::uint8_t>(run > 0 ? Item::Known : Item::New));
        if (run > 0) {
            writer.varint(known->second);
            writer.varint(run);
            index += run;
        } else {
            writeAlarm(writer, alarms[index++]);
        }
    }
    return payload;
}

Result<AlarmRecord> decodeAlarms(std::string_view payload, const AlarmRecord& before) {
    ByteReader reader(payload);
    const bool isWhole = static_cast<Form>(reader.u8()) == Form::Whole;
    AlarmRecord record{reader.varint(), nullptr};
    if (!isWhole && (!before.alarms || before.serial + 1 != record.serial)) {
        return Error{ErrorCode::NotFound, "a list of alarms between is missing"};
    }
    auto alarms = std::make_shared<std::vector<Alarm>>();
    while (!reader.complete() && !reader.failed()) {
        if (static_cast<Item>(reader.u8()) == Item::New) {
            alarms->push_back(readAlarm(reader));
            continue;
        }
        const std::uint64_t place = reader.varint();
        const std::uint64_t run = reader.varint();
        const std::size_t known = isWhole ? 0 : before.alarms->size();
        if (run == 0 || place > known || run > known - place || alarms->size() + run > 2 * known) {
            reader.fail();
            break;
        }
        const auto first = before.alarms->begin() + static_cast<std::ptrdiff_t>(place);
        alarms->insert(alarms->end(), first, first + static_cast<std::ptrdiff_t>(run));
    }
    if (reader.failed()) {
        return Error{ErrorCode::Corrupt, "a list of alarms does not follow its format"};
    }
    record.alarms = std::move(alarms);
    return record;
}

bool hasNewTrouble(const std::vector<Alarm>& alarms, const std::vector<Alarm>& before) {
    std::set<AlarmId> known;
    for (const Alarm& alarm : before) {
        if (alarm.active) {
            known.insert(alarm.id);
        }
    }
    return std::any_of(alarms.begin(), alarms.end(), [&known](const Alarm& alarm) {
        return alarm.active && alarm.priority != Priority::Medium && !known.contains(alarm.id);
    });
}

bool standAlike(const std::vector<Alarm>& alarms, const std::vector<Alarm>& before) {
    return std::equal(alarms.begin(), alarms.end(), before.begin(), before.end(),
                      [](const Alarm& one, const Alarm& other) {
                          return one.id == other.id && one.state == other.state && one.active == other.active;
                      });
}

}  // namespace orrery::console
