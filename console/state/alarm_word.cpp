// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The document: {"version": 1, "words": [{"kind": 3, "subject": 7, "state": "shelved", ...}]}
#include "console/state/alarm_word.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace orrery::console {
namespace {

constexpr int version = 1;
constexpr std::size_t mostWords = 10'000;

struct StateName {
    AlarmState state;
    const char* name;
};
constexpr std::array<StateName, 3> stateNames = {{{AlarmState::Acknowledged, "acknowledged"},
                                                  {AlarmState::Shelved, "shelved"},
                                                  {AlarmState::OutOfService, "out-of-service"}}};

const char* nameOf(AlarmState state) {
    for (const StateName& entry : stateNames) {
        if (entry.state == state) {
            return entry.name;
        }
    }
    return nullptr;
}

std::optional<AlarmWord> readWord(const QJsonObject& object) {
    const QString name = object.value(QLatin1String("state")).toString();
    const auto known = std::find_if(stateNames.begin(), stateNames.end(), [&](const StateName& entry) {
        return name == QLatin1String(entry.name);
    });
    const int kind = object.value(QLatin1String("kind")).toInt(-1);
    const double subject = object.value(QLatin1String("subject")).toDouble(-1);
    if (known == stateNames.end() || kind < 0 || kind >= static_cast<int>(alarmKindTotal) ||
        subject < 0 || subject > 4294967295.0) {
        return std::nullopt;
    }
    AlarmWord word;
    word.id = {static_cast<AlarmKind>(kind), static_cast<std::uint32_t>(subject)};
    word.state = known->state;
    if (const QJsonValue until = object.value(QLatin1String("until")); until.isDouble()) {
        word.until = WallTime{static_cast<std::int64_t>(until.toDouble())};
    }
    word.by = object.value(QLatin1String("by")).toString();
    word.reason = object.value(QLatin1String("reason")).toString();
    word.text = object.value(QLatin1String("text")).toString();
    const bool endless = word.state == AlarmState::Shelved && !word.until;
    return endless ? std::nullopt : std::optional(word);
}

}  // namespace

std::vector<AlarmWord> wordsIn(const std::vector<Alarm>& alarms) {
    std::vector<AlarmWord> words;
    for (const Alarm& alarm : alarms) {
        if (nameOf(alarm.state) != nullptr) {
            words.push_back({alarm.id, alarm.state,
                             alarm.shelvedUntil ? std::optional(alarm.shelvedUntil->wall)
                                                : std::nullopt,
                             alarm.by, alarm.reason, alarm.text});
        }
    }
    std::sort(words.begin(), words.end(),
              [](const AlarmWord& left, const AlarmWord& right) { return left.id < right.id; });
    return words;
}

QByteArray encodeWords(const std::vector<AlarmWord>& words) {
    QJsonArray list;
    for (const AlarmWord& word : words) {
        QJsonObject object{{QStringLiteral("kind"), static_cast<int>(word.id.kind)},
                           {QStringLiteral("subject"), static_cast<qint64>(word.id.subject)},
                           {QStringLiteral("state"), QString::fromLatin1(nameOf(word.state))},
                           {QStringLiteral("by"), word.by},
                           {QStringLiteral("reason"), word.reason},
                           {QStringLiteral("text"), word.text}};
        if (word.until) {
            object.insert(QStringLiteral("until"), static_cast<qint64>(word.until->millis));
        }
        list.push_back(object);
    }
    const QJsonObject root{{QStringLiteral("version"), version}, {QStringLiteral("words"), list}};
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

Result<std::vector<AlarmWord>> decodeWords(const QByteArray& document) {
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(document, &problem).object();
    if (problem.error != QJsonParseError::NoError) {
        return Error{ErrorCode::Malformed, problem.errorString().toStdString()};
    }
    if (root.value(QLatin1String("version")).toInt() != version ||
        !root.value(QLatin1String("words")).isArray()) {
        return Error{ErrorCode::Malformed, "not a list of words about alarms of version 1"};
    }
    std::vector<AlarmWord> words;
    for (const QJsonValue& value : root.value(QLatin1String("words")).toArray()) {
        const std::optional<AlarmWord> word = readWord(value.toObject());
        if (word && words.size() < mostWords) {
            words.push_back(*word);
        }
    }
    return words;
}

}  // namespace orrery::console
