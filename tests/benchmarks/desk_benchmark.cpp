// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desk costs at full scale: 200 units, 256 partitions, three copies, ten updates a second from
// each unit, every view shown in turn. The stream comes over a socket from a process of its own, and the
// ring is written, as on any grid that runs. Prints, each with its budget and whether it is within:
//   slice      how long the user interface's thread is busy with one event (nothing else runs meanwhile),
//              by the clock and by its own processor time, which what else the machine does hardly changes,
//   wire       from a sample's bytes being taken off the socket to the picture that holds it being on screen,
//   memory, processor time, the same minimised, and the time to the first window.
// The peers are filling the window's pixels once, what any painting costs at least on this machine, and a
// process that takes every sample of the same stream off its socket and reads none, at the same time as the
// minimised window, which asks for fewer: where memory is slow for a while, both are.
// What people do beside that, desk_scenes measures; seeking in a day, recording_benchmark; the first window
// of the program itself, first_window.sh.
//
//   desk_benchmark [seconds per view, 6] [hosts, 20] [units per host, 10]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>

#include <QTemporaryDir>
#include <unistd.h>

#include "console/memory/large_pages.h"
#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/source/clock.h"
#include "console/source/recording_copy.h"
#include "console/source/recording_source.h"
#include "console/widgets/theme.h"
#include "desk_measures.h"
#include "desk_stream.h"

using namespace orrery;
using namespace orrery::console;
using namespace orrery::console::desk;

namespace {

constexpr int minimisedSeconds = 20;
constexpr int warmUpSeconds = 3;
constexpr int settleSeconds = 2;
/// How long the grid tells of a death: the unit comes back, and gets its primaries.
constexpr int secondsOfADeath = 60;
constexpr int secondsAfterEvents = static_cast<int>(keptAfterMarks.micros / 1'000'000) + 5;

/// When the oldest sample of each batch was received, by the clock of the machine.
class Receipts {
public:
    void note(const StreamBatch& batch) {
        const std::lock_guard lock(m_mutex);
        m_times[batch.now.at] = batch.messages.empty() ? batch.now.at : batch.messages.front().at.at;
        while (m_times.size() > 1000) {
            m_times.erase(m_times.begin());
        }
    }
    std::optional<Instant> of(Instant batch) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_times.find(batch);
        return found != m_times.end() ? std::optional(found->second) : std::nullopt;
    }

private:
    mutable std::mutex m_mutex;
    std::map<Instant, Instant> m_times;
};

struct Request { int secondsPerView; std::uint32_t hosts; std::uint32_t unitsPerHost; };

Request requestFrom(int argc, char** argv) {
    const auto number = [&](int index, int fallback) { return argc > index ? std::atoi(argv[index]) : fallback; };
    return {number(1, 6), static_cast<std::uint32_t>(number(2, 20)), static_cast<std::uint32_t>(number(3, 10))};
}

/// Takes down how old the oldest new sample of each new picture is when it has been painted.
class WireWatch {
public:
    WireWatch(TimedApplication& application, MainWindow& window) {
        GridSource* source = window.session().source();
        QObject::connect(source, &GridSource::batchReceived, source,
                         [this](const StreamBatchPointer& batch) { m_receipts.note(*batch); },
                         Qt::DirectConnection);
        application.painted = [this, &window](Clock::time_point) {
            const Instant shown = window.currentView()->snapshot()->now.at;
            const auto received = m_receipts.of(shown);
            if (shown != m_last && received) {
                ages.push_back(static_cast<double>((currentMoment().at - *received).micros) / 1000);
            }
            m_last = shown;
        };
    }

    std::vector<double> ages;

private:
    Receipts m_receipts;
    Instant m_last;
};

void showViews(TimedApplication& application, MainWindow& window, int secondsPerView) {
    printHeading("view");
    std::vector<Slice> all;
    const auto show = [&](const char* title, ViewName view) {
        const std::vector<Slice> slices =
            countSlices(application, [&] { application.carryOut([&window, view] { window.showView(view); }); },
                        std::chrono::seconds(secondsPerView));
        print(title, slices);
        all.insert(all.end(), slices.begin(), slices.end());
    };
    for (const ViewEntry& entry : viewEntries()) {
        show(entry.title, entry.name);
    }
    // The views took longer than that: now the curves reach from edge to edge, with every sample there was.
    window.session().cursor().setSpan(orrery::seconds(60));
    show("Charts of a full minute", ViewName::Charts);
    print("all", all);
    const double fill = fillMillis(window.size());
    std::printf("filling the window's pixels once: %.2f ms; p99 of a slice is %.1f times that\n", fill,
                quantile(wallOf(all), 0.99) / fill);
    judge("slices, p99", quantile(wallOf(all), 0.99), "ms", 16);
    judge("slices, longest", largest(wallOf(all)), "ms", 50);
}

double minimisedPercent(MainWindow& window) {
    window.showMinimized();
    runFor(std::chrono::seconds(settleSeconds));
    const double before = processorSeconds();
    runFor(std::chrono::seconds(minimisedSeconds));
    window.showNormal();
    return 100 * (processorSeconds() - before) / minimisedSeconds;
}

/// With the peer beside it.
void measureMinimised(MainWindow& window, std::uint16_t port) {
    const PlainReader peer(port);
    runFor(std::chrono::seconds(settleSeconds));
    const std::optional<double> before = peer.processorSeconds();
    const auto begin = Clock::now();
    const double percent = minimisedPercent(window);
    const double span = millisOf(Clock::now() - begin) / 1000;
    const std::optional<double> after = peer.processorSeconds();
    judge("minimised, live, ring written", percent, "%", 2);
    if (before && after) {
        const double peerPercent = 100 * (*after - *before) / span;
        std::printf("taking every sample off a socket and reading none: %.2f %%; minimised is %.1f times that\n", peerPercent,
                    percent / peerPercent);
    } else {
        std::printf("the process that takes every sample has ended: no ratio\n");
    }
}

/// Seconds since the start of this process, its loading counted; of a resolution of 10 ms.
double secondsSinceStart() {
    std::ifstream file("/proc/self/stat");
    const std::string line{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::string skipped;
    for (int field = 3; field < 22; ++field) {
        fields >> skipped;
    }
    double ticks = 0;
    fields >> ticks;
    const double now = static_cast<double>(currentMoment().at.micros) / 1e6;
    return now - ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

void showFirstWindow(TimedApplication& application, MainWindow& window) {
    std::optional<double> shown;
    application.painted = [&](Clock::time_point) { shown = shown.value_or(1000 * secondsSinceStart()); };
    window.show();
    runFor(std::chrono::seconds(1));
    application.painted = {};
    judge("first window, from the process's start", shown.value_or(1e9), "ms", 1500);
}

}  // namespace

int main(int argc, char** argv) {
    if (PlainReader::runIfAsked(argc, argv)) {
        return 0;
    }
    reserveLargePages();
    const Request request = requestFrom(argc, argv);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("stream.orrery"));
    const int viewCount = static_cast<int>(viewEntries().size());
    const int seenSeconds = warmUpSeconds + (viewCount + 1) * (request.secondsPerView + 1);
    const int killSecond = seenSeconds / 2;
    // From then on the ring is no longer complete, as it is after everything that happens.
    const int calmSecond = killSecond + secondsOfADeath + secondsAfterEvents;
    const int length = std::max(seenSeconds, calmSecond) + 3 * (settleSeconds + minimisedSeconds) + 10;
    chooseScreen();
    TimedApplication application(argc, argv);
    theme::apply(application, Appearance::Dark);
    MainWindow window;
    showFirstWindow(application, window);

    ServedStream stream(path, {request.hosts, request.unitsPerHost, length, killSecond});
    const std::optional<std::uint16_t> port = stream.port();
    if (!port) {
        return 1;
    }
    window.session().setRingRoot(folder.filePath(QStringLiteral("ring")));
    window.session().attachLive({{"127.0.0.1", *port}}, QString(), Mode::Operate);
    window.enter();
    const auto attached = Clock::now();
    WireWatch wire(application, window);
    runFor(std::chrono::seconds(warmUpSeconds));
    wire.ages.clear();
    const double usedBefore = processorSeconds();
    const auto begin = Clock::now();
    showViews(application, window, request.secondsPerView);
    const double span = millisOf(Clock::now() - begin) / 1000;
    std::printf("wire to pixel: p50 %.0f ms, longest %.0f ms, over %zu pictures\n", quantile(wire.ages, 0.5),
                largest(wire.ages), wire.ages.size());
    judge("wire to pixel, p95", quantile(wire.ages, 0.95), "ms", 250);
    judge("memory", static_cast<double>(residentMegabytes()), "MB", 600);
    judge("processor, of one core", 100 * (processorSeconds() - usedBefore) / span, "%", 100);
    std::printf("minimised, soon after something happened: %.1f %% (every sample is recorded)\n", minimisedPercent(window));
    window.showMinimized();
    const auto calm = attached + std::chrono::seconds(calmSecond);
    runFor(std::chrono::duration_cast<std::chrono::milliseconds>(std::max(calm, Clock::now()) - Clock::now()));
    measureMinimised(window, *port);
    window.session().recorder().end();
    judge("minimised, live, no ring", minimisedPercent(window), "%", 2);
    application.painted = {};
    if (!window.session().attachRecording({path})) {
        return 1;
    }
    window.session().recording()->play();
    judge("minimised, the same replayed", minimisedPercent(window), "%", 2);
    return 0;
}
