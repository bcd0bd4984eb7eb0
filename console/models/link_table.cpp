// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Metrics of links and their collapse.
#include "console/models/link_table.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/state/name_order.h"

namespace orrery::console {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("orrery::console::LinkTable", text);
}

std::optional<double> microsOf(const std::optional<Duration>& duration) {
    return duration ? std::optional(static_cast<double>(duration->micros)) : std::nullopt;
}

void join(LinkSquare& square, const LinkView& link, LinkMetric metric) {
    const std::optional<double> value = valueOf(link, metric);
    const bool first = square.links == 0;
    ++square.links;
    square.unknown += value ? 0 : 1;
    square.freshness = first ? link.freshness : worse(square.freshness, link.freshness);
    if (first || (value && (!square.worst || *value > *square.worst))) {
        square.representative = {link.from, link.to};
    }
    if (value && (!square.worst || *value > *square.worst)) {
        square.worst = value;
    }
}

}  // namespace

bool isSilent(const LinkView& link) {
    return !link.counters.lastAcknowledgement || *link.counters.lastAcknowledgement > linkSilence;
}

std::optional<double> valueOf(const LinkView& link, LinkMetric metric) {
    switch (metric) {
    case LinkMetric::Lag: return microsOf(link.lag.value);
    case LinkMetric::Records: return static_cast<double>(link.counters.lagRecords);
    case LinkMetric::QueuedBytes: return static_cast<double>(link.counters.queuedBytes);
    case LinkMetric::Resends: return static_cast<double>(link.counters.resends);
    case LinkMetric::AcknowledgementAge: return microsOf(link.counters.lastAcknowledgement);
    }
    return std::nullopt;
}

QString textOf(LinkMetric metric, std::optional<double> value) {
    if (!value) {
        return unknownText();
    }
    switch (metric) {
    case LinkMetric::Lag:
    case LinkMetric::AcknowledgementAge:
        return formatDuration(Duration{static_cast<std::int64_t>(*value)}).joined();
    case LinkMetric::Records:
    case LinkMetric::Resends: return formatCount(static_cast<std::uint64_t>(*value));
    case LinkMetric::QueuedBytes: return formatBytes(static_cast<std::uint64_t>(*value)).joined();
    }
    return {};
}

QString nameOf(LinkMetric metric) {
    switch (metric) {
    case LinkMetric::Lag: return tr("lag");
    case LinkMetric::Records: return tr("records behind");
    case LinkMetric::QueuedBytes: return tr("bytes queued");
    case LinkMetric::Resends: return tr("resends");
    case LinkMetric::AcknowledgementAge: return tr("last answer");
    }
    return {};
}

double shadeOf(LinkMetric metric, double value) {
    struct Scale {
        double calm;
        double decades;
    };
    const Scale scale = metric == LinkMetric::Lag                  ? Scale{1e4, 2}
                        : metric == LinkMetric::Records            ? Scale{10, 4}
                        : metric == LinkMetric::QueuedBytes        ? Scale{1e3, 4}
                        : metric == LinkMetric::AcknowledgementAge ? Scale{1e5, 2}
                                                                   : Scale{1, 4};
    return std::clamp(std::log10(std::max(value, scale.calm) / scale.calm) / scale.decades, 0.0,
                      1.0);
}

namespace {

/// By host, then by name: where people look for them.
std::vector<const model::UnitDescription*> unitsByName(const GridSnapshot& snapshot) {
    std::vector<const model::UnitDescription*> units;
    for (const model::UnitDescription& unit : snapshot.state->units) {
        units.push_back(&unit);
    }
    std::sort(units.begin(), units.end(), [](const model::UnitDescription* a, const model::UnitDescription* b) {
        return a->host != b->host ? isNamedBefore(a->host, b->host) : isNamedBefore(a->name, b->name);
    });
    return units;
}

}  // namespace

LinkTable linkTable(const GridSnapshot& snapshot, LinkMetric metric, LinkGrouping grouping) {
    LinkTable table;
    std::map<std::string, int> hosts;
    for (const model::UnitDescription* described : unitsByName(snapshot)) {
        const model::UnitDescription& unit = *described;
        const bool byHost = grouping == LinkGrouping::ByHost;
        const auto known = hosts.find(unit.host);
        if (byHost && known != hosts.end()) {
            table.places[unit.id] = known->second;
            continue;
        }
        const int place = static_cast<int>(table.names.size());
        table.names.push_back(QString::fromStdString(byHost ? unit.host : unit.name));
        table.places[unit.id] = place;
        hosts.emplace(unit.host, place);
    }
    for (const LinkView& link : snapshot.links) {
        const auto from = table.places.find(link.from);
        const auto to = table.places.find(link.to);
        if (from != table.places.end() && to != table.places.end()) {
            join(table.squares[{from->second, to->second}], link, metric);
        }
    }
    return table;
}

}  // namespace orrery::console
