// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A day of 200 units in one recording: what it weighs, how long it takes to open and to seek, beside
// reading the same bytes with plain reads. The samples are generated; nothing here is a real grid.
//
//   recording_benchmark [hours] [units] [file]     24, 200, and a temporary file
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <QFile>
#include <QTemporaryDir>

#include "console/source/recording_reader.h"
#include "console/source/recording_writer.h"
#include "console/state/aggregator.h"
#include "shared/base/random.h"

namespace orrery::console {
namespace {

using Clock = std::chrono::steady_clock;

double millisSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

constexpr Instant clockStart{1'000'000'000};
constexpr WallTime wallStart{1795183200000};
constexpr std::uint16_t partitionCount = 256;
constexpr std::uint32_t copies = 3;

Moment momentAt(Duration offset) {
    return {clockStart + offset, WallTime{wallStart.millis + offset.millis()}};
}

model::GridState makeState(std::uint32_t units) {
    model::GridState state;
    state.gridId = "benchmark";
    state.name = "benchmark";
    state.partitionCount = partitionCount;
    for (std::uint32_t number = 1; number <= units; ++number) {
        model::UnitDescription unit;
        unit.id = UnitId{number};
        unit.name = "u" + std::to_string(number);
        unit.host = "h" + std::to_string(number % 20);
        unit.state = model::UnitState::Ready;
        state.units.push_back(unit);
    }
    for (std::uint16_t id = 0; id < partitionCount; ++id) {
        model::PartitionDescription partition;
        partition.id = PartitionId{id};
        for (std::uint32_t copy = 0; copy < copies; ++copy) {
            partition.inSync.push_back(UnitId{(id + copy * 67) % units + 1});
        }
        partition.primary = partition.inSync.front();
        state.partitions.push_back(partition);
    }
    return state;
}

/// Samples whose counters grow unevenly, as a busy unit's do.
class Units {
public:
    explicit Units(const model::GridState& state) : m_samples(state.units.size()) {
        for (std::size_t index = 0; index < m_samples.size(); ++index) {
            m_samples[index].unit = state.units[index].id;
            m_samples[index].pump.state = model::PumpState::Flowing;
            m_samples[index].links = {
                {UnitId{static_cast<std::uint32_t>((index + 1) % m_samples.size() + 1)},
                 {},
                 0,
                 0,
                 0,
                 {}},
                {UnitId{static_cast<std::uint32_t>((index + 7) % m_samples.size() + 1)},
                 {},
                 0,
                 0,
                 0,
                 {}}};
        }
        for (const model::PartitionDescription& partition : state.partitions) {
            for (const UnitId unit : partition.inSync) {
                model::PartitionTelemetry copy;
                copy.partition = partition.id;
                copy.role = unit == *partition.primary ? model::Role::Primary : model::Role::Backup;
                m_samples[unit.value - 1].partitions.push_back(copy);
            }
        }
    }

    model::UnitTelemetry next(std::size_t index, WallTime at) {
        model::UnitTelemetry& sample = m_samples[index];
        ++sample.number;
        sample.sampledAt = at;
        const std::uint64_t operations = 3000 + m_random.below(1500);
        sample.operations += operations;
        sample.reads += operations * 4 / 5;
        sample.writes += operations / 5;
        sample.hits += operations * 3 / 4;
        sample.misses += operations / 20;
        sample.memoryBytes = 100'000'000 + m_random.below(5'000'000);
        sample.residentBytes = sample.memoryBytes + 20'000'000;
        sample.cpuPermille = static_cast<std::uint32_t>(300 + m_random.below(200));
        for (model::PartitionTelemetry& copy : sample.partitions) {
            const std::uint64_t grown = 50 + m_random.below(200);
            copy.lastSequence = Sequence{copy.lastSequence.value + grown};
            copy.commitSequence = copy.lastSequence;
            copy.operations += grown * 5;
            copy.entries = 20'000 + m_random.below(100);
            copy.bytes = copy.entries * 120;
        }
        for (model::LinkTelemetry& link : sample.links) {
            link.lag = microseconds(static_cast<std::int64_t>(400 + m_random.below(4000)));
            link.lastAcknowledgement =
                microseconds(static_cast<std::int64_t>(m_random.below(9000)));
        }
        sample.pump.accepted += operations / 5;
        sample.pump.queued = m_random.below(900);
        sample.pump.persisted = sample.pump.accepted - sample.pump.queued;
        sample.pump.oldest = milliseconds(static_cast<std::int64_t>(m_random.below(60)));
        return sample;
    }

private:
    Random m_random{2026};
    std::vector<model::UnitTelemetry> m_samples;
};

/// Once a second and unit, as a thinned ring holds it.
bool generate(const QString& path, int hours, std::uint32_t unitCount) {
    const model::GridState state = makeState(unitCount);
    Units units(state);
    MetricHistory history;
    RecordingWriter writer;
    writer.setHistory(&history);
    if (!writer.open(path, {"benchmark", "benchmark", momentAt({}), Naming::Original, 0, {}})) {
        return false;
    }
    writer.append({momentAt({}), std::make_shared<const model::StreamMessage>(state), {}});
    for (std::int64_t second = 0; second < hours * 3600LL; ++second) {
        const Moment now = momentAt(seconds(second));
        for (std::size_t index = 0; index < state.units.size(); ++index) {
            const Moment at =
                momentAt(seconds(second) + microseconds(static_cast<std::int64_t>(index) * 4000));
            auto sample = units.next(index, at.wall);
            MetricValues values;
            for (const Metric metric : allMetrics()) {
                values[static_cast<std::size_t>(metric)] =
                    static_cast<double>(sample.pump.queued) + static_cast<double>(metric);
            }
            history.add(sample.unit, at.at, values);
            writer.append(
                {at, std::make_shared<const model::StreamMessage>(std::move(sample)), {}});
        }
        history.add(Metric::OperationsPerSecond, std::nullopt, now.at,
                    static_cast<double>(second % 60));
        if (!writer.flush()) {
            return false;
        }
    }
    return writer.close().ok();
}

void printTimes(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-44s median %7.1f ms   p95 %7.1f ms   worst %7.1f ms\n", what,
                times[times.size() / 2], times[times.size() * 95 / 100], times.back());
}

double plainRead(const QString& path) {
    const auto start = Clock::now();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return 0;
    }
    std::vector<char> window(1 << 20);
    while (file.read(window.data(), static_cast<qint64>(window.size())) > 0) {
    }
    return millisSince(start);
}

int run(int hours, std::uint32_t unitCount, const QString& path) {
    if (!QFile::exists(path)) {
        const auto start = Clock::now();
        if (!generate(path, hours, unitCount)) {
            std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
            return 1;
        }
        std::printf("written in %.1f s of computing\n", millisSince(start) / 1000);
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const double bytes = static_cast<double>(QFile(path).size());
    std::printf("%d h, %u units, 1 sample/s: %.1f MB, %.1f kB/s\n", hours, unitCount, bytes / 1e6,
                bytes / 1e3 / (hours * 3600.0));
    const double plain = plainRead(path);
    auto start = Clock::now();
    auto opened = RecordingReader::open({path}, OpeningCheck::FramesOnly);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
        return 1;
    }
    const double framesOnly = millisSince(start);
    std::printf("plain read of all bytes %.0f ms; open, frames only %.0f ms (x%.2f)\n", plain, framesOnly,
                framesOnly / plain);
    Random random(7);
    std::vector<double> reads, pictures, computing;
    MetricHistory history;
    Aggregator aggregator(history);
    std::size_t messages = 0;
    constexpr int rounds = 100;
    const Duration length = opened.value()->end().at - opened.value()->begin().at;
    for (int round = 0; round < rounds; ++round) {
        const Duration offset{
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(length.micros)))};
        start = Clock::now();
        const std::clock_t computed = std::clock();
        StreamBatch batch = opened.value()->seek(opened.value()->begin().at + offset, seconds(300));
        reads.push_back(millisSince(start));
        messages += batch.messages.size();
        aggregator.accept(batch);
        static_cast<void>(aggregator.snapshot());
        pictures.push_back(millisSince(start));
        computing.push_back(1000.0 * static_cast<double>(std::clock() - computed) / CLOCKS_PER_SEC);
    }
    printTimes("seek, read and decoded", reads);
    printTimes("seek, until the picture is there", pictures);
    printTimes("of it computing, whatever else runs", computing);
    std::printf("%zu messages a seek\n", messages / rounds);
    std::vector<double> tiers;
    for (std::size_t index = 0; index < std::min<std::size_t>(opened.value()->tierCount(), 200);
         ++index) {
        start = Clock::now();
        static_cast<void>(opened.value()->tier(index));
        tiers.push_back(millisSince(start));
    }
    if (!tiers.empty()) {
        printTimes("half a minute of all curves", tiers);
    }
    start = Clock::now();
    if (!RecordingReader::open({path}, OpeningCheck::EveryByte)) {
        return 1;
    }
    const double everyByte = millisSince(start);
    std::printf("open, every byte %.0f ms (x%.1f)\n", everyByte, everyByte / plain);
    return 0;
}

}  // namespace
}  // namespace orrery::console

int main(int argc, char** argv) {
    const QTemporaryDir folder;
    const int hours = argc > 1 ? std::atoi(argv[1]) : 24;
    const int units = argc > 2 ? std::atoi(argv[2]) : 200;
    const QString path =
        argc > 3 ? QString::fromLocal8Bit(argv[3]) : folder.filePath(QStringLiteral("day.orrery"));
    return orrery::console::run(hours, static_cast<std::uint32_t>(units), path);
}
