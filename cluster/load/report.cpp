// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/report.h"

#include <unistd.h>

#include <array>
#include <cstdio>

#include "cluster/runtime/client/client_clock.h"

namespace orrery::load {
namespace {

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3; place -= 3) {
        digits.insert(place - 3, ",");
    }
    return digits;
}

std::string millis(Duration span) {
    std::array<char, 32> text;
    const double value = static_cast<double>(span.micros) / 1000;
    std::snprintf(text.data(), text.size(), value < 10 ? "%.2f ms" : "%.0f ms", value);
    return text.data();
}

std::string wholeSeconds(Duration span) {
    return std::to_string((span.millis() + 500) / 1000) + " s";
}

std::string perSecond(std::uint64_t count, Duration span) {
    return grouped(span.micros > 0 ? count * 1'000'000 / static_cast<std::uint64_t>(span.micros) : 0);
}

}  // namespace

Report::Report()
    : m_screen(isatty(STDOUT_FILENO) == 1 ? Screen::Terminal : Screen::Plain),
      m_lastAt(client::clientNow()) {}

void Report::progress(Duration elapsed, Measurements& measurements, const client::ClusterClient& client) {
    const Instant now = client::clientNow();
    const Duration span = now - m_lastAt;
    const LatencyHistogram& latency = measurements.lastSecond;
    const std::string text =
        wholeSeconds(elapsed) + "  " +
        perSecond(measurements.operations - m_lastOperations, span) + " ops/s  " +
        perSecond(measurements.writes - m_lastWrites, span) + " writes/s  p50 " +
        millis(latency.quantile(500)) + "  p99 " + millis(latency.quantile(990)) + "  longest " +
        millis(latency.longest()) + "  refused " + grouped(measurements.refused) + "  unknown " +
        grouped(measurements.unknown) + "  repeated " +
        grouped(client.statistics().postponed + client.statistics().uncertain + client.statistics().notSent);
    m_lastAt = now;
    m_lastOperations = measurements.operations;
    m_lastWrites = measurements.writes;
    measurements.lastSecond.clear();
    if (m_screen == Screen::Terminal) {
        std::printf("\r%s\x1b[K", text.c_str());
        m_lineOpen = true;
    } else {
        std::printf("%s\n", text.c_str());
    }
    std::fflush(stdout);
}

void Report::line(const std::string& text) {
    if (m_lineOpen) {
        std::printf("\n");
        m_lineOpen = false;
    }
    std::printf("%s\n", text.c_str());
    std::fflush(stdout);
}

void Report::summary(Duration elapsed, const Measurements& measurements, const LedgerTotals& totals,
                     const client::ClusterClient& client) {
    const client::ClientStatistics& attempts = client.statistics();
    const WriteGaps::Longest gap = measurements.gaps.longest();
    line("operations: " + grouped(measurements.operations) + " in " +
         wholeSeconds(elapsed) + " (" + perSecond(measurements.operations, elapsed) +
         "/s), " + grouped(measurements.writes) + " of them writes (" +
         perSecond(measurements.writes, elapsed) + "/s)");
    line("latency:    p50 " + millis(measurements.latency.quantile(500)) + ", p99 " +
         millis(measurements.latency.quantile(990)) + ", longest " +
         millis(measurements.latency.longest()));
    line("outcomes:   " + grouped(measurements.refused) + " refused, " + grouped(measurements.unknown) +
         " unknown (" + grouped(totals.settled) + " settled), " + grouped(measurements.resolved) +
         " resolved on the way, " + grouped(measurements.staleReads) + " stale reads, " +
         grouped(measurements.foreignReads) + " foreign reads");
    if (!measurements.lastRefusal.empty()) {
        line("            last refusal: " + measurements.lastRefusal);
    }
    line("attempts:   " + grouped(attempts.attempts) + ", " + grouped(attempts.redirects) +
         " redirected, " + grouped(attempts.postponed) + " told to come later, " +
         grouped(attempts.uncertain) + " uncertain, " + grouped(attempts.notSent) + " without connection");
    line("gaps:       longest between acknowledged writes of one partition " + millis(gap.gap) +
         " (partition " + std::to_string(gap.partition.value) + "), median of all partitions " +
         millis(measurements.gaps.median()));
}

void Report::audit(const AuditResult& result, std::uint64_t acknowledged, std::uint64_t settled) {
    for (const std::string& finding : result.findings) {
        line("  " + finding);
    }
    std::string text = "ledger: " + grouped(acknowledged) + " acknowledged, " + grouped(result.lost) +
                       " lost, " + grouped(result.duplicated) + " duplicated, " +
                       grouped(settled + result.unknownApplied) + " unknown resolved";
    if (result.explained > 0) {
        text += ", " + grouped(result.explained) + " not in the store when the grid went down";
    }
    if (result.unread > 0) {
        text += ", " + grouped(result.unread) + " cells could not be read";
    }
    line(text);
}

}  // namespace orrery::load
