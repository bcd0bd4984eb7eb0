// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How one field of a record is spelled in RESP. Each record lists its fields once, in a function
//     template <typename Visitor, RecordOf<Plan> Record>
//     void visitFields(Visitor& visit, Record& record) { visit("title", record.title); ... }
// and both directions walk that one list: FieldWriter with a const record, FieldReader with a
// mutable one. So a field that is written cannot be forgotten when reading. (The lists stand in the
// namespace of their records and not in an unnamed one: only there does look-up by argument find them.)
//
// Spelling: numbers and ids are integers (above 2^63 - 1 big numbers), durations microseconds, wall
// times milliseconds, enumerations their words, an empty optional an absent field, nested records
// maps. For shared/model and the records of the control log.
#pragma once

#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/model/codec_tolerant.h"
#include "shared/model/words.h"
#include "shared/resp/value.h"

namespace orrery::model {

template <typename Candidate, typename Record>
concept RecordOf = std::same_as<std::remove_const_t<Candidate>, Record>;

class FieldWriter {
public:
    template <typename Field>
    void operator()(std::string_view name, const Field& field) {
        m_record.with(name, spell(field));
    }
    template <typename Field>
    void operator()(std::string_view name, const std::optional<Field>& field) {
        if (field) {
            m_record.with(name, spell(*field));
        }
    }

    /// The whole record as a map.
    template <typename Record>
    static resp::Value spellRecord(const Record& record) {
        FieldWriter writer;
        visitFields(writer, record);
        return std::move(writer.m_record);
    }

private:
    static resp::Value spell(bool truth) { return resp::Value::boolean(truth); }
    static resp::Value spell(const std::string& text) { return resp::Value::bulk(text); }
    static resp::Value spell(Duration span) { return resp::Value::number64(span.micros); }
    static resp::Value spell(WallTime time) { return resp::Value::number64(time.millis); }
    template <std::unsigned_integral Number>
    static resp::Value spell(Number number) {
        if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return resp::Value::number64(static_cast<std::int64_t>(number));
        }
        resp::Value big = resp::Value::bulk(std::to_string(number));
        big.kind = resp::Kind::BigNumber;
        return big;
    }
    template <typename Tag, typename Number>
    static resp::Value spell(StrongId<Tag, Number> id) {
        return spell(id.value);
    }
    template <typename Item>
    static resp::Value spell(const std::vector<Item>& items) {
        resp::Value array = resp::Value::array();
        array.items.reserve(items.size());
        for (const Item& item : items) {
            array.items.push_back(spell(item));
        }
        return array;
    }
    template <typename Enum>
    requires std::is_enum_v<Enum>
    static resp::Value spell(Enum word) { return resp::Value::bulk(lookUpWord(word)); }
    template <typename Record>
    requires std::is_class_v<Record>
    static resp::Value spell(const Record& record) { return spellRecord(record); }

    resp::Value m_record = resp::Value::map();
};

/// Reads until the first thing that is wrong; from then on it changes nothing and keeps the error.
class FieldReader {
public:
    template <typename Field>
    void operator()(std::string_view name, Field& field) {
        const resp::Value* value = m_error ? nullptr : m_record->find(name);
        if (value == nullptr || value->kind == resp::Kind::Null) {
            return;
        }
        m_path.push_back({name, 0});
        read(*value, field);
        m_path.pop_back();
    }

    /// Reads a whole record called `name` in error paths. With `omissions`, records of lists that hold a
    /// word that is not known are left out and noted there.
    template <typename Record>
    static Result<Record> readRecord(std::string_view name, const resp::Value& value,
                                     Omissions* omissions = nullptr) {
        FieldReader reader;
        reader.m_omissions = omissions;
        Record record;
        reader.m_path.push_back({name, 0});
        reader.read(value, record);
        if (reader.isOmission()) {
            omissions->note(reader.m_error->detail);
        }
        if (reader.m_error) {
            return *reader.m_error;
        }
        return record;
    }

private:
    struct Step {
        std::string_view name;
        std::size_t index;
    };  ///< An empty name: an item of a list.

    void fail(std::string_view reason, ErrorCode code = ErrorCode::Malformed);
    /// The error is a word that only a newer program knows, and may be passed over.
    bool isOmission() const { return m_omissions && m_error && m_error->code == ErrorCode::Unsupported; }
    void expect(std::string_view wanted, const resp::Value& found);
    std::optional<std::uint64_t> unsignedNumber(const resp::Value& value);

    void read(const resp::Value& value, bool& field);
    void read(const resp::Value& value, std::string& field);
    void read(const resp::Value& value, std::int64_t& field);
    void read(const resp::Value& value, Duration& field) { read(value, field.micros); }
    void read(const resp::Value& value, WallTime& field) { read(value, field.millis); }
    template <std::unsigned_integral Number>
    void read(const resp::Value& value, Number& field) {
        const std::optional<std::uint64_t> number = unsignedNumber(value);
        if (number && *number > std::numeric_limits<Number>::max()) {
            fail("is " + std::to_string(*number) + ", which is out of range");
        } else if (number) {
            field = static_cast<Number>(*number);
        }
    }
    template <typename Tag, typename Number>
    void read(const resp::Value& value, StrongId<Tag, Number>& field) {
        read(value, field.value);
    }
    template <typename Field>
    void read(const resp::Value& value, std::optional<Field>& field) {
        Field content{};
        read(value, content);
        if (!m_error) {
            field = std::move(content);
        }
    }
    template <typename Item>
    void read(const resp::Value& value, std::vector<Item>& field) {
        if (value.kind != resp::Kind::Array) {
            return expect("a list", value);
        }
        field.clear();
        field.reserve(value.items.size());
        for (std::size_t index = 0; index < value.items.size() && !m_error; ++index) {
            m_path.push_back({{}, index});
            read(value.items[index], field.emplace_back());
            m_path.pop_back();
            if (isOmission()) {
                m_omissions->note(m_error->detail);
                m_error.reset();
                field.pop_back();
            }
        }
    }
    template <typename Enum>
    requires std::is_enum_v<Enum>
    void read(const resp::Value& value, Enum& field) {
        if (!value.isText()) {
            return expect("a word", value);
        }
        const std::optional<Enum> known = lookUpEnum<Enum>(value.text);
        if (!known) {
            return fail("is a word that this program does not know",
                        m_omissions ? ErrorCode::Unsupported : ErrorCode::Malformed);
        }
        field = *known;
    }
    template <typename Record>
    requires std::is_class_v<Record>
    void read(const resp::Value& value, Record& record) {
        const bool pairs = value.kind == resp::Kind::Array && value.items.size() % 2 == 0;
        if (value.kind != resp::Kind::Map && !pairs) {
            return expect("a map", value);
        }
        const resp::Value* const outer = std::exchange(m_record, &value);
        visitFields(*this, record);
        m_record = outer;
    }

    const resp::Value* m_record = nullptr;
    std::vector<Step> m_path;
    std::optional<Error> m_error;
    Omissions* m_omissions = nullptr;  ///< Null: every unknown word is an error.
};

}  // namespace orrery::model
