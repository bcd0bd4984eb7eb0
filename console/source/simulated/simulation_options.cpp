// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulation_options.h"

#include <array>
#include <bit>
#include <optional>

#include <QCoreApplication>
#include <QStringList>

namespace orrery::console {
namespace {

constexpr std::array<std::string_view, 4> shapes{"steady", "wave", "burst", "hot-key"};
constexpr std::array<std::string_view, 3> models{"none", "calm", "rough"};

QString say(const char* text) { return QCoreApplication::translate("SimulationOptions", text); }

Error refused(const QString& why) { return Error{ErrorCode::Refused, why.toStdString()}; }

Error malformed(const QString& why) { return Error{ErrorCode::Malformed, why.toStdString()}; }

struct Range { std::uint64_t value; std::uint64_t least; std::uint64_t most; const char* what; };

std::optional<Error> outside(const Range& range) {
    if (range.value >= range.least && range.value <= range.most) {
        return std::nullopt;
    }
    return refused(say("%1 must be %L2 to %L3, not %L4.")
                       .arg(say(range.what))
                       .arg(range.least)
                       .arg(range.most)
                       .arg(range.value));
}

template <typename Choice, std::size_t count>
bool choose(const std::array<std::string_view, count>& words, const QString& word, Choice& choice) {
    for (std::size_t index = 0; index < count; ++index) {
        if (word == QLatin1String(words[index].data(), static_cast<qsizetype>(words[index].size()))) {
            choice = static_cast<Choice>(index);
            return true;
        }
    }
    return false;
}

template <typename Number>
bool readNumber(const QString& word, Number& number) {
    bool good = false;
    const qulonglong value = word.toULongLong(&good);
    number = static_cast<Number>(value);
    return good && value == number;
}

/// Puts one "name=value" into `options`; false when the value is none for that name.
std::optional<bool> put(const QString& name, const QString& value, SimulationOptions& options) {
    const std::array<std::pair<const char*, std::uint32_t*>, 8> numbers{{{"hosts", &options.hosts},
                                                                         {"units", &options.units},
                                                                         {"partitions", &options.partitions},
                                                                         {"backups", &options.backups},
                                                                         {"rate", &options.rate},
                                                                         {"reads", &options.readPercent},
                                                                         {"value", &options.valueBytes},
                                                                         {"keys", &options.keys}}};
    for (const auto& [word, number] : numbers) {
        if (name == QLatin1String(word)) {
            return readNumber(value, *number);
        }
    }
    if (name == QLatin1String("seed")) {
        return readNumber(value, options.seed);
    }
    if (name == QLatin1String("load")) {
        return choose(shapes, value, options.shape);
    }
    if (name == QLatin1String("failures")) {
        return choose(models, value, options.failures);
    }
    if (name == QLatin1String("store")) {
        options.hasStore = value == QLatin1String("yes");
        return options.hasStore || value == QLatin1String("no");
    }
    if (name == QLatin1String("speed")) {
        bool good = false;
        options.speed = value.toDouble(&good);
        return good;
    }
    return std::nullopt;
}

}  // namespace

SimulationOptions presetOptions(SimulationPreset preset) {
    SimulationOptions options;
    switch (preset) {
    case SimulationPreset::Small: break;
    case SimulationPreset::DataHall:
        options.hosts = 20;
        options.units = 200;
        options.rate = 2000;
        options.keys = 50000;
        break;
    case SimulationPreset::Largest:
        options.hosts = 25;
        options.units = 500;
        options.partitions = 512;
        options.rate = 2000;
        options.keys = 50000;
        break;
    }
    return options;
}

Status check(const SimulationOptions& options) {
    const std::array ranges{
        Range{options.hosts, 1, 26, QT_TRANSLATE_NOOP("SimulationOptions", "Hosts")},
        Range{options.units, 1, 500, QT_TRANSLATE_NOOP("SimulationOptions", "Units")},
        Range{options.partitions, 16, 1024, QT_TRANSLATE_NOOP("SimulationOptions", "Partitions")},
        Range{options.backups, 0, 3, QT_TRANSLATE_NOOP("SimulationOptions", "Backups")},
        Range{options.rate, 0, 20000, QT_TRANSLATE_NOOP("SimulationOptions", "Requests per second")},
        Range{options.readPercent, 0, 100, QT_TRANSLATE_NOOP("SimulationOptions", "Share of reads")},
        Range{options.valueBytes, 1, 65536, QT_TRANSLATE_NOOP("SimulationOptions", "Bytes of a value")},
        Range{options.keys, 1, 1000000, QT_TRANSLATE_NOOP("SimulationOptions", "Keys")}};
    for (const Range& range : ranges) {
        if (auto error = outside(range)) {
            return std::move(*error);
        }
    }
    if (options.units < options.hosts) {
        return refused(say("%1 units cannot fill %2 hosts: give every host at least one unit.")
                           .arg(options.units)
                           .arg(options.hosts));
    }
    if (!std::has_single_bit(options.partitions)) {
        return refused(say("Partitions must be a power of two (16, 32 … 1024), not %1.").arg(options.partitions));
    }
    if (options.backups >= options.hosts) {
        return refused(say("Copies never share a host: %1 backups need %2 hosts or more.")
                           .arg(options.backups)
                           .arg(options.backups + 1));
    }
    if (!(options.speed >= slowestSimulation && options.speed <= fastestSimulation)) {
        return refused(say("Speed must be %1 to %2, not %3.")
                           .arg(slowestSimulation)
                           .arg(fastestSimulation)
                           .arg(options.speed));
    }
    const std::uint64_t copies = std::uint64_t{options.backups} + (options.hasStore ? 2 : 1);
    const std::uint64_t bytes = std::uint64_t{options.keys} * options.valueBytes * copies;
    if (bytes > mostSimulatedBytes) {
        return refused(say("%L1 keys of %L2 bytes in %3 copies need %L4 MiB; %L5 MiB is the most. Choose fewer keys or "
                           "smaller values.")
                           .arg(options.keys)
                           .arg(options.valueBytes)
                           .arg(copies)
                           .arg(bytes >> 20)
                           .arg(mostSimulatedBytes >> 20));
    }
    return Done{};
}

Result<SimulationOptions> simulationOptionsFrom(const QString& text) {
    SimulationOptions options;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString name = part.section(QLatin1Char('='), 0, 0).trimmed();
        const QString value = part.section(QLatin1Char('='), 1).trimmed();
        const std::optional<bool> taken = put(name, value, options);
        if (!taken) {
            return malformed(say("A simulated grid has no \"%1\". Known: hosts, units, partitions, backups, seed, load, "
                                 "rate, reads, value, keys, failures, store, speed.")
                                 .arg(name));
        }
        if (!*taken) {
            return malformed(say("\"%1\" is no value for %2.").arg(value, name));
        }
    }
    const Status good = check(options);
    if (!good) {
        return good.error();
    }
    return options;
}

QString textOf(const SimulationOptions& options) {
    const auto word = [](std::string_view text) {
        return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
    };
    return QStringLiteral("hosts=%1,units=%2,partitions=%3,backups=%4,rate=%5,reads=%6,value=%7,keys=%8,")
               .arg(options.hosts)
               .arg(options.units)
               .arg(options.partitions)
               .arg(options.backups)
               .arg(options.rate)
               .arg(options.readPercent)
               .arg(options.valueBytes)
               .arg(options.keys) +
           QStringLiteral("seed=%1,load=%2,failures=%3,store=%4,speed=%5")
               .arg(QString::number(options.seed), word(wordFor(options.shape)), word(wordFor(options.failures)),
                    options.hasStore ? QStringLiteral("yes") : QStringLiteral("no"), QString::number(options.speed));
}

QString titleOf(const SimulationOptions& options) {
    return say("%L1 units on %L2 hosts, seed %3").arg(options.units).arg(options.hosts).arg(options.seed);
}

std::string_view wordFor(LoadShape shape) { return shapes[static_cast<std::size_t>(shape)]; }

std::string_view wordFor(FailureModel model) { return models[static_cast<std::size_t>(model)]; }

}  // namespace orrery::console
