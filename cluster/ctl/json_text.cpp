// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace orrery::ctl {
namespace {

QJsonArray arrayFrom(const std::vector<resp::Value>& items) {
    QJsonArray array;
    for (const resp::Value& item : items) {
        array.append(jsonFrom(item));
    }
    return array;
}

QJsonObject objectFrom(const std::vector<resp::Value>& items) {
    QJsonObject object;
    for (std::size_t index = 0; index + 1 < items.size(); index += 2) {
        const resp::Value& name = items[index];
        const QString text = name.isText() ? QString::fromStdString(name.text)
                                           : QString::number(name.integer);
        object.insert(text, jsonFrom(items[index + 1]));
    }
    return object;
}

}  // namespace

QJsonValue jsonFrom(const resp::Value& value) {
    switch (value.kind) {
    case resp::Kind::Null:
        return QJsonValue();
    case resp::Kind::Integer:
        return QJsonValue(static_cast<qint64>(value.integer));
    case resp::Kind::Boolean:
        return QJsonValue(value.integer != 0);
    case resp::Kind::Double:
        return QJsonValue(value.number);
    case resp::Kind::Map:
        return objectFrom(value.items);
    case resp::Kind::Array:
    case resp::Kind::Set:
    case resp::Kind::Push:
        return arrayFrom(value.items);
    case resp::Kind::Error:
        return QJsonObject{{"error", QString::fromStdString(value.text)}};
    case resp::Kind::Simple:
    case resp::Kind::Bulk:
    case resp::Kind::Verbatim:
    case resp::Kind::BigNumber:
        return QString::fromStdString(value.text);
    }
    return QJsonValue();
}

void printJson(const resp::Value& value) {
    const QJsonValue json = jsonFrom(value);
    const QJsonDocument document = json.isObject() ? QJsonDocument(json.toObject())
                                   : json.isArray() ? QJsonDocument(json.toArray())
                                                    : QJsonDocument(QJsonObject{{"reply", json}});
    const QByteArray text = document.toJson(QJsonDocument::Compact);
    std::printf("%s\n", text.constData());
    std::fflush(stdout);
}

}  // namespace orrery::ctl
