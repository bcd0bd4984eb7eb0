// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of the metrics for people.
#include "console/state/metric.h"

#include <QCoreApplication>

namespace orrery::console {
namespace {

struct Words {
    const char* title;
    const char* unit;
};

constexpr std::array<Words, metricCount> words = {{
    {QT_TRANSLATE_NOOP("Metric", "Requests"), "/s"},
    {QT_TRANSLATE_NOOP("Metric", "Reads"), "/s"},
    {QT_TRANSLATE_NOOP("Metric", "Writes"), "/s"},
    {QT_TRANSLATE_NOOP("Metric", "Hit ratio"), "%"},
    {QT_TRANSLATE_NOOP("Metric", "Replication lag"), "ms"},
    {QT_TRANSLATE_NOOP("Metric", "Only in memory"), ""},
    {QT_TRANSLATE_NOOP("Metric", "Oldest write only in memory"), "ms"},
    {QT_TRANSLATE_NOOP("Metric", "Writes into the pumps"), "/s"},
    {QT_TRANSLATE_NOOP("Metric", "Writes into the store"), "/s"},
    {QT_TRANSLATE_NOOP("Metric", "Commit of the store, p99"), "ms"},
    {QT_TRANSLATE_NOOP("Metric", "Memory"), "B"},
    {QT_TRANSLATE_NOOP("Metric", "Processor"), "%"},
}};

}  // namespace

QString titleOf(Metric metric) {
    return QCoreApplication::translate("Metric", words[static_cast<std::size_t>(metric)].title);
}

QString unitOf(Metric metric) {
    return QString::fromLatin1(words[static_cast<std::size_t>(metric)].unit);
}

}  // namespace orrery::console
