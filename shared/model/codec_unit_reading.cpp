// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "shared/model/fields.h"
#include "shared/model/unit_reading.h"

namespace orrery::model {

template <>
struct Words<SettingOrigin> {
    static constexpr std::array<std::string_view, 4> table = {"default", "file", "command-line", "agent"};
};

template <>
struct Words<SettingSort> {
    static constexpr std::array<std::string_view, 3> table = {"compared", "identity", "secret"};
};

/// A list on its own, which the fields' spelling knows only within a record.
struct SettingList {
    std::vector<Setting> settings;
};

template <typename Visitor, RecordOf<Setting> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("name", record.name);
    visit("value", record.value);
    visit("origin", record.origin);
}

template <typename Visitor, RecordOf<SettingList> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("settings", record.settings);
}

template <typename Visitor, RecordOf<ComparedSetting> Record>
void visitFields(Visitor& visit, Record& record) {
    visitFields(visit, record.setting);
    visit("sort", record.sort);
    visit("most", record.most);
    visit("most-units", record.mostUnits);
    visit("differs", record.differs);
}

template <typename Visitor, RecordOf<UnitSettings> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("unit", record.unit);
    visit("others", record.others);
    visit("unheard", record.unheard);
    visit("settings", record.settings);
}

template <typename Visitor, RecordOf<UnitLog> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("unit", record.unit);
    visit("file", record.file);
    visit("file-bytes", record.fileBytes);
    visit("written-at-millis", record.writtenAt);
    visit("has-earlier", record.hasEarlier);
    visit("is-unfinished", record.isUnfinished);
    visit("lines", record.lines);
    visit("note", record.note);
}

resp::Value encode(const UnitSettings& settings) { return FieldWriter::spellRecord(settings); }
resp::Value encode(const UnitLog& log) { return FieldWriter::spellRecord(log); }
resp::Value encode(const std::vector<Setting>& settings) {
    return FieldWriter::spellRecord(SettingList{settings});
}

Result<UnitSettings> decodeUnitSettings(const resp::Value& value) {
    return FieldReader::readRecord<UnitSettings>("settings", value);
}

Result<UnitLog> decodeUnitLog(const resp::Value& value) { return FieldReader::readRecord<UnitLog>("log", value); }

Result<std::vector<Setting>> decodeSettings(const resp::Value& value) {
    auto list = FieldReader::readRecord<SettingList>("settings", value);
    if (!list) {
        return list.error();
    }
    return list.take().settings;
}

std::string_view wordFor(SettingOrigin origin) { return lookUpWord(origin); }

}  // namespace orrery::model
