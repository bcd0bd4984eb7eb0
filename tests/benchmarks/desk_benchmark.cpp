// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desk costs at full scale: 200 units, 256 partitions, three copies, ten updates a second from
// each unit, every view shown in turn. The stream is a recording made beforehand, so that decoding and
// aggregating happen as they do live. Prints, beside the budgets of the handbook:
//   slice      how long the user interface's thread is busy with one event (nothing else runs meanwhile),
//              by the clock and by its own processor time, which what else the machine does hardly changes,
//   wire       from a batch leaving its source to the picture that holds it being on screen,
//   memory, processor time, the same minimised, and the time to the first window.
// The peer is filling the window's pixels once: what any painting costs at least on this machine.
// What people do beside that, desk_scenes measures.
//
//   desk_benchmark [seconds per view, 6] [hosts, 20] [units per host, 10]
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>

#include <QTemporaryDir>

#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/widgets/theme.h"
#include "desk_measures.h"

using namespace orrery;
using namespace orrery::console;
using namespace orrery::console::desk;

namespace {

constexpr int minimisedSeconds = 10;
constexpr int warmUpSeconds = 3;

/// When each batch left its source, by the source's clock.
class Departures {
public:
    void note(Instant now) {
        const std::lock_guard lock(m_mutex);
        m_times[now.micros] = Clock::now();
        while (m_times.size() > 1000) {
            m_times.erase(m_times.begin());
        }
    }
    std::optional<Clock::time_point> of(Instant now) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_times.find(now.micros);
        return found != m_times.end() ? std::optional(found->second) : std::nullopt;
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::int64_t, Clock::time_point> m_times;
};

struct Request { int secondsPerView; std::uint32_t hosts; std::uint32_t unitsPerHost; };

Request requestFrom(int argc, char** argv) {
    const auto number = [&](int index, int fallback) { return argc > index ? std::atoi(argv[index]) : fallback; };
    return {number(1, 6), static_cast<std::uint32_t>(number(2, 20)), static_cast<std::uint32_t>(number(3, 10))};
}

/// Takes down how old each new picture is when it has been painted.
class WireWatch {
public:
    WireWatch(TimedApplication& application, MainWindow& window) {
        RecordingSource* source = window.session().recording();
        QObject::connect(source, &GridSource::batchReceived, source,
                         [this](const StreamBatchPointer& batch) { m_departures.note(batch->now.at); },
                         Qt::DirectConnection);
        application.painted = [this, &window](Clock::time_point at) {
            const Instant shown = window.currentView()->snapshot()->now.at;
            const auto left = m_departures.of(shown);
            if (shown != m_last && left) {
                ages.push_back(millisOf(at - *left));
            }
            m_last = shown;
        };
    }

    std::vector<double> ages;

private:
    Departures m_departures;
    Instant m_last;
};

void showViews(TimedApplication& application, MainWindow& window, int secondsPerView) {
    printHeading("view");
    std::vector<Slice> all;
    for (const ViewEntry& entry : viewEntries()) {
        const std::vector<Slice> slices = countSlices(
            application, [&] { application.carryOut([&window, &entry] { window.showView(entry.name); }); },
            std::chrono::seconds(secondsPerView));
        print(entry.title, slices);
        all.insert(all.end(), slices.begin(), slices.end());
    }
    print("all", all);
    std::printf("budget: p99 < 16, none > 50\n");
    const double fill = fillMillis(window.size());
    std::printf("ratio: p99 of a slice to filling the window's pixels once (%.2f ms): %.1f\n", fill,
                quantile(wallOf(all), 0.99) / fill);
}

void showFirstWindow(TimedApplication& application, MainWindow& window, Clock::time_point processBegin) {
    bool first = true;
    application.painted = [&](Clock::time_point at) {
        if (first) {
            std::printf("first window after %.0f ms (budget 1500; the program's loading not counted)\n",
                        millisOf(at - processBegin));
            first = false;
        }
    };
    window.show();
    runFor(std::chrono::seconds(1));
    application.painted = {};
}

}  // namespace

int main(int argc, char** argv) {
    const auto processBegin = Clock::now();
    TimedApplication application(argc, argv);
    const Request request = requestFrom(argc, argv);
    theme::apply(application, Appearance::Dark);
    MainWindow window;
    showFirstWindow(application, window, processBegin);

    QTemporaryDir folder;
    const int viewCount = static_cast<int>(viewEntries().size());
    const int length = warmUpSeconds + viewCount * (request.secondsPerView + 1) + minimisedSeconds + 5;
    const QString path = folder.filePath(QStringLiteral("stream.orrery"));
    if (!writeStream(path, {request.hosts, request.unitsPerHost, length}) ||
        !window.session().attachRecording({path})) {
        return 1;
    }
    window.enter();
    WireWatch wire(application, window);
    window.session().recording()->play();
    runFor(std::chrono::seconds(warmUpSeconds));
    wire.ages.clear();
    const double usedBefore = processorSeconds();
    const auto begin = Clock::now();
    showViews(application, window, request.secondsPerView);
    const double span = millisOf(Clock::now() - begin) / 1000;
    std::printf("wire to pixel: p50 %.0f ms, p95 %.0f ms, max %.0f ms over %zu pictures   budget: p95 < 250\n",
                quantile(wire.ages, 0.5), quantile(wire.ages, 0.95), largest(wire.ages), wire.ages.size());
    std::printf("memory: %ld MB   budget: < 600\n", residentMegabytes());
    std::printf("processor: %.0f %% of one core   budget: at most one busy core\n",
                100 * (processorSeconds() - usedBefore) / span);
    window.showMinimized();
    runFor(std::chrono::seconds(1));
    const double minimisedBefore = processorSeconds();
    runFor(std::chrono::seconds(minimisedSeconds));
    std::printf("minimised: %.1f %% of one core, decoding the stream counted   budget: < 2\n",
                100 * (processorSeconds() - minimisedBefore) / minimisedSeconds);
    application.painted = {};
    return 0;
}
