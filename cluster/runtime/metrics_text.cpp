// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/metrics_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace orrery::runtime {

namespace {

class MetricsText {
public:
    explicit MetricsText(std::string labels) : m_labels(std::move(labels)) {}

    void family(std::string_view name, std::string_view type, std::string_view help) {
        m_name = "orrery_" + std::string(name);
        m_text.append("# HELP ").append(m_name).append(" ").append(help).append("\n");
        m_text.append("# TYPE ").append(m_name).append(" ").append(type).append("\n");
    }
    void sample(double value, std::string_view label = {}, std::string_view labelValue = {}) {
        m_text.append(m_name).append("{").append(m_labels);
        if (!label.empty()) {
            m_text.append(",").append(label).append("=\"").append(labelValue).append("\"");
        }
        char number[32];
        std::snprintf(number, sizeof number, "%.17g", value);
        m_text.append("} ").append(number).append("\n");
    }
    void counter(std::string_view name, std::string_view help, std::uint64_t value) {
        family(name, "counter", help);
        sample(static_cast<double>(value));
    }
    void gauge(std::string_view name, std::string_view help, double value) {
        family(name, "gauge", help);
        sample(value);
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_labels;
    std::string m_name;
    std::string m_text;
};

std::string escaped(const std::string& value) {
    std::string text;
    for (const char character : value) {
        if (character == '"' || character == '\\') {
            text.push_back('\\');
        }
        text.push_back(character == '\n' ? ' ' : character);
    }
    return text;
}

double secondsOf(Duration duration) { return static_cast<double>(duration.micros) / 1e6; }

void appendRequests(MetricsText& text, const model::UnitTelemetry& unit) {
    text.counter("operations_total", "Commands answered.", unit.operations);
    text.counter("reads_total", "Reads answered.", unit.reads);
    text.counter("writes_total", "Writes answered.", unit.writes);
    text.counter("hits_total", "Keys found by reads.", unit.hits);
    text.counter("misses_total", "Keys not found by reads.", unit.misses);
    text.counter("redirects_total", "Requests answered MOVED.", unit.redirects);
    text.counter("refusals_total", "Requests not applied for another reason.", unit.refusals);
    text.counter("unknown_outcomes_total", "Requests answered UNKNOWN.", unit.unknowns);
}

void appendProcess(MetricsText& text, const model::UnitTelemetry& unit) {
    text.gauge("clients", "Connected clients.", static_cast<double>(unit.clients));
    text.gauge("memory_bytes", "Entries and logs by the unit's account.",
               static_cast<double>(unit.memoryBytes));
    text.gauge("memory_limit_bytes", "Memory limit, 0 for none.",
               static_cast<double>(unit.memoryLimit));
    text.gauge("resident_bytes", "Resident memory of the process.",
               static_cast<double>(unit.residentBytes));
    text.gauge("cpu_cores", "Share of one core since the sample before.",
               unit.cpuPermille / 1000.0);
}

void appendPartitions(MetricsText& text, const model::UnitTelemetry& unit) {
    text.family("partitions", "gauge", "Partition copies held, by role.");
    for (const model::Role role :
         {model::Role::Primary, model::Role::Backup, model::Role::Joining}) {
        const auto count =
            std::count_if(unit.partitions.begin(), unit.partitions.end(),
                          [role](const auto& partition) { return partition.role == role; });
        text.sample(static_cast<double>(count), "role", model::wordFor(role));
    }
    double entries = 0;
    for (const model::PartitionTelemetry& partition : unit.partitions) {
        entries +=
            partition.role == model::Role::Primary ? static_cast<double>(partition.entries) : 0;
    }
    text.gauge("primary_entries", "Entries in primary partitions.", entries);
}

void appendLinks(MetricsText& text, const model::UnitTelemetry& unit) {
    text.family("replication_lag_seconds", "gauge",
                "Age of the oldest change not acknowledged, by unit.");
    for (const model::LinkTelemetry& link : unit.links) {
        text.sample(secondsOf(link.lag.value_or(Duration{})), "to", std::to_string(link.to.value));
    }
    text.family("replication_lag_records", "gauge", "Changes not acknowledged, by unit.");
    for (const model::LinkTelemetry& link : unit.links) {
        text.sample(static_cast<double>(link.lagRecords), "to", std::to_string(link.to.value));
    }
}

void appendPump(MetricsText& text, const model::PumpTelemetry& pump) {
    text.gauge("pump_queued_changes", "Committed changes the store has not.",
               static_cast<double>(pump.queued));
    text.gauge("pump_queued_bytes", "Bytes of them.", static_cast<double>(pump.queuedBytes));
    text.gauge("pump_oldest_seconds", "Age of the oldest queued change.", secondsOf(pump.oldest));
    text.counter("pump_accepted_total", "Changes taken into the queue.", pump.accepted);
    text.counter("pump_persisted_total", "Changes written to the store.", pump.persisted);
    text.counter("pump_coalesced_total", "Changes replaced by a newer one in a batch.",
                 pump.coalesced);
    text.counter("pump_dead_letters_total", "Changes the store refused.", pump.deadLettered);
    text.counter("pump_batches_total", "Batches committed.", pump.batches);
    text.counter("pump_retries_total", "Batches tried again.", pump.retries);
}

}  // namespace

std::string metricsOf(const model::UnitTelemetry& telemetry, const std::string& grid,
                      const std::string& unit) {
    MetricsText text("grid=\"" + escaped(grid) + "\",unit=\"" + escaped(unit) + "\"");
    appendRequests(text, telemetry);
    appendProcess(text, telemetry);
    appendPartitions(text, telemetry);
    appendLinks(text, telemetry);
    appendPump(text, telemetry.pump);
    return text.take();
}

std::string metricsOf(const model::GridState& state) {
    constexpr std::array states{model::UnitState::Starting,  model::UnitState::Ready,
                                model::UnitState::Draining,  model::UnitState::Stopped,
                                model::UnitState::Unhealthy, model::UnitState::Dead};
    MetricsText text("grid=\"" + escaped(state.name) + "\"");
    text.gauge("epoch", "Control-log index of the known state.",
               static_cast<double>(state.epoch.value));
    text.family("units", "gauge", "Units by state.");
    for (const model::UnitState unitState : states) {
        const auto count =
            std::count_if(state.units.begin(), state.units.end(),
                          [unitState](const auto& unit) { return unit.state == unitState; });
        text.sample(static_cast<double>(count), "state", model::wordFor(unitState));
    }
    const auto count = [&state](auto condition) {
        return static_cast<double>(
            std::count_if(state.partitions.begin(), state.partitions.end(), condition));
    };
    const std::size_t wanted = 1U + state.backups;
    text.gauge("partitions_without_primary", "Partitions nobody serves.",
               count([](const auto& partition) { return !partition.primary; }));
    text.gauge("partitions_short_of_copies", "Partitions with fewer copies than wanted.",
               count([wanted](const auto& partition) { return partition.inSync.size() < wanted; }));
    text.gauge("partitions_lost", "Partitions without a copy that holds every acknowledged write.",
               count([](const auto& partition) { return partition.lost; }));
    return text.take();
}

}  // namespace orrery::runtime
